"""What ecluse wrote is ecluse's until somebody changes a byte of it."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from ecluse.outputs.mark import OPEN, PNG_TEXT, WRITTEN, is_answered, is_ours, sealed, with_digest

PAGE = (
    f'<!doctype html><html><head><meta name="generator" content="{WRITTEN}">'
    f'<meta name="digest" content="{OPEN}"></head><body>a determination</body></html>'
)
PDF = (
    f"%PDF-1.7\n3 0 obj\n<< /Keywords ({WRITTEN}; {OPEN}) >>\nendobj\n(a determination)\n"
    f"<xmp>{OPEN}</xmp>\ntrailer\n<< /Info 3 0 R >>"
)
PNG = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, held: bytes) -> bytes:
    """A part of a PNG; nobody here looks at its checksum."""
    return struct.pack(">I4s", len(held), kind) + held + b"\0\0\0\0"


# Of each form, what we write and where a byte of it may be changed.
SEALED = {
    "note.html": (with_digest(PAGE).encode(), b"a determination"),
    "note.json": (
        with_digest(
            f'{{"schema": "ecluse.note/1", "name": "nobody", "digest": "{OPEN}"}}'
        ).encode(),
        b"nobody",
    ),
    "brief.txt": (
        with_digest(f'One minute on the H20.\n{WRITTEN}: "{OPEN}"\n').encode(),
        b"One minute",
    ),
    "note.pdf": (sealed(PDF.encode()), b"a determination"),
}


def ours(folder: Path, name: str, content: bytes) -> bool:
    """Whether a file with this content counts as ours."""
    path = folder / name
    path.write_bytes(content)
    return is_ours(path)


@pytest.mark.parametrize("name", SEALED)
def test_what_holds_its_own_digest_is_ours_until_a_byte_changes(tmp_path: Path, name: str) -> None:
    content, some = SEALED[name]
    assert ours(tmp_path, name, content)
    assert not ours(tmp_path, name, content.replace(some, some.upper()))
    assert not ours(tmp_path, name, content + b" signed: A. Person")
    assert not ours(tmp_path, name, content.replace(b"sha256:", b"sha512:"))


def test_two_notes_in_one_file_are_somebodys(tmp_path: Path) -> None:
    """Whoever put them together, no digest speaks for the whole."""
    content = SEALED["note.html"][0]
    assert not ours(tmp_path, "both.html", content + content)


def test_a_picture_is_known_by_its_first_texts(tmp_path: Path) -> None:
    size = chunk(b"IHDR", b"\0" * 13)
    assert ours(tmp_path, "a.png", PNG + size + chunk(b"tEXt", PNG_TEXT))
    assert not ours(tmp_path, "b.png", PNG + size + chunk(b"tEXt", PNG_TEXT + b", and mine"))
    assert not ours(tmp_path, "c.png", PNG + size + chunk(b"iTXt", PNG_TEXT))


@pytest.mark.parametrize(
    ("names", "answered"),
    [
        (["part", "ecluse_outcome", "ecluse_data_version"], True),
        (["ecluse_outcome", "part", "ecluse_data_version"], False),  # theirs stands among ours
        (["part", "ecluse_outcome"], False),
        (["part", "ecluse_data_version"], False),
        (["n", *(f"ecluse_{name}" for name in ("band", "list", "entry", "score"))], False),
        (
            ["n", *(f"ecluse_{name}" for name in ("band", "list", "entry", "score", "list_date"))],
            True,
        ),
        ([], False),
    ],
)
def test_a_table_is_ours_by_its_last_columns(names: list[str], *, answered: bool) -> None:
    assert is_answered(names) is answered


def test_what_is_no_plain_file_is_nobodys_to_replace(tmp_path: Path) -> None:
    assert not is_ours(tmp_path)
    assert not is_ours(tmp_path / "none")
    (tmp_path / "empty").touch()
    assert is_ours(tmp_path / "empty")


@pytest.mark.parametrize(("who", "is_it"), [(WRITTEN, True), ("A. Person", False)])
def test_a_workbook_is_ours_until_another_program_saves_it(
    tmp_path: Path, who: str, *, is_it: bool
) -> None:
    told = f"<creator>{WRITTEN}</creator><lastModifiedBy>{who}</lastModifiedBy>"
    core = f'<p xmlns="urn:x">{told}</p>'
    with zipfile.ZipFile(tmp_path / "book.xlsx", "w") as archive:
        archive.writestr("docProps/core.xml", core)
    assert is_ours(tmp_path / "book.xlsx") is is_it


@pytest.mark.parametrize(
    ("key", "is_it"), [("Creator", True), ("Title", False), ("Producer", False)]
)
def test_a_drawing_in_pdf_is_ours_by_its_creator_alone(
    tmp_path: Path, key: str, *, is_it: bool
) -> None:
    content = f"%PDF-1.4\n7 0 obj\n<< /{key} ({WRITTEN}) >>\ntrailer\n<< /Info 7 0 R >>"
    assert ours(tmp_path, "plot.pdf", content.encode()) is is_it
