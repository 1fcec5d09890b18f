"""HTTP statuses, as the title of an error."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "400": ("Bad Request", "Requête incorrecte"),
    "401": ("Unauthorized", "Identification requise"),
    "403": ("Forbidden", "Accès refusé"),
    "404": ("Not Found", "Introuvable"),
    "405": ("Method Not Allowed", "Méthode non admise"),
    "406": ("Not Acceptable", "Format de réponse non proposé"),
    "408": ("Request Timeout", "Délai dépassé"),
    "409": ("Conflict", "Conflit"),
    "410": ("Gone", "Disparu"),
    "411": ("Length Required", "Longueur requise"),
    "412": ("Precondition Failed", "Condition non remplie"),
    "413": ("Content Too Large", "Contenu trop volumineux"),
    "414": ("URI Too Long", "Adresse trop longue"),
    "415": ("Unsupported Media Type", "Format de contenu non pris en charge"),
    "416": ("Range Not Satisfiable", "Plage impossible"),
    "421": ("Misdirected Request", "Requête adressée à un autre serveur"),
    "422": ("Unprocessable Content", "Contenu non compris"),
    "431": ("Request Header Fields Too Large", "En-têtes trop longs"),
    "429": ("Too Many Requests", "Trop de requêtes"),
    "500": ("Internal Server Error", "Erreur interne du serveur"),
    "503": ("Service Unavailable", "Service indisponible"),
    "507": ("Insufficient Storage", "Espace insuffisant"),
}
