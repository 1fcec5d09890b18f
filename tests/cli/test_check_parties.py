"""`ecluse check` with named parties: the doors, the headline, clearances."""

from __future__ import annotations

import csv
import json
import subprocess
import sys

import pytest
from pytest import param

SHIPMENT = ("NVIDIA T4", "--to", "DE", "--on")
LISTED = ("--end-user", "Nettrix Information Industry")


def asked(run, *words):
    return json.loads(run("check", *words, "--json")[1])


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        param("2025-03-24", "NLR", id="the day before the listing"),
        param("2025-03-25", "LICENSE", id="the day"),
    ],
)
def test_the_end_user_decides(run, day, outcome):
    found = asked(run, *SHIPMENT, day, *LISTED)
    assert found["outcome"] == outcome
    (party,) = found["parties"]
    assert (party["role"], party["name"]) == ("end_user", LISTED[1])
    assert {each["list"] for each in found["screened"]} >= {"EL", "MEU", "UVL", "DPL", "SDN"}
    assert any("listed" in line for line in found["provided"]) is (outcome == "NLR")


def test_what_was_not_known_decides_nothing(run):
    found = asked(run, *SHIPMENT, "2025-03-25", *LISTED, "--known", "2025-03-24")
    assert found["outcome"] == "NLR"


@pytest.mark.parametrize("role", ["purchaser", "intermediate", "consignee", "end-user"])
def test_a_party_in_any_role_decides(run, role):
    found = asked(run, *SHIPMENT, "2025-06-02", "--end-user", "Siemens AG", f"--{role}", LISTED[1])
    assert found["outcome"] == "LICENSE"
    assert len(found["parties"]) == 2


def test_a_party_that_nobody_knows_is_not_cleared(run):
    found = asked(run, *SHIPMENT, "2025-06-02", "--end-user", "unknown")
    assert found["outcome"] == "UNDETERMINED"
    assert "on_entity_list" in found["needs"]


def test_the_headline_says_who_is_listed_and_against_what_it_was_screened(run):
    _, out, _ = run("check", *SHIPMENT, "2025-03-25", *LISTED)
    text = " ".join(out.split())
    assert "listed: Nettrix Information Industry" in text
    assert "(EL, 90 FR 14048, 3/28/25), end user" in text
    assert "screened on 2025-03-25 against EL" in text
    _, out, _ = run("check", *SHIPMENT, "2025-03-25")
    assert "parties not named" in " ".join(out.split())


def test_french_says_the_same(run):
    _, out, _ = run("check", *SHIPMENT, "2025-03-25", *LISTED, "--lang", "fr")
    text = " ".join(out.split())
    assert "utilisateur final" in text and "vérifié le" in text


def test_a_file_note_holds_the_parties(run, tmp_path):
    note = tmp_path / "note.html"
    assert run("check", *SHIPMENT, "2025-03-25", *LISTED, "--out", str(note))[0] == 0
    page = note.read_text("utf-8")
    assert "listed: Nettrix Information Industry" in page and "screened on" in page


def _cleared(run, path, **changed):
    """A file that clears all that the answer says its end user meets."""
    found = asked(run, *SHIPMENT, "2025-06-02", *LISTED)
    head = ("name", "entry", "digest", "by", "approved_by", "day", "because")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, head)
        writer.writeheader()
        for hit in found["parties"][0]["hits"]:
            row = {"name": LISTED[1], "entry": hit["entry"], "digest": hit["digest"]}
            row |= {"by": "A. Marin", "day": "2025-06-01", "because": "another company"}
            writer.writerow(row | changed)
    return str(path)


def test_a_clearance_frees_and_says_that_one_person_cleared(run, tmp_path):
    file = _cleared(run, tmp_path / "cleared.csv")
    found = asked(run, *SHIPMENT, "2025-06-02", *LISTED, "--cleared", file)
    assert found["outcome"] == "NLR"
    assert any("cleared by one person" in flag for flag in found["red_flags"])
    assert found["parties"][0]["hits"][0]["cleared"]["by"] == "A. Marin"
    before = asked(run, *SHIPMENT, "2025-05-31", *LISTED, "--cleared", file)
    assert before["outcome"] == "LICENSE"


@pytest.mark.parametrize("changed", [{"digest": "0" * 64}, {"name": "Nettrix"}])
def test_a_clearance_of_other_words_falls(run, tmp_path, changed):
    file = _cleared(run, tmp_path / "cleared.csv", **changed)
    found = asked(run, *SHIPMENT, "2025-06-02", *LISTED, "--cleared", file)
    assert found["outcome"] == "LICENSE"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        param(("--address", "1 Quay Road"), "no party is named beside it (--address)", id="alone"),
        param(
            (*LISTED, "--consignee", "Siemens AG", "--id", "01126618"),
            "whose of several parties it is, is not said (--id)",
            id="a number beside two",
        ),
        param(("--end-user", " "), "an empty word is given (--end-user)", id="no name"),
        param((*LISTED, "--cleared", "nowhere.csv"), "cannot read the file", id="no file"),
    ],
)
def test_what_is_not_understood_is_told(run, words, told):
    code, _, error = run("check", *SHIPMENT, "2025-06-02", *words)
    assert code == 2 and told in error


def test_a_line_of_questions_names_parties(run, tmp_path):
    path = tmp_path / "q.jsonl"
    lines = [
        {"item": "NVIDIA T4", "end_user": LISTED[1]},
        {"item": "NVIDIA T4", "consignee": ["Siemens AG", LISTED[1]]},
        {"item": "NVIDIA T4", "consignee": "Siemens AG"},
    ]
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    _, out, _ = run("check", "--from", str(path), *SHIPMENT[1:], "2025-06-02")
    assert [json.loads(line)["outcome"] for line in out.splitlines()] == [
        *("LICENSE", "LICENSE", "NLR")
    ]


def test_a_timeline_changes_on_the_day_of_the_listing(run):
    words = ("--from", "2025-03-01", "--until", "2025-05-01", *LISTED)
    _, out, _ = run("timeline", *SHIPMENT[:-1], *words, "--json")
    found = json.loads(out)
    assert [(each["from"], each["outcome"]) for each in found] == [
        ("2025-03-01", "NLR"),
        ("2025-03-25", "LICENSE"),
    ]
    assert "Nettrix" in found[1]["listed"][0]


def test_without_parties_nothing_that_compares_names_is_imported():
    program = (
        "import sys; from ecluse.cli.main import status; "
        "status(['check', 'H20', '--to', 'CN', '--on', '2025-05-20', '--json']); "
        "names = ('rapidfuzz', 'opencc', 'pypinyin', 'anyascii', 'ecluse.screening.screen'); "
        "print([name for name in names if name in sys.modules])"
    )
    made = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert made.stdout.splitlines()[-1] == "[]"


def test_the_headline_cites_the_first_and_the_last_notice(run):
    words = ("check", "NVIDIA T4", "--to", "IR", "--on", "2026-03-25", "--end-user", "Mahan Air")
    _, out, _ = run(*words)
    assert "77 F.R. 22756 4/17/12 … 90 F.R. 48938 10/31/2025" in " ".join(out.split())
    _, out, _ = run(*words, "--json")
    assert "78 F.R. 9359 2/8/13" in out


def test_a_timeline_says_that_a_review_begins(run):
    asked = ("timeline", "NVIDIA L4", "--to", "SG", "--end-user", "Enflame Technolgy Inspur")
    _, out, _ = run(*asked, "--from", "2023-02-01", "--until", "2023-04-01")
    assert "a party may be one that is listed now" in " ".join(out.split())
    assert "no party is listed any more" not in " ".join(out.split())


def test_a_file_of_owners_decides(run, tmp_path):
    path = tmp_path / "owners.csv"
    rows = 'Quillon Data,"Huawei Technologies Co., Ltd.",60,,,a register\n'
    path.write_text(f"child,parent,percent,since,until,source\n{rows}", "utf-8")
    asked = ("check", "NVIDIA T4", "--to", "VN", "--on", "2025-10-15", "--end-user", "Quillon Data")
    _, alone, _ = run(*asked, "--json")
    _, owned, _ = run(*asked, "--json", "--owners", str(path))
    assert [json.loads(each)["outcome"] for each in (alone, owned)] == ["NLR", "LICENSE"]
    code, _, told = run(*asked, "--owners", str(tmp_path / "none.csv"))
    assert (code, len(told.splitlines())) == (2, 1)


def test_an_address_in_another_country_leaves_the_answer_open(run):
    asked = ("check", "NVIDIA T4", "--to", "SG", "--on", "2026-09-01", "--end-user", "Amberfield")
    _, out, _ = run(*asked, "--address", "Tverskaya 1, Moscow, Russia")
    text = " ".join(out.split())
    assert "Amberfield is said to be in Russia (RU)" in text
    assert "None" not in text
    _, out, _ = run(*asked, "--address", "1 Raffles Place, Singapore", "--json")
    assert json.loads(out)["outcome"] == "NLR"
