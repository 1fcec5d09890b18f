"""The ECCN column of a book bears on its answers, as it does on each line alone."""

from __future__ import annotations

import csv
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from ecluse.compare.line import lines_of
from ecluse.determine.ask import ask
from ecluse.errors import InputError
from ecluse.orders import parts
from ecluse.orders.book import run_orders

from .build import book, library

ITEMS = ("A10", "H100 PCIe", "DGX H100", "A30", "Cerebras WSE-3")
ECCNS = (
    *("", "EAR99", "5A992.c", "5a002.a.3", "4A090 a", "3A001.a.7", "4A003.g", "6A003", "unknown"),
    *("n/a", "N/A", "-", "none", "No", "TBD", "５Ａ９９２", "EAR-99"),
)
PLACES = ("CN", "DE", "AU")
DAYS = ("2022-10-20", "2023-11-17", "2024-04-18", "2026-08-01")


def answers(path: Path, out: Path) -> list[tuple[str, str]]:
    run_orders(path, library=library(), out=out)
    with out.open(encoding="utf-8", newline="") as file:
        return [(row["ecluse_outcome"], row["ecluse_needs"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize("step", [37, pytest.param(3, marks=pytest.mark.slow)])
def test_a_line_with_an_eccn_is_answered_as_it_would_be_alone_kept_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("ecluse.orders.settle._WORTH_KEEPING", 0)
    cases = list(product(ITEMS, ECCNS, PLACES, DAYS))[::step]
    rows = [f"{name},{eccn},{to},{on}" for name, eccn, to, on in cases]
    path = book(tmp_path, *rows, headings="part,eccn,destination,date")
    cold = answers(path, tmp_path / "cold.csv")
    assert answers(path, tmp_path / "warm.csv") == cold
    for (name, eccn, to, on), (outcome, needs) in zip(cases, cold, strict=True):
        day = date.fromisoformat(on)
        found = ask(name, to=to, on=day, eccn=eccn or None, library=library())
        needed = "; ".join(sorted(found.needs)) if outcome == "UNDETERMINED" else ""
        assert (outcome, needs) == (found.outcome.value, needed), (name, eccn, to, on)


def test_a_part_that_nobody_knows_is_what_its_declared_eccn_says(tmp_path: Path) -> None:
    rows = ["X-1,EAR99,DE", "X-1,5A992.c,CN", "X-1,4A003.b,IN", "X-1,,DE", "X-1,no number,DE"]
    lines = [f"{row},2026-08-01,Acme" for row in rows]
    path = book(tmp_path, *lines, headings="part,eccn,destination,date,exporter")
    found = answers(path, tmp_path / "out.csv")
    assert [outcome for outcome, _ in found] == [
        *("NLR", "NLR", "LICENSE"),
        *("UNDETERMINED", "UNDETERMINED"),
    ]


def test_a_declared_none_or_unknown_is_no_contradiction(tmp_path: Path) -> None:
    rows = [f"H100 PCIe,{eccn},CN,2026-08-01" for eccn in ("none", "TBD", "n/a", "-", "EAR99")]
    path = book(tmp_path, *rows, headings="part,eccn,destination,date")
    report = run_orders(path, library=library())
    assert [row.declared for row in report.eccn] == ["EAR99"]


def test_parts_that_differ_in_name_alone_are_one_case(tmp_path: Path) -> None:
    rows = [f"{number},CN,2026-08-01" for number in ("100-000000009", "100-000000010")]
    path = book(tmp_path, *rows, headings="part,destination,date")
    report = run_orders(path, library=library())
    assert report.total.lines == 2
    assert [row.outcome for row in report.outcomes] == ["NLR"]


def test_an_eccn_answers_only_for_a_part_like_nothing_on_file(tmp_path: Path) -> None:
    parts = {
        "Toaster": "NLR",
        "": "UNDETERMINED",  # no part is named
        '"#REF!"': "UNDETERMINED",  # a look-up that failed
        "XE9680": "UNDETERMINED",  # several ICs may be inside
        "H1OO": "UNDETERMINED",
        "英伟达H100": "UNDETERMINED",
        "1.5 x H100": "UNDETERMINED",
        "H20A": "UNDETERMINED",
        "Hopper card": "UNDETERMINED",
        "900-21010-0000-0000": "UNDETERMINED",  # begins as numbers of the maker's list do
    }
    rows = [f"{part},EAR99,CN,2026-09-01" for part in parts]
    path = book(tmp_path, *rows, headings="part,eccn,destination,date")
    found = [outcome for outcome, _ in answers(path, tmp_path / "out.csv")]
    assert dict(zip(parts, found, strict=True)) == parts


@pytest.mark.parametrize("many", [False, True])
def test_an_eccn_answers_for_a_part_that_its_description_does_not_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: bool
) -> None:
    if many:
        monkeypatch.setattr(parts, "_MANY_NAMES", 1)
    told = {
        ("ZZ-1", "Dell server with 8x NVIDIA H100"): "UNDETERMINED",
        ("ZZ-2", "Hopper card"): "UNDETERMINED",
        ("ZZ-3", "Steel bracket"): "NLR",
        ("ZZ-4", ""): "NLR",
        ("ZZ-5", "n/a"): "NLR",
        ("ZZ-6", "NVIDIA H100 80GB PCIe"): "LICENSE",
        ("H1OO", "Steel bracket"): "UNDETERMINED",
        ("", "Steel bracket"): "UNDETERMINED",
        ("H100 PCIe", "Steel bracket"): "LICENSE",
    }
    others = ["A10,x,EAR99,DE,2026-09-01", "ZZ-9,Toaster,EAR99,DE,2026-09-01"]
    names = ("part", "description", "eccn", "destination", "date")
    rows = [f"{part},{text},5A992.c,CN,2026-09-01" for part, text in told]
    path = book(tmp_path, *rows, *others, headings=",".join(names))
    found = [outcome for outcome, _ in answers(path, tmp_path / "out.csv")]
    assert dict(zip(told, found, strict=False)) == told
    assert found[len(told) :] == ["NLR", "NLR"]
    lines = lines_of({name: name for name in names}, ["2026-09-01"], library(), {})
    for (part, text), outcome in told.items():
        cells = (part, text, "5A992.c", "CN", "2026-09-01")
        asked = lines.shipment(dict(zip(names, cells, strict=True)), library())
        assert (asked is None) is (outcome == "UNDETERMINED"), (part, text)


@pytest.mark.parametrize("most", [1, 250_000])
def test_a_book_of_many_unknown_names_is_answered_by_the_eccns_that_it_declares(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(parts, "_MANY_NAMES", 10)
    monkeypatch.setattr(parts, "_MOST_UNLISTED", most)
    rows = [f"ZZ-{number},EAR99,DE,2026-09-01" for number in range(40)]
    path = book(tmp_path, *rows, "ZZ-x,,DE,2026-09-01", headings="part,eccn,destination,date")
    found = [got for got, _ in answers(path, tmp_path / "out.csv")]
    assert found.count("NLR") == min(most, 40)
    assert found[-1] == "UNDETERMINED"


def test_two_columns_that_may_describe_a_part_leave_it_unknown(tmp_path: Path) -> None:
    headings = "part number,material description,product name,eccn,destination,date"
    path = book(tmp_path, "ZZ-1,Steel,Bolt,EAR99,DE,2026-09-01", headings=headings)
    assert [got for got, _ in answers(path, tmp_path / "out.csv")] == ["UNDETERMINED"]


def test_two_columns_that_describe_a_part_name_one_item(tmp_path: Path) -> None:
    headings = "part number,product name,material description,destination,date"
    day = "VN,2025-06-02"
    others = [f"ZZ-{name},,{name},{day}" for name in ("A10", "A30", "L4")]
    fine = [f"ZZ-1,H100,H100,{day}", f"A100,H100,L4,{day}", f"ZZ-2,H100,Steel,{day}"]
    report = run_orders(book(tmp_path, *others, *fine, headings=headings), library=library())
    assert "where 'part number' names no item, 'material description' is looked at" in report.notes
    path = book(tmp_path, *others, *fine, f"ZZ-3,H100,L4,{day}", headings=headings)
    refused = "'material description' and 'product name' .* say 'L4' and 'H100' in row 8"
    with pytest.raises(InputError, match=refused):
        run_orders(path, library=library())
    taken = run_orders(path, library=library(), columns={"description": "product name"})
    assert taken.total.lines == 7


# Under the law of the day an H100 to Malaysia is free by itself, and not as 4A004.
_FREE = "H100,MY,2022-11-20"


@pytest.mark.parametrize("heading", ["ECCN", "declared_eccn"])
@pytest.mark.parametrize(("eccn", "other"), [("", "eccn_4a004"), ("EAR99", "eccn_4a004")])
def test_two_columns_that_declare_an_eccn_must_say_the_same(
    tmp_path: Path, heading: str, eccn: str, other: str
) -> None:
    headings = f"part,destination,date,other_eccn,{heading}"
    path = book(tmp_path, f"{_FREE},{other},{eccn}", headings=headings)
    refused = f"'{heading}' and 'other_eccn' .columns 5 and 4. may each be the .* in row 2"
    with pytest.raises(InputError, match=refused):
        run_orders(path, library=library())
    taken = run_orders(path, library=library(), columns={"eccn": "other_eccn"})
    assert f"columns kept and not used: '{heading}'" in taken.notes
    day = date(2022, 11, 20)
    found = ask("H100", to="MY", on=day, eccn=other or None, library=library())
    assert [row.outcome for row in taken.outcomes] == [found.outcome.value]


def test_two_columns_that_declare_one_eccn_are_answered_by_it(tmp_path: Path) -> None:
    headings = "part,destination,date,other_eccn,ECCN"
    path = book(tmp_path, f"{_FREE},4A004,4A004", f"{_FREE},,", headings=headings)
    report = run_orders(path, library=library(), out=tmp_path / "out.csv")
    assert "'ECCN' says whatever 'other_eccn' says" in report.notes
    assert {row.outcome for row in report.outcomes} == {"UNDETERMINED", "NLR"}


def test_a_blank_beside_the_column_that_is_taken_is_no_contradiction(tmp_path: Path) -> None:
    headings = "part,destination,date,other_eccn,ECCN"
    path = book(tmp_path, f"{_FREE},,4A003.b", f"{_FREE},4A003.b,4A003.b", headings=headings)
    report = run_orders(path, library=library(), out=tmp_path / "out.csv")
    assert "'ECCN' says whatever 'other_eccn' says" in report.notes
    found = ask("H100", to="MY", on=date(2022, 11, 20), eccn="4A003.b", library=library())
    assert {row.outcome for row in report.outcomes} == {found.outcome.value} != {"NLR"}


@pytest.mark.parametrize("other", ["Export Classification", "US ECCN", "ECCN Code"])
def test_each_usual_name_of_an_eccn_declares_one(tmp_path: Path, other: str) -> None:
    headings = f"part,destination,date,ECCN,{other}"
    for eccn in ("EAR99", ""):
        path = book(tmp_path, f"Foo-77,CN,2025-06-02,{eccn},3A090.a", headings=headings)
        with pytest.raises(InputError, match=f"'{eccn}' and '3A090.a' in row 2"):
            run_orders(path, library=library())
    taken = run_orders(path, library=library(), columns={"eccn": other})
    assert [row.outcome for row in taken.outcomes] == ["UNDETERMINED"]
    same = book(tmp_path, "Foo-77,CN,2025-06-02,3a090 a,3A090.a", headings=headings)
    assert f"'ECCN' says whatever '{other}' says" in run_orders(same, library=library()).notes
    given = run_orders(path, library=library(), columns={"declared_eccn": other})
    assert [row.outcome for row in given.outcomes] == ["UNDETERMINED"]
