"""What the affiliates rule counts: how much listed parties must own, and whom it does not reach.

Belongs here: reading the two figures of the rule. Does not: counting (ownership), the days of the
rule (a measure's to say).
Always true: what the file says carries where it was read.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from ecluse.citation import Citation
from ecluse.facts.reader import check, read_document

FILE = "companies/affiliates.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class AffiliatesRule:
    """The two figures of the rule.

    Args:
        percent: What listed parties own together; so much or more.
        foreign_to: The country of which a company is not reached itself.
    """

    percent: Decimal
    foreign_to: str
    cited: Citation
    __pydantic_config__ = {"extra": "forbid"}


def affiliates_rule(data: Path) -> AffiliatesRule:
    """The rule of a data folder.

    Raises:
        DataError, SeveralErrors: Every mistake in its file.
    """
    path = data / FILE
    return _read(str(path), path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(path: str, _: int) -> AffiliatesRule:
    rule: AffiliatesRule = check(read_document(Path(path), name=f"data/{FILE}"), AffiliatesRule)
    return rule
