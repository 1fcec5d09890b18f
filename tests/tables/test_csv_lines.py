"""Lines of CSV become rows, and a line that cannot be read costs itself alone."""

from __future__ import annotations

from io import StringIO

import pytest
from pytest import MonkeyPatch, param

from ecluse.tables import csv_lines

Rows = list[list[str]]


def _read(text: str, width: int = 2) -> tuple[Rows, dict[int, str]]:
    """The rows that had to be parsed, and all faults by the place of their line or row."""
    parsed: Rows = []
    faults: dict[int, str] = {}
    done = 0
    for lines, rows, wrong in csv_lines.parsed(StringIO(text), ",", width):
        faults |= {done + place: fault for place, fault in wrong.items()}
        done += len(lines if rows is None else rows)
        if rows is not None:
            parsed += rows
    return parsed, faults


@pytest.mark.parametrize(
    "text",
    [
        param("a,b\nc,d\n", id="no quotes"),
        param("a,b\nc,d", id="no end of the last line"),
        param("a,b\r\nc,d\r\n", id="line ends of Windows"),
        param('"a",b\n"c,c",d\n', id="quotes within a line"),
    ],
)
def test_plain_lines_are_not_parsed(text):
    assert _read(text) == ([], {})


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        param("a,b\nc\n", [["a", "b"], ["c"]], id="a cell too few"),
        param("a,b\nc,d,e\n", [["a", "b"], ["c", "d", "e"]], id="a cell too many"),
        param('a,b\n"c","d","e"\n', [["a", "b"], ["c", "d", "e"]], id="too many, in quotes"),
        param('a,"b\nc"\nd,e\n', [["a", "b\nc"], ["d", "e"]], id="a line's end in quotes"),
        param('"a","b\r\nc"\n', [["a", "b\r\nc"]], id="of Windows, in quotes"),
    ],
)
def test_what_is_not_plain_is_parsed(text, rows):
    assert _read(text) == (rows, {})


def test_an_old_line_end_alone_is_not_plain():
    assert _read("a,b\rc,d\n")[0] != []


@pytest.mark.parametrize(
    ("text", "rows", "faults"),
    [
        param(
            'a,b\n"c,d\ne,f\n',
            [["a", "b"], ['"c,d'], ["e", "f"]],
            {1: "a quote is opened and never closed"},
            id="a quote that nothing closes gives up its own line",
        ),
        param(
            '"a"x,b\nc,d\n',
            [['"a"x,b'], ["c", "d"]],
            {0: "the row cannot be read (',' expected after '\"')"},
            id="text after a closing quote",
        ),
    ],
)
def test_a_row_that_cannot_be_read_costs_its_own_line(text, rows, faults):
    assert _read(text) == (rows, faults)


def test_of_a_bad_line_only_the_beginning_is_kept():
    rows, faults = _read('"' + "x" * 300 + "\n")
    assert rows == [['"' + "x" * 199]] and list(faults) == [0]


@pytest.mark.parametrize("block", [3, 5, 1 << 20])
def test_a_row_is_one_however_the_text_is_cut_into_blocks(monkeypatch: MonkeyPatch, block: int):
    monkeypatch.setattr(csv_lines, "BLOCK_CHARS", block)
    batches = list(csv_lines.parsed(StringIO('a,"b\nc"\nd,e\n'), ",", 2))
    assert "".join(line for lines, *_ in batches for line in lines) == 'a,"b\nc"\nd,e\n'
    assert [row for _, rows, _ in batches for row in rows or ()][:1] == [["a", "b\nc"]]
    assert all(not faults for *_, faults in batches)


@pytest.mark.parametrize(
    ("length", "long"),
    [param(12, False, id="as long as may be"), param(13, True, id="longer by one")],
)
@pytest.mark.parametrize("block", [4, 1 << 20])
def test_a_line_beyond_the_bound_is_cut_and_the_next_is_read(
    monkeypatch: MonkeyPatch, block: int, length: int, *, long: bool
):
    monkeypatch.setattr(csv_lines, "LONGEST_LINE", 12)
    monkeypatch.setattr(csv_lines, "BLOCK_CHARS", block)
    middle = "x" * (length - 2) + ",y"
    batches = list(csv_lines.parsed(StringIO(f"a,b\n{middle}\nc,d\n"), ",", 2))
    faults = [fault for *_, wrong in batches for fault in wrong.values()]
    assert faults == (["the line is longer than 12 characters"] if long else [])
    assert batches[-1][0][-1] == "c,d\n"


def test_a_quote_that_runs_into_a_line_without_end_is_given_up(monkeypatch: MonkeyPatch):
    monkeypatch.setattr(csv_lines, "LONGEST_LINE", 12)
    faults = _read('"a,b\n' + "x" * 40 + "\nc,d\n")[1]
    assert faults == {
        0: "a quote is opened and never closed",
        1: "the line is longer than 12 characters",
    }


def test_a_null_is_no_part_of_a_text():
    (lines, rows, _), *_ = csv_lines.parsed(StringIO("a\0,b\n"), ",", 2)
    assert lines == ["a,b\n"] and rows is None
