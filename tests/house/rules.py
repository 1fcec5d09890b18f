"""The rules of the house that no linter has, over every room.

    python tests/house/rules.py            what breaks a rule, a line each
    python tests/house/rules.py --write    write it to standing.txt, as what still stands

Belongs here: reading the source and saying what breaks which rule. Does not: excusing it; what
still stands is in standing.txt, which may only grow shorter.
Always true: a line names a rule, a module and a name, but no line number, so that it stays the same
while other code moves.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from ecluse.law.library import load
from ecluse.law.measure import Reading
from house.measure import MOST_LINES, MOST_TOKENS, SOURCE, functions, python_files

STANDING = Path(__file__).with_name("standing.txt")
HEADER = ("Belongs here", "Does not", "Always true")

# A string or number that only looks like one of the law's, with what it is.
NO_COUNTRY = {
    "cli/chip_map.py": {"CN"},  # the color of a mark
    "cli/facts.py": {"CC"},  # stands for any country's code in a help text
    "cli/design_table.py": {"GB"},  # gigabytes
    "screening/read_entity_list.py": {"TD", "TH", "TR"},  # cells and rows of a table
}
NO_LIMIT = {
    "design/figures.py": {1600.0, 5000.0},  # a probe: any one design will do
    "design/draw.py": {1.6},  # the width of a line
    "tables/postgres_types.py": {1700.0},  # the number of a type of PostgreSQL
    "tables/write_sheet.py": {5000.0},  # the lines of one write
}
# What a server could not bear, outside the command line: it changes the whole process.
WHOLE_PROCESS = {"umask", "fork", "forkpty", "chdir", "alarm", "setlocale"}
# Words that only a command line says.
OF_THE_TERMINAL = {"words/terminal_error.csv"}
# It runs in a process that serves and does nothing else.
ITS_PROCESS = {"web/signals.py"}


def place(path: Path) -> str:
    """A module by its room and name."""
    return path.relative_to(SOURCE).as_posix()


@cache
def trees() -> dict[str, ast.Module]:
    """Every module of the source, parsed."""
    return {place(path): ast.parse(path.read_text("utf-8")) for path in python_files(SOURCE)}


def bounds() -> Iterator[str]:
    """A module or a function is longer than it may be."""
    for path in python_files(SOURCE):
        if len(path.read_text("utf-8").splitlines()) > MOST_LINES:
            yield f"{place(path)}: over {MOST_LINES} lines"
        for each in functions(path):
            if each.tokens > MOST_TOKENS:
                yield f"{place(path)}: {each.name} has over {MOST_TOKENS} tokens"


def class_names() -> Iterator[str]:
    """One name means two classes."""
    places = defaultdict(list)
    for name, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(name)
    for name, found in places.items():
        if len(found) > 1:
            yield f"{', '.join(sorted(found))}: {name} is the name of several classes"


def headers() -> Iterator[str]:
    """A module does not say what belongs in it, what does not, and what is always true.

    A room's `__init__` says in a line what the room is for.
    """
    for name, tree in trees().items():
        said = " ".join((ast.get_docstring(tree) or "").split())
        if name.endswith("__init__.py"):
            if not said:
                yield f"{name}: no line says what it is for"
            continue
        for part in HEADER:
            if part not in said:
                yield f"{name}: the header lacks '{part}'"


def prints() -> Iterator[str]:
    """A library room prints."""
    for name, call in _calls():
        if not name.startswith("cli/") and ast.unparse(call.func) == "print":
            yield f"{name}: prints; return it, or log it"


def process_wide() -> Iterator[str]:
    """A library room changes the process for everybody in it."""
    for name, call in _calls():
        if (
            name.startswith("cli/")
            or name in ITS_PROCESS
            or not isinstance(call.func, ast.Attribute)
        ):
            continue
        called = ast.unparse(call)
        if call.func.attr in WHOLE_PROCESS or called.startswith("signal.signal("):
            yield f"{name}: calls {ast.unparse(call.func)}, which is the whole process's"
        if "get_context('fork')" in called:
            yield f"{name}: forks, which a process with threads cannot bear"


def environment() -> Iterator[str]:
    """The environment is read when a module is imported."""
    for name, tree in trees().items():
        late = {
            id(inner)
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            for inner in ast.walk(node)
        }
        for node in ast.walk(tree):
            if id(node) not in late and _unparsed(node) in ("os.environ", "os.getenv"):
                yield f"{name}: reads the environment at import; let the interface pass it on"


def thresholds() -> Iterator[str]:
    """A number of the law stands in code; it belongs in data/."""
    for name, tree in trees().items():
        found = {
            float(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and type(node.value) in (int, float)
            if isinstance(node.value, int | float)
        }
        for number in sorted(found & _limits() - NO_LIMIT.get(name, set())):
            yield f"{name}: {number:g} is a limit of the law"


def countries() -> Iterator[str]:
    """A country's code stands in code; it belongs in data/."""
    codes = set(load().countries.by_code)
    for name, tree in trees().items():
        found = {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        for code in sorted(found & codes - NO_COUNTRY.get(name, set())):
            yield f"{name}: '{code}' is a country"


def flags() -> Iterator[str]:
    """A library room names a flag of the command line; whoever asks by HTTP has none."""
    for name, tree in trees().items():
        if name.startswith("cli/"):
            continue
        docstrings = {id(node) for node in map(_docstring, ast.walk(tree)) if node is not None}
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                continue
            if id(node) not in docstrings:
                for flag in _flags_in(node.value):
                    yield f"{name}: names the flag {flag}"
    for path in sorted((SOURCE / "words").glob("*.csv")):
        if place(path) not in OF_THE_TERMINAL:
            said = [row for row in path.read_text("utf-8").splitlines() if "# " not in row[:3]]
            for flag in _flags_in("\n".join(said)):
                yield f"{place(path)}: names the flag {flag}"


def _flags_in(text: str) -> list[str]:
    return sorted(set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)))


def files_at_import() -> Iterator[str]:
    """Importing a module reads a data file."""
    modules = [
        f"ecluse.{name.removesuffix('.py').replace('/', '.')}"
        for name in trees()
        if not name.endswith("__init__.py")
    ]
    done = subprocess.run(
        [sys.executable, "-c", _WATCHED, json.dumps(modules), str(SOURCE / "data")],
        capture_output=True,
        text=True,
        check=True,
    )
    for file in json.loads(done.stdout):
        yield f"data/{file}: is read when a module is imported"


_WATCHED = """
import importlib, json, sys
modules, data = json.loads(sys.argv[1]), sys.argv[2] + "/"
opened = set()
def watch(event, arguments):
    if event == "open" and str(arguments[0]).startswith(data):
        opened.add(str(arguments[0]).removeprefix(data))
sys.addaudithook(watch)
for module in modules:
    try:
        importlib.import_module(module)
    except ImportError:
        pass  # an extra that is not installed
print(json.dumps(sorted(opened)))
"""

RULES = {
    each.__name__: each
    for each in (
        bounds,
        class_names,
        headers,
        prints,
        process_wide,
        environment,
        thresholds,
        countries,
        flags,
        files_at_import,
    )
}


@cache
def broken(rule: str) -> frozenset[str]:
    """What breaks one rule today, a line each."""
    return frozenset(f"{rule}: {line}" for line in RULES[rule]())


def standing() -> set[str]:
    """What broke a rule when the rule was made, and was left for later."""
    lines = STANDING.read_text("utf-8").splitlines() if STANDING.exists() else []
    return {line for line in lines if line and not line.startswith("#")}


def _docstring(node: ast.AST) -> ast.Constant | None:
    """The text that a module, a class or a function begins with."""
    holders = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    if not isinstance(node, holders) or not node.body or not isinstance(node.body[0], ast.Expr):
        return None
    first = node.body[0].value
    return first if isinstance(first, ast.Constant) else None


def _unparsed(node: ast.AST) -> str:
    return ast.unparse(node) if isinstance(node, ast.Attribute) else ""


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for name, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield name, node


@cache
def _limits() -> set[float]:
    """The limits of every day's law that no other number is likely to be."""
    register = load().register
    found = {
        float(limit)
        for day in register.days()
        for reading in Reading
        for values in register.at(day, None, reading).limits.values()
        for limit in values
    }
    return {limit for limit in found if limit >= 100 or limit != int(limit)} - {0.5}


def main() -> None:
    """Print what breaks a rule, or write it down as standing."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--write", action="store_true", help="write it down as standing")
    asked = options.parse_args()
    lines = sorted(line for rule in RULES for line in broken(rule))
    if asked.write:
        head = (
            "# What still breaks a rule of the house: it may only grow shorter (rules.py --write)."
        )
        STANDING.write_text("\n".join([head, *lines, ""]), "utf-8")
    else:
        print("\n".join(lines))


if __name__ == "__main__":
    main()
