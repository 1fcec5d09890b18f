"""Outcomes in words; the keys are those of `Outcome`."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "NLR": ("No license required", "Aucune licence requise"),
    "EXCEPTION": ("License Exception {}", "Exception de licence {}"),
    "LICENSE": ("License required", "Licence requise"),
    "NOT_SUBJECT": ("Not subject to the regulations", "Non soumis aux règlements"),
    "UNDETERMINED": ("Undetermined", "Indéterminé"),
}
