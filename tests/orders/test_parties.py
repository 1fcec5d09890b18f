"""Parties of a book: screened once, and answered line by line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecluse.orders.book import run_orders
from ecluse.orders.party_shown import PARTY_OUTPUT
from ecluse.orders.report import sections
from ecluse.orders.report_html import page
from ecluse.orders.tally import BookReport

from .build import book, library
from .stand_in import StandIn

HEADINGS = "part,destination,ship date,quantity,value,Buyer,Consignee,End User"
SHOWN = ("outcome", *(name.removeprefix("ecluse_") for name in PARTY_OUTPUT))


def answered(
    folder: Path,
    *rows: str,
    screens: StandIn | None = None,
    headings: str = HEADINGS,
    since: date | None = None,
) -> tuple[BookReport, list[dict[str, Any]]]:
    """A book's report, and its lines as they come out."""
    import duckdb

    source, out = book(folder, *rows, headings=headings), folder / "out.parquet"
    out.unlink(missing_ok=True)
    stand_in = screens or StandIn()
    report = run_orders(
        source, library=library(), out=out, screens=lambda: stand_in, force=True, since=since
    )
    lines = duckdb.sql(f"SELECT * FROM '{out}'")
    return report, [dict(zip(lines.columns, line, strict=True)) for line in lines.fetchall()]


def line(day: str, buyer: str = "", consignee: str = "Amberfield", user: str = "") -> str:
    return f"L4,JP,{day},2,100,{buyer},{consignee},{user}"


def test_a_hit_needs_a_license_from_the_day_of_the_listing_on(tmp_path: Path) -> None:
    _, lines = answered(
        tmp_path,
        line("2025-03-24", user="Inspur Electronic"),
        line("2025-03-25", user="Inspur Electronic"),
    )
    assert [found["ecluse_outcome"] for found in lines] == ["NLR", "LICENSE"]
    assert [found["ecluse_party_band"] for found in lines] == ["none", "hit"]
    assert lines[1]["ecluse_party_role"] == "end_user"
    assert lines[1]["ecluse_party_list_day"] == "2026-07-09"
    assert lines[1]["ecluse_party_entry"] == "Inspur Electronic Information Industry Co., Ltd."


def test_a_line_without_a_readable_day_shows_each_match_whatever_its_days(tmp_path: Path) -> None:
    """Nobody can say that an entry did not stand, had left its list, or was cleared by then."""
    screens = StandIn(cleared_names=frozenset({"huawei"}))
    users = ("Inspur Electronic", "Quay Traders", "Huawei", "Amberfield")
    days = ("TBD", "2025-11-31", "")
    rows = [line(day, user=user) for day in days for user in users]
    report, lines = answered(tmp_path, *rows, line("2025-03-24", user=users[0]), screens=screens)
    bands = [found["ecluse_party_band"] for found in lines]
    assert bands == ["hit", "hit", "hit", "none"] * len(days) + ["none"]
    assert {found["ecluse_outcome"] for found in lines[:-1]} == {"UNDETERMINED"}
    assert lines[0]["ecluse_party_list"] == "EL"
    assert sum(row.lines for row in report.parties) == 3 * len(days)


def test_since_marks_the_lines_whose_party_was_listed_after_that_day(tmp_path: Path) -> None:
    """One line of each: listed since, listed before, not listed yet on the day of the line."""
    rows = [
        line("2025-04-01", user="Inspur Electronic"),
        line("2025-04-01", user="Huawei"),
        line("2025-03-24", user="Inspur Electronic"),
        line("2025-04-01", buyer="Inspur Electric"),
    ]
    report, lines = answered(tmp_path, *rows, since=date(2025, 3, 24))
    told = [(found["ecluse_outcome"], found["ecluse_answer_before"]) for found in lines]
    assert told == [("LICENSE", "NLR"), ("LICENSE", None), ("NLR", None), ("UNDETERMINED", "NLR")]
    assert sum(row.lines for row in report.changed) == 2
    _, plain = answered(tmp_path, *rows)
    assert [found["ecluse_outcome"] for found in plain] == [outcome for outcome, _ in told]


def test_since_does_not_mark_a_line_whose_party_was_free_then_and_now(tmp_path: Path) -> None:
    screens = StandIn(cleared_names=frozenset({"inspur electric"}))
    rows = (line("2025-04-01", user="Inspur Electric"), line("2025-04-01", user="Huawai"))
    _, lines = answered(tmp_path, *rows, screens=screens, since=date(2025, 3, 24))
    assert [found["ecluse_answer_before"] for found in lines] == [None, None]


@pytest.mark.parametrize(
    ("headings", "said", "came"),
    [
        ("Consignee,Address,City", "Amberfield,Hafenstr. 1,{}", True),
        ("Consignee,Consignee Address 1,Consignee Address 2", "Amberfield,Hafenstr. 1,{}", True),
        ("Consignee,Consignee Country,Consignee City", "Amberfield,DE,{}", True),
        ("Ship-To Name,Ship-To City", "Amberfield,{}", True),
        ("Ship-To City", "{}", True),
        ("End User,City,State", "Amberfield,{},open", True),
        # Where the buyer sits is not where the goods go.
        ("Buyer,Buyer Country,Buyer City,Consignee", "Quay Traders,DE,{},Amberfield", False),
    ],
)
def test_a_town_in_whatever_column_of_an_address_is_not_missed(
    tmp_path: Path, headings: str, said: str, came: bool
) -> None:
    goods = "H100 SXM,DE,2025-09-01"
    rows = (f"{goods},{said.format(town)}" for town in ("Leipzig", "Shenzhen", ""))
    report, lines = answered(tmp_path, *rows, headings=f"part,Ship-To Country,ship date,{headings}")
    there = "UNDETERMINED" if came else "NLR"
    assert [line["ecluse_outcome"] for line in lines] == ["NLR", there, "NLR"]
    unread = any("names no country" in flag.flag for flag in report.red_flags)
    assert unread == ("Address 2" in headings)  # for a town alone the destination is its country


def test_of_two_wordings_that_may_stand_the_stricter_counts(tmp_path: Path) -> None:
    days = ("2025-06-01", "2025-06-02", "2025-06-08", "2025-06-09")
    _, lines = answered(tmp_path, *(line(day, user="Ferrant Optics") for day in days))
    assert {found["ecluse_party_band"] for found in lines} == {"hit"}
    policies = [found["ecluse_review_policy"] for found in lines]
    assert policies == ["policy of denial"] * 3 + ["case-by-case"]


def test_a_review_is_undetermined_and_names_the_entry(tmp_path: Path) -> None:
    _, (found,) = answered(tmp_path, line("2025-06-01", buyer="Inspur Electric"))
    assert found["ecluse_outcome"] == "UNDETERMINED"
    assert found["ecluse_party_band"] == "review"
    assert found["ecluse_party_entry"].startswith("Inspur Electronic")
    assert float(found["ecluse_party_score"]) == 0.8
    assert found["ecluse_party_role"] == "purchaser"


def test_a_cleared_match_frees_its_own_line_alone(tmp_path: Path) -> None:
    screens = StandIn(cleared_names=frozenset({"inspur electric"}))
    _, lines = answered(
        tmp_path,
        line("2025-06-01", user="Inspur Electric"),
        line("2025-06-01", user="Inspur Electronic"),
        screens=screens,
    )
    assert [found["ecluse_outcome"] for found in lines] == ["NLR", "LICENSE"]
    assert [found["ecluse_party_band"] for found in lines] == ["cleared", "hit"]


@pytest.mark.parametrize("text", ["TBD", "N/A", "4711", "Hua\u202ewei", "same as end user"])
def test_what_names_nobody_is_never_clear(tmp_path: Path, text: str) -> None:
    report, (found,) = answered(tmp_path, line("2025-06-01", consignee=text))
    assert found["ecluse_outcome"] == "UNDETERMINED"
    assert found["ecluse_party_band"] == "not screened"
    assert [row.band for row in report.parties] == ["not screened"]
    assert all(cell.reason.endswith(": not screened") for cell in report.quarantined)


def test_what_names_nobody_and_meets_an_entry_is_not_told_as_not_screened(tmp_path: Path) -> None:
    report, (found,) = answered(tmp_path, line("2025-06-01", consignee="customer in Huawei"))
    assert found["ecluse_party_band"] == "hit"
    assert [cell.reason for cell in report.quarantined] == [
        "says that nobody is named: its words were compared, and nobody is cleared"
    ]


def test_the_same_as_the_consignee_is_the_consignee(tmp_path: Path) -> None:
    _, lines = answered(
        tmp_path,
        line("2025-06-01", consignee="Huawei", user="same as consignee"),
        line("2025-06-01", consignee="Amberfield", user="same as consignee"),
        line("2025-06-01", consignee="", user="same as consignee"),
    )
    assert [found["ecluse_outcome"] for found in lines] == ["LICENSE", "NLR", "UNDETERMINED"]


def test_a_line_without_a_party_says_so(tmp_path: Path) -> None:
    """A line that names no end user says that the others are presumed."""
    _, lines = answered(
        tmp_path,
        line("2025-06-01", consignee=""),
        line("2025-06-01"),
        line("2025-06-01", user="Corvane"),
    )
    assert [found["ecluse_party_band"] for found in lines] == [None, "none", "none"]
    assert "no party is listed" in lines[0]["ecluse_provided"]
    assert "no party is listed" in lines[1]["ecluse_provided"]
    assert "no party is listed" not in lines[2]["ecluse_provided"]


@pytest.mark.parametrize("other", ["", "Huawei"])
def test_a_dash_for_a_name_is_a_line_without_it_whatever_stands_beside_it(
    other: str, tmp_path: Path
) -> None:
    headings = "part,destination,ship date,end user,end user country"
    rows = [f"L4,JP,2025-06-01,{name},{place}" for place in ("", "JP") for name in ("-", "")]
    _, lines = answered(tmp_path, *rows, f"L4,JP,2025-06-01,{other},", headings=headings)
    shown = [tuple(found[f"ecluse_{name}"] for name in SHOWN) for found in lines]
    assert shown[0] == shown[1] == shown[2] == shown[3]
    assert lines[0]["ecluse_party_band"] is None
    _, alone = answered(tmp_path, *rows[:1], headings="part,destination,ship date,end user,hq")
    assert [tuple(found[f"ecluse_{name}"] for name in SHOWN) for found in alone] == shown[:1]


def test_a_blank_text_for_a_name_is_a_line_without_it(tmp_path: Path) -> None:
    """What pandas writes of an empty cell."""
    import duckdb

    source, out = tmp_path / "book.parquet", tmp_path / "out.parquet"
    duckdb.sql(
        "SELECT 'L4' AS part, 'JP' AS destination, DATE '2025-06-01' AS ship_date, "
        "unnest(['', ' ', NULL]) AS end_user, 'Japan' AS headquarters"
    ).write_parquet(str(source))
    run_orders(source, library=library(), out=out, screens=StandIn)
    bands = duckdb.sql(f"SELECT ecluse_outcome, ecluse_party_band FROM '{out}'").fetchall()
    assert bands == [("NLR", None)] * 3


def test_a_book_without_columns_of_parties_is_answered_as_before(tmp_path: Path) -> None:
    report, (found,) = answered(tmp_path, "L4,JP,2025-06-01", headings="part,destination,ship date")
    assert not set(PARTY_OUTPUT) & set(found)
    assert report.screening is None
    assert report.parties == ()


def test_each_distinct_party_is_screened_once_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    rows = [line("2025-06-01", "Huawei", "Amberfield", "Amberfield")] * 3
    first, second, other = StandIn(), StandIn(), StandIn(digest="a newer list")
    whole = [answered(tmp_path, *rows, screens=screens)[1] for screens in (first, second, other)]
    assert sorted(party.name for party in first.asked) == ["Amberfield", "Huawei"]
    assert second.asked == []
    assert len(other.asked) == 2
    assert whole[0] == whole[1] == whole[2]


def test_the_columns_country_and_number_go_with_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    screens = StandIn(digest="with countries")
    headings = "part,destination,ship date,End User,End User Country,End User Address,End User LEI"
    answered(
        tmp_path,
        "L4,JP,2025-06-01,Amberfield,P.R. China,1 Quay,N/A",
        headings=headings,
        screens=screens,
    )
    (party,) = screens.asked
    assert (party.country, party.address, party.identifier) == ("CN", "1 Quay", None)


def test_hits_come_first_with_their_lines_and_value(tmp_path: Path) -> None:
    report, _ = answered(
        tmp_path,
        line("2025-06-01", user="Inspur Electric"),
        line("2025-06-01", user="Huawei"),
        line("2025-06-01", user="Huawei"),
    )
    rows = [(row.party, row.band, row.lines, dict(row.value)) for row in report.parties]
    assert rows == [
        ("Huawei", "hit", 2, {"": 200.0}),
        ("Inspur Electric", "review", 1, {"": 100.0}),
    ]
    first = sections(report)[0]
    assert first.key == "parties"
    assert "Huawei" in page(report, "fr")
    assert json.dumps(report.to_dict()).count('"digest": "e"') == 1
    assert any(note.startswith("parties were screened against EL of") for note in report.notes)


def test_parties_that_nobody_screens_are_told(tmp_path: Path) -> None:
    source = book(tmp_path, line("2025-06-01", user="Huawei"), headings=HEADINGS)
    report = run_orders(source, library=library(), screen=False)
    assert any("'End User' were not screened" in note for note in report.notes)
    assert not any(
        "'End User' were" in note for note in run_orders(source, library=library()).notes
    )


def test_a_company_on_record_brings_its_stricter_seat(tmp_path: Path) -> None:
    headings = f"{HEADINGS},Headquarters"
    _, lines = answered(
        tmp_path,
        "H100,PL,2025-06-01,2,100,,Bytewharf,,",
        "H100,PL,2025-06-01,2,100,,Bytewharf,,PL",
        "H100,PL,2025-06-01,2,100,,Amberfield,,",
        headings=headings,
    )
    assert [found["ecluse_outcome"] for found in lines] == ["LICENSE", "LICENSE", "NLR"]


def test_each_line_goes_to_the_country_of_its_own_end_user(tmp_path: Path) -> None:
    """Many countries in one book: a chip that needs no license to Singapore may go on to each."""
    free = {"AE": False, "BY": False, "DE": True, "JP": True, "SA": False, "VN": False, "": True}
    rows = [
        f"H100,SG,2025-06-01,2,100,,,{name},{country}"
        for country in free
        for name in ("Quayside Labs", "")
    ]
    _, lines = answered(tmp_path, *rows, headings=f"{HEADINGS},End User Country")
    wanted = ["NLR" if country_free else "UNDETERMINED" for country_free in free.values()]
    assert [found["ecluse_outcome"] for found in lines] == [each for each in wanted for _ in "12"]


def test_a_country_of_a_party_that_nobody_can_read_may_be_any(tmp_path: Path) -> None:
    """What stands for no country is blank, and says none; all else may be where a license is."""
    unread = ("China?", "DE/CN", "Shenzhen", "Groß-China", "#N/A", "Atlantis")
    said = ("", "Germany", "Poland", *unread, "?", "unknown")
    for role in ("Consignee", "End User"):
        rows = [
            f"H20,DE,2025-06-02,2,100,,{name},{name},{country}"
            for country in said
            for name in ("Amberfield", "")
        ]
        report, lines = answered(tmp_path, *rows, headings=f"{HEADINGS},{role} Country")
        found = [(each["ecluse_outcome"], each["ecluse_needs"]) for each in lines]
        assert found == [("NLR", None)] * 6 + [("UNDETERMINED", "destination")] * 16
        assert "a country that nobody can read" in lines[-1]["ecluse_red_flags"]
        (count,) = report.unreadable
        assert (count.column, count.lines) == (f"{role} Country", 2 * len(unread))


NAMED = ("", "Amberfield", "Huawei", "huawai", "Inspur Electronic", "Inspur Electric", "TBD")
DAYS = ("2024-05-31", "2024-06-01", "2025-03-24", "2025-03-25")
NAMES = st.sampled_from((*NAMED, "Quay Traders", "Huawei Inspur", "same as consignee"))
LINES = st.lists(
    st.builds(line, st.sampled_from(DAYS), buyer=NAMES, consignee=NAMES, user=NAMES),
    min_size=2,
    max_size=6,
)


def _shown(found: dict[str, Any]) -> list[Any]:
    return [found[f"ecluse_{name}"] for name in (*SHOWN, "provided", "needs", "reason")]


@pytest.mark.slow
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=LINES, data=st.data())
def test_a_book_is_its_lines_in_any_order(
    tmp_path: Path, rows: Sequence[str], data: st.DataObject
) -> None:
    screens = StandIn(cleared_names=frozenset({"huawai"}))
    _, lines = answered(tmp_path, *rows, screens=screens)
    turned = data.draw(st.permutations(range(len(rows))))
    _, other = answered(tmp_path, *(rows[place] for place in turned), screens=screens)
    assert [_shown(lines[place]) for place in turned] == [_shown(found) for found in other]
    for row, found in zip(rows, lines, strict=True):
        _, (alone,) = answered(tmp_path, row, screens=screens)
        assert _shown(alone) == _shown(found)


def test_what_is_let_go_of_is_found_again(tmp_path: Path) -> None:
    users = ("Inspur Electronic", "Huawei", "Inspur Electric", "Amberfield")
    rows = [line(day, user=user) for day in ("2025-03-20", "2025-06-01") for user in users]
    _, plain = answered(tmp_path, *rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ecluse.orders.settle._FEW_CASES", 0)
        patch.setattr("ecluse.orders.join._DIRECT", 0)  # by their classes
        patch.setattr("ecluse.orders.answer_cache.cache_folder", lambda: None)
        patch.setattr("ecluse.equivalence.results._MOST", 0)
        _, swept = answered(tmp_path, *rows)
    assert list(map(_shown, swept)) == list(map(_shown, plain))


def test_lines_are_coded_alike_by_their_number_and_by_their_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A seat that every line names, one that some leave empty, one that some say nothing in."""
    users = ("Huawei", "Inspur Electric", "Amberfield", "", "-", "TBD", "Bytewharf")
    rows = [
        f"L4,JP,{day},2,100,{buyer},Corvane,{user},{seat}"
        for day in ("2025-03-20", "2025-06-01", "soon")
        for buyer in ("Huawei", "Amberfield", "")
        for user, seat in zip(users, ("", "JP", "CN", "", "JP", "", ""), strict=True)
    ]
    headings = f"{HEADINGS},Headquarters"
    report, by_number = answered(tmp_path, *rows, headings=headings)
    monkeypatch.setattr("ecluse.tables.engine_duckdb.Embedded.beside", lambda *_: False)
    told, by_text = answered(tmp_path, *rows, headings=headings)
    assert list(map(_shown, by_number)) == list(map(_shown, by_text))
    assert (told.parties, told.outcomes) == (report.parties, report.outcomes)
    assert {line["ecluse_party_band"] for line in by_text} >= {"hit", "review", "none"}


@pytest.mark.parametrize(
    "seats",
    [
        ("End User",),
        ("Buyer", "Consignee", "Consignee Address", "End User", "End User Country"),
    ],
    ids=len,
)
def test_a_party_is_what_it_is_alone_in_whatever_seats_it_sits(
    seats: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    headings = ",".join(("part,destination,ship date,quantity,value", *seats))
    beside = {"End User Country": "Japan", "Consignee Address": "1 Quay"}
    sold = [f"L4,JP,{day},2,100" for day in ("2025-06-01", "soon")]
    says = [
        [beside.get(seat, name) for seat in seats]
        for name in ("Huawei", "Huawai", "Bytewharf", "Amberfield", "")
    ]
    # The same in each seat, in the first alone, and in the last alone.
    says += [[*says[0][:1], *says[4][1:]], [*says[4][:-1], *says[0][-1:]]]
    rows = [f"{line},{','.join(cells)}" for line in sold for cells in says]
    asked = StandIn(digest=f"{seats}")
    _, first = answered(tmp_path, *rows, headings=headings, screens=asked)
    assert len(set(asked.asked)) == len(asked.asked)
    again = StandIn(digest=f"{seats}")
    _, kept = answered(tmp_path, *rows, headings=headings, screens=again)
    assert list(map(_shown, kept)) == list(map(_shown, first))
    assert [party for party in again.asked if party.name] == []
    for row, found in zip(rows[5:7], first[5:7], strict=True):
        _, (alone,) = answered(tmp_path, row, headings=headings, screens=asked)
        assert _shown(alone) == _shown(found)
