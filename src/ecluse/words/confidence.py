"""What a fact rests on, in words; the keys are those of `Confidence`."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "text": ("the rule's own text", "le texte même de la règle"),
    "high": (
        "a data sheet, a filing, or sources that agree",
        "une fiche technique, un dépôt ou des sources concordantes",
    ),
    "given": ("what was given", "ce qui a été donné"),
    "secondary": ("a secondary source", "une source secondaire"),
    "medium": ("a named source without a data sheet", "une source nommée sans fiche technique"),
    "derived": (
        "our reading of two provisions or figures together",
        "notre lecture de deux dispositions ou chiffres",
    ),
    "low": (
        "a weak source, or sources that disagree",
        "une source faible, ou des sources en désaccord",
    ),
    "memory": ("memory, not verified", "la mémoire, non vérifiée"),
}
