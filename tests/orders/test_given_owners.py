"""Owners that a user's file gives, in a book: each line as a question, and whom no line names."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from ecluse.determine.ask import ask
from ecluse.law.library import load
from ecluse.orders.book import run_orders
from ecluse.orders.list_screens import screens_of
from ecluse.screening.given_owners import with_given_owners
from ecluse.screening.party import Party, Role

DAY = date(2025, 10, 15)
FIRM = "Quillon Data GmbH"
PARTS = ("NVIDIA T4", "NVIDIA H100")  # the parent bears on the second
NAMES = (
    FIRM,
    f"{FIRM}, Berlin",
    f"c/o {FIRM}",
    "Quilon Data",
    f"{FIRM} 1000234",
    "Marlow Optics AG",
)
CHILDREN = (
    f'{FIRM},"Huawei Technologies Co., Ltd.",60,,,a register\nEltville AG,Huawei,60,,,a register\n'
)


def test_a_line_has_the_owners_of_a_question_and_who_is_in_no_line_is_told(tmp_path: Path) -> None:
    owners, book, out = (tmp_path / name for name in ("owners.csv", "book.csv", "out.csv"))
    owners.write_text(f"child,parent,percent,since,until,source\n{CHILDREN}", "utf-8")
    with book.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [
                ("Part", "Country", "Ship Date", "End User"),
                *((part, "DE", DAY, name) for part in PARTS for name in NAMES),
            ]
        )
    library = load()
    given = with_given_owners(library.companies, [owners], library.exporters.bare, None)
    library = library.with_companies(given)
    report = run_orders(
        str(book),
        library=library,
        register=library.register,
        out=out,
        screens=screens_of(library, None, strict=False),
    )
    with out.open(encoding="utf-8", newline="") as file:
        lines = [
            (row["ecluse_outcome"], row["ecluse_exception"] or None) for row in csv.DictReader(file)
        ]
    asked = [
        ask(
            part,
            to="DE",
            on=DAY,
            parties=[Party(name=name, role=Role.END_USER)],
            library=library,
        )
        for part in PARTS
        for name in NAMES
    ]
    assert lines == [(found.outcome.value, found.verdict.exception) for found in asked]
    assert {outcome for outcome, _ in lines} == {"EXCEPTION", "UNDETERMINED", "NLR"}
    (told,) = (note for note in report.notes if "owners are given" in note)
    assert told.endswith("nobody in the book is: Eltville AG")
    assert {outcome for outcome, _ in lines[len(NAMES) :]} == {"UNDETERMINED", "NLR"}
    (told,) = (note for note in report.notes if "whose owners, as given" in note)
    assert f"{FIRM} (Huawei Technologies Co., Ltd." in told
    assert "Marlow" not in told
