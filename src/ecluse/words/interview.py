"""`ecluse check --interview`."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "asked": ("Question {} (at most {} left)", "Question {} (encore {} au plus)"),
    "what": ("What is {}?", "Combien vaut {} ?"),
    "named": ("What is {}?", "Quelle réponse pour {} ?"),
    "whether": ("Is it so: {}?", "Est-ce le cas : {} ?"),
    "which": ("Which is it: {}?", "Quelle réponse pour {} ?"),
    "where": ("Which country is {}?", "De quel pays s’agit-il : {} ?"),
    "who": ("Who is {}?", "Qui est {} ?"),
    "in unit": ("a number, in {}", "un nombre, en {}"),
    "number": ("a number", "un nombre"),
    "country": ("a country, by name or code", "un pays, par son nom ou son code"),
    "name": ("a name", "un nom"),
    "eccn": ("an ECCN, such as 5A002.a", "un ECCN, tel que 5A002.a"),
    "symbol": ("one of these words", "l’un de ces mots"),
    "flag": ("yes or no", "oui ou non"),
    "say": (
        "Say {} (unknown where you do not know; back; stop)",
        "Réponse attendue : {} (inconnu si vous ne savez pas ; retour ; stop)",
    ),
    "any other country": ("any other country", "tout autre pays"),
    "anyone else": ("anyone else", "toute autre société"),
    "any answer": ("any answer", "toute réponse"),
    "any other": ("any other", "tout autre"),
    "not on file": ("an ECCN that is not on file", "un ECCN qui n’est pas au dossier"),
    "more": ("{} and {} more", "{} et {} de plus"),
    "not known": ("not known", "inconnu"),
    "does": ("{} → {}", "{} → {}"),
    "or": (", or ", ", ou "),
    "or others": ("{}, or others", "{}, ou autre chose"),
    "held": ("{} (license held)", "{} (licence détenue)"),
    "now": ("As it stands: {}", "En l’état : {}"),
    "first": ("There is no question before this one", "Il n’y a pas de question avant celle-ci"),
    "after one": (
        "One question was asked. The same answer: {}",
        "Une question a été posée. Pour la même réponse : {}",
    ),
    "after": (
        "{} questions were asked. The same answer: {}",
        "{} questions ont été posées. Pour la même réponse : {}",
    ),
    "nothing to ask": (
        "No further fact changes this answer",
        "Aucun autre fait ne change cette réponse",
    ),
    "stopped": ("Stopped. To go on: {}", "Interrompu. Pour reprendre : {}"),
}
