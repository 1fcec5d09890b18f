"""Whatever a reader is given, it answers or raises an error that a user can mend; every JSON that
is printed is JSON.
"""

from __future__ import annotations

import io
import json
import unicodedata
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecluse.cli.main import status
from ecluse.determine.answer import to_json
from ecluse.determine.ask import ask
from ecluse.errors import EcluseError
from ecluse.facts.item_file import read_items
from ecluse.facts.reader import parse_document
from ecluse.law.library import DATA, Library, load
from ecluse.law.register import Register
from ecluse.law.scenario import SCENARIOS, applied, scenario_of
from ecluse.orders.book import run_orders

DAY = date(2024, 6, 1)
ITEM = """\
item: mine
vendor: NVIDIA
kind: chip
aliases: [mine too]
datacenter: {value: true, note: by its data sheet}
figures:
  tpp: {alternatives: [{value: 2400}, {value: 2500}]}
  die_area_mm2: {value: 814, cited: [a]}
  dram_bandwidth_gb_per_s: {above: 1000}
sources: {a: a data sheet}
notes: >-
  none
"""
SCENARIO = """\
scenario: mine
says: {en: x, fr: x}
drops: [us/2025-04-15-letters-h20]
delays: [{measure: us/2023-01-18-macau, days: 10, published_too: true}]
pauses: [{measure: us/2023-10-25-advanced-computing, since: 2024-01-01, until: 2024-02-01}]
grants: [{name: n, when: tpp >= 1 and destination == CN, since: 2024-01-01, until: 2024-12-31}]
"""
ODD = st.sampled_from(
    [
        "\x00", "\x1b[2J", "\u202e", "\ud800", "\ufeff", "\u2028", "\U000e0041", "\r", "\t", "  ",
        "\n", "\n\n", "- ", "? ", ": ", "[", "]", "{", "}", ",", "&a ", "*a", "<<: *a", "!!str ",
        "!x ", "%YAML 1.1\n", "---\n", "...\n", "|\n", ">-\n", "'", '"', '"\\x1b"', "#", "@", "`",
        "1e999999999", "nan", "-inf", "9" * 400, "-0", "0x1", "1_000", "٣", "½", "9999-12-31",
        "0001-01-01", "NO", "null", "~", "CN", "unknown", "tpp", "not ", "(", "=", ";", "x" * 300,
    ]
)  # fmt: skip


@cache
def library() -> Library:
    """The shipped data, items included."""
    return load()


def harmless(text: str) -> bool:
    """Whether no character but an end of line moves a cursor, hides, or is half a sign."""
    return all(
        sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
        for sign in text
    )


def mutated(text: str) -> st.SearchStrategy[str]:
    """The text with a few pieces cut out, doubled, or put in."""
    edit = st.tuples(
        st.integers(0, len(text)), st.integers(0, 12), ODD | st.text(max_size=4) | st.just("")
    )

    def apply(edits: list[tuple[int, int, str]]) -> str:
        found = text
        for place, cut, piece in edits:
            found = found[:place] + piece + found[place + cut :]
        return found

    return st.lists(edit, min_size=1, max_size=4).map(apply)


@settings(max_examples=150)
@given(mutated(ITEM) | st.lists(ODD, max_size=30).map("".join))
def test_an_items_yaml_is_read_or_refused(text):
    books = library()
    try:
        items = read_items(parse_document(text, name="x.yaml", user=True), books.vocabulary)
    except EcluseError as error:
        assert harmless(str(error))
        return
    for item in items:
        if item.contains is None:
            ask(item, to="CN", on=DAY, library=books)


def register_after(text: str) -> Register | None:
    """The log as a scenario supposes it, or None where it is refused."""
    books = library()
    try:
        read = scenario_of(parse_document(text, name="x.yaml", user=True), books)
    except EcluseError:
        return None
    return applied(read, books.register)


@settings(max_examples=150)
@given(mutated(SCENARIO))
def test_a_scenarios_yaml_is_read_or_refused(text):
    register = register_after(text)
    if register is not None:
        ask("H20", to="CN", on=DAY, register=register, library=library())


@settings(max_examples=60)
@given(
    st.sampled_from(sorted((DATA / SCENARIOS).glob("*.yaml"))).flatmap(
        lambda p: mutated(p.read_text("utf-8"))
    )
)
def test_a_shipped_scenario_with_mistakes_is_read_or_refused(text):
    register = register_after(text)
    if register is not None:
        ask("H20", to="CN", on=DAY, register=register, library=library())


WORD = ODD | st.text(max_size=12)
NAME = st.sampled_from(sorted(library().vocabulary.facts)) | WORD


@settings(max_examples=150)
@given(NAME, WORD | st.decimals().map(str))
def test_a_fact_given_in_python_is_understood_or_refused(name, value):
    books = library()
    try:
        found = ask("H20", to="CN", on=DAY, given={name: value}, library=books)
    except EcluseError as error:
        assert harmless(str(error))
        return
    json.dumps(to_json(found, books), allow_nan=False)


@settings(max_examples=150)
@given(
    st.sampled_from(["item", "to", "hq", "parent_hq", "exporter", "origin", "end_use"]),
    WORD | st.dates().map(str),
)
def test_a_word_in_python_is_understood_or_refused(argument, word):
    books = library()
    asked = {"item": "H20", "to": "CN", argument: word}
    try:
        found = ask(asked.pop("item"), **asked, on=DAY, library=books)
    except EcluseError as error:
        assert harmless(str(error))
        return
    json.dumps(to_json(found, books), allow_nan=False)


OPTIONS = (
    "--given", "--on", "--known", "--quantity", "--hq", "--parent-hq", "--exporter", "--origin",
    "--end-use", "--scenario", "--to", "--reading",
)  # fmt: skip


@settings(max_examples=30)
@given(
    st.sampled_from(OPTIONS),
    WORD | st.decimals().map(str) | st.dates().map(str) | st.tuples(NAME, WORD).map("=".join),
)
def test_a_command_line_is_answered_in_json_or_refused_in_a_line(option, word):
    out, err = io.StringIO(), io.StringIO()
    words = ["check", "H20", "--to=CN", "--on=2024-06-01", f"{option}={word}", "--json"]
    with redirect_stdout(out), redirect_stderr(err):
        code = status(words)
    assert code in (0, 2, 3), err.getvalue()
    if code == 2:
        assert json.loads(out.getvalue())["schema"] == "ecluse.error/1"
        assert harmless(out.getvalue())
        assert all(line.startswith("ecluse: ") for line in err.getvalue().splitlines())
        assert harmless(err.getvalue())
        return
    json.loads(out.getvalue(), parse_constant=lambda name: pytest.fail(f"{name} in JSON"))
    assert harmless(out.getvalue())


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("books")


BOOK = (
    "Item,Ship To Country,Ship Date,Order Qty,Net Price,End Use\n"
    'H100,CN,2024-06-01,8,"1,5",x\nH20,SG,,,,\n'
)


def answered(path: Path) -> None:
    try:
        made = run_orders(str(path), library=library(), register=library().register)
    except EcluseError as error:
        assert harmless(str(error))
        return
    json.dumps(made.to_dict(), allow_nan=False)


@settings(max_examples=12)
@given(
    mutated(BOOK).map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(max_size=60)
)
def test_a_csv_book_is_answered_or_refused(folder, content):
    path = folder / "book.csv"
    path.write_bytes(content)
    answered(path)


def workbook() -> bytes:
    import openpyxl

    made = openpyxl.Workbook()
    for row in (("Item", "Country", "Date", "Qty"), ("H100", "CN", DAY, 8), ("H20", "SG", DAY, 1)):
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


SHEETS = workbook()


@settings(max_examples=10)
@given(
    st.lists(
        st.tuples(st.integers(0, len(SHEETS) - 1), st.integers(0, 255)), min_size=1, max_size=30
    ),
    st.integers(0, 400),
)
def test_a_spoiled_workbook_is_answered_or_refused(folder, bytes_, cut):
    content = bytearray(SHEETS)
    for place, value in bytes_:
        content[place] = value
    path = folder / "book.xlsx"
    path.write_bytes(content[: len(content) - cut])
    answered(path)
