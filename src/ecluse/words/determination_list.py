"""The titles of the lists under a determination."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "to do": ("To do", "À faire"),
    "shown": ("To be shown with the application", "À établir dans la demande"),
    "eccns": ("ECCN as stated", "ECCN déclaré"),
    "needs": ("Would settle it", "Trancherait la question"),
    "depends": ("Depends on", "Dépend de"),
    "settled": ("Unknown, and makes no difference", "Inconnu, sans incidence"),
    "red flags": ("Look twice", "Points de vigilance"),
    "notes": ("Also", "À noter"),
    "nearest": ("Nearest change of the item", "Changement le plus proche de l’article"),
    "assumed": ("Taken as given", "Tenu pour acquis"),
}
