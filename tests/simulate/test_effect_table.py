"""What levers do, on a terminal of 80 columns."""

from __future__ import annotations

from dataclasses import replace

from ecluse.cli.effect_table import in_lines, print_effect
from ecluse.cli.simulate_table import short
from simulate import answers


def test_names_are_whole_and_numbers_have_the_unit_of_their_heading(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    lever = "h20-licenses-granted-a-year-later"
    whole = answers.row("revenue", 0, -4.683e9, unit="USD", period="whole")
    shares = [
        replace(each, lever=name, measure="revenue", unit="USD", shapley=-2e9, p5=-3e9, p95=-1e8)
        for each, name in zip(answers.whole().attribution or [], (lever, "fee=0"), strict=True)
    ]
    found = answers.simulated(versus="record", levers=[lever, "fee=0"], whole=[whole], effect=[])
    print_effect(replace(found, attribution=shares), "en")
    printed = capsys.readouterr().out
    lines = printed.splitlines()
    assert max(map(len, lines)) <= 80
    assert "Revenue, bn USD" in printed
    assert "−4.68" in printed
    assert "-4.68" not in printed
    place = next(at for at, line in enumerate(lines) if line.startswith("  h20-"))
    assert lines[place].split()[0] + lines[place + 1].split()[0] == lever
    assert lines[place].split()[0].endswith("-")


def test_a_name_is_broken_at_hyphens_alone():
    assert in_lines("a-b", 3) == "  a-b"
    assert in_lines("abcd-ef", 5) == "  abcd-\n  ef"
    assert in_lines("abcdefgh", 4) == "  abcdefgh"


def test_what_is_below_zero_has_a_minus_and_no_hyphen():
    assert short(-922e6, "en") == "−922 M"
