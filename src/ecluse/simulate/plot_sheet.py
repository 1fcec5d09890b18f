"""The pieces of a picture of a market: lines, bars and words as SVG.

Belongs here: writing SVG, the colors, where labels fit. Does not: what a picture shows (plot_fan,
plot_strips, plot_shares).
Always true: a drawing holds no script and nothing from elsewhere; every text in it is escaped; each
piece has a class, by which a page gives it the colors of its own paper, and a color for where
nobody does; equal numbers give equal bytes; two labels never lie one on the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from ecluse.visible import visible

FONT = "Libertinus Serif, Georgia, Times New Roman, serif"
WIDE, NARROW = 860.0, 360.0
# Told apart by lightness and hue, whichever cone is missing (after Okabe and Ito); each is named in
# words beside it. Light paper, then dark.
COLORS: dict[str, tuple[str, str]] = {
    "paper": ("#ffffff", "#14171a"),
    "ink": ("#1a1a1a", "#e9e6df"),
    "pale": ("#575c62", "#a9adb2"),
    "rule": ("#d9d4c9", "#363c42"),
    "band90": ("#c3dcee", "#24465f"),
    "band50": ("#5a9fcd", "#3f83b3"),
    "middle": ("#083a5c", "#f2f7fb"),
    "law": ("#0b5480", "#86c5ee"),
    "abroad": ("#9f3f00", "#ff9d66"),
    "share0": ("#0b5480", "#86c5ee"),
    "share1": ("#e08a2e", "#e6a055"),
    "share2": ("#00755a", "#3fae8c"),
    "share3": ("#b9bcc0", "#d6d9dc"),
    "share4": ("#8f3f73", "#c987b4"),
}
_STROKED = frozenset({"rule", "middle", "law", "abroad"})
EM = 0.64  # of the size of the letters, a letter's mean width in the widest of our typefaces


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketPicture:
    """A picture of a market.

    Args:
        kind: fan, strips, units, levers, priors or sources.
        name: The word by which a picture is told from others of its kind: a measure.
        alt: What it shows, in words.
        marks: The inside of the drawing.
        headings, rows: The table of the same numbers.
    """

    kind: str
    name: str
    title: str
    alt: str
    width: float
    height: float
    marks: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def svg(self) -> str:
        """The drawing, to stand within a page."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" class="market-picture" '
            f'viewBox="0 0 {self.width:.0f} {self.height:.0f}" font-family="{FONT}">'
            f"<title>{escape(self.title)}</title><desc>{escape(self.alt)}</desc>{self.marks}</svg>"
        )


def line(x1: float, y1: float, x2: float, y2: float, kind: str = "rule", **more: object) -> str:
    """A line; further attributes by their names, a dash as stroke_dasharray."""
    said = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in more.items())
    wide = "" if "stroke_width" in more else ' stroke-width="1"'
    return (
        f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        f'stroke="{COLORS[kind][0]}"{wide}{said}/>'
    )


def rect(x: float, y: float, width: float, height: float, kind: str, title: str = "") -> str:
    """A bar, with a title where it has one."""
    inside = f"><title>{escape(title)}</title></rect>" if title else "/>"
    return (
        f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" '
        f'height="{max(height, 0):.1f}" fill="{COLORS[kind][0]}"{inside}'
    )


def dot(x: float, y: float, radius: float, kind: str) -> str:
    """A dot."""
    return (
        f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{COLORS[kind][0]}"/>'
    )


def words(
    x: float,
    y: float,
    text: str,
    *,
    size: float = 12,
    kind: str = "ink",
    anchor: str = "start",
    bold: bool = False,
    halo: bool = False,
) -> str:
    """A text; with a halo it is read where a line passes behind it."""
    weight = ' font-weight="700"' if bold else ""
    around = (
        f' paint-order="stroke" stroke="{COLORS["paper"][0]}" stroke-width="4" '
        f'stroke-linejoin="round"'
        if halo
        else ""
    )
    classes = f"{kind} halo" if halo else kind
    return (
        f'<text class="{classes}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" '
        f'font-size="{size:g}" fill="{COLORS[kind][0]}"{weight}{around}>'
        f"{escape(visible(text))}</text>"
    )


def label(x: float, y: float, text: str, *, most: float = WIDE, **how: Any) -> str:
    """A text before which every line ends: it stands on a piece of paper.

    Args:
        most: How wide the paper may be, lest it cover what stands beside.
    """
    size, anchor = how.get("size", 12.0), how.get("anchor", "start")
    wide = min(width_of(text, size) + 4, most)
    left = max(0.0, x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor])
    return rect(left, y - size, wide, 1.3 * size, "paper") + words(x, y, text, **how)


def width_of(text: str, size: float) -> float:
    """The most that a text can take, in the widest of our typefaces."""
    return EM * size * len(text)


def wrapped(text: str, size: float, width: float) -> list[str]:
    """A text in lines that fit."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@dataclass(slots=True)
class Drawing:
    """A drawing that grows downward: its marks, and how far down they reach."""

    width: float
    y: float = 0.0
    marks: list[str] = field(default_factory=list)

    def paragraph(self, below: float, text: str, **how: Any) -> None:
        """A text from the left edge in as many lines as it takes, so far below what stands."""
        size = how.get("size", 12.0)
        lines, first, leading = wrapped(text, size, self.width), self.y + below, size * 1.3
        self.marks += [words(0, first + at * leading, each, **how) for at, each in enumerate(lines)]
        self.y = first + (len(lines) - 1) * leading

    def head(self, title: str, told: str) -> None:
        """The title of a picture, and what is told under it."""
        self.paragraph(17, title, size=16 if self.width < WIDE else 18, bold=True)
        self.paragraph(19, told, kind="pale")

    def key_row(self, entries: Sequence[tuple[str, str]]) -> None:
        """What colors stand for, each kind with its words, in as many rows as it takes."""
        x, self.y = 0.0, self.y + 20
        for kind, text in entries:
            wide = 32 + width_of(text, 12)
            if x and x + wide > self.width:
                x, self.y = 0.0, self.y + 17
            if kind == "middle":
                self.marks.append(line(x, self.y - 4, x + 14, self.y - 4, kind, stroke_width=3))
            else:
                self.marks.append(rect(x, self.y - 10, 14, 12, kind))
            self.marks.append(words(x + 20, self.y, text, kind="pale"))
            x += wide

    def picture(
        self,
        kind: str,
        name: str,
        *,
        title: str,
        alt: str,
        headings: tuple[str, ...],
        rows: tuple[tuple[str, ...], ...],
    ) -> MarketPicture:
        """The drawing as a picture that ends where its marks do."""
        return MarketPicture(
            kind=kind,
            name=name,
            title=title,
            alt=alt,
            width=self.width,
            height=self.y,
            marks="".join(self.marks),
            headings=headings,
            rows=rows,
        )


@dataclass(frozen=True, slots=True)
class PlacedFlag:
    """A label with its lane, counted from the drawing outward, and its span."""

    at: float
    text: str
    lane: int
    left: float
    right: float
    anchor: str


def placed(
    flags: Sequence[tuple[float, str]], size: float, bounds: tuple[float, float]
) -> list[PlacedFlag]:
    """Labels in lanes so that none lies on another, as near the drawing as may be.

    A label stands on the right of its place. The one before it stands a lane further out where they
    would meet, so that no line to a place runs through the label of an earlier one; near the right
    edge a label stands on the left.

    Args:
        flags: Where each is wanted, and what it says.
    """
    found: list[PlacedFlag] = []
    for at, text in sorted(flags, key=lambda flag: (-flag[0], flag[1])):
        wide = width_of(text, size) + 6
        starts = at + wide <= bounds[1]
        left = max(bounds[0], at if starts else at - wide)
        span = left, left + wide
        meets = [each.lane for each in found if each.left < span[1] and span[0] < each.right]
        passed = [each.lane for each in found if span[0] <= each.at <= span[1]]
        lane = max([*meets, *passed], default=-1) + 1
        anchor = "start" if starts or left == bounds[0] else "end"
        found.append(PlacedFlag(at, text, lane, *span, anchor))
    return found[::-1]


def dark_style() -> str:
    """The colors of a dark screen, for a drawing that is a file of its own."""
    fills = "".join(f".{kind}{{fill:{dark}}}" for kind, (_, dark) in COLORS.items())
    strokes = "".join(f"line.{kind}{{stroke:{COLORS[kind][1]}}}" for kind in sorted(_STROKED))
    halo = f"text.halo{{stroke:{COLORS['paper'][1]}}}"
    return f"<style>@media (prefers-color-scheme:dark){{{fills}{strokes}{halo}}}</style>"
