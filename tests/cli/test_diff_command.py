"""`ecluse diff` and `ecluse scenario check`, run as a user runs them: JSON keys, widths, exit
codes, messages.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from ecluse.cli.diff_book import print_book
from ecluse.cli.diff_tree import print_diff
from ecluse.cli.main import status
from ecluse.compare.answer import AnswerChange, BookDiff, Diff, LineGroup, ProvisionChange
from ecluse.compare.facts import FigureChange
from ecluse.determine.verdict import Outcome, Verdict
from ecluse.law.library import load as library

Run = Callable[..., tuple[int, str, str]]
BOOK = (
    "Part,Qty,Price,Currency,Destination,Ship Date\n"
    "H20,10,12000,USD,CN,2025-05-01\nH20,1,12000,USD,DE,2025-05-01\n"
)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> tuple[int, str, str]:
        code = status([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.csv"
    path.write_text(BOOK, encoding="utf-8")
    return path


@pytest.mark.slow
def test_the_keys_of_a_comparison(run: Run) -> None:
    code, out, _ = run(
        "diff", "--before", "2025-04-08", "--after", "2025-04-09", "--to", "CN", "--json"
    )
    found = json.loads(out)
    assert code == 0
    assert set(found) == {
        "schema",
        "before",
        "after",
        "answers_compared",
        "answers_changed",
        "provisions",
        "answers",
        "items_added",
        "items_removed",
        "items_changed",
        "items_reworded",
        "figures",
        "other_facts",
        "notes",
    }
    assert set(found["answers"][0]) == {
        "from",
        "to",
        "items",
        "destinations",
        "answers",
        "measures",
    }
    assert set(found["answers"][0]["to"]) == {
        "outcome",
        "exception",
        "review_policy",
        "license_held",
    }


def test_the_keys_of_a_comparison_of_a_book(run: Run, book: Path) -> None:
    code, out, _ = run(
        "diff", "--before", "2025-04-08", "--after", "2025-04-09", "--orders", book, "--json"
    )
    found = json.loads(out)
    assert code == 0
    assert set(found) == {
        "schema",
        "before",
        "after",
        "lines",
        "changed",
        "groups",
        "kinds",
        "kinds_asked",
        "out",
        "notes",
    }
    amounts = {"lines", "units", "value", "tpp", "lines_without_quantity", "lines_without_tpp"}
    assert set(found["changed"]) == amounts
    [group] = found["groups"]
    assert set(group) == amounts | {"from", "to", "measures"}
    assert (group["lines"], group["units"], group["value"], group["tpp"]) == (
        1,
        10,
        {"USD": 120_000.0},
        23_680,
    )


def test_columns_are_named_as_for_orders(run: Run, tmp_path: Path) -> None:
    book = tmp_path / "b.csv"
    book.write_text("Ding,Land,Tag\nH20,CN,2025-05-01\n", encoding="utf-8")
    code, out, _ = run(
        "diff",
        "--before",
        "2025-04-08",
        "--after",
        "2025-04-09",
        "--orders",
        book,
        "--columns",
        "part=Ding,date=Tag",
        "--json",
    )
    assert (code, json.loads(out)["changed"]["lines"]) == (0, 1)


LONG = "us/2025-04-15-letters-h20"
ITEMS = tuple(f"NVIDIA HGX H20 {count}-GPU with a long name" for count in range(1, 30))


def made_diff(*_: object, **__: object) -> Diff:
    """A comparison with long names and many of everything, that nothing has to work out."""
    verdict = Verdict(Outcome.LICENSE, policy="presumption of denial", held=True)
    change = AnswerChange(
        before=Verdict(Outcome.EXCEPTION, "NAC"),
        after=verdict,
        items=ITEMS,
        destinations=tuple(f"{letter}{other}" for letter in "ABCD" for other in "KLMNOPQRS"),
        answers=len(ITEMS) * 36,
        measures=(LONG, "us/2023-10-25-advanced-computing", f"figures of {ITEMS[0]}"),
    )
    provisions = tuple(
        ProvisionChange(
            act="replaced",
            provision=f"{place} " + "744.23(a)(1) " * 9,
            kind="license",
            measure=LONG,
        )
        for place in range(20)
    )
    figures = tuple(
        FigureChange(item=item, figure="dram_bandwidth_gb_per_s", before=None, after="4" * 90)
        for item in ITEMS
    )
    return Diff(
        before="2025-04-08, a-scenario-with-a-long-name (data 2026-09-30+469ac082)",
        after="2025-04-09 (data 2026-09-30+899b6d3e)",
        compared=38_346,
        changed=change.answers,
        provisions=provisions,
        answers=(change,) * 20,
        items_added=ITEMS,
        items_removed=ITEMS,
        items_changed=ITEMS,
        items_reworded=ITEMS,
        figures=figures,
        other_facts=("the country data", "the vocabulary", "the exporters on record"),
        notes=(f"mine: delays {LONG}: " + "the stay touches nothing of what it names, " * 4,),
    )


def made_book_diff(*_: object, **__: object) -> BookDiff:
    """The same of a book."""
    group = LineGroup(
        before="EXCEPTION NAC",
        after="LICENSE, presumption of denial, license held",
        by=(LONG, "us/2023-10-25-advanced-computing"),
        lines=1_234_567,
        units=Decimal(9_876_543_210),
        value={"USD": 8_600_000_000.0, "EUR": 12_000.0, "CNY": 7.5},
        tpp=Decimal(987_654_321_000),
        without_quantity=3,
        without_tpp=1,
    )
    return BookDiff(
        before="h20-letter-month-earlier",
        after="h20-letter-month-later",
        lines=2_000_000,
        total=group.amounts,
        groups=(group,) * 20,
        kinds=900,
        asked=500,
        out="/a/long/way/to/a/file/" * 6 + "changed.xlsx",
    )


def test_a_comparison_in_french_is_in_french(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    named = ProvisionChange(
        act="added", provision="734.13 to 734.16", kind="jurisdiction", measure=None
    )
    short = ("736.2(b)(10) review", "letters of April 2025, named parts")
    provisions = (named, *(replace(named, provision=each) for each in short))
    made = replace(made_diff(), provisions=provisions)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr("ecluse.compare.diff.diff", lambda *_, **__: made)
    _, out, _ = run("diff", "--before", "2025-04-08", "--after", "2025-04-09", "--lang", "fr")
    assert "Licence requise (licence détenue), présomption de refus" in out
    for told in ("734.13 à 734.16", "examen pour les circuits", "lettres d’avril 2025"):
        assert told in out
    for english in ("LICENSE", "EXCEPTION", "presumption", "review", "letters", " to "):
        assert english not in out.replace("us/2025-04-15-letters-h20", ""), english


@pytest.mark.parametrize("width", [80, 120])
def test_what_is_printed_fits_the_terminal(
    width: int, run: Run, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr("ecluse.compare.diff.diff", made_diff)
    monkeypatch.setattr("ecluse.compare.book.diff_lines", made_book_diff)
    sides = ("--before", "2025-04-08", "--after", "2025-04-09")
    for arguments in (
        ("diff", *sides),
        ("diff", *sides, "--orders", book),
        ("scenario", "check", "diffusion-enforced", "--no-count"),
    ):
        code, out, _ = run(*arguments)
        assert code == 0
        assert out.count("\n") > 10
        assert max(len(line) for line in out.splitlines()) <= width


def test_a_book_that_changes_is_told_in_french(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    print_book(made_book_diff(), "fr")
    told = " ".join(capsys.readouterr().out.split())
    assert "Exception de licence NAC → Licence requise (licence détenue)" in told
    assert "présomption de refus" in told
    assert "LICENSE" not in told


def test_what_a_tree_leaves_out_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    whole = replace(made_diff(), provisions=())
    for name, most, told in (("answers", 12, "groups"), ("figures", 24, "figures")):
        (one, *_) = getattr(whole, name)
        for count in (1, most, most + 1, most + 5):
            made = replace(whole, **{"answers": (), "figures": (), name: (one,) * count})
            print_diff(made, library(), "en")
            out = " ".join(capsys.readouterr().out.replace("│", " ").split())
            assert (f"… and {count - most} more {told}" in out) is (count > most), (name, count)
            assert (f"more {told}" in out) is (count > most), (name, count)


def test_a_scenario_says_what_else_it_rests_on(run: Run) -> None:
    code, out, _ = run("scenario", "check", "affiliates-back", "--no-count", "--json")
    [stretch] = json.loads(out)["touched"]
    assert (code, stretch["since"], stretch["asks"]) == (
        0,
        "2026-11-10",
        ["owned_by_listed", "owner_entry_policy", "owner_footnote"],
    )


LETTERS = "us/2025-04-15-letters-h20"
OCTOBER = "us/2023-10-25-advanced-computing"


def written(folder: Path, body: str) -> Path:
    path = folder / "mine.yaml"
    path.write_text("scenario: mine\nsays: {en: x, fr: x}\n" + body, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("body", "does", "to", "says"),
    [
        (
            "delays: [{measure: us/2023-10-25-advanced-computing, days: 140}]\n",
            "delays",
            "us/2023-10-25-advanced-computing",
            (
                (
                    "from 2024-04-05 it brings back 2 provisions that us/2024-04-04-corrections "
                    "had removed"
                ),
                "from 2024-04-05 it replaces what us/2024-04-04-corrections made of 10 provisions",
            ),
        ),
        pytest.param(
            (
                f"delays: [{{measure: {LETTERS}, days: 60}}]\n"
                f"pauses: [{{measure: {LETTERS}, since: 2025-04-20, until: 2025-05-01}}]\n"
            ),
            "pauses",
            LETTERS,
            ("the stay touches nothing",),
            marks=pytest.mark.slow,
        ),
    ],
)
def test_what_the_author_of_a_scenario_may_not_have_meant_is_said(
    body: str, does: str, to: str, says: tuple[str, ...], run: Run, book: Path, tmp_path: Path
) -> None:
    path = written(tmp_path, body)
    _, out, _ = run("scenario", "check", path, "--no-count", "--json")
    assert json.loads(out)["notes"] == [{"does": does, "to": to, "says": each} for each in says]
    _, out, _ = run("scenario", "check", path, "--no-count")
    told = " ".join(out.replace("│", " ").split())
    assert [each for each in says if each not in told] == []
    sides = ("--before", "2024-05-01", "--after", f"2024-05-01,{path}")
    _, out, _ = run("diff", *sides, "--orders", book)
    told = " ".join(out.split())
    assert [each for each in says if each not in told] == []


@pytest.mark.slow
def test_a_comparison_says_what_its_scenario_may_not_have_meant(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, f"delays: [{{measure: {OCTOBER}, days: 140}}]\n")
    says = (
        "from 2024-04-05 it brings back 2 provisions that us/2024-04-04-corrections had removed",
        "from 2024-04-05 it replaces what us/2024-04-04-corrections made of 10 provisions",
    )
    sides = ("--before", "2024-05-01", "--after", f"2024-05-01,{path}")
    _, out, _ = run("diff", *sides, "--to", "DE", "--json")
    assert json.loads(out)["notes"] == [f"mine: delays {OCTOBER}: {each}" for each in says]
    _, out, _ = run("diff", *sides, "--to", "DE")
    told = " ".join(out.replace("│", " ").split())
    assert [each for each in says if each not in told] == []


def test_a_scenario_that_contradicts_itself_is_refused(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, f"drops: [{LETTERS}]\ndelays: [{{measure: {LETTERS}, days: 60}}]\n")
    for arguments in (
        ("scenario", "check", path),
        ("diff", "--before", "2024-05-01", "--after", f"2024-05-01,{path}"),
        ("check", "H20", "--to", "CN", "--on", "2025-05-01", "--scenario", path),
    ):
        code, out, error = run(*arguments)
        assert (code, out) == (2, "")
        assert f"'{LETTERS}' is dropped and delayed: the two contradict each other" in error


SIDES = ("--before", "2025-04-08", "--after", "2025-04-09")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--before", "2025-13-01", "--after", "2025-04-09"),
            "'2025-13-01' is not a date (--before): write it as YYYY-MM-DD",
        ),
        (
            ("--before", "2025-04-09", "--after", "2021-01-01"),
            "2021-01-01 lies before the record (--after): the record begins on",
        ),
        (
            ("--before", "2025-04-09", "--after", "nobodys"),
            "no scenario is called 'nobodys' (--after): give a file, or one of",
        ),
        (
            ("--before", "", "--after", "2025-04-09"),
            "an empty word is given (--before): write a word, or leave it out",
        ),
        ((*SIDES, "--known", "2020-01-01"), "2020-01-01 lies before the record (--known)"),
        (
            (*SIDES, "--orders", "missing.csv"),
            "there is no such file (missing.csv): check the path",
        ),
        (
            (*SIDES, "--out", "changes.csv"),
            "cannot write 'changes.csv' (--out): give a name that ends in .json",
        ),
        (
            (*SIDES, "--orders", "x.csv", "--out", "x.docx"),
            "'.docx' is no form of file that is written here (x.docx)",
        ),
        ((*SIDES, "--orders", "x.csv", "--to", "CN"), "a book has its own destinations (--to)"),
        (
            (*SIDES, "--after-data", "nowhere"),
            "'nowhere' is no data folder: it has no vocabulary.yaml (--after-data)",
        ),
        ((*SIDES, "--to", "Chyna"), "no country is called 'Chyna' (--to)"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(
    arguments: tuple[str, ...], message: str, run: Run
) -> None:
    code, out, error = run("diff", *arguments)
    assert (code, out, error.count("\n")) == (2, "", 1)
    assert error.startswith(f"ecluse: {message}")
