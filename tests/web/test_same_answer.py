"""The same drawn questions on the terminal, over HTTP, by a tool, as a page and as a brief: one
answer.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ecluse.determine.decide import determine
from ecluse.determine.remarks import proviso_text
from ecluse.determine.taken import taken
from ecluse.determine.told import told
from ecluse.web.assistant.tools import called
from web import doors, shown

FROZEN = Path(__file__).parent.parent / "frozen" / "questions.jsonl"
EVERY = 60  # one question of so many; the first 2,000 are plain, those after are wide


def drawn(count: int) -> list[dict[str, Any]]:
    """Frozen questions about the catalogue, evenly over the plain and the wide."""
    with FROZEN.open(encoding="utf-8") as file:
        asked = [json.loads(line) for number, line in enumerate(file) if number % EVERY == 0]
    named = [each for each in asked if "item" in each]
    assert len(named) >= count
    return named[:: len(named) // count][:count]


def answered(run, web, site, asked: dict[str, Any]) -> dict[str, Any]:
    """The answer to a question, which every door gives, and every door in its short form."""
    answer = doors.by_get(web, asked)
    assert json.loads(run(*doors.words_of_terminal(asked))[1]) == answer
    _, found, _ = called("check", asked | {"include": doors.PARTS.split(",")}, site)
    assert json.loads(json.dumps(found.data)) == answer
    short = doors.by_get(web, asked, "figures")
    assert short == {name: answer[name] for name in short}
    return answer


def the_same_for_people(web, site, asked: dict[str, Any], answer: dict[str, Any]) -> None:
    """The page and the brief say what the answer says."""
    library = site.library
    read = site.reader().read(asked)
    found = determine(read.shipment, read.law, library)
    bearing = taken(found).every
    facts = [each for each in found.provided if each.fact in bearing]
    provisos = [proviso_text(each, library, "en") for each in facts]
    assert set(provisos) <= set(answer["provided"])
    (needs, *_) = [
        each.lines for each in told(found, library, "en").lists if each.key == "needs"
    ] or [()]
    assert len(needs) == len(answer["needs"])
    page = shown.by_page(web, asked)
    assert shown.differences(page, answer, [*provisos, *needs]) == [], asked
    brief = shown.by_brief(web, asked)
    verbs = shown.VERBS["held" if found.verdict.held else answer["outcome"]]
    assert any(verb in brief["title"] for verb in verbs), (brief["title"], asked)
    assert all(proviso in brief["lead"] for proviso in provisos), (brief["lead"], asked)
    assert set(brief["presumed"]) == set(answer["provided"])
    assert brief["lead"].startswith(page.badge), (brief["lead"], page.badge)


def test_few_questions_have_one_answer_at_every_door(run, web, site):
    for asked in drawn(3):
        answer = answered(run, web, site, asked)
    the_same_for_people(web, site, asked, answer)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_two_hundred_questions_have_one_answer_at_every_door_alone_and_at_once(
    run, web, site, part
):
    """Each question is asked at all doors in turn, for the law of its day is then at hand."""
    questions = drawn(200)[part::4]
    answers = []
    for asked in questions:
        answers.append(answered(run, web, site, asked))
        the_same_for_people(web, site, asked, answers[-1])
    kind = {"content-type": "application/x-ndjson"}
    words = f"include={doors.PARTS}"
    sent = web.post(f"/api/v1/checks?{words}", content=doors.lines(questions), headers=kind)
    rows = [doors.without_server(json.loads(line)) for line in sent.text.splitlines()]
    assert rows == answers
