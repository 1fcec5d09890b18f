"""An exporter under a denial order may take part in nothing (§ 764.3(a)(2)); others are no party
that lists ask for.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from ecluse.determine.ask import ask
from ecluse.determine.verdict import Outcome
from ecluse.determine.verdict_of import Verdicts
from ecluse.law.release import open_release
from ecluse.orders.book import run_orders
from ecluse.screening.party import Party, Role

LIBRARY = open_release().library
ON = date(2026, 8, 1)
USER = Party(name="Amberfield Robotics", role=Role.END_USER)


def outcome(exporter: str, parties: tuple[Party, ...] = (), on: date = ON, **given: str) -> Outcome:
    answer = ask(
        "T4", to="DE", on=on, exporter=exporter, parties=parties, given=given, library=LIBRARY
    )
    assert Verdicts(answer.law, LIBRARY).needed(answer.shipment).verdict == answer.verdict
    return answer.outcome


@pytest.mark.parametrize("exporter", ["KINTRACO", "Kintraco, Inc.", "kintraco"])
def test_an_exporter_under_a_denial_order_needs_a_license(exporter: str) -> None:
    assert outcome(exporter) is Outcome.LICENSE
    assert outcome(exporter, parties=(USER,)) is Outcome.LICENSE
    assert outcome(exporter, on_denied_persons_list="no") is Outcome.UNDETERMINED
    answer = ask("T4", to="DE", on=ON, exporter=exporter)
    assert answer.verdict.policy == "policy of denial"


@pytest.mark.parametrize("exporter", ["Acme Systems", "NVIDIA", "Huawei", "Kintraco Brothers Ltd"])
def test_any_other_exporter_is_no_denied_person(exporter: str) -> None:
    assert outcome(exporter) is Outcome.NLR
    assert outcome(exporter, parties=(USER,)) is Outcome.NLR


def test_an_order_counts_from_its_day_on() -> None:
    for day, expected in ((date(2023, 5, 1), Outcome.NLR), (date(2023, 5, 2), Outcome.LICENSE)):
        assert outcome("Lizzette B. Jaimes", on=day) is expected
    # Printed on the 17th, which may be some days after it was made.
    assert outcome("Izzi Cup DOO", on=date(2024, 6, 16)) is Outcome.UNDETERMINED


def test_a_line_of_a_book_has_the_exporter_that_it_names(tmp_path: Path) -> None:
    path, out = tmp_path / "book.csv", tmp_path / "out.csv"
    lines = [f"T4,DE,2026-08-01,{name}" for name in ("KINTRACO", "Acme Systems", "")]
    path.write_text("\n".join(["part,destination,date,Exporter", *lines]), encoding="utf-8")
    run_orders(path, library=LIBRARY, register=LIBRARY.register, out=out)
    with out.open(encoding="utf-8", newline="") as file:
        found = [row["ecluse_outcome"] for row in csv.DictReader(file)]
    assert found == ["LICENSE", "NLR", "NLR"]
