"""The best chip that a law lets through: units, and labels of pictures.

Belongs here: English and French of each key. Does not: any number, any rule.
Always true: both languages of a key have the same placeholders.
"""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "unit serve": (
        "output tokens/s a chip, both phases",
        "jetons de sortie/s par puce, les deux phases",
    ),
    "unit decode": ("output tokens/s a chip", "jetons de sortie/s par puce"),
    "unit prefill": ("prompt tokens/s a chip", "jetons d’entrée/s par puce"),
    "unit latency": (
        "requests/s of one request at a time",
        "requêtes/s, une requête à la fois",
    ),
    "unit perf-per-cost": (
        "output tokens/s a chip, both phases, per 1,000 USD to make",
        "jetons de sortie/s par puce, les deux phases, pour 1 000 USD de fabrication",
    ),
    "picture front": (
        "designs that may ship and no other beats",
        "puces exportables qu’aucune autre ne bat",
    ),
    "picture without law": ("best design without the law", "meilleure puce sans la loi"),
    "picture free": ("catalogue chip that may ship", "puce du catalogue exportable"),
    "picture held": ("catalogue chip that may not", "puce du catalogue non exportable"),
    "picture best": ("best design that may ship", "meilleure puce exportable"),
    "picture x": ("prompt tokens/s a chip (prefill)", "jetons d’entrée/s par puce"),
    "picture y": ("output tokens/s a chip (decode)", "jetons de sortie/s par puce"),
}
