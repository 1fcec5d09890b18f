"""Writes the reference from the code and the data: `python docs/reference.py FOLDER`.

Belongs here: the pages on commands, Python, vocabulary, provisions, errors and schemas, made anew
at each build of the site. Does not: explaining; prose stands in the other pages.
Always true: nothing on such a page is typed by hand, so none is in the repository.
"""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import ecluse
from ecluse import errors
from ecluse.cli.application import NAMES
from ecluse.law.library import Library, load

ROOT = Path(__file__).parent.parent
ROOMS = ("brief", "compare", "design", "inference", "interview", "orders", "remedy")
NOTHING = "-"


def commands() -> str:
    """Each command's own help."""
    whole = _help()
    parts = ["# Commands", "What each command says of itself under `--help`.", _fenced(whole)]
    for name in sorted(NAMES):
        parts += [f"## ecluse {name}", _fenced(_help(name))]
    return _page(parts)


def python() -> str:
    """Every public name with its signature and its docstring."""
    parts = ["# Python", "The public names. Whatever is not listed here may change.", "## ecluse"]
    for name in ecluse.__all__:
        if name not in ROOMS:
            parts += _entry(f"ecluse.{name}", getattr(ecluse, name))
    for room in ROOMS:
        module = getattr(ecluse, room)
        names = getattr(module, "__all__", ())
        if not names:
            continue
        parts += [f"## ecluse.{room}", _fenced(inspect.getdoc(module) or "")]
        for name in names:
            parts += _entry(f"ecluse.{room}.{name}", getattr(module, name))
    return _page(parts)


def vocabulary(library: Library) -> str:
    """Every fact that a rule may ask."""
    rows = [
        (
            f"`{fact.fact}`",
            fact.type.value + (f", {fact.unit}" if fact.unit else ""),
            fact.meaning.en,
            fact.meaning.fr,
            ", ".join(f"`{symbol}`" for symbol in fact.symbols or ()) or NOTHING,
        )
        for fact in library.vocabulary.facts.values()
    ]
    head = ("fact", "type and unit", "meaning", "sens", "values")
    words = "Every fact that a rule may ask. `--given FACT=VALUE` sets one that has no flag."
    return _page(["# Vocabulary", words, _table(head, rows)])


def provisions(library: Library) -> str:
    """What is in force on the last day of the record, act by act."""
    day = library.data_as_of
    law = library.register.at(day)
    parts = [
        "# Provisions",
        f"In force on {day.isoformat()}, as enforced. `ecluse law PROVISION` has its history.",
    ]
    for measure in library.register.measures:
        rows = [
            (
                f"`{name}`",
                entry.says.kind,
                entry.says.text.en if entry.says.text else NOTHING,
                entry.cited.section or NOTHING,
            )
            for name, entry in law.provisions.items()
            if entry.measure.measure == measure.measure
        ]
        if rows:
            cited = measure.cited
            source = f"[{cited.source}]({cited.url})" if cited.url else str(cited.source)
            parts += [f"## {measure.title.en}", f"`{measure.measure}`: {source}"]
            parts.append(_table(("provision", "kind", "says", "place"), rows))
    return _page(parts)


def error_tree() -> str:
    """The tree of errors, and every message on file with what brings it about."""
    parts = [
        "# Errors",
        "What may be raised, as one tree; [when something is wrong](../../errors.md) has the rest.",
        _fenced(inspect.getdoc(errors) or ""),
        "## Messages",
        "Each wrong file of the tests, with what is said of it. These texts are public.",
    ]
    for path in sorted((ROOT / "tests" / "bad").rglob("*.txt")):
        parts += [
            f"### {path.parent.name}: {path.stem.replace('-', ' ')}",
            _fenced(path.read_text()),
        ]
    return _page(parts)


def schemas() -> str:
    """The JSON Schemas of the answers, field by field."""
    parts = ["# JSON schemas", "What `--json` prints. `ecluse schema NAME` prints a schema."]
    for path in sorted((ROOT / "docs" / "schemas").rglob("*.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        rows = [
            (f"`{key}`", _type_of(field), str(field.get("description", "")))
            for key, field in schema.get("properties", {}).items()
        ]
        name = path.relative_to(ROOT / "docs" / "schemas").with_suffix("").as_posix()
        parts += [f"## {name}", str(schema.get("description", ""))]
        parts.append(_table(("key", "type", "meaning"), rows) if rows else "A list or a value.")
    return _page(parts)


def pages() -> dict[str, str]:
    """Every page of the reference, by its file's name."""
    library = load()
    return {
        "commands.md": commands(),
        "python.md": python(),
        "vocabulary.md": vocabulary(library),
        "provisions.md": provisions(library),
        "errors.md": error_tree(),
        "schemas.md": schemas(),
    }


def write(folder: Path) -> None:
    """Write all pages into a folder, each only if it changed."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def _help(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", "from ecluse.cli.main import run; run()", *words, "--help"],
        env=os.environ | {"COLUMNS": "100", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def _entry(name: str, value: object) -> list[str]:
    try:
        signature = str(inspect.signature(value)) if callable(value) else ""
    except ValueError:
        signature = ""
    shown = f"{name}{signature}" if signature else f"{name} = {value!r}"
    return [f"### {name}", _fenced(shown, "python"), _fenced(inspect.getdoc(value) or "")]


def _type_of(field: dict[str, object]) -> str:
    if "anyOf" in field and isinstance(field["anyOf"], list):
        return " or ".join(_type_of(each) for each in field["anyOf"])
    if "$ref" in field:
        return str(field["$ref"]).rpartition("/")[2]
    if "enum" in field and isinstance(field["enum"], list):
        return " or ".join(f"`{each}`" for each in field["enum"])
    return str(field.get("type", field.get("const", "any")))


def _fenced(text: str, kind: str = "text") -> str:
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return f"````{kind}\n{lines}\n````"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in row) + " |"
        for row in lines
    )


def _page(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


if __name__ == "__main__":
    write(Path(sys.argv[1]))
