"""`ecluse content`: a bill of materials, and whether its item is subject."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "subject yes": ("Subject to the EAR", "Soumis à l’EAR"),
    "subject presumed": ("Presumed subject to the EAR", "Présumé soumis à l’EAR"),
    "subject no": ("Not subject to the EAR", "Non soumis à l’EAR"),
    "subject unknown": (
        "Not known whether it is subject to the EAR",
        "On ignore s’il est soumis à l’EAR",
    ),
    "share": ("controlled US content {} %", "contenu américain contrôlé {} %"),
    "share between": (
        "controlled US content between {} % and {} %",
        "contenu américain contrôlé entre {} % et {} %",
    ),
    "beside": ("{}, limit {} %: {}", "{}, seuil {} %\u202f: {}"),
    "above true": ("above it", "au-dessus"),
    "above false": ("de minimis", "de minimis"),
    "above unknown": ("on which side is not known", "on ignore de quel côté"),
    "part": ("Part", "Pièce"),
    "origin": ("Origin", "Origine"),
    "entry": ("ECCN", "ECCN"),
    "value": ("Value", "Valeur"),
    "controlled": ("Controlled US content", "Contenu américain contrôlé"),
    "because": ("Because of", "En raison de"),
    "grounds": ("Subject because of", "Soumis en raison de"),
    "decides": ("Turns on", "Dépend de"),
    "needs": ("Would settle it", "Trancherait la question"),
    "assumed": ("Taken as given", "Tenu pour acquis"),
}
