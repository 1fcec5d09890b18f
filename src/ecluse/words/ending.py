"""How a command line ends that could not be answered."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "error": ("{what} ({where}): {mend}", "{what} ({where}) : {mend}"),
    "more mistakes": (
        "and {} more mistakes: mend these first",
        "et {} autres erreurs : corrigez d’abord celles-ci",
    ),
    "interrupted": ("interrupted", "interrompu"),
    "fault": (
        "a fault of ecluse itself, {} ({}): please report it with the command; {}=1 shows where",
        "une erreur d’ecluse lui-même, {} ({}) : signalez-la avec la commande ; {}=1 montre où",
    ),
}
