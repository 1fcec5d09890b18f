"""`ecluse timeline`."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "record begins": ("first day asked", "premier jour demandé"),
    "not listed": ("no party is listed any more", "aucune partie n’est plus listée"),
}
