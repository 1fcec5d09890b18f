"""Sealing the lists of a data folder after a jurist edited a table.

Belongs here: the register of tables written anew from the tables. Does not: the seal of the whole
data folder (law).
Always true: a table that says what it cannot mean is not sealed.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from ecluse.errors import DataError
from ecluse.screening.codes import read_spellings
from ecluse.screening.lists import FOLDER, VERSIONS, read_versions, versions_text
from ecluse.screening.read_table import entries_of, rows_of


def seal_lists(folder: Path) -> bool:
    """Write the digest and the number of rows of each table of a data folder anew, as the tables
    stand; whether anything was written. A folder without lists has nothing to seal.

    Raises:
        DataError, SeveralErrors: A table cannot be read, or says what it cannot mean.
    """
    path = folder / FOLDER / VERSIONS
    if not path.exists():
        return False
    spellings = read_spellings(folder / FOLDER)
    sealed = []
    for table in read_versions(folder / FOLDER):
        try:
            content = table.path.read_bytes()
        except OSError as error:
            raise DataError("the list cannot be read", table.name, "restore the file") from error
        rows = rows_of(content.decode("utf-8"), table.name)
        entries_of(table.version, rows, spellings, table.name)
        digest = hashlib.sha256(content).hexdigest()
        sealed.append(replace(table, version=replace(table.version, digest=digest), rows=len(rows)))
    text = versions_text(sealed)
    if path.read_text("utf-8") == text:
        return False
    path.write_text(text, encoding="utf-8", newline="\n")
    return True
