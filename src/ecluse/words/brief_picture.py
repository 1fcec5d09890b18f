"""Pictures of briefs, and their tables."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "limits": ("{item} beside the limits of the rules", "{item} face aux limites des règles"),
    "limits alt": (
        "Figures of {item} beside the limits of the rules: {rows}",
        "Chiffres de {item} face aux limites des règles : {rows}",
    ),
    "limits row": ("{} {}, limits {}", "{} {}, limites {}"),
    "figure": ("Figure", "Chiffre"),
    "value": ("Value", "Valeur"),
    "limits heading": ("Limits", "Limites"),
    "timeline": (
        "{item} to {place}: the answer over time",
        "{item} vers {place} : la réponse au fil du temps",
    ),
    "timeline alt": (
        "The answers one after the other: {rows}",
        "Les réponses l’une après l’autre : {rows}",
    ),
    "stretch": ("from {since}, {answer}", "dès le {since}, {answer}"),
    "since": ("From", "Du"),
    "until": ("To", "Au"),
    "answer": ("Answer", "Réponse"),
    "count": ("Count", "Nombre"),
    "bars alt": ("{title}: {rows}", "{title} : {rows}"),
    "changes": ("Answers that change", "Réponses qui changent"),
    "change": ("Change", "Changement"),
    "no change": ("no answer changes", "aucune réponse ne change"),
    "from to": ("{item}: {before} → {after}", "{item} : {before} → {after}"),
    "and more": ("{item} and {more} more", "{item} et {more} autres"),
    "use": ("Tokens a second and chip", "Jetons par seconde et par puce"),
    "chip": ("Chip", "Puce"),
    "does": ("{item}, {verb}", "{item}, {verb}"),
    "book": ("Lines of the book by answer", "Lignes du carnet par réponse"),
}
