"""What all commands share: one name for a flag, forms, languages, widths, completion."""

from __future__ import annotations

import csv
import inspect
import io
import json
import re
import subprocess
import sys
from dataclasses import is_dataclass
from importlib import import_module
from pathlib import Path
from typing import get_type_hints

import jsonschema
import pytest

from ecluse.cli.application import COMMANDS, app
from ecluse.cli.completion import matching
from ecluse.cli.faults import flag_of, flagged
from ecluse.cli.groups import GROUPED
from ecluse.cli.main import RENAMED, present_spelling, version
from ecluse.cli.schema import one
from ecluse.errors import InputError, SeveralErrors

# Every command, with the function behind it; a group that answers itself counts as one.
PLACES = {name: f"{name}:{name}" for name in COMMANDS}
for group, (_, unnamed, others) in GROUPED.items():
    PLACES |= {f"{group} {name}": place for name, place in others.items()}
    PLACES |= {} if unnamed is None else {group: unnamed}
CHECK = ("check", "H20", "--to", "CN", "--on", "2025-05-20")


SERVING = {"serve", "mcp", "token"}  # they answer over a wire, or print a secret once


def help_of(run, command, *, width=200):
    """The help of a command on one line."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(width))
        return " ".join(run(*command.split(), "--help")[1].split())


def test_a_command_speaks_both_languages_and_has_no_twin_flags(run):
    twins = {"--no-count", "--no-datacenter", "--no-screen"}
    for command in PLACES:
        text = help_of(run, command)
        assert f"Usage: ecluse {command}" in text
        assert "--lang" in text, command
        assert "--json" in text or command in SERVING, command
        assert set(re.findall(r"--no-[a-z-]+", text)) <= twins, command


def undocumented(owner, names, hints):
    """The options of a command or of a group of options that its docstring says nothing of."""
    for name in names:
        if is_dataclass(hints[name]):
            inner = hints[name]
            yield from undocumented(inner, inner.__dataclass_fields__, get_type_hints(inner))
        elif not re.search(rf"^ +{name}: \S", inspect.getdoc(owner) or "", re.MULTILINE):
            yield name


def test_every_option_says_what_it_is():
    """Each parameter, and each field of a group of options, has an entry in its docstring."""
    silent = {}
    for command, place in PLACES.items():
        module, _, name = place.partition(":")
        function = getattr(import_module(f"ecluse.cli.{module}"), name)
        parameters = inspect.signature(function).parameters
        silent[command] = list(undocumented(function, parameters, get_type_hints(function)))
    assert {command: names for command, names in silent.items() if names} == {}
    assert len(silent) > 35


@pytest.mark.slow
def test_the_help_of_a_group_says_what_each_of_its_commands_does(run):
    for name, (_, _, others) in GROUPED.items():
        rows = run(name, "--help")[1].splitlines()
        listed = {row.strip("│ ").partition(" ")[0]: row.strip("│ ").split() for row in rows}
        for under in others:
            assert len(listed[under]) > 4, (name, under)


def test_a_flag_has_one_help_text_wherever_it_stands(run):
    shared = ("--given", "--scenario", "--reading", "--json", "--lang", "--force")
    texts = [help_of(run, command) for command in ("check", "timeline", "remedy", "chips")]
    for flag in shared:
        told = {match[1] for text in texts if (match := re.search(rf"{flag} (.*?)│", text))}
        assert len(told) <= 1, flag


@pytest.mark.parametrize(("command", "old"), RENAMED)
def test_an_old_spelling_is_read_and_not_shown(run, command, old):
    assert present_spelling([command, f"{old}=x"]) == [command, f"{RENAMED[command, old]}=x"]
    assert f" {old} " not in help_of(run, command)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "key"),
    [
        (("chips", "--vendor", "AMD"), "item"),
        (("chips", "H20"), "figures.tpp"),
        (("facts",), "meaning"),
        (("law", "--on", "2025-05-20"), "provision"),
        (("law", "--measures"), "measure"),
        (("law", "3A090.a"), "applies_from"),
        (("law", "check"), "severity"),
        (("timeline", "H20", "--to", "CN"), "outcome"),
        (("orders", "BOOK"), "lines"),
        (("diff", "--before", "2025-04-08", "--after", "2025-04-09", "--orders", "BOOK"), "to"),
    ],
    ids=lambda part: part if isinstance(part, str) else " ".join(part[:2]),
)
def test_a_table_is_printed_as_csv_markdown_and_json(run, once, tmp_path, words, key):
    once("ecluse.law.consistency.check_law")
    book = tmp_path / "book.csv"
    book.write_text("Item,Country,Date\nH20,CN,2025-05-20\n", encoding="utf-8")
    words = [book if word == "BOOK" else word for word in words]
    rows = list(csv.DictReader(io.StringIO(run(*words, "--format", "csv")[1])))
    lines = run(*words, "--format", "markdown")[1].splitlines()
    assert rows
    assert any(name == key or name.startswith(f"{key}.") for name in rows[0])
    assert len(lines) == len(rows) + 2
    assert {line[:2] + line[-2:] for line in lines} == {"|  |"}
    both = (run(*words, "--format", "json")[1], run(*words, "--json")[1])
    assert len({re.sub(r'"seconds": [\d.]+', "", text) for text in both}) == 1
    printed = json.loads(both[0])
    for row in printed if isinstance(printed, list) else [printed]:
        name = row["schema"].removeprefix("ecluse.").partition("/")[0]
        jsonschema.validate(row, one(name))


def test_a_cell_that_a_spreadsheet_would_run_is_harmless(run, tmp_path):
    item = tmp_path / "i.yaml"
    item.write_text('item: "=1+1"\ndatacenter: true\nfigures: {tpp: 100}\n', encoding="utf-8")
    _, out, _ = run("chips", item, "--format", "csv")
    assert next(csv.DictReader(io.StringIO(out)))["item"] == "'=1+1"


@pytest.mark.parametrize(
    ("columns", "lang"),
    [
        (60, "fr"),
        *(
            pytest.param(*each, marks=pytest.mark.slow)
            for each in ((60, "en"), (80, "en"), (80, "fr"), (132, "en"), (132, "fr"))
        ),
    ],
)
def test_nothing_is_wider_than_the_terminal(run, monkeypatch, columns, lang):
    monkeypatch.setenv("COLUMNS", str(columns))
    for words in (
        CHECK,
        ("timeline", "H20", "--to", "CN"),
        ("chips", "--vendor", "Huawei"),
        ("law", "3A090.a"),
        ("facts",),
    ):
        _, out, _ = run(*words, "--lang", lang)
        assert max(map(len, out.splitlines())) <= columns, words


@pytest.mark.parametrize("columns", ["", "0", "-5", "wide"])
def test_a_width_that_is_none_is_passed_over(run, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    assert max(map(len, run(*CHECK)[1].splitlines())) <= 100


def test_an_english_trace_is_told_in_words(run):
    _, out, _ = run(*CHECK)
    text = " ".join(out.replace("│", " ").split())
    assert "total processing performance is 4800 or more 2368 short by 2432" in text
    assert "tpp >=" not in out


def test_a_french_number_and_its_unit_stay_together(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    _, out, _ = run(*CHECK, "--lang", "fr")
    ends = [line.rstrip("│ ")[-2:] for line in out.splitlines()]
    assert not [end for end in ends if end.endswith(("\u202f", "\u00a0"))]
    assert "comptout" not in out


def test_an_error_is_one_object_under_json(run):
    code, out, err = run("check", "H2O", "--to", "Chyna", "--json")
    error = json.loads(out)
    assert code == 2
    assert (error["schema"], error["what"]) == ("ecluse.error/1", "no item is called 'H2O'")
    assert "NVIDIA H20 96GB" in error["near"]
    assert err == f"ecluse: {error['what']} ({error['where']}): {error['mend']}\n"


def test_several_mistakes_are_in_the_one_object(run):
    words = ("--given", "tpp=-4", "--given", "datacenter=maybe")
    _, out, err = run("check", "H20", "--to", "CN", *words, "--json")
    error = json.loads(out)
    assert 1 + len(error["more"]) == len(err.splitlines()) == 2


def test_a_wrong_flag_and_a_wrong_command_are_objects_too(run):
    assert json.loads(run("check", "H20", "--too", "CN", "--json")[1])["schema"] == "ecluse.error/1"
    assert json.loads(run("chekc", "--json")[1])["near"] == ["check"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("check", "H20", "--to", "Chna"),
            (
                "aucun pays ne s’appelle «\u00a0Chna\u00a0» (--to)\u00a0: noms voisins\u00a0: "
                "«\u00a0China\u00a0», «\u00a0Chad\u00a0», «\u00a0Tchad\u00a0»"
            ),
        ),
        (
            ("check", "H20", "--bogus"),
            (
                "option inconnue\u00a0: --bogus\u202f; vouliez-vous dire --out\u202f? (ligne de "
                "commande)\u00a0: `ecluse check --help` en donne les options"
            ),
        ),
        (
            ("content", "none.yaml", "--to", "CN"),
            "le fichier n’existe pas (none.yaml)\u00a0: vérifiez le chemin et ses droits",
        ),
    ],
)
def test_an_error_is_told_in_the_language_asked(run, words, told):
    status, printed, error = run(*words, "--lang", "fr")
    assert (status, printed, error) == (2, "", f"ecluse: {told}\n")


def test_several_mistakes_are_told_in_french_a_line_each(run):
    error = run("check", "H20", "--to", "China", "--given", "x", "--given", "y", "--lang=fr")[2]
    assert [line.partition(" n’est")[0] for line in error.splitlines()] == [
        "ecluse: «\u00a0x\u00a0»",
        "ecluse: «\u00a0y\u00a0»",
    ]


@pytest.mark.parametrize(
    ("where", "flag"),
    [("parent_hq", "--parent-hq"), ("given tpp", "--given tpp"), ("b.csv:3", "b.csv:3")],
)
def test_a_field_that_a_room_names_gets_its_flag(where, flag):
    assert flag_of(where) == flag


@pytest.mark.parametrize(
    ("line", "fail_on", "status"),
    [
        ("H20,CN,2025-05-20", (), 0),
        ("H20,CN,2025-05-20", ("license",), 4),
        ("H20,CN,2025-05-20", ("undetermined",), 0),
        ("MI308X,CN,2024-06-01", ("undetermined",), 3),
        ("MI308X,CN,2024-06-01\nH20,CN,2025-05-20", ("license", "undetermined"), 3),
        ("H20,DE,2025-05-20", ("undetermined", "license"), 0),
    ],
)
def test_a_book_may_fail_on_its_answers(run, tmp_path, line, fail_on, status):
    book = tmp_path / "book.csv"
    book.write_text(f"Item,Country,Date\n{line}\n", encoding="utf-8")
    flags = [word for name in fail_on for word in ("--fail-on", name)]
    assert run("orders", book, *flags)[0] == status


def test_names_are_completed():
    names = {"NVIDIA H20 96GB": "chip", "H20": "", "H200": "", "A100": ""}
    assert list(matching(names, "h20")) == ["H20", "H200"]
    assert list(matching(names, "96gb")) == ["NVIDIA H20 96GB"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("check", "H2"), "H20"),
        (("check", "H20", "--to", "C"), "CN"),
        (("law", "3A09"), "3A090.a"),
        (("check", "H20", "--scenario", "h20"), "h20-pause-as-stay"),
        (("scenario", "check", "diff"), "diffusion-enforced"),
    ],
)
def test_the_shell_is_offered_names(capsys, words, name):
    app(["__complete", *words], result_action="return_value")
    offered = [line.partition("\t")[0] for line in capsys.readouterr().out.splitlines()]
    assert name in offered


HEAVY = ("ecluse.law", "ecluse.determine", "ecluse.facts", "rich", "duckdb", "babel", "numpy")


def imported(*words, heavy=HEAVY):
    """Which heavy modules a command line imports."""
    code = (
        "import sys\nfrom ecluse.cli.main import run\n"
        "try: run(sys.argv[1:])\nexcept SystemExit: pass\n"
        f"print([m for m in {heavy} if m in sys.modules], 'cyclopts' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()[-1]


def test_the_version_imports_no_room_and_no_parser():
    assert imported("--version") == "[] False"


def test_the_help_imports_no_room():
    assert imported("--help") == "['rich'] True"


def test_an_english_answer_as_json_imports_no_printer():
    assert imported(*CHECK, "--json") == "['ecluse.law', 'ecluse.determine', 'ecluse.facts'] True"


def test_an_answer_about_no_party_imports_nothing_of_parties():
    assert (
        imported(*CHECK, heavy=("ecluse.screening.entry", "ecluse.determine.parties")) == "[] True"
    )


def test_the_module_is_the_command():
    done = subprocess.run(
        [sys.executable, "-m", "ecluse", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{version()}\n"


def test_a_status_is_in_the_help_of_what_ends_with_it(run):
    assert "3 undetermined" in help_of(run, "check")
    assert "4 where a line needs a license" in help_of(run, "orders")


@pytest.mark.slow
def test_since_a_release_says_what_changed_for_a_book(run, tmp_path):
    import shutil

    from ecluse.law.library import DATA

    old = Path(shutil.copytree(DATA, tmp_path / "data"))
    items = old / "items" / "nvidia.yaml"
    text = items.read_text(encoding="utf-8")
    start = text.index("- item: NVIDIA H20 96GB")
    figure = "fp8_tera_ops_per_s: {value: 296"
    assert figure in text[start:]
    other = text[start:].replace(figure, "fp8_tera_ops_per_s: {value: 700", 1)
    items.write_text(text[:start] + other, encoding="utf-8")
    book = tmp_path / "book.csv"
    book.write_text("Item,Country,Date\nH20,CN,2024-06-01\nH20,DE,2024-06-01\n", encoding="utf-8")
    out = tmp_path / "changed.csv"
    words = ("diff", "--since-release", old, "--orders", book, "--out", out)
    code, text, _ = run(*words, "--json")
    [group] = json.loads(text)["groups"]
    assert code == 0
    assert ("LICENSE" in str(group["from"]), "NLR" in str(group["to"])) == (True, True)
    assert group["lines"] == 1
    assert "figures of NVIDIA H20 96GB" in group["measures"]
    [row] = csv.DictReader(io.StringIO(out.read_text(encoding="utf-8")))
    assert row["Country"] == "CN"


def test_since_a_release_that_is_none_is_told(run, tmp_path):
    _, _, err = run("diff", "--since-release", tmp_path)
    assert "is no data folder: it has no vocabulary.yaml (--since-release)" in err
    _, _, err = run("diff", "--since-release", tmp_path, "--before-data", tmp_path)
    assert "the first side has two releases (--since-release)" in err


@pytest.mark.parametrize(
    ("words", "where"),
    [
        (("check", "H20", "--to", "CN", "--known", ""), "--known"),
        (("check", "H20", "--to", "CN", "--known="), "--known"),
        (("check", "H20", "--to", "  "), "--to"),
        (("check", ""), "command line"),
        (("check", "--from", ""), "--from"),
        (("chips", "--vendor", ""), "--vendor"),
        (("law", ""), "command line"),
        (("law", "--known", ""), "--known"),
        (("orders", "book.csv", "--since", ""), "--since"),
        (("orders", "book.csv", "--out", ""), "--out"),
        (("timeline", "H20", "--from", ""), "--from"),
        (("diff", "--before-known", "", "--to", ""), "--before-known"),
    ],
)
def test_no_option_takes_an_empty_word(run, words, where):
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert err == f"ecluse: an empty word is given ({where}): write a word, or leave it out\n"


def test_a_fact_with_a_value_is_no_empty_word(run):
    assert run("check", "H20", "--to=CN", "--on=2025-05-20", "--given=tpp=2368")[0] == 0


INFER = ("infer", "H20", "--model", "Llama-3.1-8B")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("chips", "--json", "--format", "csv"),
            "--json and --format csv are two forms (--format)",
        ),
        (("law", "--format", "markdown", "--json"), "--format markdown are two forms (--format)"),
        (("orders", "b.csv", "--columns", "part=a,part=b"), "'part' is said twice (--columns)"),
        (("orders", "b.csv", "--master", "spark://a:1"), "only Spark has a master (--master)"),
        (("chips", "--vendor", "NVIDA"), "no vendor is called 'NVIDA' (--vendor): did you mean"),
        (("chips", "H20", "--vendor", "AMD"), "one item has one vendor (--vendor)"),
        (("law", "3A09"), "no provision or measure is called '3A09' (command line): near names"),
        ((*INFER, "--validate"), "every measurement on file is looked at (--validate)"),
        ((*INFER, "--layout", "best", "--tp", "2"), "a layout that is given is not sought (--layo"),
        (("schema", "chip", "--out", "."), "one schema is printed, all are written (--out)"),
        (("schema", "chip", "--check", "."), "one schema is printed, all are looked at (--check)"),
        (("check", "H20", "--to", "CN", "--to", "PL"), "--to is given twice (--to): give it once"),
        (
            ("infer", "--item", "H20", "H20"),
            "'H20' is one word too many (command line): `ecluse infer --help` lists its options",
        ),
        (("scenario", "check", "nope"), "no scenario is called 'nope' (command line): give a file"),
        (
            ("impact", "--to", "CN", "--before", "nope", "--after", "2025-05-20"),
            "no scenario is called 'nope' (--before)",
        ),
        (("check", "H20", "--to", "CN", "--scenario", "nope"), "is called 'nope' (--scenario)"),
        (("law", "check", "--nope"), "`ecluse law check --help` lists its options"),
    ],
)
def test_words_that_contradict_one_another_are_refused(run, words, told):
    code, _, err = run(*words)
    assert code == 2
    assert told in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ("chips", "--vendor", "nvidia", "--json", "--format", "json"),
        ("law", "3A090", "--json"),
        ("law", "742.6", "--json"),
        ("law", "Supp. 1 to part 740", "--json"),
    ],
)
def test_words_that_agree_are_answered(run, words):
    code, out, _ = run(*words)
    assert code == 0
    assert json.loads(out)


@pytest.mark.parametrize("words", [CHECK, ("chips",), ("law", "--measures"), ("schema",)])
def test_no_line_of_a_file_ends_in_blanks(run, words):
    _, out, _ = run(*words)
    assert [line for line in out.splitlines() if line != line.rstrip()] == []
    assert "  " in out or words == ("schema",)  # columns stay where they are


def test_every_mistake_names_the_flag_that_was_typed() -> None:
    mistakes = [
        InputError("`input_tokens` is 0", "input_tokens", "give `input_tokens` or `tpp`"),
        InputError("cannot be written", "out: a.csv", "write elsewhere"),
    ]
    for error in (mistakes[0], SeveralErrors(mistakes), SeveralErrors(mistakes[:1])):
        found = flagged(error)
        wanted = ("--input is 0", "--input", "give --input or `tpp`")
        assert (found.what, found.where, found.mend) == wanted
    assert [each.where for each in mistakes] == ["--input", "--out a.csv"]
