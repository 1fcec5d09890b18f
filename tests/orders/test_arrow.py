"""Arrow files and streams: read and written batch by batch, and never read in part."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from children import MOST_MEMORY
from ecluse.errors import InputError
from ecluse.orders.book import run_orders
from ecluse.orders.record import OUTPUT
from ecluse.tables.engine_duckdb import connect
from ecluse.tables.read import open_book

from .build import book, library

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'ecluse[arrow]'")
ipc = pytest.importorskip("pyarrow.ipc")


def table(lines: int = 30_000) -> Any:
    """A book of several batches."""
    return pa.table(
        {
            "part": pa.array(["H100"] * lines).dictionary_encode(),
            "destination": ["CN"] * lines,
            "ship_date": pa.array([19754] * lines, pa.date32()),
            "quantity": pa.array(range(1, lines + 1), pa.int32()),
        }
    )


def write(path: Path, whole: Any, *, stream: bool, batch: int = 5_000) -> Path:
    made = ipc.new_stream if stream else ipc.new_file
    with pa.OSFile(str(path), "wb") as file, made(file, whole.schema) as writer:
        for each in whole.to_batches(max_chunksize=batch):
            writer.write_batch(each)
    return path


@pytest.mark.parametrize(
    ("name", "stream"),
    [
        ("book.arrow", False),
        ("book.feather", False),
        ("book.ipc", False),
        ("book.arrows", True),
        ("stream.arrow", True),
    ],
)
def test_files_and_streams_are_read_whatever_they_are_called(
    tmp_path: Path, name: str, stream: bool
) -> None:
    path = write(tmp_path / name, table(), stream=stream)
    report = run_orders(path, library=library())
    assert (report.lines_in, report.total.units) == (30_000, 30_000 * 30_001 // 2)
    connection = connect(tmp_path)
    opened = open_book(path, connection, tmp_path)
    assert connection.execute(
        f"SELECT quantity, {opened.row} FROM {opened.relation} WHERE quantity IN (1, 17000)"
    ).fetchall() == [(1, 1), (17000, 17000)]
    assert opened.types["ship_date"] == "DATE"


def test_feather_as_others_write_it_is_read(tmp_path: Path) -> None:
    from pyarrow import feather

    for compression in ("lz4", "zstd", "uncompressed"):
        feather.write_feather(table(100), str(tmp_path / "book.feather"), compression=compression)
        assert run_orders(tmp_path / "book.feather", library=library()).lines_in == 100


@pytest.mark.parametrize("form", ["arrow", "feather", "arrows"])
def test_every_column_and_line_comes_out_in_order_with_its_type(tmp_path: Path, form: str) -> None:
    out = tmp_path / f"out.{form}"
    run_orders(write(tmp_path / "book.arrow", table(), stream=False), library=library(), out=out)
    with pa.memory_map(str(out)) as mapped:
        whole = (ipc.open_stream if form == "arrows" else ipc.open_file)(mapped).read_all()
    assert whole.column_names == ["part", "destination", "ship_date", "quantity", *OUTPUT]
    assert whole["quantity"].to_pylist() == list(range(1, 30_001))
    assert (whole.schema.field("quantity").type, whole.schema.field("ship_date").type) == (
        pa.int32(),
        pa.date32(),
    )
    assert set(whole["ecluse_outcome"].to_pylist()) == {"LICENSE"}
    assert run_orders(out, library=library()).lines_in == 30_000


@pytest.mark.parametrize("stream", [False, True])
def test_a_file_cut_short_anywhere_is_one_error(tmp_path: Path, stream: bool) -> None:
    whole = write(tmp_path / "whole.arrow", table(2_000), stream=stream, batch=500).read_bytes()
    cut = tmp_path / "cut.arrow"
    for kept in (0, 3, 8, 200, len(whole) // 2, len(whole) - 300, len(whole) - 8, len(whole) - 1):
        cut.write_bytes(whole[:kept])
        with pytest.raises(InputError, match="not a whole Arrow file") as error:
            run_orders(cut, library=library(), out=tmp_path / "out.arrow")
        assert "\n" not in str(error.value)
        assert not (tmp_path / "out.arrow").exists()


def test_a_stream_cut_between_batches_is_not_taken_for_whole(tmp_path: Path) -> None:
    path = tmp_path / "cut.arrows"
    whole = table(2_000)
    with pa.OSFile(str(path), "wb") as file:
        writer = ipc.new_stream(file, whole.schema)
        writer.write_table(whole)  # and no end
        size = file.tell()
        writer.close()
    path.write_bytes(path.read_bytes()[:size])
    assert (
        ipc.open_stream(str(path)).read_all().num_rows == 2_000
    )  # which is what pyarrow makes of it
    with pytest.raises(InputError, match="it has no end mark"):
        run_orders(path, library=library())


def test_what_is_no_arrow_file_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "book.arrow").write_bytes(b"ARROW1\0\0" + b"x" * 500)
    (tmp_path / "old.feather").write_bytes(b"FEA1" + b"x" * 500)
    with pytest.raises(InputError, match="not a whole Arrow file"):
        run_orders(tmp_path / "book.arrow", library=library())
    with pytest.raises(InputError, match="the first form of Feather"):
        run_orders(tmp_path / "old.feather", library=library())


def test_columns_of_any_type_and_of_one_name_are_read(tmp_path: Path) -> None:
    import datetime as dt

    whole = pa.Table.from_arrays(
        [
            pa.array(["H100"]),
            pa.array(["CN"]),
            pa.array([dt.datetime(2024, 2, 1, 10)], pa.timestamp("ns")),
            pa.array([None], pa.null()),
            pa.array([[1, 2]]),
            pa.array([{"a": 1}]),
            pa.array([1], pa.uint64()),
            pa.array(["x"], pa.large_string()),
            pa.array([b"\0"], pa.binary()),
            pa.array(["twice"]),
        ],
        names=[
            "part",
            "destination",
            "ship_date",
            "nothing",
            "list",
            "struct",
            "big",
            "text",
            "bytes",
            "text",
        ],
    )
    report = run_orders(
        write(tmp_path / "book.arrow", whole, stream=False),
        library=library(),
        out=tmp_path / "out.arrow",
    )
    assert report.outcomes[0].outcome == "LICENSE"
    assert ipc.open_file(str(tmp_path / "out.arrow")).schema.names[:10] == [
        *whole.column_names[:9],
        "text 2",
    ]


def test_without_pyarrow_the_message_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "book.arrow", table(1), stream=False)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError, match=r"pip install 'ecluse\[arrow\]'"):
        run_orders(path, library=library())
    with pytest.raises(InputError, match=r"pip install 'ecluse\[arrow\]'"):
        run_orders(
            book(tmp_path, "H100,,1,1,USD,China,,2024-02-01,x"),
            library=library(),
            out=tmp_path / "out.arrow",
        )
    assert not (tmp_path / "out.arrow").exists()


MEASURE = """
import sys
from pathlib import Path
from typing import Any
from ecluse.tables.engine_duckdb import connect
from ecluse.tables.read import open_book
from ecluse.tables.write import write_book
folder, lines = Path(sys.argv[1]), int(sys.argv[2])
(folder / "book.arrow").unlink(missing_ok=True)
select = f"SELECT range AS n, 'x' || range AS s, repeat('reason ', 10) AS r FROM range({lines})"
written = write_book(connect(folder), select, folder / "book.arrow", ["n", "s", "r"], {}, lines)
assert written == lines
open_book(folder / "book.arrow", connect(folder), folder)
print(MOST_MEMORY)
""".replace("MOST_MEMORY", MOST_MEMORY)


@pytest.mark.slow
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    few, many = (
        int(
            subprocess.run(
                [sys.executable, "-c", MEASURE, str(tmp_path), str(lines)],
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )
        for lines in (1_000_000, 6_000_000)
    )
    assert (tmp_path / "book.arrow").stat().st_size > 500_000_000
    assert many - few < 100_000  # kilobytes
