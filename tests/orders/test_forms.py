"""A file is what its bytes say, and its name is a name: whatever it is called."""

from __future__ import annotations

import bz2
import gzip
import lzma
import struct
import zipfile
from pathlib import Path

import pytest

from ecluse.cli.main import status
from ecluse.errors import InputError
from ecluse.orders.book import run_orders
from ecluse.tables.names import literal, parted

from .build import library
from .test_sheets import ERROR, FILES, UNWORKED, answered, listed, outcomes
from .workbooks import ods, ods_row, xlsx

TEXT = "Part,Ship-To Country,Ship Date,Qty\nH100,{},2025-05-20,8\n"
HEADINGS = ("Part", "Ship-To Country", "Ship Date", "Qty")
H100 = ("H100", "China", "2025-05-20", "8")
NAMES = ["book[1].csv", "b?ok.csv", "b*k.csv", "[a-z]*.csv", "PO#4711.csv", "~book.csv"]


def refused(source: Path | str, **said: object) -> str:
    with pytest.raises(InputError) as error:
        run_orders(source, library=library(), **said)  # type: ignore[arg-type]
    assert "\n" not in str(error.value)
    return str(error.value)


@pytest.mark.parametrize("name", [*NAMES, "a{b,c}.csv", "a b's.csv", "é#[x].csv"])
@pytest.mark.parametrize("also", ["", "H100\n"], ids=["fits", "ragged"])
def test_a_name_of_a_file_is_a_name_and_no_pattern(tmp_path: Path, name: str, also: str) -> None:
    for other in ("book1.csv", "book.csv", "bak.csv", "a.csv", "PO"):
        (tmp_path / other).write_text(TEXT.format("Japan"), encoding="utf-8")
    (tmp_path / name).write_text(TEXT.format("China") + also, encoding="utf-8")
    report = run_orders(tmp_path / name, library=library())
    assert [row.code for row in report.destinations if row.code != "?"] == ["CN"]


@pytest.mark.parametrize("name", ["a[1].parquet", "a?.parquet", "*.parquet", "a#b.parquet"])
def test_a_name_of_a_parquet_file_and_its_folder_is_no_pattern(tmp_path: Path, name: str) -> None:
    import duckdb

    folder = tmp_path / "in[2]"
    folder.mkdir()
    (tmp_path / "in2").mkdir()
    for place, part in ((tmp_path / "in2" / "a1.parquet", "JP"), (folder / name, "CN")):
        made = place.with_name("made.parquet")
        duckdb.sql(
            f"SELECT 'H100' AS part, '{part}' AS destination, DATE '2025-05-20' AS date"
        ).write_parquet(str(made))
        made.rename(place)
    (folder / "a1.parquet").write_bytes((tmp_path / "in2" / "a1.parquet").read_bytes())
    report = run_orders(folder / name, library=library())
    assert [row.code for row in report.destinations] == ["CN"]
    report = run_orders(folder, library=library())
    assert sorted(row.code for row in report.destinations) == ["CN", "JP"]


@pytest.mark.parametrize("name", ["PO#9.csv", "a[1].csv", "a?.csv", "a[1].parquet", "a#1.xlsx"])
def test_a_name_of_an_output_is_a_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "book.csv").write_text(TEXT.format("China"), encoding="utf-8")
    run_orders(tmp_path / "book.csv", library=library(), out=tmp_path / name)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["book.csv", name])
    assert run_orders(tmp_path / name, library=library()).lines_in == 1


def test_a_table_or_a_sheet_follows_the_name_of_a_form_that_holds_several(tmp_path: Path) -> None:
    assert parted("a#b.duckdb#s.t") == ("a#b.duckdb", "s.t")
    assert parted("PO#4711.csv") == ("PO#4711.csv", "")
    path = tmp_path / "a.xlsx#b.csv"
    assert parted(path) == (str(tmp_path / "a.xlsx"), "b.csv")
    path.write_text(TEXT.format("China"), encoding="utf-8")
    assert parted(path) == (str(path), "")
    assert literal(Path("/a/b[1].csv")) == "'/a/b[[]1].csv'"


def test_what_a_writer_left_in_a_folder_is_not_read(tmp_path: Path) -> None:
    import duckdb

    for place in ("part-0.parquet", "_temporary/0/part-1.parquet", ".part-2.parquet"):
        path = tmp_path / "book" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        duckdb.sql(
            "SELECT 'H20' AS part, 'CN' AS destination, DATE '2025-05-20' AS date"
        ).write_parquet(str(path))
    report = run_orders(tmp_path / "book", library=library())
    assert report.lines_in == 1
    told = "begin with _ or . are not read: .part-2.parquet, _temporary/0/part-1.parquet"
    assert any(told in note for note in report.notes)


def test_what_spark_and_hive_keep_beside_parquet_is_passed_over_and_nothing_else(
    tmp_path: Path,
) -> None:
    import duckdb

    for place in ("_region=KR/a.parquet", "_region=JP/b.parquet"):  # a column, and no writer's own
        path = tmp_path / "book" / place
        path.parent.mkdir(parents=True)
        duckdb.sql(
            "SELECT 'H20' AS part, 'CN' AS destination, DATE '2025-05-20' AS date"
        ).write_parquet(str(path))
    for name in ("_SUCCESS", "_metadata", "_common_metadata", ".a.parquet.crc", "._a.parquet"):
        (tmp_path / "book" / name).write_text("own", encoding="utf-8")
    report = run_orders(tmp_path / "book", library=library())
    assert report.lines_in == 2
    assert not any("not read" in note for note in report.notes)
    for name in ("README", "README.md", "a.parquet.crc", "data.avro"):
        (tmp_path / "book" / name).write_text("PAR", encoding="utf-8")
        with pytest.raises(InputError, match=f"is a Parquet file: {name} "):
            run_orders(tmp_path / "book", library=library())
        (tmp_path / "book" / name).unlink()


def test_every_parquet_file_of_a_folder_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    import duckdb

    folder = tmp_path / "book"
    folder.mkdir()
    for place in ("a.parquet", "b.pq", "c.PARQUET", "part-0001", "d.parquet.snappy"):
        duckdb.sql(
            "SELECT 'H20' AS part, 'CN' AS destination, DATE '2025-05-20' AS date"
        ).write_parquet(str(tmp_path / "one"))
        (tmp_path / "one").rename(folder / place)
    assert run_orders(folder, library=library()).lines_in == 5
    (folder / "_SUCCESS").touch()
    (folder / "h.csv").write_text("part,destination,date\nH20,CN,2025-05-20\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"not every file .* is a Parquet file: h\.csv"):
        run_orders(folder, library=library())
    (folder / "h.csv").unlink()
    (folder / "more").symlink_to(tmp_path)  # a folder
    with pytest.raises(InputError, match=r"not every file .* is a Parquet file: more"):
        run_orders(folder, library=library())


def test_a_folder_above_a_parquet_file_adds_no_column(tmp_path: Path) -> None:
    import duckdb

    (tmp_path / "hq=China").mkdir()
    path = tmp_path / "hq=China" / "a.parquet"
    duckdb.sql(
        "SELECT 'H100' AS part, 'JP' AS destination, DATE '2025-05-20' AS date"
    ).write_parquet(str(path))
    report = run_orders(path, library=library())
    assert [row.outcome for row in report.outcomes] == ["NLR"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "utf-8-sig", "utf-16-le"])
def test_text_that_is_called_a_workbook_is_read_as_text(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "export.xls"
    path.write_bytes(TEXT.format("China").replace(",", "\t").encode(encoding))
    report, lines = answered(path, tmp_path)
    assert outcomes(lines) == ["LICENSE"] and "called .xls, and is text" in report.notes


HTML = """<html><head><meta charset="{}"><style>td {{x: "<td>"}}</style></head><body>
<table><tr><td>Menu</td><td>Home</td></tr></table>
<table><thead><tr><th>Part</th><th>Ship-To<br>Country</th><th>Ship&nbsp;Date</th><th>Party</th></tr></thead>
<tr><td>H20</td><td rowspan=2>China</td><td>2025-04-20</td><td>Société &amp; Écluse
<tr><td>H100</td><td>2025-05-20</td><td>b</td></tr></table></body></html>"""


@pytest.mark.parametrize("name", ["report.xls", "report.csv", "report.xlsx"])
@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "utf-16"])
def test_an_html_table_is_read_whatever_it_is_called(
    tmp_path: Path, name: str, encoding: str
) -> None:
    path = tmp_path / name
    path.write_bytes(HTML.format(encoding).encode(encoding))
    report, lines = answered(path, tmp_path)
    assert outcomes(lines) == ["LICENSE", "LICENSE"]
    assert [line["Ship-To Country"] for line in lines] == ["China", "China"]
    assert lines[0]["Party"] == "Société & Écluse"
    assert f"called {path.suffix}, and is an HTML page" in report.notes
    assert any(note.startswith("sheet 'table 2'") for note in report.notes)


EXCEL_2003 = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel">
<Worksheet ss:Name="old"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table>
<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>
<Worksheet ss:Name="Orders"><Table>
<Row><Cell><Data ss:Type="String">Part</Data></Cell>
<Cell><Data ss:Type="String">Ship-To Country</Data></Cell>
<Cell><Data ss:Type="String">HQ</Data></Cell>
<Cell><Data ss:Type="String">Ship Date</Data></Cell>
<Cell><Data ss:Type="String">Qty</Data></Cell></Row>
{}</Table></Worksheet></Workbook>"""


def row_2003(headquarters: str) -> str:
    return (
        '<Row><Cell><Data ss:Type="String">H100</Data><Comment><ss:Data>not '
        "this</ss:Data></Comment></Cell>"
        f'<Cell><Data ss:Type="String">Singapore</Data></Cell>{headquarters}<Cell '
        'ss:Index="4"><Data ss:Type="DateTime">2025-05-20T00:00:00.000</Data></Cell>'
        '<Cell><Data ss:Type="Number">8</Data></Cell></Row>'
    )


def test_a_workbook_as_xml_is_read_with_its_errors_formulas_and_merged_cells(
    tmp_path: Path,
) -> None:
    path = tmp_path / "export.xls"
    cells = (
        '<Cell><Data ss:Type="Error">#N/A</Data></Cell>',
        '<Cell ss:Formula="=VLOOKUP(RC[-1],R1,1)"/>',
        '<Cell ss:MergeDown="1"><Data ss:Type="String">China</Data></Cell>',
        "",
        "",
    )
    path.write_text(EXCEL_2003.format("".join(map(row_2003, cells))), encoding="utf-8")
    report, lines = answered(path, tmp_path)
    assert outcomes(lines) == ["UNDETERMINED", "UNDETERMINED", "LICENSE", "LICENSE", "NLR"]
    assert [each[3] for each in listed(report)] == [ERROR, UNWORKED]
    assert (lines[0]["Part"], lines[0]["Ship Date"], lines[0]["Qty"]) == ("H100", "2025-05-20", "8")
    assert {
        "called .xls, and is a workbook as XML",
        "sheet 'Orders'; not read: 'old' (hidden)",
    } <= (set(report.notes))


def test_what_is_written_for_a_number_and_is_none_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "export.xls"
    made = [
        row_2003("").replace('"Number">8<', f'"{kind}">{text}<')
        for kind, text in (("Number", ""), ("Number", "x"), ("Boolean", ""))
    ]
    path.write_text(EXCEL_2003.format("".join(made)), encoding="utf-8")
    report, lines = answered(path, tmp_path)
    assert [line["Qty"] for line in lines] == ["", "x", ""]
    assert [each[2] for each in listed(report)] == ["x"]
    path.write_text(EXCEL_2003.format(row_2003('<Cell ss:Index="x"/>')), encoding="utf-8")
    assert "a workbook as XML that cannot be read" in refused(path)
    cells = ('<table:table-cell office:value-type="float"/>', "<table:table-cell/>")
    sheet = ods_row(*HEADINGS) + "".join(ods_row(*H100[:3], cell) for cell in cells)
    assert (
        outcomes(answered(ods(tmp_path / "b.ods", ("a", False, sheet)), tmp_path)[1])
        == ["LICENSE"] * 2
    )


def test_a_cell_to_the_right_of_the_heading_is_kept(tmp_path: Path) -> None:
    beyond = '<Cell><Data ss:Type="String">changed</Data></Cell></Row>'
    (tmp_path / "xml.xls").write_text(
        EXCEL_2003.format(row_2003("").replace("</Row>", beyond)), encoding="utf-8"
    )
    html = "".join(f"<td>{cell}" for cell in (*H100, "changed"))
    names = "".join(f"<th>{name}" for name in HEADINGS)
    (tmp_path / "html.xls").write_text(
        f"<html><table><tr>{names}<tr>{html}</table>", encoding="utf-8"
    )
    ods(tmp_path / "a.ods", ("a", False, ods_row(*HEADINGS) + ods_row(*H100, "changed")))
    xlsx(tmp_path / "a.xlsx", (HEADINGS, (*H100, "changed")))
    for name, place in (("xml.xls", 6), ("html.xls", 5), ("a.ods", 5), ("a.xlsx", 5)):
        report, lines = answered(tmp_path / name, tmp_path)
        assert lines[0][f"column {place}"] == "changed", name
        assert f"columns kept and not used: 'column {place}'" in report.notes, name


def test_xml_that_declares_entities_is_refused(tmp_path: Path) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'
    text = EXCEL_2003.partition("?>")[2].format(row_2003("<Cell/>"))
    (tmp_path / "book.xls").write_text(bomb + text, encoding="utf-8")
    assert "it declares entities" in refused(tmp_path / "book.xls")


@pytest.mark.parametrize("name", ["book.xls", "book.csv", "book.txt", "book.ods", "book"])
def test_a_workbook_is_read_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    path = xlsx(tmp_path / "book.xlsx", (HEADINGS, H100)).rename(tmp_path / name)
    report, lines = answered(path, tmp_path)
    assert outcomes(lines) == ["LICENSE"]
    said = f"called {path.suffix}, and is" if path.suffix else "read as"
    assert f"{said} a workbook (.xlsx)" in report.notes


@pytest.mark.parametrize(
    ("suffix", "packed"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)]
)
def test_a_compressed_file_is_read_and_one_cut_short_is_refused(
    tmp_path: Path, suffix: str, packed: object
) -> None:
    content = packed(TEXT.format("China").encode())  # type: ignore[operator]
    path = tmp_path / f"book.csv{suffix}"
    path.write_bytes(content)
    assert outcomes(answered(path, tmp_path)[1]) == ["LICENSE"]
    path.write_bytes(content[:-9])
    assert "the compressed file is damaged" in refused(path)
    (tmp_path / "plain.csv.gz").write_text(TEXT.format("China"), encoding="utf-8")
    assert run_orders(tmp_path / "plain.csv.gz", library=library()).lines_in == 1


def test_a_compressed_file_is_written(tmp_path: Path) -> None:
    (tmp_path / "book.csv").write_text(TEXT.format("China"), encoding="utf-8")
    run_orders(tmp_path / "book.csv", library=library(), out=tmp_path / "out.csv.gz")
    with gzip.open(tmp_path / "out.csv.gz", "rt", encoding="utf-8") as file:
        assert file.read().count("\n") == 2
    assert run_orders(tmp_path / "out.csv.gz", library=library()).lines_in == 1


def test_a_compressed_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecluse.tables.form.MOST_UNZIPPED_BYTES", 10_000_000)
    (tmp_path / "bomb.csv.gz").write_bytes(gzip.compress(b"a,b\n" * 10_000_000))
    assert "would unpack to more than" in refused(tmp_path / "bomb.csv.gz")


def compound(*names: str) -> bytes:
    """A compound file with empty streams of these names."""
    entries = b""
    for kind, name in ((5, "Root Entry"), *((2, name) for name in names)):
        text = name.encode("utf-16-le")
        entry = text.ljust(64, b"\0") + struct.pack("<HB", len(text) + 2, kind)
        entries += entry.ljust(116, b"\0") + struct.pack("<III", 0xFFFFFFFE, 0, 0)
    fat = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    )
    head = head.ljust(44, b"\0") + struct.pack("<I", 1) + struct.pack("<I", 1)
    head += struct.pack("<IIIIII", 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return head + fat + entries.ljust(512, b"\0")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.xlsx", b"", "the file is empty"),
        ("a.csv", b"", "the file is empty"),
        ("a.xlsx", compound("EncryptedPackage"), "protected by a password"),
        ("a.xls", compound("WordDocument"), "this is a Word document"),
        ("a.xls", compound("Something"), "not a workbook that can be read"),
        ("a.xls", b"%PDF-1.7 ...", "this is a PDF"),
        ("a.csv", b"\x89PNG\r\n", "this is a picture"),
        ("a.csv", b"ID;PWXL;N;E\n", "this is a SYLK file"),
        ("a.csv", b"SQLite format 3\0", "this is an SQLite database"),
        ("a.xlsx", b"\x09\x08\x10\x00\x00\x06\x05\x00", "not a workbook that can be read"),
        ("a.xls", b"<html><body>Please log in</body></html>", "the workbook is empty"),
        ("a.csv", b"\x00\x01\x02" * 50, "the file is no text"),
    ],
)
def test_what_is_not_read_is_called_what_it_is(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert message in refused(tmp_path / name)


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ("word/document.xml", "this is a Word document"),
        ("ppt/presentation.xml", "this is a presentation"),
        ("Index/Document.iwa", "this is an Apple Numbers document"),
        ("orders.csv", "this is a ZIP archive"),
    ],
)
def test_an_archive_that_is_no_workbook_is_called_what_it_is(
    tmp_path: Path, part: str, message: str
) -> None:
    with zipfile.ZipFile(tmp_path / "book.xlsx", "w") as archive:
        archive.writestr(part, "x")
    assert message in refused(tmp_path / "book.xlsx")


def test_an_opendocument_sheet_with_a_password_is_refused(tmp_path: Path) -> None:
    path = ods(tmp_path / "book.ods", ("Orders", False, ods_row(*HEADINGS)))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    assert "protected by a password" in refused(path)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_heading_without_lines_is_a_book_of_none(
    tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"book.{form}"
    if form == "csv":
        path.write_text(",".join(HEADINGS) + "\n", encoding="utf-8")
    else:
        xlsx(path, (HEADINGS,))
    assert status(["orders", str(path), "--out", str(tmp_path / "out.csv")]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("0 lines, all written to") and said.err == ""


def test_a_device_is_refused() -> None:
    assert "this is a device, not a file" in refused("/dev/null")


@pytest.mark.slow
@pytest.mark.parametrize("source", ["xls", "xlsx", "xlsb", "ods", "html", "xml"])
def test_a_spoiled_file_is_one_clear_error_or_a_book(
    tmp_path: Path, source: str, capfd: pytest.CaptureFixture[str]
) -> None:
    import random

    from .workbooks import xlsb

    made = {
        "xls": lambda path: path.write_bytes((FILES / "errors.xls").read_bytes()),
        "xlsx": lambda path: xlsx(path, (HEADINGS, H100), "B2:B3"),
        "xlsb": lambda path: xlsb(path, (HEADINGS, ("H100", 0x2A, "2025-05-20", "8"))),
        "ods": lambda path: ods(path, ("a", False, ods_row(*HEADINGS) + ods_row(*H100))),
        "html": lambda path: path.write_text(HTML.format("utf-8"), encoding="utf-8"),
        "xml": lambda path: path.write_text(
            EXCEL_2003.format(row_2003("<Cell/>")), encoding="utf-8"
        ),
    }
    path = tmp_path / f"book.{'xls' if source in ('html', 'xml') else source}"
    made[source](path)
    content, chance = path.read_bytes(), random.Random(9)
    for _ in range(25):
        spoiled = bytearray(
            content[: chance.randrange(1, len(content)) if chance.random() < 0.3 else None]
        )
        for _ in range(chance.randrange(1, 20)):
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
        path.write_bytes(spoiled)
        assert status(["orders", str(path)]) in (0, 2)
        said = capfd.readouterr()
        assert (
            "Traceback" not in said.err
            and "panic" not in said.err
            and bool(said.out) is not bool(said.err)
        )
