"""End uses: what part 744 names is found as whole words, what is ordinary is cleared only if all of
it is understood, and the rest stays open and says why.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from ecluse.determine.question import read_fact
from ecluse.errors import EcluseError, InputError
from ecluse.facts.end_use import end_uses_of
from ecluse.facts.reader import read_document
from ecluse.law.library import DATA, load

PHRASES = Path(__file__).parent / "end_uses"
CLEARS = ("other", "none_known")
SYMBOLS = load(DATA).vocabulary.facts["end_use"].symbols


def phrases(name: str) -> dict[str, Any]:
    return YAML(typ="safe").load(PHRASES / f"{name}.yaml")


ORDINARY, SENSITIVE = phrases("ordinary"), phrases("sensitive")
NAMED = [
    (use, text) for use, texts in SENSITIVE["tuned"].items() for text in texts if use != "unknown"
]
UNKNOWN = SENSITIVE["tuned"]["unknown"]
TELLING = [text for text in (*(text for _, text in NAMED), *UNKNOWN) if text != "research"]
ALL_SENSITIVE = [*(text for _, text in NAMED), *UNKNOWN, *SENSITIVE["held_out"]]


@pytest.fixture(scope="module")
def uses():
    folder = DATA / "parties"
    return end_uses_of(
        read_document(folder / "end_uses.yaml"),
        read_document(folder / "ordinary_uses.yaml"),
        SYMBOLS,
    )


@pytest.mark.parametrize(("use", "text"), NAMED)
def test_words_of_part_744_name_its_end_use(uses, use, text):
    assert uses.read(text).value == use


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_no_symbol_stands_for_is_unknown_and_says_why(uses, text):
    known = uses.read(text)
    assert (known.value, known.unsettled) == (None, {"end_use"})
    assert known.because


@pytest.mark.parametrize("text", ORDINARY["tuned"])
def test_an_ordinary_use_is_understood(uses, text):
    assert uses.read(text).value in CLEARS


def test_how_many_phrases_are_understood_and_how_many_cleared(uses):
    """Both rates, of phrases tuned on and of phrases held out: see the head of each file."""
    understood = {
        name: (sum(uses.read(text).value in CLEARS for text in texts), len(texts))
        for name, texts in ORDINARY.items()
    }
    cleared = sum(uses.read(text).value in CLEARS for text in ALL_SENSITIVE)
    assert understood == {
        "tuned": (99, 99),
        "held_out": (48, 50),
        "of_others": (46, 50),
        "of_others_then": (42, 55),
        "of_others_held_out": (31, 49),
        "french_and_chinese": (197, 203),
        "methods": (45, 45),
    }
    assert (cleared, len(ALL_SENSITIVE)) == (0, 275)


@pytest.mark.parametrize(
    ("text", "because"),
    [
        (
            "Not for military use",
            "'not' is a negation: say what the end use is, not what it is not",
        ),
        ("非军事用途", "'非' is a negation: say what the end use is, not what it is not"),
        ("qwerty", "'qwerty': not understood"),
        ("web shop qwerty asdf", "'qwerty asdf': not understood"),
        ("research", "it names no end use"),
        (
            "radar",
            "'radar' may name a military end use (§ 744.21) or weapons (§§ 744.2 to 744.4)",
        ),
        (
            "weapons",
            (
                "'weapon' names military; 'weapon' which weapons is not said: those of mass "
                "destruction need a license anywhere (§§ 744.2 to 744.4)"
            ),
        ),
    ],
)
def test_an_open_end_use_says_which_words_leave_it_open(uses, text, because):
    assert uses.read(text).because == because


@pytest.mark.parametrize(
    ("text", "value", "open_"),
    [
        ("Defence ministry data center", "military", False),
        ("PLA logistics", "military", False),
        ("PLA Unit 61398", "military", True),
        ("Army weapons design", "military", True),
        ("Military supercomputer", "military", True),
        ("military intelligence of the army", "military_intelligence", False),
        ("supercomputer upgrade", "supercomputer", False),
        ("supercomputer at Zorg", "supercomputer", True),
        ("army missile", "missile", False),
        ("weapons", "military", True),
        ("police drones", "police", True),
    ],
)
def test_a_mention_holds_at_least_and_other_words_leave_more_open(uses, text, value, open_):
    known = uses.read(text)
    assert (known.value, bool(known.unsettled), known.settled) == (value, open_, not open_)


@pytest.mark.parametrize(
    "text", ["AI cloud platform", "supply chain planning", "display", "explanation", "a landscape"]
)
def test_a_short_word_is_not_found_inside_another(uses, text):
    assert uses.read(text).value != "military"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("nuclear medicine", "other"),
        ("nuclear medicine and nuclear weapons", "nuclear"),
        ("business intelligence", "other"),
        ("intelligence agency", "military"),
        ("staff training", "other"),
        ("AI training", "model_training"),
        ("training", None),
        ("AI training, web shop", "model_training"),
        ("Model training, own models", "other"),
        ("AI training for customers", "model_training_for_outsiders"),
        ("AI training for customers in Zorgland", None),
    ],
)
def test_a_longer_phrase_outweighs_those_within_it(uses, text, value):
    assert uses.read(text).value == value


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_a_symbol_is_understood_as_it_stands_and_as_words(uses, symbol):
    assert uses.read(symbol).value == uses.read(symbol.replace("_", " ").upper()).value == symbol


@pytest.mark.parametrize(
    "text", ["Resale", "data center", "Own use", "none", "pièces de rechange", "R&D", "AI"]
)
def test_words_that_do_not_say_what_for_leave_the_caveat(uses, text):
    known = uses.read(text)
    assert (known.value, known.assumed) == ("none_known", True)


def test_words_of_method_beside_an_ordinary_use_change_nothing(uses):
    assert uses.read("machine learning for a web shop").value == "other"


@given(st.sampled_from(TELLING), st.sampled_from(ORDINARY["tuned"]), st.booleans())
def test_ordinary_words_beside_a_sensitive_phrase_never_clear_it(uses, sensitive, ordinary, first):
    text = f"{ordinary}, {sensitive}" if first else f"{sensitive}, {ordinary}"
    assert uses.read(text).value not in CLEARS


@given(st.sampled_from(ORDINARY["tuned"]), st.text(alphabet="bcdfgqxz", min_size=6, max_size=12))
def test_one_word_that_is_not_understood_leaves_it_open(uses, ordinary, word):
    assert uses.read(f"{ordinary} {word}").value is None


@given(st.text(max_size=80))
def test_any_text_is_read(uses, text):
    known = uses.read(text)
    assert known.value in (None, *SYMBOLS)
    assert known.value is not None or known.because


@pytest.mark.parametrize("text", ["army " * 20_000, "国防" * 20_000, "x" * 100_000, "a.b" * 30_000])
def test_a_text_longer_than_any_name_is_refused_at_the_door(text):
    with pytest.raises(InputError, match="characters"):
        read_fact("end_use", text, load(), "test")


# ---- wrong lists ---------------------------------------------------------------------------------


def with_line(folder: Path, file: str, old: str, new: str) -> str:
    shutil.copytree(DATA / "parties", folder / "parties")
    path = folder / "parties" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(EcluseError) as caught:
        end_uses_of(
            read_document(folder / "parties" / "end_uses.yaml", name="end_uses.yaml"),
            read_document(folder / "parties" / "ordinary_uses.yaml", name="ordinary_uses.yaml"),
            SYMBOLS,
        )
    return str(caught.value).partition(" (")[0] + " → " + str(caught.value).partition("): ")[2]


def test_a_phrase_in_two_lists_is_refused(tmp_path):
    told = with_line(tmp_path, "ordinary_uses.yaml", "en: [web shop,", "en: [Armies, web shop,")
    assert told == (
        "'Armies' stands in two lists, or does so but for case, accents and plurals → "
        "keep it in one"
    )


def test_a_star_that_would_clear_is_refused(tmp_path):
    told = with_line(tmp_path, "ordinary_uses.yaml", "en: [web shop,", "en: [cloud*, web shop,")
    assert told == "'cloud*' cannot be a phrase → write words; a star ends one word only"


def test_a_symbol_that_the_vocabulary_lacks_is_refused(tmp_path):
    told = with_line(tmp_path, "end_uses.yaml", "end_use: wmd", "end_use: wmds")
    assert told == f"'wmds' is no symbol of end_use → write one of {', '.join(SYMBOLS)}"
