"""How close an item stands to a limit: the bullet and the picture of it.

Belongs here: choosing the comparison that says most, and telling it. Does not: comparing.
Always true: what is told is a comparison of the trace, or says that there is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ecluse.brief.answer import BriefSource, Bullet
from ecluse.brief.naming import source_of
from ecluse.brief.sentence import COUNT, KNOWN, AnswerData, PlainData, Says, sentence, told_bullet
from ecluse.brief.terms import BriefTerms
from ecluse.words.say import has_words

_STEPS = ("classify", "require")
_ROWS = 3
_FIRST = "tpp"


@dataclass(frozen=True, slots=True, kw_only=True)
class NearLimit:
    """A figure beside a limit of the trace: the place of each there."""

    at: tuple[str, ...]
    fact: str
    provision: str
    row: PlainData
    finding: PlainData

    @property
    def distance(self) -> float:
        """How far from the limit, relative to it."""
        return float(abs(self.row["margin"]) / (abs(self.row["limit"]) or 1.0))


def comparisons(data: PlainData) -> Iterator[NearLimit]:
    """The comparisons of the trace in which a known figure of the item meets a limit."""
    for step in _STEPS:
        for place, finding in enumerate(data["trace"][step]):
            if step == "require" and finding["truth"] != "true":
                continue
            for number, row in enumerate(finding["comparisons"]):
                about = row["test"].partition(" ")[0]
                told = has_words(f"brief_fact.{about}") and isinstance(row["value"], int | float)
                if told and row["margin"] is not None and row["value"] > 0:
                    at = ("trace", step, str(place), "comparisons", str(number))
                    yield NearLimit(
                        at=at,
                        fact=about,
                        provision=finding["provision"],
                        row=row,
                        finding=finding,
                    )


def closest(data: PlainData) -> NearLimit | None:
    """The comparison that says most: one by which a requirement applies, else the one that lies
    closest to its limit; none where the performance is not known exactly.
    """
    required = {row["provision"] for row in data["requirements"][:1]}
    found = list(comparisons(data))
    decisive = [
        each for each in found if each.provision in required and each.row["truth"] == "true"
    ]
    if not decisive and _FIRST in data["figures_disputed"]:
        return None
    return min(decisive or found, key=lambda each: each.distance, default=None)


def figure_bullet(
    check: AnswerData, terms: BriefTerms, proof: str, asked: Mapping[str, str]
) -> Bullet:
    """How close the item stands to the nearest limit, or what is known of its figures.

    Args:
        proof: The page of the answer.
        asked: The words of the law that is asked, with which its pages are asked for.
    """
    lang, near = terms.lang, closest(check.data)
    if near is not None:
        says, source = _compared(check, near, terms), _read_at(near)
        proof = terms.links.law(near.provision, date.fromisoformat(check.data["on"]), asked)
    else:
        says, source = _uncompared(check, terms)
    return told_bullet("figure", lang, [says], source, proof)


def _compared(check: AnswerData, near: NearLimit, terms: BriefTerms) -> Says:
    lang, unit = terms.lang, terms.unit(near.fact)
    margin = near.row["margin"]
    how = "at" if margin == 0 else "above" if margin > 0 else "below"
    return sentence(
        f"brief.figure {how}",
        lang,
        fact=terms.names.fact(near.fact),
        value=check.tell(*near.at, "value", unit=unit, apart_from=near.row["limit"]),
        margin=check.tell(*near.at, "margin", unit=unit),
        limit=check.tell(*near.at, "limit", unit=unit),
        provision=terms.names.provision(near.provision),
    )


def _read_at(near: NearLimit) -> BriefSource:
    """Where the figure was read, else where the limit stands."""
    urls = [each for each in near.row["sources"] if each.startswith("http")]
    if urls:
        place = near.row["sources"].index(urls[0])
        names = near.row["source_names"]
        return source_of(names[min(place, len(names) - 1)], urls[0])
    return source_of(near.finding["citation"], near.finding["url"])


def _uncompared(check: AnswerData, terms: BriefTerms) -> tuple[Says, BriefSource]:
    """What is known of the figures where none meets a limit."""
    data, lang = check.data, terms.lang
    source = rule_source(data)
    for name, bounds in data["figures_disputed"].items():
        if has_words(f"brief_fact.{name}") and bounds["high"] is not None:
            return _between(check, name, terms), source
    for name, value in data["figures"].items():
        if has_words(f"brief_fact.{name}") and value:
            told = check.tell("figures", name, unit=terms.unit(name))
            about = terms.names.fact(name)
            return sentence("brief.figure alone", lang, fact=about, value=told), source
    count, known = (check.tell("figures", how) for how in (COUNT, KNOWN))
    return sentence("brief.figure none", lang, count=count, known=known), source


def _between(check: AnswerData, name: str, terms: BriefTerms) -> Says:
    unit, lang = terms.unit(name), terms.lang
    low, high = (
        check.tell("figures_disputed", name, bound, unit=unit) for bound in ("low", "high")
    )
    about = terms.names.fact(name)
    return sentence("brief.figure between", lang, fact=about, low=low, high=high)


def rule_source(data: PlainData) -> BriefSource:
    """Where the first thing that the answer rests on was read."""
    trace = data["trace"]
    rows = [
        *data["requirements"],
        *data["possible_requirements"],
        *(row for row in trace["classify"] if row["truth"] == "true"),
        *trace["jurisdiction"]["findings"],
        *trace["classify"],
        *trace["require"],
    ]
    first = next(row for row in rows if row["citation"])
    return source_of(first["citation"], first["url"])


def limits_shown(data: PlainData) -> list[tuple[str, float, list[float]]]:
    """Of each figure that meets limits: the value, and its limits in order; the closest first."""
    found: dict[str, tuple[float, set[float], float]] = {}
    for each in comparisons(data):
        value, limits, distance = found.get(each.fact, (each.row["value"], set(), each.distance))
        limits.add(each.row["limit"])
        found[each.fact] = value, limits, min(distance, each.distance)
    ordered = sorted(found.items(), key=lambda pair: pair[1][2])
    return [(name, value, sorted(limits)) for name, (value, limits, _) in ordered[:_ROWS]]
