"""Parties decide: what an entry tells the law on a day, and the answers that follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import param

import build
from ecluse.determine.ask import ask
from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import determine
from ecluse.determine.determination import Determination
from ecluse.determine.listed_word import read_joined, said_of_lists
from ecluse.determine.parties import NamedParties, PartyMatch
from ecluse.determine.party_answer import listed_lines, parties_of, party_warnings, screened_line
from ecluse.determine.remarks import duties
from ecluse.determine.shipment import Shipment
from ecluse.determine.verdict import FREER, Outcome
from ecluse.determine.verdict_of import Verdicts
from ecluse.errors import EcluseError
from ecluse.facts.truth import Truth
from ecluse.screening.clearance import Clearance, Clearances
from ecluse.screening.entry import Entry, EntryPolicy, ItemsCovered, ListVersion
from ecluse.screening.match import Band, Match
from ecluse.screening.party import Party, Role
from ecluse.screening.sdn_tags import read_sdn_tags

LISTED = date(2025, 3, 25)
PARTY = Party(name="Acme Semiconductor", role=Role.END_USER)
ENTITY = Entry(
    key="EL:CN:acme:90",
    digest="d1",
    list="EL",
    names=("Acme Semiconductor Co., Ltd.",),
    listed=LISTED,
    known=date(2025, 3, 28),
    worded_since=LISTED,
    footnotes=frozenset({4}),
    items=ItemsCovered.ALL,
    policy_read=EntryPolicy.POLICY_OF_DENIAL,
    policy="Policy of denial",
    citation="90 FR 14046",
)
VERSION = ListVersion(list="EL", as_of=date(2026, 7, 9), digest="x", source="test")
FOREIGN = {
    "exported_from": "TW",
    "us_technology_product": "yes",
    "us_content_percent": "0",
    "origin": "TW",
    "exporter": "Acme Foundry",
}
PLAIN = {"tpp": 1000, "datacenter": True}
TAIWANESE = {
    "tpp": 1599,
    "die_area_mm2": 100,
    "io_bandwidth_gb_per_s": 200,
    "vendor": "Acme",
    "dram_bandwidth_gb_per_s": 500,
    "datacenter": True,
    "designer_headquarters": "TW",
}


def matched(entry: Entry, band: Band = Band.HIT, party: Party = PARTY) -> PartyMatch:
    score = {Band.HIT: 0.95, Band.REVIEW: 0.8, Band.NONE: 0.1}[band]
    match = Match(entry=entry.key, score=score, band=band, name=entry.names[0], by="name")
    return PartyMatch(party=party, match=match, wordings=(entry,))


def named(*matches: PartyMatch, **words: Any) -> NamedParties:
    tags = read_sdn_tags(build.library().folder)
    return NamedParties(named=(PARTY,), matches=matches, lists=(VERSION,), tags=tags, **words)


def answered(
    parties: NamedParties | None,
    on: date = date(2025, 6, 2),
    to: str = "DE",
    facts: Mapping[str, str] | None = None,
    known: date | None = None,
    **chip: Any,
) -> Determination:
    library = build.library()
    told = {name: library.vocabulary.read(name, text, "t") for name, text in (facts or {}).items()}
    if parties is not None:
        parties = replace(parties, said=said_of_lists(told, library))
    shipment = Shipment(
        item=build.chip(**(chip or PLAIN)), destination=to, on=on, given=told, parties=parties
    )
    return determine(shipment, build.law(on, known), library)


@pytest.mark.parametrize(
    ("entry", "on", "outcome", "policy"),
    [
        param(ENTITY, LISTED, Outcome.LICENSE, "policy of denial", id="the day of the listing"),
        param(ENTITY, date(2025, 3, 24), Outcome.NLR, None, id="the day before"),
        param(
            replace(ENTITY, policy_read=EntryPolicy.PRESUMPTION_OF_DENIAL),
            LISTED,
            Outcome.LICENSE,
            "presumption of denial",
            id="a presumption is no policy of denial",
        ),
        param(
            replace(ENTITY, policy_read=EntryPolicy.CASE_BY_CASE),
            LISTED,
            Outcome.LICENSE,
            "case-by-case",
            id="case by case",
        ),
        param(
            replace(ENTITY, worded_since=date(2025, 9, 1)),
            LISTED,
            Outcome.LICENSE,
            "as the list entry says",
            id="the text of the day is not on record",
        ),
        param(replace(ENTITY, removed=LISTED), LISTED, Outcome.NLR, None, id="removed that day"),
        param(replace(ENTITY, list="MEU"), LISTED, Outcome.LICENSE, None, id="military end user"),
        param(replace(ENTITY, list="MIEU"), LISTED, Outcome.LICENSE, None, id="named in 744.22"),
        param(replace(ENTITY, list="DPL"), LISTED, Outcome.LICENSE, None, id="denied person"),
        param(replace(ENTITY, list="UVL"), LISTED, Outcome.NLR, None, id="unverified: a duty"),
        param(replace(ENTITY, list="1260H"), LISTED, Outcome.NLR, None, id="1260H: a red flag"),
    ],
)
def test_an_entry_asks_what_it_says_on_the_day(entry, on, outcome, policy):
    found = answered(named(matched(entry)), on)
    assert found.outcome is outcome
    if policy is not None:
        assert found.review is not None and found.review.policy == policy


@pytest.mark.parametrize(
    ("programs", "on", "outcome"),
    [
        param(("SDGT",), date(2024, 3, 20), Outcome.LICENSE, id="terror before the rule"),
        param(("RUSSIA-EO14024",), date(2024, 3, 20), Outcome.NLR, id="Russia before the rule"),
        param(("RUSSIA-EO14024",), date(2024, 3, 21), Outcome.LICENSE, id="Russia on the day"),
        param(("GLOMAG",), date(2025, 3, 21), Outcome.NLR, id="a tag that 744.8 does not name"),
        param((), date(2024, 3, 20), Outcome.LICENSE, id="no tag on record is taken strictly"),
    ],
)
def test_an_sdn_is_judged_by_its_tags(programs, on, outcome):
    entry = replace(ENTITY, list="SDN", listed=None, known=None, programs=programs)
    assert answered(named(matched(entry)), on).outcome is outcome


def test_what_was_not_published_is_not_known():
    parties, on = named(matched(ENTITY)), LISTED
    assert answered(parties, on, known=date(2025, 3, 27)).outcome is Outcome.NLR
    assert answered(parties, on, known=date(2025, 3, 28)).outcome is Outcome.LICENSE


@pytest.mark.parametrize(
    ("footnotes", "worded_since", "outcome"),
    [
        param({4}, LISTED, Outcome.LICENSE, id="footnote 4 reaches a foreign-made chip"),
        param({1}, LISTED, Outcome.LICENSE, id="footnote 1 too"),
        param({5}, LISTED, Outcome.NOT_SUBJECT, id="footnote 5 reaches tools"),
        param(set(), LISTED, Outcome.NOT_SUBJECT, id="no footnote: by the ordinary rules only"),
        param(set(), None, Outcome.LICENSE, id="a wording that is not on record may have had one"),
    ],
)
def test_a_foreign_made_chip_is_reached_by_the_footnote(footnotes, worded_since, outcome):
    entry = replace(ENTITY, footnotes=frozenset(footnotes), worded_since=worded_since)
    found = answered(named(matched(entry)), facts=FOREIGN, to="CN", **TAIWANESE)
    assert found.outcome is outcome


def test_an_exception_is_lost_to_an_unverified_party_and_a_statement_is_owed():
    unverified = replace(ENTITY, list="UVL", listed=date(2023, 3, 1), known=None)
    chip, on = {"tpp": 3000, "performance_density": 3, "datacenter": True}, date(2024, 6, 3)
    assert answered(named(), on, "CN", **chip).outcome is Outcome.EXCEPTION
    assert answered(named(matched(unverified)), on, "CN", **chip).outcome is Outcome.LICENSE
    (duty,) = duties(answered(named(matched(unverified))), "en")
    assert "UVL statement" in duty


@pytest.mark.parametrize(
    ("facts", "outcome", "needs"),
    [
        param({}, Outcome.UNDETERMINED, {"in_supplement_7_to_746"}, id="its HTS code is not said"),
        param({"in_supplement_7_to_746": "no"}, Outcome.NLR, set(), id="its code is not there"),
        param({"in_supplement_7_to_746": "yes"}, Outcome.LICENSE, set(), id="its code is there"),
    ],
)
def test_a_listed_address_leaves_other_ear99_items_out(facts, outcome, needs):
    address = replace(ENTITY, items=ItemsCovered.CCL_AND_SUPPLEMENT_7)
    told = {"declared_eccn": "EAR99", **facts}
    library = build.library()
    part = build.item()
    given = {name: library.vocabulary.read(name, text, "t") for name, text in told.items()}
    shipment = Shipment(
        item=part,
        destination="SG",
        on=date(2025, 6, 2),
        given=given,
        parties=named(matched(address)),
    )
    found = determine(shipment, build.law(shipment.on), library)
    assert (found.outcome, found.needs) == (outcome, needs)


def test_a_review_leaves_it_open_and_names_the_entry():
    found = answered(named(matched(ENTITY, Band.REVIEW)))
    assert found.outcome is Outcome.UNDETERMINED
    assert found.needs == {"on_entity_list"}
    (line,) = party_warnings(found, "en")
    assert "may be Acme Semiconductor Co., Ltd. (EL, 90 FR 14046)" in line
    assert f"a clearance on file for the entry {ENTITY.key} settles it" in line


def test_several_entries_add_up_and_the_strictest_policy_stands():
    milder = replace(ENTITY, key="k2", policy_read=EntryPolicy.CASE_BY_CASE, footnotes=frozenset())
    found = answered(named(matched(milder), matched(ENTITY)))
    assert found.review is not None and found.review.policy == "policy of denial"
    assert found.facts["entity_list_footnote_4"].value is Truth.TRUE


def test_a_review_on_a_stricter_entry_counts_beside_a_hit():
    milder = replace(ENTITY, key="k2", policy_read=EntryPolicy.PRESUMPTION_OF_DENIAL)
    (hit, review) = matched(milder), matched(ENTITY, Band.REVIEW)
    both, alone = answered(named(hit, review)), answered(named(hit))
    assert both.review is not None and both.review.policy == "policy of denial"
    assert alone.review is not None and alone.review.policy == "presumption of denial"


CLEARANCE = Clearance(
    name=PARTY.name,
    entry=ENTITY.key,
    digest="d1",
    by="A. Marin",
    day=date(2025, 5, 1),
    because="another company",
)


@pytest.mark.parametrize(
    ("entry", "on", "outcome"),
    [
        param(ENTITY, date(2025, 5, 1), Outcome.NLR, id="cleared"),
        param(ENTITY, date(2025, 4, 30), Outcome.LICENSE, id="the day before it was cleared"),
        param(replace(ENTITY, digest="d2"), date(2025, 5, 1), Outcome.LICENSE, id="entry changed"),
    ],
)
def test_only_a_clearance_on_file_frees(entry, on, outcome):
    parties = named(matched(entry), clearances=Clearances.made(CLEARANCE))
    found = answered(parties, on)
    assert found.outcome is outcome
    if outcome is Outcome.NLR:
        assert "cleared by one person" in " ".join(party_warnings(found, "en"))


def test_the_stricter_of_word_and_name_stands():
    none = named()
    assert answered(none, facts={"listed_party": "entity_list"}).outcome is Outcome.LICENSE
    assert answered(none, facts={"listed_party": "unknown"}).outcome is Outcome.UNDETERMINED
    assert answered(named(matched(ENTITY)), facts={"listed_party": "none"}).outcome is (
        Outcome.LICENSE
    )
    review = named(matched(ENTITY, Band.REVIEW))
    assert answered(review, facts={"listed_party": "entity_list"}).outcome is Outcome.LICENSE
    assert answered(review, facts={"on_entity_list": "no"}).outcome is Outcome.UNDETERMINED


def test_parties_that_cannot_be_compared_are_not_cleared():
    found = answered(named(not_compared="rapidfuzz is missing"))
    assert found.outcome is Outcome.UNDETERMINED
    assert "not screened" in screened_line(found, "en")
    assert [each.band for each in parties_of(found) or []] == [None]


def test_the_answer_says_against_what_it_screened():
    assert screened_line(answered(None), "en") == "parties not named"
    both = replace(named(), named=(PARTY, replace(PARTY, role=Role.ULTIMATE_CONSIGNEE)))
    found = answered(both, VERSION.as_of)
    assert screened_line(found, "en") == "screened on 2026-07-09 against EL of 2026-07-09"
    assert "listed_party" not in [each.fact for each in found.provided]
    assert "listed_party" not in found.assumed
    one = answered(named())
    assert screened_line(one, "en").endswith(
        "who left a list between 2025-06-02 and 2026-07-09 is not seen; "
        "no name is given of the ultimate consignee"
    )
    assert "listed_party" in [each.fact for each in one.provided]
    listed = answered(named(matched(ENTITY)))
    assert listed_lines(listed, "en") == [
        "listed: Acme Semiconductor Co., Ltd. (EL, 90 FR 14046), end user (“Acme Semiconductor”)"
    ]


@pytest.mark.parametrize(
    ("on", "roles", "settled"),
    [
        param(VERSION.as_of, (Role.END_USER, Role.ULTIMATE_CONSIGNEE), True, id="all on the day"),
        param(VERSION.as_of, (Role.END_USER, Role.PURCHASER), False, id="no consignee is named"),
        param(VERSION.as_of, (Role.ULTIMATE_CONSIGNEE,), False, id="no end user is named"),
        param(date(2026, 7, 10), (Role.END_USER, Role.ULTIMATE_CONSIGNEE), False, id="a day later"),
        param(date(2026, 7, 8), (Role.END_USER, Role.ULTIMATE_CONSIGNEE), False, id="a day before"),
    ],
)
def test_strictly_only_who_is_seen_is_cleared(on, roles, settled):
    parties = replace(named(), named=tuple(replace(PARTY, role=role) for role in roles))
    law, chip, library = build.law(on), build.chip(**PLAIN), build.library()
    told = {"headquarters": "DE", "parent_headquarters": "DE"}
    for strict, said in ((True, {}), (False, {}), (True, {"listed_party": "none"})):
        given = {name: library.vocabulary.read(name, text, "t") for name, text in said.items()}
        shipment = Shipment(
            item=chip,
            destination="DE",
            on=on,
            given=given,
            strict=strict,
            parties=replace(parties, strict=strict, said=said_of_lists(given, library)),
            **told,
        )
        found = CaseFacts(shipment, law, library)["on_entity_list"].value
        assert (found is Truth.FALSE) is (settled or not strict or bool(said))


def test_a_day_after_the_list_is_told():
    assert "whoever was listed after" in screened_line(answered(named(), date(2026, 8, 3)), "en")


def test_several_lists_are_said_in_one_word():
    library = build.library()
    said = read_joined("unverified+entity_list_footnote_4", library, "t")
    assert said["listed_party"].value == "unverified"
    raised = {name for name, known in said.items() if known.value is Truth.TRUE}
    assert raised == {"on_entity_list", "entity_list_footnote_4"}
    with pytest.raises(EcluseError, match="huawei"):
        read_joined("unverified, huawei", library, "t")


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        param("2025-03-24", Outcome.NLR, id="the day before"),
        param("2025-03-25", Outcome.LICENSE, id="the day"),
    ],
)
def test_a_name_of_the_shipped_list_is_listed_from_its_day(on, outcome):
    chip = build.chip(**PLAIN)
    party = Party(name="Nettrix Information Industry", role=Role.END_USER)
    found = ask(chip, to="CN", on=date.fromisoformat(on), parties=[party], library=build.library())
    assert found.outcome is outcome


_LISTS = st.sampled_from(["EL", "MEU", "MIEU", "UVL", "DPL", "SDN", "1260H", "SSI"])
_DAYS = st.dates(date(2022, 9, 1), date(2026, 9, 1))


@st.composite
def matches(draw: Any) -> PartyMatch:
    entry = replace(
        ENTITY,
        list=draw(_LISTS),
        key=draw(st.sampled_from(["k1", "k2", "k3"])),
        listed=draw(st.none() | _DAYS),
        known=None,
        worded_since=draw(st.none() | _DAYS),
        footnotes=draw(st.frozensets(st.sampled_from([1, 3, 4, 5]))),
        items=draw(st.sampled_from(list(ItemsCovered))),
        policy_read=draw(st.sampled_from(list(EntryPolicy))),
        programs=draw(st.sampled_from([(), ("SDGT",), ("TCO",), ("GLOMAG",)])),
    )
    return matched(entry, draw(st.sampled_from(list(Band))))


@given(
    met=st.lists(matches(), max_size=3),
    on=_DAYS,
    to=st.sampled_from(["CN", "DE", "SG", "VN", "US", "RU"]),
    tpp=st.sampled_from([1000, 2500, 5000]),
    word=st.none()
    | st.sampled_from(["none", "unknown", "entity_list", "unverified", "sdn", "denied_person"]),
    foreign=st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_a_name_never_makes_an_answer_freer(met, on, to, tpp, word, foreign):
    facts = {**(FOREIGN if foreign else {}), **({"listed_party": word} if word else {})}
    own = {"tpp": tpp, "performance_density": 3, "datacenter": True}
    chip = TAIWANESE if foreign else own
    without = answered(None, on, to, facts, **chip)
    parties = named(*met)
    with_names = answered(parties, on, to, facts, **chip)
    if with_names.outcome in FREER:
        assert with_names.verdict == without.verdict
    if without.outcome is Outcome.LICENSE:
        assert with_names.outcome is Outcome.LICENSE
    laid = with_names.shipment
    assert Verdicts(with_names.law, build.library()).of(laid) == with_names.verdict


def test_of_two_wordings_that_may_both_stand_the_stricter_counts():
    milder = replace(ENTITY, policy_read=EntryPolicy.CASE_BY_CASE, footnotes=frozenset())
    both = replace(matched(ENTITY), wordings=(ENTITY, milder))
    found = answered(named(both))
    assert found.review is not None and found.review.policy == "policy of denial"
    (party,) = parties_of(found) or []
    assert party.entries == 1


def test_what_is_told_of_one_day_does_not_stick_to_another():
    shipment = answered(named(matched(ENTITY)), LISTED).shipment
    assert shipment.given["on_entity_list"].value is Truth.TRUE
    earlier = determine(
        replace(shipment, on=date(2025, 3, 24)), build.law(date(2025, 3, 24)), build.library()
    )
    assert earlier.outcome is Outcome.NLR
    assert earlier.facts["on_entity_list"].value is Truth.FALSE
    assert earlier.facts["listed_party"].because == "EL 2026-07-09"
