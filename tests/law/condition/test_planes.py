"""A program run on planes of many cases is the program run on each case."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ecluse.law.condition.compile import FALSE, TRUE, UNKNOWN, Program, Slots
from ecluse.law.condition.planes import Planes, bits
from ecluse.law.condition.tree import Holds

_STATED = (FALSE, UNKNOWN, TRUE)
_FLAG = (*_STATED, 4, 5, 6)


def program() -> Program:
    """Every kind of term over three leaves, of which the law works the last out."""
    made = Program(Slots(), {"worked_out": Holds("a")})
    a, b, flag = (made.of(Holds(name)) for name in ("a", "b", "worked_out"))
    made.negated(made.every([a, b]))
    made.some([b, flag])
    made.every([])
    made.some([])
    made.unless(a, b)
    made.surely(b)
    made.where_open(a, b)
    made.doubted(flag, "why")
    made.taken(1, 0)
    return made


@given(st.lists(st.tuples(*map(st.sampled_from, (_STATED, _STATED, _FLAG))), min_size=1))
def test_many_cases_at_once_are_the_cases_one_by_one(cases: list[tuple[int, int, int]]) -> None:
    made, planes = program(), Planes(len(cases))
    alone = [made.function()(bytes(case), (case[1],), ()) for case in cases]
    columns = [bytes(column) for column in zip(*cases, strict=True)]
    spread = bits_of = lambda codes, wanted: bits(codes, *wanted)  # noqa: E731
    vector = [
        planes.plane(bits_of(column, (UNKNOWN, TRUE)), bits_of(column, (TRUE,)))
        for column in columns[:2]
    ]
    flag = planes.stated(spread, columns[2])
    together = made.function(planes.tables)([*vector, flag], (vector[1],), ())
    for term, plane in enumerate(together):
        true, open_, false = planes.parts(plane)
        column = bytes([values[term] for values in alone])
        assert (true, open_, false) == tuple(bits(column, code) for code in (TRUE, UNKNOWN, FALSE))
