"""The words of the terminal, in English and French. No rule and no figure lives here."""

from __future__ import annotations

from ecluse.determine.verdict import Answer, Outcome

_WORDS: dict[str, tuple[str, str]] = {
    "NLR": ("No license required", "Aucune licence requise"),
    "EXCEPTION": ("License Exception {}", "Exception de licence {}"),
    "LICENSE": ("License required", "Licence requise"),
    "NOT_SUBJECT": ("Not subject to the regulations", "Non soumis aux règlements"),
    "UNDETERMINED": ("Undetermined", "Indéterminé"),
    "presumption of approval": ("presumption of approval", "présomption d’approbation"),
    "case-by-case": ("case-by-case review", "examen au cas par cas"),
    "presumption of denial": ("presumption of denial", "présomption de refus"),
    "policy of denial": ("policy of denial", "politique de refus"),
    "as the list entry says": (
        "reviewed as the list entry says",
        "examen selon l’inscription sur la liste",
    ),
    "not published": ("review policy not published", "politique d’examen non publiée"),
    "text": ("as the text stands", "selon le texte"),
    "enforced": ("as enforced", "tel qu’appliqué"),
    "known": ("as known on {}", "tel que connu le {}"),
    "classify": ("Classify", "Classer"),
    "require": ("Require", "Exiger"),
    "except": ("Except", "Excepter"),
    "review": ("Review", "Examiner"),
    "jurisdiction": ("Subject to the EAR", "Soumis à l’EAR"),
    "not in": (
        "not described in any paragraph on record",
        "décrit dans aucun paragraphe au dossier",
    ),
    "nothing required": (
        "no requirement on record applies",
        "aucune exigence au dossier ne s’applique",
    ),
    "no exception": ("none is available", "aucune n’est disponible"),
    "to do": ("To do", "À faire"),
    "shown": ("To be shown with the application", "À établir dans la demande"),
    "needs": ("Would settle it", "Trancherait la question"),
    "settled": ("Unknown, and makes no difference", "Inconnu, sans incidence"),
    "depends": ("Depends on", "Dépend de"),
    "red flags": ("Look twice", "Points de vigilance"),
    "notes": ("Also", "À noter"),
    "assumed": ("Taken as given", "Tenu pour acquis"),
    "nearest": ("Nearest change of the item", "Changement le plus proche de l’article"),
    "nearest where": ("{fact} {value} → {cell}: {answer}", "{fact} {value} → {cell} : {answer}"),
    "provided": (", provided that {}", ", sous réserve : {}"),
    "freer where": (
        "Where it is freer than a license: provided that {}.",
        "Là où c’est plus libre qu’une licence, sous réserve : {}.",
    ),
    "and that": (" and that ", " ; "),
    "clauses": (", ", " ; "),
    "contradicts": ("Given against the catalogue: {}", "Donné contre le catalogue : {}"),
    "against": (
        "{fact} {given}, where the catalogue has {known}",
        "{fact} {given}, là où le catalogue a {known}",
    ),
    "beyond": (
        "The law was read up to {}; nothing published later is in this answer",
        "Le droit a été lu jusqu’au {} ; rien de ce qui fut publié ensuite n’est dans cette réponse",
    ),
    "milder": ("{policy} if these are shown", "{policy} si ceci est établi"),
    "or": (", or ", ", ou "),
    "yes": ("yes", "oui"),
    "no": ("no", "non"),
    "unknown": ("unknown", "inconnu"),
    "weak": ("rests on: {}", "repose sur : {}"),
    "doubt": ("in doubt: {}", "incertain : {}"),
    "license held": ("Goes under a license held", "Couvert par une licence détenue"),
    "short by": ("short by {}", "manque {}"),
    "over by": ("over by {}", "dépasse de {}"),
    "at limit": ("exactly at the limit", "exactement à la limite"),
    "in force since": ("in force since {}", "en vigueur depuis le {}"),
    "same": ("nothing changed the answer", "rien n’a changé la réponse"),
    "record begins": ("first day asked", "premier jour demandé"),
    "until": ("until {}", "jusqu’au {}"),
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
_CELLS_FR = {
    "at least": "au moins",
    "more than": "plus de",
    "at most": "au plus",
    "less than": "moins de",
    " and ": " et ",
    "any": "tout",
}


def say(key: str, lang: str, *values: object, **named: object) -> str:
    """The words for `key`; a key without words stands for itself."""
    if key not in _WORDS:
        return key
    return _WORDS[key][lang == "fr"].format(*values, **named)


def answer(found: Answer, lang: str) -> str:
    """An answer in words."""
    if found.outcome is Outcome.EXCEPTION:
        return say("EXCEPTION", lang, found.exception)
    return say(found.outcome.value, lang)


def listed(parts: list[str], lang: str) -> str:
    """Several clauses as one: "a, b and that c"."""
    if len(parts) == 1:
        return parts[0]
    return f"{say('clauses', lang).join(parts[:-1])}{say('and that', lang)}{parts[-1]}"


def cell(text: str, lang: str) -> str:
    """A stretch of a figure in words."""
    if lang == "fr":
        for english, french in _CELLS_FR.items():
            text = text.replace(english, french)
        text = {"yes": "oui", "no": "non"}.get(text, text)
    return text


COLORS = {
    Outcome.NLR: "bold green",
    Outcome.EXCEPTION: "bold cyan",
    Outcome.LICENSE: "bold red",
    Outcome.NOT_SUBJECT: "bold",
    Outcome.UNDETERMINED: "bold yellow",
}
