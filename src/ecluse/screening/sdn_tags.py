"""The tags of the SDN List that § 744.8 names.

Belongs here: reading their table. Does not: what the section requires (a measure's to say).
Always true: an entry of which no tag is on record is taken to have one that the section names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ecluse.facts.csv_rows import csv_rows
from ecluse.screening.codes import folded_words

FILE = "lists/sdn-tags.csv"
_HEADING = ("tag", "wmd_or_terror", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class SdnTags:
    """The tags of § 744.8(a)(1), their signs folded.

    Args:
        named: All of them.
        wmd_or_terror: Those for weapons of mass destruction or terrorism.
    """

    named: frozenset[str]
    wmd_or_terror: frozenset[str]

    def names(self, programs: Sequence[str]) -> bool:
        """Whether the section names one of an entry's tags; of no tag, it may."""
        return not programs or not self.named.isdisjoint(map(folded_words, programs))

    def of_wmd_or_terror(self, programs: Sequence[str]) -> bool:
        """Whether one is for weapons of mass destruction or terrorism; of no tag, it may be."""
        return not programs or not self.wmd_or_terror.isdisjoint(map(folded_words, programs))


@lru_cache(maxsize=4)
def read_sdn_tags(folder: Path) -> SdnTags:
    """The table of a data folder.

    Raises:
        DataError: It cannot be read, or says what it cannot mean.
    """
    named, grave = set(), set()
    for row in csv_rows(folder / FILE, FILE, _HEADING):
        if row["wmd_or_terror"] not in ("yes", "no"):
            raise row.error(f"'{row['wmd_or_terror']}' is no truth", "write yes or no")
        tag = folded_words(row["tag"])
        named.add(tag)
        if row["wmd_or_terror"] == "yes":
            grave.add(tag)
    return SdnTags(named=frozenset(named), wmd_or_terror=frozenset(grave))
