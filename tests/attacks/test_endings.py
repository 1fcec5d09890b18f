"""However a command ends, a user sees an answer or one line, and a documented status."""

from __future__ import annotations

import ast
import json
import os
import re
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import requires
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

import pytest

from ecluse.cli.ending import STATUSES, status_of
from ecluse.cli.faults import BROUGHT, EXTRAS
from ecluse.errors import InputError

ROOT = Path(__file__).parent.parent.parent
ECLUSE = [sys.executable, "-c", "from ecluse.cli.main import run; run()"]
CHECK = ("check", "H20", "--to", "CN", "--on", "2025-05-20")


def run_it(*words: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a process of its own."""
    whole = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 60, **more}
    return subprocess.run([*ECLUSE, *words], check=False, **whole)  # type: ignore[call-overload]


def in_shell(line: str) -> subprocess.CompletedProcess[str]:
    """Run a line of the shell in which $E is the command."""
    text = line.replace("$E", f"'{sys.executable}' -c 'from ecluse.cli.main import run; run()'")
    return subprocess.run(
        ["bash", "-c", text], capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize("words", [CHECK, ("--help",)])
@pytest.mark.parametrize(
    ("where", "why"), [(">&-", "it is closed"), (">/dev/full", "No space left on device")]
)
def test_standard_output_that_takes_nothing_is_told(words, where, why):
    done = in_shell(f"$E {' '.join(words)} {where}")
    assert done.returncode == 2
    assert done.stderr.startswith(f"ecluse: cannot read or write: {why} (standard output): ")
    assert done.stderr.count("\n") == 1


def test_with_standard_error_gone_too_the_status_is_what_is_left():
    assert in_shell("$E check H2O --to CN >&- 2>&-").returncode == 2
    assert in_shell(f"$E {' '.join(CHECK)} 2>&-").returncode == 0


def test_a_closed_output_does_not_end_up_in_the_next_file(tmp_path):
    book, out = tmp_path / "book.csv", tmp_path / "out.csv"
    book.write_text("Item,Country,Date\nH100,CN,2024-06-01\n", encoding="utf-8")
    done = in_shell(f"$E orders {book} --out {out} >&-")
    assert done.returncode == 2
    lines = out.read_text(encoding="utf-8").splitlines()
    assert [line.partition(",")[0] for line in lines] == ["Item", "H100"]


def test_whoever_has_read_enough_ends_a_command_in_silence():
    for words in ("law", "law --measures --json"):
        done = in_shell(f"$E {words} | head -1 >&2; echo ${{PIPESTATUS[0]}}")
        assert (done.stdout, done.stderr.count("\n")) == ("0\n", 1)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-16"])
def test_an_encoding_that_lacks_a_sign_gets_a_near_one(encoding):
    done = run_it(*CHECK, env={**os.environ, "PYTHONIOENCODING": encoding})
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode(encoding)
    arrow, holds = ("→", "●") if encoding == "utf-16" else ("->", "*")
    assert text.startswith(f"NVIDIA H20 96GB {arrow} China (CN)")
    assert f"{holds} the processing performance in TOPS" in text


def test_what_holds_does_not_and_is_unknown_stay_three_signs_in_ascii():
    from ecluse.cli.screen import NEAREST

    signs = [sign.encode("ascii", NEAREST) for sign in "●○?"]
    assert len(set(signs)) == 3


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_json_is_json_in_every_encoding(encoding):
    words = (*CHECK, "--lang", "fr", "--exporter", "Ünïcode 中 \U0001f600", "--json")
    done = run_it(*words, env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})
    answer = json.loads(done.stdout.decode(encoding))
    assert done.stderr == b""
    assert answer["destination"] == "CN"


BLOCKED = """
import sys
blocked = sys.argv.pop(1)
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == blocked:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Blocked())
from ecluse.cli.main import run
run()
"""


@pytest.mark.parametrize(
    ("module", "extra", "words"),
    [
        ("numpy", "inference", "design --to CN"),
        ("numpy", "inference", "impact --to CN --before 2025-04-08 --after 2025-05-20"),
        ("numpy", "simulate", "simulate us-cn-2025"),
        ("numpy", "inference", "infer --chip H20 --model Llama-3.1-8B"),
        ("SALib", "sensitivity", "effect fee=0 --in us-cn-2025 --sensitivity"),
        ("uvicorn", "serve", "serve"),
        ("python_multipart", "serve", "serve"),
        ("anyio", "serve", "serve"),
        ("markupsafe", "mcp", "mcp"),
        ("anyio", "mcp", "mcp"),
        ("uvicorn", "mcp", "mcp"),
        ("mcp", "mcp", "mcp"),
        ("matplotlib", "plot", "timeline H20 --to CN --plot {folder}/x.svg"),
    ],
)
def test_a_missing_extra_is_named_with_the_command_that_brings_it(tmp_path, module, extra, words):
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED, module, *words.format(folder=tmp_path).split()],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert f"pip install 'ecluse[{extra}]'" in done.stderr


def names_of(requirements: Iterable[str]) -> set[str]:
    """What requirements name, written as their modules are."""
    first = re.compile(r"[\w-]+")
    return {first.match(each)[0].replace("-", "_").lower() for each in requirements}  # type: ignore[index]


def declared() -> dict[str, set[str]]:
    """What pyproject.toml says that each extra brings; and what comes without one, by no name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found = {name: names_of(each) for name, each in project["optional-dependencies"].items()}
    return {"": names_of(project["dependencies"])} | found


def test_each_extra_brings_what_is_said_of_it_and_no_more():
    extras = declared()
    assert set(BROUGHT) == set(extras) - {"", "gpu", "test", "docs", "dev"}  # not of the commands
    for extra, modules in BROUGHT.items():
        named, said = extras[extra] - {"ecluse"}, {module.lower() for module in modules}
        assert named <= said
        behind = [requires(each.replace("_", "-")) or () for each in named if find_spec(each)]
        assert said - named <= names_of(chain.from_iterable(behind))


def test_whatever_is_imported_comes_with_ecluse_or_with_an_extra():
    imported = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.partition(".")[0])
    ours = {"ecluse", *sys.stdlib_module_names, *declared()[""], *EXTRAS}
    assert imported - ours == {"polars", "_typeshed"}  # the caller's own library; types alone


WAITING = """
import time
from ecluse.cli import main
from ecluse.cli.application import app

@app.command
def wait():
    print("ready", flush=True)
    time.sleep(60)

main.run(["wait"])
"""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_command_says_so(number, code):
    with subprocess.Popen(
        [sys.executable, "-c", WAITING],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        child.send_signal(number)
        _, err = child.communicate(timeout=30)
    assert (child.returncode, err) == (code, b"ecluse: interrupted\n")


def failing(error: BaseException) -> object:
    def command() -> int:
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "status", "line"),
    [
        (InputError("a", "b", "c"), 2, "ecluse: a (b): c\n"),
        (PermissionError(13, "Permission denied", "/x\x1b[2J"), 2, "(/x\\x1b[2J)"),
        (MemoryError(), 2, "memory ran out"),
        (RecursionError("deep"), 70, "a fault of ecluse itself, RecursionError ("),
        (ValueError("secret\nlines"), 70, "please report it with the command; ECLUSE_TRACEBACK=1"),
        (BrokenPipeError(32, "Broken pipe"), 0, ""),
        (KeyboardInterrupt(), 130, "ecluse: interrupted\n"),
    ],
)
def test_whatever_is_raised_becomes_a_line_and_a_status(capsys, monkeypatch, error, status, line):
    monkeypatch.delenv("ECLUSE_TRACEBACK", raising=False)
    assert status_of(failing(error), ()) == status
    out, err = capsys.readouterr()
    assert out == ""
    assert line in err
    assert err.count("\n") == (1 if line else 0)
    assert "secret" not in err


def test_a_traceback_is_for_whoever_asks(capsys, monkeypatch):
    monkeypatch.setenv("ECLUSE_TRACEBACK", "1")
    assert status_of(failing(ValueError("why")), ()) == 70
    assert "ValueError: why" in capsys.readouterr().err


def test_the_statuses_are_in_the_help_and_in_the_docs(run):
    _, out, _ = run("--help")
    page = (ROOT / "docs" / "errors.md").read_text("utf-8")
    said = " ".join(out.split())
    for status in re.findall(r"\b\d+\b", STATUSES):
        assert f"`{status}`" in page
        assert re.search(rf"\b{status}\b", said)
