"""The picture of an answered book."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "all lines": ("All lines", "Toutes les lignes"),
    "by destination": ("By destination", "Par destination"),
    "by measure": (
        "By measure that bites (a line counts for each that it names)",
        "Par mesure applicable (une ligne compte pour chacune qu’elle nomme)",
    ),
    "left out": (
        "{title}; {more} more are left out",
        "{title}\u202f; {more} de plus ne figurent pas",
    ),
    "title": ("{name}: {lines} lines", "{name}\u202f: {lines} lignes"),
}
