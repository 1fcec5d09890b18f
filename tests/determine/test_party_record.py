"""What the companies on record tell the law: seats, parents, owners; the stricter stands."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ecluse.determine.party_record import (
    SEATS,
    RecordedParty,
    buyers_in,
    contradictions,
    owner_facts,
)
from ecluse.determine.party_seats import OPEN, seats_on_record
from ecluse.facts.company import HowRead
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.screening.affiliation import Affiliation
from ecluse.screening.company_facts import SeatFacts
from ecluse.screening.entry import EntryPolicy, ItemsCovered
from ecluse.screening.owner_terms import OwnerTerms
from ecluse.screening.ownership import Ownership
from ecluse.screening.party import Party, Role
from ecluse.screening.registry import PartyOnRecord

RESTRICTED = frozenset({"CN", "MO"})
NOTHING: dict[str, str | None] = {}


def _party(
    headquarters: str | None = None,
    parent: str | None = None,
    role: Role | None = Role.END_USER,
    *,
    disputed: bool = False,
    reached: Truth = Truth.FALSE,
    lists: tuple[str, ...] = (),
    footnotes: tuple[int, ...] = (),
    policy: str = "unread",
) -> RecordedParty:
    seat = SeatFacts(
        company=f"of {headquarters}",
        headquarters=headquarters,
        parent=parent and f"in {parent}",
        parent_headquarters=parent,
        parent_open=disputed,
        read=HowRead.OPENED,
        source="a filing",
    )
    terms = OwnerTerms(
        lists=frozenset(lists),
        footnotes=frozenset(footnotes),
        items=ItemsCovered.ALL,
        policy=EntryPolicy(policy),
    )
    counted = Ownership(
        company="x", reached=reached, percent=Decimal(0), listed_owners=("owner",) if lists else ()
    )
    found = PartyOnRecord(
        seat=seat, affiliation=Affiliation(ownership=counted, terms=terms if lists else None)
    )
    return RecordedParty(party=Party(name="x", role=role), found=found)


def _seats(*parties: RecordedParty, to: str = "SG", **said: str | None) -> dict[str, str]:
    """The seats that stand, where they are not those that are said."""
    found = seats_on_record(((each.party, each.found.seat) for each in parties), RESTRICTED)
    words = (said.get("headquarters"), said.get("parent_headquarters"))
    standing = zip(SEATS, words, found.standing(words, to), strict=True)
    return {name: code for name, word, code in standing if code is not None and code != word}


@pytest.mark.parametrize(
    ("party", "said", "facts"),
    [
        pytest.param(
            _party("US"), NOTHING, {"headquarters": "US"}, id="filled: the parent is presumed there"
        ),
        pytest.param(
            _party("SG", "CN"),
            NOTHING,
            {"headquarters": "SG", "parent_headquarters": "CN"},
            id="a parent of its own",
        ),
        pytest.param(_party(), NOTHING, {}, id="nothing on record"),
        pytest.param(_party("US"), {"headquarters": "SG"}, {}, id="what is said stands"),
        pytest.param(
            _party("CN"),
            {"headquarters": "SG"},
            {"headquarters": "CN"},
            id="but against the stricter",
        ),
        pytest.param(
            _party("SG", "CN"),
            {"headquarters": "SG", "parent_headquarters": "SG"},
            {"parent_headquarters": "CN"},
            id="so for the parent",
        ),
        pytest.param(_party("SG"), {"headquarters": "CN"}, {}, id="the stricter that is said"),
        pytest.param(
            _party("SG", disputed=True),
            NOTHING,
            {"headquarters": "SG", "parent_headquarters": OPEN},
            id="a disputed parent is unknown",
        ),
        pytest.param(
            _party("SG", disputed=True),
            {"headquarters": "SG", "parent_headquarters": "SG"},
            {},
            id="unless somebody says who it is",
        ),
        pytest.param(_party("CN", role=Role.PURCHASER), NOTHING, {}, id="not of a purchaser"),
    ],
)
def test_the_record_fills_in_and_never_frees(party, said, facts):
    assert _seats(party, **said) == facts


def test_of_two_parties_the_stricter_seat_counts():
    user, consignee = _party("US"), _party("CN", role=Role.ULTIMATE_CONSIGNEE)
    assert _seats(user, consignee)["headquarters"] == "CN"
    assert _seats(consignee, user)["headquarters"] == "CN"


@pytest.mark.parametrize("said", [None, OPEN])
@pytest.mark.parametrize(
    ("others", "fills"),
    [
        pytest.param((), True, id="the end user alone"),
        pytest.param(
            (_party("US", role=Role.ULTIMATE_CONSIGNEE),), True, id="and a consignee there"
        ),
        pytest.param(
            (_party(role=Role.ULTIMATE_CONSIGNEE),), False, id="a consignee whose seat nobody knows"
        ),
        pytest.param(
            (_party("TW", role=Role.ULTIMATE_CONSIGNEE),),
            False,
            id="a consignee that sits elsewhere",
        ),
        pytest.param((_party(role=Role.PURCHASER),), True, id="a purchaser has no say"),
        pytest.param((_party(role=None),), False, id="a party without a role may be the end user"),
    ],
)
def test_a_freer_seat_fills_in_only_where_every_party_has_it(others, fills, said):
    found = _seats(_party("US"), *others, headquarters=said)
    assert found == ({"headquarters": "US"} if fills else {})


@pytest.mark.parametrize(("country", "fills"), [("US", True), ("CN", False), ("IE", False)])
def test_a_party_that_is_said_to_be_elsewhere_fills_in_nothing_freer(country, fills):
    party = _party("US")
    party = replace(party, party=replace(party.party, country=country))
    assert _seats(party, headquarters=OPEN) == ({"headquarters": "US"} if fills else {})


@pytest.mark.parametrize("role", [Role.ULTIMATE_CONSIGNEE, None])
def test_who_is_no_end_user_fills_in_nothing_freer_for_an_end_user_who_is_not_named(role):
    assert _seats(_party("US", role=role), headquarters=OPEN) == {}
    assert _seats(_party("CN", role=role), headquarters=OPEN) == {"headquarters": "CN"}


def test_an_address_without_a_country_may_lie_anywhere():
    party = _party("US")
    party = replace(party, party=replace(party.party, address="5 Danling Street, Beijing"))
    assert _seats(party, headquarters=OPEN) == {}


@pytest.mark.parametrize(
    ("country", "to", "said", "seat"),
    [
        pytest.param("CN", "SG", None, OPEN, id="goods go elsewhere"),
        pytest.param("SG", "SG", None, None, id="it is where they go"),
        pytest.param("CN", "CN", None, None, id="both in China: presumed there"),
        pytest.param("CN", "SG", "SG", "SG", id="somebody says where it is headquartered"),
        pytest.param(None, "SG", None, None, id="nobody says where it is"),
    ],
)
def test_a_party_abroad_has_no_headquarters_where_the_goods_go(country, to, said, seat):
    party = Party(name="Anybody", country=country, role=Role.END_USER)
    found = seats_on_record([(party, None)], RESTRICTED)
    assert found.standing((said, None), to) == (seat, None)


def test_a_purchaser_abroad_leaves_the_presumption():
    party = Party(name="Anybody", country="CN", role=Role.PURCHASER)
    assert seats_on_record([(party, None)], RESTRICTED).says_nothing


@pytest.mark.parametrize("role", [Role.PURCHASER, Role.INTERMEDIATE_CONSIGNEE])
def test_a_purchaser_s_seat_is_a_reason_to_look(role):
    buyer, other = _party("SG", "CN", role), _party("SG", "US", role)
    assert list(buyers_in([buyer, other, _party("CN")], RESTRICTED)) == [(buyer, "CN")]


def test_two_statements_about_a_seat_are_told():
    party = _party("SG", "CN")
    said: dict[str, str | None] = {"headquarters": "MY", "parent_headquarters": "CN"}
    assert list(contradictions([party], said)) == [(party, "headquarters")]


def _owners(*parties: RecordedParty, **said: Known) -> dict[str, Truth]:
    return {name: known.value for name, known in owner_facts(parties, said).items()}  # type: ignore[misc]


@pytest.mark.parametrize(
    ("party", "facts"),
    [
        pytest.param(_party(), {}, id="no owner"),
        pytest.param(_party(lists=("EL",)), {}, id="a minority share"),
        pytest.param(
            _party(reached=Truth.TRUE, lists=("EL",), footnotes=(4,)),
            {
                "owned_by_listed": Truth.TRUE,
                "owner_footnote": Truth.TRUE,
                "owners_on_entity_or_meu_list": Truth.TRUE,
            },
            id="half, with footnote 4",
        ),
        pytest.param(
            _party(reached=Truth.TRUE, lists=("EL",), footnotes=(5,)),
            {"owned_by_listed": Truth.TRUE, "owners_on_entity_or_meu_list": Truth.TRUE},
            id="half: a footnote that is not read is left as it is presumed",
        ),
        pytest.param(
            _party(reached=Truth.TRUE, lists=("MEU",)),
            {
                "owned_by_listed": Truth.TRUE,
                "owner_footnote": Truth.FALSE,
                "owners_on_entity_or_meu_list": Truth.TRUE,
            },
            id="half, by a military end user",
        ),
        pytest.param(
            _party(reached=Truth.TRUE, lists=("EL", "SDN"), footnotes=(1,)),
            {
                "owned_by_listed": Truth.TRUE,
                "owner_footnote": Truth.TRUE,
                "owners_on_entity_or_meu_list": Truth.FALSE,
            },
            id="half, an SDN among them",
        ),
        pytest.param(
            _party(reached=Truth.UNKNOWN, lists=("EL",), footnotes=(4,)),
            {
                "owned_by_listed": Truth.UNKNOWN,
                "owner_footnote": Truth.TRUE,
                "owners_on_entity_or_meu_list": Truth.TRUE,
            },
            id="a share that nobody has read",
        ),
    ],
)
def test_listed_owners_become_facts(party, facts):
    assert _owners(party) == facts


@pytest.mark.parametrize(
    ("policies", "said", "told"),
    [
        pytest.param(["case_by_case"], None, "case_by_case", id="the entry's own"),
        pytest.param(["case_by_case", "policy_of_denial"], None, "policy_of_denial", id="of two"),
        pytest.param(["unread"], None, None, id="not read: left as it is presumed"),
        pytest.param(["unread"], "case_by_case", "unread", id="a word frees nothing"),
        pytest.param(["case_by_case"], "policy_of_denial", "policy_of_denial", id="nor its entry"),
    ],
)
def test_the_strictest_policy_of_the_owners_is_told(policies, said, told):
    owned = [_party(reached=Truth.TRUE, lists=("EL",), policy=each) for each in policies]
    words = {} if said is None else {"owner_entry_policy": Known(value=said)}
    known = owner_facts(owned, words).get("owner_entry_policy")
    assert (known and known.value) == told


def test_that_no_party_is_owned_so_settles_an_unread_share_and_no_more():
    no = Known(value=Truth.FALSE)
    open_ = _party(reached=Truth.UNKNOWN, lists=("EL",))
    owned = _party(reached=Truth.TRUE, lists=("EL",))
    assert _owners(open_, owned_by_listed=no) == {}
    assert _owners(owned, owned_by_listed=no)["owned_by_listed"] is Truth.TRUE
