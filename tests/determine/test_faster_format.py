"""An IC of which rates in FP32 or FP64 alone are given may reach more in a shorter format: that it
does not is presumed, and told.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

import build
from ecluse.determine.answer import answer_of
from ecluse.determine.ask import ask
from ecluse.determine.determination import Determination
from ecluse.determine.remarks import assumptions, provided
from ecluse.determine.verdict import Outcome
from ecluse.law.release import open_release
from ecluse.orders.book import run_orders

ON, FASTER = date(2024, 6, 1), "faster_format"


def own(folder: Path, figures: str) -> Path:
    path = folder / "own.yaml"
    text = f"item: Bief B7\nvendor: NVIDIA\ndatacenter: true\nfigures: {{{figures}}}\n"
    path.write_text(text, encoding="utf-8")
    return path


def asked(folder: Path, figures: str, *, strict: bool = False, **given: str) -> Determination:
    return ask(own(folder, figures), to="CN", on=ON, given=given, strict=strict)


DIE = "die_area_mm2: 600, io_bandwidth_gb_per_s: 64, dram_bandwidth_gb_per_s: 300"
SLOW = f"fp32_tera_ops_per_s: 40, {DIE}"


@pytest.mark.parametrize(
    ("figures", "presumed"),
    [
        (SLOW, True),
        (f"fp64_tera_ops_per_s: 20, {DIE}", True),
        (f"fp64_tera_ops_per_s: 20, fp32_tera_ops_per_s: 40, {DIE}", True),
        (f"fp32_tera_ops_per_s: 40, fp16_tera_ops_per_s: 80, {DIE}", False),
        (f"int8_tera_ops_per_s: 160, {DIE}", False),
        (f"fp32_tera_ops_per_s: 40, tpp: 1280, {DIE}", False),
        (f"tpp: 1280, {DIE}", False),
    ],
)
def test_a_free_answer_on_slow_formats_alone_says_what_it_presumes(
    tmp_path: Path, figures: str, presumed: bool
) -> None:
    found, library = asked(tmp_path, figures), build.library()
    assert found.outcome is Outcome.NLR
    meaning = library.vocabulary.facts[FASTER]
    assert meaning.proviso is not None and meaning.if_left_out is not None
    for lang in ("en", "fr"):
        assert (meaning.proviso.say(lang) in provided(found, library, lang)) is presumed
        assert (meaning.if_left_out.text.say(lang) in assumptions(found, library, lang)) is presumed
    told = answer_of(found, library)
    assert (meaning.proviso.say("en") in told.provided) is presumed


def test_what_is_presumed_is_unknown_strictly_and_where_it_is_said_to_be(tmp_path: Path) -> None:
    assert FASTER in asked(tmp_path, SLOW, strict=True).needs
    unknown = asked(tmp_path, SLOW, faster_format="unknown")
    assert (unknown.outcome, unknown.needs) == (Outcome.UNDETERMINED, {FASTER})
    faster = asked(tmp_path, SLOW, faster_format="yes")
    assert faster.outcome is Outcome.UNDETERMINED
    assert FASTER not in faster.needs, "a fact that is given is not asked for"
    said = asked(tmp_path, SLOW, faster_format="no")
    assert said.outcome is Outcome.NLR
    assert FASTER not in [each.fact for each in said.provided]
    fast = asked(tmp_path, f"fp16_tera_ops_per_s: 80, {DIE}", strict=True)
    assert FASTER not in fast.needs


def test_more_could_not_change_what_a_slow_format_settles(tmp_path: Path) -> None:
    for given in ({}, {FASTER: "unknown"}, {FASTER: "yes"}):
        found = asked(tmp_path, f"fp32_tera_ops_per_s: 200, {DIE}", **given)
        assert (found.outcome, found.needs) == (Outcome.LICENSE, frozenset())


def test_a_book_says_of_such_a_chip_what_a_question_does(tmp_path: Path) -> None:
    book, out, library = tmp_path / "book.csv", tmp_path / "out.csv", build.library()
    book.write_text("part,destination,ship date\nNVIDIA M40 12GB,CN,2024-06-01\n", encoding="utf-8")
    run_orders(book, library=open_release().library, out=out)
    with out.open(encoding="utf-8", newline="") as file:
        (line,) = csv.DictReader(file)
    told = provided(ask("NVIDIA M40 12GB", to="CN", on=ON), library, "en")
    assert line["ecluse_provided"] == "; ".join(told)
    assert any("no number format that is left out" in each for each in told)
