"""Acts without legal effect, in a brief; the keys are those of `Kind`."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "report": ("report", "article de presse"),
    "proposal": ("proposal", "proposition"),
    "bill": ("bill", "proposition de loi"),
    "a report": ("A press report", "Un article de presse"),
    "a proposal": ("A proposal", "Une proposition"),
    "a bill": ("A bill", "Une proposition de loi"),
}
