"""A number or a day is whole in a narrow terminal."""

from __future__ import annotations

from datetime import date

from ecluse.cli.lists_table import print_changes
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
