"""What is read off one run of a law over pairs is what each pair by itself comes to."""

from __future__ import annotations

from datetime import date

import pytest

from ecluse.citation import Confidence
from ecluse.determine.case import CaseFacts
from ecluse.determine.classify import presume
from ecluse.determine.coded_case import CodedCase, Coder
from ecluse.determine.shipment import Shipment
from ecluse.equivalence.axes import ROLES
from ecluse.equivalence.pair_columns import ListedPairs, PairColumns
from ecluse.equivalence.pair_conditions import PairConditions
from ecluse.equivalence.pair_firmness import Firmness
from ecluse.equivalence.pair_run import PairRun
from ecluse.law.in_force import Law
from ecluse.law.library import Library, load
from ecluse.law.provision import LicenseException, NoExport, Notice, Requirement

ITEMS = ("NVIDIA H20 96GB", "AMD Instinct MI308X", "Huawei Ascend 910B1", "NVIDIA HGX H20 8-GPU")
PLACES = ("CN", "DE", "AE", "US", "IL")
FEW = [(0, 0), (3, 1), (2, 2), (4, 1), (1, 3)]  # numbers of a place and of an item
DAYS = (date(2023, 9, 24), date(2025, 4, 21), date(2026, 3, 1))


@pytest.fixture(scope="module")
def library() -> Library:
    """The shipped data."""
    return load()


class Pairs:
    """Some items to some places under the law of a day, run at once."""

    def __init__(self, library: Library, day: date, columns: PairColumns | None = None) -> None:
        self.law: Law = library.register.at(day)
        coder = self.law.once(Coder)
        self.items = [self._facts(library, name, None) for name in ITEMS]
        self.treated = [dict.fromkeys(ROLES, code) for code in PLACES]
        codes = [
            {
                slot: code
                for name, country in place.items()
                for slot, code in coder.writes_of(name, country)
            }
            for place in self.treated
        ]
        cases = [CodedCase.of(facts, coder) for facts in self.items]
        self.run = PairRun(coder, cases, codes, columns)
        self.laid = [_laid(facts) for facts in self.items]
        self.library = library

    def _facts(self, library: Library, name: str, code: str | None) -> CaseFacts:
        item = library.catalogue.get(name, "test")
        return CaseFacts(Shipment(item=item, destination=code, on=self.law.on), self.law, library)

    def alone(self, pair: tuple[int, int]) -> CaseFacts:
        """One pair by itself, with the flags that stand presumed."""
        place, item = pair
        return _laid(self._facts(self.library, ITEMS[item], PLACES[place]))


def _laid(facts: CaseFacts) -> CaseFacts:
    return facts.with_facts(presume(facts)[0])


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("few", [False, True])
def test_a_condition_rests_on_as_firm_ground_as_in_the_pair_alone(
    library: Library, day: date, few: bool
) -> None:
    pairs = Pairs(library, day, ListedPairs(FEW) if few else None)
    firmness, columns = Firmness(pairs.run, pairs.laid), pairs.run.columns
    conditions = [
        says.when
        for kind in (Requirement, LicenseException, NoExport)
        for says, _ in pairs.law.of_kind(kind)
    ]
    for pair in FEW:
        facts, at = pairs.alone(pair), columns.of_pairs([pair])
        for when in conditions:
            firm = [each for each in Confidence if firmness.of(when, each.rank) & at]
            assert min(firm, key=lambda each: each.rank) is facts.confidence(when)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("few", [False, True])
def test_a_notice_holds_where_it_holds_in_the_pair_alone(
    library: Library, day: date, few: bool
) -> None:
    pairs = Pairs(library, day, ListedPairs(FEW) if few else None)
    conditions = [says.when for says, _ in pairs.law.of_kind(Notice)]
    columns = pairs.run.columns
    found = PairConditions(pairs.law, conditions).of(columns, pairs.laid, pairs.treated)
    for pair in FEW:
        facts, at = pairs.alone(pair), columns.of_pairs([pair])
        said = [(bool(may & at), bool(surely & at)) for may, surely in found]
        truths = [facts.truth(when).value for when in conditions]
        assert said == [(truth != "false", truth == "true") for truth in truths]


def test_a_few_pairs_come_to_what_they_do_among_all(library: Library) -> None:
    every, few = Pairs(library, DAYS[1]), Pairs(library, DAYS[1], ListedPairs(FEW))
    for term in every.run.read:
        for pair in FEW:
            said = [
                [bool(run.columns.of_pairs([pair]) & read(term)) for read in (run.may, run.surely)]
                for run in (every.run, few.run)
            ]
            assert said[0] == said[1]
    assert list(few.run.columns.each_of(few.run.columns.all)) == FEW
    assert few.run.columns.place_and_item(few.run.columns.of_pairs(FEW[2:])) == FEW[2]
