"""Briefs of questions about markets: every number is a range out of the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import make_market_briefs
import pytest

from brief.build import data, terms
from ecluse.answers.plain import plain
from ecluse.brief import faults, market_brief
from ecluse.brief.answer import joined
from ecluse.brief.market_parts import MarketTold, number_of, prior_name
from ecluse.brief.ranges import ends_of, range_says, range_text
from ecluse.brief.sentence import AnswerData
from ecluse.brief.write import FORMS, written_as
from ecluse.citation import FIRM
from ecluse.errors import ModelError
from ecluse.law.data_home import SHIPPED
from ecluse.simulate.gate import GateStretch
from ecluse.simulate.question_file import NumberPlace
from ecluse.simulate.question_run import QuestionRun, correlations, run_question
from ecluse.simulate.read_market import market_names, open_market
from ecluse.simulate.read_question import question_names, shipped_question
from ecluse.simulate.to_question_answer import question_answer
from ecluse.words.say import has_words

LANGS = ("en", "fr")
LETTERS = "us/2025-04-15-letters-h20"


def made(found: QuestionRun, lang: str):
    """The brief of a run question, and the plain answer that it is held to."""
    answer = question_answer(found, lang)
    return market_brief(answer, found.question, terms(lang)), {"question": plain(answer)}


@pytest.fixture(scope="module")
def capped() -> QuestionRun:
    """The structural test, the cheapest of the questions."""
    return run_question(shipped_question("cap-h200", data()), data(), draws=60)


@pytest.mark.parametrize("lang", LANGS)
def test_a_brief_tells_ranges_and_says_that_it_is_supposed_and_untested(capped, lang):
    brief, answers = made(capped, lang)
    assert faults(brief, answers) == []
    assert brief.title.startswith("What if? " if lang == "en" else "Et si\u202f? ")
    assert len(brief.bullets) == 4
    untested = "a structural test" if lang == "en" else "un essai de structure"
    assert untested in brief.kicker
    model = "a model, nine draws in ten" if lang == "en" else "un modèle, neuf tirages sur dix"
    for text in (brief.kicker, brief.share.short, brief.share.long):
        assert model in text.lower()
    assert any(untested in line for line in brief.not_certain)
    assert brief.page == ("" if lang == "en" else "/fr") + "/brief/market/cap-h200"
    asks_again = "ecluse simulate question cap-h200 --draws 60 --json"
    assert brief.answers[0].command == asks_again
    assert any(line.endswith(f": {asks_again}") for line in brief.certain)
    assert {bullet.proof for bullet in brief.bullets} == {f"{brief.page}.json"}
    for form in FORMS:
        if form not in (".pdf", ".png"):
            assert written_as(brief, form)


@pytest.mark.parametrize(("row", "supposed"), [("cap", True), ("all", False)])
def test_only_what_is_supposed_is_called_a_supposition(capped, row, supposed):
    file = capped.question.file
    question = replace(capped.question, file=replace(file, main=replace(file.main, row=row)))
    found = replace(capped, question=question)
    brief, _ = made(found, "en")
    assert ("a supposition" in brief.kicker) is supposed
    assert brief.title.startswith("What if? ") is supposed


def test_the_title_of_a_model_of_the_record_says_that_it_is_one():
    for name in ("charge", "sources"):
        for title in shipped_question(name, data()).file.titles:
            assert title.en.startswith("Model: ")
            assert title.fr.startswith("Modèle : ")


def _with_gate(found: QuestionRun, **edits: object) -> QuestionRun:
    """A run whose law shuts the product under the letters on the H20 in one stretch."""
    first = found.first
    start = first.regime.steps.start
    of = {"since": start, "state": "shut", "measures": (LETTERS,), **edits}
    return _under(found, replace(first.regime.stretches[-1], **of))


def _under(found: QuestionRun, *stretches: GateStretch) -> QuestionRun:
    """A run whose first world has a law of these stretches."""
    name, first = found.question.file.worlds[0].world, found.first
    world = replace(first, regime=replace(first.regime, gates=(((stretches, True),),)))
    return replace(found, worlds={**found.worlds, name: world})


def _with_acts(found: QuestionRun, **edits: object) -> QuestionRun:
    """A run whose first world has other dated acts, or knows less of them."""
    name, first = found.question.file.worlds[0].world, found.first
    regime = replace(first.regime, acts=replace(first.regime.acts, **edits))
    return replace(found, worlds={**found.worlds, name: replace(first, regime=regime)})


def test_a_requirement_does_not_end_because_the_run_does(capped):
    steps, day = capped.first.regime.steps, timedelta(days=1)
    start, until = steps.start, steps.until
    for since, end, told in (
        (start, until, "all the time"),
        (start, until - day, "until July 25, 2026"),
        (start + day, until, f"from January {start.day + 1}, 2026 on"),
        (start + day, until - day, f"from January {start.day + 1}, 2026 to July 25, 2026"),
    ):
        assert _law(_with_gate(capped, since=since, until=end)) == [told]
    one = _with_gate(capped, until=until - 9 * day).first.regime.stretches[0]
    two = replace(one, since=until - 8 * day, until=until)
    assert _law(_under(capped, one, two)) == ["all the time"]


def _law(found: QuestionRun) -> list[str]:
    """When a license is required, as the brief tells it."""
    brief, _ = made(found, "en")
    lines = [*brief.certain, *brief.not_certain]
    asked = [line.partition("a license is required ")[2] for line in lines]
    return [line.partition(" (")[0] for line in asked if line]


def test_what_is_certain_was_read_at_its_own_place(capped):
    pledge = shipped_question("pledge", data()).file.facts
    question = replace(capped.question, file=replace(capped.question.file, facts=pledge))
    brief, _ = made(_with_gate(replace(capped, question=question)), "en")
    for told in (
        "curbs on the H20 are put on hold",
        "Financial Times of 500 billion",
        "Mar-a-Lago",
    ):
        assert not any(told in line for line in brief.certain)
        assert any(told in line for line in brief.not_certain)
    assert any("NVIDIA announces up to 500 billion" in line for line in brief.certain)
    assert not any("letters on the H20 take effect" in line for line in brief.certain)
    letters = [line for line in brief.not_certain if "a license is required" in line]
    assert [line.endswith(": a secondary source") for line in letters] == [True]
    read = next(m for m in data().register.measures if m.cited.confidence in FIRM)
    firm = _with_gate(capped, measures=(read.measure,))
    assert any("a license is required" in line for line in made(firm, "en")[0].certain)


def test_where_the_flow_is_shut_supply_is_not_said_to_bind(capped):
    question = capped.question
    file = replace(question.file, bullets=question.file.bullets[:2])
    shut = _with_gate(replace(capped, question=replace(question, file=file)))
    brief, answers = made(shut, "en")
    assert faults(brief, answers) == []
    assert any("the flow is shut: the seller holds" in bullet.text for bullet in brief.bullets)
    assert not any("supply binds" in bullet.text for bullet in brief.bullets)
    opened = _with_gate(shut, state="free", measures=())
    assert not any("shut" in bullet.text for bullet in made(opened, "en")[0].bullets)
    licensed = replace(question.market.practice.acts[-1], kind="license", on=capped.asked_on)
    practice = replace(question.market.practice, acts=(licensed,))
    granted = _with_acts(shut, market=replace(question.market, practice=practice))
    assert not question_answer(granted).supply.shut
    early = _with_acts(granted, known=capped.asked_on - timedelta(days=1))
    assert question_answer(early).supply.shut  # nobody knew of the license


def test_every_parameter_of_every_market_has_words():
    for market in (open_market(name, data()) for name in market_names(SHIPPED)):
        takers = [market.file, *market.file.products, *market.file.buyers]
        if market.supply is not None:
            takers += [market.supply.file, *market.supply.file.chips]
        for parameter in {key for taker in takers for key in taker.takes}:
            assert has_words(f"market_parameter.{parameter}"), parameter
        for prior in market.priors:
            assert prior_name(prior, market, market.products, "fr")


def test_a_driver_is_told_only_where_it_is_more_than_chance(capped):
    least = 3 / capped.first.draws.count**0.5
    strong = {name for name, each in correlations(capped) if abs(each) >= least}
    drivers = question_answer(capped).drivers
    assert all(abs(each.correlation) >= least for each in drivers)
    assert len(drivers) == min(5, len(strong))


@pytest.mark.parametrize(
    ("prior", "value", "en", "fr"),
    [
        ("terms_days", 30.0, "30 days", "30 jours"),
        ("terms_days", 1.0, "1 day", "1 jour"),
        ("unresearched_price", 12345.0, "USD 12,345", "12 345 USD"),
        ("cap", 0.05, "5 %", "5 %"),
    ],
)
def test_what_a_world_sets_is_told_in_the_unit_of_its_prior(capped, prior, value, en, fr):
    answer = plain(question_answer(capped))
    answer["worlds"][2]["set"] = {prior: value}
    for lang, text in (("en", en), ("fr", fr)):
        held = AnswerData("question", answer, "", lang)
        told = MarketTold(question=capped.question, answer=held, terms=terms(lang))
        says = joined(number_of(told, NumberPlace(of="at-tight", what=prior)))
        assert says.replace("\u00a0", " ").replace("\u202f", " ") == text


def test_a_sentence_that_no_longer_holds_is_refused(capped):
    question = capped.question
    bullet = question.file.bullets[0]
    wrong = replace(bullet, says=replace(bullet.says, en="It lets {tight.chips+} more through."))
    file = replace(question.file, bullets=(wrong, *question.file.bullets[1:]))
    with pytest.raises(ModelError, match=r"tight\.chips is .* not all above zero"):
        market_brief(question_answer(capped), replace(question, file=file), terms("en"))


@pytest.mark.parametrize("part", ["titles", "bullets"])
def test_a_sentence_that_is_too_long_once_filled_is_a_mistake_of_the_file(capped, part):
    question, long = capped.question, "A cap that is told at length " * 9 + "moves {tight.chips-}"
    file = question.file
    if part == "titles":
        file = replace(file, titles=(replace(file.titles[0], en=long),))
    else:
        bullet = replace(file.bullets[0], says=replace(file.bullets[0].says, en=long))
        file = replace(file, bullets=(bullet, *file.bullets[1:]))
    with pytest.raises(ModelError, match=rf"once filled.*cap-h200\.yaml: {part}"):
        market_brief(question_answer(capped), replace(question, file=file), terms("en"))


@pytest.mark.parametrize(
    ("low", "high", "unit", "sign", "en", "fr"),
    [
        (3667.0, 6717.0, "units", "+", "3,700 to 6,700 chips", "3 700 à 6 700 puces"),
        (-213.4, 0.31, "units", "", "−210 to 0 chips", "−210 à 0 puces"),
        (0.0, 0.0, "units", "", "0 chips", "0 puce"),
        (-2e9, -4e8, "USD", "-", "USD 0.4 to 2 billion", "0,4 à 2 milliards USD"),
        (1.2e6, 1.7e6, "units", "+", "1.2 to 1.7 million chips", "1,2 à 1,7 million de puces"),
        (90.0, 99.0, "H100 by TPP", "", "90 to 99 H100-equivalents", "90 à 99 équivalents H100"),
    ],
)
def test_a_range_in_words(low, high, unit, sign, en, fr):
    rows = {"rows": [{"row": "a", "measure": "b", "p5": low, "p95": high, "unit": unit}]}
    for lang, text in (("en", en), ("fr", fr)):
        answer = AnswerData("question", rows, "", lang)
        said = joined(range_says(answer, ends_of(answer, ("rows", "0"), sign=sign)))
        assert said.replace("\u00a0", " ").replace("\u202f", " ") == text


def test_a_range_in_few_signs_says_its_scale_once():
    row = {"p5": 2e9, "p95": 8.9e9, "unit": "USD"}
    assert range_text(row, "en") == "2 to 8.9\u00a0billion"


@pytest.mark.slow
@pytest.mark.parametrize("name", question_names(SHIPPED))
def test_each_number_of_each_question_is_that_of_the_model_asked_anew(name):
    question = shipped_question(name, data())
    first, again = (run_question(question, data(), draws=200) for _ in range(2))
    for lang in LANGS:
        brief, _ = made(first, lang)
        assert faults(brief, {"question": plain(question_answer(again, lang))}) == []
        supposed = ("What if? ", "Et si\u202f? ")
        assert brief.title.startswith(supposed) or name in ("charge", "sources")


@pytest.mark.slow
def test_the_pages_of_markets_say_what_the_model_says(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert make_market_briefs.main(["--check"]) == 0
    assert capsys.readouterr().err == ""
