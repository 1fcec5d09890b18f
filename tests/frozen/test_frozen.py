"""The frozen questions are answered as they were; a difference takes a changelog line."""

from __future__ import annotations

import pytest

from . import answers


def _differences(step: int) -> dict[str, list[str]]:
    questions = list(enumerate(answers.questions_on_file()))[::step]
    rows = [answers.line(number, question) for number, question in questions]
    return answers.kinds_of_difference(answers.answers_on_file()[::step], rows)


def test_a_hundredth_of_the_frozen_questions_is_answered_as_it_was() -> None:
    assert _differences(100) == {}


@pytest.mark.slow
def test_every_frozen_question_is_answered_as_it_was() -> None:
    today = answers.answered(enumerate(answers.questions_on_file()))
    assert answers.kinds_of_difference(answers.answers_on_file(), today) == {}


def test_a_difference_is_told_by_its_kind() -> None:
    before = answers.answers_on_file()[:2]
    after = [{**before[0], "outcome": "no answer"}, before[1]]
    kind = f"outcome: {before[0]['outcome']} -> no answer"
    assert answers.kinds_of_difference(before, after) == {kind: ["0"]}


def test_the_questions_and_the_answers_on_file_are_as_many() -> None:
    assert len(answers.questions_on_file()) == len(answers.answers_on_file()) == 20_000
