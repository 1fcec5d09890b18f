"""Which designs a law lets through: asked of the one evaluator, once for each cell of the law.

Belongs here: the exact figures that a law's definitions give a design, the cell of the law that
they lie in, and the answer there. Does not: any rule, any limit (law), any determination
(determine).
Always true: two designs in one cell have one answer, since no condition changes its truth within a
cell; figures are ratios of whole numbers, so that a limit met exactly is met, and one missed by the
least step is missed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import Determination
from ecluse.determine.steps import determine_facts
from ecluse.determine.verdict import Outcome
from ecluse.errors import InputError
from ecluse.facts.figure import Figure, exactly
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import FactType
from ecluse.law.condition.cells import Cell, cut
from ecluse.law.condition.tree import (
    Formula,
    LargestOverFormats,
    Number,
    Product,
    Quotient,
    Sum,
    Term,
    comparisons,
)
from ecluse.law.provision import STRICTNESS, Definition, Notice, conditions_of

Ints = npt.NDArray[np.int64]
WANTED = ("nlr", "exception", "case-by-case", "any")
FORMATS = (
    (16, 16),
    (8, 8),
    # (parts of the TPP that one tera-operation/s counts for, operand bits): 16 bits, and 8 at twice the
    # rate
)


@dataclass(frozen=True, slots=True)
class Ratio:
    """An exact figure of each design: one whole number over another."""

    over: Any
    under: Any

    @staticmethod
    def of(number: Decimal) -> Ratio:
        """A plain number."""
        exact = Fraction(number)
        return Ratio(exact.numerator, exact.denominator)

    def reaches(self, limit: Fraction) -> Any:
        """Whether each is at least `limit`."""
        return self.over * limit.denominator >= limit.numerator * self.under

    def exceeds(self, limit: Fraction) -> Any:
        """Whether each is more than `limit`."""
        return self.over * limit.denominator > limit.numerator * self.under


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the law may ask of designs; whole numbers in the units named, shape (designs,) or one
    number for all.
    """

    tpp: Any
    area_tenth_mm2: Any
    dram_gb_per_s: Any
    dram_gb: Any
    link_gb_per_s: Any
    host_gb_per_s: int
    process_nm: int

    def stated(self) -> dict[str, Ratio]:
        """By the vocabulary's names, before any definition."""
        return {
            "die_area_mm2": Ratio(self.area_tenth_mm2, 10),
            "dram_bandwidth_gb_per_s": Ratio(self.dram_gb_per_s, 1),
            "dram_capacity_gb": Ratio(self.dram_gb, 1),
            "chip_link_gb_per_s": Ratio(self.link_gb_per_s, 1),
            "host_link_gb_per_s": Ratio(self.host_gb_per_s, 1),
            "process_nm": Ratio(self.process_nm, 1),
            "ic_count": Ratio(1, 1),
        }


SAMPLE = Figures(
    tpp=1600,
    area_tenth_mm2=5000,
    dram_gb_per_s=1000,
    dram_gb=80,
    link_gb_per_s=400,
    host_gb_per_s=128,
    process_nm=5,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer in one cell; `policy_if_shown` is the review policy where everything that a milder
    one asks for is shown.
    """

    outcome: Outcome
    exception: str | None
    policy: str | None
    policy_if_shown: str | None
    provisions: tuple[str, ...]
    paragraphs: tuple[str, ...]
    asks: tuple[str, ...] = ()
    licensed: bool = False

    def allows(self, wanted: str) -> bool:
        """Whether a chip with this answer can be had under the outcome wanted, a freer one, or a
        license held.
        """
        if wanted == "any" or self.licensed or self.outcome in (Outcome.NLR, Outcome.NOT_SUBJECT):
            return True
        if self.outcome is Outcome.EXCEPTION:
            return wanted in ("exception", "case-by-case")
        mild = STRICTNESS.index("case-by-case")
        shown = self.policy_if_shown
        return (
            wanted == "case-by-case"
            and self.outcome is Outcome.LICENSE
            and shown is not None
            and STRICTNESS.index(shown) <= mild
        )

    def __str__(self) -> str:
        if self.outcome is Outcome.EXCEPTION:
            return f"EXCEPTION {self.exception}"
        if self.outcome is Outcome.LICENSE:
            shown = (
                f", {self.policy_if_shown} if all is shown"
                if self.policy_if_shown not in (None, self.policy)
                else ""
            )
            if self.licensed:
                return "LICENSE held"
            return f"LICENSE, {self.policy or 'policy not published'}{shown}"
        return str(self.outcome.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One limit of a figure, moved, to ask what it costs; never past the next limit of that figure."""

    fact: str
    limit: Fraction
    to: Fraction


@dataclass
class Legal:
    """The cells of one law for designs shipped in one case, and the answers found so far.

    Args:
        case: All that is known of the shipment but the design's own figures.
        moved: A limit that is taken to stand elsewhere; the cells keep their places and their
            answers.
    """

    case: CaseFacts
    moved: Moved | None = None
    _verdicts: dict[tuple[int, ...], Verdict] = field(default_factory=dict)
    _ends: dict[tuple[str, ...], tuple[int, ...]] = field(default_factory=dict)
    asked: int = 0

    @cached_property
    def _formulas(self) -> dict[str, Formula]:
        return {
            says.defines: says.formula
            for says, _ in self.case.law.of_kind(Definition)
            if says.formula is not None
        }

    @cached_property
    def _compared(self) -> dict[str, dict[Decimal, frozenset[bool]]]:
        """For each figure and limit in a condition that can change an answer: whether the limit
        itself lies above the cut, below it, or both.
        """
        found: dict[str, dict[Decimal, frozenset[bool]]] = {}
        for entry in self.case.law.provisions.values():
            if isinstance(entry.says, Notice):
                # a notice is shown with an answer and never changes it (determine/decide.py)
                continue
            for condition in conditions_of(entry.says):
                for each in comparisons(condition):
                    above = frozenset({each.op in (">=", "<")})
                    limits = found.setdefault(each.fact, {})
                    limits[each.limit] = limits.get(each.limit, frozenset()) | above
        return found

    @cached_property
    def limits(self) -> dict[str, tuple[Fraction, ...]]:
        """The limits of every figure that a design has and that a condition in force compares."""
        vocabulary = self.case.library.vocabulary
        found = {}
        for name, limits in self._compared.items():
            meaning = vocabulary.facts[name]
            positive = tuple(sorted(Fraction(limit) for limit in limits if limit > 0))
            if (
                name != "ic_count"
                and meaning.of == "item"
                and meaning.type is FactType.NUMBER
                and positive
                and self.column(name, SAMPLE) is not None
            ):
                found[name] = positive
        return found

    @cached_property
    def cells(self) -> dict[str, tuple[Cell, ...]]:
        """The cells of each of those figures, in order; a limit stands with the stretch that every
        comparison puts it in.
        """
        whole = Figure(Decimal(0), None)
        found = {}
        for name in self.limits:
            merged: list[Cell] = []
            for cell in cut(name, whole, [limit for limit in self._compared[name] if limit > 0]):
                before = merged[-1] if merged else None
                limit = cell.low
                # A limit alone joins what lies above it (>=, <) or below it (>, <=).
                alone = before is not None and before.low == before.high == limit
                if (
                    before is not None
                    and before.meets(cell)
                    and (alone or cell.low == cell.high)
                    and self._compared[name].get(limit) == frozenset({alone})
                ):
                    merged[-1] = before.joined(cell)
                else:
                    merged.append(cell)
            found[name] = tuple(merged)
        return found

    @cached_property
    def _sides(self) -> dict[str, dict[Fraction, frozenset[bool]]]:
        return {
            name: {Fraction(limit): sides for limit, sides in limits.items()}
            for name, limits in self._compared.items()
        }

    def standing(self, fact: str, limit: Fraction) -> Fraction:
        """Where a limit stands: where the law puts it, or where it was moved."""
        here = self.moved is not None and (self.moved.fact, self.moved.limit) == (fact, limit)
        return self.moved.to if here and self.moved is not None else limit

    def provisions_with(self, fact: str, limit: Fraction) -> tuple[str, ...]:
        """The provisions in force that compare a figure with a limit."""
        found = []
        for name, entry in self.case.law.provisions.items():
            if not isinstance(entry.says, Notice) and any(
                each.fact == fact and Fraction(each.limit) == limit
                for condition in conditions_of(entry.says)
                for each in comparisons(condition)
            ):
                found.append(name)
        return tuple(found)

    def sides(self, fact: str, limit: Fraction) -> frozenset[bool]:
        """Where the limit itself lies: above the cut (True), below it (False), or both, where
        conditions differ.
        """
        return self._sides[fact][limit]

    def column(self, fact: str, figures: Figures) -> Ratio | None:
        """A figure as the law in force defines it, exactly; None where a design does not have it."""
        stated = figures.stated()
        if fact in stated:
            return stated[fact]
        formula = self._formulas.get(fact)
        return None if formula is None else self._worked_out(formula, figures)

    def _worked_out(self, formula: Formula, figures: Figures) -> Ratio | None:
        match formula:
            case Term(fact):
                return self.column(fact, figures)
            case Number(value):
                return Ratio.of(value)
            case LargestOverFormats(factors):
                return _largest(factors, figures)
            case Sum(parts) | Product(parts):
                found = [self._worked_out(part, figures) for part in parts]
                whole = found[0]
                for each in found[1:]:
                    if whole is None or each is None:
                        return None
                    plus = isinstance(formula, Sum)
                    whole = Ratio(
                        whole.over * each.under + each.over * whole.under
                        if plus
                        else whole.over * each.over,
                        whole.under * each.under,
                    )
                return whole
            case Quotient(over, under):
                top, bottom = self._worked_out(over, figures), self._worked_out(under, figures)
                return (
                    None
                    if top is None or bottom is None
                    else Ratio(top.over * bottom.under, top.under * bottom.over)
                )
        return None

    def with_moved(self, moved: Moved) -> Legal:
        """The same law with one limit moved; answers are shared."""
        other = Legal(self.case, moved, self._verdicts, self._ends)
        other.__dict__.update(
            {name: self.__dict__[name] for name in ("_compared", "cells") if name in self.__dict__}
        )
        return other

    def index(self, fact: str, figures: Figures) -> Any:
        """The place of each design's cell among `cells[fact]`."""
        ratio = self.column(fact, figures)
        assert ratio is not None
        place: Any = 0
        for limit in self.limits[fact]:
            moved = self.standing(fact, limit)
            sides = self._sides[fact][limit]
            if True in sides:
                place = place + np.asarray(ratio.reaches(moved), dtype=np.int64)
            if False in sides:
                place = place + np.asarray(ratio.exceeds(moved), dtype=np.int64)
        return place

    def verdict(self, places: Mapping[str, int]) -> Verdict:
        """The evaluator's answer in one cell of every figure."""
        key = tuple(int(places[name]) for name in self.cells)
        if key not in self._verdicts:
            known = {
                name: self.cells[name][place].known
                for name, place in zip(self.cells, key, strict=True)
            }
            self._verdicts[key] = self._ask(known)
        return self._verdicts[key]

    def _ask(self, known: Mapping[str, Known]) -> Verdict:
        self.asked += 1
        return self.verdict_of(
            determine_facts(self.case.with_facts({**self.case.shipment.given, **known}))
        )

    def verdict_of(self, found: Determination) -> Verdict:
        """A determination, with the policy that there would be were everything shown that a milder
        one asks for.
        """
        asks = tuple(sorted(found.asks))
        policy = _policy(found)
        return Verdict(
            outcome=found.outcome,
            exception=found.answer.exception,
            policy=policy,
            policy_if_shown=self._mildest(found.facts, asks) if asks else policy,
            provisions=tuple(each.provision for each in found.requirements),
            paragraphs=tuple(found.classification),
            asks=asks,
            licensed=found.outcome is Outcome.LICENSE
            and any(each.truth is Truth.TRUE for each in found.licenses),
        )

    def _mildest(self, facts: CaseFacts, asks: tuple[str, ...]) -> str | None:
        """The mildest policy there is where everything asked is shown: flags hold, numbers lie at
        one end or the other.
        """
        meanings = {
            name: self.case.library.vocabulary.facts[name]
            for name in asks
            if name in self.case.library.vocabulary.facts
        }
        # A figure of the item itself is no paper to be shown; it stays unknown.
        flags = {
            name: Known(value=Truth.TRUE, because="supposed shown")
            for name, each in meanings.items()
            if each.type is FactType.FLAG
        }
        numbers = [
            name
            for name, each in meanings.items()
            if each.type is FactType.NUMBER and each.of != "item"
        ]
        tried = self._ends.get(asks)
        choices = [tried] if tried is not None else list(product((0, 10**15), repeat=len(numbers)))
        found: list[tuple[int, tuple[int, ...], str | None]] = []
        for ends in choices:
            given = {
                name: Known(value=exactly(end), because="supposed shown")
                for name, end in zip(numbers, ends, strict=True)
            }
            policy = _policy(determine_facts(facts.with_facts({**flags, **given})))
            found.append((STRICTNESS.index(policy) if policy else len(STRICTNESS), ends, policy))
        best = min(found, key=lambda each: each[0])
        if len({each[0] for each in found}) > 1:
            self._ends[asks] = best[1]
        return best[2]

    def of_design(self, figures: Figures) -> Verdict:
        """The answer for one design."""
        return self.verdict({name: int(self.index(name, figures)) for name in self.cells})

    def allowed(self, figures: Figures, wanted: str, size: int) -> npt.NDArray[np.bool_]:
        """Whether each design can be had under the outcome wanted; shape (size,)."""
        code: Any = np.zeros(size, dtype=np.int64)
        for name, cells in self.cells.items():
            code = code * len(cells) + self.index(name, figures)
        seen = np.unique(code)
        answers = np.array(
            [self.verdict(self._places(int(each))).allows(wanted) for each in seen], dtype=np.bool_
        )
        found: npt.NDArray[np.bool_] = answers[np.searchsorted(seen, code)]
        return found

    def tally(self, figures: Figures, size: int) -> Counter[Verdict]:
        """How many designs each answer of the law falls to."""
        code: Any = np.zeros(size, dtype=np.int64)
        for name, cells in self.cells.items():
            code = code * len(cells) + self.index(name, figures)
        seen, counts = np.unique(code, return_counts=True)
        found: Counter[Verdict] = Counter()
        for each, count in zip(seen, counts, strict=True):
            found[self.verdict(self._places(int(each)))] += int(count)
        return found

    def _places(self, code: int) -> dict[str, int]:
        places = {}
        for name in reversed(self.cells):
            code, places[name] = divmod(code, len(self.cells[name]))
        return places


def _largest(factors: Sequence[str], figures: Figures) -> Ratio:
    """The largest over the formats of a product of per-format figures; every design multiplies at
    16 bits, and twice as fast at 8.
    """
    whole: Ratio | None = None
    for parts, bits in FORMATS:
        over: Any = 1
        under = 1
        for factor in factors:
            if factor == "tera_ops_per_s":
                over, under = over * figures.tpp, under * parts
            elif factor == "operand_bits":
                over = over * bits
            else:
                raise InputError(
                    f"designs have no '{factor}' by format",
                    "the law's definition",
                    "give the figure to design/legal.py",
                )
        if whole is None:
            whole = Ratio(over, under)
        else:
            more = over * whole.under > whole.over * under
            # The formats' ratios have plain denominators: bring both to one.
            whole = Ratio(
                np.where(more, over * whole.under, whole.over * under), under * whole.under
            )
    assert whole is not None
    return whole


def _policy(found: Determination) -> str | None:
    if found.outcome is not Outcome.LICENSE:
        return None
    review = found.review
    return review.policy if review is not None else None


def check_wanted(wanted: str) -> str:
    """The outcome wanted, checked.

    Raises:
        InputError: There is no such outcome.
    """
    if wanted not in WANTED:
        raise InputError(
            f"'{wanted}' is not an outcome that designs can be searched for",
            "--outcome",
            f"choose one of {', '.join(WANTED)}",
        )
    return wanted
