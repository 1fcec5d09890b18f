"""Questions about markets: what a file may say, and runs whose worlds see the same draws."""

from __future__ import annotations

from pathlib import Path

import pytest

from ecluse.answers.plain import plain
from ecluse.errors import InputError, SeveralErrors, UnknownNameError
from ecluse.simulate.question_file import NumberPlace, parts_of
from ecluse.simulate.question_run import QuestionRun, correlations, run_question
from ecluse.simulate.read_question import open_question, question_names, shipped_question
from ecluse.simulate.to_question_answer import question_answer

BULLET = """
  - label: {en: x, fr: x}
    says: {en: '{tight.chips-}', fr: '{tight.chips-}'}
    source: {name: x}"""
SMALL = f"""question: small
asks: {{en: What does a cap do?, fr: Que fait un plafond ?}}
market: us-cn-h200-2026
on: 2026-01-15
worlds:
  - {{world: record}}
  - {{world: again}}
  - {{world: at-tight, set: {{cap: '0.01'}}}}
rows:
  - row: none
    says: {{en: nothing, fr: rien}}
    world: again
    versus: record
    measures: [chips]
  - row: tight
    says: {{en: a cap, fr: un plafond}}
    world: at-tight
    versus: record
    measures: [chips, tpp]
main: {{row: tight, measure: chips}}
titles:
  - en: 'A cap stops {{tight.chips-}}, {{on}}'
    fr: 'Un plafond arrête {{tight.chips-}}, {{on}}'
bullets: {BULLET}{BULLET}
"""


@pytest.fixture(scope="module")
def small(shipped, tmp_path_factory) -> QuestionRun:
    """A question of the structural test, with few draws."""
    path = tmp_path_factory.mktemp("question") / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return run_question(open_question(path, shipped), shipped, draws=40)


def test_a_world_against_itself_is_exactly_zero(small):
    row = small.question.file.rows[0]
    assert (small.drawn(row, "chips") == 0).all()


def test_a_tight_cap_lets_no_more_through_in_any_draw(small):
    row = small.question.file.rows[1]
    drawn = small.drawn(row, "chips")
    assert (drawn <= 1e-6).all()
    assert drawn.min() < -1


def test_an_answer_says_what_is_supposed_and_what_it_moves_with(small):
    answer = question_answer(small, "fr")
    assert [each.supposed for each in answer.worlds] == [False, False, True]
    assert answer.counterfactual
    assert not answer.researched
    assert plain(answer)["schema"] == "ecluse.market-question/1"
    found = dict(correlations(small))
    assert found[answer.drivers[0].prior] == max(found.values(), key=abs)
    assert all(-1 <= value <= 1 for value in found.values())
    assert answer.rests_on[0].set_to is None


def test_the_same_draws_give_the_same_answer(small, shipped):
    again = question_answer(run_question(small.question, shipped, draws=40))
    assert again == question_answer(small)


def test_a_prior_that_no_row_of_a_question_takes_is_refused(shipped, tmp_path):
    """Set in silence, it would stand in the answer's worlds and move nothing."""
    path = tmp_path / "idle.yaml"
    idle = SMALL.replace("us-cn-h200-2026", "us-cn-2025").replace("2026-01-15", "2025-06-15")
    path.write_text(idle.replace("cap: '0.01'", "smuggled_response: '0.01'"), encoding="utf-8")
    with pytest.raises(InputError, match="'smuggled_response' moves nothing that is shown"):
        run_question(open_question(path, shipped), shipped, draws=2)


def test_every_shipped_question_names_what_is_there(shipped):
    for name in question_names(shipped.folder):
        assert shipped_question(name, shipped).file.question == name


def test_everything_wrong_in_a_question_is_told_together(shipped, tmp_path):
    wrong = (
        SMALL.replace("world: again\n", "world: agin\n")
        .replace("measures: [chips]", "measures: [chps]")
        .replace("measures: [chips, tpp]", "measures: [chips, share]")
        .replace("cap: '0.01'", "cap: 'p101'")
        .replace("{tight.chips-}, {on}", "{tight.revenue}, {on}")
        .replace("on: 2026-01-15", "on: 2025-01-15")
    )
    path = tmp_path / "wrong.yaml"
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(SeveralErrors) as told:
        open_question(path, shipped)
    text = str(told.value)
    for part in (
        "2025-01-15 lies outside the market, 2026-01-12 to 2026-07-26",
        "no world is called 'agin'",
        "no measure is called 'chps'",
        "cap cannot be 'p101'",
        "'tight' mixes sources and other measures",
        "'{tight.revenue}' tells what 'tight' does not have",
    ):
        assert part in text


def test_a_name_never_opens_a_file(shipped):
    with pytest.raises(UnknownNameError, match="no question is called"):
        shipped_question("../delay", shipped)
    with pytest.raises(UnknownNameError, match="did you mean 'delay'"):
        open_question("dellay", shipped)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{day.chips+}", NumberPlace(of="day", what="chips", sign="+")),
        ("{at-15.fee}", NumberPlace(of="at-15", what="fee")),
        ("{day.chips.bare-}", NumberPlace(of="day", what="chips", part="bare", sign="-")),
        ("{on}", NumberPlace(of="on")),
    ],
)
def test_a_place_of_a_sentence(text, place):
    assert parts_of(text) == [place]
    assert parts_of(f"a {text}.") == ["a ", place, "."]


def test_a_file_of_ones_own_is_opened_by_its_path(shipped, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(SMALL, encoding="utf-8")
    assert open_question(str(path), shipped).file.question == "small"
    assert open_question(Path(path), shipped).file.question == "small"


def _shipped(shipped):
    return {name: shipped_question(name, shipped).file for name in question_names(shipped.folder)}


def test_no_label_calls_domestic_chips_illegal_or_hangs_them_on_a_paper_on_smuggling(shipped):
    file = _shipped(shipped)["sources"]
    assert all("legal import" in title.en for title in file.titles)  # made at home is no less legal
    told = [b for b in file.bullets if "{domestic." in b.says.en]
    for bullet in told:
        assert "legal" not in bullet.label.en.lower()
        assert "légal" not in bullet.label.fr.lower()
        assert "cn-supply.yaml" in bullet.source.name


def test_a_share_of_compute_names_its_measure(shipped):
    file = _shipped(shipped)["sources"]
    told = [
        *file.titles,
        *(bullet.says for bullet in file.bullets if "{pause." not in bullet.says.en),
    ]
    for says in told:
        assert "TPP" in says.en
        assert "TPP" in says.fr


def test_what_the_untested_cap_does_is_told_by_how_often_it_binds(shipped):
    file = _shipped(shipped)["cap-h200"]
    for lang in ("en", "fr"):
        for says in (file.titles[0], file.bullets[0].says):
            assert "{cap.chips.negative}" in getattr(says, lang)
            assert "{cap.chips.bare-}" not in getattr(says, lang)
    assert file.titles[0].en.startswith("Unresearched")


def test_it_is_the_delay_that_lets_chips_through_and_decoding_names_its_model(shipped):
    first, second = (bullet.says for bullet in _shipped(shipped)["delay"].bullets)
    assert first.en.startswith("Letters a day later let")
    assert first.fr.startswith("Un jour de retard laisse")
    assert all("Llama-3.1-70B" in text for text in (second.en, second.fr))


def test_a_title_tells_the_last_day_of_what_it_sums(shipped):
    for name, file in _shipped(shipped).items():
        if name in ("january", "warning", "cap-h200"):  # told by the day that is moved, or of one
            continue
        for title in file.titles:
            assert "{until}" in title.en, name
            assert "{until}" in title.fr, name


def test_a_source_that_another_page_repeats_says_so(shipped):
    for file in _shipped(shipped).values():
        told = [(b.source.name, b.source.url) for b in file.bullets]
        for name, url in [*told, *((fact.source, fact.url) for fact in file.facts)]:
            for host, page in (("en.ckhq.net", "en.ckhq.net"), ("silicon.co.uk", "Silicon UK")):
                assert host not in (url or "") or page in name


def test_one_name_of_two_things_and_a_unit_without_words_are_refused(shipped, tmp_path):
    path = tmp_path / "small.yaml"
    twice = SMALL.replace("row: none", "row: again")
    twice = twice.replace("{tight.chips-}", "{at-tight.home_units}", 1)
    path.write_text(twice.replace("set: {cap: '0.01'}", "set: {home_units: '9'}"), encoding="utf-8")
    with pytest.raises(SeveralErrors) as told:
        open_question(path, shipped)
    text = str(told.value.mistakes)
    assert "'again' names two things" in text
    assert "'home_units' is in units a quarter, which no sentence tells" in text
