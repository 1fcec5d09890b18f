"""What every test may ask for: the library as the data files say it, one for all of them."""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent))

import build
from ecluse.errors import EcluseError
from ecluse.facts import yaml_to_tree
from ecluse.facts.reader import read_document
from ecluse.facts.vocabulary import Vocabulary
from ecluse.law import library as libraries
from ecluse.law.library import Library
from ecluse.law.seal import FileDigest
from ecluse.outputs.cache import cache_folder, code_digest, read_value, write_value

Run = Callable[..., tuple[int, str, str]]
Once = Callable[[str], None]

settings.register_profile(
    "ecluse", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ecluse")
_SHARE, _FEWEST = 3, 5  # of a property's examples


def pytest_configure(config: pytest.Config) -> None:
    """The data are read once, before the processes begin that run the tests: each takes what was
    kept, as any start does, and the trees of the files that some read anew.
    """
    os.environ.pop("COLUMNS", None)  # a process of xdist has it set; a terminal is as wide for all
    if not hasattr(config, "workerinput") and getattr(config.option, "numprocesses", None):
        with suppress(EcluseError), _parsed_once():  # the tests that read them tell a mistake
            libraries.load()
            _keep_trees()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The fast tests ask a property of a third of its examples; `make test-all` asks of all."""
    if config.option.markexpr != "not slow":
        return
    for test in (item.obj for item in items if isinstance(item, pytest.Function)):
        whole = getattr(test, "_hypothesis_internal_use_settings", None)
        if whole is not None:
            few = min(whole.max_examples, max(_FEWEST, whole.max_examples // _SHARE))
            test._hypothesis_internal_use_settings = settings(whole, max_examples=few)


# The many commands that tests start keep what Python compiles for the next; each took 0.15 s more.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Laws, findings and trees are many small values that live long: looking through them for garbage
# took a third of the time.
gc.set_threshold(100_000, 50, 50)


def _one_library_a_process() -> None:
    """What the shipped data say is one value for all tests of a process and all commands that they
    run in it, so that its laws are compiled once. It is kept by the name that the cache keeps it
    by: other data or other code are read anew.
    """
    of_name = libraries._of_name
    known: dict[str, Library] = {}

    def once(name: str, folder: Path, files: Mapping[str, FileDigest]) -> Library:
        if folder != libraries.DATA:
            return of_name(name, folder, files)
        if name not in known:
            known[name] = of_name(name, folder, files)
        return known[name]

    libraries._of_name = once


_one_library_a_process()


# ---- a text is parsed once ---------------------------------------------------------------------

# Parsing YAML is most of what reading a data folder costs, and many tests read a copy of one with
# little changed. A text that was read without a mistake is not parsed again: its tree is made anew
# from what was kept, so that no test sees what another did to it.
_trees: dict[str, bytes] = {}
_TREES = "tests-trees-*.pickle"


def _trees_file() -> Path | None:
    """Where the trees of the shipped files are kept, for the code that parsed them."""
    root = cache_folder()
    return None if root is None else root / _TREES.replace("*", code_digest("facts")[:32])


@contextmanager
def _parsed_once() -> Iterator[None]:
    parse, path = yaml_to_tree.tree_of, _trees_file()
    if path is not None and not _trees:
        _trees.update(read_value(path) or {})

    def parsed(text: str, fail: Any, limits: Any, *, strict: bool) -> Any:
        name = hashlib.sha256(f"{limits} {strict} {text}".encode("utf-8", "surrogatepass"))
        key = name.hexdigest()
        if key not in _trees:
            tree = parse(text, fail, limits, strict=strict)
            if tree.mistakes:
                return tree
            _trees[key] = pickle.dumps(tree)
        return pickle.loads(_trees[key])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_to_tree, "tree_of", parsed)
        yield


def _keep_trees() -> None:
    """Keep the trees of the shipped files as they are now, where that was not done."""
    held, path = len(_trees), _trees_file()
    for file in sorted(libraries.DATA.rglob("*.yaml")):
        read_document(file)
    if path is not None and len(_trees) > held:
        write_value(path, _trees, _TREES)


@pytest.fixture(scope="session", autouse=True)
def _a_text_is_parsed_once() -> Iterator[None]:
    with _parsed_once():
        yield


@pytest.fixture(scope="session")
def library() -> Library:
    """Everything that the shipped data files say."""
    return build.library()


@pytest.fixture(scope="session")
def vocabulary(library: Library) -> Vocabulary:
    """The vocabulary alone."""
    return library.vocabulary


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line in this process: exit status, standard output, standard error."""
    from ecluse.cli.main import status

    def call(*arguments: object) -> tuple[int, str, str]:
        code = status([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture
def once(monkeypatch: pytest.MonkeyPatch) -> Once:
    """Have a function, named by its module, give in this test what it gave when it was first asked:
    what is tested is how one answer is printed, at several widths or in several forms.
    """

    def keep(place: str) -> None:
        module, _, name = place.rpartition(".")
        work = getattr(import_module(module), name)
        found: list[tuple[list[object], Any]] = []

        def kept(*asked: Any, **options: Any) -> Any:
            words = [each for name, each in sorted(options.items()) if name != "lang"]
            told: list[object] = [
                each for each in (*asked, *words) if isinstance(each, str | int | date)
            ]
            if not found:
                found.append((told, work(*asked, **options)))
            assert told == found[0][0], "another question"
            return found[0][1]

        monkeypatch.setattr(place, kept)

    return keep
