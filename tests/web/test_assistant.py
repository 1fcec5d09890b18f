"""The tools for assistants, below the protocol: the same answers, the same refusals."""

from __future__ import annotations

import math

import pytest
from jsonschema import Draft202012Validator

from ecluse.errors import EcluseError
from ecluse.web.assistant import server
from ecluse.web.assistant.result import result_of, result_schema
from ecluse.web.assistant.tools import TOOLS, called
from ecluse.web.wording import reworded

ARGUMENTS = {
    "coverage": {"part": "744"},
    "find_item": {"name": "H20", "on": "2025-05-20"},
    "check": {"item": "H20", "to": "China", "on": "2025-05-20"},
    "screen": {"name": "Inspur Group", "on": "2025-05-20"},
    "timeline": {"item": "H20", "to": "China", "from": "2025-04-01", "until": "2025-05-20"},
    "law": {"provision": "3A090.a", "on": "2025-05-20"},
    "diff": {"before": "2025-04-08", "after": "2025-04-09", "to": "China"},
    "brief": {"kind": "day", "day": "2025-04-09", "to": "China"},
    "remedy": {"item": "H20", "to": "China", "on": "2025-05-20"},
}
LONG = {"diff", "remedy", "coverage", "brief"}


def test_every_tool_has_an_example_here():
    assert set(ARGUMENTS) == {tool.name for tool in TOOLS}


@pytest.mark.parametrize("name", sorted(set(ARGUMENTS) - LONG))
def test_a_result_has_what_every_result_has(site, name):
    tool, found, lang = called(name, ARGUMENTS[name], site)
    result = result_of(site, found, lang)
    assert result["data_as_of"]
    assert result["disclaimer"]
    assert result["assumptions"]
    assert name in ("screen", "brief") or result["links"]["html"]
    schema = result_schema(site, tool.answer, listed=tool.listed)
    assert list(Draft202012Validator(schema).iter_errors(result)) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(LONG))
def test_a_long_result_has_it_too(site, name):
    test_a_result_has_what_every_result_has(site, name)


@pytest.mark.parametrize(
    ("name", "arguments", "mend"),
    [
        ("check", {"item": "H100", "to": "Singapore", "headquarters": "China"}, "'hq'"),
        ("check", {"item": "H100", "to": "Singapore", "hqq": "China"}, "'hq'"),
        ("check", {"item": "H100", "to": "Singapore", "hq": ""}, "leave it out"),
        ("check", {"item": "H100", "to": "Singapore", "hq": None}, "leave it out"),
        ("check", {"item": "H100", "to": "Singapore", "hq": 1}, "give text"),
        ("check", {"item": "H2O", "to": "Singapore"}, "/api/v1/items lists all"),
        ("check", {"item": "H100"}, "give a country"),
        ("check", {"item": "H100", "to": "Singapore", "include": ["tracee"]}, "'trace'"),
        ("check", {"item": "H100", "to": "Singapore", "lang": "de"}, "en or fr"),
        ("timeline", {"item": "H100", "to": "Singapore", "on": "2025-05-20"}, "it takes"),
        ("timeline", {"item": "H100", "to": "Singapore", "from": 5}, "give text"),
        ("law", {}, "provision=3A090.a"),
        ("diff", {"before": "2025-04-08"}, "after="),
        ("screen", {"name": "x", "nation": "CN"}, "it takes name"),
        ("brief", {}, "give one of check, day, measure, story"),
        ("brief", {"kind": "day", "day": "2025-04-09", "hq": "China"}, "it takes day"),
        ("brief", {"kind": "check", "item": "H20", "to": "China", "on": 5}, "give text"),
        ("chek", {}, "'check'"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_mend(site, name, arguments, mend):
    with pytest.raises(EcluseError) as caught:
        called(name, arguments, site)
    told = str(reworded(caught.value, "en"))
    assert mend in told
    assert "`ecluse" not in told


def test_a_tool_says_what_it_takes_and_takes_nothing_else():
    for tool in TOOLS:
        assert tool.arguments["additionalProperties"] is False
        Draft202012Validator.check_schema(tool.arguments)
        errors = list(Draft202012Validator(tool.arguments).iter_errors(ARGUMENTS[tool.name]))
        assert errors == [], tool.name


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"item": "H2O", "to": "China"}, "`find_item` finds one by its name"),
        ({"item": "H20", "to": "China", "given": {"tppp": "1"}}, "tpp"),
        ({"item": "H20", "to": "China", "scenario": "none"}, "give one of affiliates-back"),
    ],
)
def test_no_mend_names_an_address_that_an_assistant_has_not(site, arguments, told):
    refused = server._called(site, "check", arguments).content[0].text
    assert told in refused
    assert "/api/v1" not in refused


def test_one_command_is_named_once(site):
    for lang, mend in (("en", "terminal lists them"), ("fr", "terminal les liste")):
        refused = server._called(site, "law", {"provision": "../x", "lang": lang}).content[0].text
        assert mend in refused
        assert refused.count("`ecluse law`") == 1


@pytest.mark.parametrize("name", ["check", "timeline", "remedy"])
def test_a_given_fact_is_any_number_that_the_schema_takes(site, name):
    """JSON of a tool's call comes as floats, and each means what its text means."""
    for number in (1.5, 2368, 2368.0, 1e6):
        words = {"item": "H20", "to": "DE", "given": {"tpp": number}}
        _, found, _ = called(name, words, site)
        _, told, _ = called(name, words | {"given": {"tpp": str(number)}}, site)
        assert found.data == told.data
    for number in (math.inf, math.nan):
        with pytest.raises(EcluseError, match="neither text"):
            called(name, {"item": "H20", "to": "DE", "given": {"tpp": number}}, site)


def test_a_refusal_speaks_french_where_it_is_asked(site):
    with pytest.raises(EcluseError) as caught:
        called("check", {"item": "H2O", "to": "China", "lang": "fr"}, site)
    told = str(reworded(caught.value, "fr"))
    assert "aucun article ne s’appelle «\u00a0H2O\u00a0»" in told
