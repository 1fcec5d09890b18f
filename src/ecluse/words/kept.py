"""Kept answers on pages."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "kicker": ("Kept on {}, as it was given", "Conservée le {}, telle qu’elle fut donnée"),
    "current": (
        "The record has not changed since.",
        "Le registre n’a pas changé depuis.",
    ),
    "same": (
        "The record has changed since (data {}): today’s answer is the same.",
        "Le registre a changé depuis (données {}) : la réponse d’aujourd’hui est la même.",
    ),
    "changed": (
        "The record has changed since (data {}).",
        "Le registre a changé depuis (données {}).",
    ),
    "is now": ("Today’s answer is: {}.", "La réponse d’aujourd’hui est : {}."),
    "outcome stays": (
        "Today’s outcome is the same; what it rests on differs.",
        "L’issue d’aujourd’hui est la même ; ce qui la fonde diffère.",
    ),
    "cannot": (
        "The record has changed since, and this question cannot be asked again: {}",
        "Le registre a changé depuis, et cette question ne peut plus être posée : {}",
    ),
    "see": ("See what differs", "Voir ce qui diffère"),
    "difference": ("What differs today", "Ce qui diffère aujourd’hui"),
    "key": ("Part of the answer", "Partie de la réponse"),
    "then": ("Then", "Alors"),
    "now": ("Today", "Aujourd’hui"),
    "nothing": ("none", "rien"),
    "other": ("another", "autre"),
    "question": ("The question", "La question"),
    "needs": ("What would settle it", "Ce qui trancherait"),
    "record": ("Which record answered", "Quel registre a répondu"),
    "engine": ("Engine", "Moteur"),
    "data": ("Data", "Données"),
    "known": ("As known on", "Tel que connu le"),
    "digest": ("Digest", "Empreinte"),
    "ask again": ("Ask it today", "La poser aujourd’hui"),
    "keep": ("Keep this answer", "Conserver cette réponse"),
    "keep says": (
        "It is kept as it stands, under a link that stays; whoever has the link can read it.",
        (
            "Elle est conservée telle quelle, sous un lien permanent ; quiconque a le lien peut la "
            "lire."
        ),
    ),
}
