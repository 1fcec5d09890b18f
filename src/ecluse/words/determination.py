"""A determination on the terminal."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "known": ("as known on {}", "tel que connu le {}"),
    "scenario": ("scenario {}: a supposed law", "scénario {} : un droit supposé"),
    "supposed": ("supposed, in the scenario {}", "supposé, dans le scénario {}"),
    "not in": (
        "not described in any paragraph on record",
        "décrit dans aucun paragraphe au dossier",
    ),
    "nothing required": (
        "no requirement on record applies",
        "aucune exigence au dossier ne s’applique",
    ),
    "no export": ("no export", "pas d’exportation"),
    "presumed": ("presumed", "présumé"),
    "subject presumed": (
        "taken as subject to the EAR: US design",
        "présumé soumis à l’EAR\u202f: conception américaine",
    ),
    "no exception": ("none is available", "aucune n’est disponible"),
    "open if": ("open if this is so", "ouverte si tel est le cas"),
    "needs fact": ("would settle it: {}", "trancherait la question\u202f: {}"),
    "depends where": ("{fact}: {cell} → {answer}", "{fact}\u202f: {cell} → {answer}"),
    "nearest where": (
        "{fact} {value} → {cell}: {answer}",
        "{fact} {value} → {cell}\u202f: {answer}",
    ),
    "provided": (", provided that {}", ", sous réserve\u202f: {}"),
    "more": (" (and {} more: see below)", " (et {} autres\u202f: voir plus bas)"),
    "as declared": ("as declared by you: {}", "tel que vous l’avez déclaré\u202f: {}"),
    "provided alone": ("provided that {}", "sous réserve\u202f: {}"),
    "freer where": (
        "Where it is freer than a license: provided that {}.",
        "Là où c’est plus libre qu’une licence, sous réserve\u202f: {}.",
    ),
    "and that": (" and that ", "\u202f; "),
    "clauses": (", ", "\u202f; "),
    "or": (", or ", ", ou "),
    "possible": (": {}", "\u202f: {}"),
    "contradicts": ("Given against the catalogue: {}", "Donné contre le catalogue\u202f: {}"),
    "against": (
        "{fact} {given}, where the catalogue has {known}",
        "{fact} {given}, là où le catalogue a {known}",
    ),
    "beyond": (
        "The law was read up to {}; nothing published later is in this answer",
        (
            "Le droit a été lu jusqu’au {}\u202f; rien de ce qui fut publié ensuite n’est "
            "dans cette réponse"
        ),
    ),
    "milder": ("{policy} if these are shown", "{policy} si ceci est établi"),
    "weak": ("rests on: {}", "repose sur\u202f: {}"),
    "doubt": ("in doubt: {}", "incertain\u202f: {}"),
    "license held": ("Goes under a license held: {}", "Couvert par une licence détenue\u202f: {}"),
    "short by": ("short by {}", "manque {}"),
    "over by": ("over by {}", "dépasse de {}"),
    "at limit": ("exactly at the limit", "exactement à la limite"),
    "in force since": ("in force since {}", "en vigueur depuis le {}"),
    "fact is": ("{fact}: {value}", "{fact}\u202f: {value}"),
    "fact named": ("{name}: {meaning}", "{name}\u202f: {meaning}"),
}
