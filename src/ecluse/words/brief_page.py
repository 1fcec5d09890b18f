"""The pages of briefs, what others frame, and the page of what would change an answer."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "take": ("Take it along", "À emporter"),
    "paper": ("PDF for paper", "PDF à imprimer"),
    "card": ("card for messages", "carte pour messages"),
    "text": ("text", "texte"),
    "embed": ("Embed it", "L’intégrer"),
    "embed hint": (
        "One line of HTML: without script, of this day, with a link back here.",
        "Une ligne de HTML : sans script, de ce jour, avec un lien vers cette page.",
    ),
    "whole answer": ("The whole answer", "La réponse entière"),
    "whole brief": ("This brief on its own page", "Cette note sur sa page"),
    "what it tells": ("What it tells, whole", "Ce qu’elle raconte, en entier"),
    "story": ("Its story in brief", "Son histoire en bref"),
    "day": ("The day in brief", "Le jour en bref"),
    "measure": ("The measure in brief", "La mesure en bref"),
    "not installed": (
        "this server makes no PDF: the extra 'brief' is not installed",
        "ce serveur ne fait pas de PDF : le supplément « brief » n’est pas installé",
    ),
    "take another": (
        "take .txt, .md, .json or .bib",
        "prenez .txt, .md, .json ou .bib",
    ),
    "no measure": (
        "no measure and no scenario is called '{}'",
        "aucune mesure et aucun scénario ne s’appelle « {} »",
    ),
    "no markets": (
        "this server runs no market: the extra 'simulate' is not installed",
        "ce serveur ne calcule pas de marché : le supplément « simulate » n’est pas installé",
    ),
    "ask there": (
        "`ecluse brief market` tells it where numpy is there",
        "`ecluse brief market` le dit là où numpy est présent",
    ),
    "no question": (
        "no question about a market is called '{}'",
        "aucune question sur un marché ne s’appelle « {} »",
    ),
    "see questions": (
        "`ecluse simulate question` lists them",
        "`ecluse simulate question` les donne",
    ),
    "see measures": ("see /measures and /scenarios", "voyez /measures et /scenarios"),
    "remedy of": (
        "What would change the answer: {} → {}",
        "Ce qui changerait la réponse : {} → {}",
    ),
    "remedy keeps": (
        (
            "The destination, the parties, the end use and the origin stay as they are. Bounds "
            "are exact: “less than” leaves the number out."
        ),
        (
            "La destination, les parties, l’utilisation finale et l’origine restent telles "
            "quelles. Les bornes sont exactes : « moins de » exclut le nombre."
        ),
    ),
    "coverage": ("the whole list", "la liste entière"),
    "in JSON": ("the JSON", "le JSON"),
}
