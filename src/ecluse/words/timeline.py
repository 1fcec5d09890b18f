"""`ecluse timeline`."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {"record begins": ("first day asked", "premier jour demandé")}
