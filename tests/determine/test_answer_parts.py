"""A short answer is the whole answer without the parts that were not asked for."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

import build
from ecluse.answers.plain import plain
from ecluse.determine.answer import PARTS, answer_of, to_json
from ecluse.determine.ask import ask
from ecluse.determine.determination import Determination

KEYS = {
    "nearest": {"nearest"},
    "figures": {"figures", "figures_disputed"},
    "trace": {"trace"},
}


@pytest.mark.parametrize(
    ("tpp", "to", "on"),
    [(2368, "CN", date(2025, 4, 8)), (4800, "CN", date(2025, 4, 9)), (None, "DE", date.max)],
)
def test_a_short_answer_is_the_whole_one_without_some_keys(library, tpp, to, on):
    on = min(on, library.data_as_of)

    def asked() -> Determination:
        chip = build.item(tpp=tpp, die_area_mm2=800, datacenter=True)
        return ask(chip, to=to, on=on, library=library)

    whole = to_json(asked(), library)
    assert set(KEYS) == PARTS
    for size in range(len(PARTS)):
        for parts in combinations(sorted(PARTS), size):
            short = plain(answer_of(asked(), library, parts=parts))
            left_out = set().union(*(KEYS[part] for part in PARTS - {*parts}))
            assert list(short) == [name for name in whole if name not in left_out]
            assert short == {name: whole[name] for name in short}
