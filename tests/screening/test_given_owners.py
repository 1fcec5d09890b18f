"""Owners that a user's files give: whose company is owned by whom, and files that say nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ecluse.determine.ask import ask
from ecluse.determine.record_remarks import owner_lines
from ecluse.determine.verdict import Outcome
from ecluse.errors import EcluseError
from ecluse.law.library import Library, load
from ecluse.screening.given_owners import with_given_owners
from ecluse.screening.party import Party, Role

LIBRARY = load()
BARE: Callable[[str], str] = LIBRARY.exporters.bare
RULE_DAY, STAYED = date(2025, 10, 15), date(2025, 12, 15)
CHIP, FIRM = "NVIDIA GeForce RTX 4060 Ti 16 GB", "Quillon Data GmbH"
TABLE = "child,parent,percent,since,until,source\n"
LEVEL_1 = "LEI,Entity.LegalName,Entity.HeadquartersAddress.Country,Entity.EntityStatus\n"
LEVEL_2 = (
    "Relationship.StartNode.NodeID,Relationship.EndNode.NodeID,Relationship.RelationshipType,"
    "Relationship.RelationshipStatus\n"
)


def with_files(*files: Path, names: list[str] | None = None) -> Library:
    return LIBRARY.with_companies(with_given_owners(LIBRARY.companies, files, BARE, names))


def table(folder: Path, percent: str, owner: str = "Huawei Technologies Co., Ltd.") -> Path:
    path = folder / "owners.csv"
    path.write_text(f'{TABLE}{FIRM},"{owner}",{percent},,,a register\n', "utf-8")
    return path


def gleif(folder: Path) -> tuple[Path, Path]:
    one, two = folder / "lei2.csv", folder / "rr.csv"
    rows = f"L1,{FIRM},DE,ACTIVE\nL2,Huawei Technologies Co. Ltd.,CN,ACTIVE\n"
    one.write_text(LEVEL_1 + rows, "utf-8")
    two.write_text(f"{LEVEL_2}L1,L2,IS_DIRECTLY_CONSOLIDATED_BY,ACTIVE\n", "utf-8")
    return one, two


def outcome(library: Library, on: date = RULE_DAY, name: str = FIRM) -> tuple[Outcome, str | None]:
    party = Party(name=name, role=Role.END_USER)
    found = ask(CHIP, to="VN", on=on, parties=[party], library=library)
    return found.outcome, found.verdict.policy


@pytest.mark.parametrize(
    ("percent", "on", "wanted"),
    [
        pytest.param("50", RULE_DAY, (Outcome.LICENSE, "presumption of denial"), id="half"),
        pytest.param("49", RULE_DAY, (Outcome.NLR, None), id="less"),
        pytest.param("", RULE_DAY, (Outcome.UNDETERMINED, None), id="nobody has read it"),
        pytest.param("50", STAYED, (Outcome.NLR, None), id="while the rule is stayed"),
    ],
)
def test_a_table_of_shares_decides(tmp_path, percent, on, wanted):
    assert outcome(with_files(table(tmp_path, percent)), on) == wanted


NAMED = (  # the firm beside other words, as surely as a listed one would be
    f"{FIRM}, Berlin",
    f"{FIRM} (Berlin)",
    f"c/o {FIRM}",
    f"Attn: {FIRM}",
    f"1000234 {FIRM}",
    f"Samsung Electronics; {FIRM}",
)
NEAR = (  # the firm but for a place, a number, a sign or a letter
    f"{FIRM}\nBerlin",
    f"{FIRM} 1000234",
    f"Messrs. {FIRM}",
    "Quillon Data Germany GmbH",
    "Quillоn Data GmbH",  # with a Cyrillic letter
    "Qiullon Data GmbH",
    "Quilon Data",
)
OTHERS = ("Quillon Robotics GmbH", "Quilted Data GmbH", "Data GmbH, Berlin", "Amberfield GmbH")


def test_the_owners_of_each_name_that_a_text_holds_are_asked(tmp_path):
    library = with_files(table(tmp_path, "60"))
    found = {name: outcome(library, name=name)[0] for name in (*NAMED, *NEAR, *OTHERS)}
    assert [name for name in NAMED if found[name] is not Outcome.LICENSE] == []
    assert [name for name in NEAR if found[name] is not Outcome.UNDETERMINED] == []
    assert [name for name in OTHERS if found[name] is not Outcome.NLR] == []


def test_the_gleif_s_files_are_looked_through_for_each_name_that_a_text_holds(tmp_path):
    asked = f"c/o {FIRM}, Berlin"
    library = with_files(*gleif(tmp_path), names=[asked])
    assert outcome(library, name=asked)[0] is Outcome.UNDETERMINED


@pytest.mark.parametrize(("percent", "told"), [("0.6", "0.6"), ("1", "1"), ("0.5", "0.5")])
def test_shares_of_one_that_a_spreadsheet_writes_for_percentages_are_refused(
    tmp_path, percent, told
):
    with pytest.raises(EcluseError, match=f"no share is more than 1 per cent.* {told} "):
        with_files(table(tmp_path, percent))


@pytest.mark.parametrize("percent", ["0", "1.5", ""])
def test_other_shares_are_read(tmp_path, percent):
    assert len(with_files(table(tmp_path, percent)).companies.holdings)


def test_an_owner_who_is_not_listed_changes_nothing(tmp_path):
    library = with_files(table(tmp_path, "100", "Amberfield Holding"))
    assert outcome(library) == outcome(LIBRARY) == (Outcome.NLR, None)


def test_the_gleif_s_files_give_owners_of_an_unknown_share(tmp_path):
    library = with_files(*gleif(tmp_path), names=[FIRM])
    assert outcome(library)[0] is Outcome.UNDETERMINED
    assert outcome(with_files(*gleif(tmp_path), names=["Somebody Else"]))[0] is Outcome.NLR


def test_listed_owners_are_named_with_their_lists(tmp_path):
    party = Party(name=FIRM)
    library = with_files(table(tmp_path, "60"))
    line, parent = owner_lines(party, library, STAYED, None, "en")
    assert line == f"{FIRM} is owned 60 % by listed parties (Huawei Technologies Co., Ltd.: EL)"
    assert parent.startswith(f"{FIRM} is owned, or may be, by these (Huawei ")
    assert owner_lines(party, LIBRARY, STAYED, None, "en") == []


def test_owners_of_another_list_are_named_where_they_leave_the_parent_unknown(tmp_path):
    party, seat = Party(name=FIRM), "Tencent Holdings Limited: China (CN)"
    (line,) = owner_lines(
        party, with_files(table(tmp_path, "100", "Tencent Holdings Limited")), STAYED, None, "en"
    )
    assert line == (
        f"{FIRM} is owned, or may be, by these ({seat}): its ultimate parent is taken as unknown"
    )
    less = with_files(table(tmp_path, "40", "Tencent Holdings Limited"))
    assert owner_lines(party, less, STAYED, None, "en") == []


TENCENT, NEXT = "Tencent Holdings Limited", "Marlow Holding SA"
OPEN_PARENT = (  # the owners of FIRM, each with its share; and theirs
    f"{FIRM},{TENCENT},100,,",
    f"{FIRM},{TENCENT},50,,",
    f"{FIRM},{TENCENT},,,",
    f"{FIRM},{TENCENT},30,,\n{FIRM},Xiaomi Corporation,30,,",
    f"{FIRM},{NEXT},60,,\n{NEXT},{TENCENT},51,,",
    f"{FIRM},Rosneft,51,,",  # on lists alone
    f"{FIRM},Aeroflot,51,,",
    f"{FIRM},TikTok,51,,",  # whose own parent sits there
    f"{FIRM},Megaspeed International Pte. Ltd.,51,,",  # behind whom nobody knows who stands
    f"{FIRM},Tencent Cloud Netherlands B.V.,51,,",
)
FREE_PARENT = (
    f"{FIRM},{TENCENT},40,,",
    f"{FIRM},{NEXT},60,,\n{NEXT},{TENCENT},49,,",
    f"{FIRM},Siemens AG,100,,",
    f"{FIRM},Amazon Web Services Deutschland GmbH,100,,",
    f"{FIRM},{NEXT},100,,",
    f"{FIRM},{TENCENT},100,,2026-01-01",
    f"Marlow Optics AG,{TENCENT},100,,",
    f"{TENCENT},{FIRM},100,,",
)


def test_an_owner_who_sits_in_china_leaves_the_ultimate_parent_unknown(tmp_path):
    def answer(rows: str) -> Outcome:
        path = tmp_path / "owners.csv"
        path.write_text(TABLE + "".join(f"{row},a register\n" for row in rows.split("\n")), "utf-8")
        party, on = Party(name=FIRM, role=Role.END_USER), date(2026, 9, 15)
        found = ask("NVIDIA H100", to="DE", on=on, parties=[party], library=with_files(path))
        assert "parent_headquarters" in found.needs or found.outcome is Outcome.NLR
        return found.outcome

    assert [rows for rows in OPEN_PARENT if answer(rows) is not Outcome.UNDETERMINED] == []
    assert [rows for rows in FREE_PARENT if answer(rows) is not Outcome.NLR] == []


def test_an_owner_who_sits_in_china_stands_beside_a_parent_that_is_said(tmp_path):
    library = with_files(table(tmp_path, "100", TENCENT))
    party, on = Party(name=FIRM, role=Role.END_USER), date(2026, 9, 15)
    said = {
        code: ask(
            "NVIDIA H100",
            to="DE",
            on=on,
            parties=[party],
            parent_hq=code,
            library=library,
        ).outcome
        for code in ("DE", "CN")
    }
    assert said == {"DE": Outcome.NLR, "CN": Outcome.LICENSE}


@pytest.mark.parametrize(
    ("files", "names", "told"),
    [
        (lambda folder: gleif(folder)[:1], [FIRM], "give its relationships (level 2) too"),
        (lambda folder: gleif(folder)[1:], [FIRM], "give its legal entities (level 1) too"),
        (gleif, None, "looked through for the parties of one question"),
        (lambda folder: [folder / "none.csv"], [FIRM], "the file cannot be read"),
    ],
)
def test_files_that_say_nothing_are_refused(tmp_path, files, names, told):
    with pytest.raises(EcluseError) as raised:
        with_files(*files(tmp_path), names=names)
    assert told in str(raised.value)
