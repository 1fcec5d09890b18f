"""The colors of the pages: what is told apart by color is told apart by everyone, and read."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

import ecluse.web

STYLE = (Path(ecluse.web.__file__).parent / "static" / "ecluse.css").read_text("utf-8")
OUTCOMES = ("nlr", "exception", "license", "undetermined", "not-subject")
# Machado, Oliveira and Fernandes (2009), full severity, in linear light.
SIGHT = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red cone": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green cone": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue cone": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def palettes():
    """The colors of the light page, and those of the dark one laid over them."""
    light, dark = STYLE.split("prefers-color-scheme: dark", 1)
    light = light.partition("--paper")[1] + light.partition("--paper")[2]
    found = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b")
    first = dict(found.findall(light))
    return {"light": first, "dark": first | dict(found.findall(dark.partition("}\n}")[0]))}


def linear(color):
    digits = color[1:] if len(color) == 7 else "".join(2 * digit for digit in color[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def seen_by(color, sight):
    light = linear(color)
    return [
        min(max(sum(a * b for a, b in zip(row, light, strict=True)), 0), 1) for row in SIGHT[sight]
    ]


def lab(light):
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    xyz = [
        sum(a * b for a, b in zip(row, light, strict=True)) / at
        for row, at in zip(rows, white, strict=True)
    ]
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def contrast(one, other):
    """The contrast of two colors, as WCAG 2.2 defines it."""
    bright = [
        sum(w * part for w, part in zip((0.2126, 0.7152, 0.0722), linear(color), strict=True))
        for color in (one, other)
    ]
    return (max(bright) + 0.05) / (min(bright) + 0.05)


@pytest.mark.parametrize("sight", SIGHT)
def test_outcomes_are_told_apart_whatever_cone_is_missing(sight):
    colors = palettes()["light"]
    for one, other in itertools.combinations(OUTCOMES, 2):
        first, second = (lab(seen_by(colors[name], sight)) for name in (one, other))
        apart = sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5
        assert apart > 9, (one, other, apart)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_ink_is_read_on_every_paper(scheme):
    colors = palettes()[scheme]
    inks = ("ink", "soft", "link", *(f"{name}-ink" for name in OUTCOMES[:-1]))
    for ink, paper in itertools.product(inks, ("paper", "raised")):
        assert contrast(colors[ink], colors[paper]) >= 4.5, (ink, paper)
    for ink, paper in (
        ("today-ink", "today"),
        ("past-ink", "past"),
        *(("on-color", name) for name in ("nlr", "exception", "license", "not-subject")),
        ("on-yellow", "undetermined"),
        *(("ink", name) for name in ("region-a", "region-b", "added", "gone")),
    ):
        assert contrast(colors[ink], colors[paper]) >= 4.5, (ink, paper)
    assert contrast(colors["focus"], colors["paper"]) >= 3


def test_a_dark_page_differs_from_a_light_one_in_colors_alone():
    """So that a browser need look at its colors alone."""
    blocks = re.findall(r"@media \(prefers-color-scheme: dark\) \{\n(.*?)\n\}", STYLE, re.DOTALL)
    assert len(blocks) == STYLE.count("prefers-color-scheme") > 0
    for block in blocks:
        said = re.sub(r"[^{}]*\{|\}", "", block).split(";")
        values = [
            value.strip() for name, is_said, value in (s.partition(":") for s in said) if is_said
        ]
        assert len(values) == block.count(";") > 0
        assert [value for value in values if not re.fullmatch("#[0-9a-f]{6}", value)] == []


def test_a_narrow_page_differs_from_a_wide_one_in_no_color():
    """But in what it shows alone (`narrow-only`), so that a browser need not look at them again."""
    blocks = re.findall(r"@media [^{]*width[^{]*\{(.*?)\n\}", STYLE, re.DOTALL)
    assert len(blocks) == len(re.findall("@media [^{]*width", STYLE)) > 0
    said = "".join(blocks)
    assert not re.search(
        r"#[0-9a-f]{3}|color|background|fill|stroke|opacity|filter|var\(--(?!g\d)", said
    )
