"""`ecluse facts`."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "fact": ("fact", "fait"),
    "takes": ("takes", "prend"),
    "means": ("means", "signifie"),
    "left out": ("left out: {}", "à défaut\u202f: {}"),
}
