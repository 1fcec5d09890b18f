"""`ecluse diff` and `ecluse scenario check` on the terminal."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "edit": ("{}: {}", "{} : {}"),
    "lines change": ("{changed} of {lines} lines change", "{changed} lignes sur {lines} changent"),
    "line changes": (
        "{changed} of {lines} lines changes",
        "{changed} ligne sur {lines} change",
    ),
    "every one": ("; every one is in {}", "\u202f; toutes sont dans {}"),
    "lines": ("lines", "lignes"),
    "units": ("units", "unités"),
    "value": ("value", "valeur"),
    "change": ("change, and by what", "changement, et par quoi"),
    "by": ("by {}", "par {}"),
    "more": ("… and {} more: {} lists them", "… et {} de plus\u202f: {} les donne"),
    "more groups": (
        "… and {} more groups: {} lists them",
        "… et {} groupes de plus\u202f: {} les donne",
    ),
    "more figures": (
        "… and {} more figures: {} lists them",
        "… et {} chiffres de plus\u202f: {} les donne",
    ),
    "all": ("all that change", "tout ce qui change"),
    "one without quantity": (
        "{} line has no quantity that is exactly known: not in the sum",
        "{} ligne n’a pas de quantité exactement connue\u202f: hors de la somme",
    ),
    "without quantity": (
        "{} lines have no quantity that is exactly known: not in the sum",
        "{} lignes n’ont pas de quantité exactement connue\u202f: hors de la somme",
    ),
    "one without tpp": (
        "{} line has no TPP that is exactly known: not in the sum",
        "{} ligne n’a pas de TPP exactement connue\u202f: hors de la somme",
    ),
    "without tpp": (
        "{} lines have no TPP that is exactly known: not in the sum",
        "{} lignes n’ont pas de TPP exactement connue\u202f: hors de la somme",
    ),
    "asked": (
        "by what: worked out for the {asked} most frequent of {kinds} kinds of change",
        (
            "par quoi\u202f: établi pour les {asked} sortes de changement les plus "
            "fréquentes sur {kinds}"
        ),
    ),
    "provisions": ("Provisions", "Dispositions"),
    "read otherwise": ("({} read otherwise)", "({} se lisent autrement)"),
    "answers": ("Answers", "Réponses"),
    "answers change": ("({changed} of {compared} change)", "({changed} sur {compared} changent)"),
    "other figures": ("Items with other figures", "Articles aux chiffres différents"),
    "not given": ("not given", "non donné"),
    "other facts": ("Other facts that differ", "Autres faits qui diffèrent"),
    "answer": ("{} answer", "{} réponse"),
    "answers counted": ("{} answers", "{} réponses"),
    "item": ("{count} item: {names}", "{count} article\u202f: {names}"),
    "items": ("{count} items: {names}", "{count} articles\u202f: {names}"),
    "country": ("to {count} country: {names}", "vers {count} pays\u202f: {names}"),
    "countries": ("to {count} countries: {names}", "vers {count} pays\u202f: {names}"),
    "together": (
        "by several changes together (no one or two of them explain it)",
        "par plusieurs changements ensemble (aucun ni deux d’entre eux ne l’expliquent)",
    ),
    "and more": ("{names} and {more} more", "{names} et {more} de plus"),
    "until": ("{since} to {until}", "du {since} au {until}"),
    "since": ("{since} on", "dès le {since}"),
    "answers of": (
        ": {changed} of {compared} answers change",
        "\u202f: {changed} réponses sur {compared} changent",
    ),
    "rests on": (
        "rests also on {}: `{}` sets them",
        "repose aussi sur {}\u202f: `{}` les fixe",
    ),
    "touches nothing": (
        "it touches no provision on any day on record",
        "il ne touche aucune disposition, quel que soit le jour au dossier",
    ),
}
