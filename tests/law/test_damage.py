"""`law check --deep` finds data damaged on purpose: each damage is one edit of a copy of the
shipped files.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from ecluse.facts.reader import parse_document
from ecluse.law.consistency import check_law
from ecluse.law.example import Search
from ecluse.law.flaw import Flaw
from ecluse.law.library import DATA, Library, load
from ecluse.law.measure import read_measure
from ecluse.law.reach import Whole, gaps, out_of_reach, overlaps

AC = "measures/us/2023-10-25-advanced-computing.yaml"
LETTERS = "measures/us/2025-04-15-letters-h20.yaml"
GROUND = "measures/us/2022-08-01-standing-law.yaml"
CASE_BY_CASE = "measures/us/2026-01-15-case-by-case.yaml"


@dataclass(frozen=True)
class Damage:
    """An edit of one file; what must be said of which provisions, by which proof, with which
    counter-example.
    """

    file: str
    old: str
    new: str
    what: str
    where: str
    by: Callable[[Search, Whole], Iterator[Flaw]] = out_of_reach
    severity: str = "error"
    on: date = date(2024, 2, 1)
    example: str = ""


B = (
    "tpp < 4800 and performance_density < 5.92 and ((tpp >= 2400 and performance_density "
    ">= 1.6) or (tpp >= 1600 and performance_density >= 3.2))"
)
LETTER_REVIEW = (
    "    policy: presumption of denial\n"
    "    # The letters' own policy was not published. Their stated reason is the risk of "
    "use in a supercomputer, and § 744.23(d)(1)\n"
    '    # sets this policy for what § 744.23, its "is informed" paragraph (b) included, '
    "requires: our reading.\n"
    "    when: destination == CN or destination == MO or destination in D5{}\n"
)
CASE_BY_CASE_WHEN = (
    "    # its summary and preamble, and in no paragraph: taken as so where nobody says, and said "
    "to be in doubt.\n    when: movement == export and exported_from == US and destination in "
    "[CN, MO] and tpp < 21_000 and"
)
NOTE_2 = (
    "    when: not datacenter and tpp < 4800 and not declared_level_a and not declared_level_b\n"
)
DAMAGES = {
    "a review policy that forgets headquarters": Damage(
        LETTERS,
        LETTER_REVIEW.format(" or headquartered_in_d5_or_macau"),
        LETTER_REVIEW.format(""),
        "letters of April 2025, named parts needs a license, and no review policy applies",
        "letters of April 2025, named parts",
        on=date(2025, 5, 20),
        by=gaps,
    ),
    "a review policy gone": Damage(
        GROUND,
        (
            "  - {provision: 744.11(a) review, kind: review, of: ['744.11'], policy: as the list "
            "entry says, when: 'on_entity_list and entry_policy in [as_cited, unread]', cited: "
            "*s744_16}\n"
        ),
        "",
        "744.11 needs a license, and no review policy applies",
        "744.11",
        by=gaps,
    ),
    "a review policy for fewer destinations": Damage(
        AC,
        (
            "when: not (destination in D5) and not (destination == MO) and not "
            "headquartered_in_d5_or_macau"
        ),
        (
            "when: not (destination in D5) and not (destination in D4) and not (destination == "
            "MO) and not headquartered_in_d5_or_macau"
        ),
        "742.6(a)(6)(iii) needs a license, and no review policy applies",
        "742.6(a)(6)(iii)",
        by=gaps,
    ),
    "two paragraphs that meet at their limit": Damage(
        AC,
        f"not eccn_answers and {B}",
        f"not eccn_answers and {B.replace('tpp < 4800', 'tpp <= 4800')}",
        "3A090.a and 3A090.b describe one item",
        "3A090.a and 3A090.b",
        by=overlaps,
        example="tpp is 4800",
    ),
    "two paragraphs that overlap": Damage(
        AC,
        f"not eccn_answers and {B}",
        (
            "not eccn_answers and "
            f"{B.replace('performance_density < 5.92', 'performance_density < 6')}"
        ),
        "3A090.a and 3A090.b describe one item",
        "3A090.a and 3A090.b",
        by=overlaps,
    ),
    "a paragraph with its limits swapped": Damage(
        AC,
        f"not eccn_answers and {B}",
        (
            "not eccn_answers and tpp < 2400 and performance_density < 5.92 and ((tpp >= 4800 "
            "and performance_density >= 1.6) or (tpp >= 2400 and performance_density >= 3.2))"
        ),
        "3A090.b can never apply where no ECCN is declared",
        "3A090.b",
    ),
    "an exception for paragraphs that swapped limits left empty": Damage(
        AC,
        f"(declared_level_b or (not eccn_answers and {B}))",
        (
            "not eccn_answers and tpp < 2400 and performance_density < 5.92 and ((tpp >= 4800 "
            "and performance_density >= 1.6) or (tpp >= 2400 and performance_density >= 3.2))"
        ),
        "740.8 NAC, 3A090.b level can never apply",
        "740.8 NAC, 3A090.b level",
    ),
    "a requirement that nothing can meet": Damage(
        AC,
        "    when: headquartered_in_d5_or_macau and not ((destination in D1",
        (
            "    when: headquartered_in_d5_or_macau and tpp < 1600 and not declared_level_a and "
            "not declared_level_b and not ((destination in D1"
        ),
        "744.23(a)(3) can never apply",
        "744.23(a)(3)",
    ),
    "a note that leaves nothing in its paragraphs": Damage(
        AC,
        NOTE_2,
        "    when: tpp < 4800 or tpp >= 2400\n",
        "3A090.a can never apply",
        "3A090.a",
    ),
    "a note about no item of its paragraphs": Damage(
        AC,
        NOTE_2,
        NOTE_2.replace("tpp < 4800", "tpp < 1600"),
        "Note 2 to 3A090 can never apply",
        "Note 2 to 3A090",
    ),
    "an exception that needs what cannot be": Damage(
        AC,
        "    when: not datacenter and not nac_refused and",
        (
            "    when: not datacenter and tpp < 4800 and not declared_level_a and not "
            "declared_level_b and not nac_refused and"
        ),
        "740.8 NAC, 3A090.a level not for datacenters can never apply",
        "740.8 NAC, 3A090.a level not for datacenters",
    ),
    "a milder policy that swallows the stricter": Damage(
        AC,
        (
            "    policy: presumption of approval\n    when: not (destination in D5) and not "
            "(destination == MO) and not headquartered_in_d5_or_macau\n"
        ),
        (
            # whoever is in doubt in D:5 would be left to the stricter one
            "    policy: presumption of approval\n    when: in_license_area or "
            "headquartered_in_d5_or_macau or destination == ET or headquarters == ET or "
            "parent_headquarters == ET\n"
        ),
        (
            "742.6(b)(10), D:5 and Macau is never the policy: a milder one, or no requirement, "
            "is there first"
        ),
        "742.6(b)(10), D:5 and Macau",
        severity="warning",
    ),
    "a policy for a TPP that no paragraph has": Damage(
        CASE_BY_CASE,
        CASE_BY_CASE_WHEN,
        CASE_BY_CASE_WHEN.replace(
            "tpp < 21_000", "tpp < 1600 and not declared_level_a and not declared_level_b"
        ),
        (
            "742.6(b)(10)(iii)(A)(1), case by case is never the policy: a milder one, or no "
            "requirement, is there first"
        ),
        "742.6(b)(10)(iii)(A)(1), case by case",
        severity="warning",
        on=date(2026, 3, 1),
    ),
}


MEMORY: dict[object, object] = {}  # what was proved of one law holds for what another says alike


def proved(damage: Damage, books: Library) -> Flaw | None:
    """What is said of a damage; the proof stops there."""
    law = books.register.at(damage.on)
    wanted = (damage.what, damage.where, damage.severity)
    for flaw in damage.by(Search(law, books, MEMORY), Whole(law)):
        if (flaw.what, flaw.where, flaw.severity) == wanted:
            return flaw
    return None


def edited(damage: Damage, data: Path = DATA) -> str:
    """The text of the file with the edit made."""
    text = (data / damage.file).read_text(encoding="utf-8")
    assert damage.old in text, "the shipped file has changed: write the damage anew"
    return text.replace(damage.old, damage.new)


def damaged(damage: Damage) -> Library:
    """The shipped library with one measure read from the edited text."""
    books = load()
    read = read_measure(parse_document(edited(damage), name=damage.file), books.vocabulary)
    measures = tuple(
        read if each.measure == read.measure else each for each in books.register.measures
    )
    return replace(books, register=replace(books.register, measures=measures))


@pytest.mark.slow  # the proofs of a day take seconds each
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_the_proofs_of_the_day_find_it(damage: Damage) -> None:
    flaw = proved(damage, damaged(damage))
    assert flaw is not None and damage.example in (flaw.example or "")


@pytest.mark.slow
def test_the_whole_check_finds_each_kind_in_a_copied_folder_with_its_days(tmp_path: Path) -> None:
    """One folder with a damage for each proof: the days of the law are gone through once."""
    names = (
        "a review policy gone",
        "two paragraphs that overlap",
        "a milder policy that swallows the stricter",
    )
    damages = [DAMAGES[name] for name in names]
    assert [damage.by for damage in damages] == [gaps, overlaps, out_of_reach]
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    for damage in damages:
        (data / damage.file).write_text(edited(damage, data), encoding="utf-8")
    flaws = check_law(load(data, cache=False), deep=True)
    for damage in damages:
        found = [flaw for flaw in flaws if flaw.what == damage.what]
        assert {flaw.severity for flaw in found} == {damage.severity}
        where = [flaw.where for flaw in found]
        assert any(each.startswith(f"{damage.where}, 20") for each in where), where
