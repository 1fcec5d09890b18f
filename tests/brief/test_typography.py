"""The French of the house as a French printer sets it: templates, data, and whole briefs."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from brief.build import data, h20, terms
from ecluse.brief import story_brief
from ecluse.brief.to_text import to_text
from ecluse.determine.ask import ask
from ecluse.words import say as words
from ecluse.words.say import catalogue
from ecluse.words.say import french as as_printed

SUBJECTS = sorted(path.stem for path in Path(words.__file__).parent.glob("*.csv"))
THIN, BROAD = "\u202f", "\u00a0"
_CODE = re.compile(
    r"`[^`]*`|\{[^}]*\}|https?://\S+|\b[A-Z]:\d\b|/fr/\S*|\b\d\.0\b"
    r"|(?:OpenAPI|note technique) \d\.\d"
)
FAULTS = {
    "a straight apostrophe": re.compile(r"(?<=\w)'(?=\w)"),
    "no narrow space before ; ! ?": re.compile(rf"[^{THIN}\s][;!?]|[^{THIN}\S][;!?]"),
    "no no-break space before :": re.compile(rf"(?<![{BROAD}]):(?=\s|$)"),
    "no no-break space inside « »": re.compile(rf"«(?!{BROAD})|(?<!{BROAD})»"),
    "straight quotation marks": re.compile(r'"'),
    "English quotation marks": re.compile(r"[“”](?![^“]*\()"),
    "a decimal point": re.compile(r"(?<![\d.§-])\b\d{1,2}\.\d+\b(?!\()"),
    "no no-break space before %": re.compile(rf"\d[^{BROAD}{THIN}]?%"),
    "a capital without its accent": re.compile(
        r"\b(?:Etat|Egalement|Ecart|A (?:quelle|faire|partir))\b"
    ),
    "three dots": re.compile(r"\.\.\."),
}


def faults_in(text: str) -> list[str]:
    """What a French printer would mend in a text."""
    prose = _CODE.sub("0", text)
    return [fault for fault, pattern in FAULTS.items() if pattern.search(prose)]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("l'article", "a straight apostrophe"),
        ("oui; non", "no narrow space before ; ! ?"),
        ("oui ?", "no narrow space before ; ! ?"),
        ("oui: non", "no no-break space before :"),
        ("oui\u202f: non", "no no-break space before :"),
        ("« vu »", "no no-break space inside « »"),
        ("2.5 fois", "a decimal point"),
        ("15% du revenu", "no no-break space before %"),
        ("Etat du dossier", "a capital without its accent"),
    ],
)
def test_the_linter_finds(text, fault):
    assert fault in faults_in(text)


def test_the_linter_lets_good_french_pass():
    assert (
        faults_in("L’état\u00a0: «\u00a0vu\u00a0»\u202f; 2\u202f368,5\u00a0Go/s, D:5, 15\u00a0%.")
        == []
    )


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_words_of_a_subject_are_french(subject):
    wrong = {
        key: found
        for key, (_, text) in catalogue(subject).items()
        if (found := faults_in(as_printed(text)))
    }
    assert wrong == {}


@pytest.mark.parametrize("on", [date(2025, 4, 8), date(2025, 5, 20)])
def test_a_whole_brief_is_french(on):
    brief = h20("fr", on)
    sentences = [brief.title, brief.lead, *(f"{b.label} {b.text}" for b in brief.bullets)]
    sentences += [*brief.certain, *brief.not_certain, brief.known_on.line]
    ours = [
        re.sub(r"\d{4}-\d\d-\d\d\S*|3A\d+\.\w|15 CFR[^,]*, 3A\d+\.\w", "", each)
        for each in sentences
    ]
    assert {each: faults_in(each) for each in ours if faults_in(each)} == {}


@pytest.mark.slow
def test_days_are_written_as_french_writes_them():
    found = ask("A800", to="CN", on=data().data_as_of, library=data())
    text = to_text(story_brief(found, terms("fr")))
    assert "1er août 2022" in text
    body = text.partition("État du dossier")[0]
    assert not re.search(r"(?<![\w-])\d{4}-\d\d-\d\d", re.sub(r"\[[^\]]*\]", "", body))
