"""How a model is spread over chips, and at which number formats.

Belongs here: degrees of parallelism, precisions, what makes one possible. Does not: times, memory.
Always true: a Layout's degrees multiply to its chip count; tensor parallelism divides the heads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ecluse.errors import ModelError
from ecluse.inference.llm import Llm

Overlap = Literal["none", "two_batch"]
MOST_STAGES = 16  # pipeline stages worth trying


@dataclass(frozen=True, slots=True)
class Precision:
    """Operand widths in bits.

    They are those of stored weights, matrix products, attention products, the cache, and messages
    between experts.
    """

    name: str
    weight_bits: int
    matmul_bits: int
    attention_bits: int
    cache_bits: int
    dispatch_bits: int

    @property
    def activation_bytes(self) -> float:
        """Bytes of one number that a product reads; no kernel packs them below 8 bits."""
        return max(self.matmul_bits, 8) / 8


# Bits of weights, matrix products, attention products, cache, and messages between experts.
_WIDTHS = {
    "bf16": (16, 16, 16, 16, 16),
    "fp8": (8, 8, 16, 16, 8),
    "fp8-kv8": (8, 8, 16, 8, 8),
    "fp8-all": (8, 8, 8, 8, 8),
    "int8": (8, 8, 16, 16, 8),
    "w8a16": (8, 16, 16, 16, 16),
    "w4a16": (4, 16, 16, 16, 16),
    "fp4": (4, 4, 16, 8, 8),
}
PRECISIONS = {name: Precision(name, *widths) for name, widths in _WIDTHS.items()}


def find_precision(name: str | Precision) -> Precision:
    """The precision called `name`.

    Raises:
        ModelError: There is none of that name.
    """
    if isinstance(name, Precision):
        return name
    if name not in PRECISIONS:
        raise ModelError(
            f"no precision is called '{name}'",
            "precision",
            f"choose one of {', '.join(PRECISIONS)}",
        )
    return PRECISIONS[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Degrees of parallelism: tp chips share each matrix, pp the layers, dp groups the requests.

    With ep = 1 each group of tp chips holds every expert, cut across its chips. With ep > 1 whole
    experts lie on different chips, in circles of ep chips; a circle of more than tp chips spans
    several data-parallel groups.
    """

    tp: int = 1
    pp: int = 1
    dp: int = 1
    ep: int = 1

    @property
    def chips(self) -> int:
        """How many chips the layout uses."""
        return self.tp * self.pp * self.dp

    def __str__(self) -> str:
        degrees = {"tp": self.tp, "pp": self.pp, "dp": self.dp, "ep": self.ep}
        cut = [f"{name}{degree}" for name, degree in degrees.items() if degree > 1]
        return " ".join(cut) or "one chip"


def check_layout(layout: Layout, llm: Llm, count: int | None = None) -> None:
    """Refuse an impossible layout.

    Raises:
        ModelError: A degree is not positive, does not divide what it cuts, or the chips do not add
            up.
    """
    heads = llm.attention.heads
    if min(layout.tp, layout.pp, layout.dp, layout.ep) < 1:
        raise ModelError(
            f"a layout of {layout.tp}x{layout.pp}x{layout.dp}, ep {layout.ep}",
            "layout",
            "give whole numbers from 1",
        )
    if heads % layout.tp:
        fits = ", ".join(str(tp) for tp in range(1, heads + 1) if heads % tp == 0 and tp <= 64)
        raise ModelError(
            f"tp {layout.tp} does not divide the {heads} heads of {llm.llm}",
            "tp",
            f"choose one of {fits}",
        )
    if layout.pp > llm.layers:
        raise ModelError(
            f"pp {layout.pp} is more than the {llm.layers} layers of {llm.llm}",
            "pp",
            "choose fewer stages",
        )
    if layout.ep > 1:
        _check_experts(layout, llm)
    if count is not None and layout.chips != count:
        product = f"tp {layout.tp} x pp {layout.pp} x dp {layout.dp}"
        raise ModelError(
            f"{product} is {layout.chips} chips, not {count}",
            "count",
            "make the product the count",
        )


def _check_experts(layout: Layout, llm: Llm) -> None:
    ep, circle = layout.ep, layout.tp * layout.dp
    if llm.experts is None:
        raise ModelError(
            f"{llm.llm} has no experts to spread",
            "ep",
            "leave ep out, or choose a mixture-of-experts model",
        )
    if circle % ep:
        raise ModelError(f"ep {ep} does not divide tp x dp = {circle}", "ep", "choose a divisor")
    if ep > llm.experts.routed:
        raise ModelError(
            f"ep {ep} is more than the {llm.experts.routed} experts of {llm.llm}",
            "ep",
            f"choose at most {llm.experts.routed}",
        )
    if not _divides(ep, layout.tp):
        raise ModelError(
            f"ep {ep} and tp {layout.tp} do not divide one another",
            "ep",
            "make one a multiple of the other",
        )


def _divides(one: int, other: int) -> bool:
    """Whether the smaller divides the larger."""
    return max(one, other) % min(one, other) == 0


def layouts(llm: Llm, count: int, *, link_domain: int = 8) -> Iterator[Layout]:
    """Every layout of `count` chips worth trying.

    Tensor parallelism stays inside one link domain; experts are cut, or spread whole.
    """
    divisors = [number for number in range(1, count + 1) if count % number == 0]
    for tp in divisors:
        if llm.attention.heads % tp or (tp > link_domain and tp > 1):
            continue
        for pp in divisors:
            if (count // tp) % pp or pp > llm.layers or pp > MOST_STAGES:
                continue
            dp = count // tp // pp
            yield Layout(tp=tp, pp=pp, dp=dp)
            for ep in _circles(llm, tp, dp, link_domain):
                yield Layout(tp=tp, pp=pp, dp=dp, ep=ep)


def _circles(llm: Llm, tp: int, dp: int, link_domain: int) -> list[int]:
    """How many chips the experts may be spread over: one group, one link domain, or all."""
    if llm.experts is None:
        return []
    most, circle = llm.experts.routed, tp * dp
    return [
        ep
        for ep in sorted({tp, min(circle, link_domain), circle} - {1})
        if ep <= most and circle % ep == 0 and _divides(ep, tp)
    ]
