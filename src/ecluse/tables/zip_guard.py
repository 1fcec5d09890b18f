"""Archives that are not what they say: those that unpack to far more than they are.

Belongs here: refusing them before they are read. Does not: reading a workbook.
Always true: what an archive says of its own size is not believed; nothing of it is kept.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from ecluse.errors import InputError
from ecluse.tables.sheet import column_of

MOST_UNZIPPED_BYTES = 2_000_000_000
MOST_RATIO = 250
MOST_CELLS = 60_000_000
DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(ValueError, OSError),  # a name or a place that cannot be
)
_BLOCK = 1 << 20
_FAR, _ROWS = re.compile(rb'r="([A-Z]{2,3})\d'), re.compile(rb'<row [^>]*?\br="(\d{1,9})"')


def guard_zip(path: Path) -> None:
    """Refuse a workbook that would unpack to far more than it is, or whose cells lie so far apart
    that the space between would fill the memory.

    What an archive says of its own size is not believed: it is unpacked once, to nowhere, and no
    further than it says.

    Raises:
        InputError: It would.
        One of `DAMAGE`: It is damaged.
    """
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        packed = max(path.stat().st_size, 1)
        if unpacked > MOST_UNZIPPED_BYTES or (
            unpacked > 50_000_000 and unpacked / packed > MOST_RATIO
        ):
            raise InputError(
                f"the workbook of {packed:,} bytes would unpack to {unpacked:,}",
                str(path),
                "export it as CSV; no sheet of orders packs so well",
            )
        for entry in entries:
            columns, rows = _reach(archive, entry)
            if columns * rows > MOST_CELLS:
                raise InputError(
                    f"the sheet reaches over {rows:,} rows and {columns:,} columns",
                    str(path),
                    "remove what stands far from the table, or export it as CSV",
                )


def _reach(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[int, int]:
    """The last column and the last row that a sheet of an .xlsx file names; every other entry is
    but unpacked.
    """
    sheet = entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml")
    columns, rows, tail = 0, 0, b""
    with archive.open(entry) as file:
        while block := file.read(_BLOCK):
            if sheet:
                text = tail + block
                for letters in set(_FAR.findall(text)):
                    columns = max(columns, column_of(letters) + 1)
                for row in _ROWS.findall(text)[-1:]:
                    rows = max(rows, int(row))
                tail = text[-64:]
    return max(columns, 26), rows
