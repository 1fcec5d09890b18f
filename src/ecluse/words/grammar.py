"""Words that join others, and the names of the months (CLDR)."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {"and": ("and", "et"), "or": ("or", "ou")}
