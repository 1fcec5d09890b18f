"""What is said beside what the item or another word says never frees a shipment in silence."""

from __future__ import annotations

from datetime import date
from typing import Any

from ecluse.determine.ask import ask

Answers = list[tuple[str, dict[str, Any], dict[str, str], str, str]]


def differing(rows: Answers) -> list[tuple[object, ...]]:
    """The rows whose answer is another one."""
    found = []
    for item, words, given, day, outcome in rows:
        answer = ask(item, on=date.fromisoformat(day), given=given, **words).outcome.value
        if answer != outcome:
            found.append((item, words, given, day, answer))
    return found


BOARD, SYSTEM = {"item_kind": "board"}, {"item_kind": "system"}


def test_an_item_said_to_be_a_board_or_a_system_is_classified_by_its_ic() -> None:
    rows: Answers = [
        ("H100", {"to": "CN"}, BOARD, "2024-06-01", "LICENSE"),
        ("H100", {"to": "CN"}, SYSTEM, "2022-12-01", "LICENSE"),
        ("H100", {"to": "CN"}, {"item_kind": "unknown"}, "2024-06-01", "UNDETERMINED"),
        ("H100", {"to": "CN"}, {"item_kind": "chip"}, "2024-06-01", "LICENSE"),
        ("H100", {"to": "SG", "hq": "CN"}, SYSTEM, "2024-06-01", "LICENSE"),
        ("A100", {"to": "SA", "eccn": "4A090.a"}, BOARD, "2024-06-01", "LICENSE"),
        ("T4", {"to": "CN"}, BOARD, "2024-06-01", "NLR"),
        ("H100", {"to": "DE"}, BOARD, "2024-06-01", "NLR"),
    ]
    assert differing(rows) == []
