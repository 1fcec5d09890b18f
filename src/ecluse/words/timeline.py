"""`ecluse timeline`."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "record begins": ("first day asked", "premier jour demandé"),
    "may be listed": (
        "a party may be one that is listed now",
        "une partie est peut-être de celles qui sont listées alors",
    ),
    "not listed": ("no party is listed any more", "aucune partie n’est plus listée"),
}
