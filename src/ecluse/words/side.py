"""A stage of the work on one side of a comparison."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "before": ("{} (before)", "{} (avant)"),
    "after": ("{} (after)", "{} (après)"),
}
