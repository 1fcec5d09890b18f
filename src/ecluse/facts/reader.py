"""The one door from files to values: YAML in, checked values out, every mistake with file and line.

Belongs here: parsing YAML 1.2 without guessing types, and checking a tree against a dataclass.
Does not: what any field means.
Always true: a scalar reaches the check as the text in the file (Norway's NO stays NO, 5.92 stays
exact); a repeated key is a mistake; all mistakes of a file are reported together, in file order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ecluse.errors import DataError, EcluseError, InputError, near, raise_all

Place = tuple[str | int, ...]
_NULLS = ("", "~", "null")


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

    def error(self, what: str, place: Place, mend: str) -> EcluseError:
        """A mistake at `place`: the user's where the file is the user's, ours otherwise."""
        kind = InputError if self.user else DataError
        return kind(what, f"{self.file}:{self.line(place)}", mend)


def read_document(path: Path, *, name: str | None = None, user: bool = False) -> Document:
    """Parse one YAML file.

    Raises:
        DataError, InputError: It cannot be read, is not YAML, or repeats a key.
    """
    shown = name or str(path)
    kind = InputError if user else DataError
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise kind(
            f"cannot read the file: {error.strerror}", shown, "check the path and its permissions"
        ) from error
    except UnicodeDecodeError as error:
        raise kind("the file is not UTF-8 text", shown, "save it as UTF-8") from error
    return parse_document(text, name=shown, user=user)


def parse_document(text: str, *, name: str, user: bool = False) -> Document:
    """Parse YAML text; see `read_document`."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    kind = InputError if user else DataError
    yaml = YAML(typ="safe", pure=True)
    try:
        root = yaml.compose(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise kind(
            f"not YAML: {error.problem}",
            f"{name}:{line}",
            "mend the line; indentation and colons matter",
        ) from error
    except YAMLError as error:
        raise kind(
            f"not YAML: {str(error).splitlines()[0]}", name, "remove the character it names"
        ) from error
    lines: dict[Place, int] = {}
    errors: list[EcluseError] = []

    def build(node: Any, place: Place, depth: int = 0) -> Any:
        lines[place] = node.start_mark.line + 1
        if depth > 50:
            raise kind("nested more than 50 deep", f"{name}:{lines[place]}", "flatten the file")
        if node.id == "scalar":
            return None if node.style is None and node.value in _NULLS else node.value
        if node.id == "sequence":
            return [
                build(child, (*place, index), depth + 1) for index, child in enumerate(node.value)
            ]
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in mapping:
                where = f"{name}:{key_node.start_mark.line + 1}"
                errors.append(kind(f"'{key}' stands twice", where, "keep one of the two"))
            mapping[key] = build(value_node, (*place, key), depth + 1)
            lines[(*place, key)] = key_node.start_mark.line + 1
        return mapping

    tree = build(root, ()) if root is not None else {}
    raise_all(errors)
    return Document(name, tree, lines, user)


@cache
def _adapter(shape: Any) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(shape)


def check(document: Document, shape: Any, *, place: Place = (), tree: Any = None) -> Any:
    """Turn (part of) a document into a value of `shape`, a dataclass or a type built of them.

    Raises:
        DataError, InputError, SeveralErrors: One for each field that does not fit.
    """
    value, errors = try_check(document, shape, place=place, tree=tree)
    raise_all(errors)
    return value


def try_check(
    document: Document, shape: Any, *, place: Place = (), tree: Any = None
) -> tuple[Any, list[EcluseError]]:
    """As `check`, but hands the mistakes back, for a caller who has more to look at."""
    from pydantic import ValidationError

    subject = _at(document.tree, place) if tree is None else tree
    try:
        return _adapter(shape).validate_python(subject), []
    except ValidationError as error:
        keys = tuple(getattr(shape, "__dataclass_fields__", ()))
        found = [
            _worded(document, place, detail, keys) for detail in error.errors(include_url=False)
        ]
        unique = {str(each): each for each in found}
        return None, sorted(unique.values(), key=lambda each: int(each.where.rpartition(":")[2]))


def _at(tree: Any, place: Place) -> Any:
    for step in place:
        tree = tree[step]
    return tree


def _worded(
    document: Document, place: Place, detail: Mapping[str, Any], keys: tuple[str, ...]
) -> EcluseError:
    loc = _standing(document, place, detail["loc"])
    names = [str(part) for part in loc if isinstance(part, str)]
    # A figure's own name says more than the key `value` under it.
    name = (
        names[-2] if len(names) > 1 and names[-1] == "value" else names[-1] if names else "the file"
    )
    kind = detail["type"]
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        return document.error(
            f"unknown key '{name}'", (*place, *loc), near(name, keys) or "remove it"
        )
    if kind in ("missing", "missing_argument", "missing_keyword_only_argument"):
        return document.error(
            f"'{name}' is missing", (*place, *loc[:-1]), f"add a line '{name}: …'"
        )
    given = detail.get("input")
    message = (
        detail["msg"]
        .removeprefix("Value error, ")
        .removeprefix("Input should be ")
        .partition(", unable to")[0]
    )
    message = re.sub(r"^a dictionary or an instance of \w+", "a mapping of keys to values", message)
    mend = f"it should be {message[:1].lower()}{message[1:]}"
    if kind == "value_error" and isinstance(given, dict) and set(given) != {"value"}:
        around = next(
            (str(part) for part in reversed((*place, *loc)) if isinstance(part, str)), None
        )
        what = f"an entry of '{around}' does not fit" if around else "the file does not fit"
        return document.error(what, (*place, *loc), mend)
    given = (
        given.get("value", given) if isinstance(given, dict) and set(given) == {"value"} else given
    )
    shown = repr(given)
    shown = shown if len(shown) < 60 else shown[:57] + "…"
    return document.error(f"'{name}' cannot be {shown}", (*place, *loc), mend)


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


def data_files(folder: Path, pattern: str = "*.yaml") -> list[Path]:
    """The files of a data folder in a fixed order."""
    return sorted(folder.rglob(pattern))
