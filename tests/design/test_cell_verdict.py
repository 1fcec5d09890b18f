"""Which answers are free enough for an outcome that is wanted: every pair of both."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ecluse.design.cell_verdict import WANTED, CellVerdict
from ecluse.determine.verdict import Outcome
from ecluse.determine.wording import written_answer

FREE, SHIPS, CASE, ANY = "nlr", "exception", "case-by-case", "any"
DENIAL, MILD, APPROVAL = "presumption of denial", "case-by-case", "presumption of approval"


def verdict(outcome: Outcome, **more: Any) -> CellVerdict:
    known: dict[str, Any] = {"exception": None, "policy": None, "policy_if_shown": None}
    known |= {"provisions": (), "paragraphs": ()}
    return CellVerdict(outcome=outcome, **(known | more))


def license_of(policy: str | None, shown: str | None = None, *, held: bool = False) -> CellVerdict:
    return verdict(Outcome.LICENSE, policy=policy, policy_if_shown=shown or policy, licensed=held)


# Each answer, in words, and the outcomes wanted for which a design that gets it may be chosen.
ANSWERS = [
    (verdict(Outcome.NLR), "NLR", WANTED),
    (verdict(Outcome.NOT_SUBJECT), Outcome.NOT_SUBJECT.value, WANTED),
    (verdict(Outcome.EXCEPTION, exception="NAC"), "EXCEPTION NAC", (SHIPS, CASE, ANY)),
    (license_of(APPROVAL), f"LICENSE, {APPROVAL}", (CASE, ANY)),
    (license_of(MILD), f"LICENSE, {MILD}", (CASE, ANY)),
    (license_of(DENIAL), f"LICENSE, {DENIAL}", (ANY,)),
    (license_of(DENIAL, MILD), f"LICENSE, {DENIAL}, {MILD} if all is shown", (CASE, ANY)),
    (license_of(None), "LICENSE, policy not published", (ANY,)),
    (license_of(DENIAL, held=True), "LICENSE held", WANTED),
    (verdict(Outcome.UNDETERMINED), "UNDETERMINED", (ANY,)),
    (verdict(Outcome.UNDETERMINED, policy_if_shown=MILD), "UNDETERMINED", (ANY,)),
]


@pytest.mark.parametrize(("answer", "words", "free_for"), ANSWERS, ids=[a[1] for a in ANSWERS])
def test_an_answer_is_free_enough_for_these_outcomes_and_no_other(answer, words, free_for):
    assert str(answer) == words
    assert [wanted for wanted in WANTED if answer.allows(wanted)] == [
        wanted for wanted in WANTED if wanted in free_for
    ]


def test_every_answer_has_french_words_and_keeps_its_code_in_english():
    for _, text, _ in ANSWERS:
        assert written_answer(text, "en") == text
        told = written_answer(text, "fr")
        assert not re.search(r"[A-Z_]{4,}|presumption|if all|published|held", told), told
    assert written_answer(f"LICENSE, {DENIAL}, {MILD} if all is shown", "fr") == (
        "Licence requise, présomption de refus, examen au cas par cas si tout est établi"
    )
    assert written_answer("LICENSE, policy of denial", "fr") == (
        "Licence requise, politique de refus"
    )
