"""Runs the commands and code of the documentation: `python docs/blocks.py [--write] [PAGE…]`.

`PAGE:LINE` is the one block that begins there; all pages where none is named, several at a time.

    ```console      `$ command` lines, each with what it prints
    ```sh           commands alone: each must be understood and answered
    ```python       code, run from the page's first block to its last in one process

Belongs here: finding blocks, running them, putting what they print today into the page. Does not:
judging an answer.
Always true: a page runs in a folder of its own, from its first block to its last; no answer on a
page is typed by hand; a line `…` stands for lines left out; a block that is not run says why, in a
comment before it: `<!-- not run: it needs a server -->`. A comment `<!-- slow -->` marks a block
that takes more than five seconds.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
ANSWERED = (0, 3)  # answered, or undetermined, which is an answer too
LEFT_OUT = "…"
KINDS = ("console", "sh", "python")
_ERROR = '"ecluse.error/'
_FENCE = re.compile(
    r"(?P<before>(?:<!--[^\n]*-->\n)?)```(?P<kind>[^\n`]*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


class Differs(Exception):
    """A block of a page is not what it is when run."""


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block of a page."""

    page: Path
    line: int
    kind: str
    text: str
    before: str

    @property
    def slow(self) -> bool:
        """Whether it takes more than five seconds."""
        return "slow" in self.before

    def __str__(self) -> str:
        page = self.page.relative_to(ROOT) if self.page.is_relative_to(ROOT) else self.page
        return f"{page}:{self.line}"


def pages() -> list[Path]:
    """The pages whose blocks are run: the index and everything under docs/."""
    built = ROOT / "docs" / "_build"
    found = [path for path in (ROOT / "docs").rglob("*.md") if built not in path.parents]
    return [*sorted(ROOT.glob("*.md")), *sorted(found)]


def not_run(page: Path) -> list[str]:
    """The commands of a page that stand in no block that is run and give no reason."""
    text = page.read_text(encoding="utf-8")
    rest = _FENCE.sub(
        lambda match: "" if match["kind"] in KINDS or "not run:" in match["before"] else match[0],
        text,
    )
    return re.findall(r"^(?:\$ |    )(?:ecluse|make|python) .*$", rest, re.MULTILINE)


def blocks(page: Path) -> list[Block]:
    """The blocks of a page that can be run."""
    text = page.read_text(encoding="utf-8")
    found = []
    for match in _FENCE.finditer(text):
        kind = match["kind"]
        if kind in KINDS and "not run:" not in match["before"]:
            line = text.count("\n", 0, match.start("text")) + 1
            found.append(Block(page, line, kind, match["text"], match["before"]))
    return found


def today(block: Block, folder: Path) -> str:
    """The text of a block as it is when it is run now.

    Raises:
        Differs: A command is not answered, or code fails.
    """
    if block.kind == "python":
        _python(block, folder)
        return block.text
    if block.kind == "sh":
        for command in _commands(block.text):
            _ran(command, block, folder)
        return block.text
    return "".join(_console(block, folder))


def workplace(folder: Path) -> Path:
    """A folder in which a reader's commands run: `ecluse` on the path, examples beside it."""
    (folder / "bin").mkdir(parents=True)
    shim = folder / "bin" / "ecluse"
    shim.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -c "from ecluse.cli.main import run; run()" "$@"\n'
    )
    shim.chmod(0o755)
    (folder / "bin" / "python").symlink_to(sys.executable)
    (folder / "demo-out").mkdir()
    for name in ("docs", "examples", "src", "tests"):
        (folder / name).symlink_to(ROOT / name)
    return folder


def _console(block: Block, folder: Path) -> Iterator[str]:
    for part in re.split(r"^(?=\$ )", block.text, flags=re.MULTILINE):
        if not part.startswith("$ "):
            yield part
            continue
        command, _, printed = part.partition("\n")
        refused = printed.startswith("ecluse: ") or _ERROR in printed
        lines = _ran(command[2:], block, folder, (2,) if refused else ANSWERED).splitlines()
        yield f"{command}\n"
        kept = _kept(printed.splitlines(), [line.rstrip() for line in lines])
        yield from (f"{line}\n" for line in kept)


def _kept(before: list[str], now: list[str]) -> list[str]:
    """What is printed now, with as much left out as was left out before."""
    now = [_undated(line, before) for line in now]
    cut = next((at for at, line in enumerate(before) if line.strip() == LEFT_OUT), None)
    if cut is None:
        return now
    after = len(before) - cut - 1
    return [*now[:cut], before[cut], *(now[-after:] if after else [])]


def _undated(line: str, before: list[str]) -> str:
    """A printed line as the page has it, where only the day of the run makes the difference.

    >>> _undated(f"screened on {date.today()}", ["screened on 2026-11-27"])
    'screened on 2026-11-27'
    """
    day = re.escape(str(date.today()))  # noqa: DTZ011  the commands print the reader's own day
    alike = re.compile(re.escape(line).replace(day, r"\d{4}-\d{2}-\d{2}"))
    return next(filter(alike.fullmatch, before), line)


def _commands(text: str) -> list[str]:
    whole = text.replace("\\\n", " ")
    return [line for line in whole.splitlines() if line.strip() and not line.startswith("#")]


def _ran(command: str, block: Block, folder: Path, wanted: tuple[int, ...] = ANSWERED) -> str:
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env=_environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in wanted:
        raise Differs(f"{block}: `{command}` ended with {done.returncode}\n{done.stderr}")
    # Under --json an error is an object, and its line on standard error says the same again.
    return (done.stdout if _ERROR in done.stdout else done.stdout + done.stderr).rstrip()


def _python(block: Block, folder: Path) -> None:
    earlier = [
        each.text for each in blocks(block.page) if each.kind == "python" and each.line < block.line
    ]
    code = "\n".join([*earlier, block.text])
    if ">>>" in code:
        program = (
            "import doctest, sys; test = doctest.DocTestParser().get_doctest("
            "sys.stdin.read(), {}, 'page', None, 0); runner = doctest.DocTestRunner("
            "optionflags=doctest.ELLIPSIS); sys.exit(bool(runner.run(test).failed))"
        )
    else:
        program = "import sys; exec(compile(sys.stdin.read(), 'page', 'exec'), {})"
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=code,
        cwd=folder,
        env=_environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Differs(f"{block}: {done.stdout}{done.stderr}")


def _environment(folder: Path) -> dict[str, str]:
    path = os.pathsep.join([str(folder / "bin"), os.environ.get("PATH", "")])
    source = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    return os.environ | {
        "PATH": path,
        "PYTHONPATH": source,
        "COLUMNS": "100",
        "PYTHONIOENCODING": "utf-8",
        "NO_COLOR": "1",
    }


def _looked_at(page: Path, line: int | None, *, write: bool) -> tuple[list[str], list[str]]:
    """What to say of a page and what of it failed; with `write`, what its blocks (or the one at
    `line`) print today is put into it.
    """
    text = page.read_text(encoding="utf-8")
    new, differ, failed = text, list[str](), list[str]()
    with tempfile.TemporaryDirectory() as name:
        folder = workplace(Path(name) / "reader")
        for block in blocks(page):
            if line not in (None, block.line):
                continue
            try:
                printed = today(block, folder)
            except Differs as error:
                failed.append(str(error))
                continue
            if printed != block.text:
                new = new.replace(block.text, printed)
                differ.append(f"{block} differs: `python docs/blocks.py --write {block}`")
    if write and new != text:
        page.write_text(new, encoding="utf-8")
        differ = [str(page)]
    return differ, failed


def main(arguments: list[str]) -> int:
    """Say which blocks differ; with --write, write them anew."""
    write = "--write" in arguments
    asked = list(map(_named, (each for each in arguments if not each.startswith("--"))))
    asked = asked or [(page, None) for page in pages()]
    trouble = False
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # what takes long are the commands
        for differ, failed in pool.map(lambda each: _looked_at(*each, write=write), asked):
            sys.stdout.writelines(f"{line}\n" for line in differ)
            sys.stderr.writelines(f"{line}\n" for line in failed)
            trouble = trouble or bool(failed) or (bool(differ) and not write)
    return int(trouble)


def _named(word: str) -> tuple[Path, int | None]:
    """A page, and the line at which one block of it begins."""
    name, colon, line = word.rpartition(":")
    if colon and line.isdigit():
        return Path(name).resolve(), int(line)
    return Path(word).resolve(), None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
