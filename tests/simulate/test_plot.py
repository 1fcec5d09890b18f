"""Pictures of a market: what they show, and that it can be read."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecluse.brief.plot_file import check_plot_place, plotted, write_plot
from ecluse.cli.simulate_table import print_simulation
from ecluse.errors import InputError
from ecluse.outputs.mark import is_ours
from ecluse.simulate import plot_sheet as sheet
from ecluse.simulate.plot import pictures, sheet_of
from ecluse.simulate.plot_scale import HumanScale, heading, scale_for, ticks
from ecluse.words.say import say
from simulate import answers

KINDS = {"fan", "strips", "units", "levers", "priors", "sources"}
SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r' (?:x|y|x1|x2|y1|y2|width|height|cx|cy|font-size)="([^"]*)"')


@pytest.mark.parametrize("width", [sheet.WIDE, sheet.NARROW])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_an_answer_has_every_picture_that_its_parts_allow(lang, width):
    drawn = pictures(answers.whole(), lang, width=width)
    assert {each.kind for each in drawn} == KINDS
    for each in drawn:
        root = ET.fromstring(each.svg)
        assert root.find(f"{SVG}title").text == each.title
        assert each.rows and len(each.headings) == len(each.rows[0])
        assert all(float(told) > -1 for told in NUMBER.findall(each.svg)), each.kind


@pytest.mark.parametrize("width", [sheet.WIDE, sheet.NARROW])
def test_no_text_of_a_picture_leaves_it(width):
    for each in pictures(answers.whole(), "fr", width=width):
        for text in ET.fromstring(each.svg).iter(f"{SVG}text"):
            wide = 0.5 * float(text.get("font-size")) * len(text.text)
            x, anchor = float(text.get("x")), text.get("text-anchor")
            shift = {"start": 0, "middle": wide / 2, "end": wide}[anchor or ""]
            if each.kind != "units":  # its panels are moved
                assert x - shift > -20 and x - shift + wide < width + 20, (each.kind, text.text)


def test_the_fan_holds_the_numbers_and_the_acts():
    found = answers.whole()
    fan = pictures(found, "en")[0]
    assert fan.title == "Chips delivered, thousands"
    assert fan.rows[0] == ("FY2026Q1 (Jan 27 – Apr 27)", "313", "156", "235", "391", "470")
    for told in ("Apr 9 license required", "Aug 8 first licenses", "Aug 11 fee", "Aug 11 guidance"):
        assert told in fan.svg
    french = pictures(found, "fr")[0]
    assert "9 avr. licence requise" in french.svg
    assert french.title == "Puces livrées, milliers"


def test_an_act_that_reaches_nothing_with_a_flow_is_left_out():
    acts = [answers.act(date(2025, 6, 1), "practice", "fee", "H20")]
    found = answers.simulated(acts=acts)
    other = [answers.row("chips", 0, 5.0, product="B30")]
    assert "Jun 1" in pictures(found, "en")[0].svg
    assert "Jun 1" not in pictures(replace(found, series=found.series + other), "en")[0].svg


flags = st.lists(
    st.tuples(st.floats(0, 860), st.text("abc dé", min_size=1, max_size=40)), max_size=25
)


@settings(max_examples=30, deadline=None)
@given(flags)
def test_no_label_lies_on_another(wanted):
    found = sheet.placed(wanted, 11.5, (0.0, 860.0))
    assert len(found) == len(wanted)
    for one, other in itertools.combinations(found, 2):
        apart = one.right <= other.left or other.right <= one.left
        assert one.lane != other.lane or apart
    # No line to a place runs through the label of an earlier one that stands on its right.
    for one, other in itertools.permutations(found, 2):
        if one.anchor == other.anchor == "start" and one.at < other.at < one.right:
            assert other.lane < one.lane


def test_many_acts_in_one_week_stand_apart():
    days = [date(2025, 8, 1) + timedelta(days=each) for each in range(6)]
    found = answers.simulated(acts=[answers.act(day, "practice", "license") for day in days])
    texts = [
        (float(each.get("x")), float(each.get("y")))
        for each in ET.fromstring(pictures(found, "en")[0].svg).iter(f"{SVG}text")
        if each.text.endswith("first licenses")
    ]
    assert len(texts) == 6 == len({y for _, y in texts})


# ---- numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "most", "lang", "value", "says"),
    [
        ("USD", 6.39e9, "en", 3.617e9, "3.62 bn USD"),
        ("USD", 6.39e9, "fr", 3.617e9, "3,62 milliards USD"),
        ("USD", 5e7, "en", -123_456_789.0, "−123 million USD"),
        ("units", 546e3, "en", 204_321.0, "204 thousands"),
        ("units", 999, "en", 7.29, "7.29 units"),
        ("units", 1e40, "en", -1e40, "−1.00e+28 trillion units"),
        ("tokens/s", 6e8, "fr", 2.5e8, "250 millions de jetons/s"),
        ("furlongs", 2e6, "en", 1e6, "1 million furlongs"),
    ],
)
def test_numbers_are_told_as_people_say_them(unit, most, lang, value, says):
    scale = scale_for(unit, most, lang)
    assert f"{scale.say(value)} {scale.unit}" == says


def test_a_heading_names_the_unit_once():
    scale = HumanScale(divisor=1e9, unit="bn USD", lang="en")
    assert heading("revenue", scale, "en") == "Revenue, bn USD"
    plain = HumanScale(divisor=1e3, unit="thousands", lang="en")
    assert heading("cancelled", plain, "en") == "Orders cancelled, thousands"


@given(st.floats(-1e6, 1e6), st.floats(0.001, 1e6))
@settings(max_examples=30, deadline=None)
def test_ticks_hold_what_is_shown(low, span):
    found = ticks(low, low + span)
    slack = span * 1e-6
    assert found[0] <= low + slack and found[-1] >= low + span - slack
    assert 2 <= len(found) <= 8


# ---- files ---------------------------------------------------------------------------------------


def test_a_name_is_text_and_never_markup():
    found = replace(answers.whole(), scenario='"><script>alert(1)</script>')
    drawn = pictures(found, "en")
    text = sheet_of(drawn, found, "en")
    assert "<script" not in text
    ET.fromstring(text)


def test_a_drawing_is_written_whole_and_only_over_ours(tmp_path):
    found, place = answers.whole(), tmp_path / "fan.svg"
    write_plot(found, place, "en")
    assert is_ours(place)
    first = place.read_bytes()
    write_plot(found, place, "en")  # ours may be replaced, by the same bytes
    assert place.read_bytes() == first
    assert b"prefers-color-scheme" in first and b"not a forecast" in first
    place.write_text("<svg>mine</svg>")
    with pytest.raises(InputError, match="ecluse did not write"):
        check_plot_place(place)
    with pytest.raises(InputError, match="ends in"):
        check_plot_place(tmp_path / "fan.jpg")


@pytest.mark.slow
@pytest.mark.parametrize("form", [".png", ".pdf"])
def test_a_picture_on_paper_is_ours_and_always_the_same(tmp_path, form):
    found = answers.whole()
    content = plotted(found, form, "fr")
    assert content == plotted(found, form, "fr")
    place = tmp_path / f"fan{form}"
    place.write_bytes(content)
    assert is_ours(place)


@pytest.mark.parametrize("name", ["fan.jpg", "none/fan.svg"])
def test_a_place_that_cannot_be_is_refused_before_any_work(run, tmp_path, name):
    place = tmp_path / name
    status, _, wrong = run("simulate", "us-cn-2024", "--plot", place)
    assert status == 2
    assert "--plot" in wrong and wrong.count("\n") == 1


# ---- the terminal --------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_tables_fit_80_columns(capsys, monkeypatch, lang):
    monkeypatch.setenv("COLUMNS", "80")
    part = [answers.row("chips", 0, 12345.6, product="RTX 6000D", partial=True)]
    found = answers.whole()
    print_simulation(replace(found, series=[*part, *found.series]), lang)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    text = "\n".join(lines)
    scale = {"en": "Chips delivered, thousands", "fr": "Puces livrées, milliers"}[lang]
    assert text.count(scale) == 3  # its products, its sources, its effect
    assert re.search(r"313 +156 … 470 +│", text)
    assert re.search(r"−94 +−141 … −47 +25.% +─+━+┃━+─+ +│", text)  # left of zero


def test_an_act_of_no_day_that_is_drawn_leaves_no_heading():
    acts = [answers.act(date(2025, 1, 3)), answers.act(date(2025, 1, 4), "destination", "order")]
    marks = pictures(answers.simulated(acts=acts), "en")[0].marks
    assert "US law and practice" not in marks and "The destination" not in marks


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_an_asterisk_is_explained_on_each_picture_that_has_one(lang):
    found = answers.whole()
    part = replace(
        found,
        series=[replace(row, partial=row.period == "FY2026Q1") for row in found.series],
        effect=[replace(row, partial=row.period == "FY2026Q1") for row in found.effect],
    )
    note = say("market_picture.in part", lang)
    for before, after in zip(pictures(found, lang), pictures(part, lang), strict=True):
        assert note not in before.marks
        assert (note in after.marks) == (after.kind in {"fan", "strips", "units", "sources"})


def test_a_heading_of_levers_keeps_its_capitals():
    drawn = [each for each in pictures(answers.whole(), "en") if each.kind == "levers"]
    assert all(each.title == each.title.replace("usd", "USD") for each in drawn)
    rows = [replace(each, measure="fee", unit="USD") for each in answers.whole().attribution]
    found = replace(answers.whole(), attribution=rows, series=[answers.row("fee", 0, 1e9)])
    titles = [each.title for each in pictures(found, "fr") if each.kind == "levers"]
    assert titles == ["Quel levier agit : redevance, milliers USD"]


def test_lines_end_at_the_words_of_a_strip():
    strips = next(each for each in pictures(answers.whole(), "en") if each.kind == "strips")
    for text in re.findall(r"<text[^>]*>[^<]*(?:FY2026Q1|above 0)[^<]*</text>", strips.marks):
        assert f'fill="{sheet.COLORS["paper"][0]}"/>{text}' in strips.marks
