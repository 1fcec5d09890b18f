"""What is kept in the user's own cache folder from one start to the next.

Belongs here: where that is, reading and writing values there, and how much is kept. Does not: what
a value rests on (its key says that).
Always true: the folder is the user's own, and nobody else can write it; what is read builds values
of ecluse and runs nothing, and is byte for byte what was written; what other data folders and
releases keep stays beside it, up to a number, and what was used last stays longest.
"""

from __future__ import annotations

import gc
import hashlib
import io
import os
import pickle
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecluse.outputs.user_folder import user_cache

if TYPE_CHECKING:
    from logging import Logger

MOST = 8
_DAY_S = 86_400.0
_PACKAGE = Path(__file__).parent.parent
_CODE = (".py", ".csv")  # modules, and the sentences that they say
_DIGEST_BYTES = 32  # of the SHA-256 of a kept value, which stands before it


def cache_folder() -> Path | None:
    """A folder of the user's own that nobody else can write, or None where there is none."""
    root = user_cache()
    try:
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        found = root.stat()
    except OSError:
        return None
    if hasattr(os, "getuid") and (
        found.st_uid != os.getuid() or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    ):
        _log().warning("ecluse: %s can be written by others: nothing is kept there", root)
        return None
    return root


def used(path: Path) -> None:
    """Note that a kept file or folder was used, once a day, so that it is not swept as old."""
    try:
        if time.time() - path.stat().st_mtime > _DAY_S:
            os.utime(path)
    except OSError as error:
        _log().info("%s: its age stays as it was: %s", path, error)


def sweep(root: Path, pattern: str, most: int = MOST) -> None:
    """Keep the `most` that were used last of what `pattern` names, and no parts of dead writes."""
    aged = sorted(((_age(path), path) for path in root.glob(pattern)), key=lambda pair: pair[0])
    parts = root.glob(f".{pattern.rstrip('*')}*")
    dead = [path for path in parts if _age(path) > _DAY_S]
    for path in (*(path for _, path in aged[most:]), *dead):
        if path.is_dir():
            import shutil

            shutil.rmtree(path, ignore_errors=True)
            continue
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            _log().info("%s cannot be swept: %s", path, error)


def _log() -> Logger:
    import logging  # most starts have nothing to say

    return logging.getLogger(__name__)


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:  # swept by another
        return float("inf")


@cache
def code_digest(*parts: str, package: Path = _PACKAGE) -> str:
    """A digest of some modules and rooms of the package, their tables of words with them, and of
    the Python that reads them: what is kept of what they work out is of no use to others.
    """
    digest = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for part in parts:
        room = package / part
        inside = (path for path in room.rglob("*") if path.suffix in _CODE)
        for path in sorted(inside) if room.is_dir() else [room]:
            content = path.read_bytes()
            digest.update(f"{path.relative_to(package).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


class OnlyOurs(pickle.Unpickler):
    """Builds values of ecluse's own dataclasses and enums, decimals, dates and sets; refuses
    anything else.
    """

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.startswith("ecluse."):
            found = super().find_class(module, name)
            # Only a class that the module itself defines, and only a value: nothing that could be
            # called to act.
            value = (
                isinstance(found, type)
                and found.__module__ == module
                and ("__dataclass_fields__" in vars(found) or issubclass(found, Enum))
            )
            if value:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} has no place in the cache")


_PLAIN = {
    ("decimal", "Decimal"),
    ("datetime", "date"),
    ("builtins", "frozenset"),
    ("builtins", "set"),
}


def read_value(path: Path) -> Any:
    """The value kept at `path`; None where there is none that can be used."""
    value = _read(path, os.getuid() if hasattr(os, "getuid") else None)
    if value is not None:
        used(path)
    return value


def read_shipped(path: Path) -> Any:
    """The value that was installed beside the code, by whoever installed the code; None where there
    is none that can be used.
    """
    return _read(path, Path(__file__).stat().st_uid)


def _read(path: Path, owner: int | None) -> Any:
    """The value in a file of this owner, if its bytes are those that were written."""
    try:
        with path.open("rb") as file:
            if owner is not None and os.fstat(file.fileno()).st_uid != owner:
                return None
            digest, content = file.read(_DIGEST_BYTES), file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        _log().info("the cache at %s is not usable: %s", path, error)
        return None
    if hashlib.sha256(content).digest() != digest:
        _log().info("the cache at %s is damaged", path)
        return None
    collecting = gc.isenabled()
    gc.disable()  # the many small values being built are no garbage
    try:
        return opened(content)
    except Exception as error:  # noqa: BLE001  whatever a foreign file holds
        _log().info("the cache at %s is not usable: %s", path, error)
        return None
    finally:
        if collecting:
            gc.enable()


class _ByValue(pickle.Pickler):
    """Writes a member of an enum as its class and value. Python 3.11.0 to 3.11.3 would write a call
    of `getattr`, which `OnlyOurs` refuses.
    """

    def reducer_override(self, value: Any) -> Any:
        return (type(value), (value.value,)) if isinstance(value, Enum) else NotImplemented


def packed(value: Any) -> bytes:
    """A value as bytes that `opened` reads, the same by every release of Python 3.11."""
    content = io.BytesIO()
    _ByValue(content, protocol=pickle.HIGHEST_PROTOCOL).dump(value)
    return content.getvalue()


def opened(content: bytes) -> Any:
    """The value that some bytes of a kept value hold."""
    return OnlyOurs(io.BytesIO(content)).load()


@contextmanager
def part_of(path: Path) -> Iterator[Path]:
    """An empty file beside `path`, which takes its place at the end; where that fails, none is left
    to fill the folder.
    """
    import tempfile

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    part = Path(name)
    try:
        yield part
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def write_value(path: Path, value: Any, pattern: str, most: int = MOST) -> None:
    """Keep a value at `path`, beside the `most` newest that `pattern` names."""
    content = packed(value)
    try:
        with part_of(path) as part:
            part.write_bytes(hashlib.sha256(content).digest() + content)
        sweep(path.parent, pattern, most)
    except OSError as error:
        _log().info("nothing kept at %s: %s", path, error)
