"""Three-valued truth in words; the keys are those of `Truth`."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "true": ("yes", "oui"),
    "false": ("no", "non"),
    "unknown": ("unknown", "inconnu"),
}
