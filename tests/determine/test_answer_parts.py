"""A short answer is the whole answer without the parts that were not asked for."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from ecluse.answers.plain import plain
from ecluse.determine.answer import PARTS, answer_of, to_json
from ecluse.determine.ask import ask

KEYS = {
    "nearest": {"nearest"},
    "figures": {"figures", "figures_disputed"},
    "trace": {"trace"},
}


@pytest.mark.parametrize(
    ("item", "to", "on"),
    [("H20", "CN", date(2025, 4, 8)), ("H20", "CN", date(2025, 4, 9)), ("A10", "DE", date.max)],
)
def test_a_short_answer_is_the_whole_one_without_some_keys(library, item, to, on):
    on = min(on, library.data_as_of)
    whole = to_json(ask(item, to=to, on=on, library=library), library)
    assert set(KEYS) == PARTS
    for size in range(len(PARTS)):
        for parts in combinations(sorted(PARTS), size):
            found = ask(item, to=to, on=on, library=library)
            short = plain(answer_of(found, library, parts=parts))
            left_out = set().union(*(KEYS[part] for part in PARTS - {*parts}))
            assert list(short) == [name for name in whole if name not in left_out]
            assert short == {name: whole[name] for name in short}
