"""The two readings of the law in words; the keys are those of `Reading`."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "text": ("as the text stands", "selon le texte"),
    "enforced": ("as enforced", "tel qu’appliqué"),
}
