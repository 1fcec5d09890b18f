"""What an answer says is one value, told alike through every door."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from ecluse.cli.answer import print_answer
from ecluse.determine.answer import to_json
from ecluse.determine.ask import ask
from ecluse.determine.determination import Determination
from ecluse.determine.told import Told, told
from ecluse.determine.told_line import LineKind, ToldLine
from ecluse.facts.truth import Truth

ASKED = {
    "a license": ("H20", "CN", date(2025, 5, 20)),
    "undetermined": ("DGX H100", "SG", date(2026, 3, 1)),
    "free": ("H100", "PL", date(2025, 6, 1)),
}


@pytest.fixture(params=ASKED, scope="module")
def found(request: pytest.FixtureRequest) -> Determination:
    item, to, on = ASKED[request.param]
    return ask(item, to=to, on=on)


def lines(shown: Told) -> list[ToldLine]:
    def under(each: ToldLine) -> Iterator[ToldLine]:
        yield each
        for line in each.lines:
            yield from under(line)

    return [line for step in shown.steps for top in step.lines for line in under(top)]


def test_a_line_has_one_name_in_both_languages(found):
    library = found.facts.library
    english, french = (told(found, library, lang) for lang in ("en", "fr"))
    names = [line.id for line in lines(english)]
    assert names == [line.id for line in lines(french)]
    assert len(set(names)) == len(names)


def test_a_provision_has_in_the_trace_the_name_of_its_line(found):
    library = found.facts.library
    trace = to_json(found, library)["trace"]
    keys = ("classify", "require", "except", "review")
    steps = [trace["jurisdiction"]["findings"], *(trace[key] for key in keys)]
    traced = {row["id"] for rows in steps for row in rows}
    shown = [line for step in told(found, library, "en").steps for line in step.lines]
    assert {line.id for line in shown if line.kind is LineKind.PROVISION} <= traced


@pytest.mark.parametrize(
    ("limit", "mark", "margin"),
    [("2400", Truth.FALSE, "short by 32"), ("1600", Truth.TRUE, "over by 768")],
)
def test_a_comparison_says_figure_margin_and_source_apart(limit, mark, margin):
    found = ask("H20", to="China", on=date(2025, 5, 20))
    shown = told(found, found.facts.library, "en")
    name = f"classify.3a090-b.tpp-at-least-{limit}"
    line = next(each for each in lines(shown) if each.id == name)
    assert (line.mark, line.value, line.margin) == (mark, "2368", margin)
    assert line.sources
    assert shown.qualified.startswith("License required · presumption of denial")


def test_the_terminal_prints_every_word_that_is_told_and_no_other(found, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "1000")
    print_answer(found, found.facts.library, "en")
    printed = capsys.readouterr().out
    shown = told(found, found.facts.library, "en")
    parts = [piece.words for piece in shown.headline]
    parts += [shown.disclaimer, *(step.title for step in shown.steps)]
    parts += [text for each in shown.lists for text in (each.title, *each.lines)]
    for line in lines(shown):
        parts += [line.words, line.value, line.margin, line.because, line.needs, line.confidence]
    left = printed
    for part in sorted(parts, key=len, reverse=True):
        assert part in printed
        left = left.replace(part, "")
    assert len(left.split()) < len(printed.split()) / 2
