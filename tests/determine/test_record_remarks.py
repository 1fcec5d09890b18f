"""What is said of parties that are companies on record."""

from datetime import date

from ecluse.determine.party_record import RecordedParty
from ecluse.determine.record_remarks import record_flags, record_remarks
from ecluse.law.library import DATA, load
from ecluse.law.seats import restricted_seats
from ecluse.screening.entry import Entry
from ecluse.screening.party import Party, Role
from ecluse.screening.registry import CompanyRegistry

LIBRARY = load()
REGISTRY = CompanyRegistry.of(LIBRARY.companies, DATA, LIBRARY.exporters.bare)
DAY = date(2025, 10, 15)
NOTHING: dict[str, str | None] = {}
LISTED = {
    "inspur-group": (Entry(key="e", digest="", list="EL", names=("Inspur",)),),
    "sugon": (Entry(key="s", digest="", list="EL", names=("Sugon",)),),
}


def _recorded(name: str) -> RecordedParty:
    party = Party(name=name, role=Role.END_USER)
    restricted = restricted_seats(LIBRARY, LIBRARY.register.at(DAY))
    found = REGISTRY.ask(party, DAY, restricted, lambda owner: LISTED.get(owner.key, ()))
    assert found is not None
    return RecordedParty(party=party, found=found)


def test_what_is_filled_in_is_said_with_its_source():
    lines = record_remarks([_recorded("Scaleway")], NOTHING, LIBRARY, "en")
    source = "https://france2030.pages.dev/sectors/ai-quantum/scaleway-cloud/"
    assert lines == [
        f"Scaleway SAS is headquartered in France (FR), as the companies on record say ({source})",
        (
            "the ultimate parent of Scaleway SAS is Iliad S.A., headquartered in France (FR) "
            f"({source})"
        ),
    ]


def test_a_recalled_seat_says_that_it_is():
    line, *_ = record_remarks([_recorded("火山引擎")], NOTHING, LIBRARY, "fr")
    assert "de mémoire, sans page ouverte" in line


def test_what_is_said_is_not_said_again():
    said: dict[str, str | None] = {"headquarters": "FR", "parent_headquarters": "FR"}
    assert record_remarks([_recorded("Scaleway")], said, LIBRARY, "en") == []


def test_a_contradiction_is_a_red_flag():
    said: dict[str, str | None] = {"headquarters": "SG"}
    (flag,) = record_flags([_recorded("ByteDance")], said, LIBRARY, "en")
    assert "is Singapore (SG) here and China (CN) on record (ByteDance Ltd.)" in flag


def test_a_disputed_parent_is_a_red_flag():
    flags = record_flags([_recorded("Megaspeed")], NOTHING, LIBRARY, "en")
    assert [flag for flag in flags if "is disputed" in flag]


def test_listed_owners_are_red_flags_each_in_its_own_way():
    def flag(name: str) -> str:
        (only,) = record_flags([_recorded(name)], NOTHING, LIBRARY, "en")
        return only

    assert "nobody has read" in flag("Inspur Cloud")
    assert "own 27.96 % of Higon, less than the rule asks for" in flag("Higon")
    assert "a US company under listed owners" in flag("Aivres")
    assert record_flags([_recorded("Scaleway")], NOTHING, LIBRARY, "en") == []
