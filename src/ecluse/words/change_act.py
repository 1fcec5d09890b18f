"""What becomes of a provision, by a measure or from one law to another; what a scenario does."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "adds": ("adds", "ajoute"),
    "replaces": ("replaces", "remplace"),
    "removes": ("removes", "supprime"),
    "drops": ("drops", "écarte"),
    "delays": ("delays", "déplace"),
    "pauses": ("pauses", "suspend"),
    "grants": ("grants", "accorde"),
    "added": ("added", "ajoutée"),
    "replaced": ("replaced", "remplacée"),
    "removed": ("removed", "supprimée"),
}
