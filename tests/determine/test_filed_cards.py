"""A card that its maker files in Category 4 is still the IC that a foundry or an assembly company
made: Note 1 to 3A090.a is not lost by the filing.
"""

from __future__ import annotations

from datetime import date

import pytest

from ecluse.determine.ask import ask
from ecluse.determine.verdict import Outcome
from ecluse.law.library import load


@pytest.mark.parametrize("exporter", ["Amkor", "TSMC"])
def test_the_presumption_of_note_1_reaches_a_filed_card(exporter: str) -> None:
    answer = ask("NVIDIA L2", to="MO", on=date(2025, 3, 29), exporter=exporter, library=load())
    assert answer.verdict.outcome not in {Outcome.NLR, Outcome.NOT_SUBJECT}


def test_its_own_maker_presumes_nothing() -> None:
    answer = ask("NVIDIA L2", to="DE", on=date(2025, 3, 29), library=load())
    assert answer.verdict.outcome is Outcome.NLR
