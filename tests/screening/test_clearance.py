"""What frees a party of an entry, and what lets a clearance fall."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytest import param

from ecluse.errors import EcluseError
from ecluse.screening.clearance import Clearance, Clearances
from ecluse.screening.entry import Entry
from ecluse.screening.party import Party
from ecluse.screening.read_clearances import read_clearances

ENTRY = Entry(key="EL:CN:acme:90", digest="d1", list="EL", names=("Acme Co., Ltd.",))
CLEARANCE = Clearance(
    name="Acme Trading",
    entry=ENTRY.key,
    digest="d1",
    by="A. Marin",
    approved_by="B. Roche",
    day=date(2026, 3, 2),
    because="another registration number",
)
DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("name", "entry", "on", "known", "frees"),
    [
        param("Acme Trading", ENTRY, DAY, None, True, id="the day of the decision"),
        param("ACME  trading", ENTRY, DAY, None, True, id="case and spaces are no change"),
        param("Acme Trading", ENTRY, date(2026, 3, 1), None, False, id="the day before"),
        param("Acme Trading", ENTRY, DAY, date(2026, 3, 1), False, id="not known the day before"),
        param("Acme Trading Ltd", ENTRY, DAY, None, False, id="another name"),
        param("Acme Trading", replace(ENTRY, key="UVL"), DAY, None, False, id="another entry"),
        param("Acme Trading", replace(ENTRY, digest="d2"), DAY, None, False, id="other words"),
    ],
)
def test_a_clearance_holds_for_what_it_says(name, entry, on, known, frees):
    found = Clearances.made(CLEARANCE).freeing(Party(name=name), entry, on, known)
    assert (found is not None) is frees


@pytest.mark.parametrize(
    ("number", "cleared", "frees"),
    [
        param("1901012", None, True, id="another number than the entry's"),
        param("1901011", None, False, id="the entry's own number"),
        param("reg. no. 190-1011", "1901011", True, id="the number is cleared too"),
        param("1901011", "1901012", False, id="another number is cleared"),
    ],
)
def test_a_clearance_by_name_frees_no_equal_number(number, cleared, frees):
    entry = replace(ENTRY, identifiers=("1901011",))
    party = Party(name="Acme Trading", identifier=number)
    clearances = Clearances.made(replace(CLEARANCE, identifier=cleared))
    assert (clearances.freeing(party, entry, DAY) is not None) is frees


@pytest.mark.parametrize(
    ("second", "alone"), [(None, True), ("a. marin", True), ("B. Roche", False)]
)
def test_one_person_is_one_person_under_two_spellings(second, alone):
    assert replace(CLEARANCE, approved_by=second).alone is alone


def test_a_clearance_of_two_persons_comes_first():
    lone = replace(CLEARANCE, approved_by=None)
    found = Clearances.made(lone, CLEARANCE).freeing(Party(name="Acme Trading"), ENTRY, DAY)
    assert found == CLEARANCE


HEAD = "name,entry,digest,by,approved_by,day,because\n"


def test_a_file_is_read(tmp_path: Path):
    file = tmp_path / "cleared.csv"
    row = "Acme Trading,EL:CN:acme:90,d1,A. Marin,B. Roche,2026-03-02,another registration number\n"
    file.write_text("\ufeff" + HEAD + row, encoding="utf-8")
    assert read_clearances(file) == Clearances.made(CLEARANCE)
    assert read_clearances(file).digest == Clearances.made(CLEARANCE).digest


@pytest.mark.parametrize(
    ("delimiter", "encoding"),
    [(";", "utf-8-sig"), ("\t", "utf-16"), (",", "utf-16"), (",", "utf-8")],
)
def test_a_file_is_read_as_spreadsheets_write_it(tmp_path: Path, delimiter, encoding):
    file = tmp_path / "cleared.csv"
    row = "Acme Trading,EL:CN:acme:90,d1,A. Marin,B. Roche,2026-03-02,another registration number\n"
    file.write_text((HEAD + row).replace(",", delimiter), encoding=encoding)
    assert read_clearances(file) == Clearances.made(CLEARANCE)


def test_a_row_that_is_too_long_is_told(tmp_path: Path):
    file = tmp_path / "cleared.csv"
    file.write_text(HEAD + "Acme, Inc.,EL:x,d1,A,,2026-03-02,why\n", encoding="utf-8")
    with pytest.raises(EcluseError, match="more cells than the heading"):
        read_clearances(file)


def test_yaml_says_the_same(tmp_path: Path):
    file = tmp_path / "cleared.yaml"
    file.write_text(
        "- {name: Acme Trading, entry: 'EL:CN:acme:90', digest: d1, by: A. Marin, "
        "approved_by: B. Roche, day: 2026-03-02, because: another registration number}\n",
        encoding="utf-8",
    )
    assert read_clearances(file) == Clearances.made(CLEARANCE)


def test_all_mistakes_are_told_together(tmp_path: Path):
    file = tmp_path / "cleared.csv"
    rows = "Acme,,d1,A,,02/03/2026,why\n,EL:x,d1,A,,2026-03-02,\n"
    file.write_text(HEAD + rows, encoding="utf-8")
    with pytest.raises(EcluseError) as caught:
        read_clearances(file)
    whats = [each.what for each in caught.value.mistakes]
    assert whats == [
        "'entry' is empty",
        "'02/03/2026' is not a date",
        "'name' is empty",
        "'because' is empty",
    ]


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        param("c.csv", "name,entry\n", "the file has no column digest, by, day, because", id="few"),
        param("c.csv", HEAD.replace("because", "because,name"), "a column twice", id="twice"),
        param("c.yaml", "name: x\n", "the file is no list of clearances", id="no list"),
        param("c.yaml", "- x\n", "a clearance is no mapping", id="no mapping"),
    ],
)
def test_a_file_of_another_form_clears_nobody(tmp_path: Path, name, text, what):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    with pytest.raises(EcluseError) as caught:
        read_clearances(file)
    assert what in caught.value.mistakes[0].what


def test_a_file_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(EcluseError, match="cannot read the file"):
        read_clearances(tmp_path / "none.csv")
