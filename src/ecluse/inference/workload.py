"""The work of one forward pass on one chip: its operators and its messages.

Belongs here: counting operations, bytes and messages from a model, a layout and a batch. Does not:
any figure of a chip, any efficiency.
Always true: counts are per chip and per pass; operations are padded to whole tiles, for that is
what a chip executes.

Source of the counts: docs/model/workload.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from ecluse.inference.attention import attention
from ecluse.inference.experts import experts
from ecluse.inference.layout import Layout, Precision
from ecluse.inference.llm import Llm
from ecluse.inference.operators import Message, OperatorCounter, Operators, PassShape


@dataclass(frozen=True, slots=True)
class Workload:
    """A forward pass of one data-parallel group; `layers` are those of one stage."""

    operators: Operators
    messages: tuple[Message, ...]
    layers: float


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
        PassShape(
            llm=llm,
            layout=layout,
            precision=precision,
            tokens=tokens,
            sequences=tokens / input_tokens,
            context=input_tokens,
            decode=False,
            load=expert_load,
        )
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
    """A pass that adds one token to each of `batch` sequences per data-parallel group.

    Args:
        context_tokens: How long the sequences are so far.
        shared_reads: Whether query heads that share a cache head read it once together.
    """
    return _pass(
        PassShape(
            llm=llm,
            layout=layout,
            precision=precision,
            tokens=batch,
            sequences=batch,
            context=context_tokens,
            decode=True,
            load=expert_load,
            shared=shared_reads,
        )
    )


def _pass(shape: PassShape) -> Workload:
    llm, layout, tokens, hidden = shape.llm, shape.layout, shape.tokens, shape.llm.hidden
    operators = OperatorCounter(shape.precision)
    dense = llm.dense_layers / layout.pp
    attention(operators, shape)
    # Norms, residuals and rotary embedding: the residual stream is read and written twice a layer,
    # with the normed copy.
    moved = tokens * hidden * 2 * 6.0
    operators.stream("norms and residual", shape.layers, moved, launches=2.0)
    operators.feed_forward("feed-forward", dense, tokens, llm, llm.ffn_hidden / layout.tp)
    messages = experts(operators, shape)
    width = llm.vocabulary / layout.tp
    operators.matmul("output head", 1 / layout.pp, shape.sequences, hidden, width, plain=True)
    messages += _between(shape, dense)
    return Workload(operators.columns(), tuple(messages), shape.layers)


def _between(shape: PassShape, dense: float) -> list[Message]:
    """What the chips of a group sum, and what one stage hands to the next."""
    llm, layout = shape.llm, shape.layout
    size = shape.tokens * llm.hidden * 2.0
    messages = []
    if layout.tp > 1:
        sums = 2 * shape.layers
        if llm.experts is not None:
            sparse = (llm.layers - llm.dense_layers) / layout.pp
            sums = 2 * dense + (2 if layout.ep == 1 else 1) * sparse
        messages.append(Message("all-reduce", "all_reduce", sums, size, layout.tp))
    if layout.pp > 1:
        messages.append(Message("between stages", "send", 1.0, size / layout.tp, 2))
    return messages
