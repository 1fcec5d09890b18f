"""`ecluse data`."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "sealed": ("as sealed", "conformes au scellé"),
    "open": ("not as sealed", "différentes du scellé"),
    "not used": (
        "what was installed does not answer: {} names another folder",
        "ce qui a été installé ne répond pas : {} nomme un autre dossier",
    ),
    "installed": ("installed: {}  {}", "installées : {}  {}"),
}
