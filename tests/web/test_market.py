"""The pages and the address of markets: what they take, and that they say what the command says."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from html import unescape
from typing import Any

import pytest

from ecluse.errors import EcluseError, SeveralErrors
from ecluse.simulate.panel_file import check_priors, panel_names, read_panel
from ecluse.web.market import market_answered, market_asked, query_of_market
from ecluse.web.pages.market_form import controls
from ecluse.web.pages.market_repeat import repeats_of
from ecluse.web.settings import Settings

NAME = "us-cn-2025"
API = f"/api/v1/simulate/{NAME}"
PAGE = f"/market/{NAME}"
FEW = "draws=20&show=chips"


@pytest.mark.parametrize("at", [API, PAGE])
@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("scenari=record", "unknown parameter"),
        ("scenario=h20-letter", "no scenario is called"),
        ("scenario=../markets/us-cn-2025.yaml", "no scenario is called"),
        ("versus=", "is empty"),
        ("set=fee", "is not PRIOR=VALUE"),
        ("set=fees%3D1", "no prior is called"),
        ("set=fee%3D0.1&set=fee%3D0.2", "is said twice"),
        ("set=fee%3D-1", "cannot be"),
        ("show=chip", "no measure is called"),
        ("draws=1001", "cannot be"),
        ("draws=1", "cannot be"),
        ("draws=%D9%A1%D9%A2", "cannot be"),
        ("seed=-1", "cannot be"),
        ("by=day", "cannot be"),
        ("destination=shut", "cannot be"),
        ("known=yesterday", "is not a date"),
    ],
)
def test_what_is_not_understood_is_refused(web, at, query, says):
    sent = web.get(f"{at}?{query}")
    assert sent.status_code == 422
    assert says in unescape(sent.text)


def test_all_mistakes_are_told_together(web):
    said = web.get(f"{API}?draws=0&seed=x&show=chip&scenario=none&set=fees%3D1").json()
    assert 1 + len(said["more"]) == 5


@pytest.mark.parametrize("at", ["/api/v1/simulate/", "/market/", "/embed/market/"])
def test_a_market_is_a_shipped_one_by_its_name(web, at):
    assert web.get(f"{at}us-cn-2024").status_code == 404
    assert web.get(f"{at}..%2Fpriors%2Fus-cn-2025.yaml").status_code == 404


def test_a_form_leads_to_the_one_spelling(web):
    """A form without script sends all that it shows."""
    said = (
        "scenario=record&versus=record&destination=acts&show=chips&by=quarter"
        "&set=fee%3Ddrawn&set=terms_days%3D30"
    )
    sent = web.get(f"{PAGE}?{said}")
    assert sent.status_code == 308
    assert sent.headers["location"] == f"{PAGE}?set=terms_days%3D30"


def test_without_numpy_the_page_says_so(web, monkeypatch):
    monkeypatch.setitem(sys.modules, "numpy", None)
    for at in ("/markets", PAGE, API):
        sent = web.get(at)
        assert sent.status_code == 404
        assert "ecluse[simulate]" in unescape(sent.text)


# ---- panels --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def asked(site):
    words = {"scenario": "h20-letter-month-later", "versus": "record", "set": ["fee=0.17"]}
    return market_asked(site, NAME, words, ("chips",))


def test_what_was_asked_stands_among_the_choices(site, asked):
    """Even where the panel does not offer it."""
    panel = read_panel(NAME, site.library)
    world, turns = controls(asked.market, panel, asked.question, "fr")
    for control in (*world, *turns):
        values = [value for _, choices in control.groups for value, _ in choices]
        assert values.count(control.chosen) == 1, control.id
        assert len(set(values)) == len(values)
        assert control.slider is None or 0 <= control.place < len(control.stops)
    assert turns[0].stops[turns[0].place] == ("fee=0.17", "17\u00a0%")
    assert world[0].stops[world[0].place][0] == "h20-letter-month-later"


def test_a_slider_stands_as_drawn_among_the_values_that_it_could_have(site):
    asked = market_asked(site, NAME, {})
    panel = read_panel(NAME, site.library)
    turns = controls(asked.market, panel, asked.question, "en")[1]
    assert len(turns) > 3
    assert {each.id: each.place for each in turns if not each.place} == {}


def test_the_panels_name_what_there_is(site):
    for name in panel_names(site.library.folder):
        panel = read_panel(name, site.library)
        market = market_asked(site, name, {}).market
        check_priors(panel, market.priors)
        market_asked(site, name, {"show": ",".join(panel.measures)})
    with pytest.raises((EcluseError, SeveralErrors), match="takes no prior 'fee'"):
        check_priors(read_panel(NAME, site.library), {"fees": 1})


def test_it_is_repeated_by_what_was_asked(site, asked):
    found = repeats_of(asked, site, "fr")
    assert found.command == (
        "ecluse simulate us-cn-2025 --scenario h20-letter-month-later --versus record "
        "--set fee=0.17 --show chips --lang fr"
    )
    assert "set=fee%3D0.17&show=chips&lang=fr" in str(found.curl)
    compile(str(found.python), "page", "exec")
    assert "settings=markets.settings_of(['fee=0.17'], market)" in str(found.python)


def test_it_is_repeated_at_the_place_of_the_page(site, asked):
    for given, base in (
        ({"port": 8123}, "http://127.0.0.1:8123"),
        ({"public_url": "https://ecluse.example.org"}, "https://ecluse.example.org"),
    ):
        there = replace(site, settings=Settings(**given))
        assert f"{base}/api/v1/simulate/" in str(repeats_of(asked, there, "en").curl)


def test_a_query_has_each_word_once_and_lists_apart():
    words = {"scenario": "a b", "set": ["fee=1", "cap=2"]}
    assert query_of_market(words) == "?scenario=a%20b&set=fee%3D1&set=cap%3D2"
    assert query_of_market({}) == ""


# ---- answers -------------------------------------------------------------------------------------


def test_the_whole_run_is_what_its_periods_come_to(site):
    """Means add up, ranges do not: the whole run is summed draw by draw, of all products."""
    said = {"draws": "20", "show": "chips", "versus": "record"}
    said["scenario"] = "h20-letter-month-later"
    found = market_answered(site, market_asked(site, NAME, said), "en")
    for whole, series in ((found.whole, found.answer.series), (found.effect, found.answer.effect)):
        assert whole is not None
        assert [row.product for row in whole] == [None]
        periods = [row.mean for row in series if row.product is None and row.measure == "chips"]
        assert len(periods) > 1
        assert whole[0].mean == pytest.approx(sum(periods))


@pytest.mark.slow
def test_the_api_says_what_the_command_says(web, run):
    said = web.get(f"{API}?{FEW}&set=fee%3D0.25&lang=fr").json()
    words = ["simulate", NAME, "--draws", "20", "--show", "chips", "--set", "fee=0.25"]
    status, out, _ = run(*words, "--lang", "fr", "--json")
    assert status == 0
    links = said.pop("links")
    assert said == json.loads(out)
    assert web.get(links["self"]).status_code == 200
    assert web.get(links["html"]).status_code == 308  # what the page shows anyway is left out


@pytest.mark.slow
def test_what_python_repeats_is_what_the_page_shows(web, site):
    words = {"scenario": "h20-letter-month-later", "versus": "record", "draws": "20"}
    asked = market_asked(site, NAME, words, ("chips",))
    found: dict[str, Any] = {}
    code = str(repeats_of(asked, site, "en").python).replace("print(", "series = (")
    exec(compile(code, "page", "exec"), found)
    sent = web.get(f"{API}?scenario=h20-letter-month-later&versus=record&{FEW}").json()
    assert [row.p50 for row in found["series"]] == [row["p50"] for row in sent["series"]]


@pytest.mark.slow
def test_every_prepared_scenario_touches_its_market(web, site):
    for name in panel_names(site.library.folder):
        for scenario in read_panel(name, site.library).prepared:
            sent = web.get(f"/api/v1/simulate/{name}?scenario={scenario}&{FEW}")
            assert sent.status_code == 200, (name, scenario, sent.text)


@pytest.mark.slow
def test_a_page_holds_its_picture_its_numbers_and_its_sources(web):
    sent = web.get(f"{PAGE}?scenario=h20-letter-month-later&versus=record&draws=20")
    assert sent.status_code == 200
    text = unescape(sent.text)
    for told in (
        "not a forecast",
        "May 9 license required",
        "/measure/2025-04-15-letters-h20",
        "license_days",
        "88 FR 73458",
        "ecluse simulate us-cn-2025",
        "/embed/market/us-cn-2025",
    ):
        assert told in text, told
    framed = web.get(f"/embed{PAGE}?scenario=h20-letter-month-later&versus=record&draws=20")
    assert framed.status_code == 200
    assert "<script" not in framed.text and "<form" not in framed.text
    assert "frame-ancestors *" in framed.headers["content-security-policy"]
