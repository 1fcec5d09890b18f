"""The measures of the house's own code: lines, tokens, branching.

    python tests/house/measure.py [PATH…]     the figures, and what is over a bound

Belongs here: counting. Does not: judging taste. `make check` holds the bounds; the rest is told.
Always true: a docstring, a comment and a line end are no tokens; a nested function counts on its
own and not in the one that holds it.
"""

from __future__ import annotations

import argparse
import ast
import io
import statistics
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parent.parent.parent / "src" / "ecluse"
TESTS = Path(__file__).parent.parent
MOST_LINES = 400  # of a module
MOST_TOKENS = 250  # of a function
_SHORT = 30
_TESTED_BY = {".py", ".yaml", ".txt"}  # tests, their cases, and the messages that they want
_SILENT = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}
_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Measured:
    """One function: where it stands, its lines and its tokens."""

    path: Path
    line: int
    name: str
    lines: int
    tokens: int


def python_files(*roots: Path) -> list[Path]:
    """All modules under some folders, or the files themselves."""
    found = [root.rglob("*.py") if root.is_dir() else [root] for root in roots]
    return sorted(path for each in found for path in each)


def functions(path: Path) -> Iterator[Measured]:
    """Every function of a module."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    docstrings = {place for node in ast.walk(tree) if (place := _docstring(node)) is not None}
    loud = [
        token.start
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type not in _SILENT and token.start not in docstrings
    ]
    found = [node for node in ast.walk(tree) if isinstance(node, _Function)]
    for node in found:
        inner = [each for each in found if each is not node and _holds(node, each)]
        tokens = sum(
            _within(start, node) and not any(_within(start, each) for each in inner)
            for start in loud
        )
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        yield Measured(path, node.lineno, node.name, lines, tokens)


def module_tokens(path: Path) -> int:
    """All tokens of a module but comments, docstrings and line ends."""
    text = path.read_text(encoding="utf-8")
    docstrings = {place for node in ast.walk(ast.parse(text)) if (place := _docstring(node))}
    return sum(
        token.type not in _SILENT and token.start not in docstrings
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
    )


def _docstring(node: ast.AST) -> tuple[int, int] | None:
    if not isinstance(node, _Function | ast.ClassDef | ast.Module) or not node.body:
        return None
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        return (first.lineno, first.col_offset) if isinstance(first.value.value, str) else None
    return None


def _holds(outer: _Function, inner: _Function) -> bool:
    return outer.lineno <= inner.lineno and (inner.end_lineno or 0) <= (outer.end_lineno or 0)


def _within(start: tuple[int, int], node: _Function) -> bool:
    end = (node.end_lineno or 0, node.end_col_offset or 0)
    return (node.lineno, node.col_offset) <= start < end


def over_the_bounds(*roots: Path) -> list[str]:
    """What is longer than the house allows, a line each."""
    told = []
    for path in python_files(*roots):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > MOST_LINES:
            told.append(f"{path}: {lines} lines, at most {MOST_LINES}")
        told += [
            f"{path}:{each.line}: {each.name} has {each.tokens} tokens, at most {MOST_TOKENS}"
            for each in functions(path)
            if each.tokens > MOST_TOKENS
        ]
    return told


def _spread(name: str, values: list[int]) -> str:
    ninth = statistics.quantiles(values, n=10)[8]
    middle = statistics.median(values)
    return f"{name:<28} median {middle:>6.0f}   90 % {ninth:>6.0f}   most {max(values):>6}"


def _lines_of_tests() -> int:
    paths = [path for path in TESTS.rglob("*") if path.suffix in _TESTED_BY and path.is_file()]
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in paths)


def main() -> None:
    """Print the figures of some folders; of the source where none is named."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("roots", nargs="*", type=Path, help="folders or modules", metavar="PATH")
    roots = options.parse_args().roots or [SOURCE]
    if gone := [root for root in roots if not root.exists()]:
        options.error(f"'{gone[0]}' is not there")
    files = python_files(*roots)
    found = [each for path in files for each in functions(path)]
    texts = [path.read_text(encoding="utf-8").splitlines() for path in files]
    print(
        f"{len(files)} modules, {len(found)} functions, {sum(map(module_tokens, files)):,} tokens"
    )
    print(_spread("lines of a module", [len(lines) for lines in texts]))
    print(_spread("lines of a function", [each.lines for each in found]))
    print(_spread("tokens of a function", [each.tokens for each in found]))
    short = sum(each.lines < _SHORT for each in found) / len(found)
    print(f"{'functions under 30 lines':<28} {short:.0%}")
    if roots == [SOURCE]:
        print(f"{'test lines a source line':<28} {_lines_of_tests() / sum(map(len, texts)):.2f}")
    wide = sum(len(line) > 100 for lines in texts for line in lines)
    print(f"{'lines over 100 columns':<28} {wide}")
    for line in over_the_bounds(*roots):
        print(line)


if __name__ == "__main__":
    main()
