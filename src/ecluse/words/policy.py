"""Review policies in words; the keys are those of `STRICTNESS`."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "presumption of approval": ("presumption of approval", "présomption d’approbation"),
    "case-by-case": ("case-by-case review", "examen au cas par cas"),
    "not published": ("review policy not published", "politique d’examen non publiée"),
    "as the list entry says": (
        "reviewed as the list entry says",
        "examen selon l’inscription sur la liste",
    ),
    "presumption of denial": ("presumption of denial", "présomption de refus"),
    "policy of denial": ("policy of denial", "politique de refus"),
}
