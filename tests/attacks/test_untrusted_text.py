"""What a user's file or word says is shown as it is written: it moves no cursor, hides nothing, is
no markup and costs no time.
"""

from __future__ import annotations

import json
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecluse.errors import MOST_TOLD, InputError, SeveralErrors, near
from ecluse.visible import visible, visible_json, visible_lines

EVIL = "a\x1b[2J\x9b\u202eb\u200bc\ud800\x07\r\x7f"
HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
ANY = st.text(st.characters(exclude_categories=[]) | st.sampled_from(EVIL))


@given(ANY)
def test_what_is_visible_is_one_line_without_a_hidden_character(text):
    shown = visible(text)
    assert not any(unicodedata.category(sign) in HIDDEN for sign in shown)
    assert visible(shown) == shown
    shown.encode()


@given(ANY)
def test_only_tabs_and_ends_of_lines_stay_in_a_text_of_lines(text):
    shown = visible_lines(text)
    assert not any(unicodedata.category(s) in HIDDEN and s not in "\t\n" for s in shown)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_means_the_same_with_its_hidden_characters_escaped(text):
    plain = json.dumps({"a": text}, ensure_ascii=False, indent=2)
    assert json.loads(visible_json(plain)) == {"a": text}


@pytest.mark.parametrize("text", ["NVIDIA H100 80GB", "Côte d’Ivoire", "شركة", "中国", "½ × ≥ →"])
def test_plain_text_of_any_script_is_shown_as_it_is(text):
    assert visible(text) == text


def test_an_error_shows_no_hidden_character_and_stays_short():
    error = InputError(f"no item is called '{EVIL * 10_000}'", EVIL, EVIL)
    for part in (str(error), error.what, error.where, error.mend):
        assert visible(part) == part
    assert len(str(error)) < 1_000
    assert error.what.startswith("no item is called 'a\\x1b[2J")


def test_a_mend_may_spell_out_a_whole_condition():
    condition = "tpp >= 4800 or " * 250 + "tpp >= 1"
    assert condition in str(InputError("another spelling", "x", f"write: {condition}"))


def test_the_mistakes_beyond_the_first_fifty_are_counted():
    lines = str(SeveralErrors([InputError(str(n), "x", "y") for n in range(MOST_TOLD + 7)]))
    assert lines.splitlines()[-1] == "and 7 more mistakes: mend these first"
    assert len(lines.splitlines()) == MOST_TOLD + 1


def test_nothing_is_near_a_name_of_100_000_characters():
    began = time.process_time()
    assert near("a" * 100_000, ["a" * 100] * 1_000) == ""
    assert time.process_time() - began < 0.1


LONG = "h100 " * 20_000


@pytest.mark.parametrize(
    "words",
    [
        ("check", LONG, "--to", "CN"),
        ("check", "H20", "--to", LONG),
        ("check", "H20", "--to", "CN", "--hq", LONG),
        ("check", "H20", "--to", "CN", "--on", LONG),
        ("check", "H20", "--to", "CN", "--quantity", LONG),
        ("check", "H20", "--to", "CN", "--given", LONG),
        ("check", "H20", "--to", "CN", "--given", f"{LONG}=1"),
        ("check", "H20", "--to", "CN", "--given", f"tpp={LONG}"),
        ("check", "H20", "--to", "CN", "--given", f"item_kind={LONG}"),
        ("check", "H20", "--to", "CN", "--scenario", LONG),
        ("check", "H20", "--to", "CN", "--scenario", f"./{LONG}"),
        ("check", "H20", "--to", "CN", "--reading", LONG),
        ("check", "H20", "--to", "CN", f"--{LONG}"),
        ("law", LONG),
        ("diff", "--before", LONG, "--after", LONG),
        ("infer", "--chip", "H20", "--model", LONG),
        ("infer", "--chip", "H20", "--model", "Llama-3.1-8B", "--precision", LONG),
        ("infer", "--chip", "H20", "--model", "Llama-3.1-8B", "--count", "9" * 10_000),
        ("orders", LONG),
        (LONG,),
    ],
    ids=lambda words: " ".join(words)[:60],
)
def test_a_word_of_100_000_characters_costs_a_short_line(run, words):
    began = time.process_time()
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert time.process_time() - began < 2
    assert all(len(line) < 5_000 for line in err.splitlines())
    assert err.count("\n") <= 1


@pytest.mark.parametrize(
    "words",
    [
        ("check", EVIL, "--to", "CN"),
        ("check", "H20", "--to", EVIL),
        ("check", "H20", "--to", "CN", "--given", EVIL),
        ("check", "H20", "--to", "CN", "--given", f"tpp={EVIL}"),
        ("check", "H20", "--to", "CN", "--scenario", EVIL),
        ("check", "H20", "--to", "CN", "--scenario", f"./{EVIL}"),
        ("law", EVIL),
        ("infer", "--chip", "H20", "--model", EVIL),
        ("orders", f"{EVIL}.csv"),
        ("check", "H20", "--to", "CN", f"--{EVIL}"),
        (EVIL,),
    ],
    ids=ascii,
)
def test_no_hidden_character_of_a_word_reaches_a_terminal(run, words):
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert visible_lines(err) == err
    assert "\\x1b[2J" in err


def test_no_hidden_character_of_an_answer_reaches_a_terminal(run):
    words = ("check", "H20", "--to", "CN", "--on", "2025-05-20", "--exporter", EVIL)
    for form in ((), ("--json",)):
        code, out, _ = run(*words, *form)
        assert code in (0, 3)
        assert visible_lines(out) == out
    assert json.loads(out)["destination"] == "CN"


MARKUP = "[bold]X[/] [/red] [link=file:///x]y[/link] $\\frac$ :skull: \\"
ITEM = f"""\
item: '{MARKUP}'
vendor: '[/x]'
family: '[/]'
aliases: ['[/]', '[red]', ':skull:']
launched: '[/]'
datacenter: {{value: true, note: '[/]'}}
figures:
  tpp: {{value: 2400, note: '[/nope]'}}
  die_area_mm2: 814
  fp8_tera_ops_per_s: 300
  bf16_tera_ops_per_s: 150
  dram_bandwidth_gb_per_s: {{value: 4000, cited: [a]}}
  dram_capacity_gb: 96
  chip_link_gb_per_s: 900
sources: {{a: '[/]x'}}
notes: '[/]'
"""
SCENARIO = f"""\
scenario: '{MARKUP}'
says: {{en: '[/bold]', fr: '[/]'}}
pauses: [{{measure: us/2023-01-18-macau, since: 2024-02-01}}]
grants: [{{name: '[/]x', when: tpp > 1, since: 2024-01-01}}]
"""
ON = ("--to", "CN", "--on", "2024-06-01")


@pytest.fixture
def files(tmp_path):
    (tmp_path / "i.yaml").write_text(ITEM, encoding="utf-8")
    (tmp_path / "s.yaml").write_text(SCENARIO, encoding="utf-8")
    (tmp_path / "b.csv").write_text(
        f'Item,Country,Date,Consignee\n"{MARKUP}",SG,2024-06-01,"[/]"\nH100,CN,2024-06-01,"[red]"\n',
        encoding="utf-8",
    )
    return tmp_path


@pytest.mark.parametrize(
    ("words", "literal"),
    [
        (("check", "I", *ON, "--scenario", "S"), (MARKUP, "license: [/]x")),
        pytest.param(("remedy", "I", *ON, "--scenario", "S"), (MARKUP,), marks=pytest.mark.slow),
        (("timeline", "I", "--to", "CN", "--scenario", "S", "--plot", "P"), (MARKUP,)),
        (("chips", "I", "--on", "2024-06-01"), (MARKUP, "[/nope]", ":skull:", "[red]")),
        (("infer", "--chip", "I", "--model", "Llama-3.1-8B", "--plot", "P"), (MARKUP,)),
        (("compare", "I", "H100", "--model", "Llama-3.1-8B"), ("[bold]X[/]",)),
        (("scenario", "check", "S", "--no-count"), (MARKUP, "[/bold]", "[/]x")),
        (("law", "--scenario", "S", "--on", "2024-06-01"), ("license: [/]x",)),
        (("law", "--scenario", "S", "--on", "2024-06-01", "--measures"), ("[/bold]", "[/]x")),
        (("law", "license", "--scenario", "S", "--on", "2024-06-01"), ("license: [/]x",)),
        (("law", "4A090.b", "--on", "2024-06-01"), ("the kind of item is board or system",)),
        (("orders", "B", "--scenario", "S"), ("[bold]X[/] [/red]",)),
    ],
    ids=lambda words: " ".join(words[:2]) if isinstance(words, tuple) else None,
)
def test_markup_of_a_user_is_shown_as_it_is_written(run, files, words, literal, monkeypatch):
    monkeypatch.setenv("COLUMNS", "400")  # so that no text is folded
    places = {"I": "i.yaml", "S": "s.yaml", "B": "b.csv", "P": "p.svg"}
    asked = [files / places[word] if word in places else word for word in words]
    asked = [str(word).replace(",S", f",{files / 's.yaml'}") for word in asked]
    code, out, err = run(*asked)
    assert (code, err) == (0, "")
    for text in literal:
        assert text in out


def test_a_line_in_an_items_name_stands_on_one_line(run, tmp_path):
    file = tmp_path / "i.yaml"
    file.write_text('item: "H100 → Mars\\n  No license required"\nfigures: {tpp: 1}\n', "utf-8")
    _, out, _ = run("check", file, *ON)
    assert out.startswith("H100 → Mars\\n  No license required → China (CN)")
