"""The seal of a data folder: every data file with its digest, and one digest over all.

Belongs here: listing a folder's data files, its manifest, what differs between the two. Does not:
what any file says, or whether the data may answer (both are the library's).
Always true: a digest rests on the names and bytes of the data files alone, so it is the same on
every machine; a manifest is written whole or not at all. The bulk tables of `lists/` are not read
at a start: their digests stand in a register there, and whoever opens a table compares.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import ClassVar

from ecluse.errors import DataError, InputError
from ecluse.facts.file_record import file_record
from ecluse.facts.json_object import RepeatedKeyError, read_json
from ecluse.facts.reader import Document, check
from ecluse.outputs.cache import part_of
from ecluse.visible import hidden_in

MANIFEST = "MANIFEST.json"
SCHEMA = "ecluse.data-manifest/1"
REGISTER = "lists/versions.csv"  # of the bulk tables: file, SHA-256, and more
KINDS = (".yaml", ".csv")  # what some part of ecluse reads; other files cannot change an answer


@file_record
class FileDigest:
    """One data file: the SHA-256 of its bytes, and how many they are."""

    sha256: str
    bytes: int


@file_record
class Manifest:
    """What a folder held when it was sealed; `measures` are those that it must go on holding."""

    schema: str
    digest: str
    measures: tuple[str, ...]
    files: dict[str, FileDigest]

    def __post_init__(self) -> None:
        if self.schema != SCHEMA:
            raise ValueError(f"a manifest of the schema {SCHEMA}, not {self.schema}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SealAnswer:
    """The seal of a data folder.

    Args:
        digest: Over all sealed files; null where there is no manifest.
        files: How many files are sealed.
        sealed: Every data file is as it was sealed.
        differences: Each file that is not, and how.
        measures_gone: Measures that the seal named and the data no longer hold.
    """

    SCHEMA: ClassVar[str] = "ecluse.seal/1"

    manifest: str
    digest: str | None
    files: int
    sealed: bool
    differences: list[str]
    measures_gone: list[str]


def file_digests(folder: Path, *, deep: bool = False) -> dict[str, FileDigest]:
    """Every data file under `folder`, by its path from there, in order.

    What cannot be read is left out, as if it were missing: the reader says why, if it needs it.

    Args:
        deep: Read the bulk tables too; their digests are those of the register where False.
    """
    registered = {} if deep else _registered(folder)
    found: dict[str, FileDigest] = {}
    for name, entry in data_entries(folder):
        with suppress(OSError):
            if (sealed := registered.get(name)) is not None:
                found[name] = FileDigest(sha256=sealed, bytes=entry.stat().st_size)
                continue
            content = Path(entry.path).read_bytes()
            digest = hashlib.sha256(content).hexdigest()
            found[name] = FileDigest(sha256=digest, bytes=len(content))
    return dict(sorted(found.items()))


def _registered(folder: Path) -> dict[str, str]:
    """The digest of each bulk table by its path, as the register beside the tables has it."""
    try:
        lines = (folder / REGISTER).read_text("utf-8").splitlines()[1:]
    except (OSError, UnicodeDecodeError):
        return {}
    home = REGISTER.rpartition("/")[0]
    rows = (line.split(",", 2) for line in lines)
    return {f"{home}/{row[0]}": row[1] for row in rows if len(row) > 1}


def bulk_differences(folder: Path) -> tuple[str, ...]:
    """The bulk tables that are not as the register beside them has them, and how."""
    found = []
    for name, sealed in sorted(_registered(folder).items()):
        try:
            content = (folder / name).read_bytes()
        except OSError:
            found.append(f"{name}: missing")
            continue
        if hashlib.sha256(content).hexdigest() != sealed:
            found.append(f"{name}: changed")
    return tuple(found)


def data_entries(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """The path of every data file from `folder`, and what the system says of it; links are
    followed, and no folder is visited twice.
    """
    visited: set[tuple[int, int]] = set()
    waiting = [("", str(folder))]
    while waiting:
        name, path = waiting.pop()
        with suppress(OSError):
            about = Path(path).stat()
            if (about.st_dev, about.st_ino) in visited:
                continue
            visited.add((about.st_dev, about.st_ino))
            for entry in os.scandir(path):
                with suppress(OSError):
                    if entry.is_dir():
                        waiting.append((f"{name}{entry.name}/", entry.path))
                    elif entry.name.endswith(KINDS) and entry.is_file():
                        yield name + entry.name, entry


def digest_over(files: Mapping[str, FileDigest]) -> str:
    """One digest over all: of the lines that `sha256sum` prints for the files, sorted by path."""
    lines = (f"{files[name].sha256}  {name}\n" for name in sorted(files))
    # A name that is no UTF-8 has lone surrogates in it, and its own bytes in the digest.
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a folder, or None where it has none.

    Raises:
        DataError, SeveralErrors: It is no manifest.
    """
    name = f"data/{MANIFEST}"
    anew = "seal the data anew: `ecluse law seal`"
    try:
        tree = read_json((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except RepeatedKeyError as error:
        raise DataError(str(error), name, anew) from error
    except (OSError, ValueError, RecursionError) as error:
        raise DataError("the manifest cannot be read as JSON", name, anew) from error
    if not isinstance(tree, dict):
        raise DataError("the manifest is no mapping of keys to values", name, anew)
    return check(Document(name, tree, {}), Manifest)


def differences(files: Mapping[str, FileDigest], manifest: Manifest | None) -> tuple[str, ...]:
    """What differs between a folder's files and its manifest: each path, and how."""
    if manifest is None:
        return (f"{MANIFEST}: missing",)
    sealed = manifest.files
    found = [f"{name}: extra" for name in files if name not in sealed]
    found += [f"{name}: missing" for name in sealed if name not in files]
    found += [f"{name}: changed" for name in files if sealed.get(name, files[name]) != files[name]]
    if manifest.digest != digest_over(sealed):
        found.append(f"{MANIFEST}: changed")
    return tuple(sorted(found))


def write_manifest(folder: Path, measures: Iterable[str]) -> Manifest:
    """Seal a folder as it stands.

    Raises:
        InputError: The folder cannot be written, or a file's name cannot stand in a manifest.
    """
    files = file_digests(folder, deep=True)
    for name in files:
        if not name.isascii() and hidden_in(name):
            raise InputError(f"the name '{name}' is no plain text", str(folder), "rename the file")
    manifest = Manifest(
        schema=SCHEMA, digest=digest_over(files), measures=tuple(sorted(measures)), files=files
    )
    try:
        with part_of(folder / MANIFEST) as part:
            part.write_text(_text(manifest), encoding="utf-8", newline="\n")
            part.chmod(0o644)
    except OSError as error:
        raise InputError(
            f"cannot write the manifest: {error.strerror}",
            str(folder / MANIFEST),
            "check the folder and its permissions",
        ) from error
    return manifest


def _text(manifest: Manifest) -> str:
    """The manifest as JSON, one file a line, so that a changed file is one changed line."""
    row = asdict(manifest)
    files = row.pop("files")
    head = json.dumps(row, indent=1, ensure_ascii=False).removesuffix("\n}")
    lines = ",\n".join(
        f"  {json.dumps(name, ensure_ascii=False)}: {json.dumps(each)}"
        for name, each in files.items()
    )
    return f'{head},\n "files": {{\n{lines}\n }}\n}}\n'
