"""A small file that costs much is refused in one clear line, in under a second and 64 MiB."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ecluse.errors import InputError
from ecluse.facts.reader import parse_document, read_document

sys.path.insert(0, str(Path(__file__).parent))
from bombs import BOMBS, HEAD, K


@pytest.fixture(scope="module")
def costs(tmp_path_factory):
    """What each bomb cost a child with 64 MiB to spare: seconds, and what was said."""
    done = subprocess.run(
        [sys.executable, Path(__file__).parent / "bombs.py", tmp_path_factory.mktemp("bombs")],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return {
        name: (seconds, said) for name, seconds, said in map(json.loads, done.stdout.splitlines())
    }


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_within_its_limits(costs, name):
    seconds, said = costs[name]
    assert seconds < 1
    assert BOMBS[name][1] in said.splitlines()[0]
    assert len(said.splitlines()) <= 51
    assert max(map(len, said.splitlines())) < 1_000


def test_a_user_meets_one_line_and_exit_2(run, tmp_path):
    file = tmp_path / "bomb.yaml"
    file.write_text(BOMBS["aliases of aliases"][0], encoding="utf-8")
    for words in (
        ("check", file, "--to", "CN"),
        ("check", "H20", "--to", "CN", "--scenario", file),
        ("scenario", "check", file),
        ("diff", "--before", "2024-06-01", "--after", f"2024-06-01,{file}"),
    ):
        code, out, err = run(*words)
        assert (code, out) == (2, "")
        assert err.startswith("ecluse: more than 20,000 keys and values (")
        assert err.count("\n") == 1


def text_of(size: int) -> str:
    return HEAD + "#" * (size - len(HEAD) - 1) + "\n"


def test_a_file_of_exactly_64_kb_is_read(tmp_path):
    file = tmp_path / "s.yaml"
    file.write_text(text_of(K), encoding="utf-8")
    assert file.stat().st_size == 64_000
    assert read_document(file, user=True).tree["scenario"] == "t"
    file.write_text(text_of(K + 1), encoding="utf-8")
    with pytest.raises(InputError, match="longer than 64,000 bytes"):
        read_document(file, user=True)
    with pytest.raises(InputError, match="longer than 64,000 bytes"):
        parse_document(text_of(K + 1), name="s.yaml", user=True)


def test_a_file_of_ours_may_be_larger():
    assert parse_document(text_of(K + 1), name="s.yaml").tree["scenario"] == "t"


def test_sixty_lists_inside_one_another_are_read_and_one_more_is_not():
    assert parse_document("[" * 60 + "]" * 60, name="s.yaml", user=True).tree == nested(60)
    with pytest.raises(InputError, match="nested more than 60 deep"):
        parse_document("[" * 61 + "]" * 61, name="s.yaml", user=True)


def nested(depth: int) -> list[object]:
    tree: list[object] = []
    for _ in range(depth - 1):
        tree = [tree]
    return tree


def test_twenty_thousand_nodes_are_read_and_one_more_is_not():
    # The list is one of them.
    read = parse_document("[" + "a," * 19_999 + "]", name="s.yaml", user=True)
    assert len(read.tree) == 19_999
    with pytest.raises(InputError, match="more than 20,000"):
        parse_document("[" + "a," * 20_000 + "]", name="s.yaml", user=True)


def test_an_alias_counts_as_often_as_it_is_used():
    # The list, an anchor of 1,000 nodes, and nineteen times the same: 20,001.
    text = "- &a [" + "b," * 999 + "]\n" + "- *a\n" * 19
    with pytest.raises(InputError, match="more than 20,000"):
        parse_document(text, name="s.yaml", user=True)
    fewer = parse_document(text.removesuffix("- *a\n"), name="s.yaml", user=True)
    assert [len(part) for part in fewer.tree] == [999] * 19


def test_an_honest_alias_stands_for_what_it_names_with_the_lines_of_that_place():
    document = parse_document("a: &a\n  b: 1\nc: *a\n", name="s.yaml", user=True)
    assert document.tree == {"a": {"b": "1"}, "c": {"b": "1"}}
    assert document.line(("c",)) == 3
    assert document.line(("c", "b")) == 2


def test_an_accent_and_a_tab_and_a_line_in_a_note_are_no_hidden_characters():
    text = 'a: "Curaçao\\tй 中 ½"\nb: |\n  one\n  two\n'
    read = parse_document(text, name="s.yaml", user=True)
    assert read.tree == {"a": "Curaçao\tй 中 ½", "b": "one\ntwo\n"}
