"""The catalogue of wording: complete, used, and written as each language is written."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import ecluse
from ecluse.citation import Confidence
from ecluse.determine.verdict import Outcome
from ecluse.facts.reader import read_document
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import Wording
from ecluse.law.measure import Reading
from ecluse.law.provision import STRICTNESS
from ecluse.words.of_error import words_of
from ecluse.words.say import catalogue, cited_in, has_words, say
from ecluse.words.say import french as as_printed

CODE = Path(ecluse.__file__).parent
TABLES = sorted((CODE / "words").glob("*.csv"))
SUBJECTS = [path.stem for path in TABLES]
KEYS = [(subject, key) for subject in SUBJECTS for key in catalogue(subject)]
ASKED = {"say", "many", "has_words"}  # the functions that take a key first
NO_BREAK = "\u202f\u00a0"


def faults_of_french(text: str) -> list[str]:
    """What a French printer would mend."""
    found = []
    prose = re.sub(r"`[^`]*`", "", text)  # commands are written as they are typed
    if "'" in prose:
        found.append("a straight apostrophe")
    found += [
        f"no narrow space before '{match[1]}'"
        for match in re.finditer(rf"(?<![{NO_BREAK}])([;!?»]|:(?=\s|$))", prose)
        if match.start()
    ]
    if re.search(rf"«[^{NO_BREAK}]", prose):
        found.append("no narrow space after '«'")
    if re.search(r"\d (?=\d{3}(?!\d))", prose):
        found.append("a number that may break")
    return found


def placeholders(text: str) -> list[str]:
    """The names of the places to be filled in, as often as they stand there."""
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def test_the_linter_finds_what_is_wrong():
    assert faults_of_french("n'est pas prêt: non !") == [
        "a straight apostrophe",
        *("no narrow space before ':'", "no narrow space before '!'"),
    ]
    assert faults_of_french("l’article\u202f: «\u202fvu\u202f», D:5, `a: 'b'`") == []
    assert len(faults_of_french("« vu »; là")) == 3
    assert len(faults_of_french("à 1 400 Go/s")) == 1
    assert faults_of_french("à 1\u202f400 Go/s, 40 1234") == []
    assert faults_of_french(as_printed("« vu » ; là : non !")) == []


def faults_of_table(path: Path) -> list[str]:
    """What is wrong with a table of words: a key twice would hide the first, and a row without
    French would be taken for a heading.
    """
    with path.open(encoding="utf-8", newline="") as file:
        first, *rows = csv.reader(file)
    headings = [row for row in rows if row[0].startswith("# ")]
    keys = [row[0] for row in rows if row not in headings]
    checks = {
        "its columns are key, en and fr": first == ["key", "en", "fr"],
        "each row has three cells": all(len(row) == 3 for row in rows),
        "it begins with what the words are for": rows[0] in headings,
        "a heading has no words": not any(row[1] or row[2] for row in headings),
        "each key stands once": len(keys) == len(set(keys)),
        "all its keys are read": keys == list(catalogue(path.stem)),
    }
    return [what for what, holds in checks.items() if not holds]


def test_a_table_of_words_says_each_key_once_in_both_languages():
    assert {path.stem: faults for path in TABLES if (faults := faults_of_table(path))} == {}


def test_a_table_that_is_wrong_is_told(tmp_path):
    table = tmp_path / f"{SUBJECTS[0]}.csv"
    table.write_text("key,en,fr\n# a heading,too,\na,one\na,two,deux\n", encoding="utf-8")
    assert faults_of_table(table) == [
        "each row has three cells",
        "a heading has no words",
        "each key stands once",
        "all its keys are read",
    ]
    table.write_text("key,fr,en\na,un,one\n", encoding="utf-8")
    assert faults_of_table(table) == [
        "its columns are key, en and fr",
        "it begins with what the words are for",
        "all its keys are read",
    ]


def test_the_words_of_both_languages_fit_each_other():
    wrong = {}
    for subject, key in KEYS:
        english, french = catalogue(subject)[key]
        found = faults_of_french(as_printed(french))
        if placeholders(english) != placeholders(french):
            found.append("other placeholders")
        if not (english.strip() and french.strip()):
            found.append("a language without words")
        if found:
            wrong[f"{subject}.{key}"] = found
    assert wrong == {}


@cache
def modules() -> list[tuple[Path, list[ast.AST]]]:
    """Each module of the code but this room's, and every node of its syntax tree."""
    paths = (path for path in sorted(CODE.rglob("*.py")) if path.parent != CODE / "words")
    return [(path, list(ast.walk(ast.parse(path.read_text("utf-8"))))) for path in paths]


def first_words(call: ast.Call) -> Iterator[ast.expr]:
    """What a call is given first; both, where a condition chooses between two."""
    if call.args:
        first = call.args[0]
        yield from (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,)


def asked() -> Iterator[tuple[str, str]]:
    """Each key that the code asks for, and where; one that is put together ends in `*`."""
    for path, nodes in modules():
        for node in nodes:
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") not in ASKED:
                continue
            for first in first_words(node):
                where = f"{path.relative_to(CODE)}:{node.lineno}"
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value, where
                    if getattr(node.func, "id", "") == "many":
                        yield f"{first.value} one", where
                elif isinstance(first, ast.JoinedStr):
                    start = first.values[0]
                    assert isinstance(start, ast.Constant), f"{where}: name the subject"
                    assert isinstance(start.value, str)
                    yield f"{start.value}*", where


def test_every_key_that_the_code_asks_for_has_words():
    missing = []
    for key, where in asked():
        subject, _, name = key.partition(".")
        known = subject in SUBJECTS and (key.endswith("*") or name in catalogue(subject))
        if not known:
            missing.append(f"{where}: {key}")
    assert missing == []


def text_of(node: ast.AST) -> str:
    """A text as the code writes it, with {} for what is filled in."""
    if isinstance(node, ast.JoinedStr):
        return "".join(map(text_of, node.values))
    if isinstance(node, ast.BinOp):
        return text_of(node.left) + text_of(node.right)
    return str(node.value) if isinstance(node, ast.Constant) else "{}"


@pytest.mark.parametrize("subject", ["terminal_error", "book_error", "book_note", "flaw"])
def test_an_error_that_has_words_is_one_that_is_raised(subject):
    """A changed error would otherwise fall back to English unseen."""
    kinds = (ast.JoinedStr, ast.Constant, ast.BinOp)
    texts = {text_of(node) for _, nodes in modules() for node in nodes if isinstance(node, kinds)}
    raised = "\n".join(texts)
    keys = [key for key in catalogue(subject) if not key.startswith(OF_OTHERS)]
    assert [key for key in keys if key not in texts and not came_of(key, raised)] == []


def told(node: ast.AST) -> Iterator[str]:
    """What a check says of a flaw in one place of the code: what is wrong, or how to mend it."""
    texts: list[ast.expr] = []
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("error", "warning"):
        texts += [*node.args[:1], *node.args[2:3]]
    elif (isinstance(node, ast.keyword) and node.arg in ("what", "mend")) or (
        isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in ("what", "mend")
    ):
        texts.append(node.value)
    for text in texts:
        for part in ast.walk(text):
            if isinstance(part, ast.Constant | ast.JoinedStr) and " " in text_of(part):
                yield text_of(part)


def test_whatever_the_law_check_says_has_words():
    checks = [CODE / "law" / "coverage.py", CODE / "law" / "reach.py"]
    checks += (CODE / "law").glob("*_check.py")
    said = {
        text for path, nodes in modules() if path in checks for node in nodes for text in told(node)
    }
    said = {text for text in said if not any(text in other for other in said - {text})}
    english = [text for text in said if words_of(text, "fr", ("flaw.", "problem.")) is None]
    assert len(said) > 60
    assert english == []


# Cyclopts and the system word the first; the others are put together, one of them for one and for
# several.
OF_OTHERS = (
    "no column is called as the ",
    "give columns: {}=NAME; ",
    "row {} holds no heading: it is ",
    "write elsewhere, or say {}",
    *("Unknown option", "Invalid value", "Command ", "cannot read the file: "),
    *("the row above", "the {} rows above", "{} row looks", "{} rows look"),
    *("dates such as 03/04/2025 in", "row {}: "),
    *("the eccn", "the unit value", "the price unit", "the end use", "the origin"),
    *("the headquarters", "'{}' cannot be empty", "'{}' has no country"),
    *("cannot read condition '{}'", "give its "),
    "no design can be built: ",
    # what ruamel.yaml and pydantic say of a file
    *("mapping values ", "could not find expected ", "expected ", "found character "),
    "a valid ",
)


def came_of(key: str, raised: str) -> bool:
    """Whether a key is a text of the code with something filled in there."""
    parts = re.split(r"\{\}|; |'\? |(?<=^no )\w+", key)
    told = [part.strip() for part in parts if len(part.strip()) > 6]
    return bool(told) and all(part in raised for part in told)


def in_templates() -> tuple[set[str], set[str]]:
    """The keys that the templates ask for, and the beginnings of those put together there."""
    said: set[str] = set()
    begun: set[str] = set()
    for path in sorted((CODE / "web" / "templates").glob("*.html")):
        for key, joined in re.findall(r'"([a-z_]+\.[^"]*)"(\s*~)?', path.read_text("utf-8")):
            (begun if joined else said).add(key)
    return said, begun


def test_every_key_that_a_template_asks_for_has_words():
    said, begun = in_templates()
    missing = [key for key in said if key.partition(".")[0] in SUBJECTS and not has_words(key)]
    missing += [key for key in begun if not any(f"{s}.{k}".startswith(key) for s, k in KEYS)]
    assert missing == []
    assert len(said) > 20


def test_every_key_is_asked_for():
    """A subject whose keys are put together counts as a whole; its own test compares it."""
    said, begun = in_templates()
    constants = said | {
        node.value
        for _, nodes in modules()
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    constants |= {key for key, _ in asked()}
    whole = {key.partition(".")[0] for key, _ in asked() if key.endswith("*")}
    whole |= {start.partition(".")[0] for start in constants if start.endswith(".")}
    unused = [
        f"{subject}.{key}"
        for subject, key in KEYS
        if subject not in whole | {"grammar", "citation"}
        and f"{subject}.{key}" not in constants
        and not f"{subject}.{key}".startswith(tuple(begun))
    ]
    assert unused == []


@pytest.mark.parametrize(
    ("subject", "keys"),
    [
        ("outcome", {each.value for each in Outcome}),
        ("policy", set(STRICTNESS)),
        ("reading", {each.value for each in Reading}),
        ("confidence", {each.value for each in Confidence}),
        ("truth", {each.value for each in Truth}),
    ],
)
def test_a_subject_that_stands_for_values_has_all_of_them(subject, keys):
    assert set(catalogue(subject)) == keys


def test_every_unit_of_the_vocabulary_has_words(library):
    units = {meaning.unit for meaning in library.vocabulary.facts.values()}
    assert units - {None, "1", "TPP"} <= set(catalogue("unit"))


def test_a_citation_of_the_record_is_french_but_for_names(library):
    measures, countries = library.register.measures, library.countries.by_code.values()
    cited = {measure.cited for measure in measures}
    cited |= {change.cited for measure in measures for change in measure.changes}
    cited |= {country.treated_as.cited for country in countries if country.treated_as}
    texts = {str(each) for each in cited}
    english = re.compile(r"\b(and|of|with|by|the|read|reported|list|taken|left|to|in|since|as)\b")
    assert [text for text in texts if english.search(cited_in(text, "fr"))] == []
    assert [text for text in texts if cited_in(text, "en") != text] == []
    idle = [part for part in catalogue("citation") if not any(part in text for text in texts)]
    assert idle == []
    assert cited_in("NVIDIA and AMD statements, 2025-07-14 and 15", "fr").endswith(
        "14 et 15 juillet 2025"
    )


def test_a_citation_that_is_not_of_the_records_forms_stands_as_it_was_written():
    own = (
        *("Draft of docket BIS-2026-13-40", "docket 2026-99-12", "0000-01-01", "Letter 2024-13-01"),
        *("see https://x.example/2026-01-12/press", "file:///law of 2025-06-01.pdf"),
        *("https://x.example/pkg/FR-2024-12-05/html/and/part of it", "Procter and Gamble"),
        *("May be wrong", "Congress of May 3, 2025", "University of Tokyo", "an example : mine"),
        *("Bureau of Industry and Security, letter of 2025-05-13", "press of 2026-02-30"),
        *("15 CFR 742.6, as of 2026-13-40", "press, 2026-02-28 and 31", "BIS FAQs of 2026-13-40"),
        *("Our counsel, as of 2026-09-24", ""),
    )
    assert [text for text in own for lang in ("en", "fr") if cited_in(text, lang) != text] == []
    assert cited_in("15 CFR 742.6, as of 2026-05-01", "fr") == "15 CFR 742.6, au 1er mai 2026"


def test_a_key_without_words_is_an_error():
    with pytest.raises(KeyError):
        say("outcome.PERHAPS", "en")


def french_of(tree: object) -> Iterator[str]:
    """Every French saying of a data file."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key == "fr" and isinstance(value, str):
                yield value
            else:
                yield from french_of(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from french_of(value)


def test_the_french_of_the_data_files_is_printed_well():
    faults = {
        f"{path.name}: {text}": found
        for path in sorted((CODE / "data").rglob("*.yaml"))
        for text in french_of(read_document(path).tree)
        if (found := faults_of_french(as_printed(text)))
    }
    assert faults == {}


def test_a_saying_of_the_data_is_shown_with_its_spaces():
    assert Wording(en="a: b", fr="un : deux").say("fr") == "un\u00a0: deux"
    assert Wording(en="a: b", fr="un : deux").say("en") == "a: b"
