"""Outcomes of the lines of a book, short; the keys are those of `Outcome`."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "LICENSE": ("license required", "licence requise"),
    "UNDETERMINED": ("undetermined", "indéterminé"),
    "EXCEPTION": ("license exception", "exception de licence"),
    "NLR": ("no license required", "aucune licence requise"),
    "NOT_SUBJECT": ("not subject to the EAR", "non soumis à l’EAR"),
}
