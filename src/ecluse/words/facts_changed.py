"""Which items differ between two releases of the facts."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "items added": ("Items added", "Articles ajoutés"),
    "items removed": ("Items removed", "Articles retirés"),
    "items reworded": (
        "Items with other sources, notes or spellings alone",
        "Articles dont seules les sources, notes ou graphies diffèrent",
    ),
}
