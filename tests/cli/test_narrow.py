"""A number or a day is whole in a narrow terminal."""

from __future__ import annotations

from datetime import date

import pytest
from rich.padding import Padding

from ecluse.cli.columns import WordTable, headed, number_column, text_column
from ecluse.cli.lists_table import print_changes
from ecluse.cli.screen import console
from ecluse.screening.list_changes import ListChange


def test_days_and_counts_of_a_list_are_whole_at_sixty_columns(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "60")
    day = date(2026, 7, 9)
    change = ListChange(
        list="SDN", before=day, as_of=day, entries=19181, added=0, removed=0, changed=0, kept=0
    )
    print_changes((change,), (), "en")
    out = capsys.readouterr().out
    assert out.count("2026-07-09") == 2
    assert "19,181" in out
    assert "…" not in out


CELLS = ("a-name-of-many-letters", "words that may stand in several lines", "1,234,567")


def printed(monkeypatch, capsys, columns):
    """A table of one row at a width, line by line."""
    monkeypatch.setenv("COLUMNS", str(columns))
    table = headed(["name", "what it says"], ["number"])
    table.add_row(*CELLS)
    console().print(table)
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("columns", range(42, 76, 4))
def test_no_word_of_a_table_is_broken_where_all_have_room(monkeypatch, capsys, columns):
    lines = printed(monkeypatch, capsys, columns)
    assert max(map(len, lines)) <= columns
    assert {word for cell in CELLS for word in cell.split()} <= set(" ".join(lines).split())


def test_a_table_without_room_for_its_words_fits_and_loses_no_letter(monkeypatch, capsys):
    lines = printed(monkeypatch, capsys, 30)
    whole = ("name", "what it says", "number", *CELLS)
    assert max(map(len, lines)) <= 30
    assert sorted("".join(lines).replace(" ", "")) == sorted("".join(whole).replace(" ", ""))


@pytest.mark.parametrize("columns", range(22, 36, 2))
def test_words_of_headings_and_numbers_are_broken_last(monkeypatch, capsys, columns):
    lines = printed(monkeypatch, capsys, columns)
    assert max(map(len, lines)) <= columns
    assert {"name", "what", "says", "number", "1,234,567"} <= set(" ".join(lines).split())


@pytest.mark.parametrize("columns", [24, 30, 38, 50, 80])
def test_a_range_is_broken_at_its_dash_alone_and_a_typed_name_never(monkeypatch, capsys, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    table = headed(["fact"], ["figure", "another"], ["classification"])
    table.add_row("item_of_a_family", "36,000–37,248", "22.113–46.56", "3A090.a")
    console().print(table)
    out = capsys.readouterr().out
    said = out.split()
    assert {"item_of_a_family", "classification", "3A090.a"} <= set(said)
    assert {"36,000–37,248", "36,000–"} & set(said) and {"46.56", "22.113–46.56"} & set(said)
    assert max(map(len, out.splitlines())) <= columns


@pytest.mark.parametrize("columns", range(36, 80, 8))
def test_amounts_and_names_of_a_report_are_whole_at_every_width(monkeypatch, capsys, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    numbers = [number_column(name) for name in ("license", "exception", "undet.", "value")]
    table = WordTable(text_column("destination"), *numbers, box=None, pad_edge=False)
    table.add_row("Russian Federation", "35", "2", "8", "USD 76.7 M + EUR 933.6 k")
    console().print(Padding(table, (0, 0, 0, 2)))
    out = capsys.readouterr().out
    told = " ".join(out.split())
    assert "…" not in out and max(map(len, out.splitlines())) <= columns
    assert {"destination", "license", "exception", "undet.", "value", "35"} <= set(out.split())
    assert "USD 76.7 M + EUR 933.6 k" in told and "Russian" in told
