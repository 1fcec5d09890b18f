"""`ecluse chips`, as a table and as a picture."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "title": ("{} items, classified on {}", "{} articles, classés au {}"),
    "item": ("item", "article"),
    "classification": ("classification", "classement"),
    "classified": ("classification on {}: ", "classement au {}\u202f: "),
    "undecided": ("undecided or none", "indécis ou aucun"),
    "defined": ("defined by the law", "défini par la règle"),
    "aliases": ("also called: {}", "dit aussi\u202f: {}"),
    "plane": (
        "3A090 on {}, for chips designed or marketed for datacenters",
        "3A090 au {}, pour les circuits de centre de données",
    ),
    "missing": (
        "{} chips are not drawn: nobody gives one of the two figures. A line: sources disagree.",
        (
            "{} circuits ne figurent pas\u202f: l’un des deux chiffres manque. Un "
            "trait\u202f: sources en désaccord."
        ),
    ),
    "china": ("designed in China", "conçu en Chine"),
    "others": ("others", "autres"),
}
