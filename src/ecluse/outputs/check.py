"""What may be written where, settled before any work.

Belongs here: files and folders. Does not: tables of a database, which are known by their comment
(orders).
Always true: no output is an input or what a database keeps beside one, whatever either is called;
no two outputs are one; nothing is replaced that ecluse did not write, but a file where the user
says `force`.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ecluse.errors import EcluseError, InputError, raise_all
from ecluse.outputs.mark import is_ours, not_ours_in

PICTURES = (".svg", ".png", ".pdf")
_BESIDE = (".wal", ".wal.checkpoint", ".wal.recovery")  # what DuckDB keeps beside a database
_KINDS = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file or folder that a run will write.

    Args:
        option: The field by which it was asked for, such as `report`.
        path: The place as it was named.
        folder: Whether it becomes a folder of files.
        keeps: Whether what is there stays: a database, whose tables are checked one by one.
    """

    option: str
    path: Path
    folder: bool = False
    keeps: bool = False

    @property
    def where(self) -> str:
        """The place in words, for an error."""
        return f"{self.option}: {self.path}"


def check_outputs(
    outputs: Sequence[Output], inputs: Sequence[tuple[str, Path]] = (), *, force: bool = False
) -> None:
    """Refuse outputs that would cost the user something, all of them together.

    Args:
        inputs: What is read, in words ("the book") and by its place.
        force: Replace files that ecluse did not write.

    Raises:
        InputError, SeveralErrors: An output is an input, another output, something that ecluse did
            not write, or cannot be written at all.
    """
    errors: list[EcluseError] = []
    for place, output in enumerate(outputs):
        try:
            pairs = (_are_one(earlier, output) for earlier in outputs[:place])
            error = (
                _is_read(output, inputs)
                or next((found for found in pairs if found), None)
                or _cannot_be(output)
                or _is_theirs(output, force=force)
                or _holds_read(output, inputs)
            )
        except OSError as why:  # a name that is too long, a folder that may not be looked into
            error = InputError(
                f"cannot be written: {why.strerror or why}", output.option, "write elsewhere"
            )
        if error is not None:
            errors.append(error)
    raise_all(errors)


def is_there(path: Path) -> bool:
    """Whether a name that may be anything is a file or a folder."""
    try:
        return path.exists()
    except (OSError, ValueError):  # too long, no name at all, or where nobody may look
        return False


def check_picture(path: Path) -> None:
    """Refuse a picture of a form that is not drawn, or in a folder that is not there.

    Raises:
        InputError: It is one.
    """
    if path.suffix.lower() not in PICTURES:
        mend = "name a file that ends in .svg, .png or .pdf"
        raise InputError(f"cannot draw to '{path.name}'", "plot", mend)
    if not path.parent.is_dir():
        raise InputError(f"there is no folder '{path.parent}'", "plot", "make the folder first")


def refuse_theirs(path: Path, *, folder: bool = False, force: bool = False) -> None:
    """Refuse to replace a file that ecluse did not write, or a folder that holds anything of the
    kind; asked again when it is about to happen.

    Raises:
        InputError: There is one.
    """
    error = _is_theirs(Output(option="output", path=path, folder=folder), force=force)
    if error is not None:
        raise error


def _is_read(output: Output, inputs: Sequence[tuple[str, Path]]) -> InputError | None:
    for what, place in inputs:
        if not place.exists():
            continue
        # A database may be both: it is its tables that must not be one, which the caller checks.
        beside = _beside(output.path) if output.keeps else set()
        if _folded(os.path.realpath(place)) in beside or (
            not output.keeps and output.path.exists() and output.path.samefile(place)
        ):
            return InputError(
                f"the output would take the place of {what}",
                output.where,
                "write to another file",
            )
        if _folded(os.path.realpath(output.path)) in _beside(place):
            return InputError(
                f"the output would take the place of the log of {what}",
                output.where,
                "write to another file",
            )
        if place.is_dir() and _within(output.path, place):
            return InputError(
                f"the output would lie in {what}, which is a folder",
                output.where,
                "write elsewhere",
            )
    return None


def _holds_read(output: Output, inputs: Sequence[tuple[str, Path]]) -> InputError | None:
    """An input may lie in a folder of ours, which is replaced as a whole."""
    for what, place in inputs:
        if output.folder and place.exists() and _within(place, output.path):
            return InputError(
                f"the output would take the place of {what}", output.where, "write elsewhere"
            )
    return None


def _are_one(first: Output, second: Output) -> InputError | None:
    """Two places are one if they are one file, or would be on a disk that knows no capitals; or if
    one lies in the folder that the other becomes.
    """
    for one, other in ((first, second), (second, first)):
        if one.folder and _within(other.path, one.path):
            return InputError(
                f"`{other.option}` would lie in the folder of `{one.option}`",
                second.where,
                "write them to different places",
            )
    if _taken(first) & _taken(second):
        return InputError(
            f"`{first.option}` and `{second.option}` would be one file",
            second.where,
            "give them different names",
        )
    return None


def _taken(output: Output) -> set[str]:
    """The names that an output takes, folded; a database keeps a log beside it while it is open."""
    own = {_folded(os.path.realpath(output.path))}
    return own | _beside(output.path) if output.keeps else own


def _beside(path: Path) -> set[str]:
    """The names of what a database keeps beside it, folded."""
    names = {os.path.realpath(path), str(path.absolute())}
    return {_folded(os.path.realpath(f"{name}{end}")) for name in names for end in _BESIDE}


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _within(path: Path, folder: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _cannot_be(output: Output) -> InputError | None:
    real = Path(os.path.realpath(output.path))
    if output.folder:
        return _no_folder(output, real)
    if not real.parent.is_dir():
        # A link is followed: the folder that is not there is the one that it names.
        folder = real.parent if output.path.is_symlink() else output.path.parent
        return InputError("there is no such folder", str(folder), "make it, or write elsewhere")
    if real.is_dir():
        return InputError("this is a folder", output.where, "name a file")
    if real.exists():
        mode = real.stat().st_mode
        kind = next((kind for is_one, kind in _KINDS if is_one(mode)), None)
        if kind is not None:
            return InputError(f"this is {kind}, not a file", output.where, "name a file")
        if output.keeps and not os.access(real, os.W_OK):
            return InputError("this may not be written", output.where, "write elsewhere")
    if not os.access(real.parent, os.W_OK | os.X_OK):
        return InputError(
            "nothing may be written in this folder", str(output.path.parent), "write elsewhere"
        )
    return None


def _no_folder(output: Output, real: Path) -> InputError | None:
    nearest = next(each for each in (real, *real.parents) if each.exists())
    if not nearest.is_dir():
        return InputError("this is a file", f"{output.option}: {nearest}", "name a folder")
    if real.is_dir() and Path(os.path.realpath(".")).is_relative_to(real):
        return InputError("this is the folder you are in", output.where, "name a folder of its own")
    if os.path.ismount(real):
        return InputError(
            "a disk is mounted here, and the folder is replaced as a whole",
            output.where,
            "name a folder within it",
        )
    return None


def _is_theirs(output: Output, *, force: bool) -> InputError | None:
    path = output.path
    if output.keeps or not path.exists():
        return None
    if output.folder:
        theirs = not_ours_in(path)
        if theirs is None:
            return None
        return InputError(
            f"the folder holds '{theirs}', which ecluse did not write",
            output.where,
            "name a new or an empty folder",
        )
    if force:
        return None
    if not path.stat().st_mode & 0o222:
        return InputError(
            "the file is protected against writing", output.where, "write elsewhere, or say `force`"
        )
    if not is_ours(path):
        return InputError(
            "there is a file of that name which ecluse did not write, or which was changed since",
            output.where,
            "write elsewhere, or say `force`",
        )
    return None
