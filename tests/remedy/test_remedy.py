"""Remedies name exact bounds: just inside the bound the answer is the one promised, at the bound
and beyond it is not.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from itertools import combinations

import jsonschema
import pytest

import build
from ecluse.answers.plain import plain
from ecluse.answers.schema import schema_of
from ecluse.determine.decide import Determination, determine
from ecluse.determine.shipment import Shipment
from ecluse.determine.verdict import Outcome
from ecluse.facts.figure import Figure, exactly
from ecluse.facts.known import Known
from ecluse.facts.truth import of
from ecluse.law.condition.to_text import source
from ecluse.law.library import Library, load
from ecluse.law.measure import Reading
from ecluse.law.scenario import applied, read_scenario
from ecluse.remedy import RemedyAnswer, remedies
from ecluse.remedy.change import redesigns
from ecluse.remedy.edited_log import EditedLog
from ecluse.remedy.law_change import without_measures, without_provisions
from ecluse.remedy.law_parts import LawParts
from ecluse.remedy.license_path import near_exceptions, policies
from ecluse.remedy.redesign import Redesign
from ecluse.remedy.remedy import Remedy, remedy
from ecluse.remedy.to_answer import answer_of, moved
from ecluse.remedy.to_text import SentenceMarks, Sentences
from ecluse.remedy.told import ToldRemedies

HAIR = Decimal("0.000001")


@pytest.fixture(scope="module")
def library() -> Library:
    return load()


def ask(
    library: Library,
    on: str,
    to: str = "CN",
    reading: str = "enforced",
    *,
    given: dict[str, str] | None = None,
    **figures: object,
) -> Determination:
    words = {"vendor": "NVIDIA", "datacenter": True, **figures}
    read = {
        name: library.vocabulary.read(name, value, "t") for name, value in (given or {}).items()
    }
    day = date.fromisoformat(on)
    shipment = Shipment(item=build.chip(**words), destination=to, on=day, given=read)
    return determine(shipment, library.register.at(day, None, Reading(reading)), library)


def only(changes: list[Redesign], *facts: str, exception: str | None = None) -> Redesign:
    rows = [
        redesign
        for redesign in changes
        if tuple(change.fact for change in redesign.changes) == facts
        and redesign.answer.exception == exception
    ]
    assert len(rows) == 1, [
        (tuple(c.fact for c in redesign.changes), str(redesign.answer)) for redesign in changes
    ]
    return rows[0]


def after(determination: Determination, **figures: Decimal | bool) -> str:
    """The answer with some of the item's facts given otherwise."""
    given = {
        name: Known(value=of(value) if isinstance(value, bool) else exactly(value))
        for name, value in figures.items()
    }
    ship = determination.shipment
    return str(
        determine(
            Shipment(
                item=ship.item,
                destination=ship.destination,
                on=ship.on,
                given={**ship.given, **given},
            ),
            determination.law,
            determination.facts.library,
        ).answer
    )


H100 = {
    "tpp": 15832,
    "die_area_mm2": 814,
    "dram_bandwidth_gb_per_s": 3350,
    "chip_link_gb_per_s": 900,
    "host_link_gb_per_s": 128,
}


@cache
def whole(to: str) -> Remedy:
    """The remedies of an H100 to a country in January 2024, which several tests read."""
    library = load()
    return remedy(ask(library, "2024-01-15", to=to, **H100), library.register)


def test_any_tpp_below_2400_frees_at_this_die_area(library: Library) -> None:
    determination = ask(library, "2024-01-15", **H100)
    cell = only(redesigns(determination), "tpp").changes[0].cell
    assert str(cell) == "less than 2400"
    assert (
        after(determination, tpp=Decimal(2400)) == "EXCEPTION NAC"
        and after(determination, tpp=Decimal(2400) - HAIR) == "NLR"
    )


def test_the_exception_has_its_own_stretch(library: Library) -> None:
    determination = ask(library, "2024-01-15", **H100)
    assert (
        str(only(redesigns(determination), "tpp", exception="NAC").changes[0].cell)
        == "at least 2400 and less than 4800"
    )
    assert (
        after(determination, tpp=Decimal(4800)) == "LICENSE"
        and after(determination, tpp=Decimal(4800) - HAIR) == "EXCEPTION NAC"
    )


def test_not_for_datacenters_and_below_4800(library: Library) -> None:
    determination = ask(library, "2024-01-15", **H100)
    pair = only(redesigns(determination), "tpp", "datacenter")
    assert [str(change.cell) for change in pair.changes] == ["less than 4800", "no"]
    assert after(determination, tpp=Decimal(4800) - HAIR, datacenter=False) == "NLR"
    assert after(determination, tpp=Decimal(4800), datacenter=False) == "EXCEPTION NAC"


def test_a_larger_die_alone_leaves_the_b_level_exactly_at_the_density(library: Library) -> None:
    """TPP 3013.68 at 5.92 is 509.0675... mm2: a density of less than 5.92 needs a die of more than
    that.
    """
    determination = ask(library, "2024-01-15", tpp="3013.68", die_area_mm2=500)
    cell = only(redesigns(determination), "die_area_mm2", exception="NAC").changes[0].cell
    edge = Decimal("3013.68") / Decimal("5.92")
    assert not cell.low_in and abs(cell.low - edge) < HAIR
    assert (
        after(determination, die_area_mm2=cell.low - HAIR) == "LICENSE"
        and after(determination, die_area_mm2=cell.low + HAIR) == "EXCEPTION NAC"
    )


def test_a_die_of_more_than_1883_point_55_frees(library: Library) -> None:
    determination = ask(library, "2024-01-15", tpp="3013.68", die_area_mm2=500)
    cell = only(redesigns(determination), "die_area_mm2").changes[0].cell
    assert cell.low == Decimal("1883.55") and not cell.low_in and cell.high is None
    assert (
        after(determination, die_area_mm2=Decimal("1883.55")) == "EXCEPTION NAC"
        and after(determination, die_area_mm2=Decimal("1883.55") + HAIR) == "NLR"
    )


def test_tied_figures_move_together(library: Library) -> None:
    """TPP and die area: the density that must be met is told as the die area at the ends of the
    TPP's stretch.
    """
    determination = ask(library, "2024-01-15", **H100)
    pair = only(redesigns(determination), "tpp", "die_area_mm2")
    tie = pair.ties[0]
    assert (tie.defined, str(tie.cell)) == ("performance_density", "less than 1.6")
    assert [(corner.value, str(corner.cell)) for corner in tie.corners] == [
        (Decimal(2400), "more than 1500"),
        (Decimal(4800), "more than 3000"),
    ]
    assert after(determination, tpp=Decimal(2400), die_area_mm2=Decimal(1500)) == "EXCEPTION NAC"
    assert after(determination, tpp=Decimal(2400), die_area_mm2=Decimal(1500) + HAIR) == "NLR"


def test_interconnect_alone_freed_a_chip_in_2022(library: Library) -> None:
    determination = ask(
        library, "2022-11-01", tpp=4992, chip_link_gb_per_s=600, host_link_gb_per_s=64
    )
    cell = only(redesigns(determination), "chip_link_gb_per_s").changes[0].cell
    assert str(cell) == "less than 536"  # 536 and 64 are 600 together, and 600 or more is inside
    assert (
        after(determination, chip_link_gb_per_s=Decimal(536)) == "LICENSE"
        and after(determination, chip_link_gb_per_s=Decimal(536) - HAIR) == "NLR"
    )


def test_the_sum_of_bandwidths_bounds_dram_at_this_link(library: Library) -> None:
    determination = ask(
        library,
        "2025-05-20",
        tpp=2368,
        die_area_mm2=814,
        dram_bandwidth_gb_per_s=4000,
        chip_link_gb_per_s=900,
        host_link_gb_per_s=128,
    )
    cell = only(redesigns(determination), "dram_bandwidth_gb_per_s").changes[0].cell
    assert str(cell) == "less than 672"  # 1700 less 1028 of I/O
    assert (
        after(determination, dram_bandwidth_gb_per_s=Decimal(672)) == "LICENSE"
        and after(determination, dram_bandwidth_gb_per_s=Decimal(672) - HAIR) == "NLR"
    )


@pytest.mark.slow
def test_every_door_tells_the_lines_of_one_tree(library: Library) -> None:
    """A part that a letter names: its designs stand under the letter, the rules beside them not."""
    whole = remedy(ask(library, "2025-05-20", family="H20", tpp=2368), library.register)
    marks = SentenceMarks(name="<{}>".format)
    told = ToldRemedies(found=whole, lang="fr", marks=marks, most=1, elsewhere="--json")
    item, law, *_ = told.branches()
    assert [line.kind for line in item.under] == ["named", "beside"]
    named = item.under[0]
    assert "<" in named.words
    assert [line.kind for line in named.under] == ["design", "more"][: len(whole.redesigns)]
    assert [line.kind for line in law.under][:2] == ["measures", "provisions"]
    for line, sets in zip(law.under, (whole.measures, whole.provisions), strict=False):
        kinds = [under.kind for under in line.under]
        assert kinds == (["without", "more"][: len(sets.smallest)] or ["no set"])
    more = [line for branch in law.under for line in branch.under if line.kind == "more"]
    assert all("--json" in line.words for line in more)


def test_a_named_part_is_freed_by_no_figure_and_says_so(library: Library) -> None:
    determination = ask(
        library,
        "2025-05-20",
        family="H20",
        tpp=2368,
        die_area_mm2=814,
        dram_bandwidth_gb_per_s=4000,
        chip_link_gb_per_s=900,
        host_link_gb_per_s=128,
    )
    whole = remedy(determination, library.register)
    assert whole.named_by == ("letters of April 2025, named parts",)
    assert whole.redesigns and all(each.new_design for each in whole.redesigns)
    assert after(determination, dram_bandwidth_gb_per_s=Decimal(1)) == "LICENSE"


def test_an_embargo_is_lifted_by_no_design_and_stands_beside() -> None:
    found = whole("IR")
    assert found.redesigns == ()
    assert "746.7" in [each.entry.says.provision for each in found.catch_alls if each.applies]


def test_end_uses_that_outrank_a_remedy_are_named() -> None:
    catch_alls = whole("CN").catch_alls
    beside = {each.entry.says.provision for each in catch_alls if not each.applies}
    assert {"744.23(a)(1)", "744.21(a)(1)", "744.2 to 744.4", "744.11"} <= beside


def test_an_unknown_die_area_is_settled_by_giving_it(library: Library) -> None:
    determination = ask(library, "2024-01-15", tpp=2400)
    assert determination.outcome is Outcome.UNDETERMINED
    assert str(only(redesigns(determination), "die_area_mm2").changes[0].cell) == "more than 1500"


def test_nothing_is_to_change_where_no_license_is_required() -> None:
    assert whole("DE").redesigns == ()


def test_no_remedy_names_another_route_or_party(library: Library) -> None:
    design = {
        "tpp",
        "die_area_mm2",
        "dram_bandwidth_gb_per_s",
        "chip_link_gb_per_s",
        "io_bandwidth_gb_per_s",
        "datacenter",
        "stack_bandwidth_gb_per_s",
        "stack_area_mm2",
    }
    for on in ("2022-11-01", "2023-12-01", "2025-06-01", "2026-06-01"):
        named = {
            change.fact for each in redesigns(ask(library, on, **H100)) for change in each.changes
        }
        assert named
        assert named <= design


@pytest.mark.parametrize("on", ["2022-11-01", "2024-01-15", "2025-02-01"])
def test_every_bound_is_kept_just_inside_and_not_just_outside(on: str, library: Library) -> None:
    """For each single-figure remedy: a hair inside the nearest bound gives the answer promised, a
    hair outside does not.
    """
    determination = ask(library, on, **H100)
    singles = [
        each
        for each in redesigns(determination)
        if len(each.changes) == 1 and each.changes[0].cell.value is None
    ]
    assert singles
    for each in singles:
        change = each.changes[0]
        assert isinstance(change.now, Figure) and change.now.exact is not None
        inside, outside = (
            (change.cell.high - HAIR, change.cell.high + HAIR)
            if change.cell.high is not None and change.cell.high <= change.now.exact
            else (change.cell.low + HAIR, change.cell.low - HAIR)
        )
        given = {"bits_times_tops": inside} if change.fact == "tpp" else {}
        assert after(determination, **{change.fact: inside, **given}) == str(each.answer)
        assert after(
            determination,
            **{change.fact: outside, **({"bits_times_tops": outside} if given else {})},
        ) != str(each.answer)


# ---- the law -------------------------------------------------------------------------------------


def test_the_letters_alone_stop_an_h20(library: Library) -> None:
    determination = ask(
        library,
        "2025-05-20",
        family="H20",
        tpp=2368,
        die_area_mm2=814,
        dram_bandwidth_gb_per_s=4000,
        chip_link_gb_per_s=900,
        host_link_gb_per_s=128,
    )
    sets = without_measures(determination, library.register).smallest
    assert [(each.parts, str(each.answer)) for each in sets] == [
        ((("us/2025-04-15-letters-h20", None),), "NLR")
    ]
    both = without_provisions(determination, library.register).smallest
    assert [len(each.parts) for each in both] == [2]


def test_a_replaced_provision_comes_back_in_its_earlier_form(library: Library) -> None:
    """Without the rule of October 2023 the rule of 2022 comes back, and without that the letters.
    None of them alone frees the item, though each stops it.
    """
    determination = ask(
        library,
        "2023-12-01",
        tpp=4992,
        die_area_mm2=826,
        chip_link_gb_per_s=400,
        host_link_gb_per_s=64,
    )
    sets = without_measures(determination, library.register).smallest
    assert sets
    for each in sets:
        assert ("us/2023-10-25-advanced-computing", None) in each.parts
        assert len(each.parts) > 1


@pytest.mark.parametrize("most", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_sets_are_smallest_and_as_brute_force_finds_them(most: int, library: Library) -> None:
    determination = ask(
        library,
        "2025-05-20",
        family="H20",
        tpp=2368,
        die_area_mm2=814,
        dram_bandwidth_gb_per_s=4000,
        chip_link_gb_per_s=900,
        host_link_gb_per_s=128,
    )
    log, parts = EditedLog(determination, library.register), LawParts(determination, whole=True)
    names = [
        (measure.measure, None)
        for measure in library.register.measures
        if measure.measure not in parts.ground and measure.changes
    ]
    brute: list[frozenset[object]] = []
    for size in range(1, most + 1):
        for chosen in combinations(names, size):
            dropped = frozenset(chosen)
            if not any(each <= dropped for each in brute) and log.determine(dropped).outcome in (
                Outcome.NLR,
                Outcome.EXCEPTION,
                Outcome.NOT_SUBJECT,
            ):
                brute.append(dropped)
    mine = [
        frozenset(each.parts)
        for each in without_measures(determination, library.register).smallest
        if len(each.parts) <= most
    ]
    assert brute
    assert set(mine) == set(brute)


def test_non_enforcement_is_what_keeps_a_free_answer_free(library: Library) -> None:
    determination = ask(library, "2025-06-01", to="PL", **H100)
    assert determination.outcome is Outcome.NLR
    assert (("us/2025-05-13-diffusion-not-enforced", None),) in [
        each.parts for each in without_measures(determination, library.register).smallest
    ]


# ---- the license path ----------------------------------------------------------------------------


def test_lpp_lacks_its_certificate_and_its_total_and_nothing_else(library: Library) -> None:
    determination = ask(library, "2025-06-01", to="PL", reading="text", **H100)
    lpp = next(
        each for each in near_exceptions(determination) if each.rule.provision == "740.29 LPP"
    )
    assert lpp.way == "show" and {source(lack.test) for lack in lpp.lacks} == {
        "consignee_certificate",
        "lpp_tpp_after <= 26_900_000",
    }


def test_with_the_certificate_only_the_total_is_lacking(library: Library) -> None:
    determination = ask(
        library,
        "2025-06-01",
        to="PL",
        reading="text",
        given={"consignee_certificate": "yes"},
        **H100,
    )
    lpp = next(
        each for each in near_exceptions(determination) if each.rule.provision == "740.29 LPP"
    )
    assert [lack.way for lack in lpp.lacks] == ["show"]


def test_what_the_destination_closes_is_closed(library: Library) -> None:
    determination = ask(library, "2024-05-01", **H100)
    aca = next(
        each
        for each in near_exceptions(determination)
        if each.rule.provision == "740.8 ACA, 3A090.a level not for datacenters"
    )
    assert aca.way == "closed"


def test_the_january_2026_policy_says_what_an_application_shows(library: Library) -> None:
    determination = ask(library, "2026-02-01", **H100)
    milder = [
        near
        for policy in policies(determination)
        for near in policy.milder
        if near.rule.provision == "742.6(b)(10)(iii)(A)(1), case by case"
    ]
    assert milder and "us_lab_tested" in {source(lack.test) for lack in milder[0].lacks}


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(("to", "outcome"), [("CN", "LICENSE"), ("DE", "NLR")])
def test_a_remedy_is_valid_under_its_schema_in_both_languages(
    to: str, outcome: str, lang: str
) -> None:
    data = plain(answer_of(whole(to), lang))
    assert next(iter(data.items())) == ("schema", "ecluse.remedy/1")
    assert data["outcome"] == outcome
    jsonschema.validate(data, schema_of(RemedyAnswer))


def test_words_give_the_remedies_of_the_question(library: Library) -> None:
    answer = remedies("A100", to="China", on=date(2023, 6, 1), library=library)
    assert (answer.outcome, answer.on) == (Outcome.LICENSE, "2023-06-01")
    assert "bits_times_tops >= 4800" in {
        part.test for each in answer.law_changes.amendments for part in each.amended
    }


@pytest.mark.slow
def test_remedies_rest_on_the_scenario_that_is_applied(library: Library) -> None:
    day = date(2025, 5, 20)
    register = applied(read_scenario("h20-pause-as-stay", library), library.register)
    assert remedies("H20", to="CN", on=day, library=library).outcome is Outcome.LICENSE
    free = remedies("H20", to="CN", on=day, register=register, library=library)
    assert (free.outcome, free.item_changes) == (Outcome.NLR, ())


def test_sentences_write_numbers_as_the_language_does(library: Library) -> None:
    change = only(redesigns(ask(library, "2024-01-15", **H100)), "tpp", exception="NAC")
    english, french = (
        Sentences(vocabulary=library.vocabulary, lang=lang).redesign(change)
        for lang in ("en", "fr")
    )
    assert english == "EXCEPTION NAC: TPP at least 2,400 and less than 4,800 (now 15,832)"
    assert french == (
        "EXCEPTION NAC\u00a0: TPP au moins 2\u202f400 et moins de 4\u202f800 "
        "(actuellement 15\u202f832)"
    )


def test_a_figure_that_is_stated_without_what_makes_it_moves_by_itself(library: Library) -> None:
    """BIS gives the density of HBM3 as a bound, nobody gives its area: the density is told, and
    holds under `check`.
    """
    day = date(2025, 1, 15)
    ship = Shipment(item=library.catalogue.get("HBM3 stack", "test"), destination="CN", on=day)
    determination = determine(ship, library.register.at(day), library)
    change = only(redesigns(determination), "memory_bandwidth_density").changes[0]
    assert str(change.cell) == "at most 2" and moved(change).now_within == ("3.3", None)
    assert after(determination, memory_bandwidth_density=Decimal(2)) == "NLR"
    # Above 2 a license is required again, unless what exception HBM asks for below 3.3 is so, which
    # nobody says.
    assert after(determination, memory_bandwidth_density=Decimal(2) + HAIR) == "UNDETERMINED"
    assert after(determination, memory_bandwidth_density=Decimal("3.3")) == "LICENSE"


def test_a_stated_density_stays_where_the_throughput_moves(library: Library) -> None:
    determination = ask(library, "2024-01-15", tpp=5000, performance_density="3.0")
    assert str(only(redesigns(determination), "tpp").changes[0].cell) == "less than 2400"
    assert (
        str(only(redesigns(determination), "tpp", exception="NAC").changes[0].cell)
        == "at least 2400 and less than 4800"
    )
    assert (
        after(determination, tpp=Decimal(2400) - HAIR) == "NLR"
        and after(determination, tpp=Decimal(2400)) == "EXCEPTION NAC"
    )
    pair = only(redesigns(determination), "tpp", "performance_density")
    assert [str(change.cell) for change in pair.changes] == [
        "at least 2400 and less than 4800",
        "less than 1.6",
    ]


def test_the_end_of_a_provision_is_told_from_its_beginning(library: Library) -> None:
    """A part that removes a provision is told as the end of it, and no other part is."""
    ends = EditedLog(ask(library, "2025-06-01"), library.register).ends
    acts = {
        (measure.measure, change.provision): change.act
        for measure in library.register.measures
        for change in measure.changes
    }
    assert {act for part, act in acts.items() if part in ends} == {"removes"}
    assert {act for part, act in acts.items() if part not in ends} > {"adds"}
    assert "removes" not in {act for part, act in acts.items() if part not in ends}
