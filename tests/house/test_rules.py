"""Every room keeps the rules of the house, but for what is written down as still standing."""

from __future__ import annotations

import pytest

from house.rules import RULES, broken, standing

WHY = {rule: (check.__doc__ or "").strip() for rule, check in RULES.items()}


@pytest.mark.parametrize("rule", RULES)
def test_nothing_new_breaks_a_rule(rule: str) -> None:
    assert sorted(broken(rule) - standing()) == [], WHY[rule]


@pytest.mark.parametrize("rule", RULES)
def test_what_is_mended_stands_no_longer(rule: str) -> None:
    """`python tests/house/rules.py --write` takes the mended lines away."""
    listed = {line for line in standing() if line.startswith(f"{rule}: ")}
    assert sorted(listed - broken(rule)) == []
