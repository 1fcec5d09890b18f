"""`ecluse screen` as a user runs it: bands, exit statuses, files of parties, and bad input."""

from __future__ import annotations

import csv
import json

import pytest

from ecluse.cli.main import refuse_no_name, standard_streams
from ecluse.orders.party_file import ADDED
from ecluse.outputs.mark import SCREENED


@pytest.mark.parametrize(
    ("name", "fail_on", "band", "status"),
    [
        ("Huawei Technologies", None, "hit", 0),
        ("Huawei Technologies", "hit", "hit", 4),
        ("Huawei Technologies", "review", "hit", 4),
        ("Inspur Cloud", "review", "review", 3),
        ("Inspur Cloud", "hit", "review", 0),
        ("Enflame Technology", "review", "none", 0),
        ("Co., Ltd.", "review", "review", 3),
        ("TBD", "review", "review", 3),
        ("same as consignee", "review", "review", 3),
        ("Amberfield A/S.Com", "review", "none", 0),
    ],
)
def test_the_exit_status_follows_the_band_where_that_is_asked(run, name, fail_on, band, status):
    asked = ["--fail-on", fail_on] if fail_on else []
    code, out, _ = run("screen", name, "--on", "2026-07-09", "--json", *asked)
    assert json.loads(out)["schema"] == "ecluse.screening/1"
    assert (json.loads(out)["band"], code) == (band, status)


@pytest.mark.parametrize(
    ("on", "electronic"), [("2025-03-24", False), ("2025-03-25", True), ("2025-03-26", True)]
)
def test_the_day_before_a_listing_and_the_day_of_it(run, on, electronic):
    _, out, _ = run("screen", "Inspur Electronic", "--country", "China", "--on", on, "--json")
    assert any(hit["listed"] == "2025-03-25" for hit in json.loads(out)["hits"]) is electronic


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_table_fits_the_terminal_and_shows_a_concern_as_one_line(run, monkeypatch, lang):
    monkeypatch.setenv("COLUMNS", "100")
    code, out, _ = run("screen", "Huawei", "--on", "2026-07-09", "--lang", lang)
    assert code == 0
    assert max(map(len, out.splitlines())) <= 100
    assert len(out.splitlines()) < 30


def test_every_line_of_a_file_comes_back_with_its_own_columns(run, tmp_path):
    book, out = tmp_path / "parties.csv", tmp_path / "screened.csv"
    book.write_text(
        "No,Company,Country,Remark\n"
        "1,Huawei Tech,China,a\n"
        '2,"Co., Ltd.",CN,b\n'
        "3,Enflame Technology,CN,c\n"
        "4,,,d\n"
        "5,Huawei Tech,China,e\n",
        encoding="utf-8",
    )
    code, said, _ = run("screen", book, "--out", out, "--on", "2026-07-09", "--json")
    assert code == 0
    answer = json.loads(said)
    counts = ("lines", "parties", "hits", "reviews", "not_screened")
    assert [answer[key] for key in counts] == [5, 3, 2, 1, 1]
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Remark"] for row in rows] == list("abcde")
    assert [row["ecluse_band"] for row in rows] == [
        *("hit", "review", "none", "not screened", "hit")
    ]
    assert rows[0]["ecluse_list"] == "EL"
    assert rows[0]["ecluse_list_date"] == "2026-07-09"
    assert rows[0] | {"No": "5", "Remark": "e"} == rows[4]


def _screened(run, tmp_path, text, *words):
    book, out = tmp_path / "parties.csv", tmp_path / "screened.csv"
    book.write_text(text, encoding="utf-8")
    code, said, _ = run("screen", book, "--out", out, "--on", "2026-07-09", *words)
    with out.open(encoding="utf-8-sig", newline="") as file:
        return code, said, [row["ecluse_band"] for row in csv.DictReader(file)]


def test_every_column_that_names_a_party_is_screened(run, tmp_path):
    headings = "Company,Country,Consignee,Consignee Country,Utilisateur final,Notify Party"
    lines = "Amberfield,DE,Foo,FR,Huawei Tech,x\nAmberfield,DE,Huawei Tech,CN,Foo,x\n"
    code, said, bands = _screened(
        run, tmp_path, f"{headings}\n{lines}", "--json", "--fail-on", "hit"
    )
    answer = json.loads(said)
    assert (code, bands, answer["hits"]) == (4, ["hit", "hit"], 2)
    assert answer["screened"] == ["Company", "Consignee", "Utilisateur final"]
    assert answer["columns"] == {"name": "Company", "country": "Country"}
    assert answer["unread"] == ["Notify Party"]


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", ("Columns screened: Company, End User.", "2 not screened, 1 with nothing near")),
        ("fr", ("Colonnes vérifiées\u00a0: Company, End User.", "2 non vérifiées, 1 sans rien")),
    ],
)
def test_what_was_screened_is_said_and_the_bands_add_up(run, tmp_path, lang, told):
    text = "Company,End User,Vendor No\nHuawei Tech,TBD,1\nTBD,Foo,1\nFoo,12345,1\nFoo,,1\n"
    code, said, bands = _screened(run, tmp_path, text, "--lang", lang, "--fail-on", "review")
    assert (code, bands) == (4, ["hit", "not screened", "not screened", "none"])
    said = " ".join(said.replace("\n", " ").split(" "))
    assert all(each in said for each in (*told, "Vendor No"))


@pytest.mark.parametrize(
    ("company", "consignee", "band"),
    [
        ("to be advised", "", "not screened"),
        ("à confirmer", "", "not screened"),
        ("12345", "", "not screened"),
        ("Huawei " * 171, "", "not screened"),
        ("same as consignee", "", "not screened"),
        ("same as consignee", "Foo", "none"),
        ("Foo", "n/a", "not screened"),
        ("", "Foo", "none"),
    ],
)
def test_nobody_is_never_clear_in_a_file_either(run, tmp_path, company, consignee, band):
    text = f"Company,Consignee,No\n{company},{consignee},1\n"
    code, _, bands = _screened(run, tmp_path, text, "--fail-on", "review")
    assert bands == [band]
    assert code == (3 if band == "not screened" else 0)


def test_a_line_that_does_not_fit_the_heading_is_never_clear(run, tmp_path):
    text = 'Company,Country\nAmberfield, Quillmore,CN\nHuawei Tech\nFoo,DE\nFoo\n"Foo,CN\n'
    code, said, bands = _screened(run, tmp_path, text, "--json", "--fail-on", "review")
    assert (code, bands) == (4, ["not screened", "hit", "none", "not screened", "not screened"])
    assert json.loads(said)["notes"] == [
        "row 2: the row has 3 fields where the heading has 2",
        "row 3: the row has 1 field where the heading has 2",
        "row 5: the row has 1 field where the heading has 2",
        "row 6: a quote is opened and never closed",
    ]
    _, said, _ = _screened(run, tmp_path, f"{text}Foo\nFoo\n", "--lang", "fr")
    assert "ligne 2\u00a0: elle a 3 champs où l’en-tête en a 2" in said
    assert "lignes qui n’ont pu être lues\u00a0: 6 en tout" in said


def test_a_file_of_somebody_else_is_not_written_over(run, tmp_path):
    book, out = tmp_path / "parties.csv", tmp_path / "theirs.csv"
    book.write_text("name\nHuawei\n", encoding="utf-8")
    out.write_text("mine\n", encoding="utf-8")
    code, _, error = run("screen", book, "--out", out)
    assert code == 2
    assert "theirs.csv" in error
    assert out.read_text(encoding="utf-8") == "mine\n"


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet"])
def test_its_own_file_is_written_over_until_somebody_adds_a_column(run, tmp_path, suffix):
    book, out = tmp_path / "parties.csv", tmp_path / f"out.{suffix}"
    book.write_text("name\nHuawei Tech\n", encoding="utf-8")
    for _ in range(2):
        assert run("screen", book, "--out", out, "--on", "2026-07-09", "--json")[0] == 0
    if suffix == "csv":
        lines = out.read_text(encoding="utf-8").splitlines()
        out.write_text(f"{lines[0]},mine\n{lines[1]},x\n", encoding="utf-8")
        code, _, error = run("screen", book, "--out", out, "--on", "2026-07-09")
        assert (code, "did not write" in error) == (2, True)


@pytest.mark.parametrize(("country", "told"), [("Freedonia", True), ("China", False), ("", False)])
def test_a_country_that_is_none_is_told(run, tmp_path, country, told):
    book, out = tmp_path / "parties.csv", tmp_path / "out.csv"
    book.write_text(f"name,country\nSugon,{country}\n", encoding="utf-8")
    _, said, _ = run("screen", book, "--out", out, "--on", "2026-07-09")
    assert ("No country is called 'Freedonia'" in said) is told


def test_the_columns_of_a_screened_table_are_known_as_its_mark():
    assert tuple(ADDED) == SCREENED


def test_bad_input_is_one_line_and_writes_nothing(run, tmp_path):
    book = tmp_path / "book.csv"
    book.write_text("part,colour\nH20,green\n", encoding="utf-8")
    for words, told in (
        ((book, "--out", tmp_path / "out.csv"), "no column holds the names of parties"),
        ((book,), "no --out says where its answers go"),
        (("nothere.csv",), "this is the name of a file, and there is none"),
        (("a/b/Parties.XLSX",), "this is the name of a file, and there is none"),
        (("./nothere",), "this is the name of a file, and there is none"),
        (("../nothere/parties",), "check the path, and add --out FILE"),
        (("Huawei " * 20_000,), "letters is none"),
        (("Huawei", "--country", "Chinna"), "Chinna"),
        ((book, "--out", tmp_path / "out.csv", "--country", "CN"), "a file has many"),
    ):
        code, _, error = run("screen", *words)
        assert code == 2
        assert len(error.splitlines()) == 1
        assert told in error
    assert [path.name for path in tmp_path.iterdir()] == ["book.csv"]


@pytest.mark.parametrize(
    ("words", "where"),
    [
        (("check", "NVIDIA T4", "--to", "DE", "--end-user", "-"), "--end-user"),
        (("check", "NVIDIA T4", "--to", "DE", "--address=-"), "--address"),
        (("screen", "-"), "NAME"),
        (("screen", "Sugon", "--id", "-"), "--id"),
    ],
)
def test_a_dash_names_no_party(run, words, where):
    code, out, error = run(*words)
    assert (code, out) == (2, "")
    assert f"'-' names no party ({where})" in error


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["screen", "-", "--out", "-"], ["screen", "/dev/stdin", "--out", "/dev/stdout"]),
        (["screen", "update", "-"], ["screen", "update", "/dev/stdin"]),
        (["orders", "--json", "-"], ["orders", "--json", "/dev/stdin"]),
    ],
)
def test_a_dash_is_still_a_stream_where_a_file_is_named(words, meant):
    refuse_no_name(words)
    assert standard_streams(words) == meant


def test_french_puts_a_space_before_a_colon(run):
    _, out, _ = run("screen", "Mahan Air", "--on", "2026-07-09", "--lang", "fr")
    assert "Référence\u00a0: " in out
    assert "EL, MEU du 9 juillet 2026\u202f; " in out
    assert "Référence: " not in out


@pytest.mark.parametrize(("lang", "told"), [("en", " 0.94 "), ("fr", " 0,94 ")])
def test_a_score_is_written_as_its_language_writes_numbers(run, lang, told):
    _, out, _ = run("screen", "Huawei", "--lang", lang)
    assert told in out


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "NOBODY IS NAMED: “TBD”"), ("fr", "PERSONNE N’EST NOMMÉ")],
)
def test_a_text_that_names_nobody_is_told_so_and_is_not_none(run, lang, told):
    _, out, _ = run("screen", "TBD", "--lang", lang)
    assert out.startswith(told)


def test_a_name_with_a_slash_is_a_name(run):
    code, out, _ = run("screen", "c/o Amberfield A/S", "--json")
    assert (code, json.loads(out)["note"]) == (0, None)


def test_what_cannot_be_compared_is_said_in_french(run):
    _, out, _ = run("screen", "--lang", "fr", "--", "Co., Ltd.")
    told = " ".join(out.split())  # lines break where the terminal ends
    assert "ce peut être celui de toute inscription" in told
    assert "may be that" not in told


def test_a_misspelt_file_is_refused_with_what_is_near(run, tmp_path, monkeypatch):
    (tmp_path / "parties.csv").write_text("name\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    code, _, told = run("screen", "./partis.csv")
    assert code == 2
    assert "did you mean 'parties.csv'?" in told


def test_listed_owners_are_told_where_a_file_gives_them(run, tmp_path):
    path = tmp_path / "owners.csv"
    rows = 'Quillon Data,"Huawei Technologies Co., Ltd.",60,,,a register\n'
    path.write_text(f"child,parent,percent,since,until,source\n{rows}", "utf-8")
    asked = ("screen", "Quillon Data", "--on", "2025-10-15", "--owners", str(path))
    _, out, _ = run(*asked, "--json")
    assert "owned 60 % by listed parties (Huawei" in json.loads(out)["note"]
    code, _, told = run(*asked, "--out", str(tmp_path / "out.csv"))
    assert code == 2
    assert "owners are told of one party" in told


def test_every_door_tells_one_score_and_one_entry_of_a_party(run, tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "140")
    name, entry = "Blue Sky Shipping", "BLUE SKY INDUSTRY CORPORATION"
    book, file, out = (tmp_path / each for each in ("book.csv", "parties.csv", "out.csv"))
    book.write_text(f"consignee,part,destination,date\n{name},H20,AE,2026-09-24\n", "utf-8")
    file.write_text(f"name\n{name}\n", "utf-8")
    for words in (("orders", book), ("screen", file, "--on", "2026-09-24")):
        assert run(*words, "--out", out, "--force")[0] == 0
        (row,) = csv.DictReader(out.read_text("utf-8").splitlines())
        told = [value for key, value in row.items() if key.endswith(("_entry", "_score"))]
        assert told == [entry, "0.85"]
    for lang, score in (("en", "0.85"), ("fr", "0,85")):
        lines = run("screen", name, "--on", "2026-09-24", "--lang", lang)[1].splitlines()
        (line,) = [line for line in lines if f"{entry}, CN" in line]
        assert f" {score} " in line


def test_scores_of_a_column_have_two_places_and_the_comma_of_french(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "140")
    for lang, point in (("en", "."), ("fr", ",")):
        out = run("screen", "Sberbank", "--on", "2026-09-24", "--lang", lang)[1]
        assert f" 1{point}00 " in out
        assert f"Sberbank ~ SBER BANK 0{point}97" in out
