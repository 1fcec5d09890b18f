"""Pictures of a market as a file: SVG as it is, PNG and PDF set by typst.

Belongs here: the form that a file's name says, and putting the file in its place. Does not: drawing
(simulate).
Always true: the file is whole or as it was; what the user wrote is never replaced unasked; the same
answer gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ecluse.brief.to_pdf import as_image, typeset
from ecluse.errors import InputError
from ecluse.outputs.check import Output, check_outputs, check_picture
from ecluse.outputs.staging import written
from ecluse.simulate.plot import pictures, sheet_of
from ecluse.simulate.plot_sheet import MarketPicture
from ecluse.simulate.plot_words import world_of
from ecluse.simulate.result import SimulationAnswer
from ecluse.words.say import number, say

_SVG, _PDF = ".svg", ".pdf"
_TWICE = 2 * 96.0  # pixels an inch: sharp where screens are


def check_plot_place(
    path: Path, read: Sequence[tuple[str, Path]] = (), *, force: bool = False
) -> None:
    """Refuse, before any work, pictures that could not be drawn or would cost the user something.

    Args:
        read: What is read, in words and by its place.

    Raises:
        InputError, SeveralErrors: They would, or the extra `brief` is not there.
    """
    check_picture(path)
    if path.suffix.lower() != _SVG:
        try:
            import typst  # noqa: F401
        except ImportError as error:
            what, mend = "a PNG or PDF needs typst", "pip install 'ecluse[brief]', or write .svg"
            raise InputError(what, "plot", mend) from error
    check_outputs([Output(option="plot", path=path)], read, force=force)


def write_plot(found: SimulationAnswer, path: Path, lang: str, *, force: bool = False) -> None:
    """Draw all pictures of an answer into one file, all of it or nothing.

    Args:
        force: Replace a file that ecluse did not write.

    Raises:
        InputError: The name has no form of a picture, or a file of the user's is there.
    """
    check_picture(path)
    content = plotted(found, path.suffix.lower(), lang)
    with written(path, force=force) as part:
        part.write_bytes(content)


def plotted(found: SimulationAnswer, form: str, lang: str) -> bytes:
    """All pictures of an answer in one form: .svg, .png or .pdf."""
    drawn = pictures(found, lang)
    if form == _SVG:
        return sheet_of(drawn, found, lang).encode()
    if form == _PDF:
        return typeset("plot", _paper(drawn, found, lang))
    sheet = sheet_of(drawn, found, lang, dark=False)
    width = max(each.width for each in drawn) + 48
    return as_image("plot_image", {"svg": sheet, "width": width}, _TWICE)


def _paper(drawn: Sequence[MarketPicture], found: SimulationAnswer, lang: str) -> dict[str, object]:
    """What the template of paper is given."""
    draws = number(found.draws, lang)
    return {
        "lang": lang,
        "title": f"{found.market}",
        "lead": world_of(found, lang),
        "drawn": [{"svg": each.svg, "alt": each.alt} for each in drawn],
        "disclaimer": found.disclaimer,
        "footer": say("market_picture.foot", lang, draws=draws, id=found.id),
    }
