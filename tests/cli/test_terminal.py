"""What leaves for the terminal: text that is nobody's markup, and data where they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from ecluse.cli.columns import bare, number_column, text_column
from ecluse.cli.forms import print_data
from ecluse.cli.options import FormName, SpeechOptions, TableOptions
from ecluse.cli.screen import console, print_json

Captured = pytest.CaptureFixture[str]


@dataclass(frozen=True)
class Row:
    """A row of an answer."""

    item: str
    says: str | None


@dataclass(frozen=True)
class Answer:
    """An answer with rows."""

    to: str
    rows: list[Row]


ANSWER = Answer("CN", [Row("H20", "=1+1"), Row("A100", None)])
JSON = """{
  "to": "CN",
  "rows": [
    {
      "item": "H20",
      "says": "=1+1"
    },
    {
      "item": "A100",
      "says": null
    }
  ]
}
"""


def test_a_line_is_no_markup_and_moves_no_cursor(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    out = console()
    out.write_line("[red]Amberfield[/red] \x1b[2J", "bold")
    out.write_points(["[b]one[/b]", "two"], "dim")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("[red]Amberfield[/red] ") and "\x1b" not in lines[0]
    assert lines[1:] == ["  · [b]one[/b]", "  · two"]


def test_what_is_too_long_goes_on_in_the_next_line(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    text = "unbroken" * 4
    console().write_line(text)
    lines = capsys.readouterr().out.splitlines()
    assert ("".join(lines), len(lines)) == (text, 2)


def test_a_bare_table_folds_texts_and_breaks_no_number(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    for header, told in (("bold", [["name", "count"]]), ("", [])):
        table = bare(text_column("name"), number_column("count"), header=header)
        table.add_row("a name of many words that folds", "1,234,567")
        console().print(table)
        lines = capsys.readouterr().out.splitlines()
        words = [line.split() for line in lines]
        assert words == [
            *told,
            ["a", "name", "of", "many", "1,234,567"],
            ["words", "that", "folds"],
        ]
        assert any(line.endswith("1,234,567") for line in lines)


@pytest.mark.parametrize("rows", ["rows", ANSWER.rows])
def test_data_are_printed_in_the_form_asked_and_text_is_left_to_the_command(
    capsys: Captured, rows: Any
) -> None:
    printed: dict[FormName, str] = {}
    forms: tuple[FormName, ...] = ("text", "json", "csv", "markdown")
    for form in forms:
        assert print_data(ANSWER, TableOptions(format=form), rows) is (form != "text")
        printed[form] = capsys.readouterr().out
    assert printed == {
        "text": "",
        "json": JSON,
        "csv": "item,says\nH20,'=1+1\nA100,\n",
        "markdown": "| item | says |\n| --- | --- |\n| H20 | =1+1 |\n| A100 |  |\n",
    }
    assert print_data(ANSWER, SpeechOptions(json=True))
    assert capsys.readouterr().out == JSON
    assert not print_data(ANSWER, SpeechOptions())


def test_an_answer_and_its_plain_data_are_one_json(capsys: Captured) -> None:
    print_json(ANSWER.rows[0])
    print_json({"item": "H20", "says": "=1+1"})
    answer, plain = capsys.readouterr().out.split("}\n{")
    assert answer + "}\n" == "{" + plain
