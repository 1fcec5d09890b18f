"""The operators and messages of a mixture of experts.

Belongs here: routing, the experts of one chip, and what they send one another. Does not: times.
Always true: routing is even but random, so an expert's tiles are partly empty; where experts are
spread over chips, each token is sent out once and comes back once.

Source of the counts: docs/model/workload.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from ecluse.inference.llm import Experts
from ecluse.inference.operators import TILE_ROWS, Kind, Message, OperatorCounter, PassShape


def expert_tiles(tokens: float, per_expert: float, touched: float) -> float:
    """Tiles of TILE_ROWS that one local expert executes on average.

    Args:
        per_expert: Tokens of each expert on average.
        touched: The share of experts that get any token.
    """
    busy = per_expert / max(touched, 1e-12)
    return touched * max(1.0, busy / TILE_ROWS + 0.5) if tokens else 0.0


def experts(operators: OperatorCounter, shape: PassShape) -> list[Message]:
    """Count the mixture's layers of a stage, and the messages between its chips."""
    llm, layout, e = shape.llm, shape.layout, shape.llm.experts
    if e is None or llm.layers == llm.dense_layers:
        return []
    layers = (llm.layers - llm.dense_layers) / layout.pp
    if e.shared:
        width = e.shared * e.hidden / layout.tp
        operators.feed_forward("shared expert", layers, shape.tokens, llm, width)
    operators.matmul("router", layers, shape.tokens, llm.hidden, e.routed, plain=True)
    _routed(operators, shape, e, layers)
    return [] if layout.ep == 1 else _exchanges(shape, e, layers)


def _routed(operators: OperatorCounter, shape: PassShape, e: Experts, layers: float) -> None:
    llm, hidden = shape.llm, shape.llm.hidden
    tp, ep = shape.layout.tp, shape.layout.ep
    arriving = shape.tokens * max(1.0, ep / tp)
    local, width = e.routed / ep, e.hidden / (tp if ep == 1 else max(1.0, tp / ep))
    touched = 1.0 - (1.0 - e.per_token / e.routed) ** arriving
    per_expert = shape.load * arriving * e.per_token / e.routed
    rows = local * per_expert
    tiles = local * expert_tiles(arriving, per_expert, touched)
    gathered = rows * hidden * (2.0 + shape.precision.activation_bytes + 2.0)
    moved = gathered + shape.tokens * hidden * 4.0
    operators.stream("gather and scatter", layers, moved, launches=3.0)
    grouped = _Grouped(operators, layers, tiles * TILE_ROWS, local * touched, rows)
    grouped.product("experts up", hidden, (llm.matrices - 1) * width)
    grouped.product("experts down", width, hidden)
    operators.stream("experts activation", layers, rows * width * 2.0 * llm.matrices)


@dataclass(frozen=True, slots=True)
class _Grouped:
    """Products of all local experts at once.

    Args:
        padded: Rows that are executed.
        touched: Local experts whose weights are read.
        rows: Rows that tokens fill.
    """

    operators: OperatorCounter
    layers: float
    padded: float
    touched: float
    rows: float

    def product(self, name: str, k: float, n: float) -> None:
        """Every row of k numbers times its expert's matrix of (k, n)."""
        p = self.operators.precision
        weights = self.touched * k * n * p.weight_bits / 8
        self.operators.add(
            name,
            Kind.EXPERTS,
            self.layers,
            ops=2.0 * self.padded * k * n,
            bits=p.matmul_bits,
            moved=weights + self.rows * (k * p.activation_bytes + n * 2.0),
            widened=p.weight_bits < p.matmul_bits,
        )


def _exchanges(shape: PassShape, e: Experts, layers: float) -> list[Message]:
    """Each token goes once to each chip that holds one of its experts.

    Across the network it goes once to each node where that can be chosen (prefill). In decode each
    expert's copy is sent by itself, which is what the low-latency kernels do.
    """
    tp, ep, decode = shape.layout.tp, shape.layout.ep, shape.decode
    own = shape.tokens / tp * shape.load
    chips = nodes = float(e.per_token)
    if not decode:
        chips = min(e.per_token, ep * (1 - (1 - 1 / ep) ** e.per_token))
        nodes = float(min(e.per_token, e.groups_per_token if e.groups > 1 else e.per_token))
    hidden = shape.llm.hidden
    sent = {
        "dispatch": own * hidden * shape.precision.dispatch_bits / 8,
        "combine": own * hidden * 2.0,
    }
    return [
        Message(name, "all_to_all", layers, size, ep, chips, nodes, decode)
        for name, size in sent.items()
    ]
