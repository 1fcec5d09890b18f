"""A determination is shown in one line, whatever it rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import build
from ecluse.determine.ask import ask
from ecluse.determine.decide import determine
from ecluse.determine.shipment import Shipment

ON = date(2025, 5, 20)


def test_the_repr_says_what_was_asked_and_the_verdict():
    found = ask("H20", to="China", on=ON)
    said = "<Determination: NVIDIA H20 96GB to CN on 2025-05-20: LICENSE, presumption of denial>"
    assert repr(found) == said


def test_a_notebook_shows_what_would_settle_it():
    found = ask("MI308X", to="China", on=date(2024, 6, 1))
    page = found._repr_html_()
    assert "<strong>UNDETERMINED</strong><br>needs: " in page
    assert len(page) < 500


def test_a_users_name_is_no_markup(library):
    item = replace(build.chip(tpp=1), name="<script>\x1b[2J" + "x" * 500)
    found = determine(
        Shipment(item=item, destination="DE", on=ON), library.register.at(ON), library
    )
    page = found._repr_html_()
    assert "<script>" not in page
    assert "\x1b" not in page + repr(found)
    assert len(page) < 500
