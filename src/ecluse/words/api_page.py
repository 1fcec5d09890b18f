"""The page that describes the API."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "title": ("The HTTP API", "L’API HTTP"),
    "lead": (
        "Each endpoint, each parameter, an example. A word that is not understood is refused.",
        "Chaque adresse, chaque paramètre, un exemple. Un mot qui n’est pas compris est refusé.",
    ),
    "undetermined": (
        "UNDETERMINED is an answer (200): it names the facts that would settle it.",
        "UNDETERMINED est une réponse (200) : elle nomme les faits qui trancheraient.",
    ),
    "description": (
        "The description for programs (OpenAPI 3.1):",
        "La description (OpenAPI 3.1) :",
    ),
    "parameters": ("Parameters ({})", "Paramètres ({})"),
    "none": ("No parameters.", "Aucun paramètre."),
    "required": ("required", "obligatoire"),
    "body": ("Body: {}", "Corps : {}"),
    "answer": ("Answer:", "Réponse :"),
    "list of": ("a list of", "une liste de"),
    "example": ("Example", "Exemple"),
}
