"""The steps of a determination."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "classify": ("Classify", "Classer"),
    "require": ("Require", "Exiger"),
    "except": ("Except", "Excepter"),
    "review": ("Review", "Examiner"),
    "no export": ("Export", "Exportation"),
    "jurisdiction": ("Subject to the EAR", "Soumis à l’EAR"),
}
