"""Which chips of a picture of designs have their name beside them."""

from __future__ import annotations

from typing import Any

import pytest

from ecluse.design.catalogue_chip import CatalogueChip
from ecluse.design.draw import _name_chips


def chip(item: str, prefill: float | None, decode: float | None, *, allowed: bool = True) -> Any:
    return CatalogueChip(
        item=item,
        answer="NLR",
        allowed=allowed,
        decode=decode,
        prefill=prefill,
        value=decode,
        reason=None,
    )


class Axes:
    """Writes down what is written where."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []

    def annotate(self, label: str, _: object, *, ha: str, **__: object) -> None:
        self.told.append((label, ha))


@pytest.mark.parametrize(
    ("shown", "most", "told"),
    [
        ([], 5, []),
        ([chip("NVIDIA H20", 10, 10)], 5, [("H20", "right")]),
        ([chip("NVIDIA H20", 10, 10)], 0, []),
        # One that would cover another is left out: near on both axes, and the slower of the two.
        ([chip("A", 100, 97), chip("B", 100, 100), chip("C", 100, 95)], 5, ["B", "C"]),
        ([chip("A", 85, 98), chip("B", 100, 100), chip("C", 83, 98)], 5, ["B", "C"]),
        # One that may ship goes before any that may not, and no more are named than there may be.
        ([chip("A", 10, 100, allowed=False), chip("B", 100, 10)], 5, ["B", "A"]),
        ([chip("A", 10, 100, allowed=False), chip("B", 100, 10)], 1, ["B"]),
        # A name at the right edge stands to the left of its place.
        (
            [chip("A", 100, 50), chip("B", 76, 100), chip("C", 74, 10)],
            5,
            [("B", "right"), ("A", "right"), ("C", "left")],
        ),
        ([chip("A", None, 10), chip("B", 10, None)], 5, [("A", "left"), ("B", "right")]),
    ],
)
def test_names_stand_where_there_is_room(
    shown: list[CatalogueChip], most: int, told: list[object]
) -> None:
    axes = Axes()
    _name_chips(axes, shown, most)
    assert [
        (label, side) if isinstance(want, tuple) else label
        for (label, side), want in zip(axes.told, told, strict=True)
    ] == told
