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


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """Operand widths in bits: weights as stored, matrix products, attention products, cache, and
    messages between experts.
    """

    name: str
    weight_bits: int
    matmul_bits: int
    attention_bits: int
    cache_bits: int
    dispatch_bits: int


PRECISIONS = {
    each.name: each
    for each in (
        Precision(
            name="bf16",
            weight_bits=16,
            matmul_bits=16,
            attention_bits=16,
            cache_bits=16,
            dispatch_bits=16,
        ),
        Precision(
            name="fp8",
            weight_bits=8,
            matmul_bits=8,
            attention_bits=16,
            cache_bits=16,
            dispatch_bits=8,
        ),
        Precision(
            name="fp8-kv8",
            weight_bits=8,
            matmul_bits=8,
            attention_bits=16,
            cache_bits=8,
            dispatch_bits=8,
        ),
        Precision(
            name="fp8-all",
            weight_bits=8,
            matmul_bits=8,
            attention_bits=8,
            cache_bits=8,
            dispatch_bits=8,
        ),
        Precision(
            name="int8",
            weight_bits=8,
            matmul_bits=8,
            attention_bits=16,
            cache_bits=16,
            dispatch_bits=8,
        ),
        Precision(
            name="w8a16",
            weight_bits=8,
            matmul_bits=16,
            attention_bits=16,
            cache_bits=16,
            dispatch_bits=16,
        ),
        Precision(
            name="w4a16",
            weight_bits=4,
            matmul_bits=16,
            attention_bits=16,
            cache_bits=16,
            dispatch_bits=16,
        ),
        Precision(
            name="fp4",
            weight_bits=4,
            matmul_bits=4,
            attention_bits=16,
            cache_bits=8,
            dispatch_bits=8,
        ),
    )
}


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
            "--precision",
            f"choose one of {', '.join(PRECISIONS)}",
        )
    return PRECISIONS[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """tp chips share each matrix, pp chips share the layers, dp groups share the requests; experts
    lie on ep chips.

    With ep = 1 each group of tp chips holds every expert, cut across its chips. With ep > 1 whole
    experts lie on different chips, ep of them in one circle; ep beyond tp joins the circle across
    data-parallel groups.
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
        return (
            " ".join(
                f"{name}{degree}"
                for name, degree in (
                    ("tp", self.tp),
                    ("pp", self.pp),
                    ("dp", self.dp),
                    ("ep", self.ep),
                )
                if degree > 1
            )
            or "one chip"
        )


def check_layout(layout: Layout, llm: Llm, count: int | None = None) -> None:
    """Refuse what cannot be laid out.

    Raises:
        ModelError: A degree is not positive, does not divide what it cuts, or the chips do not add
            up.
    """
    heads = llm.attention.heads
    if min(layout.tp, layout.pp, layout.dp, layout.ep) < 1:
        raise ModelError(
            f"a layout of {layout.tp}x{layout.pp}x{layout.dp}, ep {layout.ep}",
            "--tp --pp --dp --ep",
            "give whole numbers from 1",
        )
    if heads % layout.tp:
        fits = ", ".join(str(tp) for tp in range(1, heads + 1) if heads % tp == 0 and tp <= 64)
        raise ModelError(
            f"tp {layout.tp} does not divide the {heads} heads of {llm.llm}",
            "--tp",
            f"choose one of {fits}",
        )
    if layout.pp > llm.layers:
        raise ModelError(
            f"pp {layout.pp} is more than the {llm.layers} layers of {llm.llm}",
            "--pp",
            "choose fewer stages",
        )
    if layout.ep > 1:
        if llm.experts is None:
            raise ModelError(
                f"{llm.llm} has no experts to spread",
                "--ep",
                "leave --ep out, or choose a mixture-of-experts model",
            )
        if layout.ep > layout.tp * layout.dp or (layout.tp * layout.dp) % layout.ep:
            raise ModelError(
                f"ep {layout.ep} does not divide tp x dp = {layout.tp * layout.dp}",
                "--ep",
                "choose a divisor",
            )
        if layout.ep > llm.experts.routed:
            raise ModelError(
                f"ep {layout.ep} is more than the {llm.experts.routed} experts of {llm.llm}",
                "--ep",
                f"choose at most {llm.experts.routed}",
            )
        if max(layout.ep, layout.tp) % min(layout.ep, layout.tp):
            raise ModelError(
                f"ep {layout.ep} and tp {layout.tp} do not divide one another",
                "--ep --tp",
                "make one a multiple of the other",
            )
    if count is not None and layout.chips != count:
        raise ModelError(
            f"tp {layout.tp} x pp {layout.pp} x dp {layout.dp} is {layout.chips} chips, not {count}",
            "--count",
            "make the product the count",
        )


def layouts(llm: Llm, count: int, *, link_domain: int = 8) -> Iterator[Layout]:
    """Every layout of `count` chips worth trying: tp stays inside one link domain; experts cut or
    spread whole.
    """
    divisors = [each for each in range(1, count + 1) if count % each == 0]
    for tp in divisors:
        if llm.attention.heads % tp or (tp > link_domain and tp > 1):
            continue
        for pp in divisors:
            if (count // tp) % pp or pp > llm.layers or pp > 16:
                continue
            dp = count // tp // pp
            yield Layout(tp=tp, pp=pp, dp=dp)
            if llm.experts is None:
                continue
            for ep in sorted({tp, min(tp * dp, link_domain), tp * dp} - {1}):
                if (
                    ep <= llm.experts.routed
                    and (tp * dp) % ep == 0
                    and max(ep, tp) % min(ep, tp) == 0
                ):
                    yield Layout(tp=tp, pp=pp, dp=dp, ep=ep)
