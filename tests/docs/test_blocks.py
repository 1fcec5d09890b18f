"""Every command and piece of code in the documentation runs, and prints what stands there."""

from __future__ import annotations

from pathlib import Path

import pytest
from blocks import Block, blocks, main, not_run, pages, today, workplace

ROOT = Path(__file__).parent.parent.parent

FOUND = [
    pytest.param(each, id=str(each), marks=[pytest.mark.slow] if each.slow else [])
    for page in pages()
    for each in blocks(page)
]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a reader has it: the command, the examples, nothing else."""
    return workplace(tmp_path_factory.mktemp("docs") / "reader")


@pytest.mark.parametrize("block", FOUND)
def test_a_block_prints_what_stands_there(block: Block, reader: Path) -> None:
    assert today(block, reader) == block.text, "`python docs/blocks.py --write` mends it"


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_command_stands_outside_a_block_that_is_run(page: Path) -> None:
    assert not_run(page) == []


def test_blocks_are_found() -> None:
    assert len(FOUND) > 5


def test_a_block_that_says_something_else_is_found(tmp_path: Path, reader: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ ecluse check H100 --to CN --on 2024-06-01\nfree\n```\n")
    (block,) = blocks(page)
    assert today(block, reader) != block.text


def test_one_block_may_be_written_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ echo a\nold\n```\n\n```console\n$ echo b\nold\n```\n")
    assert main([f"{page}:7"]) == 1
    assert capsys.readouterr().out.startswith(f"{page}:7 differs")
    assert main(["--write", f"{page}:7"]) == 0
    assert page.read_text().splitlines() == [
        *("```console", "$ echo a", "old", "```", ""),
        *("```console", "$ echo b", "b", "```"),
    ]


def test_the_day_of_the_run_is_no_difference_and_any_other_day_is(
    tmp_path: Path, reader: Path
) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ date +'screened on %F'\nscreened on 2026-11-27\n```\n")
    (block,) = blocks(page)
    assert today(block, reader) == block.text
    page.write_text("```console\n$ echo on 2026-11-26\non 2026-11-27\n```\n")
    (block,) = blocks(page)
    assert today(block, reader) != block.text


def test_lines_left_out_stay_left_out(tmp_path: Path, reader: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ printf '1\\n2\\n3\\n4\\n'\nold\n…\nold\n```\n")
    (block,) = blocks(page)
    assert today(block, reader).splitlines()[1:] == ["1", "…", "4"]
