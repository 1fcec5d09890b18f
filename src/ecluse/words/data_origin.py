"""Where the data that answer come from; the keys are those of `Origin`."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "named": ("named", "nommées"),
    "installed": ("installed", "installées"),
    "shipped": ("shipped", "livrées"),
}
