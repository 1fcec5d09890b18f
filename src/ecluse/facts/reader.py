"""The one door from files to values: YAML in, checked values out, every mistake with file and line.

Belongs here: which text names a file, opening it, and checking a tree against a dataclass.
Does not: reading YAML (yaml_to_tree), what any field means.
Always true: a scalar reaches the check as the text in the file (Norway's NO stays NO, 5.92 stays
exact); a repeated key is a mistake; all mistakes of a file are reported together, in file order; no
message quotes a file that holds something else.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import getitem
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from ecluse.errors import (
    MOST_TOLD,
    DataError,
    EcluseError,
    InputError,
    near,
    offered,
    raise_all,
)
from ecluse.visible import visible

if TYPE_CHECKING:  # most starts read no file
    from ecluse.facts.yaml_to_tree import Fail, Limits, Place

T = TypeVar("T")
# A name in a file: its place, the name, those that there are, and what they are names of.
Named: TypeAlias = "tuple[Place, str, Sequence[str], str]"
_QUOTED = 58  # characters of a value that does not fit
_ENDINGS = (".yaml", ".yml")
_SEPARATORS = tuple(filter(None, ("/", os.sep, os.altsep)))


def as_path(text: str) -> Path | None:
    """The file that a word of a command line names, or None where the word is a name.

    A path contains a separator or ends in .yaml or .yml, whether or not there is such a file; a
    name never opens one. Only a command line asks this: elsewhere a file is a `Path`, a name a
    `str`.

    >>> as_path("H20"), as_path("./H20"), as_path("mine.yaml")
    (None, PosixPath('H20'), PosixPath('mine.yaml'))
    """
    named = text.casefold().endswith(_ENDINGS) or any(sign in text for sign in _SEPARATORS)
    return Path(text) if named else None


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file: plain dicts, lists and strings, and the line on which each place stands."""

    file: str
    tree: Any
    lines: Mapping[Place, int]
    user: bool = False

    def line(self, place: Place) -> int:
        """The line of `place`, or of the nearest place around it."""
        while place not in self.lines and place:
            place = place[:-1]
        return self.lines.get(place, 1)

    def at(self, place: Place) -> Any:
        """What stands at `place`, as it is written."""
        return reduce(getitem, place, self.tree)

    def where(self, place: Place) -> str:
        """The file and the line of `place`, as an error names them."""
        return f"{self.file}:{self.line(place)}"

    def error(self, what: str, place: Place, mend: str, near: Sequence[str] = ()) -> EcluseError:
        """A mistake at `place`: the user's where the file is the user's, ours otherwise."""
        kind = InputError if self.user else DataError
        return kind(what, self.where(place), mend, near)

    def placed(self, error: EcluseError, place: Place) -> EcluseError:
        """A mistake that the reader of a part found, at the place of that part."""
        return self.error(error.what, place, error.mend, error.near)

    def unknown(self, kind: str, name: str, names: Sequence[str], place: Place) -> EcluseError:
        """A name at `place` that nothing of its kind is called."""
        return self.error(f"no {kind} is called '{name}'", place, offered(name, names))

    def unknown_names(self, named: Iterable[Named]) -> Iterator[EcluseError]:
        """Those of some names that nothing of their kind is called."""
        for place, name, names, kind in named:
            if name not in names:
                yield self.unknown(kind, name, names, place)


_NO_TEXT = (b"%PDF", b"PK\x03\x04")  # a PDF, a workbook or another archive


def read_document(path: Path, *, name: str | None = None, user: bool = False) -> Document:
    """Parse one YAML file; a user's is read within the limits of `yaml_to_tree.USERS`.

    Raises:
        DataError, InputError: It cannot be read, is not YAML, is beyond a limit, or repeats a key.
    """
    shown = name or str(path)
    kind, limits = _kind_and_limits(user)
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # to open a pipe would wait for its writer
            raise kind(
                "cannot read the file: it is none", shown, "give a file, no folder or device"
            )
        with path.open("rb") as file:
            raw = file.read(limits.bytes + 1)
    except OSError as error:
        raise kind(
            f"cannot read the file: {error.strerror}", shown, "check the path and its permissions"
        ) from error
    except ValueError as error:  # such as a path with a NUL in it
        raise kind("cannot read the file: no path is so", shown, "check the path") from error
    if len(raw) > limits.bytes:
        from ecluse.facts.yaml_to_tree import too_long

        raise too_long(_fail(kind, shown), limits)
    if user and raw.startswith(_NO_TEXT):
        raise kind("the file is no text", shown, "write it as YAML")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise kind("the file is not UTF-8 text", shown, "save it as UTF-8") from error
    return parse_document(text, name=shown, user=user)


def read_data(folder: Path, name: str) -> Document:
    """Parse a file of a data folder by its place in it, such as `gates/cn.yaml`."""
    return read_document(folder / name, name=f"data/{name}")


def read_named(
    folder: Path, kind: str, name: str, named_in: Document, shape: type[T]
) -> tuple[T, Document]:
    """The file of one kind that another file of the data names, checked.

    Args:
        kind: Its folder in the data folder, and the key that names it.

    Raises:
        DataError, SeveralErrors: There is none, or it is wrong.
    """
    if not (folder / kind / f"{name}.yaml").is_file():
        mend = near(name, names_in(folder / kind)) or "name one that is"
        raise named_in.error(f"there is no data/{kind}/{name}.yaml", (kind,), mend)
    document = read_data(folder, f"{kind}/{name}.yaml")
    return check(document, shape), document


def parse_document(text: str, *, name: str, user: bool = False) -> Document:
    """Parse YAML text; see `read_document`."""
    from ecluse.facts.yaml_to_tree import tree_of

    kind, limits = _kind_and_limits(user)
    found = tree_of(text, _fail(kind, name), limits, strict=user)
    raise_all(found.mistakes)
    return Document(name, found.root, found.lines, user)


def _kind_and_limits(user: bool) -> tuple[type[EcluseError], Limits]:
    from ecluse.facts.yaml_to_tree import OURS, USERS

    return (InputError, USERS) if user else (DataError, OURS)


def _fail(kind: type[EcluseError], name: str) -> Fail:
    return lambda what, line, mend: kind(what, name if line is None else f"{name}:{line}", mend)


@cache
def _adapter(shape: Any) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(shape)


def check(document: Document, shape: type[T]) -> T:
    """Turn a document into a value of `shape`.

    Raises:
        DataError, InputError, SeveralErrors: One for each field that does not fit.
    """
    value: T
    value, errors = try_check(document, shape)
    raise_all(errors)
    return value


def try_check(
    document: Document, shape: Any, *, place: Place = (), tree: Any = None
) -> tuple[Any, list[EcluseError]]:
    """As `check`, but hands the mistakes back, for a caller who has more to look at."""
    from pydantic import ValidationError

    subject = document.at(place) if tree is None else tree
    try:
        return _adapter(shape).validate_python(subject), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=False)

    def line(detail: Mapping[str, Any]) -> int:
        return document.line((*place, *_standing(document, place, detail["loc"])))

    keys = tuple(getattr(shape, "__dataclass_fields__", ()))
    details.sort(key=line)
    found = [_worded(document, place, detail, keys) for detail in details[:MOST_TOLD]]
    unique = {str(each): each for each in found}
    wrong = in_file_order(unique.values())
    if len(details) > MOST_TOLD:
        what = f"{len(details) - MOST_TOLD:,} more mistakes"
        wrong.append(type(wrong[-1])(what, wrong[-1].where, "mend these first"))
    return None, wrong


def in_file_order(errors: Iterable[EcluseError]) -> list[EcluseError]:
    """The mistakes of one file from its first line to its last."""
    return sorted(errors, key=lambda error: int(error.where.rpartition(":")[2] or 0))


def _worded(
    document: Document, place: Place, detail: Mapping[str, Any], keys: tuple[str, ...]
) -> EcluseError:
    """One mistake that pydantic found, in our words."""
    loc = _standing(document, place, detail["loc"])
    at, kind, name = (*place, *loc), detail["type"], _name_of(loc)
    if kind in _UNKNOWN_KEY:
        return document.error(f"unknown key '{name}'", at, near(name, keys) or "remove it")
    if kind in _NO_KEY:
        around = (*place, *loc[:-1])
        return document.error(f"'{name}' is missing", around, f"add a line '{name}: …'")
    message = str(detail["msg"])
    if document.user and not at and not message.startswith(_OURS):
        # Another file may be meant: nothing of it is quoted.
        what = "the file does not hold the keys that it should"
        return document.error(what, (), "write lines such as `key: value`")
    mend = f"it should be {_wanted(kind, message)}"
    given = detail.get("input")
    if isinstance(given, dict) and set(given) == {"value"}:
        given = given["value"]
    elif kind == "value_error" and isinstance(given, dict):
        return document.error(*_of_entry(at, message, mend))
    return document.error(f"'{name}' cannot be {_shown(given)}", at, mend)


_UNKNOWN_KEY = ("unexpected_keyword_argument", "extra_forbidden")
_NO_KEY = ("missing", "missing_argument", "missing_keyword_only_argument")


def _of_entry(at: Place, message: str, mend: str) -> tuple[str, Place, str]:
    what, _, own_mend = message.removeprefix(_OURS).partition("\n")
    if own_mend:
        return what, at, own_mend
    around = next((str(part) for part in reversed(at) if isinstance(part, str)), None)
    return f"an entry of '{around}' does not fit" if around else "the file does not fit", at, mend


def _name_of(loc: Place) -> str:
    """What a mistake is said of: a figure's own name says more than the key `value` under it."""
    names = [str(part) for part in loc if isinstance(part, str)]
    if len(names) > 1 and names[-1] == "value":
        return names[-2]
    return names[-1] if names else "the file"


# A message of one of our own values begins so; what is behind a line's end is how to mend it.
_OURS = "Value error, "


_PLAIN = {
    "a valid boolean": "yes or no",
    "a valid decimal": "a number without a unit, such as 2300 or 0.5",
}


def _wanted(kind: str, message: str) -> str:
    """What a value should be, after "it should be"."""
    if kind.endswith("_parsing_size"):
        return "a shorter number"
    message = message.removeprefix(_OURS).removeprefix("Input should be ")
    message = message.partition(", unable to")[0]
    message = _PLAIN.get(message, message)
    message = re.sub(r"^a dictionary or an instance of \w+", "a mapping of keys to values", message)
    return f"{message[:1].lower()}{message[1:]}"


def _shown(given: Any) -> str:
    if isinstance(given, dict | list):
        return "a mapping" if isinstance(given, dict) else "a list"
    return "empty" if given is None else repr(visible(str(given), _QUOTED))


def _standing(document: Document, place: Place, loc: Place) -> Place:
    """The steps of a validation error that stand in the file (not the names of the types that were
    tried).
    """
    steps: list[str | int] = []
    for index, step in enumerate(loc):
        if (*place, *steps, step) in document.lines or (
            index == len(loc) - 1 and not str(step).startswith("_")
        ):
            steps.append(step)
    return tuple(steps)


def data_files(folder: Path) -> list[Path]:
    """The files of a data folder in a fixed order."""
    return sorted(folder.rglob("*.yaml"))


def names_in(folder: Path) -> tuple[str, ...]:
    """The names by which the files of a data folder are asked for."""
    return tuple(path.stem for path in data_files(folder))
