"""Tables of a data folder that this room and the design room read.

Belongs here: from a file of the folder to a checked value. Does not: what a table means.
Always true: the folder is an argument of every loader; nothing is read when a module is imported.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from ecluse.facts.reader import check, read_data
from ecluse.law.library import DATA

__all__ = ["DATA", "RELEASES", "read_table"]
RELEASES = 4  # data folders that each loader keeps in memory
Table = TypeVar("Table")


def read_table(folder: Path, name: str, shape: type[Table]) -> Table:
    """The file `name` of a data folder, such as `prices/prices.yaml`, as a value of a dataclass.

    Raises:
        DataError: The file cannot be read, or does not fit the dataclass.
    """
    table: Table = check(read_data(folder, name), shape)
    return table
