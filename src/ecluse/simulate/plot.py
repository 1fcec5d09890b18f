"""The pictures of an answer about a market: which there are, and all of them on one sheet.

Belongs here: which pictures an answer has, the sheet of a file. Does not: drawing one of them
(plot_fan, plot_strips, plot_sources), or writing a file (plot_file).
Always true: what is drawn is in the answer; a sheet says that it is a model and not a forecast, and
names the run; the same answer gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from ecluse.outputs.mark import WRITTEN
from ecluse.simulate import plot_sheet as sheet
from ecluse.simulate.plot_fan import fan, units
from ecluse.simulate.plot_scale import shown_rows
from ecluse.simulate.plot_sources import sources
from ecluse.simulate.plot_strips import levers, priors, strips
from ecluse.simulate.result import SimulationAnswer
from ecluse.words.say import number, say

_BETWEEN, _EDGE = 36.0, 24.0
_NAMESPACES = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:cc="http://creativecommons.org/ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_METADATA = (
    f"<metadata {_NAMESPACES}><rdf:RDF><cc:Work><dc:creator><cc:Agent><dc:title>{WRITTEN}"
    "</dc:title></cc:Agent></dc:creator></cc:Work></rdf:RDF></metadata>"
)


def pictures(
    found: SimulationAnswer, lang: str, *, width: float = sheet.WIDE
) -> list[sheet.MarketPicture]:
    """All pictures that an answer has.

    Args:
        width: Of each; `NARROW` for a narrow page.
    """
    return [*_of_measures(found, lang, width), *_of_priors(found, lang, width)]


def _of_measures(found: SimulationAnswer, lang: str, width: float) -> Iterator[sheet.MarketPicture]:
    """For each measure its fan, its effect, what did it and where it comes from."""
    for name in dict.fromkeys(row.measure for row in (*found.series, *(found.effect or ()))):
        if shown_rows(found.series, name):
            yield fan(found, name, lang, width)
        if shown_rows(found.effect or [], name):
            yield strips(found, name, lang, width)
        for more in (levers, sources):
            drawn = more(found, name, lang, width)
            if drawn is not None:
                yield drawn
    panels = units(found, lang, width)
    if panels is not None:
        yield panels


def _of_priors(found: SimulationAnswer, lang: str, width: float) -> Iterator[sheet.MarketPicture]:
    for name in dict.fromkeys(row.measure for row in found.sensitivity or []):
        drawn = priors(found, name, lang, width)
        if drawn is not None:
            yield drawn


def sheet_of(
    drawn: Sequence[sheet.MarketPicture], found: SimulationAnswer, lang: str, *, dark: bool = True
) -> str:
    """Some pictures one under the other as a file of SVG.

    Args:
        dark: It follows a dark screen; what is set on paper does not.
    """
    width = max(each.width for each in drawn) + 2 * _EDGE
    parts, y = [], _EDGE
    for each in drawn:
        parts.append(f'<g transform="translate({_EDGE:.0f} {y:.0f})">{each.marks}</g>')
        y += each.height + _BETWEEN
    foot = say("market_picture.foot", lang, draws=number(found.draws, lang), id=found.id)
    last = sheet.Drawing(width - 2 * _EDGE)
    last.paragraph(0, f"{foot} · {found.market}", size=11, kind="pale")
    parts.append(f'<g transform="translate({_EDGE:.0f} {y:.0f})">{"".join(last.marks)}</g>')
    height = y + last.y + _EDGE
    title = "; ".join(each.title for each in drawn)
    alt = " ".join(each.alt for each in drawn)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" xml:lang="{lang}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}" '
        f'font-family="{sheet.FONT}">{_METADATA}<title>{escape(title)}</title>'
        f"<desc>{escape(alt)}</desc>{sheet.dark_style() if dark else ''}"
        f"{sheet.rect(0, 0, width, height, 'paper')}{''.join(parts)}</svg>\n"
    )
