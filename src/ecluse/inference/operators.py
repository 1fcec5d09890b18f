"""The operators of one forward pass, counted one by one into columns, and the messages between its
chips.

Belongs here: the columns, products of matrices, the sizes of an exchange, and what every part of a
layer needs to count itself. Does not: which operators a layer has (attention.py, experts.py,
workload.py), or what they take (efficiency.py, collective.py).
Always true: operations of a product are padded to whole tiles, for that is what a chip executes;
sizes of messages are per chip and per repeat.

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


class Kind(IntEnum):
    """The kinds of operator; each has its own efficiency curve."""

    MATMUL = 0
    EXPERTS = 1
    PREFILL_ATTENTION = 2
    DECODE_ATTENTION = 3
    LATENT_ATTENTION = 4
    STREAM = 5


@dataclass(frozen=True, slots=True)
class Operators:
    """Columns of shape (operators,).

    Args:
        repeats: How often the operator runs in a pass; the other columns are for one repeat.
        widened: 1 where weights are stored narrower than they are multiplied, so that the kernel
            widens them.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class PassShape:
    """What a forward pass asks of one data-parallel group.

    Args:
        tokens: Tokens that go through every layer.
        sequences: Sequences that these tokens belong to.
        context: Tokens that each sequence holds.
        decode: Whether each sequence gets one more token; otherwise whole prompts are read.
        load: The busiest chip's share of the experts' tokens over the mean share.
        shared: Whether query heads that share a cache head read it once together.
    """

    llm: Llm
    layout: Layout
    precision: Precision
    tokens: float
    sequences: float
    context: float
    decode: bool
    load: float
    shared: bool = True

    @property
    def layers(self) -> float:
        """Layers of one stage."""
        return self.llm.layers / self.layout.pp


@dataclass(frozen=True, slots=True)
class Message:
    """One exchange between the chips of a group.

    Args:
        repeats: How often it happens in a pass.
        sent_bytes: What each chip has to give.
        group: How many chips take part.
        copies: For an all-to-all, how many chips each token goes to.
        node_copies: For an all-to-all, to how many nodes each token goes at most.
        small: Whether each copy is sent by itself.
    """

    name: str
    kind: str
    repeats: float
    sent_bytes: float
    group: int
    copies: float = 1.0
    node_copies: float = 1.0
    small: bool = False


class OperatorCounter:
    """Collects the operators of one pass."""

    def __init__(self, precision: Precision) -> None:
        self.precision = precision
        self.rows: list[tuple[str, Kind, float, float, int, float, float, float, bool]] = []

    def add(
        self,
        name: str,
        kind: Kind,
        repeats: float,
        *,
        moved: float,
        ops: float = 0.0,
        bits: int = 16,
        scores: float = 0.0,
        launches: float = 1.0,
        widened: bool = False,
    ) -> None:
        """One operator, `repeats` times in the pass; see `Operators`."""
        if repeats > 0:
            self.rows.append(
                (name, kind, repeats, ops, BITS.index(bits), scores, moved, launches, widened)
            )

    def stream(self, name: str, repeats: float, moved: float, launches: float = 1.0) -> None:
        """Elementwise work, which only moves bytes."""
        self.add(name, Kind.STREAM, repeats, moved=moved, launches=launches)

    def matmul(
        self,
        name: str,
        repeats: float,
        m: float,
        k: float,
        n: float,
        *,
        batch: float = 1.0,
        plain: bool = False,
    ) -> None:
        """`batch` products of (m, k) by (k, n); `plain` ones stay in 16 bits."""
        p = self.precision
        weight, width = (16, 16) if plain else (p.weight_bits, p.matmul_bits)
        rows = ceil(m / TILE_ROWS) * TILE_ROWS
        self.add(
            name,
            Kind.MATMUL,
            repeats,
            ops=2.0 * batch * rows * k * n,
            bits=width,
            moved=batch * (k * n * weight / 8 + m * k * max(width, 8) / 8 + m * n * 2),
            widened=weight < width,
        )

    def feed_forward(
        self, name: str, repeats: float, tokens: float, llm: Llm, width: float
    ) -> None:
        """A block that widens each token to `width`, and brings it back."""
        hidden, matrices = llm.hidden, llm.matrices
        self.matmul(f"{name} up", repeats, tokens, hidden, (matrices - 1) * width)
        self.stream(f"{name} activation", repeats, tokens * width * 2.0 * matrices)
        self.matmul(f"{name} down", repeats, tokens, width, hidden)

    def columns(self) -> Operators:
        """All operators counted so far."""
        names, *figures = zip(*self.rows, strict=True)
        return Operators(names, *(np.array(column, dtype=np.float64) for column in figures))
