"""An end user or ultimate consignee who is said to be elsewhere than the goods go."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from pytest import param

from ecluse.determine.ask import ask
from ecluse.determine.decide import determine
from ecluse.determine.determination import Determination
from ecluse.determine.party_seats import said_countries
from ecluse.determine.remarks import red_flags
from ecluse.determine.shipment import Shipment
from ecluse.determine.ultimate import as_one
from ecluse.determine.verdict import Outcome, Verdict
from ecluse.determine.verdict_of import Verdicts
from ecluse.facts.known import Known
from ecluse.facts.reader import parse_document
from ecluse.law.release import open_release
from ecluse.law.scenario import applied, scenario_of
from ecluse.screening.party import Party, Role

ON = date(2026, 9, 1)
PLAIN = "NVIDIA GeForce RTX 4060 Ti 16 GB"  # controlled for the embargoes alone
USER = Party(name="Amberfield Robotics", country="RU", role=Role.END_USER)


def found(
    item: str = PLAIN,
    to: str = "SG",
    country: str | None = "RU",
    role: Role | None = Role.END_USER,
    address: str | None = None,
    **given: str,
) -> Determination:
    party = Party(name="Amberfield Robotics", country=country, address=address, role=role)
    return ask(item, to=to, on=ON, parties=[party], given=given, library=open_release().library)


@pytest.mark.parametrize("country", ["RU", "BY", "IR", "KP", "CU", "SY"])
def test_an_end_user_in_an_embargoed_country_leaves_the_answer_open(country: str) -> None:
    answer = found(country=country)
    assert answer.outcome is Outcome.UNDETERMINED
    assert answer.needs == {"destination"}
    assert [code for code, _ in answer.contradicted] == [country]


@pytest.mark.parametrize("country", ["SG", "MY", "DE", "CN", None])
def test_an_end_user_where_the_answer_is_the_same_changes_nothing(country: str | None) -> None:
    assert found(country=country).outcome is Outcome.NLR


@pytest.mark.parametrize(
    ("role", "outcome"),
    [
        param(Role.END_USER, Outcome.UNDETERMINED, id="uses it there: § 748.5(f)"),
        param(Role.ULTIMATE_CONSIGNEE, Outcome.UNDETERMINED, id="receives it there: § 748.5(e)"),
        param(None, Outcome.UNDETERMINED, id="no role is said"),
        param(Role.PURCHASER, Outcome.NLR, id="a buyer abroad is ordinary"),
        param(Role.INTERMEDIATE_CONSIGNEE, Outcome.NLR, id="a forwarder abroad is ordinary"),
    ],
)
def test_whose_country_may_be_the_ultimate_destination(role: Role | None, outcome: Outcome) -> None:
    assert found(role=role).outcome is outcome


@pytest.mark.parametrize(
    ("address", "outcome"),
    [
        param("Tverskaya 1, Moscow, Russia 125009", Outcome.UNDETERMINED, id="at its end"),
        param("Россия, 125009, Москва", Outcome.UNDETERMINED, id="in its first part"),
        param("Valiasr St, Tehran, I.R. Iran", Outcome.UNDETERMINED, id="as it is written there"),
        param("1 Raffles Place, Singapore 048616", Outcome.NLR, id="where the goods go"),
        param("12 Moscow Road, London, UK", Outcome.NLR, id="a street is no country"),
    ],
)
def test_an_address_that_names_a_country_says_so_too(address: str, outcome: Outcome) -> None:
    assert found(country=None, address=address).outcome is outcome


@pytest.mark.parametrize(
    ("address", "to", "outcome"),
    [
        param("Simferopol, Crimea, Ukraine", "TR", Outcome.UNDETERMINED, id="another country"),
        param("Simferopol, Crimea, Ukraine", "UA", Outcome.UNDETERMINED, id="the rest of it"),
        param("Simferopol, Crimea, Ukraine", "Crimea", Outcome.LICENSE, id="there"),
        param("г. Севастополь", "UA", Outcome.UNDETERMINED, id="no country is said"),
        param("Donetsk oblast, Ukraine", "UA", Outcome.UNDETERMINED, id="of which part is covered"),
        param("Sévastopol, Crimée", "UA", Outcome.UNDETERMINED, id="in French"),
        param("12 Kirova Street Simferopol", "UA", Outcome.UNDETERMINED, id="behind its street"),
        param("UA-95000 Simferopol", "TR", Outcome.UNDETERMINED, id="behind its code"),
        param("Sevastopol Square 5, Kyiv", "UA", Outcome.NLR, id="a square"),
        param("Kyiv, Ukraine", "UA", Outcome.NLR, id="elsewhere in the country"),
        param("Khartoum, SD", "SG", Outcome.NLR, id="a code that may be a state's"),
        param("Kyiv, Ukraine", "TR", Outcome.NLR, id="elsewhere in the country, from another"),
    ],
)
def test_an_address_in_a_region_of_its_own_embargo(address: str, to: str, outcome: Outcome) -> None:
    assert found(to=to, country=None, address=address).outcome is outcome


@pytest.mark.parametrize(
    ("address", "outcome"),
    [
        param("Kramatorsk, Ukraine", Outcome.NLR, id="a town of the oblast"),
        param("Kramatorsk, Donetsk oblast, Ukraine", Outcome.NLR, id="its oblast"),
        param("Donetsk, Ukraine", Outcome.UNDETERMINED, id="a town of the part"),
        param("Kirova 1, 97400, Ukraine", Outcome.UNDETERMINED, id="a code of Crimea, all covered"),
        param("Partenit, Ukraine", Outcome.UNDETERMINED, id="a village of Crimea"),
        param("83000 Ukraine", Outcome.UNDETERMINED, id="a code of a town of the part"),
        param("84300 Ukraine", Outcome.NLR, id="a code of the oblast"),
    ],
)
def test_who_says_that_a_place_lies_outside_is_heard_of_a_part(
    address: str, outcome: Outcome
) -> None:
    assert found(to="UA", country=None, address=address).outcome is Outcome.UNDETERMINED
    told = found(to="UA", country=None, address=address, region="none")
    assert told.outcome is outcome


def test_a_region_is_told_by_its_name() -> None:
    library = open_release().library
    answer = found(to="UA", country=None, address="Donetsk, Ukraine")
    assert answer.contradicted[0][0] == "donetsk"
    told = {lang: "\n".join(red_flags(answer, library, lang)) for lang in ("en", "fr")}
    assert "the so-called Donetsk People’s Republic" in told["en"]
    assert "la prétendue république populaire de Donetsk" in told["fr"]


@pytest.mark.parametrize("role", [Role.PURCHASER, Role.INTERMEDIATE_CONSIGNEE])
def test_a_buyer_in_such_a_region_is_as_one_in_any_country(role: Role) -> None:
    answer = found(to="UA", country=None, role=role, address="Simferopol, Crimea, Ukraine")
    assert answer.outcome is Outcome.NLR


@pytest.mark.parametrize(
    ("place", "to", "outcome"),
    [
        param("Crimea", "TR", Outcome.UNDETERMINED, id="used there"),
        param("Crimea", "UA", Outcome.LICENSE, id="used there, and sent to that country"),
        param("UA", "UA", Outcome.NLR, id="used in the country"),
    ],
)
def test_a_place_of_use_may_be_such_a_region(place: str, to: str, outcome: Outcome) -> None:
    assert found(to=to, country=None, end_use_place=place).outcome is outcome


@pytest.mark.parametrize(
    ("place", "to", "address", "told"),
    [
        param("Crimea", "TR", None, "used in the Crimea region of Ukraine", id="a region"),
        param("Crimea", "TR", "Simferopol", "used in the Crimea region of Ukraine", id="twice"),
        param("RU", "TR", None, "used in Russia (RU)", id="a country"),
    ],
)
def test_a_place_of_use_is_told_by_its_own_name(
    place: str, to: str, address: str | None, told: str
) -> None:
    answer = found(to=to, country=None, address=address, end_use_place=place)
    assert [each for each, _ in answer.contradicted] == ["RU" if place == "RU" else "crimea"]
    flags = "\n".join(red_flags(answer, open_release().library, "en"))
    assert told in flags
    assert "(UA)" not in flags


@pytest.mark.parametrize(
    ("address", "outcome", "flagged"),
    [
        param("Science Park, Shenzhen, China, Tel 0755-12345", Outcome.UNDETERMINED, 0, id="tel"),
        param("Shenzhen, CN", Outcome.UNDETERMINED, 0, id="a code"),
        param("中国广东省深圳市南山区", Outcome.UNDETERMINED, 0, id="Chinese script"),
        param("Hong Kong S.A.R.", Outcome.UNDETERMINED, 0, id="a SAR"),
        param("Hsinchu, Taiwan, Province of China", Outcome.NLR, 0, id="Taiwan"),
        param("1 Raffles Place, Singapore 048616, Tel 6123", Outcome.NLR, 0, id="where it goes"),
        param("Lebanon, NH 03766", Outcome.NLR, 1, id="a state is no country"),
        param("Ulaanbaatar, MN 14200", Outcome.UNDETERMINED, 1, id="a post code that is no ZIP"),
        param("Mandeville, LA 70448", Outcome.NLR, 1, id="a ZIP code of the state"),
        param("深圳市", Outcome.UNDETERMINED, 1, id="a city in Chinese script"),
        param("5 Zhongshan Rd, Beijing 100080", Outcome.UNDETERMINED, 1, id="a city"),
        param("Leninsky pr 1 Moscow", Outcome.UNDETERMINED, 1, id="a city at the end"),
        param("Nanshan, Shenzhen, CHN", Outcome.UNDETERMINED, 0, id="a code of three letters"),
        param("Moscow, ID 83843", Outcome.NLR, 1, id="a city of a state"),
        param("Beijing Road 5, Georgetown", Outcome.NLR, 1, id="a road"),
        param("Harbour Street 5", Outcome.NLR, 1, id="no country"),
    ],
)
def test_an_address_is_read_or_flagged(address: str, outcome: Outcome, flagged: int) -> None:
    answer = found("H100", "SG", None, address=address)
    assert answer.outcome is outcome
    for lang, words in (("en", "no country that is read"), ("fr", "aucun pays qui se lise")):
        flags = red_flags(answer, open_release().library, lang)
        assert sum(words in each for each in flags) == flagged


@pytest.mark.parametrize(
    ("item", "to", "country", "address", "outcome", "flagged"),
    [
        param(PLAIN, "SG", "SG", "Tverskaya 1, Moscow, Russia", Outcome.UNDETERMINED, 1, id="RU"),
        param(PLAIN, "SG", "RU", "1 Raffles Place, Singapore", Outcome.UNDETERMINED, 1, id="SG"),
        param("H100", "TR", "TR", "Shenzhen, China", Outcome.UNDETERMINED, 1, id="CN"),
        param("H100", "SG", "SG", "Macau, MO", Outcome.UNDETERMINED, 1, id="a code alone"),
        param("H100", "SG", "US", "Macau, MO", Outcome.NLR, 0, id="a state of that country"),
        param(PLAIN, "TR", "TR", "Simferopol, Crimea, Ukraine", Outcome.UNDETERMINED, 1, id="both"),
        param(PLAIN, "TR", "US", "Simferopol, Crimea", Outcome.UNDETERMINED, 1, id="a region"),
        param(PLAIN, "TR", "TR", "Kyiv, Ukraine", Outcome.NLR, 1, id="elsewhere, but alike"),
        param(PLAIN, "UA", "UA", "Kyiv, Ukraine", Outcome.NLR, 0, id="one country"),
        param("H100", "SG", "SG", "1 Raffles Place, Singapore", Outcome.NLR, 0, id="as it says"),
        param("H100", "SG", "SG", "1 Raffles Place", Outcome.NLR, 0, id="none in the address"),
        param(PLAIN, "FR", "FR", "Boulevard de Sébastopol 5, Paris", Outcome.NLR, 0, id="street"),
    ],
)
def test_a_country_that_is_said_does_not_silence_the_address(
    item: str, to: str, country: str, address: str, outcome: Outcome, flagged: int
) -> None:
    answer = found(item, to, country, address=address)
    assert answer.outcome is outcome
    for lang, words in (("en", "the address of"), ("fr", "l’adresse de A")):
        flags = red_flags(answer, open_release().library, lang)
        assert sum(flag.startswith(words) for flag in flags) == flagged


@pytest.mark.parametrize(
    ("place", "outcome"), [("SG", Outcome.NLR), ("RU", Outcome.UNDETERMINED), ("KP", None)]
)
def test_the_place_of_the_end_use_settles_it(place: str, outcome: Outcome | None) -> None:
    answer = found(end_use_place=place)
    assert answer.outcome is (outcome or Outcome.UNDETERMINED)
    assert [code for code, _ in answer.contradicted] == ([] if place == "SG" else [place])


@pytest.mark.parametrize(
    ("item", "place", "outcome"),
    [
        param(PLAIN, "RU", Outcome.UNDETERMINED, id="used under an embargo"),
        param("H100", "CN", Outcome.UNDETERMINED, id="used in China"),
        param("H100", "SG", Outcome.NLR, id="used where it goes"),
        param("H100", "MY", Outcome.NLR, id="used where the answer is the same"),
    ],
)
def test_a_place_of_use_speaks_where_nobody_is_named(
    item: str, place: str, outcome: Outcome
) -> None:
    library = open_release().library
    answer = ask(item, to="SG", on=ON, given={"end_use_place": place}, library=library)
    assert answer.outcome is outcome
    told = Verdicts(answer.law, library).needed(answer.shipment)
    assert (told.verdict, told.needs) == (answer.verdict, answer.needs)
    flags = red_flags(answer, library, "en")
    assert any(f"({place})" in each for each in flags) == (outcome is Outcome.UNDETERMINED)


@pytest.mark.parametrize(
    ("role", "outcome"),
    [
        param(Role.END_USER, Outcome.NLR, id="uses it where it is said: § 748.5(f)"),
        param(Role.ULTIMATE_CONSIGNEE, Outcome.UNDETERMINED, id="receives it there: § 748.5(e)"),
        param(None, Outcome.UNDETERMINED, id="may receive it"),
    ],
)
def test_a_place_of_use_frees_nobody_who_receives(role: Role | None, outcome: Outcome) -> None:
    assert found(role=role, end_use_place="SG").outcome is outcome


@pytest.mark.parametrize(
    ("item", "to", "country", "outcome"),
    [
        param("H100", "SG", "CN", Outcome.UNDETERMINED, id="a consignee in China"),
        param("H100", "SG", "VN", Outcome.UNDETERMINED, id="in D:1"),
        param("H100", "SG", "MY", Outcome.NLR, id="treated alike"),
        param("H100", "CN", "DE", Outcome.LICENSE, id="a freer country frees nothing"),
        param("H100", "CN", "RU", Outcome.LICENSE, id="a license either way"),
    ],
)
def test_an_advanced_chip(item: str, to: str, country: str, outcome: Outcome) -> None:
    assert found(item, to, country, Role.ULTIMATE_CONSIGNEE).outcome is outcome


def test_of_two_licenses_the_stricter_review_stands() -> None:
    alone, with_russia = found("H100", "CN", None), found("H100", "CN", "RU")
    assert (alone.verdict.policy, with_russia.verdict.policy) == (
        "presumption of denial",
        "policy of denial",
    )


@pytest.mark.slow
def test_no_country_of_a_party_makes_an_answer_freer() -> None:
    library = open_release().library
    for item, to, country in product((PLAIN, "H20"), ("SG", "CN", "RU"), ("US", "CN", "KP")):
        alone, beside = found(item, to, None), found(item, to, country)
        assert beside.verdict.strictness[0] >= alone.verdict.strictness[0], (item, to, country)
        told = Verdicts(beside.law, library).needed(beside.shipment)
        assert (told.verdict, told.needs) == (beside.verdict, beside.needs), (item, to, country)


def test_a_license_held_for_one_country_is_none_for_the_other() -> None:
    held = Verdict(Outcome.LICENSE, policy="case-by-case", held=True)
    asked = Verdict(Outcome.LICENSE, policy="case-by-case")
    assert not as_one(held, [asked]).held
    assert as_one(held, [Verdict(Outcome.NLR)]).held


_COVERED = """
scenario: covered
says: {en: A test., fr: Un essai.}
adds:
  - measure: scenario/open
    kind: scenario
    title: {en: A test, fr: Un essai}
    summary: {en: A test., fr: Un essai.}
    cited: {source: S, section: '1', url: 'https://a.org/1', confidence: secondary}
    published: 2026-01-01
    effective: 2026-01-01
    adds:
      - {provision: q1, kind: requirement, items: [any], reason: RS, when: destination == VN}
      - {provision: q2, kind: requirement, items: [any], reason: RS,
         when: destination == SG and national_body}
      - {provision: r, kind: review, of: [q1], policy: case-by-case, when: destination == VN}
grants: [{name: all, when: destination == VN or destination == SG, since: 2026-01-01}]
"""


def test_a_license_held_where_it_is_open_whether_one_is_required_counts_alike_by_codes() -> None:
    library = open_release().library
    scenario = scenario_of(parse_document(_COVERED, name="covered.yaml", user=True), library)
    law = applied(scenario, library.register).at(ON)
    given = {
        "end_use_place": Known(value="SG"),
        "national_body": library.vocabulary.unknown("national_body"),
    }
    item = library.catalogue.items[PLAIN]
    shipment = Shipment(item=item, destination="VN", on=ON, given=given)
    found = determine(shipment, law, library).verdict
    assert (found.outcome, found.held) == (Outcome.LICENSE, False)
    assert Verdicts(law, library).of(shipment) == found


def test_two_exceptions_are_not_one() -> None:
    one, other = Verdict(Outcome.EXCEPTION, "NAC"), Verdict(Outcome.EXCEPTION, "CCD")
    assert as_one(one, [other]).outcome is Outcome.UNDETERMINED
    assert as_one(one, [one]) == one


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_contradiction_is_told_with_its_party(lang: str) -> None:
    flags = red_flags(found(), open_release().library, lang)
    assert any("Amberfield Robotics" in flag and "LICENSE" in flag for flag in flags)
    assert any("748.5(e)" in flag for flag in flags)
    assert not red_flags(found(country="SG"), open_release().library, lang)


def test_two_parties_are_in_two_countries() -> None:
    consignee = Party(name="x", country="IR", role=Role.ULTIMATE_CONSIGNEE)
    assert said_countries([USER, consignee, USER]) == ("IR", "RU")


@pytest.mark.parametrize(("item", "to"), [("H100", "TW"), (PLAIN, "SG")])
def test_a_place_of_use_that_nobody_knows_may_be_any(item: str, to: str) -> None:
    library = open_release().library
    answer = ask(item, to=to, on=ON, given={"end_use_place": "unknown"}, library=library)
    assert (answer.outcome, answer.needs) == (Outcome.UNDETERMINED, {"end_use_place"})
    told = Verdicts(answer.law, library).needed(answer.shipment)
    assert (told.verdict, told.needs) == (answer.verdict, answer.needs)
    assert any("where the item is used" in flag for flag in red_flags(answer, library, "en"))
    assert ask(item, to=to, on=ON, given={"end_use_place": to}).outcome is Outcome.NLR
    assert ask(item, to=to, on=ON).outcome is Outcome.NLR


def test_strictly_a_place_of_use_is_not_taken_to_be_where_the_goods_go() -> None:
    words = {"listed_party": "none", "other_eccn": "none", "exporter_role": "other"}
    given = {**words, "owned_by_listed": "no"}

    def strictly(**more: str) -> Determination:
        said = {**given, **more}
        seats = {"hq": "TW", "parent_hq": "TW", "end_use": "other"}
        return ask("H100", to="TW", on="2026-08-01", strict=True, given=said, **seats)

    assert (strictly().outcome, strictly().needs) == (Outcome.UNDETERMINED, {"end_use_place"})
    assert strictly(end_use_place="TW").outcome is Outcome.NLR
    assert strictly(end_use_place="CN").outcome is Outcome.UNDETERMINED


def test_a_place_of_use_that_nobody_knows_takes_no_license_away() -> None:
    answer = ask("H100", to="CN", on=ON, given={"end_use_place": "unknown"})
    assert answer.outcome is Outcome.LICENSE
