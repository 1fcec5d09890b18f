"""The share of controlled content: exact where all is known, a range where something is not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ecluse.content.bill import Part
from ecluse.content.share import Judged, share_of
from ecluse.facts.truth import Truth

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def row(controlled: Truth, value: str | None) -> Judged:
    part = Part(part="a part", value=None if value is None else Decimal(value))
    return Judged(
        part=part, american=controlled, controlled=controlled, because=(), us_technology=Truth.FALSE
    )


@pytest.mark.parametrize(
    ("rows", "value", "low", "high"),
    [
        pytest.param([(T, "10"), (F, "90")], None, "10", "10", id="the sum of its parts"),
        pytest.param([(T, "10"), (F, "20")], "100", "10", "10", id="what it sells for"),
        pytest.param([(U, "10"), (F, "90")], None, "0", "10", id="a part of which nobody knows"),
        pytest.param([(T, "10"), (U, "20")], "100", "10", "30", id="sure, and not sure"),
        pytest.param([(T, None), (F, "90")], "100", "0", "10", id="a part without a value"),
        pytest.param([(T, None), (F, "90")], None, "0", "100", id="with nothing to bound it"),
        pytest.param([(T, "10"), (F, None)], None, "0", "100", id="what dilutes is not known"),
        pytest.param([(T, "10"), (F, None)], "100", "10", "10", id="but the whole is"),
        pytest.param([(T, "10"), (T, None)], None, "100", "100", id="nothing else in it"),
        pytest.param([], "100", "0", "0", id="no part counts"),
    ],
)
def test_the_share_covers_whatever_the_unknown_may_be(rows, value, low, high):
    whole = None if value is None else Decimal(value)
    share = share_of([row(*each) for each in rows], whole)
    assert (share.low, share.high) == (Decimal(low), Decimal(high))
