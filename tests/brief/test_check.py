"""The brief of one answer: its lengths, its numbers, its title; over drawn questions."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from brief.build import answers_again, data, drawn, h20, terms
from ecluse.brief import Brief, check_brief, faults, write_brief
from ecluse.brief.answer import MOST_WORDS, TITLE_SIGNS, joined, words_in
from ecluse.brief.asked import asked_of
from ecluse.brief.naming import Names, cites
from ecluse.determine.answer import to_json
from ecluse.determine.ask import ask
from ecluse.determine.told import told
from ecluse.errors import InputError
from ecluse.law.scenario import applied, read_scenario
from ecluse.words.say import catalogue

UNSETTLED = {"en": "Undetermined", "fr": "Indéterminé"}
FEW = list(drawn(1))


def held(brief: Brief, outcome: str, answers: dict[str, Any]) -> None:
    """All that every brief of an answer keeps."""
    lang = brief.lang
    assert len(brief.title) <= TITLE_SIGNS
    assert any(span.number for span in brief.title_says), "a title has its day"
    assert len(brief.bullets) == 4
    for bullet in brief.bullets:
        assert words_in(f"{bullet.label} {bullet.text}") <= MOST_WORDS[lang], bullet.text
        assert any(span.number for span in bullet.says), bullet.text
        assert bullet.source.name
        assert bullet.proof.startswith("/fr/" if lang == "fr" else "/")
    assert faults(brief, answers) == []
    assert (outcome == "UNDETERMINED") is brief.title.startswith(UNSETTLED[lang]), brief.title
    assert brief.picture.alt
    assert brief.picture.table.rows
    assert len(brief.share.short) <= 280
    assert brief.certain
    assert brief.not_certain


@pytest.mark.parametrize(
    ("outcome", "lang"),
    [
        ("LICENSE", "en"),
        *(
            pytest.param(each, "fr", marks=pytest.mark.slow)
            for each in ("UNDETERMINED", "NLR", "EXCEPTION")
        ),
    ],
)
def test_a_brief_of_each_outcome_keeps_its_form_and_its_numbers(outcome, lang):
    question = dict(FEW)[outcome]
    found, answers = answers_again(question, lang)
    held(check_brief(found, terms(lang)), outcome, answers)


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_brief_of_many_drawn_questions_does(lang):
    for outcome, question in drawn(10):
        found, answers = answers_again(question, lang)
        held(check_brief(found, terms(lang)), outcome, answers)


@pytest.fixture(scope="module")
def letter() -> Brief:
    return h20()


def test_the_h20_is_told_as_it_was(letter):
    assert letter.title == "NVIDIA H20 96GB to China needs a license on May 20, 2025"
    assert [bullet.text for bullet in letter.bullets[:3]] == [
        (
            "Since April 9, 2025, a license is required (letters of April 2025, named parts); "
            "presumption of denial."
        ),
        "Total processing performance (TPP) is 2,368: 32 below the limit of 2,400 (3A090.b).",
        (
            "On April 9, 2025, the answer went from no license required to license required: "
            "“Is informed” letters on the H20."
        ),
    ]
    assert letter.bullets[0].proof == "/check/nvidia-h20-96gb/cn/2025-05-20"


def test_a_number_that_is_not_the_engine_s_is_found(letter):
    _, answers = answers_again({"item": "H20", "to": "CN", "on": "2025-05-20"}, "en")
    assert faults(letter, answers) == []
    bullet = letter.bullets[1]
    says = tuple(
        replace(span, number=replace(span.number, value=2369.0))
        if span.number is not None and span.number.value == 2368.0
        else span
        for span in bullet.says
    )
    wrong = replace(letter, bullets=(replace(bullet, says=says), *letter.bullets[1:]))
    assert faults(wrong, answers) == ["'2,368' is 2369.0, and the answer says 2368.0"]


def test_a_number_from_nowhere_is_found(letter):
    bullet = letter.bullets[1]
    says = tuple(
        span if span.text == "2,400" else replace(span, number=None) for span in bullet.says
    )
    wrong = replace(letter, bullets=(replace(bullet, says=says), *letter.bullets[1:]))
    found = [fault for fault in faults(wrong, {}) if "nowhere" in fault]
    assert found == [
        f"'{number}' tells a number that comes from nowhere" for number in ("2,368", "32")
    ]


def test_no_template_tells_a_number_of_its_own():
    subjects = ("brief", "brief_title", "brief_count", "brief_answer", "brief_kind", "brief_fact")
    told = [
        (subject, key)
        for subject in subjects
        for key, texts in catalogue(subject).items()
        if any(sign.isdigit() for text in texts for sign in text)
    ]
    assert told == []


@pytest.mark.slow
def test_a_supposed_law_says_so_in_title_and_kicker():
    scenario = read_scenario("h20-pause-as-stay", data())
    register = applied(scenario, data().register)
    found = ask("H20", to="CN", on=date(2025, 5, 20), register=register, library=data())
    brief = check_brief(found, terms("en"), scenario=scenario)
    assert brief.title.startswith("What if? ")
    assert "scenario h20-pause-as-stay" in brief.kicker
    assert brief.not_certain[0].startswith("All of it is supposed: ")
    assert brief.page.endswith("?scenario=h20-pause-as-stay")


@pytest.mark.slow
def test_an_earlier_record_is_named():
    found = ask("H20", to="CN", on=date(2025, 5, 20), known=date(2025, 4, 11), library=data())
    brief = check_brief(found, terms("en"))
    assert brief.kicker.endswith("as known on April 11, 2025")
    assert brief.known_on.known == date(2025, 4, 11)
    told = [span.number.value for span in brief.bullets[3].says if span.number]
    assert all(str(day) <= "2025-04-11" for day in told)


def test_what_a_freer_answer_presumes_stands_beside_it(letter):
    before = h20(on=date(2025, 4, 8))
    assert before.presumed
    assert before.lead.startswith("No license required, provided that ")
    assert all(each in before.not_certain[0] for each in before.presumed)
    assert letter.presumed == ()


def test_the_lead_is_the_headline_of_every_door(letter):
    found = ask("H20", to="CN", on=date(2025, 5, 20), library=data())
    headline = told(found, data(), "en").qualified
    assert letter.lead.split() == f"{headline}.".split()


def test_a_brief_without_its_form_is_refused(letter):
    with pytest.raises(ValueError, match="has 4 bullets, not 3"):
        replace(letter, bullets=letter.bullets[:3])
    with pytest.raises(ValueError, match="at most 64 signs"):
        long = tuple(replace(span, text=span.text * 3) for span in letter.title_says)
        replace(letter, title=joined(long), title_says=long)


def test_a_supposed_law_is_told_as_supposed_in_every_part():
    library = data()
    scenario = read_scenario("h20-pause-as-stay", library)
    log = applied(scenario, library.register)
    found = ask("H20", to="CN", on=date(2025, 5, 20), library=library, register=log)
    shown = told(found, library, "en")
    assert "supposed, in the scenario h20-pause-as-stay" in shown.qualified
    assert any("h20-pause-as-stay" in each for each in shown.law)
    assert to_json(found, library)["scenario"] == "h20-pause-as-stay"
    assert "h20-pause-as-stay" in check_brief(found, terms("en"), scenario=scenario).lead
    plain_answer = ask("H20", to="CN", on=date(2025, 5, 20), library=library)
    assert to_json(plain_answer, library)["scenario"] is None
    assert "supposed" not in told(plain_answer, library, "en").qualified


def test_no_change_in_a_scenario_is_told_as_history():
    library = data()
    supposed = read_scenario("h20-licenses-granted", library)
    log = applied(supposed, library.register)
    found = ask("H20", to="CN", on=date(2025, 9, 1), library=library, register=log)
    texts = [each.text for each in check_brief(found, terms("en"), scenario=supposed).bullets]
    assert any(text.startswith("In the scenario, on ") for text in texts)
    assert not any("came to cover" in text or "went from" in text for text in texts)


def test_the_links_of_a_strict_brief_say_true():
    found = ask("MI308X", to="CN", on=date(2025, 5, 20), strict=True, library=data())
    assert asked_of(found)["strict"] == "true"


def test_the_owners_of_a_file_reach_a_brief(run, tmp_path):
    path = tmp_path / "owners.csv"
    rows = 'Quillon Data,"Huawei Technologies Co., Ltd.",60,,,a register\n'
    path.write_text(f"child,parent,percent,since,until,source\n{rows}", "utf-8")
    asked = ("NVIDIA T4", "--to", "VN", "--on", "2025-10-15", "--end-user", "Quillon Data")
    _, out, _ = run("brief", "check", *asked, "--owners", path)
    assert "T4 to Vietnam needs a license" in " ".join(out.split())


def test_what_was_not_known_then_is_said_to_be_left_out():
    known = date(2025, 4, 10)
    found = ask("MI308X", to="CN", on=date(2025, 5, 20), known=known, library=data())
    said = check_brief(found, terms("en")).not_certain
    assert "what was published after April 10, 2025 is not in it" in " ".join(said).lower().replace(
        "april", "April"
    )


def test_a_title_names_a_measure_in_whole_words():
    path = data().folder / "measures/short_names.csv"
    short = {tuple(row[:1] + row[at : at + 1]) for row in csv.reader(path.open()) for at in (1, 2)}
    for measure in data().register.measures:
        for lang in ("en", "fr"):
            names = Names(data(), lang).measures(measure)
            shortest = min((each.text for each in names), key=len)
            title = measure.title.say(lang)
            if cites(measure) and shortest == measure.cited.source:
                continue
            if (measure.measure, shortest) in short:
                continue
            assert title.startswith(shortest.removesuffix("…"))
            assert title.removeprefix(shortest.removesuffix("…"))[:1] in " ,;:–(\u00a0\u202f"


def test_a_brief_is_written_from_python_and_no_file_of_the_users_is_replaced(tmp_path):
    out = tmp_path / "h20.txt"
    write_brief(h20(), out)
    assert "H20" in out.read_text(encoding="utf-8")
    out.write_text("mine", encoding="utf-8")
    with pytest.raises(InputError):
        write_brief(h20(), out)
    assert out.read_text(encoding="utf-8") == "mine"
