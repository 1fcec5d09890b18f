"""Newer lists from publishers' files: recognised, checked, laid over the lists, undone.

The files are parts of real ones (US government works); those of the eCFR and of OpenSanctions are
written here in their form.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import build
from ecluse.errors import EcluseError
from ecluse.facts.country import folded
from ecluse.law.library import DATA
from ecluse.screening.compound import parts_of
from ecluse.screening.delta import BookNames, delta, list_set
from ecluse.screening.entry import Entry
from ecluse.screening.list_changes import ScreeningListsAnswer
from ecluse.screening.lists import HEADING, open_lists
from ecluse.screening.published import FileMistakes, PublishedLists
from ecluse.screening.read_published import read_published, read_text
from ecluse.screening.read_table import many
from ecluse.screening.update import ListSettings, rolled_back, shown, updated

FILES = Path(__file__).parent / "files"
TODAY = date(2026, 11, 26)
FIRST, SECOND = date(2026, 1, 10), date(2026, 3, 20)
ECFR = """<DIV5 N="744" TYPE="PART"><DIV9 N="Supplement No. 4 to Part 744" TYPE="APPENDIX">
<HEAD>Supplement No. 4 to Part 744&#x2014;Entity List</HEAD><P>(a) ...</P>
<DIV><DIV class="gpotbl_div"><TABLE><THEAD><TR><TH>Country</TH><TH>Entity</TH>
<TH>License requirement</TH><TH>License review policy</TH><TH>Federal Register citation</TH></TR>
</THEAD><TBODY>
<TR><TD>CHINA, PEOPLE'S REPUBLIC OF</TD><TD>Acme Chips Co., Ltd., <I>a.k.a.,</I> the following two
aliases:&#x2014;Acme; <I>and</I>&#x2014;AC Semi. No. 1 Road, Jinan, China; <I>and</I> Unit 2, Wan
Chai, Hong Kong.</TD><TD>For all items subject to the EAR (See &#xA7;&#xA7; 734.9(e)(2) and 744.11
of the EAR)<sup>4</sup></TD><TD>Presumption of denial</TD><TD>90 FR 14048, 3/28/25.</TD></TR>
<TR><TD></TD><TD>Zeta Institute, Bantian, Shenzhen, China; and</TD><TD>For all items subject to
the EAR. (See &#xA7; 744.11 of the EAR)</TD><TD>Policy of denial.</TD>
<TD>86 FR 71559, 12/17/21. 87 FR 62202, 10/13/22.</TD></TR>
<TR><TD>TURKEY</TD><TD>Address 01, No: 52 Hasat Sk., Sisli, Istanbul, 34381, Turkey.</TD><TD>For
items on the CCL and EAR99 items listed in supplement no. 7 to part 746 of the EAR.</TD>
<TD>Presumption of denial</TD><TD>89 FR 68548, 8/27/24.</TD></TR>
</TBODY></TABLE></DIV></DIV></DIV9></DIV5>"""


def read(*names: str) -> PublishedLists:
    return read_published(
        {name: read_text(FILES / name) for name in names}, build.library().countries
    )


def counts(published: PublishedLists) -> dict[str, int]:
    return {code: len(rows) for code, rows in published.lists.items()}


@pytest.fixture
def where(tmp_path: Path) -> ListSettings:
    """A data folder that ships no list, and a home of its own."""
    shipped = tmp_path / "data" / "lists"
    shipped.mkdir(parents=True)
    (shipped / "versions.csv").write_text(",".join(HEADING) + "\n", encoding="utf-8")
    spellings = (DATA / "lists" / "spellings.csv").read_bytes()
    (shipped / "spellings.csv").write_bytes(spellings)
    return ListSettings(
        data=tmp_path / "data",
        countries=build.library().countries,
        settings={"XDG_DATA_HOME": str(tmp_path / "home")},
    )


def load(where: ListSettings, path: Path, day: date = FIRST, **more: Any) -> ScreeningListsAnswer:
    return updated([path], where, today=TODAY, as_of=day, **more)


def entries(where: ListSettings, code: str = "EL") -> list[Entry]:
    found = open_lists(where.data, where.own).entries
    return [entry for entry in found if entry.list == code]


def written(path: Path, content: object) -> Path:
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_text(text, encoding="utf-8")
    return path


def records() -> list[dict[str, Any]]:
    tree: list[dict[str, Any]] = json.loads((FILES / "csl_el.json").read_text("utf-8"))
    return tree


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# ---- the forms -----------------------------------------------------------------------------------


def test_the_csv_of_28_columns_and_that_of_29() -> None:
    assert counts(read("csl_2019_sample.csv"))["EL"] == 22
    assert counts(read("csl_2025_sample.csv")) == {
        "ISN": 1,
        "UVL": 1,
        "MEU": 1,
        "PLC": 2,
        "SDN": 1,
        "DTC": 1,
        "DPL": 1,
        "SSI": 3,
        "FSE": 1,
        "EL": 1,
    }
    (entry,) = read("csl_2025_sample.csv").lists["MEU"]
    assert entry["countries"] == "CN"
    assert entry["listed"] == "2020-12-23"


def test_a_number_in_the_json_is_read_as_text(where: ListSettings) -> None:
    said = [{**record, "entity_number": 4711, "programs": [744]} for record in records()]
    rows = read_published({"b.json": json.dumps(said)}, where.countries).lists["EL"]
    assert {(row["number"], row["programs"]) for row in rows} == {("4711", "744")}


def test_the_json_of_the_search_and_of_the_bulk_download(where: ListSettings) -> None:
    search = read("csl_el.json")
    bulk = read_published({"b.json": json.dumps({"results": records()})}, where.countries)
    assert search == bulk
    first = search.lists["EL"][0]
    assert first["name"] == "Fazal Rahim Farid"
    assert many(first, "aliases") == ("Fazel Rahim Farid", "Farid", "Engineer Idris")
    assert (first["countries"], first["listed"]) == ("AF", "2011-11-21")


def test_the_entity_list_of_the_regulation(where: ListSettings) -> None:
    rows = read_published({"part744.xml": ECFR}, where.countries).lists["EL"]
    acme, zeta, address = rows
    assert acme["name"] == "Acme Chips Co., Ltd."
    assert many(acme, "aliases") == ("Acme", "AC Semi")
    assert many(acme, "countries") == ("CN", "HK")
    assert many(acme, "addresses")[0] == "No. 1 Road, Jinan, China"
    assert (zeta["name"], zeta["countries"]) == ("Zeta Institute", "CN")
    assert (zeta["listed"], zeta["worded_since"]) == ("2021-12-17", "2022-10-13")
    assert (address["name"], address["countries"]) == ("Address 01", "TR")


def test_the_treasurys_three_files() -> None:
    published = read("ofac_sdn.csv", "ofac_alt.csv", "ofac_add.csv")
    row = {row["number"]: row for row in published.lists["SDN"]}
    assert row["36"]["name"] == "AEROCARIBBEAN AIRLINES"
    assert row["36"]["aliases"] == "AERO-CARIBBEAN"
    assert row["36"]["countries"] == "CU"
    assert row["36"]["programs"] == "CUBA"


def test_sdn_xml(where: ListSettings) -> None:
    text = read_text(FILES / "sdn.xml")
    whole = text.replace(">5704<", f">{text.count('<sdnEntry>')}<")
    published = read_published({"sdn.xml": whole}, where.countries)
    assert published.as_of == date(2014, 7, 16)
    row = published.lists["SDN"][0]
    assert row["name"] == "BANCO NACIONAL DE CUBA"
    assert many(row, "aliases") == ("BNC", "NATIONAL BANK OF CUBA")
    assert "CH" in many(row, "countries")


def test_denied_persons_keep_the_end_of_their_order() -> None:
    published = read("dpl_2019-07.txt")
    row = next(row for row in published.lists["DPL"] if row["name"] == "AARON ROBERT HENDERSON")
    assert (row["listed"], row["expires"]) == ("2010-05-28", "2019-09-18")


def test_open_sanctions_in_both_forms(where: ListSettings) -> None:
    simple = (
        "id,schema,name,birth_date,aliases,countries,addresses,identifiers,sanctions,phones,"
        "emails,dataset,first_seen,last_seen,last_change\n"
        "NK-1,Company,Acme Ltd,,Acme;ACME Co,cn;hk,,91110000ABC,,,,EU,,,\n"
    )
    entity = {
        "id": "NK-1",
        "schema": "Company",
        "datasets": ["EU"],
        "properties": {
            "name": ["Acme Ltd"],
            "alias": ["Acme", "ACME Co"],
            "country": ["cn", "hk"],
            "uscCode": ["91110000ABC"],
        },
    }
    first = read_published({"targets.simple.csv": simple}, where.countries)
    second = read_published({"targets.nested.json": json.dumps(entity)}, where.countries)
    assert first == second
    assert first.lists["OS"][0]["identifiers"] == "91110000ABC"
    assert "CC BY-NC" in first.source


def test_compound_names_are_taken_apart() -> None:
    with (FILES / "compound_names.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = [
        folded(row["name"]) in {folded(name) for name in parts_of(row["csl_name"])[0]}
        for row in rows
    ]
    assert len(rows) == 111
    assert sum(found) >= 110  # "PAEC, and subordinate entity Nuclear reactors" names its parent


# ---- what is refused -----------------------------------------------------------------------------


def cut(text: str) -> str:
    return text[: len(text) * 2 // 3]


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("csl_el.json", cut, "the JSON is cut short or damaged"),
        ("csl_2019_sample.csv", cut, "cut short"),
        ("sdn.xml", cut, "the XML is cut short or damaged"),
        ("sdn.xml", str, "the file says that it holds 5,704"),
        ("dpl_2019-07.txt", lambda text: text.replace("Expiration", "Exp"), "Expiration_Date"),
        (
            "csl_2019_sample.csv",
            lambda text: text.replace("license_requirement", "requirement", 1),
            "columns are missing: license_requirement",
        ),
        (
            "csl_el.json",
            lambda text: text.replace('"country": "AF"', '"country": "Afganistn"'),
            "no country is called 'Afganistn'",
        ),
        (
            "csl_2025_sample.csv",
            lambda text: text.replace(", CN,", ", ZZ,").replace(', CN"', ', ZZ"'),
            "no country is called 'ZZ'",
        ),
        ("csl_el.json", lambda text: text.replace("2011-11-21", "soon"), "'soon' is no day"),
        ("csl_el.json", lambda _: "colour,size\nred,2\n", "no list of parties has this form"),
        (
            "csl_2019_sample.csv",
            lambda text: text.partition("\n")[0] + "\n",
            "the file holds no party",
        ),
        ("dpl_2019-07.txt", lambda text: text.partition("\n")[0], "the file holds no party"),
        ("csl_el.json", lambda _: "", "no list of parties has this form"),
        ("sdn.xml", lambda text: f"<!DOCTYPE x>{text}", "declares a document type"),
        ("sdn.xml", lambda _: "<a/>", "the Entity List is not in it"),
    ],
)
def test_a_wrong_file_leaves_everything_as_it_was(
    where: ListSettings,
    tmp_path: Path,
    name: str,
    change: Callable[[str], str],
    message: str,
) -> None:
    load(where, FILES / "csl_el.json")
    before = files_of(where.home)
    wrong = written(tmp_path / name, change(read_text(FILES / name)))
    with pytest.raises(EcluseError) as raised:
        load(where, wrong, SECOND)
    assert message in str(raised.value)
    assert name in str(raised.value)
    assert files_of(where.home) == before


def test_all_mistakes_of_a_file_are_told_at_once(where: ListSettings, tmp_path: Path) -> None:
    wrong = records()
    wrong[1]["addresses"][0]["country"] = "Nowhere"
    wrong[3]["start_date"] = "31/31/2020"
    del wrong[4]["name"]
    wrong[5]["name"] = " "
    with pytest.raises(EcluseError) as raised:
        load(where, written(tmp_path / "el.json", wrong))
    assert [error.where for error in raised.value.mistakes] == [
        "el.json:2",
        "el.json:4",
        "el.json:5",
        "el.json:6",
    ]


def test_an_entry_without_a_country_is_asked_about(where: ListSettings, tmp_path: Path) -> None:
    wrong = records()
    wrong[2]["addresses"] = []
    path = written(tmp_path / "el.json", wrong)
    with pytest.raises(EcluseError, match="has no country"):
        load(where, path)
    load(where, path, force=True)
    (entry,) = [each for each in entries(where) if each.names[0] == wrong[2]["name"]]
    assert entry.countries == ()


def test_a_list_that_shrank_is_asked_about(where: ListSettings) -> None:
    load(where, FILES / "csl_2019_sample.csv")
    with pytest.raises(EcluseError, match="list EL would have 1 entries"):
        load(where, FILES / "csl_2025_sample.csv", SECOND)


def test_another_lists_file_is_asked_about(where: ListSettings, tmp_path: Path) -> None:
    load(where, FILES / "csl_el.json")
    other = [record | {"name": f"Other {number}"} for number, record in enumerate(records())]
    with pytest.raises(EcluseError, match="another list's"):
        load(where, written(tmp_path / "el.json", other), SECOND)


def test_the_day_of_a_file_is_asked_for(where: ListSettings, tmp_path: Path) -> None:
    with pytest.raises(EcluseError, match="does not say of which day"):
        updated([FILES / "csl_el.json"], where, today=TODAY)
    named = written(tmp_path / "csl-2026-01-10.json", records())
    assert updated([named], where, today=TODAY).lists[0].as_of == FIRST
    with pytest.raises(EcluseError, match="older than the one in use"):
        load(where, FILES / "csl_el.json", FIRST - timedelta(days=1))
    with pytest.raises(EcluseError, match="has not come yet"):
        load(where, FILES / "csl_el.json", TODAY + timedelta(days=1))


def test_the_treasurys_files_are_asked_for_together(where: ListSettings) -> None:
    with pytest.raises(EcluseError, match=r"needed as well: ALT\.CSV and ADD\.CSV"):
        load(where, FILES / "ofac_sdn.csv")


# ---- what becomes of the entries -----------------------------------------------------------------


def test_an_entry_that_went_still_answers_for_the_days_before(
    where: ListSettings, tmp_path: Path
) -> None:
    load(where, FILES / "csl_el.json")
    gone = records()[0]["name"]
    answer = load(where, written(tmp_path / "el.json", records()[1:]), SECOND, force=True)
    assert [(each.how, each.name) for each in answer.entries] == [("removed", gone)]
    (entry,) = [each for each in entries(where) if each.names[0] == gone]
    assert entry.stands(SECOND - timedelta(days=1))
    assert not entry.stands(SECOND)


def test_a_wording_that_changed_keeps_its_days(where: ListSettings, tmp_path: Path) -> None:
    load(where, FILES / "csl_el.json")
    newer = records()
    newer[0]["license_requirement"] = (
        "For all items subject to the EAR (See §§ 734.9(e)(2) and 744.11 of the EAR) 4"
    )
    answer = load(where, written(tmp_path / "el.json", newer), SECOND)
    assert [(each.how, each.what) for each in answer.entries] == [("changed", ("wording",))]
    earlier, later = sorted(
        (each for each in entries(where) if each.names[0] == newer[0]["name"]),
        key=lambda each: len(each.footnotes),
    )
    # Between the two lists either may have stood: both do, and the stricter counts.
    assert earlier.stands(FIRST)
    assert not later.stands(FIRST)
    between = SECOND - timedelta(days=1)
    assert earlier.stands(between)
    assert later.stands(between)
    assert not later.worded(between)
    assert not earlier.stands(SECOND)
    assert later.worded(SECOND)
    assert later.footnotes == {4}
    assert later.listed == earlier.listed == date(2011, 11, 21)


def test_a_lost_footnote_digit_is_no_change(where: ListSettings, tmp_path: Path) -> None:
    updated([written(tmp_path / "ecfr.xml", ECFR)], where, today=TODAY, as_of=FIRST)
    (acme, *_) = entries(where)
    assert acme.footnotes == {4}
    said = (
        ("Acme Chips Co., Ltd.", "CN", "(See §§ 734.9(e)(2) and 744.11 of the EAR)"),
        ("Zeta Institute", "CN", "(See § 744.11 of the EAR)"),
        ("Address 01", "TR", ""),
    )
    lost = [
        {
            "source": "Entity List (EL) - Bureau of Industry and Security",
            "name": name,
            "addresses": [{"country": country}],
            "license_requirement": f"For all items subject to the EAR {tail}"
            if tail
            else "For items on the CCL and EAR99 items listed in supplement no. 7 to part 746 of "
            "the EAR",
            "license_policy": "Presumption of denial",
        }
        for name, country, tail in said
    ]
    answer = load(where, written(tmp_path / "csl.json", lost), SECOND)
    assert [each.name for each in answer.entries] == ["Zeta Institute"]  # its policy
    assert entries(where)[0].footnotes == {4}


def test_a_new_entry_without_a_day_stands_from_the_day_after_the_older_list(
    where: ListSettings, tmp_path: Path
) -> None:
    load(where, FILES / "csl_uvl.json")
    tree = json.loads((FILES / "csl_uvl.json").read_text("utf-8"))
    tree.append(tree[0] | {"name": "Nova Trading"})
    load(where, written(tmp_path / "uvl.json", tree), SECOND)
    (nova,) = [each for each in entries(where, "UVL") if each.names[0] == "Nova Trading"]
    assert (nova.listed, nova.listed_is) == (FIRST + timedelta(days=1), "seen")


def test_an_order_of_rows_makes_no_difference(where: ListSettings, tmp_path: Path) -> None:
    load(where, FILES / "csl_el.json")
    turned = written(tmp_path / "el.json", records()[::-1])
    answer = load(where, turned, SECOND)
    assert answer.entries == []


def test_going_back(where: ListSettings) -> None:
    first = load(where, FILES / "csl_el.json")
    load(where, FILES / "csl_uvl.json", SECOND)
    assert {each.list for each in shown(where).lists} == {"EL", "UVL"}
    assert rolled_back(where).digest == first.digest
    assert rolled_back(where).lists == []
    with pytest.raises(EcluseError, match="no lists were loaded"):
        rolled_back(where)


# ---- what differs --------------------------------------------------------------------------------


def test_delta_of_two_denied_persons_lists(where: ListSettings) -> None:
    sides = [list_set(str(FILES / f"dpl_{day}.txt"), where) for day in ("2019-07", "2022-09")]
    names = {"Aaron R. Henderson": ["consignee"], "Lumen Robotics": ["end user"]}
    answer = delta(*sides, where, BookNames(columns=names))
    (change,) = answer.changes
    assert (change.entries, change.added > 5, change.removed > 5) == (55, True, True)
    assert "AARON ROBERT HENDERSON" in {each.name for each in answer.entries}
    assert answer.parties is not None
    assert [party.name for party in answer.parties] == ["Aaron R. Henderson"]
    assert answer.screened == 2


def test_a_list_does_not_differ_from_itself(where: ListSettings) -> None:
    side = list_set(str(FILES / "csl_el.json"), where)
    assert delta(side, side, where).entries == []
    with pytest.raises(EcluseError, match="no list in common"):
        delta(side, list_set(str(FILES / "dpl_2019-07.txt"), where), where)


def test_parts_of_countries_stand_for_them() -> None:
    mistakes = FileMistakes("x", build.library().countries)
    assert mistakes.place("Crimea Region of Ukraine") == "UA"
    assert mistakes.place("CRIMEA (OCCUPIED)") == "UA"
    assert mistakes.place("REGION: IRAN") == "IR"
    assert mistakes.place("Region: West Bank") in {"", "PS"}
    assert not mistakes.found
