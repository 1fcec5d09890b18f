"""Words that join others."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {"and": ("and", "et"), "or": ("or", "ou")}
