"""A newer list laid over an older one, so that no day loses what was on record of it.

Belongs here: what becomes of each row. Does not: which rows are one (pair), files (update).
Always true: an entry that is gone keeps standing on the days before the newer list; a wording that
changed keeps its days; a name that an entry once had still finds it; of an entry that came between
two lists the earliest possible day counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ecluse.facts.country import folded
from ecluse.screening.codes import Spellings, footnotes
from ecluse.screening.entry import ENTITY_LIST
from ecluse.screening.pair import Pairing, paired_rows
from ecluse.screening.published import Road, citations
from ecluse.screening.read_table import Cells, joined, many

_UNION = ("aliases", "countries", "identifiers")
_TAKEN = ("addresses", "type", "expires", "programs", "requirement", "policy", "url", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedList:
    """A newer list over an older one.

    Args:
        rows: Of the list from now on, with those that were removed.
        kept: Rows that the newer file does not hold and that came by another road alone: they
            stand until that road drops them.
    """

    rows: list[Cells]
    added: list[Cells]
    removed: list[Cells]
    changed: list[Cells]
    kept: list[Cells]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewerList:
    """The rows of a newer list, of which day, by which road; and the day of the older one."""

    code: str
    road: Road
    rows: Sequence[Cells]
    as_of: date
    before: date | None


def merged(older: Sequence[Cells], newer: NewerList, spellings: Spellings) -> MergedList:
    """Lay a newer list over an older one."""
    gone = [row for row in older if "removed" in row]
    standing = [row for row in older if "removed" not in row]
    paired = paired_rows(newer.code, standing, together(newer.rows), spellings.under)
    ended = {"removed": newer.as_of.isoformat()}
    rows, past = _of_both(paired, newer, spellings)
    kept = [row for row in paired.removed if _other_road(row, newer.road)]
    removed = {id(row): row | ended for row in paired.removed if not _other_road(row, newer.road)}
    rows |= removed | {id(row): row for row in kept}
    added = [_added(row, newer) for row in paired.added]
    gone += [row | ended for row in past.values()]
    return MergedList(
        rows=[*(rows[id(row)] for row in standing), *added, *gone],
        added=added,
        removed=list(removed.values()),
        changed=[rows[place] for place in past],
        kept=kept,
    )


def _of_both(
    paired: Pairing, newer: NewerList, spellings: Spellings
) -> tuple[dict[int, Cells], dict[int, Cells]]:
    """The rows of entries that both lists hold, by which older row each is; and of those that were
    reworded the older rows.
    """
    rows: dict[int, Cells] = {}
    past: dict[int, Cells] = {}
    for old, new in paired.both:
        rows[id(old)], same = _one(old, new, newer, spellings)
        if not same:
            past[id(old)] = old
    for old, new in paired.spelled_again:
        rows[id(old)] = _with_names(rows[id(old)], new)
    return rows, past


def _one(old: Cells, new: Cells, newer: NewerList, spellings: Spellings) -> tuple[Cells, bool]:
    """The row of an entry that both lists hold, and whether it asks the same as before."""
    row = _with_newer(old, new, newer)
    if not _same_wording(old, row, newer, spellings):
        return row | _reworded(old, row, newer), False
    # No change, only another spelling of the same words.
    row |= {column: old[column] for column in ("requirement", "policy") if column in old}
    if newer.before is not None:  # it stood so on the day of the older list
        row.setdefault("worded_since", newer.before.isoformat())
    return row, True


def together(rows: Sequence[Cells]) -> list[Cells]:
    """The rows with those that say the same of one party under one citation as one."""
    found: dict[tuple[str | None, ...], Cells] = {}
    for row in rows:
        same = ("number", "citation", "requirement", "policy", "listed", "expires")
        key = (folded(row["name"]), row.get("countries"), *map(row.get, same))
        if key not in found:
            found[key] = dict(row)
            continue
        for column in ("aliases", "addresses", "identifiers", "programs"):
            if values := joined((*many(found[key], column), *many(row, column))):
                found[key][column] = values
    return list(found.values())


def wording(code: str, row: Cells, spellings: Spellings) -> tuple[object, ...]:
    """What a row asks, however it is spelled."""
    requirement, policy = row.get("requirement"), row.get("policy")
    return (
        footnotes(requirement) if code == ENTITY_LIST else None,
        spellings.items_covered(requirement),
        spellings.policy(policy),
        frozenset(many(row, "programs")),
    )


def _same_wording(old: Cells, row: Cells, newer: NewerList, spellings: Spellings) -> bool:
    """Whether two rows ask the same.

    The consolidated list loses the numbers of footnotes: where all else of the requirement is the
    same, they stand as the regulation has them.
    """
    first, second = wording(newer.code, old, spellings), wording(newer.code, row, spellings)
    if newer.road is not Road.REGULATION and _letters(old) == _letters(row):
        return first[1:] == second[1:]
    return first == second


def _letters(row: Cells) -> list[str]:
    return re.findall(r"[^\W\d_]+", row.get("requirement", "").casefold())


def _with_newer(old: Cells, new: Cells, newer: NewerList) -> Cells:
    """The older row with what the newer one says; its first name stays, for the key rests on it."""
    row = _with_names(old, new)
    row |= {column: new[column] for column in _TAKEN if column in new}
    cited = citations(new.get("citation", ""))
    known = {volume for volume, _, _ in citations(old.get("citation", ""))}
    if "citation" in new and any(volume not in known for volume, _, _ in cited):
        row["citation"] = f"{old['citation']}; {new['citation']}" if known else new["citation"]
    # Of two days of listing the earlier: an entry of unknown day has stood always.
    if "listed" in old and new.get("listed", old["listed"]) < old["listed"]:
        row |= {column: new[column] for column in ("listed", "listed_is") if column in new}
    if "roads" in old:
        row["roads"] = joined((*many(old, "roads"), newer.road.value))
    return row


def _with_names(old: Cells, new: Cells) -> Cells:
    row = dict(old)
    own = {folded(name) for name in (old["name"], *many(old, "aliases"))}
    more = [
        name for name in (new["name"], *many(new, "aliases")) if folded(name) not in own or not
        folded(name)
    ]  # fmt: skip
    if aliases := joined((*many(old, "aliases"), *more)):
        row["aliases"] = aliases
    for column in _UNION[1:]:
        if values := joined((*many(old, column), *many(new, column))):
            row[column] = values
    return row


def _reworded(old: Cells, row: Cells, newer: NewerList) -> Cells:
    """Since when the newer wording stands: the day of a citation after the older list, or else the
    day after that list, for it may have changed on any day between.
    """
    after = newer.before or date.min
    days = [day for _, _, day in citations(row.get("citation", "")) if day and day > after]
    first = min([*days, newer.as_of])
    since = first if days else min(after + timedelta(days=1), newer.as_of)
    first_day = max(since.isoformat(), old.get("listed", ""))
    return {"reworded": first_day, "worded_since": first.isoformat()}


def _added(row: Cells, newer: NewerList) -> Cells:
    """A row that is new; where nothing says since when, since the day after the older list."""
    if "listed" in row or newer.before is None:
        return dict(row)
    day = min(newer.before + timedelta(days=1), newer.as_of).isoformat()
    return row | {"listed": day, "listed_is": "seen", "published": day}


def _other_road(row: Cells, road: Road) -> bool:
    return "roads" in row and road.value not in many(row, "roads")
