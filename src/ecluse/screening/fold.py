"""Names folded to what counts of them: stub."""

from __future__ import annotations


def fold_name(text: str) -> str:
    """A name without case, accents, punctuation and legal form, its usual words in one spelling."""
    return " ".join(text.casefold().split())
