"""A party that is taken for a listed one sits where the list says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ecluse.determine.ask import ask
from ecluse.determine.decide import determine
from ecluse.determine.listed_seat import listed_seat, seated
from ecluse.determine.record_remarks import record_flags
from ecluse.determine.remarks import red_flags
from ecluse.determine.timeline import timeline
from ecluse.determine.verdict import Outcome
from ecluse.law.library import load
from ecluse.screening.clearance import Clearance, Clearances
from ecluse.screening.entry import Entry
from ecluse.screening.match import Band, Match
from ecluse.screening.party import Party, Role
from ecluse.screening.screen import Screener

DAY = date(2026, 9, 1)
PARTY = Party(name="Harbin Boden Optics", role=Role.END_USER)
ENTRIES = {
    entry.key: (entry,)
    for entry in (
        Entry(key="UVL:1", digest="d1", list="UVL", names=("Boden",), countries=("DE", "CN")),
        Entry(key="SDN:2", digest="d2", list="SDN", names=("Boden",), countries=("RU",)),
        Entry(key="SDN:3", digest="d3", list="SDN", names=("Boden",), countries=("AE",)),
        Entry(
            key="SDN:4", digest="d4", list="SDN", names=("Boden",), countries=("IR",), type="Vessel"
        ),
        Entry(
            key="SDN:5",
            digest="d5",
            list="SDN",
            names=("Bo Den",),
            countries=("KP",),
            type="Individual",
        ),
        Entry(key="SDN:6", digest="d6", list="SDN", names=("Boden",), countries=("CY", "RU")),
    )
}


def _met(*keys: str, band: Band = Band.HIT) -> list[Match]:
    return [Match(entry=key, score=0.95, band=band, name="Boden", by="name") for key in keys]


def _seats(party: Party, matches: list[Match]) -> str:
    """The countries in which the lists have a party."""
    seats = listed_seat(party, matches, ENTRIES.__getitem__).listed_in
    return " ".join(each.country if each.surely else f"{each.country}?" for each in seats)


def test_a_hit_seats_a_party() -> None:
    assert _seats(PARTY, _met("UVL:1")) == "CN"  # of several countries those that count
    assert _seats(replace(PARTY, address="Floor 3"), _met("UVL:1")) == "CN"
    assert _seats(PARTY, _met("UVL:1", band=Band.REVIEW)) == "CN?"
    both = [*_met("UVL:1", band=Band.REVIEW), *_met("UVL:1")]
    assert _seats(PARTY, both) == "CN"  # who surely is one is not told as who may be
    assert not _seats(PARTY, _met("UVL:1", band=Band.NONE))
    assert not _seats(PARTY, _met("SDN:3", "SDN:4"))  # no stricter country, and a ship


def test_each_country_of_all_entries_seats_a_party() -> None:
    assert _seats(PARTY, _met("SDN:6")) == "CY RU"
    assert _seats(PARTY, _met("UVL:1", "SDN:2")) == _seats(PARTY, _met("SDN:2", "UVL:1")) == "CN RU"
    assert _seats(replace(PARTY, country="CY"), _met("SDN:6", "UVL:1")) == "CN"
    found = listed_seat(PARTY, _met("UVL:1", "SDN:6"), ENTRIES.__getitem__)
    assert [each[:2] for each in found.listed_in] == [("CN", "UVL"), ("CY", "SDN"), ("RU", "SDN")]


def test_the_seat_of_a_list_stands_beside_what_is_said() -> None:
    for place in (
        {"country": "SG"},
        {"address": "1 Raffles Place, Singapore"},
        {"address": "Springfield"},
    ):
        assert _seats(replace(PARTY, **place), _met("UVL:1")) == "CN"
        assert not _seats(replace(PARTY, **place), _met("SDN:5"))  # a person
    assert _seats(PARTY, _met("SDN:5")) == "KP"
    there = replace(PARTY, country="DE")  # where the list has it too
    assert (_seats(there, _met("UVL:1")), _seats(there, _met("SDN:2"))) == ("", "RU")
    assert not _seats(replace(PARTY, body_of="VN"), _met("UVL:1"))


def _cleared(entry: str, second: str | None, day: date = date(2026, 8, 1)) -> Clearances:
    digest = ENTRIES[entry][0].digest
    return Clearances.made(
        Clearance(
            name=PARTY.name,
            entry=entry,
            digest=digest,
            by="Anna",
            approved_by=second,
            day=day,
            because="a namesake",
        )
    )


def test_two_persons_clear_a_party_of_the_seat_of_one_entry() -> None:
    def seat(clearances: Clearances, *keys: str) -> str:
        found = seated(PARTY, _met(*keys), ENTRIES.__getitem__, clearances, DAY, None)
        return " ".join(each.country for each in found.listed_in)

    assert not seat(_cleared("UVL:1", "Bert"), "UVL:1")
    assert seat(_cleared("UVL:1", "Bert"), "UVL:1", "SDN:2") == "RU"
    assert seat(_cleared("UVL:1", None), "UVL:1") == "CN"
    assert seat(_cleared("UVL:1", "Bert", date(2026, 9, 2)), "UVL:1") == "CN"


def test_one_person_clears_a_party_that_may_be_listed_of_the_seat() -> None:
    def seats(clearances: Clearances) -> int:
        met = _met("UVL:1", band=Band.REVIEW)
        found = seated(PARTY, met, ENTRIES.__getitem__, clearances, DAY, None)
        return len(found.listed_in)

    assert seats(_cleared("UVL:1", None)) == 0
    assert seats(_cleared("UVL:1", None, date(2026, 9, 2))) == 1


def test_a_chip_for_who_may_be_a_listed_firm_of_china_waits_for_who_it_is() -> None:
    name = "Contemporary Amperex Technology Thuringia GmbH"
    party = Party(name=name, role=Role.END_USER)
    found = ask("H100", to="DE", on=DAY, parties=[party])
    assert found.outcome is Outcome.UNDETERMINED
    told = f"{name} may be a party that the list 1260H has in China (CN)"
    assert any(each.startswith(told) for each in red_flags(found, load(), "en"))
    assert ask("T4", to="DE", on=DAY, parties=[party]).outcome is Outcome.NLR
    buyer = replace(party, role=Role.PURCHASER)
    assert ask("H100", to="DE", on=DAY, parties=[buyer]).outcome is Outcome.NLR


def test_a_chip_for_a_listed_firm_of_china_is_not_free_for_want_of_its_address() -> None:
    listed = "Changhe Aircraft Industries (Group) Co., Ltd."

    def outcome(**said: str) -> Outcome:
        party = Party(name=listed, role=Role.END_USER, **said)
        return ask("H100", to="DE", on=DAY, parties=[party]).outcome

    assert outcome() is Outcome.UNDETERMINED
    assert outcome(country="DE") is Outcome.UNDETERMINED
    seated_here = {"headquarters": "DE", "end_use_place": "DE"}
    party = Party(name=listed, role=Role.END_USER)
    settled = ask("H100", to="DE", on=DAY, parties=[party], given=seated_here).outcome
    assert settled is Outcome.NLR
    buyer = Party(name=listed, role=Role.PURCHASER)
    assert ask("H100", to="DE", on=DAY, parties=[buyer]).outcome is Outcome.NLR


def test_who_says_where_a_party_is_is_told() -> None:
    library = load()

    def flags(**said: str) -> str:
        party = Party(role=Role.END_USER, **said)
        found = ask("H100", to="DE", on=DAY, parties=[party])
        return "\n".join(red_flags(found, library, "en") + record_flags(found, library, "en"))

    listed = "Changhe Aircraft Industries (Group) Co., Ltd."
    by_list = f"the list UVL says that {listed} is in China (CN)"
    assert by_list in flags(name=listed)
    assert "is said to be in" not in flags(name=listed)
    assert by_list not in flags(name=listed, country="CN")
    assert f"{listed} is said to be in China (CN)" in flags(name=listed, country="CN")
    force = "PLA Unit 61398"
    assert f"by its name, {force} is in China (CN)" in flags(name=force)
    assert f"{force} is said to be in China (CN)" in flags(name=force, address="Beijing, China")


def test_a_clearance_frees_of_a_seat_from_its_day_on_as_known_on_another() -> None:
    library, listed = load(), "Changhe Aircraft Industries (Group) Co., Ltd."
    begun, before = date(2026, 8, 15), date(2026, 8, 1)
    parties = [Party(name=listed, role=Role.END_USER)]
    met = Screener.open(library.folder).matches(parties[0])
    entries = [Screener.open(library.folder).entries(match.entry)[-1] for match in met]
    cleared = (
        Clearance(
            name=listed,
            entry=entry.key,
            digest=entry.digest,
            by="Anna",
            approved_by="Bert",
            day=begun,
            because="a namesake",
        )
        for entry in entries
    )
    asked = {"parties": parties, "clearances": Clearances.made(*cleared)}
    shipment = ask("H100", to="DE", on=DAY, **asked).shipment

    def outcome(on: date, known: date | None = None) -> Outcome:
        law = library.register.at(on, known)
        return determine(replace(shipment, on=on), law, library).outcome

    assert [outcome(DAY, known) for known in (None, begun, before)] == [
        *(Outcome.NLR, Outcome.NLR, Outcome.UNDETERMINED)
    ]
    assert outcome(before) is Outcome.UNDETERMINED
    early = ask("H100", to="DE", on=before, **asked)
    assert early.outcome is Outcome.UNDETERMINED
    for one in (shipment, early.shipment):
        found = timeline(one, library, before, DAY)
        assert [(each.since, each.found.outcome) for each in found] == [
            (before, Outcome.UNDETERMINED),
            (begun, Outcome.NLR),
        ]
