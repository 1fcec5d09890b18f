"""Equal keys, one class."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ecluse.equivalence.partition import Partition, grouped


@given(st.lists(st.integers(0, 5)))
def test_things_have_one_number_exactly_where_their_keys_are_equal(keys: list[int]) -> None:
    partition = Partition[int]()
    numbers = [partition.number(key, place) for place, key in enumerate(keys)]
    for one, key in zip(numbers, keys, strict=True):
        for other, other_key in zip(numbers, keys, strict=True):
            assert (one == other) is (key == other_key)
    assert partition.representatives == [keys.index(key) for key in dict.fromkeys(keys)]
    assert sorted(set(numbers)) == list(range(len(set(keys))))


@given(st.dictionaries(st.text(max_size=2), st.tuples(st.booleans(), st.booleans())))
def test_groups_hold_each_thing_once_in_its_order(keys: dict[str, tuple[bool, bool]]) -> None:
    one = {name: key[0] for name, key in keys.items()}
    other = {name: key[1] for name, key in keys.items()}
    groups = grouped(keys, one, other)
    assert sorted(name for group in groups for name in group) == sorted(keys)
    assert len(groups) == len(set(keys.values()))
    for group in groups:
        assert len({keys[name] for name in group}) == 1
        assert list(group) == sorted(group, key=list(keys).index)
