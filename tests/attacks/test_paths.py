"""A name never opens a file: on a command line a path holds a separator or ends in .yaml or .yml,
in Python it is a `Path`; and a file that is something else is never quoted.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

import build
from ecluse.compare.side import sides_of
from ecluse.errors import InputError, UnknownNameError
from ecluse.facts.reader import as_path, read_document
from ecluse.inference.llm import find_llm
from ecluse.law.scenario import read_scenario

ITEM = "item: mine\nfigures: {tpp: 1}\n"
SCENARIO = "scenario: mine\nsays: {en: x, fr: x}\n"


@pytest.mark.parametrize(
    "text", ["./H20", "a/b", "/etc/passwd", "x.yaml", "x.YML", ".yaml", "../h20", "H20/"]
)
def test_a_separator_or_an_ending_makes_a_path(text):
    assert as_path(text) == Path(text)


@pytest.mark.parametrize("text", ["H20", "", "yaml", "x.yaml2", "HGX H20 8-GPU", "x.json", "3.5"])
def test_anything_else_is_a_name(text):
    assert as_path(text) is None


@pytest.mark.parametrize("name", ["/etc/passwd", "../scenarios/h20-pause-as-stay", "a.yaml", ""])
def test_a_string_is_the_name_of_a_scenario_and_opens_nothing(library, name):
    with pytest.raises(UnknownNameError) as caught:
        read_scenario(name, library)
    assert "root" not in str(caught.value)


def test_a_string_that_looks_like_a_path_says_what_to_give_instead(library):
    with pytest.raises(UnknownNameError, match=r"give a pathlib\.Path"):
        read_scenario("./mine.yaml", library)


def test_a_path_is_read_and_a_shipped_scenario_goes_by_its_name(library, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(SCENARIO, encoding="utf-8")
    assert read_scenario(file, library).scenario == "mine"
    assert read_scenario("h20-pause-as-stay", library).scenario == "h20-pause-as-stay"


def test_a_file_beside_does_not_shadow_a_name(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("H20", "h20-pause-as-stay", "Llama-3.1-8B"):
        (tmp_path / name).write_text("not what is meant", encoding="utf-8")
    code, out, _ = run(
        "check", "H20", "--to", "CN", "--on", "2025-05-20", "--scenario", "h20-pause-as-stay"
    )
    assert code == 0
    assert out.startswith("NVIDIA H20 96GB")


def test_a_name_that_nothing_has_is_not_looked_for_among_files(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").write_text(ITEM, encoding="utf-8")
    code, _, err = run("check", "mine", "--to", "CN")
    assert (code, err.startswith("ecluse: no item is called 'mine'")) == (2, True)
    code, out, _ = run("check", "./mine", "--to", "CN", "--on", "2024-06-01")
    assert out.startswith("mine → China")


def test_a_side_of_a_comparison_opens_a_file_only_for_a_command_line(tmp_path):
    books = build.library()
    file = tmp_path / "mine.yaml"
    file.write_text(SCENARIO, encoding="utf-8")
    asked = ("2024-06-01", f"2024-06-01,{file}", (books, books), date(2024, 6, 1))
    with pytest.raises(UnknownNameError, match="is no name of a scenario"):
        sides_of(*asked)
    assert sides_of(*asked, files=True)[1].label() == f"2024-06-01, {file}"


def test_a_models_name_opens_nothing_either(tmp_path):
    file = tmp_path / "config.json"
    file.write_text("{}", encoding="utf-8")
    with pytest.raises(UnknownNameError, match="no model is called"):
        find_llm(str(file))


SECRET = "hunter2"


@pytest.mark.parametrize(
    "content",
    [
        f"{SECRET}\n",
        f"root:x:0:0:{SECRET}:/root:/bin/sh\n",
        f"- {SECRET}\n",
        f"password: {SECRET}\n",
        f"[{SECRET}]\nhost = {SECRET}\n",
        f"{{{SECRET}\n",
        f"a: {SECRET}\na: {SECRET}\n",
        f"export TOKEN={SECRET}\n# {SECRET}\n",
        f"'{SECRET}\n",
        f"? [{SECRET}]\n",
    ],
)
def test_a_file_that_is_something_else_is_not_quoted(run, tmp_path, content):
    file = tmp_path / "other"
    file.write_text(content, encoding="utf-8")
    for words in (
        ("check", file, "--to", "CN"),
        ("check", "H20", "--to", "CN", "--scenario", file),
    ):
        code, out, err = run(*words)
        assert (code, out) == (2, "")
        assert SECRET not in err


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "/dev/stdin", "/"])
def test_what_is_no_file_is_not_read(path):
    with pytest.raises(InputError, match="cannot read the file"):
        read_document(Path(path), user=True)


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(InputError, match="cannot read the file"):
        read_document(tmp_path / "pipe.yaml", user=True)


@pytest.mark.parametrize("path", ["a\0.yaml", "x" * 300 + ".yaml", "x/" * 3_000])
def test_a_path_that_cannot_be_is_told(path):
    with pytest.raises(InputError, match="cannot read the file"):
        read_document(Path(path), user=True)
