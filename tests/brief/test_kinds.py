"""The briefs of a day, a measure, a scenario, a story and a book."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from brief.build import data, terms
from ecluse.answers.plain import plain
from ecluse.brief import book_brief, day_brief, faults, measure_brief, scenario_brief, story_brief
from ecluse.brief.answer import TITLE_SIGNS, Span, ToldNumber
from ecluse.brief.book import BookTold, _titles, money
from ecluse.brief.check import supposed_title
from ecluse.brief.measure import _days, _taken_back
from ecluse.brief.measure import _titles as measure_titles
from ecluse.brief.naming import items
from ecluse.brief.rates import rate_on
from ecluse.brief.scenario import _titles as scenario_titles
from ecluse.brief.sentence import AnswerData, fitting_title, joined, sentence, words
from ecluse.compare import compare
from ecluse.determine.answer import to_json
from ecluse.determine.ask import ask
from ecluse.determine.timeline import entry_of, timeline
from ecluse.errors import InputError
from ecluse.law.answer import measure_of
from ecluse.law.measure import WITHOUT_EFFECT, Reading
from ecluse.law.scenario import Scenario, applied, read_scenario
from ecluse.orders.book import run_orders
from ecluse.words.say import day as day_said
from ecluse.words.say import number, say

LANGS = ("en", "fr")
DAY = date(2025, 4, 9)


def measures(lang):
    return plain([measure_of(each, lang) for each in data().register.measures])


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_a_story_ends_with_today_and_names_each_change(lang):
    library = data()
    found = ask("A800", to="CN", on=library.data_as_of, library=library)
    brief = story_brief(found, terms(lang))
    rows = timeline(found.shipment, library, library.register.answers_from, library.data_as_of)
    answers = {
        "check": to_json(found, library, lang=lang),
        "timeline": plain([entry_of(each, library, lang) for each in rows]),
        "measures": measures(lang),
    }
    assert faults(brief, answers) == []
    assert len(brief.picture.table.rows) == len(rows) == 3
    assert "2023-10-23-letter-nvidia" in brief.bullets[1].proof


def test_a_story_tells_the_first_change_and_the_last_of_those_there_are():
    """One answer, two, and three: what is told first, then, last, and what holds."""
    told = [
        ("A100", date(2022, 8, 15), ["No change.", "How close."]),
        ("A800", date(2023, 10, 25), ["At first.", "Then.", "How close.", "Today."]),
        ("A800", date(2023, 11, 18), ["At first.", "Then.", "Last change.", "Today."]),
    ]
    changes = {"Then.": ("2023-10-23", "letter-nvidia"), "Last change.": ("2023-11-17", "advanced")}
    for item, on, labels in told:
        brief = story_brief(ask(item, to="CN", on=on, library=data()), terms("en"))
        assert [bullet.label for bullet in brief.bullets][: len(labels)] == labels, item
        for bullet in brief.bullets:
            day, proof = changes.get(bullet.label, ("", ""))
            days = [span.number.value for span in bullet.says if span.number]
            assert proof in bullet.proof and (not day or days == [day]), bullet.text


def test_every_title_has_a_form_short_enough_for_any_name_and_a_supposed_law():
    """The last form of each kind, with the longest values that it can be filled with."""
    outcomes = ("NLR", "EXCEPTION", "LICENSE", "held", "NOT_SUBJECT", "UNDETERMINED")
    kinds = [*(f"{each} bare" for each in outcomes), "use least"]
    kinds += ["story bare", "story one bare", "story open bare"]
    kinds += ["scenario short", "scenario none short"]
    *_, shortest = items("Tensor-Rechenbeschleuniger TRB 9900 Doppelkarte")
    for lang in LANGS:
        count = Span(text=number(Decimal(100), lang))
        values = {
            "item": shortest,
            "place": Span(text="CN"),
            "day": day_said(date(2025, 9, 25), lang),
            "exception": "AIA",
            "answers": say("brief_count.answers", lang).replace("{}", count.text),
            "rate": number(Decimal(99_999), lang),
        }
        for kind in kinds:
            says = sentence(f"brief_title.{kind}", lang, **values)
            title = joined(supposed_title(says, "a-scenario", lang))
            assert len(title) <= TITLE_SIGNS, title


def test_each_act_without_effect_has_a_title():
    acts = [each for each in data().register.measures if each.kind in WITHOUT_EFFECT]
    for lang in LANGS:
        told = AnswerData("measures", measures(lang), "", lang)
        one = SimpleNamespace(terms=terms(lang), measures=told)
        assert acts and all(fitting_title(measure_titles(each, one)) for each in acts)


@pytest.mark.slow
def test_a_story_of_a_long_name_or_a_supposed_law_has_a_title():
    library = data()
    paused = read_scenario("h20-pause-as-stay", library)
    stories = [
        ("NVIDIA GeForce RTX 3060 Ti", "TW", None, "RTX 3060 Ti vers Taïwan : une réponse depuis"),
        ("H20", "CN", paused, "Et si ? H20 vers la Chine : une réponse depuis"),
        ("NVIDIA HGX H100 4-GPU", "BA", paused, "Et si ? Bosnie-Herzégovine : "),
    ]
    for item, to, scenario, title in stories:
        register = applied(scenario, library.register) if scenario else None
        found = ask(item, to=to, on=date(2026, 9, 1), register=register, library=library)
        told = story_brief(found, terms("fr"), scenario=scenario).title
        assert re.sub(r"\s", " ", told).startswith(title), told


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("on", [DAY, date(2025, 4, 10), date(2023, 11, 17)])
def test_a_day_tells_what_the_comparison_found(lang, on):
    brief = day_brief(on, terms(lang), to="CN")
    found = compare(date.fromordinal(on.toordinal() - 1), on, to="CN", library=data(), lang=lang)
    assert faults(brief, {"diff": plain(found), "measures": measures(lang)}) == []
    changed = [span.number.value for span in brief.title_says if span.number]
    assert (found.changed in changed) is (found.changed > 0)


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_the_reported_pause_changed_nothing(lang):
    measure = data().register.measure("2025-04-09-report-h20-pause")
    brief = measure_brief(measure, terms(lang), to="CN")
    assert brief.title in (
        "A press report (NPR) changes no answer on April 9, 2025",
        "Un article de presse ne change aucune réponse le 9 avril 2025",
    )
    found = compare("2025-04-08", "2025-04-09", to="CN", library=data(), lang=lang)
    assert faults(brief, {"diff": plain(found), "measures": measures(lang)}) == []


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_a_measure_of_several_parts_is_told_on_each_of_its_days(lang):
    measure = data().register.measure("2022-10-13-advanced-computing")
    whole = measure_brief(measure, terms(lang), to="CN")
    assert whole == measure_brief(measure, terms(lang), on=date(2022, 10, 21), to="CN")
    assert say("brief.between days", lang) in whole.lead
    part = measure_brief(measure, terms(lang), on=date(2022, 10, 7), to="CN")
    found = compare("2022-10-06", "2022-10-07", to="CN", library=data(), lang=lang)
    assert faults(part, {"diff": plain(found), "measures": measures(lang)}) == []
    assert "2022-10-07" in part.bullets[1].proof


@pytest.mark.parametrize("reading", Reading)
def test_no_measure_is_told_on_the_first_day_of_the_record_before_which_nothing_stands(reading):
    register = data().register
    for measure in register.measures:
        assert register.answers_from not in _days(measure, terms("en"), reading)


def test_a_day_on_which_nothing_of_a_measure_begins_is_refused():
    measure = data().register.measure("2022-10-13-advanced-computing")
    with pytest.raises(InputError, match="begins on 2022-10-11") as refused:
        measure_brief(measure, terms("en"), on=date(2022, 10, 11), to="CN")
    assert "2022-10-07, 2022-10-12, 2022-10-21" in refused.value.mend


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("name", "reading"), [("h20-pause-as-stay", "enforced"), ("press-diffusion-rule", "text")]
)
def test_a_scenario_is_told_as_one(lang, name, reading):
    brief = scenario_brief(read_scenario(name, data()), terms(lang), to="CN", reading=reading)
    assert brief.title.startswith("What if? " if lang == "en" else "Et si\u202f? ")
    day = next(
        span.number.value
        for span in brief.title_says
        if isinstance(span.number and span.number.value, str)
    )
    found = compare(day, f"{day},{name}", to="CN", library=data(), lang=lang, reading=reading)
    assert faults(brief, {"diff": plain(found), "measures": measures(lang)}) == []


def test_a_scenario_is_called_by_sixty_signs_of_its_name():
    says = read_scenario("h20-pause-as-stay", data()).says
    seven = Span(text="7", number=ToldNumber(value=7, unit=None, answer="diff", at=("changed",)))
    one = SimpleNamespace(
        terms=terms("en"),
        groups=(),
        changed=seven,
        diff=SimpleNamespace(tell=lambda _: words("today")),
    )
    for length in (1, 59, 60, 61, 200):
        called = "x" * length
        title = joined(next(scenario_titles(Scenario(scenario=called, says=says), one)))
        assert ("x" * length in title) is (length <= 60), title
        assert ("…" in title) is (length > 60), title


def test_a_scenario_that_touches_nothing_is_refused():
    idle = Scenario(scenario="idle", says=read_scenario("h20-pause-as-stay", data()).says)
    with pytest.raises(InputError, match="changes the law of no day"):
        scenario_brief(idle, terms("en"))


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_a_book_is_told_by_value_and_outcome(lang):
    report = run_orders("examples/order-book.csv", library=data(), lang=lang)
    brief = book_brief(report, terms(lang), currency="EUR")
    rate = rate_on(report_day := date.fromisoformat(report.data_as_of), data().folder)
    assert rate is not None
    assert rate.day <= report_day
    value = {each: Decimal(str(amount)) for each, amount in report.total.value.items()}
    told = next(
        span.number
        for span in brief.bullets[0].says
        if span.number and span.number.answer == "rates" and span.number.unit == "EUR"
    )
    assert told.value == float(round(value["USD"] / rate.per_euro + value["EUR"], 2))
    rates = {"day": rate.day.isoformat(), "usd_per_euro": float(rate.per_euro)}
    rows = [float(told.value)] * 9  # each amount is looked up at its own place
    own = {"converted": [{"amount": row} for row in rows]} | rates
    wrong = faults(brief, {"orders": plain(report), "rates": own})
    assert all("EUR" in each for each in wrong)
    assert brief.title.split()[0].isdigit()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("open_lines", [0, 2_350, 1_234_567])
def test_the_title_of_a_book_of_millions_of_lines_is_short_enough(lang, open_lines):
    lines = {"LICENSE": 8_765_432, "UNDETERMINED": open_lines}
    lines["NLR"] = 9_999_999 - sum(lines.values())
    outcomes = [{"outcome": each, "lines": count} for each, count in lines.items()]
    report = {"outcomes": outcomes, "lines_in": 9_999_999, "data_as_of": "2026-09-30"}
    none = AnswerData("rates", {}, "", lang)
    told = BookTold(report=AnswerData("orders", report, "", lang), rates=none, terms=terms(lang))
    title = joined(fitting_title(_titles(told)))
    assert number(open_lines or 8_765_432, lang) in title
    assert number(9_999_999, lang) in title


@pytest.mark.parametrize(
    ("amount", "lang", "text"),
    [
        (16e9, "en", "USD 16 billion"),
        (14.486e9, "fr", "14,5 milliards USD"),
        (1.2e6, "fr", "1,2 million USD"),
        (950.0, "en", "USD 950"),
    ],
)
def test_an_amount_in_words(amount, lang, text):
    assert money(amount, "USD", lang) == text.replace(" ", "\u00a0")


def test_sixteen_billion_dollars_were_told_as_fourteen_and_a_half_billion_euros():
    rate = rate_on(DAY, data().folder)
    assert rate is not None
    assert round(Decimal(16) / rate.per_euro, 1) == Decimal("14.5")


def test_a_measure_begins_with_what_it_sets_and_says_what_took_it_back():
    log = data().register
    affiliates = log.measure("us/2025-09-30-affiliates")
    assert _days(affiliates, terms("en"), Reading.ENFORCED) == [date(2025, 9, 29)]
    diffusion = log.measure("us/2025-01-15-ai-diffusion")
    on = _days(diffusion, terms("en"), Reading.ENFORCED)[-1]
    (said,) = _taken_back(diffusion, terms("en"), Reading.ENFORCED, on)
    assert "not enforced as written" in said
    (stayed,) = _taken_back(affiliates, terms("en"), Reading.ENFORCED, date(2025, 9, 29))
    assert stayed.startswith("Suspended from November 10, 2025")
