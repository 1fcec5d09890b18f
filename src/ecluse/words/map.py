"""The map."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "title": ("Chips and the law of {}", "Les puces et le droit du {}"),
    "title to": ("What may go to {} on {}", "{} : ce qui peut y aller le {}"),
    "lead": (
        (
            "Every chip on record by the two figures that the law compares. A colored region is "
            "what a paragraph of 3A090 describes, for chips designed or marketed for datacenters."
        ),
        (
            "Chaque puce au dossier selon les deux chiffres que le droit compare. Une région "
            "colorée est ce qu’un paragraphe de 3A090 décrit, pour les puces de centre de données."
        ),
    ),
    "lead to": (
        (
            "Regions are the answers for a datacenter chip of these two figures, its other figures "
            "as small as can be, and nothing given of parties or end use."
        ),
        (
            "Les régions sont les réponses pour une puce de centre de données de ces deux "
            "chiffres, ses autres chiffres aussi petits que possible, rien n’étant "
            "donné des parties ni de l’usage."
        ),
    ),
    "day of the law": ("A day on which the law changed", "Un jour où le droit a changé"),
    "to": ("Answers for", "Réponses pour"),
    "no country": ("no country: the regions of the law", "aucun pays : les régions du droit"),
    "to the table": ("To the table of the same numbers", "Vers la table des mêmes nombres"),
    "table": ("The same as a table", "La même chose en table"),
    "chips": ("chips", "puces"),
    "others": ("others", "autres"),
    "disputed": ("sources disagree", "sources en désaccord"),
    "missing": (
        "{} chips are not drawn: nobody gives one of the two figures.",
        "{} puces ne figurent pas : l’un des deux chiffres manque.",
    ),
    "beyond": (
        "{} places lie beyond the sheet: the table has them.",
        "{} emplacements sont hors de la feuille : la table les donne.",
    ),
    "no region": (
        "On that day no paragraph of 3A090 is in force.",
        "Ce jour-là, aucun paragraphe de 3A090 n’est en vigueur.",
    ),
    "days": ("All {} days", "Les {} jours"),
    "about": (
        (
            "Both axes are logarithmic. Each mark is a chip or several with the same figures; "
            "follow one to its page."
        ),
        (
            "Les deux axes sont logarithmiques. Chaque marque est une puce ou plusieurs aux mêmes "
            "chiffres ; suivez-la vers sa page."
        ),
    ),
}
