"""The outcome as a table: what the requirements and the exceptions come to, and the answer."""

from __future__ import annotations

from datetime import date

import pytest

from ecluse.citation import Citation
from ecluse.determine.outcome import concluded
from ecluse.determine.require import Required
from ecluse.determine.trace import Found
from ecluse.determine.verdict import Outcome
from ecluse.facts.truth import Truth
from ecluse.law.condition.tree import Holds
from ecluse.law.in_force import InForce
from ecluse.law.provision import Jurisdiction, LicenseException, Requirement

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
CITED = Citation(source="a test")
ANYTHING = Holds("anything")


def found(says, truth, settles=()):
    entry = InForce(says=says, measure=None, since=date(2025, 1, 1), cited=CITED)
    return Found(entry=entry, truth=truth, facts={}, settles=frozenset(settles))


def ground(truth):
    says = Jurisdiction(kind="jurisdiction", provision="G", when=ANYTHING)
    return found(says, truth, ["origin"] if truth is U else [])


def requirement(name, truth):
    says = Requirement(
        kind="requirement", provision=name, items=("any",), when=ANYTHING, reason="RS"
    )
    return found(says, truth, [f"fact of {name}"] if truth is U else [])


def exception(symbol, overcomes, truth):
    says = LicenseException(
        kind="exception",
        provision=f"740 {symbol}",
        symbol=symbol,
        items=("any",),
        overcomes=tuple(overcomes),
        when=ANYTHING,
    )
    return found(says, truth, [f"fact of {symbol}"] if truth is U else [])


def outcome(subject, requirements, exceptions):
    required = Required(
        subject,
        (ground(subject),),
        tuple(requirement(name, truth) for name, truth in requirements.items()),
    )
    eligible = [exception(symbol, *rest) for symbol, *rest in exceptions]
    return concluded(required, eligible)


NLR, LICENSE, OPEN = Outcome.NLR, Outcome.LICENSE, Outcome.UNDETERMINED


@pytest.mark.parametrize(
    ("subject", "requirements", "exceptions", "answer", "needs"),
    [
        (F, {"R": T}, [], "NOT_SUBJECT", ""),
        (T, {}, [], "NLR", ""),
        (T, {"R": F}, [], "NLR", ""),
        (T, {"R": F, "S": F}, [("NAC", "R", U)], "NLR", ""),
        (T, {"R": T}, [], "LICENSE", ""),
        (T, {"R": T, "S": U}, [], "LICENSE", ""),
        (T, {"R": T}, [("NAC", "R", F)], "LICENSE", ""),
        (T, {"R": T}, [("NAC", "S", T)], "LICENSE", ""),
        (T, {"R": T, "S": T}, [("NAC", "R", T)], "LICENSE", ""),
        (T, {"R": U}, [], "UNDETERMINED", "fact of R"),
        (T, {"R": U, "S": F}, [("NAC", "R", F)], "UNDETERMINED", "fact of R"),
        (T, {"R": U}, [("NAC", "R", U)], "UNDETERMINED", "fact of NAC, fact of R"),
        (T, {"R": T}, [("NAC", "R", U)], "UNDETERMINED", "fact of NAC"),
        (T, {"R": T, "S": U}, [("NAC", "R", T)], "UNDETERMINED", "fact of S"),
        (T, {"R": T}, [("NAC", "R", T)], "EXCEPTION NAC", ""),
        (T, {"R": T}, [("LPP", "R", U), ("NAC", "R", T)], "EXCEPTION NAC", ""),
        (T, {"R": T}, [("LPP", "R", T), ("NAC", "R", T)], "EXCEPTION LPP", ""),
        (T, {"R": T, "S": T}, [("NAC", "RS", T)], "EXCEPTION NAC", ""),
        # A requirement that may apply, overcome in any case, is still not known not to apply.
        (T, {"R": U}, [("NAC", "R", T)], "UNDETERMINED", "fact of R"),
        # Where no requirement applies to what is subject, whether it is makes no difference.
        (U, {}, [], "NLR", ""),
        (U, {"R": F}, [("NAC", "R", U)], "NLR", ""),
        (U, {"R": T}, [("NAC", "R", T)], "UNDETERMINED", "origin"),
        (U, {"R": U}, [], "UNDETERMINED", "fact of R, origin"),
    ],
)
def test_the_answer_follows_from_the_steps(subject, requirements, exceptions, answer, needs):
    conclusion = outcome(subject, requirements, exceptions)
    assert str(conclusion.answer) == answer
    assert ", ".join(sorted(conclusion.needs)) == needs


def test_nothing_but_an_answer_without_any_doubt_is_freer_than_a_license():
    """Over every truth of two requirements and one exception."""
    for subject in (T, U):
        for one in Truth:
            for other in Truth:
                for helps in Truth:
                    conclusion = outcome(subject, {"R": one, "S": other}, [("NAC", "R", helps)])
                    answer = conclusion.answer.outcome
                    nothing = one is other is F  # so whether it is subject makes no difference
                    doubt = U in (one, other) or (subject is U and not nothing)
                    if doubt and answer is not LICENSE:
                        assert answer is OPEN
                    if answer is NLR:
                        assert one is other is F
                    if answer is OPEN:
                        assert conclusion.needs


def test_an_undetermined_answer_names_what_may_apply_and_what_may_help():
    conclusion = outcome(T, {"R": U, "S": F, "Q": T}, [("NAC", "Q", T), ("LPP", "R", U)])
    assert [each.provision for each in conclusion.possible] == ["R"]
    assert [each.provision for each in conclusion.nearly] == ["740 LPP"]


def test_a_license_names_the_requirements_that_stand_and_those_that_may():
    conclusion = outcome(T, {"R": T, "S": U, "Q": T}, [("NAC", "Q", T)])
    assert [each.provision for each in conclusion.requirements] == ["R"]
    assert [each.provision for each in conclusion.possible] == ["S"]
