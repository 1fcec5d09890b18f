"""Pages: what every page says."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "token": (
        "A token for {subject}, {role}, good until {day}. It is shown this once:",
        "Un jeton pour {subject}, {role}, valable jusqu’au {day}. Il n’est montré qu’ici :",
    ),
    "serving": ("{} · Ctrl-C ends it", "{} · Ctrl-C pour arrêter"),
    "skip": ("Skip to the answer", "Aller à la réponse"),
    "sections": ("Sections", "Rubriques"),
    "other language": ("Français", "English"),
    "data": ("data {}", "données {}"),
    "where": ("Where: {}", "Où : {}"),
    "question": (
        "May this AI chip ship there, on that day?",
        "Cette puce d’IA peut-elle y être expédiée, ce jour-là ?",
    ),
    "home": ("Ask", "Demander"),
    "map": ("Map", "Carte"),
    "law": ("Law", "Droit"),
    "items": ("Items", "Articles"),
    "diff": ("Compare", "Comparer"),
    "orders": ("Order books", "Carnets de commandes"),
    "screen": ("Parties", "Parties"),
    "about": ("About", "À propos"),
    "coverage": ("What is judged", "Ce qui est jugé"),
    "where you are": ("Where you are", "Où vous êtes"),
    "cite": ("Cite", "Citer"),
    "share": ("Share", "Partager"),
    "pages": ("Pages", "Pages"),
    "not found": ("There is no such page", "Cette page n’existe pas"),
    "no such page": ("'{}' is no page of this server", "« {} » n’est pas une page de ce serveur"),
    "go home": ("begin at the first page", "commencez par la première page"),
    "cannot answer": ("This cannot be answered as asked", "La question ne peut être traitée ainsi"),
}
