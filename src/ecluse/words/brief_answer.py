"""An outcome inside a sentence of a brief; the keys are those of `Outcome`."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "NLR": ("no license required", "aucune licence requise"),
    "EXCEPTION": ("License Exception {exception}", "exception de licence {exception}"),
    "LICENSE": ("license required", "licence requise"),
    "NOT_SUBJECT": ("not subject to the EAR", "hors du champ de l’EAR"),
    "UNDETERMINED": ("undetermined", "indéterminé"),
}
