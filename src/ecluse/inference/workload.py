"""What one forward pass asks of one chip: operators with their operations and bytes, and messages
with their sizes.

Belongs here: counting, from a model, a layout and a batch. Does not: any figure of a chip, any
efficiency.
Always true: counts are per chip and per pass; operations are padded to whole tiles, for that is
what a chip executes.

Source of the counts: docs/model/workload.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from math import ceil

import numpy as np

from ecluse.inference.chip import BITS, Floats
from ecluse.inference.layout import Layout, Precision
from ecluse.inference.llm import Llm

TILE_ROWS = 64  # rows that a matrix unit takes at once: wgmma m64 (PTX ISA, wgmma.mma_async)
DECODE_TILE_HEADS = (
    16  # query heads that share a cache head, padded to one mma m16 (FlashInfer, FlashDecoding)
)
LATENT_TILE_HEADS = 64  # FlashMLA pads the heads of one chip to 64


class Kind(IntEnum):
    """Operators of one efficiency curve each."""

    MATMUL = 0
    EXPERTS = 1
    PREFILL_ATTENTION = 2
    DECODE_ATTENTION = 3
    LATENT_ATTENTION = 4
    STREAM = 5


@dataclass(frozen=True, slots=True)
class Operators:
    """Columns of shape (operators,): `repeats` times per pass, the rest per repeat.

    `widened` is 1 where weights are stored narrower than they are multiplied, and widened inside
    the kernel.
    """

    names: tuple[str, ...]
    kind: Floats
    repeats: Floats
    tensor_ops: Floats
    bits_column: Floats
    scores: Floats
    dram_bytes: Floats
    launches: Floats
    widened: Floats

    @property
    def total_ops(self) -> float:
        """Matrix operations of the pass."""
        return float((self.repeats * self.tensor_ops).sum())

    @property
    def total_bytes(self) -> float:
        """Bytes moved from and to DRAM in the pass."""
        return float((self.repeats * self.dram_bytes).sum())


@dataclass(frozen=True, slots=True)
class Message:
    """One exchange between the chips of a `group`, `repeats` times per pass; `sent_bytes` is what
    each chip has to give.

    For an all-to-all, each token goes to `copies` chips and to `node_copies` nodes at most; `small`
    ones are sent copy by copy.
    """

    name: str
    kind: str
    repeats: float
    sent_bytes: float
    group: int
    copies: float = 1.0
    node_copies: float = 1.0
    small: bool = False


@dataclass(frozen=True, slots=True)
class Workload:
    """A forward pass of `tokens` tokens per data-parallel group; `layers` are those of one stage."""

    operators: Operators
    messages: tuple[Message, ...]
    tokens: float
    stages: int
    layers: float


class _Rows:
    """Collects operators; only this module sees it."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, Kind, float, float, int, float, float, float, bool]] = []

    def add(
        self,
        name: str,
        kind: Kind,
        repeats: float,
        *,
        ops: float = 0.0,
        bits: int = 16,
        scores: float = 0.0,
        moved: float = 0.0,
        launches: float = 1.0,
        widened: bool = False,
    ) -> None:
        if repeats > 0:
            self.rows.append(
                (name, kind, repeats, ops, BITS.index(bits), scores, moved, launches, widened)
            )

    def matmul(
        self,
        name: str,
        repeats: float,
        m: float,
        k: float,
        n: float,
        p: Precision,
        *,
        batch: float = 1.0,
        plain: bool = False,
    ) -> None:
        """`batch` products of (m, k) by (k, n); `plain` ones stay in 16 bits."""
        weight, width = (16, 16) if plain else (p.weight_bits, p.matmul_bits)
        rows = ceil(m / TILE_ROWS) * TILE_ROWS
        moved = batch * (k * n * weight / 8 + m * k * max(width, 8) / 8 + m * n * 2)
        self.add(
            name,
            Kind.MATMUL,
            repeats,
            ops=2.0 * batch * rows * k * n,
            bits=width,
            moved=moved,
            widened=weight < width,
        )

    def done(self) -> Operators:
        columns = list(zip(*self.rows, strict=True))
        return Operators(
            tuple(columns[0]), *(np.array(column, dtype=np.float64) for column in columns[1:])
        )


def expert_tiles(tokens: float, per_expert: float, touched: float) -> float:
    """Tiles of TILE_ROWS that one local expert executes on average, when routing is even but
    random.
    """
    busy = per_expert / max(touched, 1e-12)
    return touched * max(1.0, busy / TILE_ROWS + 0.5) if tokens else 0.0


def prefill(
    llm: Llm,
    layout: Layout,
    precision: Precision,
    *,
    tokens: float,
    input_tokens: float,
    expert_load: float = 1.0,
) -> Workload:
    """A pass over `tokens` prompt tokens per data-parallel group, of prompts `input_tokens` long.

    `expert_load` is the busiest chip's share of the experts' tokens over the mean share.
    """
    return _pass(
        llm,
        layout,
        precision,
        tokens=tokens,
        sequences=tokens / input_tokens,
        context=input_tokens,
        decode=False,
        load=expert_load,
    )


def decode(
    llm: Llm,
    layout: Layout,
    precision: Precision,
    *,
    batch: float,
    context_tokens: float,
    expert_load: float = 1.0,
    shared_reads: bool = True,
) -> Workload:
    """A pass that adds one token to each of `batch` sequences per data-parallel group,
    `context_tokens` long so far.

    Query heads that share a cache head read it once, or each for itself where `shared_reads` is
    false.
    """
    return _pass(
        llm,
        layout,
        precision,
        tokens=batch,
        sequences=batch,
        context=context_tokens,
        decode=True,
        load=expert_load,
        shared=shared_reads,
    )


def _pass(
    llm: Llm,
    layout: Layout,
    p: Precision,
    *,
    tokens: float,
    sequences: float,
    context: float,
    decode: bool,
    load: float,
    shared: bool = True,
) -> Workload:
    rows, messages = _Rows(), []
    layers = llm.layers / layout.pp
    dense, sparse = llm.dense_layers / layout.pp, (llm.layers - llm.dense_layers) / layout.pp
    h, tp = llm.hidden, layout.tp
    _attention(rows, llm, tp, p, layers, tokens, sequences, context, decode, shared)
    # Norms, residuals and rotary embedding: the residual stream is read and written twice a layer,
    # with the normed copy.
    rows.add("norms and residual", Kind.STREAM, layers, moved=tokens * h * 2 * 6.0, launches=2.0)
    _feed_forward(rows, "feed-forward", dense, tokens, h, llm.ffn_hidden / tp, llm.matrices, p)
    if llm.experts is not None:
        messages += _experts(rows, llm, layout, p, sparse, tokens, load, decode)
    rows.matmul("output head", 1 / layout.pp, sequences, h, llm.vocabulary / tp, p, plain=True)
    if tp > 1:
        message = tokens * h * 2.0
        reduces = (
            2 * dense + (2 if llm.experts is not None and layout.ep == 1 else 1) * sparse
            if llm.experts is not None
            else 2 * layers
        )
        messages.append(Message("all-reduce", "all_reduce", reduces, message, tp))
    if layout.pp > 1:
        messages.append(Message("between stages", "send", 1.0, tokens * h * 2.0 / tp, 2))
    return Workload(rows.done(), tuple(messages), tokens, layout.pp, layers)


def _attention(
    rows: _Rows,
    llm: Llm,
    tp: int,
    p: Precision,
    layers: float,
    tokens: float,
    sequences: float,
    context: float,
    decode: bool,
    shared: bool,
) -> None:
    a, h = llm.attention, llm.hidden
    heads = a.heads / tp
    if a.kind == "gqa":
        kept = max(a.kv_heads / tp, 1.0)  # with fewer cache heads than chips, chips keep copies
        rows.matmul("query, key, value", layers, tokens, h, (heads + 2 * kept) * a.head_dim, p)
        rows.add(
            "rotary and cache write",
            Kind.STREAM,
            layers,
            moved=tokens * (heads + 2 * kept) * a.head_dim * 4.0,
        )
        windowed = layers * a.window_layers / llm.layers
        for part, seen in (
            (layers - windowed, context),
            (windowed, min(context, a.window_tokens or context)),
        ):
            suffix = "" if seen == context else " (window)"
            if decode:
                group = ceil(heads / kept / DECODE_TILE_HEADS) * DECODE_TILE_HEADS
                moved = (
                    sequences
                    * seen
                    * 2
                    * (kept if shared else heads)
                    * a.head_dim
                    * p.cache_bits
                    / 8
                )
                ops = 4.0 * sequences * kept * group * seen * a.head_dim
                rows.add(
                    "attention" + suffix,
                    Kind.DECODE_ATTENTION,
                    part,
                    ops=ops,
                    bits=p.attention_bits,
                    scores=sequences * heads * seen,
                    moved=moved,
                )
            else:
                scores = heads * tokens * (seen - seen * seen / context / 2)
                moved = tokens * (2 * heads + 2 * kept) * a.head_dim * 2.0
                rows.add(
                    "attention" + suffix,
                    Kind.PREFILL_ATTENTION,
                    part,
                    ops=4.0 * scores * a.head_dim,
                    bits=p.attention_bits,
                    scores=scores,
                    moved=moved,
                )
        rows.matmul("attention output", layers, tokens, heads * a.head_dim, h, p)
        return
    query = heads * (a.nope_dim + a.rope_dim)
    rows.matmul(
        "query and latent down",
        layers,
        tokens,
        h,
        a.q_rank + a.kv_rank + a.rope_dim + (0 if a.q_rank else query),
        p,
    )
    if a.q_rank:
        rows.matmul("query up", layers, tokens, a.q_rank, query, p)
    rows.add(
        "rotary and cache write",
        Kind.STREAM,
        layers,
        moved=tokens * (query + a.kv_rank + a.rope_dim) * 4.0,
        launches=2.0,
    )
    seen = min(context, a.index_tokens or context)
    if a.index_heads:
        rows.matmul("index query", layers, tokens, a.q_rank or h, a.index_heads * a.index_dim, p)
        pairs = sequences * context if decode else tokens * context / 2
        moved = sequences * context * a.index_dim if decode else tokens * a.index_dim * 2.0
        rows.add(
            "index scores",
            Kind.PREFILL_ATTENTION,
            layers,
            ops=2.0 * pairs * a.index_heads * a.index_dim,
            bits=8,
            scores=pairs,
            moved=moved,
        )
    if decode:
        padded = ceil(heads / LATENT_TILE_HEADS) * LATENT_TILE_HEADS
        rows.matmul(
            "query into latent", layers, tokens, a.nope_dim, a.kv_rank, p, batch=heads, plain=True
        )
        moved = sequences * seen * (a.kv_rank + a.rope_dim) * p.cache_bits / 8
        ops = 2.0 * sequences * padded * seen * (2 * a.kv_rank + a.rope_dim)
        rows.add(
            "attention",
            Kind.LATENT_ATTENTION,
            layers,
            ops=ops,
            bits=p.attention_bits,
            scores=sequences * padded * seen,
            moved=moved,
        )
        rows.matmul(
            "latent into value", layers, tokens, a.kv_rank, a.v_dim, p, batch=heads, plain=True
        )
    else:
        rows.matmul("latent up", layers, tokens, a.kv_rank, heads * (a.nope_dim + a.v_dim), p)
        scores = heads * tokens * (seen - seen * seen / context / 2)
        ops = 2.0 * scores * (a.nope_dim + a.rope_dim + a.v_dim)
        moved = tokens * heads * (2 * a.nope_dim + 2 * a.rope_dim + 2 * a.v_dim) * 2.0
        rows.add(
            "attention",
            Kind.PREFILL_ATTENTION,
            layers,
            ops=ops,
            bits=p.attention_bits,
            scores=scores,
            moved=moved,
        )
    rows.matmul("attention output", layers, tokens, heads * a.v_dim, h, p)


def _feed_forward(
    rows: _Rows,
    name: str,
    repeats: float,
    tokens: float,
    h: float,
    width: float,
    matrices: int,
    p: Precision,
) -> None:
    rows.matmul(f"{name} up", repeats, tokens, h, (matrices - 1) * width, p)
    rows.add(f"{name} activation", Kind.STREAM, repeats, moved=tokens * width * 2.0 * matrices)
    rows.matmul(f"{name} down", repeats, tokens, width, h, p)


def _experts(
    rows: _Rows,
    llm: Llm,
    layout: Layout,
    p: Precision,
    layers: float,
    tokens: float,
    load: float,
    decode: bool,
) -> list[Message]:
    e, h, tp, ep = llm.experts, llm.hidden, layout.tp, layout.ep
    if e is None or layers == 0:
        return []
    if e.shared:
        _feed_forward(
            rows, "shared expert", layers, tokens, h, e.shared * e.hidden / tp, llm.matrices, p
        )
    arriving = tokens * max(1.0, ep / tp)
    local, cut = e.routed / ep, (tp if ep == 1 else max(1.0, tp / ep))
    touched = 1.0 - (1.0 - e.per_token / e.routed) ** arriving
    per_expert = load * arriving * e.per_token / e.routed
    width = e.hidden / cut
    padded = local * expert_tiles(arriving, per_expert, touched) * TILE_ROWS
    routed_rows = local * per_expert
    activation = max(p.matmul_bits, 8) / 8
    rows.matmul("router", layers, tokens, h, e.routed, p, plain=True)
    rows.add(
        "gather and scatter",
        Kind.STREAM,
        layers,
        moved=routed_rows * h * (2.0 + activation + 2.0) + tokens * h * 4.0,
        launches=3.0,
    )
    for name, k, n in (("experts up", h, (llm.matrices - 1) * width), ("experts down", width, h)):
        weights = local * touched * k * n * p.weight_bits / 8
        moved = weights + routed_rows * (k * activation + n * 2.0)
        rows.add(
            name,
            Kind.EXPERTS,
            layers,
            ops=2.0 * padded * k * n,
            bits=p.matmul_bits,
            moved=moved,
            widened=p.weight_bits < p.matmul_bits,
        )
    rows.add(
        "experts activation", Kind.STREAM, layers, moved=routed_rows * width * 2.0 * llm.matrices
    )
    if ep == 1:
        return []
    # Each token goes once to each chip that holds one of its experts, and across the network once
    # to each node where that can be chosen (prefill); in decode each expert's copy is sent by
    # itself, which is what the low-latency kernels do.
    own = tokens / tp * load
    chips = e.per_token if decode else min(e.per_token, ep * (1 - (1 - 1 / ep) ** e.per_token))
    nodes = float(
        e.per_token
        if decode
        else min(e.per_token, e.groups_per_token if e.groups > 1 else e.per_token)
    )
    return [
        Message(
            "dispatch",
            "all_to_all",
            layers,
            own * h * p.dispatch_bits / 8,
            ep,
            chips,
            nodes,
            decode,
        ),
        Message("combine", "all_to_all", layers, own * h * 2.0, ep, chips, nodes, decode),
    ]
