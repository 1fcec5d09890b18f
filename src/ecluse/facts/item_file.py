"""The file of an item: its keys, and reading it.

Belongs here: the keys of an item's file, what is wrong with one, and making an item of it.
Does not: the item itself (item), or anything that the law says of it.
Always true: all mistakes of a file are told together, in file order; a user's own figures need no
source; in our files every figure cites one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import chain
from typing import Any

from ecluse.citation import Citation, Confidence, names_a_source, weakest
from ecluse.errors import MOST_TOLD, EcluseError, near, raise_all
from ecluse.facts.eccn import eccn_of
from ecluse.facts.figure import LARGEST, Figure, covering, measurable
from ecluse.facts.file_record import file_record
from ecluse.facts.item import OTHER_FIGURES, RATE, WITH_ICS, Contained, FiledEccn, Item, ItemKind
from ecluse.facts.known import Known
from ecluse.facts.reader import Document, in_file_order, try_check
from ecluse.facts.truth import of
from ecluse.facts.vocabulary import Vocabulary
from ecluse.facts.yaml_to_tree import Place


@file_record
class _ItemReading:
    """One value that one source gives: exact (`value`), a bound that is itself left out (`above`),
    or a bound that holds (`at_least`).
    """

    value: Decimal | None = None
    above: Decimal | None = None
    at_least: Decimal | None = None
    cited: tuple[str, ...] = ()
    confidence: Confidence = Confidence.GIVEN
    note: str | None = None

    def __post_init__(self) -> None:
        _one_number(self.value, self.above, self.at_least)

    @property
    def recalled(self) -> bool:
        """Whether it needs no source: it is remembered, or worked out from other figures."""
        return self.confidence in (Confidence.MEMORY, Confidence.DERIVED)

    def __str__(self) -> str:
        if self.value is not None:
            return str(self.value)
        return f"more than {self.above}" if self.above is not None else f"at least {self.at_least}"


@file_record
class _FigureRow(_ItemReading):
    """A figure as one source gives it, or, under `alternatives`, the values of sources that
    disagree.
    """

    alternatives: tuple[_ItemReading, ...] = ()

    def __post_init__(self) -> None:
        numbers = (self.value, self.above, self.at_least)
        if not self.alternatives:
            _one_number(*numbers)
        elif len(self.alternatives) < 2 or numbers != (None, None, None):
            raise ValueError("two alternatives or more, and no value beside them")

    @property
    def readings(self) -> tuple[_ItemReading, ...]:
        return self.alternatives or (self,)


def _one_number(*numbers: Decimal | None) -> None:
    given = [number for number in numbers if number is not None]
    if len(given) != 1:
        raise ValueError("a figure with 'value', 'above' or 'at_least'")
    (number,) = given
    if not number.is_finite() or number < 0:
        raise ValueError("zero or more")
    if not measurable(number):
        raise ValueError(f"zero, or a number from {1 / LARGEST:.0e} to {LARGEST:.0e}")


@file_record
class _Flag:
    value: bool
    cited: tuple[str, ...] = ()
    confidence: Confidence = Confidence.GIVEN
    note: str | None = None


@file_record
class _EccnRow:
    """The ECCN under which the maker files the item, and the list that says so."""

    value: str
    as_of: date | None = None
    ccats: str | None = None
    cited: tuple[str, ...] = ()
    confidence: Confidence = Confidence.HIGH
    note: str | None = None

    def __post_init__(self) -> None:
        if eccn_of(self.value) is None:
            raise ValueError("an ECCN such as 5A002.z.1, or EAR99")


@file_record
class ItemFile:
    """The keys of an item's file, or of one entry of a file of items."""

    item: str
    vendor: str | None = None
    designer_headquarters: str | None = None
    kind: ItemKind = "chip"
    family: str | None = None
    aliases: tuple[str, ...] = ()
    launched: str | None = None
    architecture: str | None = None
    memory_type: str | None = None
    datacenter: _Flag | None = None
    sources: dict[str, str] = field(default_factory=dict)
    figures: dict[str, _FigureRow] = field(default_factory=dict)
    contains: Contained | None = None
    eccn: _EccnRow | None = None
    notes: str | None = None

    def __post_init__(self) -> None:
        if not self.item.strip():
            raise ValueError("an item with a name")
        if self.contains is not None and self.kind not in WITH_ICS:
            raise ValueError(f"'contains' for a {' or a '.join(WITH_ICS)} alone")


def figure_names(vocabulary: Vocabulary) -> list[str]:
    """Every figure that an item's file may give."""
    facts = [
        name
        for name, meaning in vocabulary.facts.items()
        if meaning.of == "item" and meaning.unit is not None
    ]
    rates = [name + RATE for name in vocabulary.formats]
    return [
        *rates,
        *(name for name in facts if name not in ("tera_ops_per_s", "operand_bits", "ic_count")),
        *OTHER_FIGURES,
    ]


def read_items(document: Document, vocabulary: Vocabulary) -> list[Item]:
    """Read a file of items (a list under `items`), or a user's file of one item.

    Raises:
        DataError, InputError, SeveralErrors: Everything that is wrong with it.
    """
    tree = document.tree
    if not isinstance(tree, dict) or not tree:
        raise document.error(
            "the file holds no item", (), "start it with `item: NAME` and `figures:`"
        )
    many = "items" in tree
    rows: list[ItemFile] = []
    errors: list[EcluseError] = []
    for index, raw in enumerate((tree["items"] or []) if many else [tree]):
        entry = _Entry(document, vocabulary, ("items", index) if many else ())
        row, wrong = try_check(document, ItemFile, place=entry.place, tree=_plain_figures(raw))
        errors += (*wrong, *entry.unknown_figures(raw))
        if row is not None:
            errors += entry.flaws(row)
            rows.append(row)
    raise_all(in_file_order(errors))
    return list(map(_item, rows))


def _plain_figures(raw: Any) -> Any:
    """A user may write `tpp: 2300` for `tpp: {value: 2300}`; so `datacenter` and `eccn` too."""
    if not isinstance(raw, dict):
        return raw
    shaped = dict(raw)
    if isinstance(raw.get("figures"), dict):
        shaped["figures"] = {
            name: {"value": value} if isinstance(value, str) else value
            for name, value in raw["figures"].items()
            if value is not None
        }
    if isinstance(raw.get("datacenter"), str):
        shaped["datacenter"] = {"value": raw["datacenter"]}
    if isinstance(raw.get("eccn"), str):
        shaped["eccn"] = {"value": raw["eccn"]}
    return shaped


@dataclass(frozen=True, slots=True)
class _Entry:
    """Where an item stands in a document, and what is wrong with what it says."""

    document: Document
    vocabulary: Vocabulary
    place: Place

    def error(self, what: str, figure: str, mend: str) -> EcluseError:
        """A mistake in a figure."""
        return self.document.error(what, (*self.place, "figures", figure), mend)

    def unknown_figures(self, raw: Any) -> Iterator[EcluseError]:
        """Figures of which nothing is called so."""
        figures = raw.get("figures") if isinstance(raw, dict) else None
        names = figure_names(self.vocabulary)
        given = figures if isinstance(figures, dict) else {}
        for name in [name for name in given if name not in names][:MOST_TOLD]:
            mend = near(name, names) or f"known: {', '.join(names)}"
            yield self.error(f"unknown figure '{name}'", name, mend)

    def flaws(self, row: ItemFile) -> Iterator[EcluseError]:
        """What is wrong with an item whose keys are those of one."""
        yield from self._unfounded(row)
        yield from self._out_of_bounds(row)
        yield from self._contradiction(row)
        yield from self._of_the_ic(row)

    def _unfounded(self, row: ItemFile) -> Iterator[EcluseError]:
        """Figures that cite what is not among the sources, or, in our own files, nothing at all."""
        ours = not self.document.user
        for key in (key for key, source in row.sources.items() if not names_a_source(source)):
            place = (*self.place, "sources", key)
            yield self.document.error(f"the source '{key}' is blank", place, "write where it is")
        if row.eccn is not None and ours and not row.eccn.cited:
            place = (*self.place, "eccn")
            yield self.document.error("'eccn' has no source", place, "cite the maker's list")
        for name, figure in row.figures.items():
            for key in (key for reading in figure.readings for key in reading.cited):
                if key not in row.sources:
                    what = f"'{name}' cites '{key}', which is not among the sources"
                    yield self.error(what, name, "add it to sources")
            if ours and not all(each.cited or each.recalled for each in figure.readings):
                mend = "cite it, or mark it memory or derived"
                yield self.error(f"'{name}' has no source", name, mend)

    def _out_of_bounds(self, row: ItemFile) -> Iterator[EcluseError]:
        """Figures that the fact cannot have, such as a share of more than 100 percent."""
        for name, figure in row.figures.items():
            fact = self.vocabulary.facts.get(name)
            given = max(each.value or Decimal(0) for each in figure.readings)
            if fact is not None and fact.at_most is not None and given > fact.at_most:
                mend = f"give at most {fact.at_most:f}"
                yield self.error(f"'{name}' cannot be {given:f}", name, mend)

    def _contradiction(self, row: ItemFile) -> Iterator[EcluseError]:
        """A TPP that is less than one of the item's own rates makes it: the highest counts, so one
        of the two is wrong.
        """
        tpp = row.figures["tpp"].value if "tpp" in row.figures else None
        for name, figure in row.figures.items():
            rated = self.vocabulary.formats.get(name.removesuffix(RATE))
            if tpp is None or figure.value is None or rated is None or not name.endswith(RATE):
                continue
            bits = min(rated.operand_bits)
            made = figure.value * bits
            if made > tpp:
                product = f"{figure.value} x {bits} bit = {made}"
                what = f"'tpp' {tpp} and '{name}' {figure.value} contradict ({product})"
                yield self.error(what, "tpp", "leave out tpp, or mend one of the two")

    def _of_the_ic(self, row: ItemFile) -> Iterator[EcluseError]:
        """Figures of a user's board that the law asks of the IC inside: nobody would read them."""
        if row.contains is None or not self.document.user:
            return
        inside, facts = row.contains.item, self.vocabulary.facts
        for name in row.figures:
            if name.endswith(RATE) or (name in facts and facts[name].of == "item"):
                what = f"'{name}' is asked of the IC inside, '{inside}', and not of the board"
                yield self.error(
                    what, name, "give it in the IC's own file, or leave out 'contains'"
                )


# The citations of some keys of an item's sources, at a confidence: each made once, and shared.
Cite = Callable[[tuple[str, ...], Confidence], tuple[Citation, ...]]


def _item(row: ItemFile) -> Item:
    cite = _citing(row.sources)
    return Item(
        name=row.item,
        vendor=row.vendor,
        designer_headquarters=row.designer_headquarters,
        kind=row.kind,
        family=row.family,
        aliases=row.aliases,
        launched=row.launched,
        architecture=row.architecture,
        memory_type=row.memory_type,
        datacenter=_flag(row.datacenter, cite) if row.datacenter else None,
        figures={name: _figure(name, figure, cite) for name, figure in row.figures.items()},
        contains=row.contains,
        eccn=_filed(row.eccn, cite) if row.eccn else None,
        sources=row.sources,
        notes=row.notes,
    )


def _citing(sources: dict[str, str]) -> Cite:
    @cache  # as long as one item is read
    def one(key: str, confidence: Confidence) -> Citation:
        return Citation(source=sources[key], url=sources[key], confidence=confidence)

    @cache
    def cite(keys: tuple[str, ...], confidence: Confidence) -> tuple[Citation, ...]:
        return tuple(one(key, confidence) for key in keys if key in sources)

    return cite


def _filed(row: _EccnRow, cite: Cite) -> FiledEccn:
    return FiledEccn(
        number=row.value,
        as_of=row.as_of,
        ccats=row.ccats,
        confidence=row.confidence,
        cited=cite(row.cited, row.confidence),
        note=row.note,
    )


def _flag(row: _Flag, cite: Cite) -> Known:
    return Known(
        value=of(row.value),
        confidence=row.confidence,
        cited=cite(row.cited, row.confidence),
        because=row.note,
    )


def _covered(readings: tuple[_ItemReading, ...]) -> Figure:
    """All that the readings allow."""
    least = [reading.at_least for reading in readings if reading.at_least is not None]
    return covering(
        [*(reading.value for reading in readings if reading.value is not None), *least],
        [*(reading.above for reading in readings if reading.above is not None), *least],
    )


def _figure(name: str, row: _FigureRow, cite: Cite) -> Known:
    readings = row.readings
    value = _covered(readings)
    notes = [reading.note for reading in readings if reading.note]
    confidence = weakest(reading.confidence for reading in readings) or Confidence.GIVEN
    given = list(dict.fromkeys(str(reading) for reading in readings))
    if len(given) > 1:
        notes.insert(0, f"sources disagree: {', '.join(given)}")
        confidence = weakest((confidence, Confidence.LOW)) or confidence
    cited = [cite(reading.cited, reading.confidence) for reading in readings]
    return Known(
        value=value,
        confidence=confidence,
        cited=cited[0] if len(cited) == 1 else tuple(chain.from_iterable(cited)),
        unsettled=frozenset() if value.exact is not None else frozenset({name}),
        because="; ".join(notes) or row.note,
    )
