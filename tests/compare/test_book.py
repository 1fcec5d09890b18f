"""An order book is answered under both laws; every line that changed comes out, summed and laid at
a measure's door.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from ecluse.compare.answer import BookDiff
from ecluse.compare.book import diff_lines
from ecluse.compare.cause import Explanation
from ecluse.compare.side import sides_of
from ecluse.compare.to_answer import ADDED
from ecluse.errors import EcluseError, InputError
from ecluse.law.library import Library, load

LETTERS = "us/2025-04-15-letters-h20"
BOOK = """Part Number,Quantity,Unit Price,Curr,Ship Date,Country of Ultimate Destination,PO
H20,10,"12,500.00",USD,2025-04-08,CN,a
H20,"1,000",12000,EUR,2025-04-09,CN,b
H20,10,12000,USD,2025-04-09,DE,c
nobody's chip,1,100,USD,2025-05-20,CN,d
HGX H20 8-GPU,2,250000,USD,2025-05-20,Hong Kong,e
MI308X,5,,USD,2025-05-20,CN,f
H20,?,12000,USD,2025-05-20,CN,g
"""
(SEVERAL,) = Explanation(why_not="several").texts("en")
(TOTALS,) = Explanation(why_not="totals").texts("en")
(PARTIES,) = Explanation(why_not="parties").texts("en")
(NOT_ASKED,) = Explanation(why_not="not asked").texts("en")
Compared = Callable[..., BookDiff]


@pytest.fixture(scope="module")
def library() -> Library:
    return load()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.csv"
    path.write_text(BOOK)
    return path


@pytest.fixture(scope="module")
def compared(library: Library) -> Compared:
    """Compares a book; the same book and sides once, unless a file is written."""
    known: dict[tuple[str, str, bytes], BookDiff] = {}

    def call(before: str, after: str, book: Path, out: str | None = None) -> BookDiff:
        sides = sides_of(before, after, (library, library), date(2026, 11, 23))
        if out is not None or not book.is_file():
            return diff_lines(*sides, str(book), out)
        key = (before, after, book.read_bytes())
        if key not in known:
            known[key] = diff_lines(*sides, str(book))
        return known[key]

    return call


def test_a_change_comes_with_lines_units_value_tpp_and_the_measure(
    book: Path, compared: Compared
) -> None:
    """2368 x (10 + 1000) for the chips, 2368 x 8 x 2 for the boards; a quantity of '?' and a
    disputed TPP are counted beside.
    """
    difference = compared("2025-04-08", "2025-04-09", book)
    groups = {(group.before, group.after): group for group in difference.groups}
    free = groups["NLR", "LICENSE, presumption of denial"]
    assert free.by == (LETTERS,)
    assert free.amounts.lines == 4
    assert free.amounts.units == 1012
    assert dict(free.amounts.value) == {"USD": Decimal(625_000), "EUR": Decimal(12_000_000)}
    assert free.amounts.tpp == 2368 * 1010 + 2368 * 8 * 2
    assert (free.amounts.without_quantity, free.amounts.without_tpp) == (1, 1)
    assert (difference.lines, difference.changed) == (
        7,
        sum(group.amounts.lines for group in difference.groups),
    )


def test_a_tpp_on_which_sources_disagree_is_in_no_sum(book: Path, compared: Compared) -> None:
    difference = compared("2025-04-08", "2025-04-09", book)
    [disputed] = [group for group in difference.groups if group.before == "UNDETERMINED"]
    assert (
        disputed.amounts.lines,
        disputed.amounts.units,
        disputed.amounts.tpp,
        disputed.amounts.without_tpp,
    ) == (1, 5, 0, 1)
    assert dict(disputed.amounts.value) == {}  # nobody gives its price


@pytest.mark.parametrize(
    "name",
    [
        "changed.csv",
        *(
            pytest.param(name, marks=pytest.mark.slow)
            for name in ("changed.tsv", "changed.xlsx", "changed.parquet", "changed.duckdb#lines")
        ),
    ],
)
def test_every_changed_line_is_written_in_any_form_with_all_its_columns(
    name: str, book: Path, compared: Compared, tmp_path: Path
) -> None:
    difference = compared("2025-04-08", "2025-04-09", book, str(tmp_path / name))
    place, _, table = str(tmp_path / name).partition("#")
    if name.endswith(".xlsx"):
        from openpyxl import load_workbook

        rows = list(load_workbook(place).active.iter_rows(values_only=True))
        lines = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    else:
        connection = duckdb.connect()
        if table:
            connection.execute(f"ATTACH '{place}' AS book (READ_ONLY)")
        read = {
            "csv": "read_csv('{}', all_varchar=true)",
            "tsv": "read_csv('{}', all_varchar=true, delim='\t')",
            "parquet": "read_parquet('{}')",
        }
        form = place.rpartition(".")[2]
        lines_of = "book.lines" if table else read[form].format(place)
        result = connection.execute(f"SELECT * FROM {lines_of}")
        names = [column[0] for column in result.description]
        lines = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    assert len(lines) == difference.changed == 5
    assert set(BOOK.splitlines()[0].split(",")) | set(ADDED) | {"ecluse_outcome"} <= set(lines[0])
    assert [line["PO"] for line in lines] == ["a", "b", "e", "f", "g"]  # in the order of the book
    first = lines[0]
    assert (first["ecluse_answer_before"], first["ecluse_answer_after"]) == (
        "NLR",
        "LICENSE, presumption of denial",
    )
    assert (first["ecluse_changed_by"], first["ecluse_changed_by_citation"]) == (
        LETTERS,
        "NVIDIA 8-K of 2025-04-15",
    )
    assert Decimal(str(first["ecluse_line_tpp"])) == 23_680 and lines[4]["ecluse_line_tpp"] in (
        None,
        "",
    )


def test_backwards_the_same_lines_change_by_the_same_measure(
    book: Path, compared: Compared
) -> None:
    there, back = (
        compared("2025-04-08", "2025-04-09", book),
        compared("2025-04-09", "2025-04-08", book),
    )
    assert there.groups
    assert {
        (group.before, group.after, group.by, group.amounts.lines) for group in there.groups
    } == {(group.after, group.before, group.by, group.amounts.lines) for group in back.groups}


def test_scenarios_alone_answer_each_line_on_its_own_day(book: Path, compared: Compared) -> None:
    """A month earlier, the letters already bind on 8 April; a month later, they do not on 9 April;
    on 20 May they do either way.
    """
    difference = compared("h20-letter-month-earlier", "h20-letter-month-later", book)
    assert [
        (group.before, group.after, group.by, group.amounts.lines) for group in difference.groups
    ] == [("LICENSE, presumption of denial", "NLR", (LETTERS,), 2)]


def test_the_law_as_it_is_against_a_scenario(book: Path, compared: Compared) -> None:
    difference = compared("as-it-is", "h20-pause-as-stay", book)
    assert {group.by for group in difference.groups} == {
        ("scenario/h20-pause-as-stay",)
    } and difference.changed == 4


@pytest.mark.slow
def test_what_was_known_already_is_no_change(book: Path, library: Library) -> None:
    sides = sides_of(
        "as-it-is",
        "as-it-is",
        (library, library),
        date(2026, 11, 23),
        before_known=date(2025, 4, 15),
    )
    assert diff_lines(*sides, str(book)).changed == 0


def test_a_license_granted_is_a_change(book: Path, compared: Compared) -> None:
    difference = compared("2025-09-01", "2025-09-01,h20-licenses-granted", book)
    assert {group.after for group in difference.groups} == {
        "LICENSE, presumption of denial, license held"
    }


def test_what_no_one_or_two_measures_explain_says_so(compared: Compared, tmp_path: Path) -> None:
    """From the law of August 2022 to that of 2025 an A100 to China: letters, two rules and letters
    again.
    """
    book = tmp_path / "book.csv"
    book.write_text("Part,Qty,Destination,Date\nA100 PCIe 40GB,1,CN,2025-01-01\n")
    difference = compared("2022-09-01", "2025-06-01", book)
    assert [group.by for group in difference.groups] == [(SEVERAL,)]


def test_seats_exporters_and_end_uses_of_a_line_are_part_of_its_kind(
    compared: Compared, tmp_path: Path
) -> None:
    """Each line is asked as the book has it: a seat in China, an unknown seat, another exporter."""
    book = tmp_path / "book.csv"
    book.write_text(
        "Part,Qty,Destination,HQ,Exporter,End use,Date\n"
        "H20,1,SG,CN,,,2025-05-01\nH20,1,SG,SG,,,2025-05-01\nH20,1,SG,?,,,2025-05-01\n"
        "H20,1,CN,CN,Somebody,market research,2025-05-01\n"
    )
    difference = compared("2025-04-08", "2025-04-09", book)
    assert difference.changed >= 3 and all(group.by == (LETTERS,) for group in difference.groups)


def test_a_book_in_which_nothing_changes(book: Path, compared: Compared, tmp_path: Path) -> None:
    out = tmp_path / "none.csv"
    difference = compared("2025-04-09", "2025-04-10", book, str(out))
    assert (difference.changed, difference.groups, difference.kinds) == (0, (), 0)
    assert len(out.read_text().splitlines()) == 1


def test_rare_kinds_beyond_the_bound_are_counted_and_not_asked(
    book: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ecluse.compare.kinds.MOST_ASKED", 1)
    sides = sides_of("2025-04-08", "2025-04-09", (library, library), date(2026, 11, 23))
    difference = diff_lines(*sides, book)
    assert (difference.asked, difference.changed) == (1, 5) and difference.kinds > 1
    assert {group.by for group in difference.groups} == {(LETTERS,), (NOT_ASKED,)}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("changed.docx", "'.docx' is no form of file that is written here"),
        ("nowhere/changed.csv", "there is no such folder"),
        ("book.csv", "the output would take the place of the book"),
    ],
)
def test_an_output_that_cannot_be_is_told_before_any_work(
    name: str, message: str, book: Path, compared: Compared
) -> None:
    with pytest.raises(InputError) as caught:
        compared("2025-04-08", "2025-04-09", book, str(book.parent / name))
    assert message in str(caught.value)
    assert book.read_text() == BOOK


def test_a_book_that_is_not_there_is_told(compared: Compared, tmp_path: Path) -> None:
    with pytest.raises(EcluseError, match="there is no such file"):
        compared("2025-04-08", "2025-04-09", tmp_path / "none.csv")


def test_what_a_running_total_decides_is_laid_at_no_measures_door(
    compared: Compared, tmp_path: Path
) -> None:
    """15,832 x 1,000 twice: the second line crosses the 26.9 million of License Exception LPP,
    which no line says alone.
    """
    book = tmp_path / "book.csv"
    line = "H100,1000,BR,2025-06-01,Dados de Porto Alegre Ltda,yes\n"
    book.write_text("Part,Qty,Destination,Date,Consignee,consignee_certificate\n" + line + line)
    difference = compared("2025-06-01", "2025-06-01,diffusion-enforced", book)
    assert {
        (group.before, group.after.partition(",")[0], group.by) for group in difference.groups
    } == {
        ("NLR", "EXCEPTION LPP", (PARTIES,)),
        ("NLR", "LICENSE", (PARTIES,)),
    }


def test_a_party_that_came_onto_a_list_between_two_days_changes_its_line(
    compared: Compared, tmp_path: Path
) -> None:
    book = tmp_path / "book.csv"
    users = ("Nettrix Information Industry", "Amberfield Nine GmbH", "")
    lines = [f"NVIDIA T4,2,DE,2025-01-01,{user}\n" for user in users]
    book.write_text("Part,Qty,Destination,Date,End User\n" + "".join(lines))
    difference = compared("2025-03-24", "2025-03-25", book)
    assert [
        (group.before, group.after.partition(",")[0], group.by, group.lines)
        for group in difference.groups
    ] == [("NLR", "LICENSE", (PARTIES,), 1)]


def test_what_changed_since_a_day_is_laid_at_what_was_published_since(
    book: Path, library: Library
) -> None:
    """On 14 April 2025 the letters of the 15th, effective on the 9th, were not known."""

    def since(day: date) -> BookDiff:
        sides = sides_of(
            "as-it-is", "as-it-is", (library, library), date(2026, 11, 23), before_known=day
        )
        return diff_lines(*sides, str(book))

    difference = since(date(2025, 4, 14))
    assert {group.by for group in difference.groups} == {(LETTERS,)}
    assert difference.before == "as known on 2025-04-14"
    assert difference.after == "as it is"


def test_a_line_is_read_as_its_book_reads_it(compared: Compared, tmp_path: Path) -> None:
    """A description that names the part, decimal commas and a price per hundred are the book's."""
    path = tmp_path / "sap.csv"
    path.write_text(
        "Material;Material Description;Menge;Net Price;Price Unit;Curr;Ship Date;Country\n"
        "10023456;NVIDIA H20;1.800;1.200.000,00;100;USD;20.05.2025;China\n"
        "10023456;NVIDIA H20;1.250,000;12.000,00;;USD;20.05.2025;China\n"
        "Summe;;3.050,000;;;;;\n"
    )
    difference = compared("2025-04-08", "2025-04-09", path)
    (change,) = difference.groups
    assert (change.before, change.after) == ("NLR", "LICENSE, presumption of denial")
    assert change.by == (LETTERS,)
    assert (change.amounts.lines, change.amounts.units) == (2, 3050)
    assert dict(change.amounts.value) == {"USD": Decimal(1800 * 12_000 + 1250 * 12_000)}


def test_a_declared_eccn_that_changes_an_answer_is_read_where_the_cause_is_named(
    tmp_path: Path, compared: Compared
) -> None:
    """4A003.b to Australia loses NS:1 on 19 April 2024; no total and no quantity is at work."""
    path = tmp_path / "eccn.csv"
    path.write_text("part,destination,date,eccn\nA10,AU,2026-01-14,4A003.b\n")
    [group] = compared("2024-04-18", "2024-04-19", path).groups
    assert group.by == ("us/2024-04-19-australia-uk",)


def test_a_line_to_a_region_under_embargo_is_read_as_its_book_reads_it(
    tmp_path: Path, compared: Compared
) -> None:
    """Crimea alone is under an embargo before the two other regions are (21 February 2022)."""
    path = tmp_path / "crimea.csv"
    path.write_text("part,destination,date,eccn\nToaster,Crimea,2024-01-14,EAR99\n")
    assert not compared("2024-01-14", "2024-01-15", path).groups


@pytest.mark.slow
def test_a_party_that_was_listed_since_changes_its_lines(library: Library, tmp_path: Path) -> None:
    book = tmp_path / "parties.csv"
    users = ("Nettrix Information", "Huawei Technologies", "Amberfield Bakery")
    rows = [f"L4,JP,2025-04-01,{user}" for user in users]
    book.write_text("\n".join(["part,destination,date,End User", *rows, ""]))
    sides = sides_of(
        "as-it-is",
        "as-it-is",
        (library, library),
        library.data_as_of,
        before_known=date(2025, 3, 24),
    )
    changed = diff_lines(*sides, book, one_by_one=3)
    assert [change.line for change in changed.changes or ()] == [1]
    assert [group.by for group in changed.groups] == [(PARTIES,)]


def test_a_column_called_as_what_a_comparison_works_out_once_was_is_the_books_own(
    compared: Compared, tmp_path: Path
) -> None:
    own = {"p": "x", "k": "y", "units": "1", "line_tpp": "z", "changed_by": "q"}
    own |= {"verdict_before": "v", "ECLUSE_LINE_TPP": "0", "ECLUSE_OUTCOME": "NLR"}
    path, out = tmp_path / "own.csv", tmp_path / "changed.csv"
    head, row = BOOK.splitlines()[:2]
    path.write_text(f"{head},{','.join(own)}\n{row},{','.join(own.values())}\n")
    difference = compared("2025-04-08", "2025-04-09", path, str(out))
    assert (difference.total.units, difference.total.tpp) == (10, 23_680)
    (line,) = duckdb.sql(f"FROM read_csv('{out}', all_varchar=true)").to_arrow_table().to_pylist()
    assert {name: line.get(name) for name in own} == own | dict.fromkeys(
        ("ECLUSE_LINE_TPP", "ECLUSE_OUTCOME")
    )
    assert (line["ecluse_outcome"], Decimal(line["ecluse_line_tpp"])) == ("LICENSE", 23_680)
