"""Groups of buyers that are no firm; the keys are those of the markets' files."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "other firms": ("other firms", "autres entreprises"),
    "state and carriers": ("state and carriers", "État et opérateurs"),
}
