"""Sizes of an amount of money, in a brief; a key that ends in "s" is the plural."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "billion": ("billion", "milliard"),
    "billions": ("billion", "milliards"),
    "million": ("million", "million"),
    "millions": ("million", "millions"),
    "thousand": ("thousand", "mille"),
    "thousands": ("thousand", "mille"),
}
