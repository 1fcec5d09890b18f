"""An exporter that makes or packages ICs on record is one, but for those that it designed."""

from __future__ import annotations

import pytest

from ecluse.determine.ask import ask
from ecluse.determine.verdict import Outcome
from ecluse.determine.verdict_of import Verdicts
from ecluse.law.release import open_release


@pytest.mark.parametrize(
    ("item", "exporter", "outcome"),
    [
        ("T4", "Hua Hong", Outcome.UNDETERMINED),
        ("T4", "JCET Group Co., Ltd.", Outcome.UNDETERMINED),
        ("T4", "Siliconware", Outcome.UNDETERMINED),
        ("T4", "Intel Corporation", Outcome.UNDETERMINED),
        ("T4", "Intel Foundry Services", Outcome.UNDETERMINED),
        ("T4", "Acme Systems", Outcome.NLR),
        ("T4", "NVIDIA", Outcome.NLR),
        ("Arc A770", "Intel", Outcome.NLR),
        ("Arc A770", None, Outcome.NLR),
        ("Arc A770", "TSMC", Outcome.UNDETERMINED),
    ],
)
def test_who_makes_ics_for_others_is_a_fabricator(
    item: str, exporter: str | None, outcome: Outcome
) -> None:
    library = open_release().library
    answer = ask(item, to="CN", on="2025-06-01", exporter=exporter, library=library)
    assert answer.outcome is outcome
    assert Verdicts(answer.law, library).of(answer.shipment) == answer.verdict


@pytest.mark.parametrize("exporter", ["Hua Hong", "Intel"])
def test_where_no_license_is_asked_for_a_fabricator_is_as_free_as_others(exporter: str) -> None:
    assert ask("T4", to="DE", on="2025-06-01", exporter=exporter).outcome is Outcome.NLR
