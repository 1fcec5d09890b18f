"""An archive that would unpack to far more than it is, or reaches too far, is refused unread."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from pytest import MonkeyPatch

from ecluse.errors import InputError
from ecluse.tables import zip_guard


def _book(path: Path, cells: str, name: str = "xl/worksheets/sheet1.xml") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, cells)
    return path


@pytest.mark.parametrize(
    ("most", "refused"),
    [(26 * 100, False), (26 * 100 - 1, True)],
    ids=["as many cells as may be", "one cell more"],
)
def test_a_sheet_reaches_no_further_than_may_be(
    tmp_path: Path, monkeypatch: MonkeyPatch, most: int, *, refused: bool
) -> None:
    """Of up to 26 columns, as most sheets have, the rows alone count."""
    monkeypatch.setattr(zip_guard, "MOST_CELLS", most)
    path = _book(tmp_path / "a.xlsx", '<row r="1"/><row spans="1:2" r="100"><c r="C100"/></row>')
    if not refused:
        return zip_guard.guard_zip(path)
    with pytest.raises(InputError, match="reaches over 100 rows and 26 columns"):
        zip_guard.guard_zip(path)
    return None


@pytest.mark.parametrize(
    ("cell", "columns"), [("AA1", 27), ("AZ1", 52), ("BA1", 53), ("XFD1", 16_384)]
)
def test_a_column_is_counted_by_its_letters(
    tmp_path: Path, monkeypatch: MonkeyPatch, cell: str, columns: int
) -> None:
    monkeypatch.setattr(zip_guard, "MOST_CELLS", 1)
    path = _book(tmp_path / "a.xlsx", f'<row r="1"><c r="{cell}"/><c r="B1"/></row>')
    with pytest.raises(InputError, match=f"over 1 rows and {columns:,} columns"):
        zip_guard.guard_zip(path)


def test_only_a_sheet_reaches_anywhere(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(zip_guard, "MOST_CELLS", 1_000)
    zip_guard.guard_zip(_book(tmp_path / "a.xlsx", '<row r="999999">', "xl/sharedStrings.xml"))


@pytest.mark.parametrize(("most", "refused"), [(3_000, False), (2_999, True)])
def test_an_archive_unpacks_to_no_more_than_may_be(
    tmp_path: Path, monkeypatch: MonkeyPatch, most: int, *, refused: bool
) -> None:
    monkeypatch.setattr(zip_guard, "MOST_UNZIPPED_BYTES", most)
    path = _book(tmp_path / "a.xlsx", " " * 3_000)
    if not refused:
        return zip_guard.guard_zip(path)
    with pytest.raises(InputError, match="would unpack to 3,000"):
        zip_guard.guard_zip(path)
    return None


def test_what_is_no_archive_is_no_concern(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("part,to\n")
    zip_guard.guard_zip(path)


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", "x" * 5_000)
    content = bytearray(path.read_bytes())
    content[60:70] = b"\xff" * 10
    path.write_bytes(content)
    with pytest.raises(zip_guard.DAMAGE):
        zip_guard.guard_zip(path)
