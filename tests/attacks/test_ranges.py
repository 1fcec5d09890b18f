"""Every number that an option takes has a least and a greatest, said in its help; nothing is
printed that is no number.
"""

from __future__ import annotations

import inspect
import json
import re
import typing
from dataclasses import is_dataclass

import pytest
from cyclopts import Parameter

from ecluse.cli.compare import compare
from ecluse.cli.design import design
from ecluse.cli.impact import impact
from ecluse.cli.infer import infer
from ecluse.cli.ranges import Range
from ecluse.cli.screen import json_text
from ecluse.design.points import points
from ecluse.design.space import Space, space_of
from ecluse.errors import ModelError

COMMANDS = (infer, compare, impact, design)
CHOSEN = {("SpaceOptions", "process")}  # one of the processes on file


def option_classes() -> list[type]:
    """The classes of options that the commands take."""
    hints = [hint for command in COMMANDS for hint in typing.get_type_hints(command).values()]
    found = (hint for hint in hints if isinstance(hint, type) and is_dataclass(hint))
    return list(dict.fromkeys(found))


def ranges() -> list[tuple[typing.Any, str, Range | None]]:
    """Each option of a number, and its range."""
    found = []
    for command in (*COMMANDS, *option_classes()):
        for name, hint in typing.get_type_hints(command, include_extras=True).items():
            hints = [hint, *typing.get_args(hint)]
            kinds = {kind for each in hints for kind in (each, *typing.get_args(each)[:1])}
            if not kinds & {int, float} or (command.__name__, name) in CHOSEN:
                continue
            marks = [mark for each in hints for mark in getattr(each, "__metadata__", ())]
            checks = [
                check for mark in marks if isinstance(mark, Parameter) for check in mark.validator
            ]
            found.append((command, name, next(iter(checks), None)))
    return found


@pytest.mark.parametrize(("command", "name", "its_range"), ranges())
def test_an_option_of_a_number_has_a_range_and_its_help_says_it(command, name, its_range):
    assert isinstance(its_range, Range)
    entry = re.search(rf"\n {{4}}{name}: ((?:.+\n)(?: {{8}}.+\n)*)", inspect.getdoc(command) + "\n")
    assert entry is not None
    assert " ".join(entry[1].split()).endswith(f"; {its_range}.")


def test_there_are_such_options():
    assert len(ranges()) > 20


def test_a_range_holds_its_ends_and_nothing_that_is_no_number():
    its_range = Range(1, 16)
    for inside in (1, 16, 1.5):
        its_range(float, inside)
    for outside in (0, 17, float("nan"), float("inf"), -float("inf"), 10**400):
        with pytest.raises(ValueError, match="from 1 to 16"):
            its_range(float, outside)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("impact --to CN --before 2025-04-08 --after 2025-05-20 --units nan", '"nan" for --units'),
        ("impact --to CN --before 2025-04-08 --after 2025-05-20 --per-day inf", "--per-day"),
        ("design --to CN --per-doubling 1000000", "from 1 to 64"),
        ("design --to CN --watts 1e400", "from 1 to 100,000"),
        ("infer --chip H20 --model Llama-3.1-8B --price nan", "--price"),
        ("infer --chip H20 --model Llama-3.1-8B --count 0", "from 1 to 1,000,000"),
        ("infer --chip H20 --model Llama-3.1-8B --network -1", "from 0 to 100,000"),
        ("compare H20 H100 --model Llama-3.1-8B --batch 99999999", "from 1 to 1,000,000"),
        ("check H20 --to CN --quantity 1e9999999", "from 1e-18 to 1e+18"),
        ("check H20 --to CN --quantity nan", "give a number"),
        ("check H20 --to CN --given tpp=1e999999999", "from 1e-18 to 1e+18"),
        ("check H20 --to CN --given tpp=1e-999999999", "from 1e-18 to"),
    ],
)
def test_a_number_out_of_range_is_one_line(run, words, why):
    code, out, err = run(*words.split(), "--json")
    error = json.loads(out)
    assert (code, error["schema"]) == (2, "ecluse.error/1")
    assert why in err
    assert err == f"ecluse: {error['what']} ({error['where']}): {error['mend']}\n"


def test_no_json_holds_what_is_no_number():
    for number in (float("nan"), float("inf"), -float("inf")):
        with pytest.raises(ModelError, match="beyond all measure"):
            json_text({"a": [number]})
    assert json.loads(json_text({"a": 1e300})) == {"a": 1e300}


def test_a_space_of_more_points_than_are_searched_is_refused_before_it_is_laid_out():
    large = space_of(nm=5, memory="HBM3", dies=16, stacks=16, link=10_000, watts=1e5, dollars=None)
    with pytest.raises(ModelError, match=r"the space has 1,\d\d\d,\d\d\d,\d\d\d points"):
        points(large, None)
    assert len(points(Space(dies=(1,)), None)) > 10_000
