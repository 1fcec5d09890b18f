"""What is judged and what is not: one line beside every answer, and `ecluse law coverage`."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "is judged": (
        (
            "the advanced-computing controls, declared ECCNs, end uses, listed parties, embargoes "
            "and exceptions on record, by facts as given or presumed"
        ),
        (
            "les contrôles du calcul avancé, les ECCN déclarés, les utilisations finales, les "
            "parties listées, les embargos et les exceptions au dossier, d’après les faits donnés "
            "ou présumés"
        ),
    ),
    "is not judged": (
        (
            "software, technology, manufacturing equipment, unnamed parties, the law of other "
            "agencies and countries, later changes"
        ),
        (
            "les logiciels, la technologie, les équipements de fabrication, les parties non "
            "nommées, le droit d’autres agences et pays, les changements ultérieurs"
        ),
    ),
    "no provision": (
        "no provision on record judges it",
        "aucune disposition au dossier ne le juge",
    ),
    "judged": ("judged", "jugé"),
    "flagged": ("flagged", "signalé"),
    "not judged": ("not judged", "non jugé"),
    "part": ("Part {}", "Partie {}"),
    "beside": ("Beside the regulations", "À côté du règlement"),
    "all": ("All", "Total"),
    "counts": (
        "{} judged, {} flagged, {} not judged",
        "{} jugés, {} signalés, {} non jugés",
    ),
    "count": ("{}: {}", "{} : {}"),
}
