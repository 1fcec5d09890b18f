"""The answer over time: what starts a stretch, and what stands in it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from build import chip, library
from ecluse.determine.shipment import Shipment
from ecluse.determine.timeline import Stretch, entry_of, timeline
from ecluse.law.scenario import applied, read_scenario

_HELD = """
scenario: held
says: {en: a license for some weeks, fr: une licence pour quelques semaines}
grants:
  - {name: H20 to China, when: item_family == "H20", since: 2025-08-08, until: 2025-10-01}
"""


def _stretches(folder: Path) -> list[Stretch]:
    path = folder / "held.yaml"
    path.write_text(_HELD, encoding="utf-8")
    register = applied(read_scenario(path, library()), library().register)
    h20 = chip(vendor="NVIDIA", family="H20", datacenter=True, tpp=2368, die_area_mm2=814)
    shipment = Shipment(item=h20, destination="CN", on=date(2025, 7, 1))
    return timeline(shipment, library(), date(2025, 7, 1), date(2025, 12, 31), register=register)


def test_a_license_that_is_held_begins_and_ends(tmp_path: Path) -> None:
    entries = [entry_of(each, library(), "en") for each in _stretches(tmp_path)]
    assert [(str(each.since), each.licenses) for each in entries] == [
        ("2025-07-01", []),
        ("2025-08-08", ["license: H20 to China"]),
        ("2025-10-01", []),
    ]


def test_the_license_is_what_changed_the_answer(tmp_path: Path) -> None:
    by = [[measure.measure for measure in each.by] for each in _stretches(tmp_path)]
    assert by == [[], ["scenario/H20 to China"], ["scenario/H20 to China"]]


def test_a_timeline_says_which_law_it_is_of(run):
    asked = ("H20", "--to", "China", "--until", "2025-06-01")
    scenario = ("--scenario", "h20-pause-as-stay")
    for command, words in (("timeline", asked), ("remedy", (*asked[:3], "--on", "2025-05-20"))):
        _, told, _ = run(command, *words, *scenario, "--known", "2025-05-20")
        assert "scenario h20-pause-as-stay: a supposed law, as enforced, as known on" in told
        assert "upposed" not in run(command, *words)[1]
        found = json.loads(run(command, *words, *scenario, "--known", "2025-05-20", "--json")[1])
        rows = found if isinstance(found, list) else [found]
        laws = {(row["known"], row["reading"], row["scenario"]) for row in rows}
        assert laws == {("2025-05-20", "enforced", "h20-pause-as-stay")}
