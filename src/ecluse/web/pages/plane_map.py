"""The map: every chip in the plane that the law of a day cuts, with the regions of that law or of
the answers for one destination.

Belongs here: which drawing is of which day, and the values of the page. Does not: regions
(equivalence), or where a shape stands (map_picture).
Always true: each stop of the slider is a day on which the law changes; days of the same regions
share one drawing.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from ecluse.determine.question_object import OF_THE_LAW
from ecluse.determine.shipment import Shipment
from ecluse.determine.verdict import Outcome
from ecluse.determine.wording import other_than_record
from ecluse.equivalence.definitions import behind
from ecluse.equivalence.plane import (
    PlaneCell,
    answer_regions,
    law_regions,
    paper_chip,
    plane_of,
    points,
)
from ecluse.law.register import Law
from ecluse.web.api.parameters import LAW_OF_A_DAY
from ecluse.web.asked_law import AskedLaw, AskedLog, law_asked, query_of
from ecluse.web.map_picture import MapDrawing, MapMark, MapSheet, shapes_of
from ecluse.web.params import Json, Param
from ecluse.web.remembered import once_a_release
from ecluse.web.render import heavy_page, page
from ecluse.web.reply import DATED, Reply
from ecluse.web.routes import Call, Lang
from ecluse.web.site import Site
from ecluse.words.say import say, when

_Cells = list[tuple[PlaneCell, str]]  # each with the region that it is of
_PATTERNS = {"NLR": "free", "EXCEPTION": "exception", "LICENSE": "license"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChipLayer:
    """The chips in one plane."""

    marks: tuple[MapMark, ...]
    missing: int
    x: str
    y: str
    vendors: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapStop:
    """A day on which the law changes, and which drawing and chips are of it."""

    on: date
    drawing: int
    chips: int


@dataclass(kw_only=True)
class MapLayers:
    """All different drawings, in the order of their first day."""

    drawings: list[MapDrawing] = field(default_factory=list)
    chips: list[ChipLayer] = field(default_factory=list)
    stops: list[MapStop] = field(default_factory=list)


def plane_map(call: Call) -> Reply:
    """The map of a day."""
    asked = law_asked(call)
    site, lang, to = call.site, call.lang, call.params.get("to")
    if to is not None:
        to = call.library.countries.code(to, "to")
    words = {name: call.params.get(name) for name in OF_THE_LAW}
    return page(
        call,
        "map.html",
        title=_title(asked, to, call),
        path=f"/map{query_of({'on': call.params.get('on'), 'to': to, **words})}",
        max_age=DATED,
        asked=asked,
        law=other_than_record(asked.law, lang),
        to=to,
        link=lambda day: f"/map{query_of({'on': day.isoformat(), 'to': to, **words})}",
        pattern=_pattern,
        region=partial(_region, lang),
        **_shown(asked, to, site, lang),
    )


def _shown(asked: AskedLaw, to: str | None, site: Site, lang: Lang) -> Json:
    """The layers of the map, and which of them are of the day."""
    layers = _layers(site, asked.log, lang)
    place = max(bisect_right([stop.on for stop in layers.stops], asked.on) - 1, 0)
    stop = layers.stops[place]
    chips = layers.chips[stop.chips]
    drawings = layers.drawings if to is None else [_answers(site, to, asked, chips, lang)]
    drawing = stop.drawing if to is None else 0
    return {
        "layers": layers,
        "drawings": drawings,
        "drawing": drawing,
        "shown": drawings[drawing],
        "stop": stop,
        "place": place,
        "stops": _stops(layers, lang),
    }


def _title(asked: AskedLaw, to: str | None, call: Call) -> str:
    day = when(asked.on, call.lang)
    if to is None:
        return call.say("map.title", day)
    return call.say("map.title to", call.library.countries.by_code[to].name(call.lang), day)


@once_a_release()
def _layers(site: Site, log: AskedLog, lang: Lang) -> MapLayers:
    """The drawings and chips of every day on which the law changes."""
    found = MapLayers()
    drawn: dict[MapDrawing, int] = {}
    placed: list[tuple[Any, int]] = []
    for day, cells in _described(site, log):
        law = log.at(day)
        chips = _chips_of(law, cells, placed, found, site, lang)
        drawing = _drawing(cells, law, found.chips[chips], lang)
        drawn.setdefault(drawing, len(drawn))
        found.stops.append(MapStop(on=day, drawing=drawn[drawing], chips=chips))
    found.drawings = list(drawn)
    return found


@once_a_release()
def _described(site: Site, log: AskedLog) -> list[tuple[date, _Cells]]:
    """The cells that paragraphs describe on each day on which the law changes, in any language."""
    library = site.library
    return [
        (day, [(each.cell, each.paragraph) for each in law_regions(library, log.at(day))])
        for day in log.days()
        if day >= library.register.answers_from
    ]


def _drawing(cells: _Cells, law: Law, chips: ChipLayer, lang: Lang) -> MapDrawing:
    """The regions of a law, named where no chip stands."""
    sheet = MapSheet(plane_of(law))
    return sheet.drawing(cells, law, lang, partial(_region, lang), chips.marks)


def _chips_of(
    law: Law,
    cells: _Cells,
    placed: list[tuple[Any, int]],
    found: MapLayers,
    site: Site,
    lang: Lang,
) -> int:
    """The number of the layer of chips of a day; days on which the two figures are defined alike
    share one.
    """
    plane, definitions = plane_of(law), law.definitions
    behind_both = behind((plane.x, plane.y), definitions)
    defined = plane, {name: says for name, says in definitions.items() if name in behind_both}
    for other, number in placed:
        if other == defined:
            return number
    layer = _chip_layer(law, [cell for cell, _ in cells], site, lang)
    if layer not in found.chips:
        found.chips.append(layer)
    placed.append((defined, found.chips.index(layer)))
    return placed[-1][1]


def _chip_layer(law: Law, cells: list[PlaneCell], site: Site, lang: Lang) -> ChipLayer:
    chips, missing = points(site.library, law)
    plane = plane_of(law)
    return ChipLayer(
        marks=MapSheet(plane).marks(chips, cells, lang),
        missing=missing,
        x=say(f"plane.{plane.x}", lang),
        y=say(f"plane.{plane.y}", lang),
        vendors=tuple((str(vendor), shape) for vendor, shape in shapes_of(chips).items()),
    )


def _answers(site: Site, to: str, asked: AskedLaw, chips: ChipLayer, lang: Lang) -> MapDrawing:
    """The regions of what a chip for datacenters comes to, in one country."""
    return _drawing(_answered(site, to, asked), asked.law, chips, lang)


@once_a_release()
def _answered(site: Site, to: str, asked: AskedLaw) -> _Cells:
    """What a chip for datacenters comes to in each cell, in any language."""
    library, law = site.library, asked.law
    shipment = Shipment(item=paper_chip(library), destination=to, on=law.on)
    regions = answer_regions(shipment, library, law)
    return [(each.cell, str(each.verdict.outcome.value)) for each in regions]


def _stops(layers: MapLayers, lang: Lang) -> str:
    """The stops for the script: day, day in words, drawing, chips."""
    stops = [
        [stop.on.isoformat(), when(stop.on, lang), stop.drawing, stop.chips]
        for stop in layers.stops
    ]
    return json.dumps(stops, ensure_ascii=False, separators=(",", ":"))


def _pattern(region: str) -> str:
    """The class of a region: one that answers have, or of a paragraph by its last letter."""
    return _PATTERNS.get(region) or ("unknown" if region.isupper() else region.rpartition(".")[2])


def _region(lang: Lang, name: str) -> str:
    """A region in words."""
    return say(f"outcome.{name}", lang, "").strip() if name in Outcome.__members__ else name


_TO = Param("to", "Show the answers for this country.", example="China")
ENDPOINTS = (
    heavy_page(
        "/map",
        plane_map,
        "Every chip in the plane that the law of a day cuts.",
        takes=(_TO, *LAW_OF_A_DAY),
    ),
)
