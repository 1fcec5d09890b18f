"""What joins the bounds of a stretch of a figure."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "any": ("any", "quelconque"),
    "to": ("{} to {}", "{} à {}"),
    "and": (" and ", " et "),
}
