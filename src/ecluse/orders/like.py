"""All that a record says of a case, short of its words, as a value.

Belongs here: what two cases with one record have alike. Does not: finding it (alike_pairs), or the
words (record).
Always true: two cases with one value get one record, whatever their laws.
"""

from __future__ import annotations

from typing import NamedTuple

from ecluse.determine.verdict import Verdict
from ecluse.orders.coded_subject import Provided

Pair = tuple[int, int]  # the numbers of a place and of a subject


class LawSays(NamedTuple):
    """What the law comes to in some cases.

    Args:
        stays: No license is required because the shipment is no export at all.
        beyond: The day lies after the record.
        grounds: The provisions on which the answer rests, each with its measure and its citation.
        described: The paragraphs that describe the item.
        flags: Numbers of the red flags.
        rank: How firm the answer is.
    """

    verdict: Verdict
    held: bool
    stays: bool
    beyond: bool
    grounds: tuple[object, ...]
    described: tuple[str, ...]
    flags: tuple[int, ...]
    rank: int | None = None


class EquivalentRecord(NamedTuple):
    """All that a record says of a case, short of its words.

    Args:
        says: A number for what the law comes to there.
        waits: Knowing what is counted would change it.
        doubts: Why what is given is not settled.
        provided: What the answer presumes, wherever it goes.
        here: Of each fact that is worth a proviso in some destinations alone, whether this is one.
    """

    says: int
    waits: bool
    against: tuple[str, ...]
    doubts: tuple[str, ...]
    provided: Provided
    here: tuple[bool, ...]


class EquivalentOpen(NamedTuple):
    """A case of which codes alone do not tell the record: an unknown is to be followed there, or
    something waits for what is counted. All on which the record can rest.

    Args:
        pairs: A number for those in which the steps come to the same, and all of the place that
            can bear.
        place: The place, where more of it can bear.
        named: The countries of which it is in doubt what they are in.
    """

    subject: int
    pairs: int
    rank: int | None
    here: tuple[bool, ...]
    place: int | None
    named: tuple[str | None, ...]
