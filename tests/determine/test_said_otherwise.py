"""What is said beside what the item or another word says never frees a shipment in silence."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

from ecluse.determine.ask import ask
from ecluse.determine.remarks import red_flags
from ecluse.law.release import open_release
from ecluse.orders.book import run_orders

Answers = list[tuple[str, dict[str, Any], dict[str, str], str, str]]


def differing(rows: Answers) -> list[tuple[object, ...]]:
    """The rows whose answer is another one."""
    found = []
    for item, words, given, day, outcome in rows:
        answer = ask(item, on=date.fromisoformat(day), given=given, **words).outcome.value
        if answer != outcome:
            found.append((item, words, given, day, answer))
    return found


BOARD, SYSTEM = {"item_kind": "board"}, {"item_kind": "system"}


def test_an_item_said_to_be_a_board_or_a_system_is_classified_by_its_ic() -> None:
    rows: Answers = [
        ("H100", {"to": "CN"}, BOARD, "2024-06-01", "LICENSE"),
        ("H100", {"to": "CN"}, SYSTEM, "2022-12-01", "LICENSE"),
        ("H100", {"to": "CN"}, {"item_kind": "unknown"}, "2024-06-01", "UNDETERMINED"),
        ("H100", {"to": "CN"}, {"item_kind": "chip"}, "2024-06-01", "LICENSE"),
        ("H100", {"to": "SG", "hq": "CN"}, SYSTEM, "2024-06-01", "LICENSE"),
        ("A100", {"to": "SA", "eccn": "4A090.a"}, BOARD, "2024-06-01", "LICENSE"),
        ("T4", {"to": "CN"}, BOARD, "2024-06-01", "NLR"),
        ("H100", {"to": "DE"}, BOARD, "2024-06-01", "NLR"),
    ]
    assert differing(rows) == []


def test_what_the_eccn_says_and_what_is_said_of_it_settle_nothing_where_they_differ() -> None:
    rows: Answers = [
        ("H100", {"to": "CN"}, {"eccn_answers": "yes"}, "2024-06-01", "UNDETERMINED"),
        ("H100", {"to": "CN"}, {"eccn_answers": "no"}, "2024-06-01", "LICENSE"),
        (
            "T4",
            {"to": "CN", "eccn": "4A090.a"},
            {"declared_level_a": "no"},
            "2024-06-01",
            "UNDETERMINED",
        ),
        (
            "T4",
            {"to": "CN", "eccn": "4A090.a"},
            {"declared_level_a": "yes"},
            "2024-06-01",
            "LICENSE",
        ),
        ("T4", {"to": "CN", "eccn": "4A003.b"}, {"reason_ns1": "no"}, "2024-06-01", "UNDETERMINED"),
        ("T4", {"to": "CN", "eccn": "4A003.b"}, {"reason_ns1": "yes"}, "2024-06-01", "LICENSE"),
        ("H100", {"to": "DE"}, {"declared_level_a": "no"}, "2024-06-01", "NLR"),
    ]
    assert differing(rows) == []
    words = {"to": "SG", "eccn": "4A003.b", "on": date(2024, 6, 1)}
    exceptions = [
        ask("T4", given=given, **words).answer.exception
        for given in ({}, {"gbs_listed": "yes"}, {"lvs_limit_usd": "1000000"})
    ]
    assert exceptions == ["APP"] * 3  # the row lists neither GBS nor a limit for LVS


def test_a_chip_of_the_catalogue_is_not_said_out_of_the_rule_on_foundries() -> None:
    words = {"to": "CN", "exporter": "TSMC"}
    day = "2025-02-20"
    rows: Answers = [
        ("T4", words, {"advanced_logic": said}, day, "UNDETERMINED") for said in ("yes", "no")
    ]
    rows.append(("T4", {"to": "CN", "exporter": "Acme"}, {"advanced_logic": "no"}, day, "NLR"))
    assert differing(rows) == []


def test_no_company_that_the_emirates_approve_has_its_seat_in_china() -> None:
    approved = {"uae_approved": "yes", "informed_by_letter": "no"}
    words = {"to": "AE", "exporter": "Supermicro"}
    rows: Answers = [
        ("MI300X", {**words, "hq": "CN"}, approved, "2026-08-01", "LICENSE"),
        ("MI300X", {**words, "parent_hq": "CN"}, approved, "2027-04-06", "LICENSE"),
        ("MI300X", {**words, "hq": "US"}, approved, "2026-08-01", "NLR"),
        ("MI300X", words, approved, "2026-08-01", "NLR"),
    ]
    assert differing(rows) == []


def test_ethiopia_is_in_doubt_as_a_country_under_an_arms_embargo() -> None:
    rows: Answers = [
        ("H100", {"to": "ET"}, {}, "2023-10-22", "NLR"),  # the day before a letter asks for D:5
        ("H100", {"to": "ET"}, {}, "2023-10-23", "UNDETERMINED"),
        ("H100", {"to": "ET"}, {}, "2026-09-01", "UNDETERMINED"),
        ("H100", {"to": "KE", "hq": "ET"}, {}, "2024-06-01", "UNDETERMINED"),
        ("H100", {"to": "ER"}, {}, "2024-06-01", "LICENSE"),
        ("H100", {"to": "KE"}, {}, "2024-06-01", "NLR"),
        ("T4", {"to": "ET"}, {}, "2026-09-01", "NLR"),
    ]
    assert differing(rows) == []


def test_a_server_is_not_said_to_be_no_datacenter_item_by_its_card(tmp_path: Path) -> None:
    def outcome(name: str, more: str = "") -> str:
        path = tmp_path / "server.yaml"
        text = f"item: rack server\nkind: system\n{more}contains: {{item: {name}, count: 8}}\n"
        path.write_text(text, encoding="utf-8")
        return str(ask(path, to="CN", on=date(2026, 9, 1)).answer)

    assert outcome("RTX 4090") == "UNDETERMINED"
    assert outcome("RTX 4090", "datacenter: false\n") == "EXCEPTION NAC"
    assert outcome("RTX 4090", "datacenter: true\n").startswith("LICENSE")
    assert outcome("H100").startswith("LICENSE")


def test_a_card_that_is_said_to_be_a_system_may_be_for_datacenters(tmp_path: Path) -> None:
    day, to = "2026-08-01", {"to": "CN"}
    kinds = {"system": "UNDETERMINED", "unknown": "UNDETERMINED", "board": "EXCEPTION"}
    kinds |= {"chip": "EXCEPTION"}
    rows: Answers = [("RTX 4090", to, {"item_kind": kind}, day, kinds[kind]) for kind in kinds]
    rows += [
        ("RTX 4090", to, {**SYSTEM, "datacenter": "no"}, day, "EXCEPTION"),
        ("RTX 4090", to, {**SYSTEM, "datacenter": "yes"}, day, "LICENSE"),
        ("H100", to, SYSTEM, day, "LICENSE"),
        ("T4", to, SYSTEM, day, "NLR"),
    ]
    assert differing(rows) == []
    found = ask("RTX 4090", on=date.fromisoformat(day), given=SYSTEM, **to)
    assert found.needs == {"datacenter"}
    path, out = tmp_path / "book.csv", tmp_path / "out.csv"
    lines = [f"RTX 4090,CN,{day},{kind}" for kind in ("", *kinds)]
    path.write_text("\n".join(["part,destination,ship date,item_kind", *lines]), encoding="utf-8")
    run_orders(path, library=open_release().library, out=out)
    with out.open(encoding="utf-8", newline="") as file:
        told = [each["ecluse_outcome"] for each in csv.DictReader(file)]
    assert told == ["EXCEPTION", *kinds.values()]


def test_a_region_is_not_passed_over_beside_another_country() -> None:
    day, crimea = "2026-08-01", {"region": "crimea"}
    rows: Answers = [
        ("T4", {"to": "PL"}, crimea, day, "UNDETERMINED"),
        ("T4", {"to": "PL"}, {"region": "none"}, day, "NLR"),
        ("T4", {"to": "PL"}, {"region": "unknown"}, day, "NLR"),  # no region of Poland is asked for
        ("T4", {"to": "UA"}, crimea, day, "LICENSE"),
        ("H100", {"to": "CN"}, crimea, day, "LICENSE"),
    ]
    assert differing(rows) == []
    answer = ask("T4", to="PL", on=date.fromisoformat(day), given=crimea)
    assert answer.needs == {"destination"}
    assert [place for place, _ in answer.contradicted] == ["crimea"]
    for lang, told, untold in (("en", "the goods are said to go to", "used in"), ("fr", *FRENCH)):
        first = red_flags(answer, open_release().library, lang)[0]
        assert told in first
        assert untold not in first


FRENCH = ("les biens iraient ici", "utilisé")


def test_a_region_is_told_as_one_and_another_country_as_one() -> None:
    crimea = ask("T4", to="DE", on=date(2026, 8, 1), given={"region": "crimea"})
    used = ask("T4", to="DE", on=date(2026, 8, 1), given={"end_use_place": "RU"})
    for lang, region, country in (
        ("en", "correct the destination or the region", "correct the destination or that country"),
        ("fr", "corrigez la destination ou la région", "corrigez la destination ou ce pays"),
    ):
        in_region = " ".join(red_flags(crimea, open_release().library, lang))
        in_country = " ".join(red_flags(used, open_release().library, lang))
        assert (region in in_region, country in in_region) == (True, False)
        assert (region in in_country, country in in_country) == (False, True)
        assert "LICENSE" in in_region


def test_each_answer_of_a_place_with_two_readings_is_told() -> None:
    given = {"exported_from": "DE", "movement": "transfer", "end_use_place": "CN"}
    answer = ask("A40", to="DE", on=date(2026, 9, 1), given=given)
    told = red_flags(answer, open_release().library, "en")
    assert [str(each) for _, each in answer.contradicted] == ["EXCEPTION ACA", "EXCEPTION NAC"]
    both = [flag for flag in told if "the answer is EXCEPTION ACA / EXCEPTION NAC" in flag]
    assert len(both) == 2, told


def test_what_leaves_the_country_where_it_goes_is_a_transfer() -> None:
    early, late = "2024-06-01", "2026-08-01"
    there = {"to": "SG", "hq": "CN"}
    transfer = {"movement": "transfer"}
    rows: Answers = [
        ("A40", there, {"exported_from": "SG"}, early, "LICENSE"),
        ("A40", there, {"exported_from": "TW"}, early, "EXCEPTION"),
        ("A40", there, {"exported_from": "US"}, early, "EXCEPTION"),
        ("A40", there, {"exported_from": "unknown"}, early, "EXCEPTION"),
        ("A40", there, {"exported_from": "SG", **transfer}, early, "LICENSE"),
        ("A40", {"to": "CN"}, {"exported_from": "US", **transfer}, late, "UNDETERMINED"),
        ("A40", {"to": "CN"}, {"exported_from": "CN", **transfer}, late, "EXCEPTION"),
        ("A40", {"to": "CN"}, {"exported_from": "CN", "movement": "export"}, late, "UNDETERMINED"),
        ("A40", {"to": "CN"}, {"exported_from": "SG", "movement": "export"}, late, "EXCEPTION"),
        ("A40", {"to": "HK"}, {"exported_from": "CN"}, late, "EXCEPTION"),
        ("A40", {"to": "CN"}, transfer, late, "EXCEPTION"),
        ("T4", {"to": "DE"}, {"exported_from": "DE"}, late, "NLR"),
    ]
    assert differing(rows) == []
    given = {"exported_from": "SG", "movement": "export"}
    answer = ask("A40", on=date.fromisoformat(early), given=given, **there)
    assert answer.needs == {"movement"}
    told = "\n".join(red_flags(answer, open_release().library, "en"))
    assert "a transfer within it" in told


def test_a_book_reads_where_goods_leave_and_a_region_as_a_question_does(tmp_path: Path) -> None:
    rows = [
        "A40,SG,2024-06-01,CN,SG,,",
        "A40,SG,2024-06-01,CN,SG,export,",
        "A40,DE,2024-06-01,CN,SG,,",
        "A40,DE,2024-06-01,CN,DE,,",
        "A40,CN,2026-08-01,,US,transfer,",
        "A40,CN,2026-08-01,,CN,transfer,",
        "T4,PL,2026-08-01,,,,crimea",
        "T4,PL,2026-08-01,,,,none",
    ]
    path, out = tmp_path / "book.csv", tmp_path / "out.csv"
    heading = "part,destination,ship date,hq,exported_from,movement,region"
    path.write_text("\n".join([heading, *rows]), encoding="utf-8")
    run_orders(path, library=open_release().library, out=out)
    with out.open(encoding="utf-8", newline="") as file:
        found = [(each["ecluse_outcome"], each["ecluse_needs"]) for each in csv.DictReader(file)]
    assert found == [
        ("LICENSE", ""),
        ("UNDETERMINED", "movement"),
        ("EXCEPTION", ""),
        ("LICENSE", ""),
        ("UNDETERMINED", "movement"),
        ("EXCEPTION", ""),
        ("UNDETERMINED", "destination"),
        ("NLR", ""),
    ]


def test_a_foundry_on_record_is_not_said_to_be_another_company() -> None:
    day, tsmc = "2025-02-20", {"to": "CN", "exporter": "TSMC"}
    rows: Answers = [
        ("T4", tsmc, {"exporter_role": "other"}, day, "UNDETERMINED"),
        ("T4", tsmc, {"exporter_role": "foundry"}, day, "UNDETERMINED"),
        ("T4", {"to": "CN", "exporter": "Acme"}, {"exporter_role": "other"}, day, "NLR"),
        ("T4", {"to": "DE"}, {"exporter_role": "other"}, day, "NLR"),
    ]
    assert differing(rows) == []


def test_the_seat_of_a_vendor_on_record_is_its_designers(tmp_path: Path) -> None:
    def outcome(more: str, to: str = "DE", **given: str) -> str:
        path = tmp_path / "own.yaml"
        figures = "{tpp: 9000, die_area_mm2: 780, dram_bandwidth_gb_per_s: 900}"
        text = f"item: Ascend 999\nkind: chip\n{more}datacenter: true\nfigures: {figures}\n"
        path.write_text(text, encoding="utf-8")
        return ask(path, to=to, on=date(2026, 9, 1), given=given).outcome.value

    assert outcome("vendor: Huawei\n") == "LICENSE"
    assert outcome("vendor: Huawei\ndesigner_headquarters: CN\n") == "LICENSE"
    assert outcome("vendor: Amberfield Silicon\n") == "NLR"
    assert outcome("vendor: NVIDIA\n") == "NLR"
    assert outcome("") == "NLR"
    assert outcome("", vendor="huawei") == "LICENSE"
    for own in ("Huawei Technologies", "HUAWEI TECHNOLOGIES CO., LTD.", "Biren Technology"):
        assert outcome(f"vendor: '{own}'\n") == "LICENSE"
    for other in ("HiSilicon", "Huawei Semiconductor", "Lenovo"):
        assert outcome(f"vendor: {other}\n") == "UNDETERMINED"
        assert outcome(f"vendor: {other}\ndesigner_headquarters: US\n") == "NLR"
    assert outcome("vendor: NVIDIA Corporation\n") == "NLR"
    assert outcome("vendor: Samsung Electronics\n", to="CN") == "LICENSE"  # presumed of US design


def test_a_book_takes_the_seat_of_a_vendor_as_a_file_does(tmp_path: Path) -> None:
    path, out = tmp_path / "book.csv", tmp_path / "out.csv"
    heading = "part,destination,ship date,datacenter,tpp,die_area_mm2,vendor"
    vendors = ["Huawei", "NVIDIA", "Amberfield Silicon", "", "Huawei Technologies", "HiSilicon"]
    rows = [f"Ascend 999,DE,2026-09-01,yes,9000,780,{vendor}" for vendor in vendors]
    path.write_text("\n".join([heading, *rows]), encoding="utf-8")
    run_orders(path, library=open_release().library, out=out)
    with out.open(encoding="utf-8", newline="") as file:
        found = [each["ecluse_outcome"] for each in csv.DictReader(file)]
    assert found == ["LICENSE", "NLR", "NLR", "NLR", "LICENSE", "UNDETERMINED"]


def by_a_book(path: Path, heading: str, rows: list[str]) -> list[tuple[str, str]]:
    """The outcome and the needs of the lines of a book."""
    path.write_text("\n".join([heading, *rows]), encoding="utf-8")
    out = path.with_suffix(".out.csv")
    run_orders(path, library=open_release().library, out=out)
    with out.open(encoding="utf-8", newline="") as file:
        return [(each["ecluse_outcome"], each["ecluse_needs"]) for each in csv.DictReader(file)]


def test_a_parent_is_not_presumed_at_home_beside_a_majority_owner_of_d5(tmp_path: Path) -> None:
    day, needs = "2024-06-01", "parent_headquarters"
    held, at_home = {"majority_owned_from_d5": "yes"}, {"to": "SG", "hq": "SG"}
    rows: Answers = [
        ("H100", at_home, held, day, "UNDETERMINED"),
        ("H100", at_home, {"majority_owned_from_d5": "unknown"}, day, "UNDETERMINED"),
        ("H100", at_home, {"majority_owned_from_d5": "no"}, day, "NLR"),
        ("H100", at_home, {}, day, "NLR"),
        ("H100", {"to": "SG"}, held, day, "UNDETERMINED"),
        ("H100", {**at_home, "parent_hq": "US"}, held, day, "NLR"),
        ("H100", {**at_home, "parent_hq": "CN"}, held, day, "LICENSE"),
        ("T4", at_home, held, day, "NLR"),
    ]
    assert differing(rows) == []
    assert ask("H100", on=date.fromisoformat(day), given=held, **at_home).needs == {needs}
    heading = "part,destination,ship date,hq,parent hq,majority_owned_from_d5"
    lines = ["H100,SG,2024-06-01,SG,", "H100,SG,2024-06-01,,", "H100,SG,2024-06-01,SG,US"]
    book = [f"{line},{owned}" for line in lines for owned in ("yes", "no", "")]
    free = ("NLR", "")
    expected = [*[("UNDETERMINED", needs), free, free] * 2, *[free] * 3]
    assert by_a_book(tmp_path / "book.csv", heading, book) == expected


def test_who_says_what_an_eccn_says_and_not_which_is_asked_which(tmp_path: Path) -> None:
    chip, day = "RTX 4080", "2024-06-01"
    reason = {"reason_ns1": "yes"}
    rows: Answers = [
        (chip, {"to": "VN"}, reason, day, "LICENSE"),
        (chip, {"to": "VN"}, {"reason_ns1": "no"}, day, "NLR"),
        (chip, {"to": "VN"}, {"reason_at1": "yes"}, day, "NLR"),
        (chip, {"to": "VN", "eccn": "EAR99"}, reason, day, "UNDETERMINED"),
        (chip, {"to": "VN"}, {"declared_level_a": "yes"}, day, "UNDETERMINED"),
        (chip, {"to": "DE"}, {"reason_ns2": "yes"}, day, "UNDETERMINED"),
        ("L4", {"to": "DE"}, {"reason_ns1": "no"}, day, "NLR"),
        ("L4", {"to": "DE"}, reason, day, "UNDETERMINED"),
    ]
    assert differing(rows) == []
    for item in (chip, "L4"):
        for given in ({"declared_level_a": "yes"}, {"eccn_entry": "3A001"}, reason):
            found = ask(item, to="DE", on=date.fromisoformat(day), given=given)
            assert not found.needs & given.keys(), (item, given)
            assert found.outcome.value != "UNDETERMINED" or "declared_eccn" in found.needs
    heading = "part,destination,ship date,reason_ns1"
    lines = [f"{chip},VN,{day},yes", f"{chip},VN,{day},no", f"L4,DE,{day},yes"]
    found_in_book = by_a_book(tmp_path / "book.csv", heading, lines)
    assert found_in_book == [("LICENSE", ""), ("NLR", ""), ("UNDETERMINED", "declared_eccn")]
