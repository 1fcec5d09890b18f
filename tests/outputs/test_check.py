"""No output is an input, another output, or anything that ecluse did not write."""

from __future__ import annotations

import gzip
import io
import os
import socket
import zipfile
from pathlib import Path

import pytest

from ecluse.errors import InputError
from ecluse.outputs.check import Output, check_outputs
from ecluse.outputs.mark import README

param = pytest.param

OURS = "part,ecluse_outcome,ecluse_data_version\n"


def out(path: Path, option: str = "out", *, folder: bool = False) -> Output:
    return Output(option=option, path=path, folder=folder)


def refused(message: str, *outputs: Output, read: Path | None = None, force: bool = False) -> None:
    with pytest.raises(InputError) as error:
        check_outputs(outputs, [("the book", read)] if read else [], force=force)
    assert message in str(error.value)
    assert all(line.count(" (") >= 1 for line in str(error.value).splitlines())


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.csv"
    path.write_text(OURS)  # even a book that ecluse answered is no place for an output
    return path


@pytest.mark.parametrize(
    "spelled", ["book.csv", "./book.csv", "in/../book.csv", "link.csv", "hard.csv"]
)
def test_the_book_is_refused_however_it_is_spelled(
    book: Path, spelled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(book.parent)
    (book.parent / "in").mkdir()
    (book.parent / "link.csv").symlink_to(book)
    os.link(book, book.parent / "hard.csv")
    for force in (False, True):
        refused(
            "the output would take the place of the book",
            out(Path(spelled)),
            read=book,
            force=force,
        )
    check_outputs([out(Path("other.csv"))], [("the book", book)])


@pytest.mark.parametrize("end", [".wal", ".wal.checkpoint", ".wal.recovery"])
@pytest.mark.parametrize("there", [False, True])
def test_the_log_of_a_book_is_refused_even_if_forced(tmp_path: Path, end: str, there: bool) -> None:
    database = tmp_path / "x.duckdb"
    database.write_bytes(b"database")
    (tmp_path / "link.duckdb").symlink_to(database)
    log = tmp_path / f"x.duckdb{end}"
    if there:
        log.write_bytes(b"log")
    for read in (database, tmp_path / "link.duckdb"):
        for output in (out(log, "report"), out(log, folder=True)):
            refused("the place of the log of the book", output, read=read, force=True)
    refused(
        "the place of the log of the book",
        out(tmp_path / f"link.duckdb{end}"),
        read=tmp_path / "link.duckdb",
        force=True,
    )
    itself = Output(option="out", path=database, keeps=True)
    check_outputs([itself, out(tmp_path / "y.wal")], [("the book", database)])
    if there:
        refused("the place of the book", itself, read=log)


def test_a_folder_of_ours_that_holds_the_book_is_refused(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(f"{README}\n- `cases.parquet`\n")
    (tmp_path / "cases.parquet").write_bytes(b"a table")
    tables = out(tmp_path, "tables", folder=True)
    check_outputs([tables])
    refused("the place of the book", tables, read=tmp_path / "cases.parquet")


def test_an_output_in_the_folder_that_is_the_book_is_refused(tmp_path: Path) -> None:
    (tmp_path / "books").mkdir()
    refused("would lie in the book", out(tmp_path / "books" / "x.csv"), read=tmp_path / "books")
    check_outputs([out(tmp_path / "x.csv")], [("the book", tmp_path / "books")])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        param("x", "x", id="one name"),
        param("x", "./x", id="spelled otherwise"),
        param("x", "link", id="through a link"),
        param("Book.html", "book.HTML", id="one file where a disk knows no capitals"),
        param("caf\u00e9", "cafe\u0301", id="one letter written in two ways"),
    ],
)
def test_two_outputs_that_would_be_one_file_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one: str, other: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link").symlink_to("x")
    refused("`out` and `report` would be one file", out(Path(one)), out(Path(other), "report"))


def test_two_outputs_side_by_side_are_fine(tmp_path: Path) -> None:
    check_outputs([out(tmp_path / "x.csv"), out(tmp_path / "x.html", "report")])
    check_outputs([out(tmp_path / "t", "tables", folder=True), out(tmp_path / "t.csv")])


def test_an_output_in_the_folder_of_another_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t").mkdir()
    tables = out(tmp_path / "t", "tables", folder=True)
    refused(
        "`report` would lie in the folder of `tables`",
        tables,
        out(tmp_path / "t" / "r", "report"),
    )
    refused("`out` would lie in the folder of `tables`", out(tmp_path / "t"), tables)


def test_the_log_of_a_database_is_no_other_output(tmp_path: Path) -> None:
    database = Output(option="out", path=tmp_path / "x.duckdb", keeps=True)
    refused("would be one file", database, out(tmp_path / "x.duckdb.wal", "report"))


def packed(core: str) -> bytes:
    """A workbook with these properties and nothing else."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("docProps/core.xml", core)
    return held.getvalue()


MENTIONED = "<meta name='generator' content='Written by ecluse'>"
THEIRS = {
    "a.csv": b"part,destination\nH100,CN\n",
    "answered-and-noted.csv": OURS.replace("\n", ",my note\n").encode(),
    "a.txt": b"a letter",
    "a.html": b"<!doctype html><html><head><title>mine</title></head></html>",
    "mentioned.html": f"<!doctype html><html><!-- {MENTIONED} --><p>mine</p>".encode(),
    "said.html": b"<!doctype html><html><head><title>Written by ecluse</title></head></html>",
    "scripted.html": f"<html><head><script>'{MENTIONED}'</script></head></html>".encode(),
    "in-the-body.html": f"<html><head></head><body>{MENTIONED}</body></html>".encode(),
    "a.svg": b"<?xml version='1.0'?><svg></svg>",
    "mentioned.svg": (
        b"<svg xmlns='http://www.w3.org/2000/svg'><text>Written by ecluse</text></svg>"
    ),
    "a.png": b"\x89PNG\r\n\x1a\n\0\0\0\0",
    "mentioned.png": b"\x89PNG\r\n\x1a\n\0\0\0\x1atEXtComment\0\0Written by ecluse\0\0\0\0",
    "a.pdf": b"%PDF-1.4\n",
    "mentioned.pdf": (
        b"%PDF-1.4\n1 0 obj\n<< /Title (Written by ecluse) >>\ntrailer\n<< /Info 1 0 R >>"
    ),
    "a.json": b'{"schema": "mine/1"}',
    "of-mine.json": b'{"schema": "ecluse.mine"}',
    "of-another-kind.json": b'{"schema": "ecluse.diff/10", "mine": 1}',
    "a.parquet": b"PAR1\0\0\0\0\0\0\0\0PAR1",
    "a.arrow": b"ARROW1\0\0\xff\xff\xff\xff\x10\0\0\0" + b"\0" * 16,
    "a.arrows": b"\xff\xff\xff\xff\x10\0\0\0" + b"\0" * 16,
    "a.xlsx": b"PK\x03\x04 but no workbook",
    "encoded.xlsx": packed('<?xml version="1.0" encoding="x-none"?><a/>'),
    "a.csv.gz": b"\x1f\x8b but not packed",
    "truncated.csv.gz": gzip.compress(OURS.encode() * 9)[:-20],
    "a": b"\x00\xff\xfe",
}


@pytest.mark.parametrize("name", THEIRS)
def test_a_file_of_the_users_is_refused_unless_forced(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(THEIRS[name])
    with pytest.raises(InputError) as error:
        check_outputs([out(path, "report")])
    assert str(error.value) == (
        "there is a file of that name which ecluse did not write, or which was changed since "
        f"(report: {path}): write elsewhere, or say `force`"
    )
    check_outputs([out(path, "report")], force=True)
    assert path.read_bytes() == THEIRS[name]


def test_an_empty_file_holds_nothing_that_could_be_lost(tmp_path: Path) -> None:
    (tmp_path / "made.csv").touch()
    check_outputs([out(tmp_path / "made.csv")])


def test_a_file_that_is_protected_against_writing_is_refused_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text(OURS)
    check_outputs([out(path)])
    path.chmod(0o444)
    refused("protected against writing", out(path))
    check_outputs([out(path)], force=True)


def test_devices_pipes_sockets_and_folders_are_no_files_to_write(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket"))
        (tmp_path / "folder").mkdir()
        for place, what in (
            ("/dev/null", "a device"),
            (tmp_path / "pipe", "a pipe"),
            (tmp_path / "socket", "a socket"),
            (tmp_path / "folder", "a folder"),
        ):
            refused(f"this is {what}", out(Path(place)), force=True)


def test_a_folder_that_holds_anything_of_the_users_is_refused_even_if_forced(
    tmp_path: Path,
) -> None:
    tables = tmp_path / "tables"
    check_outputs([out(tables, folder=True)])
    tables.mkdir()
    check_outputs([out(tables, folder=True)])
    (tables / "README.md").write_text("# My project\n")
    for force in (False, True):
        refused(
            "the folder holds 'README.md', which ecluse did not write",
            out(tables, folder=True),
            force=force,
        )


def test_what_stands_in_the_place_of_our_readme_is_not_waited_for_or_guessed(
    tmp_path: Path,
) -> None:
    (tmp_path / "piped").mkdir()
    (tmp_path / "spark").mkdir()
    (tmp_path / "noted").mkdir()
    os.mkfifo(tmp_path / "piped" / "README.md")
    os.mkfifo(tmp_path / "spark" / "_ecluse")
    (tmp_path / "noted" / "README.md").write_bytes(README.encode() + b"\xe9t\xe9\n")
    refused("the folder holds 'README.md'", out(tmp_path / "piped", folder=True))
    refused("the folder holds '_ecluse'", out(tmp_path / "spark", folder=True))
    refused("the folder holds 'README.md'", out(tmp_path / "noted", folder=True))


def test_the_folder_one_is_in_and_a_file_are_no_folder_for_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "file").touch()
    monkeypatch.chdir(tmp_path / "here")
    refused("this is the folder you are in", out(Path(), folder=True))
    refused("this is a file", out(tmp_path / "file", folder=True))
    refused("this is a file", out(tmp_path / "file" / "deeper", folder=True))
    refused("a disk is mounted here", out(Path("/proc"), folder=True))


def test_a_name_that_no_disk_takes_is_one_line(tmp_path: Path) -> None:
    refused("cannot be written", out(tmp_path / ("x" * 300)))


def test_all_mistakes_are_told_together(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text("mine")
    with pytest.raises(InputError) as error:
        check_outputs([out(tmp_path / "a"), out(tmp_path / "b", "report")])
    assert len(str(error.value).splitlines()) == 2


def test_a_link_into_a_folder_that_is_not_there_names_that_folder(tmp_path: Path) -> None:
    link = tmp_path / "out.csv"
    link.symlink_to(tmp_path / "gone" / "out.csv")
    with pytest.raises(InputError) as error:
        check_outputs([out(link)])
    assert error.value.where == str(tmp_path / "gone")
    (tmp_path / "gone").mkdir()
    check_outputs([out(link)])
