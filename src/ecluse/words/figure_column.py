"""The columns of `ecluse chips ITEM`."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "figure": ("figure", "chiffre"),
    "value": ("value", "valeur"),
    "confidence": ("confidence", "fiabilité"),
    "read in": ("read in", "lu dans"),
}
