"""An order book in Arrow's own forms: IPC files (which Feather is) and IPC streams.

Belongs here: reading and writing them batch by batch, and knowing when one is cut short. Does not:
what a column means.
Always true: one batch is in memory at a time; a file that ends before its end is refused, never
read in part.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecluse.errors import InputError
from ecluse.outputs.mark import KEY, WRITTEN
from ecluse.tables.book import OpenedFile
from ecluse.tables.halfway import first_line
from ecluse.tables.names import quoted, unique

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FILES, STREAMS = (".arrow", ".feather", ".ipc"), (".arrows",)
FORMS = (*FILES, *STREAMS)
_FILE_MARK, _FEATHER_1, _STREAM_END = b"ARROW1", b"FEA1", b"\xff\xff\xff\xff\x00\x00\x00\x00"
_BATCH = 65_536


def stage_arrow(opened: OpenedFile) -> Path:
    """Stage an Arrow file or stream as Parquet; which of the two it is, its first bytes say.

    Raises:
        InputError: It is no whole Arrow file.
    """
    path, connection = opened.path, opened.connection
    pa = need_pyarrow(path)
    import duckdb

    with path.open("rb") as file:
        head = file.read(8)
        file.seek(max(path.stat().st_size - 8, 0))
        tail = file.read()
    if head.startswith(_FEATHER_1):
        mend = "write it again as Feather 2 (Arrow IPC), or as Parquet"
        raise opened.cannot("this is the first form of Feather", mend)
    is_file = head.startswith(_FILE_MARK)
    if not is_file and tail != _STREAM_END:
        what = "not a whole Arrow file: it has no end mark"
        raise opened.cannot(what, "write or copy it again")
    staged = opened.folder / "book.parquet"
    try:
        with pa.OSFile(str(path), "rb") as file:  # not mapped: what was read is let go
            connection.register("arriving", _reader(pa, file, path, is_file=is_file))
            connection.execute(
                f"COPY (SELECT * FROM arriving) TO {quoted(staged)} (FORMAT parquet)"
            )
            connection.unregister("arriving")
    except (pa.ArrowException, duckdb.Error, OSError) as error:
        what = f"not a whole Arrow file: {first_line(error)}"
        mend = "write or copy it again; a file cut short has lost its end"
        raise opened.cannot(what, mend) from error
    return staged


def _reader(pa: Any, file: Any, path: Path, *, is_file: bool) -> Any:
    """Batches whose columns have names of their own."""
    if is_file:
        whole = pa.ipc.open_file(file)
        batches = map(whole.get_batch, range(whole.num_record_batches))
    else:
        whole = batches = pa.ipc.open_stream(file)
    names = unique(whole.schema.names, str(path))
    fields = [field.with_name(name) for field, name in zip(whole.schema, names, strict=True)]
    renamed = (batch.rename_columns(names) for batch in batches)
    return pa.RecordBatchReader.from_batches(pa.schema(fields), renamed)


def write_arrow(connection: DuckDBPyConnection, select: str, part: Path, *, stream: bool) -> int:
    """Write what `select` gives; the lines written."""
    pa = need_pyarrow(part)
    reader = connection.sql(select).to_arrow_reader(_BATCH)
    schema = reader.schema.with_metadata({**(reader.schema.metadata or {}), KEY: WRITTEN})
    made = pa.ipc.new_stream if stream else pa.ipc.new_file
    count = 0
    with pa.OSFile(str(part), "wb") as file, made(file, schema) as writer:
        for batch in reader:
            writer.write_batch(batch.replace_schema_metadata(schema.metadata))
            count += batch.num_rows
    return count


def need_pyarrow(path: Path) -> Any:
    """The library.

    Raises:
        InputError: It is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.ipc
    except ImportError as error:
        raise InputError(
            "Arrow files are read and written with pyarrow",
            path.name,
            "install it with: pip install 'ecluse[arrow]'",
        ) from error
    return pa
