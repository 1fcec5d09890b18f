"""Draws the frozen questions: catalogue items and designs at the limits, places, days and facts.

Belongs here: what is drawn, and how often. Does not: answering, or comparing answers.
Always true: one seed gives one list of questions; what is drawn is well formed, so each can be
asked by anyone.

The first 2,000 are plain: a catalogue item, a destination, a day, and now and then a headquarters
or a number of units. They are the well-formed questions over which the share UNDETERMINED is told.
The others are drawn wide, with every kind of fact; a third are designs with figures of their own.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from ecluse.facts.vocabulary import FactType
from ecluse.law.library import Library
from ecluse.law.measure import Reading

COUNT, PLAIN, SEED = 20_000, 2_000, 20_261_126
_OFTEN = ("CN", "HK", "MO", "TW", "SG", "DE", "PL", "AE", "SA", "IN", "MY", "JP", "RU", "US", "VN")
_EXPORTERS = ("NVIDIA", "AMD", "Intel", "TSMC", "Amkor", "Acme Systems")
_TPP = ("100", "1599.99", "1600", "2399.99", "2400", "4799.99", "4800", "15832", "30000")
_AREA = ("100", "300", "405.4", "800", "814", "1500", "3000")
_DRAM = ("600", "1399", "1400", "3350", "4000")
_IO = ("128", "399", "400", "599.9", "600", "900", "1028", "1100")
_UNITS = ("1", "8", "100", "1700", "20000")


def questions(library: Library, count: int = COUNT) -> list[dict[str, Any]]:
    """The questions, in order; each has `item` or `figures`, `to`, `on`, and what else is given."""
    rng = random.Random(SEED)
    return [_plain(rng, library) if i < PLAIN else _wide(rng, library) for i in range(count)]


def _plain(rng: random.Random, library: Library) -> dict[str, Any]:
    asked = {"item": _item(rng, library), "to": _place(rng, library), "on": _day(rng, library)}
    if rng.random() < 0.3:
        asked["hq"] = _place(rng, library)
    if rng.random() < 0.2:
        asked["quantity"] = rng.choice(_UNITS)
    return asked


def _wide(rng: random.Random, library: Library) -> dict[str, Any]:
    own = rng.random() < 0.35
    asked: dict[str, Any] = {"figures": _figures(rng)} if own else {"item": _item(rng, library)}
    asked |= {"to": _place(rng, library), "on": _day(rng, library)}
    draws: tuple[tuple[str, float, Callable[[], Any]], ...] = (
        ("hq", 0.4, lambda: _place(rng, library)),
        ("parent_hq", 0.2, lambda: _place(rng, library)),
        ("exporter", 0.2, lambda: rng.choice(_EXPORTERS)),
        ("origin", 0.15, lambda: _place(rng, library)),
        ("quantity", 0.3, lambda: rng.choice(_UNITS)),
        ("end_use", 0.1, lambda: rng.choice(library.vocabulary.facts["end_use"].symbols)),
        ("known", 0.15, lambda: _day(rng, library)),
        ("reading", 0.3, lambda: Reading.TEXT.value),
    )
    for name, chance, draw in draws:
        if rng.random() < chance:
            asked[name] = draw()
    if rng.random() < 0.5:
        asked["given"] = dict(_given(rng, library, own) for _ in range(rng.randint(1, 4)))
    return asked


def _item(rng: random.Random, library: Library) -> str:
    return rng.choice(sorted(library.catalogue.items))


def _place(rng: random.Random, library: Library) -> str:
    return rng.choice(_OFTEN if rng.random() < 0.7 else sorted(library.countries.by_code))


def _day(rng: random.Random, library: Library) -> str:
    """A day on which the law changes, the day before or after one, or any day of the record."""
    first, last = library.register.answers_from, library.data_as_of
    if rng.random() < 0.5:
        day = rng.choice(library.register.days()) + timedelta(days=rng.choice((-1, 0, 1)))
    else:
        day = first + timedelta(days=rng.randrange((last - first).days + 60))
    return max(first, min(day, date(2026, 12, 31))).isoformat()


def _figures(rng: random.Random) -> dict[str, str]:
    found = {}
    for name, chance, values in (
        ("tpp", 0.9, _TPP),
        ("die_area_mm2", 0.8, _AREA),
        ("dram_bandwidth_gb_per_s", 0.8, _DRAM),
        ("io_bandwidth_gb_per_s", 0.8, _IO),
    ):
        if rng.random() < chance:
            found[name] = rng.choice(values)
    if rng.random() < 0.7:
        found["datacenter"] = rng.choice(("true", "false"))
    return found


def _given(rng: random.Random, library: Library, own: bool) -> tuple[str, str]:
    """A fact and its value; facts of the item only for a design of one's own."""
    asked_apart = ("end_use", "headquarters", "parent_headquarters", "exporter", "origin")
    names = [
        name
        for name, meaning in library.vocabulary.facts.items()
        if meaning.type in (FactType.FLAG, FactType.SYMBOL)
        and (own or meaning.of != "item" or name == "other_eccn")
        and name not in asked_apart
    ]
    name = rng.choice(names)
    meaning = library.vocabulary.facts[name]
    values = meaning.symbols if meaning.type is FactType.SYMBOL else ("yes", "no")
    return name, "unknown" if rng.random() < 0.2 else rng.choice(values)
