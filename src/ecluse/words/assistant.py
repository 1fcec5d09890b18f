"""What an assistant is told beside each answer."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "silence": (
        "What is not judged is not cleared: silence is no permission. UNDETERMINED is an answer.",
        "Se taire sur ce qui n’est pas jugé n’est pas permettre. UNDETERMINED est une réponse.",
    ),
    "left out": (
        "Facts that are left out are taken as each answer's assumptions say.",
        "Les faits omis sont supposés comme le disent les hypothèses de chaque réponse.",
    ),
    "of the law": (
        "This is what the record of the law holds, not an answer about a shipment.",
        "C’est le contenu du registre du droit, non une réponse sur une expédition.",
    ),
    "names alone": (
        "A party that no list on record holds is not cleared by that.",
        "Une partie qu’aucune liste du registre ne contient n’est pas autorisée pour autant.",
    ),
    "every item": (
        "Each item is asked about to each country: no party, no end use, headquarters there.",
        "Chaque article est demandé vers chaque pays : ni partie, ni usage final, siège sur place.",
    ),
}
