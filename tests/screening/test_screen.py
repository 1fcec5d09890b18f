"""A party against the lists: what it meets, in which band, and why."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from ecluse.answers.plain import plain
from ecluse.errors import InputError
from ecluse.facts.company import Companies, Company, HowRead
from ecluse.law.data_home import SHIPPED
from ecluse.screening import index as indexes
from ecluse.screening.answer import answer_of
from ecluse.screening.entry import Entry, Lists, ListVersion
from ecluse.screening.match import Band, Match
from ecluse.screening.of_no_list import NOT_COMPARABLE
from ecluse.screening.party import Party
from ecluse.screening.screen import Screener

LISTED = date(2025, 3, 25)


def entry(*names: str, **said: object) -> Entry:
    given = {"list": "EL", "countries": ("CN",), "digest": names[0]} | said
    return Entry(key=f"{given['list']}:{names[0]}", names=names, **given)


FILLERS = [
    entry(f"{place} {own} {trade} Co., Ltd.")
    for place in ("Beijing", "Shanghai", "Shenzhen")
    for own in ("Nanyu", "Orbita", "Kestrel", "Tamarack", "Wolin")
    for trade in ("Technology", "Electronics", "Trading")
]
ENTRIES = (
    entry("Huawei Technologies Co., Ltd.", "Huawei", listed=date(2019, 5, 16)),
    entry(
        "Inspur Electronic Information Industry Co., Ltd.",
        listed=LISTED,
        known=LISTED,
        footnotes=frozenset({4}),
        requirement="For all items subject to the EAR.",
        policy="Policy of denial",
        citation="90 FR 14046",
        worded_since=LISTED,
        identifiers=("USCC 91370000163069870X",),
    ),
    entry("Semiconductor Manufacturing International Corporation (SMIC)"),
    entry("Beijing Biren Technology Development Co., Ltd.", "北京壁仞科技开发有限公司"),
    entry("Alibaba Group Holding Limited", list="1260H"),
    entry(
        "Address 01",
        addresses=("Unit D, 16/F One Capital Place, 18 Luard Rd, Wan Chai, Hong Kong.",),
        countries=("HK",),
        is_address=True,
    ),
    entry("Yangtze Memory Technologies Co., Ltd.", "YMTC"),
    entry("Yangtze Memory Technologies Co., Ltd. (YMTC)", list="1260H"),
    entry("Korea Automation Industry (KAI)", countries=("KP",)),
    entry("Kestrel Avionics Institute", "KAI"),
    entry("Aria Information Systems", "AIS", countries=("IR",)),
    entry("Maple Machine Tools", "ZORBA"),
    entry("Northwestern Polytechnical University"),
    entry("Beijing Institute of Technology"),
    entry("University of Electronic Science and Technology of China"),
    entry("China Electronics Technology Group Corp. (CETC) 54th Research Institute"),
    entry("China Electronics Technology Group Corp. (CETC) 38th Research Institute"),
    entry("Luoyang Institute of Ship Materials"),
    entry("Ruby Coast Optics", "Nami Lantern"),
    *FILLERS,
)
VERSION = ListVersion(list="EL", as_of=date(2026, 7, 9), digest="d" * 64, source="here")


@pytest.fixture(scope="module")
def screener() -> Screener:
    lists = Lists(entries=ENTRIES, versions=(VERSION,))
    named = (("ais", "Advanced Info Service", "AIS"), ("y", "Yangtze Memory Technologies", "YMTC"))
    companies = tuple(
        Company(key=key, name=name, names=(short,), read=HowRead.OPENED)
        for key, name, short in named
    )
    index = indexes._in_memory(lists, Companies(companies=companies))
    return Screener(folder=SHIPPED, versions=lists.versions, digest="d", index=index)


def best(screener: Screener, name: str, **said: str) -> tuple[Band, str]:
    matches = screener.matches(Party(name=name, **said))
    return (matches[0].band, matches[0].entry) if matches else (Band.NONE, "")


@pytest.mark.parametrize(
    ("name", "band"),
    [
        ("HUAWEI TECH CO LTD", Band.HIT),
        ("Technologies Huawei", Band.HIT),
        ("Huawei", Band.HIT),
        ("Hua\u200bwei Technologies", Band.HIT),
        ("Huawei&nbsp;Technologies&nbsp;Co.&#44;&nbsp;Ltd.", Band.HIT),
        ("Нuаwеi Technologies", Band.HIT),
        ("华为技术有限公司", Band.REVIEW),
        ("ファーウェイ", Band.HIT),
        ("Huawie Technologies", Band.HIT),
        ("Huawei Cloud Services", Band.REVIEW),
        ("Enflame Technology", Band.NONE),
        ("Kestrel Mining", Band.NONE),
    ],
)
def test_the_band_of_a_spelling(screener, name, band):
    found, key = best(screener, name)
    assert found in ((Band.HIT, Band.REVIEW) if band is Band.HIT else (band,))
    assert key in ("", "EL:Huawei Technologies Co., Ltd.")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Inspur Electronic Information Industry (IEIT)", ENTRIES[1].key),
        ("Acme (formerly Inspur Electronic Information Industry)", ENTRIES[1].key),
        ("Inspur Electronic Information Indus", ENTRIES[1].key),  # cut at 35 letters
        ("Semicon Mfg Intl Corp", ENTRIES[2].key),
        ("北京壁仞科技開發", ENTRIES[3].key),
        ("Biren Technology Dev. Beijing", ENTRIES[3].key),
    ],
)
def test_a_listed_party_is_found_in_another_spelling(screener, name, key):
    assert best(screener, name)[1] == key


@pytest.mark.parametrize(
    "name",
    [
        "中国电子科技集团公司第五十四研究所",
        "中国电子科技集团公司第伍拾肆研究所",
        "Fifty-Fourth Research Institute",
        "中国电科54所",
        "No. 54 Research Institute of CETC",
        "CETC No.54 Institute",
    ],
)
def test_an_institute_is_met_by_its_number(screener, name):
    band, key = best(screener, name)
    assert band is not Band.NONE
    assert "54th" in key


@pytest.mark.parametrize("name", ["Luoyang Ship", "Ship Materials Institute, Luoyang", "洛阳船舶"])
def test_a_town_that_names_a_listed_institute_still_tells(screener, name):
    band, key = best(screener, name)
    assert band is not Band.NONE
    assert "Luoyang" in key


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("UESTC", "University of Electronic Science"),
        ("电子科技大学", "University of Electronic Science"),
        ("北京理工大学", "Beijing Institute of Technology"),
        ("YMTC Wuhan", "Yangtze Memory"),
        ("Huawei's distributor", "Huawei"),
    ],
)
def test_a_short_or_another_name_is_met_beside_usual_words(screener, name, listed):
    assert listed in best(screener, name)[1]


def test_a_name_read_by_its_sound_is_a_review_at_most(screener):
    assert best(screener, "北京黄伟科技")[0] is not Band.HIT


def test_every_match_says_which_words_met(screener):
    match = screener.matches(Party(name="Inspur Electronics Information"))[0]
    told = [(word.asked, word.listed, word.likeness) for word in match.words]
    assert told[0] == ("Inspur", "Inspur", 1.0)
    assert told[1] == ("Electronics", "Electronic", 1.0)


def test_an_equal_identifier_settles_it_whatever_the_name(screener):
    party = Party(name="Quite Another Name", identifier="91370000-163069870X")
    (match,) = screener.matches(party)
    assert (match.by, match.band, match.entry) == ("identifier", Band.HIT, ENTRIES[1].key)


def test_a_different_identifier_clears_nobody(screener):
    known = screener.matches(Party(name="Inspur Electronic Information Industry"))
    other = Party(name="Inspur Electronic Information Industry", identifier="91110000000000000A")
    assert screener.matches(other) == known


@pytest.mark.parametrize(
    ("address", "country", "band"),
    [
        ("16th Floor, Unit D, One Capital Place, 18 Luard Road, Wanchai", "HK", Band.HIT),
        ("18 Luard Road, Hong Kong", "HK", Band.HIT),
        ("18 Luard Road, Hong Kong", None, Band.HIT),
        ("18 Luard Road, Wan Chai", "CN", Band.HIT),
        ("Unit A, 3/F, 18 Luard Road, Wan Chai", "HK", Band.REVIEW),
        ("20 Luard Road, Wan Chai", "HK", Band.NONE),
        # The entry binds whoever uses the address: the country that a party states frees nobody.
        ("Unit D, 16/F One Capital Place, 18 Luard Rd, Wan Chai, Hong Kong.", "SG", Band.HIT),
        ("Unit D, 16/F One Capital Place, 18 Luard Rd, Wan Chai", "SG", Band.HIT),
        ("18 Luard Road, Wan Chai", "TR", Band.HIT),
        ("18 Luard Road, Wan Chai, Singapore", "HK", Band.HIT),
        ("18 Luard Road, Wan Chai, Singapore", "SG", Band.REVIEW),
        ("18 Luard Road, Bristol, United Kingdom", None, Band.REVIEW),
        ("18 Luard Road, Bristol", "GB", Band.REVIEW),
        ("18 Luard Road", "DE", Band.REVIEW),
        ("20 Luard Road", "DE", Band.NONE),
    ],
)
def test_an_entry_that_is_an_address(screener, address, country, band):
    assert best(screener, "Harmless Trading House", address=address, country=country)[0] is band


@pytest.mark.parametrize(
    ("name", "country", "band"),
    [
        pytest.param("YMTC", None, Band.HIT, id="of one concern, also on record"),
        pytest.param("YMTC", "CN", Band.HIT, id="of one concern and its country"),
        pytest.param("YMTC", "DE", Band.REVIEW, id="another country speaks against it"),
        pytest.param("YMTD", None, Band.NONE, id="not equal"),
        pytest.param("KAI", None, Band.REVIEW, id="two entries that share no name"),
        pytest.param("AIS", None, Band.REVIEW, id="a company on record that nobody lists"),
        pytest.param("Zorba", None, Band.REVIEW, id="no acronym"),
    ],
)
def test_an_acronym_of_one_concern_is_taken_for_it(screener, name, country, band):
    assert best(screener, name, country=country)[0] is band


def test_an_alias_of_two_words_is_a_name_though_its_first_is_short(screener):
    assert best(screener, "Nami Lantern") == (Band.HIT, "EL:Ruby Coast Optics")


def test_a_usual_word_may_tell_universities_apart(screener):
    assert best(screener, "Northwestern University")[0] is not Band.HIT
    assert best(screener, "Northwestern Polytechnic University")[0] is Band.HIT
    assert best(screener, "Northwestern Polytechnical")[0] is Band.HIT


@pytest.mark.parametrize("name", ["", "Co., Ltd.", "…", "\u200b", "有限公司"])
def test_a_name_that_says_nothing_is_a_review(screener, name):
    (match,) = screener.matches(Party(name=name))
    assert (match.entry, match.band) == (NOT_COMPARABLE, Band.REVIEW)
    assert screener.entry(match.entry).list == "EL"


def test_a_name_longer_than_any_name_is_refused_in_one_line(screener):
    with pytest.raises(InputError) as caught:
        screener.matches(Party(name="Huawei " * 20_000))
    assert len(str(caught.value).splitlines()) == 1
    screener.matches(Party(name=("Huawei " * 142)[:1000]))


def test_another_country_lowers_a_score_and_hong_kong_is_china(screener):
    def score(country: str | None) -> float:
        return screener.matches(Party(name="Huawei Technologies", country=country))[0].score

    assert score("CN") == score("HK") == score(None) == 1.0
    assert score("DE") == pytest.approx(0.94)


def test_neighbours_change_nothing(screener):
    parties = [Party(name=name) for name in ("Huawei", "Orbita Trading", "Biren", "Huawei", "华为")]
    alone = [screener.matches(party) for party in parties]
    assert list(map(screener.matches, parties[::-1])) == alone[::-1]


@pytest.mark.parametrize(
    ("on", "known", "band"),
    [
        (date(2025, 3, 24), None, "none"),
        (LISTED, None, "hit"),
        (LISTED, date(2025, 3, 24), "none"),
        (LISTED, LISTED, "hit"),
    ],
)
def test_an_entry_counts_from_its_day_as_known_then(screener, on, known, band):
    party = Party(name="Inspur Electronic Information Industry")
    assert answer_of(screener, party, on, known, "en").band == band


def test_the_answer_has_the_keys_of_the_contract(screener):
    answer = plain(
        answer_of(screener, Party(name="Inspur Electronic Information"), LISTED, None, "en")
    )
    assert answer["schema"] == "ecluse.screening/1"
    hit = answer["hits"][0]
    wanted = {
        "band": "hit",
        "list": "EL",
        "matched": [
            ["Inspur", "Inspur", 1.0],
            ["Electronic", "Electronic", 1.0],
            ["Information", "Information", 1.0],
        ],
        "country": "CN",
        "listed": "2025-03-25",
        "footnotes": [4],
        "requirement": "For all items subject to the EAR.",
        "policy": "Policy of denial",
        "citation": "90 FR 14046",
    }
    assert {key: hit[key] for key in wanted} == wanted
    assert answer["lists"] == [{"list": "EL", "as_of": "2026-07-09", "digest": "d" * 64}]


def test_section_1260h_is_a_red_flag(screener):
    answer = answer_of(screener, Party(name="Alibaba Group"), LISTED, None, "en")
    assert [hit.red_flag for hit in answer.hits] == [True]


def test_the_index_is_kept_and_a_broken_one_is_made_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    lists = Lists(entries=ENTRIES, versions=(VERSION,))
    asked: list[int] = []

    def opened() -> Lists:
        asked.append(1)
        return lists

    first = indexes.open_index("d" * 24, opened)
    again = indexes.open_index("d" * 24, opened)
    assert len(asked) == 1
    assert again.head == first.head
    (kept,) = (tmp_path / "ecluse").glob("screening-*")
    assert kept.stat().st_mode & 0o077 == 0
    kept.write_bytes(b"no database")
    assert indexes.open_index("d" * 24, opened).head == first.head
    assert len(asked) == 2


DAMAGES = {
    "an entry": "UPDATE entry SET v = zeroblob(40)",
    "no entry": "DELETE FROM entry",
    "a name": "UPDATE name SET v = '['",
    "no name": "DELETE FROM name",
    "no key": "DROP TABLE key",
}


def damaged(folder: Path, how: str) -> None:
    (kept,) = (folder / "ecluse").glob("screening-*")
    if how in DAMAGES:
        with closing(sqlite3.connect(kept)) as connection:
            connection.execute(DAMAGES[how])
            connection.commit()
        return
    with kept.open("r+b") as file:  # all pages but the first, as a power cut may leave them
        file.seek(4096)
        file.write(bytes(kept.stat().st_size - 4096))


@pytest.mark.parametrize("how", [*DAMAGES, "pages"])
def test_an_index_that_turns_out_damaged_is_made_anew(how, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    asked = []

    def opened() -> Lists:
        asked.append(1)
        return Lists(entries=ENTRIES, versions=(VERSION,))

    def met() -> list[tuple[Match, Entry]]:
        index = indexes.open_index("d" * 24, opened)
        screener = Screener(folder=SHIPPED, versions=(VERSION,), digest="d", index=index)
        return screener.standing_matches(Party(name="Alibaba Group"))

    before = met()
    assert before
    damaged(tmp_path, how)
    assert met() == before
    assert len(asked) == 2
    assert met() == before
    assert len(asked) == 2  # what was made anew is whole


def test_lists_that_were_changed_since_are_not_put_in_the_place_of_a_damaged_index(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    lists = [Lists(entries=ENTRIES, versions=(VERSION,)), Lists(entries=(), versions=())]
    index = indexes.open_index("d" * 24, lambda: lists[0])
    damaged(tmp_path, "no entry")
    lists.reverse()
    index = indexes.open_index("d" * 24, lambda: lists[0])
    with pytest.raises(TypeError):
        index.entry_key(0)
    assert not list((tmp_path / "ecluse").glob("screening-*"))


def test_without_a_library_no_party_is_screened():
    code = (
        "import sys; sys.modules['rapidfuzz'] = None\n"
        "from ecluse.law.data_home import SHIPPED\n"
        "from ecluse.screening.screen import Screener\n"
        "from ecluse.errors import NotScreened\n"
        "try: Screener.open(SHIPPED)\n"
        "except NotScreened as error: print(error)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == (
        "a library that compares names is missing (installation): install ecluse anew with its "
        "dependencies: rapidfuzz, opencc, pypinyin, anyascii\n"
    )
