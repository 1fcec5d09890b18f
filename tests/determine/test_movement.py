"""How a shipment moves follows from where it leaves and where it goes."""

from __future__ import annotations

from datetime import date

import build
from ecluse.determine.ask import ask
from ecluse.determine.movement import EXPORT, MOVEMENT, REEXPORT, TRANSFER, moves_from
from ecluse.determine.verdict import Outcome
from ecluse.facts.known import Known, unknown_word

ON = date(2024, 6, 1)


def test_two_countries_make_one_movement() -> None:
    rows = [
        ("US", "CN", EXPORT),
        ("TW", "CN", REEXPORT),
        ("TW", "US", REEXPORT),
        ("CN", "CN", TRANSFER),
        ("HK", "CN", TRANSFER),  # since 2020 the law takes the two as one
        ("US", "US", None),
        ("US", None, None),
    ]
    library = build.library()
    for leaves, to, word in rows:
        assert moves_from(Known(value=leaves), to, library, ON) == word, (leaves, to)
    assert moves_from(None, "CN", library, ON) is None
    assert moves_from(unknown_word("exported_from"), "CN", library, ON) is None


def test_strictly_too_the_movement_is_known_from_where_it_leaves() -> None:
    for leaves, word in (("US", EXPORT), ("CN", TRANSFER), ("TW", REEXPORT)):
        found = ask("A40", to="CN", on=ON, given={"exported_from": leaves}, strict=True)
        assert found.facts[MOVEMENT].value == word
        assert not found.facts[MOVEMENT].assumed
    assert ask("A40", to="CN", on=ON, strict=True).facts[MOVEMENT].value is None


def test_a_movement_that_nobody_knows_follows_all_the_same() -> None:
    there = {"to": "SG", "hq": "CN", "on": ON}
    unknown = {"movement": "unknown"}
    assert ask("A40", given=unknown, **there).outcome is Outcome.UNDETERMINED
    for leaves, outcome in (("SG", Outcome.LICENSE), ("TW", Outcome.EXCEPTION)):
        assert ask("A40", given={"exported_from": leaves, **unknown}, **there).outcome is outcome
