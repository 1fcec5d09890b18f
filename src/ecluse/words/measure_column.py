"""The columns of `ecluse law --measures`."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "published": ("published", "publiée"),
    "kind": ("kind", "nature"),
    "measure": ("measure", "mesure"),
    "says": ("says", "dit"),
}
