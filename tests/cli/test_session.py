"""A question of a command line: opened once, and asked of each item that is named."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from ecluse.cli.ending import ANSWERED, UNDETERMINED, status_of_answers
from ecluse.cli.options import CaseOptions, LawOptions, ShipmentOptions
from ecluse.cli.session import Session, day_if_given, scenario_of
from ecluse.determine.verdict import Outcome
from ecluse.errors import InputError
from ecluse.law.library import load

CHINA = ShipmentOptions(to="CN")


def test_each_item_is_asked_on_the_day_and_under_the_law_that_were_opened() -> None:
    law = LawOptions(known="2025-04-08", scenario="diffusion-enforced", reading="text")
    session = Session.open(CaseOptions(on="2025-05-20", shipment=CHINA, law=law))
    found = session.determination("H20", strict=True)
    assert (found.law.on, found.law.known) == (date(2025, 5, 20), date(2025, 4, 8))
    assert (found.law.scenario, found.law.reading.value) == ("diffusion-enforced", "text")
    assert (found.shipment.item.name, found.shipment.strict) == ("NVIDIA H20 96GB", True)
    assert session.determination("H100").shipment.item.name != found.shipment.item.name
    assert session.shipment("H20").strict is False
    assert session.law is session.law is found.law


def test_a_day_that_is_left_out_is_today() -> None:
    before = date.today()
    assert before <= Session.open(CaseOptions(shipment=CHINA)).day <= date.today()
    library = load()
    assert day_if_given(None, library, "--known") is None
    assert day_if_given("2025-05-20", library, "--known") == date(2025, 5, 20)
    with pytest.raises(InputError, match="--known"):
        day_if_given("2025-05-32", library, "--known")
    assert scenario_of(None, library) is None


@pytest.mark.parametrize(
    ("words", "where"),
    [
        (("H20", "H2O"), "command line"),  # before the scenario, and before any answer
        (("H20",), "--scenario"),
    ],
)
def test_nothing_is_answered_before_everything_is_understood(
    run: Any, words: tuple[str, ...], where: str
) -> None:
    code, out, error = run("check", *words, "--to", "CN", "--scenario", "nope")
    assert (code, out) == (2, "")
    assert f"({where})" in error and error.count("\n") == 1


def test_one_answer_that_is_undetermined_is_enough_for_its_status() -> None:
    def answers(*outcomes: Outcome) -> list[Any]:
        return [SimpleNamespace(outcome=outcome) for outcome in outcomes]

    others = [each for each in Outcome if each is not Outcome.UNDETERMINED]
    assert status_of_answers(*answers(*others)) == ANSWERED
    assert status_of_answers(*answers(Outcome.UNDETERMINED)) == UNDETERMINED
    assert status_of_answers(*answers(Outcome.NLR, Outcome.UNDETERMINED)) == UNDETERMINED
