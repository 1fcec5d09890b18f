"""The trace's figures never contradict their comparison, and a source stands once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import build
from ecluse.determine.answer import to_json
from ecluse.determine.ask import ask
from ecluse.determine.told import told
from ecluse.determine.told_line import LineKind, ToldLine
from ecluse.law.library import load


def comparisons(tree: Any) -> Iterator[dict[str, Any]]:
    """Every comparison of a trace."""
    if isinstance(tree, dict):
        yield from tree.get("comparisons", ())
    for part in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from comparisons(part)


def test_a_figure_next_to_its_limit_is_not_shown_at_it():
    item = build.item(tpp="2399.9999999", performance_density="2", datacenter=True)
    found = ask(item, to="CN", on=date(2024, 6, 1), library=build.library())
    near = [
        row
        for row in comparisons(to_json(found, build.library())["trace"])
        if row["test"] == "tpp >= 2400"
    ]
    assert near
    for row in near:
        assert (row["truth"], row["value"], row["limit"]) == ("false", 2399.9999999, 2400)
        assert row["margin"] < 0


def test_a_source_stands_once_and_has_a_name():
    library = load()
    found = ask("H20", to="China", on=date(2025, 5, 20), library=library)
    rows = list(comparisons(to_json(found, library)["trace"]))
    assert any(len(row["sources"]) > 1 for row in rows)
    for row in rows:
        assert len(row["sources"]) == len(set(row["sources"]))
        assert len(row["source_names"]) == len(set(row["source_names"]))
        assert bool(row["sources"]) is bool(row["source_names"])


def test_the_same_question_gives_the_same_bytes_whatever_the_day():
    found = ask("H20", to="China", on=date(2025, 5, 20), library=load())
    data = to_json(found, load())
    assert data["known"] == data["data_as_of"]
    asked = ask("H20", to="China", on=date(2025, 5, 20), known=date(2025, 4, 20), library=load())
    assert to_json(asked, load())["known"] == "2025-04-20"


def lines(tree: Any) -> Iterator[str]:
    """The name of every line of a trace."""
    if isinstance(tree, dict) and "id" in tree:
        yield tree["id"]
    for part in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from lines(part)


def shown_tests(line: ToldLine) -> Iterator[str]:
    """The names of the tests among the lines under a line as it is shown."""
    for under in line.lines:
        if under.kind in (LineKind.COMPARISON, LineKind.TEST):
            yield under.id
        yield from shown_tests(under)


def test_every_line_has_a_name_of_its_own_that_no_language_changes():
    library = load()
    found = ask("H20", to="China", on=date(2025, 5, 20), library=library)
    english, french = (to_json(found, library, lang=lang)["trace"] for lang in ("en", "fr"))
    names = list(lines(english))
    assert names == list(lines(french))
    assert len(names) == len(set(names))
    shown = [name for step in told(found, library, "en").steps for name in shown_tests(step)]
    assert shown and set(shown) <= {row["id"] for row in comparisons(english)}
