"""A book of somebody else can make the engine read nothing but itself."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from ecluse.compare.book import diff_lines
from ecluse.compare.side import sides_of
from ecluse.errors import InputError
from ecluse.orders.book import run_orders
from ecluse.tables.connection import connect

from .build import book, library

ROW = "H100,3A090.a,8,30000,USD,China,,2024-02-01,a"
LINE = "'H100' AS part, 'CN' AS destination, DATE '2024-02-01' AS ship_date"
SECRET = "a word that nobody may see"
VIEWS = {
    "text": "SELECT {line}, content AS note FROM read_text('{secret}')",
    "bytes": "SELECT {line}, content::VARCHAR AS note FROM read_blob('{secret}')",
    "listing": "SELECT {line}, file AS note FROM glob('{folder}/*')",
    "csv": (
        "SELECT {line}, * FROM read_csv('{secret}', header=false, columns={{'note': 'VARCHAR'}})"
    ),
    "macro": "SELECT {line}, peek() AS note",
    "joined": (
        "SELECT {line}, NULL AS note UNION ALL SELECT {line}, content FROM read_text('{secret}')"
    ),
    "outside": "SELECT {line}, content AS note FROM read_text('{folder}/in/../secret.txt')",
}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_text(SECRET)
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "shop.duckdb"
    words = {"line": LINE, "secret": tmp_path / "secret.txt", "folder": tmp_path}
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            f"CREATE MACRO peek() AS (SELECT content FROM read_text('{tmp_path}/secret.txt'))"
        )
        for name, said in VIEWS.items():
            connection.execute(f"CREATE VIEW {name} AS {said.format(**words)}")
        connection.execute(f"CREATE TABLE plain AS SELECT {LINE}")
        connection.execute("CREATE VIEW honest AS SELECT * FROM plain")
    return path


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_that_reads_files_is_refused_and_nothing_of_them_comes_out(
    shop: Path, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "out.csv"
    with pytest.raises(InputError, match="the book reads other files") as error:
        run_orders(f"{shop}#{name}", library=library(), out=out)
    assert SECRET not in str(error.value) and not out.exists()
    books = library()
    with pytest.raises(InputError, match="the book reads other files"):
        diff_lines(
            *sides_of("2025-04-08", "2025-04-09", (books, books), books.data_as_of),
            f"{shop}#{name}",
            str(out),
        )
    assert not out.exists()


def test_tables_and_views_of_tables_are_read(shop: Path, tmp_path: Path) -> None:
    for name in ("plain", "honest"):
        report = run_orders(f"{shop}#{name}", library=library(), out=tmp_path / "out.csv")
        assert report.lines_out == 1


def test_a_view_cannot_see_what_the_program_holds(tmp_path: Path) -> None:
    """A name that no table has is no variable of Python's either."""
    import pyarrow as pa

    leaky = pa.table({"said": [SECRET]})
    connection = connect(tmp_path)
    with pytest.raises(duckdb.CatalogException):
        connection.execute("SELECT * FROM leaky").fetchall()
    assert leaky.num_rows == 1


@pytest.mark.parametrize(
    "statement",
    [
        "SET enable_external_access = true",
        "SET allowed_directories = ['/']",
        "SET lock_configuration = false",
        "SET autoload_known_extensions = true",
        "INSTALL httpfs",
        "LOAD httpfs",
        "ATTACH '{folder}/in/shop.duckdb' AS other",
        "ATTACH 'sqlite:{folder}/x.db' AS other",
        "COPY (SELECT 1) TO '{folder}/written.csv'",
        "SELECT * FROM read_csv('https://example.org/x.csv')",
        "CREATE SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')",
        "SELECT * FROM read_text('{folder}/link.txt')",
    ],
)
@pytest.mark.usefixtures("shop")
def test_nothing_opens_what_was_locked(tmp_path: Path, statement: str) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "link.txt").symlink_to(tmp_path / "secret.txt")
    connection = connect(tmp_path / "own")
    with pytest.raises(duckdb.Error):
        connection.execute(statement.format(folder=tmp_path, own=tmp_path / "own")).fetchall()
    with pytest.raises(duckdb.PermissionException):
        connection.execute(f"SELECT * FROM read_text('{tmp_path}/own/link.txt')").fetchall()
    assert not (tmp_path / "written.csv").exists()


def test_the_engine_still_spills_and_writes_where_it_should(tmp_path: Path) -> None:
    connection = connect(tmp_path, "60MB")
    count = connection.execute(
        "SELECT count(*) FROM (SELECT md5(range::VARCHAR) AS m FROM range(1500000) ORDER BY m)"
    ).fetchone()
    assert count == (1_500_000,)
    connection.execute(f"COPY (SELECT 1 AS a) TO '{tmp_path}/x.parquet' (FORMAT parquet)")


@pytest.mark.parametrize("name", ["it's.parquet", "a;b.parquet", "a[1].csv", "x'); DROP--.csv"])
def test_a_name_is_a_name_whatever_stands_in_it(tmp_path: Path, name: str) -> None:
    (tmp_path / "o'n [e]").mkdir()
    source = book(tmp_path / "o'n [e]", ROW, name="plain.csv")
    report = run_orders(source, library=library(), out=tmp_path / "o'n [e]" / name)
    assert report.lines_out == 1
    assert {each.name for each in (tmp_path / "o'n [e]").iterdir()} == {"plain.csv", name}


def test_a_folder_of_links_to_parquet_files_is_read(tmp_path: Path) -> None:
    for folder in ("far", "near"):
        (tmp_path / folder).mkdir()
    for number in (1, 2):
        path = tmp_path / "far" / f"{number}.parquet"
        duckdb.connect().execute(f"COPY (SELECT {LINE}) TO '{path}' (FORMAT parquet)")
        (tmp_path / "near" / path.name).symlink_to(path)
    assert run_orders(tmp_path / "near", library=library()).lines_in == 2


def test_a_temporary_folder_of_a_strange_name_is_worked_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strange = tmp_path / "t[1]m'p *"
    strange.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(strange))
    assert run_orders(book(tmp_path, ROW), library=library()).lines_in == 1
    assert list(strange.iterdir()) == []
