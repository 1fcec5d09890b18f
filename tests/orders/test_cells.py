"""Whole books whose cells say less, more or something other than they seem to: no line is freer for
it, and what was not read is listed.
"""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import param

from ecluse.answers.plain import plain
from ecluse.determine.ask import ask
from ecluse.errors import InputError
from ecluse.facts.item import Item
from ecluse.law.measure import Reading
from ecluse.orders.book import run_orders
from ecluse.orders.tally import BookReport

from .build import book, library

PLAIN = "Part,Ship-To Country,End User HQ Country,Ship Date,Qty"
FREE = {"NLR": 0, "NOT_SUBJECT": 0, "EXCEPTION": 1, "UNDETERMINED": 2, "LICENSE": 3}


def answered(
    tmp_path: Path, *rows: str, headings: str = PLAIN, **options: object
) -> tuple[list[str], BookReport]:
    """The outcome of each row of a book, with the exception, and the report."""
    report = run_orders(
        book(tmp_path, *rows, headings=headings),
        library=library(),
        out=tmp_path / "out.csv",
        **options,  # type: ignore[arg-type]
    )
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        return [
            f"{row['ecluse_outcome']} {row['ecluse_exception']}".strip()
            for row in csv.DictReader(file)
        ], report


def listed(report: BookReport) -> list[tuple[int, str | None, str | None]]:
    """The cells that are listed as unread: row, column, text."""
    return [(row.row, row.column, row.text) for row in report.quarantined]


# ---- a cell that cannot be read is never a blank -------------------------------------------------


def test_an_error_in_the_headquarters_is_unknown_and_listed(tmp_path: Path) -> None:
    errors = ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#NV", "#BEZUG!", "#¡VALOR!", "Err:502", "####"]
    found, report = answered(tmp_path, *(f"H100,Singapore,{text},2025-05-20,8" for text in errors))
    assert found == ["UNDETERMINED"] * len(errors)
    assert listed(report) == [
        (row, "End User HQ Country", text) for row, text in enumerate(errors, 2)
    ]
    assert {row.need for row in report.needs} == {"headquarters", "parent_headquarters"}


COLUMNS = {
    "headquarters": "Singapore",
    "parent headquarters": "Singapore",
    "country of origin": "TW",
    "end use": "university research",
    "exporter": "NVIDIA",
    "consignee certificate": "yes",
    "end user listed": "no",
    "tpp": "100",
    "quantity": "8",
}


@settings(max_examples=30, deadline=None)
@given(
    column=st.sampled_from(sorted(COLUMNS)),
    text=st.sampled_from(["#N/A", "#REF!", "Err:502", "=A1", "?", "unknown"])
    | st.text(
        st.characters(
            codec="utf-8", exclude_characters='",\r\n\0', exclude_categories=["Cc", "Cs"]
        ),
        min_size=1,
        max_size=20,
    ),
    part=st.sampled_from(["H100", "H20", "L4", "Paper 1"]),
    place=st.sampled_from(["SG", "PL", "DE", "CN"]),
)
def test_no_line_is_freer_for_a_text_that_could_not_be_read(
    tmp_path_factory: pytest.TempPathFactory, column: str, text: str, part: str, place: str
) -> None:
    rows = [f"{part},{place},2025-06-01,{cell}" for cell in (text, "unknown")]
    headings = f"part,destination,ship date,{column}"
    (found, unknown), report = answered(tmp_path_factory.mktemp("book"), *rows, headings=headings)
    if any(row.row == 2 for row in report.quarantined):
        least = min(FREE[unknown.split()[0]], FREE["UNDETERMINED"])
        assert FREE[found.split()[0]] >= least


@pytest.mark.parametrize("column", ["country of origin", "parent headquarters", "tpp", "exporter"])
def test_an_error_in_any_column_of_facts_is_as_if_nobody_knew(tmp_path: Path, column: str) -> None:
    rows = [f"H100,PL,2025-06-01,{text}" for text in ("#REF!", "unknown")]
    found, report = answered(tmp_path, *rows, headings=f"part,destination,ship date,{column}")
    assert found[0] == found[1]
    assert listed(report) == [(2, column, "#REF!")]


def test_an_exporter_that_nobody_knows_is_not_taken_for_the_vendor(tmp_path: Path) -> None:
    rows = [f"H20,China,2025-05-20,{text}" for text in ("NVIDIA", "", "unknown", "#N/A")]
    found, _ = answered(tmp_path, *rows, headings="part,destination,ship date,exporter")
    assert found == ["LICENSE", "LICENSE", "UNDETERMINED", "UNDETERMINED"]


# ---- countries -----------------------------------------------------------------------------------


def test_a_cell_that_names_two_places_is_undetermined_and_listed(tmp_path: Path) -> None:
    found, report = answered(
        tmp_path,
        "H20,Ukraine (Crimea),,2025-05-20,8",
        "H100,Singapore (transit to China),,2025-05-20,8",
        "H100,US/CN,,2025-05-20,8",
        "H100,Singapore,Singapore (parent: China),2025-05-20,8",
        "H100,CN - China,,2025-05-20,8",
        "H100,China (PRC),,2025-05-20,8",
        "H100,Korea (North),,2025-05-20,8",
    )
    assert found == ["LICENSE"] + ["UNDETERMINED"] * 3 + ["LICENSE"] * 3
    assert [row for row, *_ in listed(report)] == [3, 4, 5]


@pytest.mark.parametrize("headings", ["part,destination,ship date", "part,destination,region,date"])
def test_each_name_of_a_region_under_embargo_is_answered_as_the_question_is(
    tmp_path: Path, headings: str
) -> None:
    """In a book the destination names the region as `check --to Crimea` does, whatever a column
    of regions says besides.
    """
    names = [name for region in library().countries.regions for name in region.names]
    names += ["UA - LNR", "Ukraine", "ukraine / crimea"]
    more = ",none" if "region" in headings else ""
    rows = [f'Toaster,EAR99,"{name}"{more},2024-01-15' for name in names]
    found, report = answered(tmp_path, *rows, headings=headings.replace("part", "part,eccn"))
    on, item = date(2024, 1, 15), Item(name="Toaster")
    alone = [
        ask(item, to=name, on=on, eccn="EAR99", library=library()).outcome.value for name in names
    ]
    assert found == alone
    assert not [cell for cell in report.quarantined if cell.column != "part"]
    assert [name for name, outcome in zip(names, found, strict=True) if outcome == "NLR"] == [
        "Ukraine"
    ]


def test_a_seat_in_a_region_under_embargo_is_not_read(tmp_path: Path) -> None:
    found, report = answered(tmp_path, "H20,Poland,Crimea,2025-05-20,8")
    assert found == ["UNDETERMINED"]
    assert "15 CFR 746.6" in report.quarantined[0].reason


def test_not_available_is_not_namibia(tmp_path: Path) -> None:
    found, report = answered(
        tmp_path,
        "H100,Singapore,N.A.,2025-05-20,8",
        "H100,Singapore,N/A,2025-05-20,8",
        "H20,N.A.,,2025-05-20,8",
        "H20,NA,,2025-05-20,8",
        "H100,Singapore,na,2025-05-20,8",
    )
    assert found == ["NLR", "NLR", "UNDETERMINED", "NLR", "UNDETERMINED"]
    assert {row.code for row in report.destinations} == {"SG", "NA", "?"}
    assert listed(report) == [(6, "End User HQ Country", "na")]


def test_countries_and_months_are_read_in_german(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_text(
        "Material;Land;Ship Date;Menge\nH100;Südkorea;20.05.2025;8\nH100;Niederlande;15. "
        "Okt 2025;8\n"
        "H100;Deutschland;20. März 2025;8\n",
        encoding="utf-8",
    )
    report = run_orders(path, library=library())
    assert [row.code for row in report.destinations] == ["DE", "KR", "NL"]
    assert report.quarantined == []


# ---- two columns of one meaning ------------------------------------------------------------------


def test_two_columns_of_one_name_that_differ_are_refused_with_the_mend(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        "H100,Acme,Japan,Lotus,Japan,2025-05-20",
        "H100,Acme,United States,Lotus,China,2025-05-20",
        headings="Part,Bill To,Country,Consignee,Country,Ship Date",
    )
    with pytest.raises(InputError) as caught:
        run_orders(path, library=library())
    assert str(caught.value) == (
        "2 columns are called 'Country' (3 and 5), and say 'United States' and 'China' "
        f"in row 3 ({path}): "
        "give columns: 'destination=Country' or 'destination=Country 2'"
    )
    report = run_orders(path, library=library(), columns={"destination": "Country 2"})
    assert {row.code for row in report.destinations} == {"JP", "CN"}


def test_two_columns_of_one_name_that_say_the_same_are_read(tmp_path: Path) -> None:
    found, report = answered(
        tmp_path, "H100,China,China,2025-05-20", headings="Part,Country,Country,Ship Date"
    )
    assert found == ["LICENSE"]
    assert "'Country' says whatever 'Country 2' says" in report.notes


def test_two_equally_specific_names_that_differ_are_refused(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        "H20,China,2025-04-01,2025-04-20",
        headings="Part,Country,Export Date,Ship Date",
    )
    with pytest.raises(
        InputError, match=r"'Ship Date' and 'Export Date' .*may each be the ship date"
    ):
        run_orders(path, library=library())


@pytest.mark.parametrize(
    ("headings", "said", "refused"),
    [
        # No rule tells a seller from a shipper; a letter binds NVIDIA.
        ("Exporter,Seller", "Amber Systems,Quay Logistics", False),
        ("Exporter,Seller,Shipper", "Amber Systems,,N/A", False),
        ("Exporter,Seller", "NVIDIA,NVIDIA Corporation", False),
        ("Exporter,Seller", "Amber Systems,NVIDIA", True),
        ("Seller,USPPI", "Amber Systems,NVIDIA", True),
        ("Exporter,Seller", ",Amber Systems", True),
        # A parent's own name is no country.
        ("Ultimate Parent,Ultimate Parent Country", "Amber Holdings,US", False),
        ("Ultimate Parent,Ultimate Parent Country", "USA,US", False),
        ("Ultimate Parent,Ultimate Parent Country", ",US", False),
        ("Ultimate Parent,Ultimate Parent Country", "China,US", True),
        ("Ultimate Parent,Ultimate Parent Country", "Amber Holdings,", True),
    ],
)
def test_a_less_exact_column_of_one_fact_may_say_nothing_else(
    tmp_path: Path, headings: str, said: str, refused: bool
) -> None:
    path = book(tmp_path, f"L4,Japan,2025-05-20,{said}", headings=f"Part,Country,Date,{headings}")
    if refused:
        with pytest.raises(InputError, match=r"may each be .* in row 2"):
            run_orders(path, library=library())
    else:
        assert run_orders(path, library=library()).lines_of("NLR") == 1


def test_the_users_word_settles_which_column_names_the_exporter(tmp_path: Path) -> None:
    row = "L4,Japan,2025-05-20,Amber Systems,NVIDIA"
    path = book(tmp_path, row, headings="Part,Country,Date,Exporter,Seller")
    report = run_orders(path, library=library(), columns={"exporter": "Exporter"})
    assert report.lines_of("NLR") == 1


@pytest.mark.parametrize(
    ("headings", "row", "told"),
    [
        (
            "Part,Date,Country,Country",
            "L4,2025-05-20,Japan,China",
            "2 colonnes s’appellent « Country » (3 et 4)",
        ),
        (
            "Part,Date,Country,Region,Ship To Region",
            "L4,2025-05-20,Ukraine,Crimea,Kyiv",
            "« Region » et « Ship To Region » (colonnes 4 et 5) peuvent chacune dire la région",
        ),
        (
            "Part,Date,Country,Exporter,Seller",
            "L4,2025-05-20,Japan,Amber Systems,NVIDIA",
            "« Exporter » et « Seller » (colonnes 4 et 5) peuvent chacune dire l’exportateur",
        ),
    ],
)  # fmt: skip
def test_the_refusal_of_two_columns_is_told_in_french(
    tmp_path: Path, headings: str, row: str, told: str
) -> None:
    from ecluse.cli.faults import worded

    with pytest.raises(InputError) as caught:
        run_orders(book(tmp_path, row, headings=headings), library=library())
    one, other = row.split(",")[-2:]
    whole = f"{told}, et disent « {one} » et « {other} » à la ligne 2"
    assert worded(caught.value, "fr").what.replace("\xa0", " ") == whole


def test_the_more_specific_of_two_columns_is_taken_and_that_is_said(tmp_path: Path) -> None:
    found, report = answered(
        tmp_path,
        "H20,China,2025-04-01,2025-04-20,8",
        headings="Part,Ship-To Country,Date,Ship Date,Qty",
    )
    assert found == ["LICENSE"]
    assert "the ship date is 'Ship Date', not 'Date'" in report.notes
    assert "columns kept and not used: 'Date'" in report.notes


def test_a_name_that_is_nearly_ours_is_said(tmp_path: Path) -> None:
    _, report = answered(
        tmp_path, "H100,SG,China,2025-05-20", headings="part,destination,Headquaters,ship date"
    )
    assert list(report.notes[1:3]) == [
        (
            "'Headquaters' is not used: did you mean headquarters? Give columns: "
            "'headquarters=Headquaters'"
        ),
        "columns kept and not used: 'Headquaters'",
    ]


# ---- numbers -------------------------------------------------------------------------------------

CERTIFIED = "Material,Country,Ship Date,Menge,Ultimate Consignee,Consignee Certificate"


@pytest.mark.parametrize(
    ("quantities", "units", "outcomes"),
    [
        param(["1.800", '"1.250,000"'], 3050, ["LICENSE", "EXCEPTION LPP"], id="decimal comma"),
        param(["1.800", "12.5"], 14.3, ["EXCEPTION LPP"] * 2, id="decimal point"),
        param(["1800", '"1,250"'], 3050, ["LICENSE", "EXCEPTION LPP"], id="comma of thousands"),
        param(["1.800", "900"], 900, ["UNDETERMINED", "EXCEPTION LPP"], id="nothing settles it"),
        param(["1e3", "1_000"], 2000, ["EXCEPTION LPP"] * 2, id="as at every door"),
        param(["(5)", "5-"], 0, ["UNDETERMINED"] * 2, id="negatives"),
    ],
)
def test_a_column_of_quantities_settles_its_own_decimal_sign(
    tmp_path: Path, quantities: list[str], units: float, outcomes: list[str]
) -> None:
    rows = [
        f"H100,Poland,2025-06-0{place},{quantity},Dados {place} Ltda,yes"
        for place, quantity in enumerate(quantities, 1)
    ]
    found, report = answered(tmp_path, *rows, headings=CERTIFIED, reading=Reading.TEXT)
    assert found == outcomes
    assert report.total.units == units


def test_a_number_that_nothing_settles_is_listed_with_both_readings(tmp_path: Path) -> None:
    _, report = answered(tmp_path, "H100,Japan,,2025-06-01,1.800")
    assert [row.reason for row in report.quarantined] == [
        "can be read as 1.8 or as 1800; write no sign between thousands"
    ]


def test_commas_that_nothing_settles_are_said_to_part_thousands(tmp_path: Path) -> None:
    _, report = answered(tmp_path, 'H100,Japan,,2025-06-01,"1,250"')
    assert "the commas in 'Qty' are taken to part thousands: 1,250 is 1250" in report.notes
    assert report.total.units == 1250


@pytest.mark.parametrize("many", [False, True])
def test_a_figure_of_a_column_of_decimal_commas_is_read_as_its_column_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: bool
) -> None:
    from ecluse.orders import further

    monkeypatch.setattr(further, "MANY_FIGURES", 0 if many else 1_000)
    path = book(
        tmp_path,
        "Paper 1,China,2025-06-01,15.824,yes",
        'Paper 2,China,2025-06-01,"3,5",yes',
        headings="part,destination,date,tpp,datacenter",
    )
    report = run_orders(path, library=library(), out=tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        found = [row["ecluse_classification"] for row in csv.DictReader(file)]
    assert found == ["3A090.a", ""]
    assert [plain(row) for row in report.columns if row.decimal_sign is not None] == [
        {"means": "tpp", "column": "tpp", "given": False, "decimal_sign": ","}
    ]


@pytest.mark.parametrize("many", [False, True])
def test_a_figure_that_nothing_settles_is_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: bool
) -> None:
    from ecluse.orders import further

    monkeypatch.setattr(further, "MANY_FIGURES", 0 if many else 1_000)
    found, report = answered(
        tmp_path, "Paper 1,China,2025-06-01,15.824", headings="part,destination,date,tpp"
    )
    assert found == ["UNDETERMINED"]
    assert (2, "tpp", "15.824") in listed(report)


@pytest.mark.parametrize("many", [False, True])
def test_a_share_of_more_than_all_is_unknown_and_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: bool
) -> None:
    from ecluse.orders import further

    monkeypatch.setattr(further, "MANY_FIGURES", 0 if many else 1_000)
    shares = ("20", "100", "100.5", "2000", "-1")
    beside = {
        "part": "Paper 1",
        "destination": "China",
        "date": "2025-06-01",
        "tpp": "6000",
        "datacenter": "yes",
        "dram_bandwidth_gb_per_s": "100",
        "chip_link_gb_per_s": "10",
        "host_link_gb_per_s": "10",
        "designer_headquarters": "TW",
        "origin": "TW",
        "exporter": "Acme",
        "exported_from": "DE",
        "us_technology_product": "no",
        "us_3a001_content": "no",
        "us_military_content": "no",
    }
    headings = ",".join([*beside, "us_content_percent"])
    rows = [",".join([*beside.values(), share]) for share in shares]
    found, report = answered(tmp_path, *rows, headings=headings)
    assert found == ["NOT_SUBJECT", "LICENSE", *["UNDETERMINED"] * 3]
    assert [row for row, column, _ in listed(report) if column == "us_content_percent"] == [4, 5, 6]


def test_values_and_prices_settle_their_own_signs(tmp_path: Path) -> None:
    _, report = answered(
        tmp_path,
        'H100,Japan,2025-06-01,2,30.000,"1.5"',
        'H100,Japan,2025-06-01,2,"30.000,00",2.25',
        headings="part,destination,date,qty,net price,price unit",
    )
    assert Decimal(str(report.total.value[""])) == Decimal("66666.67")


def test_a_price_is_for_as_many_units_as_the_price_unit_says(tmp_path: Path) -> None:
    headings = "Material,Country,Ship Date,Order Qty,Net Price,Price Unit,Curr"
    _, report = answered(
        tmp_path,
        "L4,Japan,2025-05-20,200,250000.00,100,USD",
        "L4,Japan,2025-05-20,2,2500.00,,USD",
        headings=headings,
    )
    assert report.total.value == {"USD": 505_000.0}


def test_a_price_unit_that_is_no_number_is_passed_over_and_said(tmp_path: Path) -> None:
    _, report = answered(
        tmp_path,
        "L4,Japan,2025-05-20,2,2500.00,EA,USD",
        headings="Material,Country,Ship Date,Order Qty,Net Price,Price Unit,Curr",
    )
    assert report.total.value == {"USD": 5_000.0}
    assert "'Price Unit' holds no numbers and is not used" in report.notes
    assert report.quarantined == []


# ---- days ----------------------------------------------------------------------------------------


def test_one_moment_is_one_day_however_it_is_written(tmp_path: Path) -> None:
    found, _ = answered(
        tmp_path,
        "H20,China,,2025-04-08T23:30:00-05:00,1",
        "H20,China,,2025-04-09T04:30:00Z,1",
        "H20,China,,2025-04-08T23:30:00,1",
    )
    assert found == ["LICENSE", "LICENSE", "NLR"]


@pytest.mark.parametrize("form", ["parquet", "duckdb", "arrow"])
def test_a_moment_is_dated_in_utc_in_every_form(tmp_path: Path, form: str) -> None:
    import duckdb

    rows = (
        "SELECT 'H20' AS part, 'China' AS destination, TIMESTAMPTZ '2025-04-08 "
        '23:30:00-05:00\' AS "ship date"'
    )
    path = tmp_path / f"book.{form}"
    if form == "duckdb":
        with duckdb.connect(str(path)) as connection:
            connection.execute("SET TimeZone = 'America/Chicago'")
            connection.execute(f"CREATE TABLE orders AS {rows}")
    elif form == "parquet":
        with duckdb.connect() as connection:
            connection.execute(f"COPY ({rows}) TO '{path}' (FORMAT parquet)")
    else:
        pa = pytest.importorskip("pyarrow")
        from datetime import datetime, timedelta, timezone

        moment = datetime(2025, 4, 8, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
        table = pa.table(
            {
                "part": ["H20"],
                "destination": ["China"],
                "ship date": pa.array([moment], pa.timestamp("us", tz="America/Chicago")),
            }
        )
        with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
            writer.write_table(table)
    report = run_orders(f"{path}#orders" if form == "duckdb" else path, library=library())
    assert [row.outcome for row in report.outcomes] == ["LICENSE"]


def test_numbers_of_days_are_read_where_the_whole_column_is_so(tmp_path: Path) -> None:
    found, report = answered(tmp_path, "H20,China,,45767,8", "H20,China,,45740,8")
    assert found == ["LICENSE", "NLR"]
    assert (
        "the numbers in 'Ship Date' are read as a spreadsheet's for days: 45740 is 2025-03-24"
        in report.notes
    )


def test_a_number_among_dates_is_said_to_look_like_one(tmp_path: Path) -> None:
    found, report = answered(tmp_path, "H20,China,,45767,8", "H20,China,,2025-04-20,8")
    assert found == ["UNDETERMINED", "LICENSE"]
    assert [row.reason for row in report.quarantined] == [
        "looks like Excel's number for 2025-04-20: format the column as a date"
    ]


@pytest.mark.parametrize(
    "text",
    ["31.11.2025", "2025-W16", "2025-04-20 to 2025-05-20", "2025-04-20 10:00 EST", "24/04/25"],
)
def test_a_day_that_is_none_or_two_is_undetermined_and_listed(tmp_path: Path, text: str) -> None:
    found, report = answered(tmp_path, f"H20,China,,{text},8")
    assert found == ["UNDETERMINED"]
    assert listed(report) == [(2, "Ship Date", text)]


# ---- rows and parts ------------------------------------------------------------------------------


def test_rows_of_totals_are_kept_and_neither_answered_nor_summed(tmp_path: Path) -> None:
    found, report = answered(
        tmp_path,
        "H100,Japan,2025-05-20,8,240000,USD",
        "H100,Japan,2025-05-21,4,120000,USD",
        "Subtotal,,,12,360000,USD",
        "H20,Japan,2025-05-21,4,40000,USD",
        ",,2025-05-22,,,",
        "TOTAL,,,16,400000,USD",
        headings="Part,Ship-To Country,Ship Date,Qty,Line Total,Currency",
    )
    assert found == ["NLR", "NLR", "", "NLR", "UNDETERMINED", ""]
    assert plain(report.total) == {
        "name": "all",
        "lines": 4,
        "units": 16,
        "value": {"USD": 400_000.0},
    }
    assert report.unresolved == []
    assert list(report.notes[1:]) == [
        "2 rows look like totals (4, 7): they are kept, and neither answered nor summed"
    ]
    assert (report.lines_in, report.lines_out) == (6, 6)


def test_a_row_is_a_total_only_if_it_says_so_and_could_be_no_order(tmp_path: Path) -> None:
    rows = {
        "H100,Japan,2025-05-20,8,Amberfield,x": "NLR",
        "Zwischensumme,,,12,,": "",
        "合计,,,12,,": "",
        "Total Japan:,,,12,,": "",
        ",,,12,Grand total,": "",  # said in another column
        "Total,Japan,2025-05-20,12,,": "UNDETERMINED",  # with a place and a day: an order
        "Total,,2025-05-20,12,,": "UNDETERMINED",
        "H100,,,12,Total SE,": "UNDETERMINED",  # with a part
        "Totally Fast 1,,,12,,": "UNDETERMINED",  # another word
        ",,,12,Total E&P Norge,": "UNDETERMINED",  # a party's name
    }
    headings = "Part,Ship-To Country,Ship Date,Qty,Consignee,Remark"
    found, report = answered(tmp_path, *rows, headings=headings)
    assert dict(zip(rows, found, strict=True)) == rows
    said = "4 rows look like totals (3, 4, 5, 6): they are kept, and neither answered nor summed"
    assert said in report.notes


def test_where_every_line_is_asked_on_one_day_a_total_needs_no_blank_one(tmp_path: Path) -> None:
    found, report = answered(
        tmp_path,
        "H100,Germany,2025-05-20,8,1000",
        "Total,,2025-05-31,8,1000",
        "Total,Japan,,8,1000",
        headings="Part,Ship-To Country,Ship Date,Qty,Line Total",
        on=date(2025, 6, 2),
    )
    assert found == ["NLR", "", "UNDETERMINED"]
    assert (report.total.lines, report.total.units) == (2, 16)


SAP = "Sales Doc.,Item,Material,Material Description,Ship-To Country,Ship Date,Order Qty"


def test_a_description_names_the_part_where_the_part_number_does_not(tmp_path: Path) -> None:
    found, report = answered(
        tmp_path,
        "45,10,000000000010023456,NVIDIA H100 80GB PCIe Tensor Core GPU,China,2025-05-20,8",
        "45,20,L4,NVIDIA H100 80GB PCIe Tensor Core GPU,Japan,2025-05-20,8",
        "45,30,000000000010023457,Rail kit,China,2025-05-20,8",
        headings=SAP,
    )
    assert found == ["LICENSE", "NLR", "UNDETERMINED"]
    assert {row.item for row in report.items} == {
        "NVIDIA H100 PCIe 80GB",
        "NVIDIA L4",
        "(unresolved)",
    }
    assert [row.part for row in report.unresolved] == ["000000000010023457"]
    assert "where 'Material' names no item, 'Material Description' is looked at" in report.notes


def test_a_description_is_not_looked_at_where_every_part_is_known(tmp_path: Path) -> None:
    _, report = answered(
        tmp_path, "45,10,L4,NVIDIA H100 PCIe 80GB,China,2025-05-20,8", headings=SAP
    )
    assert [row.item for row in report.items] == ["NVIDIA L4"]
    assert not any("is looked at" in note for note in report.notes)


# ---- consignees ----------------------------------------------------------------------------------

COUNTED = "Part,Ship-To Country,Ship Date,Qty,Ultimate Consignee,Consignee Certificate"


@pytest.mark.parametrize(
    ("other", "outcome"),
    [
        param("Wisla Compute", "LICENSE", id="without the stroke"),
        param("WISŁA COMPUTE", "LICENSE", id="in capitals"),
        param("Wisła Compute Sp. z o.o.", "LICENSE", id="with its legal form"),
        param('"Wisła Compute Co., Ltd."', "LICENSE", id="with two"),
        param("Odra Compute", "EXCEPTION LPP", id="another company"),
        param("Wisła Computing", "EXCEPTION LPP", id="another word"),
        param("#N/A", "UNDETERMINED", id="an error names nobody"),
        param("N/A", "UNDETERMINED", id="nor does n/a"),
    ],
)
def test_running_totals_know_a_consignee_by_its_spellings(
    tmp_path: Path, other: str, outcome: str
) -> None:
    found, report = answered(
        tmp_path,
        "H100,Poland,2025-06-01,1000,Wisła Compute,yes",
        f"H100,Poland,2025-06-02,1000,{other},yes",
        headings=COUNTED,
        reading=Reading.TEXT,
    )
    assert found == ["EXCEPTION LPP", outcome]
    said = any("spelled in several ways and counted as one" in note for note in report.notes)
    assert said == (outcome == "LICENSE" and other.casefold() != "wisła compute")
