"""The operators of attention, for the two kinds of attention.

Belongs here: grouped queries (which cover plain multi-head) and the latent cache. Does not: times,
the rest of a layer.
Always true: a token of a prompt attends to half of its prompt on average; a decode step attends to
the whole context, or to the part that a window or an index selects.

Source of the counts: docs/model/workload.md.
"""

from __future__ import annotations

from math import ceil

from ecluse.inference.operators import Kind, OperatorCounter, PassShape

# Query heads that share a cache head, padded to one mma m16 (FlashInfer, FlashDecoding).
DECODE_TILE_HEADS = 16
LATENT_TILE_HEADS = 64  # FlashMLA pads the heads of one chip to 64


def attention(operators: OperatorCounter, shape: PassShape) -> None:
    """Count the attention of all layers of a stage."""
    if shape.llm.attention.kind == "gqa":
        _grouped(operators, shape)
    else:
        _latent(operators, shape)


def _grouped(operators: OperatorCounter, shape: PassShape) -> None:
    a, tp, tokens, hidden = shape.llm.attention, shape.layout.tp, shape.tokens, shape.llm.hidden
    heads = a.heads / tp
    cache_heads = max(a.kv_heads / tp, 1.0)  # with fewer cache heads than chips, chips keep copies
    width = (heads + 2 * cache_heads) * a.head_dim
    operators.matmul("query, key, value", shape.layers, tokens, hidden, width)
    operators.stream(
        "rotary and cache write",
        shape.layers,
        tokens * (heads + 2 * cache_heads) * a.head_dim * 4.0,
    )
    windowed = shape.layers * a.window_layers / shape.llm.layers
    count = _grouped_step if shape.decode else _grouped_prompt
    count(operators, shape, shape.layers - windowed, shape.context)
    count(operators, shape, windowed, min(shape.context, a.window_tokens or shape.context))
    operators.matmul("attention output", shape.layers, tokens, heads * a.head_dim, hidden)


def _grouped_step(operators: OperatorCounter, shape: PassShape, layers: float, seen: float) -> None:
    a, tp, p = shape.llm.attention, shape.layout.tp, shape.precision
    heads, cache_heads = a.heads / tp, max(a.kv_heads / tp, 1.0)
    padded = ceil(heads / cache_heads / DECODE_TILE_HEADS) * DECODE_TILE_HEADS
    reads = cache_heads if shape.shared else heads
    operators.add(
        _name(shape, seen),
        Kind.DECODE_ATTENTION,
        layers,
        ops=4.0 * shape.sequences * cache_heads * padded * seen * a.head_dim,
        bits=p.attention_bits,
        scores=shape.sequences * heads * seen,
        moved=shape.sequences * seen * 2 * reads * a.head_dim * p.cache_bits / 8,
    )


def _grouped_prompt(
    operators: OperatorCounter, shape: PassShape, layers: float, seen: float
) -> None:
    a, tp = shape.llm.attention, shape.layout.tp
    heads, cache_heads = a.heads / tp, max(a.kv_heads / tp, 1.0)
    scores = heads * shape.tokens * (seen - seen * seen / shape.context / 2)
    operators.add(
        _name(shape, seen),
        Kind.PREFILL_ATTENTION,
        layers,
        ops=4.0 * scores * a.head_dim,
        bits=shape.precision.attention_bits,
        scores=scores,
        moved=shape.tokens * (2 * heads + 2 * cache_heads) * a.head_dim * 2.0,
    )


def _name(shape: PassShape, seen: float) -> str:
    return "attention" if seen == shape.context else "attention (window)"


def _latent(operators: OperatorCounter, shape: PassShape) -> None:
    a, layers, tokens, hidden = shape.llm.attention, shape.layers, shape.tokens, shape.llm.hidden
    heads = a.heads / shape.layout.tp
    query = heads * (a.nope_dim + a.rope_dim)
    down = a.q_rank + a.kv_rank + a.rope_dim + (0 if a.q_rank else query)
    operators.matmul("query and latent down", layers, tokens, hidden, down)
    if a.q_rank:
        operators.matmul("query up", layers, tokens, a.q_rank, query)
    written = tokens * (query + a.kv_rank + a.rope_dim) * 4.0
    operators.stream("rotary and cache write", layers, written, launches=2.0)
    if a.index_heads:
        _index(operators, shape)
    seen = min(shape.context, a.index_tokens or shape.context)
    count = _latent_step if shape.decode else _latent_prompt
    count(operators, shape, heads, seen)
    operators.matmul("attention output", layers, tokens, heads * a.v_dim, hidden)


def _index(operators: OperatorCounter, shape: PassShape) -> None:
    """Count the indexer, which scores every past token so that attention reads only the best."""
    a, tokens, context = shape.llm.attention, shape.tokens, shape.context
    width = a.index_heads * a.index_dim
    operators.matmul("index query", shape.layers, tokens, a.q_rank or shape.llm.hidden, width)
    pairs = shape.sequences * context if shape.decode else tokens * context / 2
    moved = shape.sequences * context * a.index_dim if shape.decode else tokens * a.index_dim * 2.0
    operators.add(
        "index scores",
        Kind.PREFILL_ATTENTION,
        shape.layers,
        ops=2.0 * pairs * a.index_heads * a.index_dim,
        bits=8,
        scores=pairs,
        moved=moved,
    )


def _latent_step(operators: OperatorCounter, shape: PassShape, heads: float, seen: float) -> None:
    a, layers, p = shape.llm.attention, shape.layers, shape.precision
    padded = ceil(heads / LATENT_TILE_HEADS) * LATENT_TILE_HEADS
    operators.matmul(
        "query into latent",
        layers,
        shape.tokens,
        a.nope_dim,
        a.kv_rank,
        batch=heads,
        plain=True,
    )
    operators.add(
        "attention",
        Kind.LATENT_ATTENTION,
        layers,
        ops=2.0 * shape.sequences * padded * seen * (2 * a.kv_rank + a.rope_dim),
        bits=p.attention_bits,
        scores=shape.sequences * padded * seen,
        moved=shape.sequences * seen * (a.kv_rank + a.rope_dim) * p.cache_bits / 8,
    )
    operators.matmul(
        "latent into value", layers, shape.tokens, a.kv_rank, a.v_dim, batch=heads, plain=True
    )


def _latent_prompt(operators: OperatorCounter, shape: PassShape, heads: float, seen: float) -> None:
    a, tokens = shape.llm.attention, shape.tokens
    width = heads * (a.nope_dim + a.v_dim)
    operators.matmul("latent up", shape.layers, tokens, a.kv_rank, width)
    scores = heads * tokens * (seen - seen * seen / shape.context / 2)
    operators.add(
        "attention",
        Kind.PREFILL_ATTENTION,
        shape.layers,
        ops=2.0 * scores * (a.nope_dim + a.rope_dim + a.v_dim),
        bits=shape.precision.attention_bits,
        scores=scores,
        moved=tokens * heads * (2 * a.nope_dim + 2 * a.rope_dim + 2 * a.v_dim) * 2.0,
    )
