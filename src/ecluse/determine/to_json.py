"""The names that this module had until the answers got classes of their own; kept for one release.

Belongs here: names that moved to `answer`, `remarks` and `trace_answer`. Does not: anything new.
Always true: each name is the one that its new module has.
"""

from __future__ import annotations

from typing import Any

from ecluse.answers.plain import plain
from ecluse.determine.answer import to_json
from ecluse.determine.decide import Determination
from ecluse.determine.finding_answer import value_of
from ecluse.determine.remarks import (
    assumptions,
    country_name,
    disclaimer,
    duties,
    provided,
    proviso_text,
    red_flags,
)
from ecluse.determine.trace_answer import trace_of
from ecluse.law.library import Library

__all__ = [
    "assumptions",
    "country_name",
    "disclaimer",
    "duties",
    "provided",
    "proviso_text",
    "red_flags",
    "to_json",
    "trace",
    "value_of",
]


def trace(found: Determination, library: Library, lang: str) -> dict[str, Any]:
    """The four steps as plain data."""
    data: dict[str, Any] = plain(trace_of(found, library, lang))
    return data
