"""The page of an answer, of a timeline and of a screening."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "what decides": ("What decides next", "Ce qui décide ensuite"),
    "left": ("Questions left, at most: {}", "Questions restantes, au plus : {}"),
    "leads to": ("leads to: {}", "mène à : {}"),
    "answer": ("Answer", "Répondre"),
    "not known": ("I do not know", "Je ne sais pas"),
    "why": ("Why", "Pourquoi"),
    "its text": ("text and history", "texte et historique"),
    "line": ("address of this line", "adresse de cette ligne"),
    "settle": ("What would settle or change it", "Ce qui trancherait ou changerait la réponse"),
    "all remedies": ("All that would change it", "Tout ce qui la changerait"),
    "one minute": ("This answer in one minute", "Cette réponse en une minute"),
    "figures": (
        "The item’s figures, each with its source",
        "Les chiffres de l’article, chacun avec sa source",
    ),
    "other figures": (
        "Figures that the law of the day does not compare",
        "Chiffres que le droit du jour ne compare pas",
    ),
    "record": ("The record", "Le dossier"),
    "read up to": ("Law read up to", "Droit lu jusqu’au"),
    "known": ("As known on", "Tel que connu le"),
    "scenario": ("Scenario", "Scénario"),
    "reading": ("Reading", "Lecture"),
    "everything": ("everything on record", "tout ce qui est au dossier"),
    "data": ("Data", "Données"),
    "engine": ("Engine", "Moteur"),
    "you said": ("What was said", "Ce qui a été dit"),
    "remove": ("remove", "retirer"),
    "say more": ("Say one fact more", "Préciser un fait"),
    "fact": ("Fact", "Fait"),
    "value": ("What it is", "Valeur"),
    "say": ("Ask with it", "Demander ainsi"),
    "repeat": ("Repeat this", "Refaire soi-même"),
    "command": ("Command", "Commande"),
    "text": ("text", "texte"),
    "over time": ("The same question over time", "La même question au fil du temps"),
    "this day": ("the answer of this day", "la réponse de ce jour"),
    "parties": ("Name the parties", "Nommer les parties"),
    "forgotten": (
        (
            "Names are sent, compared with the lists and forgotten: they stand in no address "
            "and in no log."
        ),
        (
            "Les noms sont envoyés, comparés aux listes, puis oubliés : ils ne figurent dans "
            "aucune adresse ni dans aucun journal."
        ),
    ),
    "screen them": ("Screen and answer", "Vérifier et répondre"),
    "no address": (
        "This answer names parties, so it has no address.",
        "Cette réponse nomme des parties : elle n’a donc pas d’adresse.",
    ),
    "with names": ("An address that holds these names", "Une adresse qui contient ces noms"),
    "bibtex title": (
        "{item} to {place}, {day}: {answer}",
        "{item}, destination : {place}, {day} : {answer}",
    ),
    "cited": (
        "Ecluse {engine}, data {version}: {question}, {day}: {answer}",
        "Ecluse {engine}, données {version} : {question}, {day} : {answer}",
    ),
    "timeline": ("{} → {} over time", "{} → {} au fil du temps"),
    "days": ("Days", "Jours"),
    "outcome": ("Answer", "Réponse"),
    "brought by": ("Brought by", "Amenée par"),
    "picture": ("Each stretch as long as it lasted", "Chaque période selon sa durée"),
    "screening": ("Is a party on a list?", "Une partie figure-t-elle sur une liste ?"),
    "name": ("Name", "Nom"),
    "country": ("Country", "Pays"),
    "address": ("Address", "Adresse"),
    "identifier": ("Registration number or LEI", "Numéro d’immatriculation ou LEI"),
    "day": ("Day", "Jour"),
    "if known": ("if known", "si connu"),
    "compare": ("Compare with the lists", "Comparer aux listes"),
    "entries": ("Entries that it meets", "Inscriptions rapprochées"),
    "lists": ("Lists that were looked at", "Listes consultées"),
    "examples": ("Five questions to begin with", "Cinq questions pour commencer"),
    "provided": ("provided: see the answer", "sous réserve : voir la réponse"),
    "item": ("Chip, board or system", "Puce, carte ou système"),
    "to": ("Destination", "Destination"),
    "on": ("Day of the shipment", "Jour de l’expédition"),
    "ask": ("Ask", "Demander"),
    "item hint": ("such as H20, RTX 4090, DGX H100", "par exemple H20, RTX 4090, DGX H100"),
    "on hint": ("from {} on", "à partir du {}"),
    "to hint": ("a country by name or code", "un pays, par son nom ou son code"),
    "judged": ("What is judged", "Ce qui est jugé"),
    "judged now": ("Judged: {}.", "Jugés : {}."),
    "not judged now": ("Not judged: {}.", "Non jugés : {}."),
    "silence": (
        (
            "An answer says what it takes for granted. What nobody knows is said to be unknown, "
            "and “undetermined” is an answer."
        ),
        (
            "Une réponse dit ce qu’elle tient pour acquis. Ce que personne ne sait est dit "
            "inconnu, et « indéterminé » est une réponse."
        ),
    ),
    "home lead": (
        (
            "United States export rules on AI chips, for any day since {}, with the reason and "
            "the source of every answer."
        ),
        (
            "Les règles américaines d’exportation des puces d’IA, pour tout jour depuis le {}, "
            "avec la raison et la source de chaque réponse."
        ),
    ),
}
