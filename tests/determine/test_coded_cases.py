"""Many cases run at once, held to the same cases run one by one, and to the walked ones."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from determine.test_verdict_of import drawn, library
from ecluse.determine.coded_case import CodedCase, Coder
from ecluse.determine.coded_cases import CodedCases
from ecluse.determine.decide import determine
from ecluse.determine.follow import cells_of
from ecluse.determine.items import laid_out
from ecluse.determine.taken import taken
from ecluse.facts.known import Known
from ecluse.law.condition.columns import Columns
from ecluse.law.condition.compile import FALSE, NOT_STATED, SAID_FALSE, SAID_TRUE, TRUE, UNKNOWN

_MOST = 30  # cases of one example


def _otherwise(name: str, seed: int) -> list[dict[str, Known]]:
    facts = laid_out(*drawn(seed), library())
    known = [cell.known for cell in cells_of(name, facts)]
    return [{name: each} for each in (library().vocabulary.unknown(name), *known)]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**9), st.booleans())
def test_cases_run_at_once_have_the_verdicts_of_each_alone(seed: int, strict: bool) -> None:
    shipment, law = drawn(seed, strict=strict)
    names = random.Random(seed).sample(sorted(library().vocabulary.facts), 10)
    changes = [{}, *(each for name in names for each in _otherwise(name, seed))][:_MOST]
    coder = law.once(Coder)
    case = CodedCase.of(laid_out(shipment, law, library()), coder)
    together = CodedCases(case, [coder.changed(case.facts, each) for each in changes])
    assert together.verdicts() == [case.otherwise(each).verdict for each in changes]


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**9))
def test_what_is_taken_by_codes_is_what_is_taken_by_walking(seed: int) -> None:
    shipment, law = drawn(seed)
    found = determine(shipment, law, library(), depends=False)
    coder = law.once(Coder)
    coded = taken(found)
    coder.__dict__["whole"] = False
    try:
        assert taken(replace(found)) == coded  # of which nothing is kept yet
    finally:
        del coder.__dict__["whole"]


def test_a_flag_that_the_law_is_asked_of_is_as_its_own_vector_says() -> None:
    """The table of a flag by how it is stated and what the law says, as one case has it."""
    expected = {
        NOT_STATED: (FALSE, UNKNOWN, TRUE),
        SAID_TRUE: (UNKNOWN, TRUE, TRUE),
        SAID_FALSE: (FALSE, FALSE, UNKNOWN),
    }
    for stated, table in expected.items():
        columns = Columns.of(bytes((stated,)), [(), (), ()])
        law = 0b100_110  # FALSE, UNKNOWN and TRUE in the three cases
        found = columns.checked(0, law)
        read = [(found >> case & 1) | (found >> case + 3 & 1) << 1 for case in range(3)]
        assert tuple(read) == table
        written = Columns.of(bytes((stated,)), [((0, TRUE),), ((0, UNKNOWN),), ((0, FALSE),)])
        assert written.checked(0, law) == 0b001_011
