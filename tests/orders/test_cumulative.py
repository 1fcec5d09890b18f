"""Running totals: the line that crosses the limit is the one that needs the license."""

from __future__ import annotations

import csv
from pathlib import Path

from ecluse.law.measure import Reading
from ecluse.orders.book import run_orders
from ecluse.orders.tally import BookReport

from .build import book, library

HEADINGS = "part,qty,destination,ship date,consignee,consignee certificate"
# 26,900,000 TPP a year and consignee under LPP; an H100 of 15,824 TPP (1978.9 x 8) makes 1,699
# pieces the most.
MOST = 26_900_000


def answers(tmp_path: Path, *rows: str) -> tuple[list[str], BookReport]:
    report = run_orders(
        book(tmp_path, *rows, headings=HEADINGS),
        library=library(),
        screen=False,
        out=tmp_path / "out.csv",
        reading=Reading.TEXT,
    )
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        return [
            f"{row['ecluse_outcome']} {row['ecluse_exception']}".strip()
            for row in csv.DictReader(file)
        ], report


def pieces() -> int:
    """How many H100 stay within the limit."""
    from ecluse.determine.figures import figures_of

    tpp = figures_of(library().catalogue.get("H100", "test"), library())["tpp"]
    assert tpp is not None
    return int(MOST // tpp)


def test_the_limit_is_inside_and_the_next_piece_is_not(tmp_path: Path) -> None:
    most = pieces()
    found, report = answers(
        tmp_path,
        f"H100,{most - 1},Poland,2025-06-01,Alpha,yes",
        "H100,1,Poland,2025-06-02,Alpha,yes",
        "H100,1,Poland,2025-06-03,Alpha,yes",
    )
    assert found == ["EXCEPTION LPP", "EXCEPTION LPP", "LICENSE"]
    assert [
        (row.provision, row.lines, row.crossed, row.first_crossed)
        for row in report.allocations
        if row.provision == "740.29(d)"
    ] == [("740.29(d)", 2, 1, 4)]


def test_a_line_that_would_cross_is_not_counted_so_that_a_smaller_one_still_goes(
    tmp_path: Path,
) -> None:
    most = pieces()
    found, _ = answers(
        tmp_path,
        f"H100,{most - 10},Poland,2025-06-01,Alpha,yes",
        "H100,11,Poland,2025-06-02,Alpha,yes",
        "H100,10,Poland,2025-06-03,Alpha,yes",
    )
    assert found == ["EXCEPTION LPP", "LICENSE", "EXCEPTION LPP"]


def test_lines_are_counted_by_date_not_by_place_in_the_book(tmp_path: Path) -> None:
    most = pieces()
    found, _ = answers(
        tmp_path, f"H100,{most},Poland,2025-06-02,Alpha,yes", "H100,1,Poland,2025-06-01,Alpha,yes"
    )
    assert found == ["LICENSE", "EXCEPTION LPP"]


def test_ties_go_to_the_line_that_stands_first(tmp_path: Path) -> None:
    most = pieces()
    found, _ = answers(
        tmp_path, "H100,1,Poland,2025-06-01,Alpha,yes", f"H100,{most},Poland,2025-06-01,Alpha,yes"
    )
    assert found == ["EXCEPTION LPP", "LICENSE"]


def test_each_consignee_and_each_year_has_its_own_total(tmp_path: Path) -> None:
    most = pieces()
    found, report = answers(
        tmp_path,
        f"H100,{most},Poland,2025-06-01,Alpha,yes",
        f"H100,{most},Poland,2025-06-01,Beta,yes",
        f"H100,{most},Poland,2026-06-01,alpha,yes",
        "H100,1,Poland,2025-12-31,ALPHA,yes",
    )
    assert found == ["EXCEPTION LPP", "EXCEPTION LPP", "EXCEPTION LPP", "LICENSE"]
    assert report.allocations[0].counted == 3


def test_a_consignee_that_nobody_names_has_no_total(tmp_path: Path) -> None:
    found, report = answers(tmp_path, "H100,1,Poland,2025-06-01,,yes")
    assert found == ["UNDETERMINED"]
    assert [row.need for row in report.needs] == ["lpp_tpp_before"]


def test_a_consignee_that_is_said_to_be_another_party_has_that_ones_total(tmp_path: Path) -> None:
    rows = {
        "Same as end user": "LICENSE",
        "alpha amber": "LICENSE",
        "Beta Amber": "EXCEPTION LPP",
        "Same as purchaser": "UNDETERMINED",  # no column names one
        "See contract": "UNDETERMINED",
        "same as above": "UNDETERMINED",
        '""""': "UNDETERMINED",
        "100234": "EXCEPTION LPP",  # a company's number
        "K-4711": "EXCEPTION LPP",
    }
    path = book(
        tmp_path,
        f"H100,{pieces()},Poland,2025-06-01,Alpha Amber Ltd,yes,",
        *(f"H100,1,Poland,2025-06-02,{name},yes,Alpha Amber Ltd" for name in rows),
        headings=f"{HEADINGS},end user",
    )
    out = tmp_path / "out.csv"
    run_orders(path, library=library(), screen=False, out=out, reading=Reading.TEXT)
    with out.open(encoding="utf-8", newline="") as file:
        found = [
            f"{row['ecluse_outcome']} {row['ecluse_exception']}" for row in csv.DictReader(file)
        ]
    assert dict(zip(rows, map(str.strip, found[1:]), strict=True)) == rows


def test_a_total_in_the_book_outranks_the_one_that_is_kept(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        "H100,1,Poland,2025-06-01,Alpha,yes,26899999",
        headings=HEADINGS + ",lpp_tpp_before",
    )
    report = run_orders(path, library=library(), screen=False, reading=Reading.TEXT)
    assert [row.outcome for row in report.outcomes] == ["LICENSE"]


def test_the_order_of_a_book_changes_nothing_but_its_ties(tmp_path: Path) -> None:
    rows = [
        f"H100,{300 + 40 * number},Poland,2025-06-{number + 1:02},Alpha,yes" for number in range(12)
    ]
    there, _ = answers(tmp_path, *rows)
    back, _ = answers(tmp_path, *reversed(rows))
    assert there == back[::-1]
    assert "LICENSE" in there and "EXCEPTION LPP" in there


def test_a_random_book_is_counted_as_a_patient_clerk_would(tmp_path: Path) -> None:
    import random
    from dataclasses import replace
    from datetime import date
    from decimal import Decimal

    from ecluse.determine.case import CaseFacts
    from ecluse.determine.decide import determine
    from ecluse.determine.shipment import Shipment
    from ecluse.facts.known import given_figure

    draw = random.Random(5)
    lines = [
        (
            draw.choice(["H100", "H200", "RTX 4090", "HGX H100 8-GPU"]),
            draw.choice([1, 7, 150, 900]),
            date(2025, 5, 20 + draw.randrange(10)),
            draw.choice(["Alpha", "Beta"]),
        )
        for _ in range(60)
    ]
    found, _ = answers(
        tmp_path,
        *(
            f"{part},{quantity},Poland,{day.isoformat()},{party},yes"
            for part, quantity, day, party in lines
        ),
    )
    law = library().register.at(date(2025, 5, 20), None, Reading.TEXT)
    totals: dict[str, Decimal] = {}
    wanted = {}
    for place, (part, quantity, day, party) in sorted(
        enumerate(lines), key=lambda pair: (pair[1][2], pair[0])
    ):
        shipment = Shipment(
            item=library().catalogue.get(part, "test"),
            destination="PL",
            on=day,
            quantity=Decimal(quantity),
            given={
                "consignee_certificate": library().vocabulary.read(
                    "consignee_certificate", "yes", "test"
                ),
                "country_tpp_before": given_figure(0),
            },
        )
        before = totals.get(party, Decimal(0))
        answer = determine(
            replace(shipment, given={**shipment.given, "lpp_tpp_before": given_figure(before)}),
            law,
            library(),
        ).answer
        if answer.exception == "LPP":
            totals[party] = before + (
                CaseFacts(shipment, law, library())["shipment_tpp"].number or Decimal(0)
            )
        wanted[place] = str(answer)
    assert found == [wanted[place] for place in range(len(lines))]
    assert "LICENSE" in found and "EXCEPTION LPP" in found


def test_quantities_that_a_file_holds_as_whole_numbers_are_counted(tmp_path: Path) -> None:
    import duckdb

    most, source = pieces(), tmp_path / "whole.parquet"
    duckdb.execute(
        "COPY (SELECT 'H100' AS part, unnest([$1, 1])::INTEGER AS qty, 'Poland' AS destination, "
        "DATE '2025-06-01' AS \"ship date\", 'Alpha' AS consignee, "
        f"'yes' AS \"consignee certificate\") TO '{source}'",
        [most],
    )
    report = run_orders(source, library=library(), screen=False, reading=Reading.TEXT)
    counted = [row for row in report.allocations if row.provision == "740.29(d)"]
    assert [(row.lines, row.crossed) for row in counted] == [(1, 1)]


def test_a_country_or_a_town_that_goes_with_no_name_is_nobodys_in_the_count(
    tmp_path: Path,
) -> None:
    row = f"H100,{pieces()},Poland,2025-06-01,Alpha,yes,Poland,Gdansk"
    path = book(tmp_path, row, headings=f"{HEADINGS},End User Country,End User City")
    report = run_orders(path, library=library(), screen=False, reading=Reading.TEXT)
    assert report.lines_of("EXCEPTION") == 1
