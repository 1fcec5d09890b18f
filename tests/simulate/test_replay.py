"""An answer that was kept, run again: the same, or what changed."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import ecluse
from ecluse.answers.plain import plain
from ecluse.errors import EcluseError
from ecluse.simulate.ask import Question, SideOfLaw
from ecluse.simulate.beside import Beside, answer_with
from ecluse.simulate.origin import ROOMS, law_hash
from ecluse.simulate.replay import _leaves, question_of, read_kept, replay
from ecluse.simulate.result import SeriesRow
from ecluse.simulate.to_file import check_file, flat, write_simulation
from simulate import answers
from simulate.build import seconds_of


def laws(name):
    assert name == "record"
    return SideOfLaw()


# Rooms that write words, files and parties, which move no number of a market.
NO_NUMBER = {
    *("answers", "bounded", "design", "errors", "grouped", "on_demand", "outputs", "screening"),
    *("visible", "words"),
}


def test_the_engine_is_all_code_that_a_number_rests_on():
    package = Path(ecluse.__file__).parent
    files = [path for room in ROOMS for path in (package / room).rglob("*.py")]
    named = {room.removesuffix(".py") for room in ROOMS}
    imported = {
        room
        for path in files
        for room in re.findall(r"^ *(?:from|import) ecluse\.(\w+)", path.read_text(), re.MULTILINE)
    }
    assert imported <= named | NO_NUMBER
    assert named <= imported | {"simulate"}


def test_a_file_of_a_market_is_no_law(shipped, tmp_path):
    mine = replace(shipped, folder=tmp_path)

    def hash_with(room):
        (tmp_path / room).mkdir()
        (tmp_path / room / "own.yaml").write_text("one: true\n")
        return law_hash(mine)

    before = hash_with("items")
    assert {hash_with(room) for room in ("supply", "targets", "questions", "gates")} == {before}
    assert hash_with("measures") != before


@pytest.fixture(scope="module")
def said(market, shipped):
    """An answer with everything that a question can say."""
    question = Question(
        versus=SideOfLaw(),
        destination="open",
        settings={"fee": 0.25},
        draws=6,
        seed=3,
        by="year",
        show=("chips", "charge"),
        since=market.file.start.replace(year=2026, month=1, day=1),
        known=market.file.until,
    )
    return answer_with(market, shipped, question, Beside(why="chips@2026/H20"))


def test_what_nests_too_deep_is_no_json(tmp_path):
    path = tmp_path / "deep.json"
    path.write_text("[" * 100_000)
    with pytest.raises(EcluseError, match="this is no JSON"):
        read_kept(path)


def test_a_kept_answer_asks_for_no_more_draws_than_a_command_may(tmp_path):
    path = tmp_path / "many.json"
    path.write_text(json.dumps(plain(answers.simulated(draws=999_999_999))))
    with pytest.raises(EcluseError, match="it is of 999999999 draws"):
        read_kept(path)


@pytest.mark.parametrize(
    ("then", "now", "differ"),
    [
        pytest.param({"a": [1, 2]}, {"a": [1, 2]}, 0, id="the same"),
        pytest.param({"a": [1, 2]}, {"a": [1, 2.5]}, 1, id="another number"),
        pytest.param({"a": [1]}, {"a": [1, 2]}, 1, id="a row on one side alone"),
        pytest.param({"a": {"p5": 0, "p95": 1}}, {"a": None}, 3, id="a range that is none now"),
        pytest.param({"a": None}, {"a": None}, 0, id="nothing on either side"),
        pytest.param({"a": 1}, {"b": 1}, 2, id="another key"),
    ],
)
def test_leaves_are_compared_where_they_stand(then, now, differ):
    before, after = ({*_leaves(each)} for each in (then, now))
    assert len({at for at, _ in before ^ after}) == differ


@pytest.fixture
def kept(said):
    return json.loads(json.dumps(plain(said)))


@pytest.mark.slow
def test_an_answer_comes_out_again_to_the_last_bit(market, shipped, kept):
    found = replay(kept, market, shipped, laws, "kept")
    assert found.same and found.compared > 100
    assert (found.changed, found.different, found.id_now) == ([], 0, kept["id"])


@pytest.mark.slow
def test_a_day_within_a_quarter_comes_out_again(market, shipped):
    """Sellers' quarters begin on other days: the one that was over stays left out."""
    asked = Question(draws=4, show=("chips",), since=date(2025, 7, 10))
    kept = json.loads(json.dumps(plain(answer_with(market, shipped, asked, Beside()))))
    assert (kept["asked_from"], kept["from"]) == ("2025-07-10", "2025-04-28")
    found = replay(kept, market, shipped, laws, "kept")
    assert found.same, found.different


@pytest.mark.slow
def test_what_changed_is_named(market, shipped, kept):
    kept["series"][0]["p50"] = kept["series"][0]["p50"] * (1 + 1e-15) + 1e-9
    kept["engine"], kept["market_hash"] = "ecluse 0.0", "0"
    found = replay(kept, market, shipped, laws, "kept")
    assert not found.same and found.different == 1
    assert found.changed == ["market_hash", "engine"]


@pytest.mark.slow
def test_a_question_is_read_back_whole(market, kept):
    question = question_of(kept, market, laws, "kept")
    assert question == replace(
        question,
        destination="open",
        settings={"fee": 0.25},
        draws=6,
        seed=3,
        by="year",
        show=("chips", "charge"),
        known=market.file.until,
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "this is no JSON"),
        ("[]", "this is no answer of a simulation"),
        ('{"schema": "ecluse.score/1"}', "this is no answer of a simulation"),
        ('{"schema": "ecluse.simulation/1"}', "it lacks market, scenario"),
    ],
)
def test_what_is_no_answer_is_refused(tmp_path, text, says):
    path = tmp_path / "kept.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EcluseError, match=says):
        read_kept(path)


def test_an_answer_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(EcluseError, match="No such file"):
        read_kept(tmp_path / "none.json")


def test_a_place_that_cannot_be_written_is_refused(tmp_path):
    with pytest.raises(EcluseError, match="there is no such folder"):
        check_file(tmp_path / "no" / "such.json")
    (tmp_path / "mine.json").write_text("{}", encoding="utf-8")
    with pytest.raises(EcluseError, match="ecluse did not write"):
        check_file(tmp_path / "mine.json")


@pytest.mark.slow
def test_an_answer_of_another_market_or_not_whole_is_refused(market, kept):
    with pytest.raises(EcluseError, match="it is an answer about other, not about us-cn-2025"):
        question_of({**kept, "market": "other"}, market, laws, "kept")
    with pytest.raises(EcluseError, match="the answer is not whole"):
        question_of({**kept, "until": "soon"}, market, laws, "kept")


@pytest.mark.slow
def test_a_file_holds_the_answer_or_its_rows(said, tmp_path):
    whole, rows, sheet = (tmp_path / f"a.{end}" for end in ("json", "csv", "xlsx"))
    write_simulation(said, whole)
    assert read_kept(whole) == json.loads(json.dumps(plain(said)))
    assert write_simulation(said, rows) == len(said.effect or [])
    heading, first, *_ = rows.read_text("utf-8").splitlines()
    assert heading.split(",")[:4] == ["measure", "unit", "period", "from"]
    assert first.startswith("chips,units,2026,")
    write_simulation(said, sheet)
    assert sheet.stat().st_size > 1000
    for path in (whole, rows):
        with pytest.raises(EcluseError, match="ecluse did not write"):
            write_simulation(said, path)
    write_simulation(said, whole, force=True)


def test_a_row_of_ranges_is_flat(said_row):
    assert flat(plain(said_row))["p50"] == 2.0


@pytest.fixture
def said_row(market):
    day = market.file.start
    numbers = dict.fromkeys(("p5", "p25", "p75", "p95", "mean"), 1.0)
    return SeriesRow(
        measure="chips",
        unit="units",
        period="FY2026Q1",
        since=day,
        until=day,
        partial=False,
        product=None,
        buyer=None,
        p50=2.0,
        **numbers,
    )


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks the system for its clock")
def test_a_run_that_is_interrupted_leaves_nothing(tmp_path):
    out = tmp_path / "kept.json"
    words = ["simulate", "us-cn-2025", "--draws", "200000", "--by", "year", "--show", "chips"]
    command = [sys.executable, "-m", "ecluse", *words, "--out", str(out)]
    child = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    while seconds_of(child.pid) < 3.0:  # of some forty
        time.sleep(0.1)
    assert child.poll() is None
    os.kill(child.pid, signal.SIGINT)
    printed, wrong = child.communicate(timeout=60)
    assert (child.returncode, printed, wrong) == (130, b"", b"ecluse: interrupted\n")
    assert [*tmp_path.iterdir()] == []
