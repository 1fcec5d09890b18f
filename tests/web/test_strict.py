"""No word that is not understood ever gets an outcome, over HTTP and by a tool."""

from __future__ import annotations

import itertools
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecluse.errors import EcluseError
from ecluse.web.api.parameters import OF_A_QUESTION
from ecluse.web.assistant.tools import TOOLS, called

ASKED = {"item": "H100", "to": "Singapore", "on": "2026-03-01"}
VALUES = {
    **ASKED,
    "known": "2026-03-01",
    "reading": "text",
    "scenario": "h20-pause-as-stay",
    "hq": "China",
    "parent_hq": "China",
    "exporter": "NVIDIA",
    "origin": "TW",
    "end_use": "gaming",
    "quantity": "8",
    "eccn": "3A090.a",
    "strict": "true",
    "given.tpp": "100",
    "include": "trace",
    "lang": "fr",
}
NAMES = {param.name for param in OF_A_QUESTION if not param.family} | {"item", "include", "lang"}
CHECK = next(tool for tool in TOOLS if tool.name == "check")


def refused(web, query: str) -> None:
    """The answer is a problem, and holds no outcome."""
    sent = web.get(f"/api/v1/check?{query}")
    assert sent.status_code in (400, 414, 422), query
    assert "outcome" not in sent.json()


def test_every_parameter_has_a_value_here():
    assert {name for name in VALUES if not name.startswith("given.")} == NAMES


@pytest.mark.parametrize("name", VALUES)
def test_a_parameter_misspelt_repeated_or_emptied_is_refused(web, name):
    words = ASKED | {name: VALUES[name]}
    others = {key: value for key, value in words.items() if key != name}
    for wrong in (name[:-1], f"{name}x", name.upper(), f" {name}", f"{name}[]", name[::-1]):
        if wrong not in NAMES:
            refused(web, urlencode({**others, wrong: words[name]}))
    refused(web, urlencode(words) + "&" + urlencode({name: words[name]}))
    refused(web, urlencode(words) + "&" + urlencode({name: ""}))
    refused(web, urlencode({**others, name: ""}))
    refused(web, urlencode({**others, name: "  "}))
    refused(web, urlencode(others) + "&" + quote(name))


@pytest.mark.slow
@given(name=st.text(min_size=1, max_size=30), value=st.text(max_size=30))
@settings(max_examples=500)
def test_no_unknown_parameter_gets_an_outcome(web, name, value):
    fact = name.removeprefix("given.")
    if name not in NAMES and not (name.startswith("given.") and fact):
        refused(web, urlencode({**ASKED, name: value}, errors="surrogatepass"))


@pytest.mark.slow
@given(name=st.text(min_size=1, max_size=30))
@settings(max_examples=200)
def test_no_unknown_fact_gets_an_outcome(web, site, name):
    if name not in site.library.vocabulary.facts:
        refused(web, urlencode({**ASKED, f"given.{name}": "yes"}, errors="surrogatepass"))


@pytest.mark.slow
def test_every_fact_is_read_or_refused(web, site):
    values = (
        "yes",
        "no",
        "unknown",
        "0",
        "1.5",
        "-1",
        "1e400",
        "CN",
        "nonsense",
        "<b>",
        "2025-05-20",
    )
    answered = set()
    for fact, value in itertools.product(site.library.vocabulary.facts, values):
        asked = urlencode({**ASKED, f"given.{fact}": value})
        sent = web.get(f"/api/v1/check?{asked}")
        assert sent.status_code in (200, 422), asked
        assert ("outcome" in sent.json()) is (sent.status_code == 200), asked
        answered |= {fact} if sent.status_code == 200 else set()
    assert len(answered) > 50


@pytest.mark.slow
@given(
    name=st.text(max_size=30),
    value=st.none() | st.text(max_size=20) | st.integers() | st.booleans() | st.lists(st.text()),
)
@settings(max_examples=300)
def test_no_unknown_argument_gets_an_outcome(site, name, value):
    if name not in CHECK.arguments["properties"]:
        with pytest.raises(EcluseError):
            called("check", ASKED | {name: value}, site)


@pytest.mark.parametrize("name", sorted(CHECK.arguments["properties"]))
@pytest.mark.parametrize("value", ["", "  ", None, [], {"a": []}, 1.5], ids=repr)
def test_an_argument_of_no_form_is_refused(site, name, value):
    if (name, value) in (("include", []), ("given", [])):
        value = ["nothing"]
    with pytest.raises(EcluseError):
        called("check", ASKED | {name: value}, site)


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_each_tool_refuses_an_argument_too_many(site, tool):
    with pytest.raises(EcluseError, match="headquarters"):
        called(tool.name, {"headquarters": "China"}, site)
