"""The rows of the JSON of `timeline`, `chips`, `law` and `facts`, as they still are.

Belongs here: nothing new; each goes to the room whose answer it is, as a dataclass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ecluse.determine.decide import determine
from ecluse.determine.figures import datacenter_of, figures_of, nowhere, ranges_of
from ecluse.determine.timeline import Stretch
from ecluse.determine.to_json import proviso_text
from ecluse.errors import UnknownNameError, near
from ecluse.facts.item import Item
from ecluse.law.condition.to_text import formula_source, source, words
from ecluse.law.seal import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ecluse.compare.scenario_check import Touched
    from ecluse.law.consistency import Flaw
    from ecluse.law.library import Library
    from ecluse.law.measure import Measure
    from ecluse.law.register import InForce, Law, Register
    from ecluse.law.scenario import Scenario
    from ecluse.law.scenario_effect import Note
    from ecluse.law.seal import Manifest


def timeline_row(each: Stretch, books: Library, lang: str) -> dict[str, Any]:
    """A stretch of days with one answer."""
    review = each.found.review
    return {
        "from": each.since.isoformat(),
        "until": each.until.isoformat(),
        "outcome": each.found.outcome.value,
        "exception": each.found.answer.exception,
        "review_policy": review.policy if review else None,
        "classification": each.found.classification,
        "requirements": [found.provision for found in each.found.requirements],
        "needs": sorted(each.found.needs),
        "measures": [
            {
                "measure": by.measure,
                "title": by.title.say(lang),
                "citation": str(by.cited),
                "url": by.cited.url,
            }
            for by in each.by
        ],
        "provided": [proviso_text(proviso, books, lang) for proviso in each.provided],
        "beyond_record": each.until > books.data_as_of,
        "confidence": each.found.confidence.value,
    }


def _classification(item: Item, books: Library, law: Law) -> list[str]:
    return determine(nowhere(item, law.on), law, books, refine=False).classification


def chip_row(item: Item, books: Library, law: Law) -> dict[str, Any]:
    """An item of the catalogue."""
    ic = books.catalogue.ic(item)
    return {
        "item": item.name,
        "vendor": item.vendor,
        "kind": item.kind,
        "family": item.family,
        "aliases": list(item.aliases),
        "launched": item.launched,
        "designer_headquarters": item.designer_headquarters,
        "datacenter": datacenter_of(item, books),
        "contains": {"item": item.contains.item, "count": item.contains.count}
        if item.contains
        else None,
        "figures": figures_of(item, books),
        "figures_disputed": ranges_of(item, books),
        "sources": {
            name: [citation.url or citation.source for citation in known.cited]
            for name, known in {**ic.figures, **item.figures}.items()
        },
        "confidence": {
            name: known.confidence.value for name, known in {**ic.figures, **item.figures}.items()
        },
        "notes": item.notes,
        "on": law.on.isoformat(),
        "classification": _classification(item, books, law),
    }


def measure_row(measure: Measure, lang: str) -> dict[str, Any]:
    """A measure."""
    return {
        "measure": measure.measure,
        "kind": measure.kind,
        "title": measure.title.say(lang),
        "summary": measure.summary.say(lang),
        "citation": str(measure.cited),
        "url": measure.cited.url,
        "confidence": measure.cited.confidence.value,
        "published": measure.published.isoformat(),
        "effective": measure.effective.isoformat() if measure.effective else None,
        "complied_from": measure.complied_from.isoformat() if measure.complied_from else None,
        "binds": list(measure.binds),
        "acts_on": [
            {
                "act": act.act,
                "measure": act.measure,
                "since": act.since.isoformat(),
                "until": act.until.isoformat() if act.until else None,
            }
            for act in measure.acts_on
        ],
        "changes": [
            {
                "act": change.act,
                "provision": change.provision,
                "from": change.applies_from.isoformat(),
                "reading": change.reading.value if change.reading else None,
            }
            for change in measure.changes
        ],
    }


def _condition(says: Any, books: Library, lang: str) -> tuple[str | None, str | None]:
    when = getattr(says, "when", None)
    if when is not None:
        return source(when), words(when, books.vocabulary, lang)
    formula = getattr(says, "formula", None)
    return (formula_source(formula), None) if formula is not None else (None, None)


def entry_row(entry: InForce, books: Library, lang: str) -> dict[str, Any]:
    """A provision in force."""
    condition, in_words = _condition(entry.says, books, lang)
    members = getattr(entry.says, "members", None)
    return {
        "provision": entry.says.provision,
        "kind": entry.says.kind,
        "measure": entry.measure.measure,
        "since": entry.since.isoformat(),
        "citation": str(entry.cited),
        "url": entry.cited.url,
        "confidence": entry.cited.confidence.value,
        "condition": condition,
        "words": in_words,
        "members": sorted(members) if members is not None else None,
        "text": entry.says.text.say(lang) if entry.says.text else None,
        "doubt": entry.doubt.text.say(lang) if entry.doubt and entry.doubt.text else None,
    }


def history(
    name: str, register: Register, in_force: Law, books: Library, lang: str
) -> dict[str, Any]:
    """A provision's history."""
    rows = []
    for measure, change in register.history(name):
        condition, in_words = _condition(change.says, books, lang) if change.says else (None, None)
        rows.append(
            {
                "act": change.act,
                "measure": measure.measure,
                "kind": measure.kind,
                "published": measure.published.isoformat(),
                "effective": change.effective.isoformat(),
                "applies_from": register.start_of(measure, change).isoformat(),
                "reading": change.reading.value if change.reading else None,
                "citation": str(change.cited),
                "url": change.cited.url,
                "confidence": change.cited.confidence.value,
                "condition": condition,
                "words": in_words,
                "text": change.says.text.say(lang) if change.says and change.says.text else None,
            }
        )
    now = in_force.provisions.get(name)
    return {
        "provision": name,
        "in_force": entry_row(now, books, lang) if now else None,
        "on": in_force.on.isoformat(),
        "history": rows,
    }


def fact_rows(books: Library, lang: str) -> list[dict[str, Any]]:
    """Every fact of the vocabulary."""
    return [
        {
            "fact": name,
            "of": meaning.of,
            "type": meaning.type.value,
            "unit": meaning.unit,
            "values": list(meaning.symbols),
            "meaning": meaning.meaning.say(lang),
            "if_left_out": meaning.if_left_out.text.say(lang) if meaning.if_left_out else None,
        }
        for name, meaning in books.vocabulary.facts.items()
    ]


def law_row(
    provision: str, register: Register, in_force: Law, books: Library, lang: str
) -> dict[str, Any]:
    """One provision, those that begin with it, or a measure with its provisions.

    Raises:
        UnknownNameError: Nothing is called that.
    """
    names = [
        name
        for name in register.provision_names()
        if name == provision or name.startswith(provision)
    ]
    acts = [register.measure(provision)] if register.called(provision) else []
    if not names and not acts:
        known_names = [*register.provision_names(), *(each.measure for each in register.measures)]
        raise UnknownNameError(
            f"no provision or measure is called '{provision}'",
            "command line",
            near(provision, known_names) or "`ecluse law` lists them",
        )
    if acts:
        names = list(dict.fromkeys(change.provision for change in acts[0].changes))
    found = [history(name, register, in_force, books, lang) for name in names]
    return {"measure": measure_row(acts[0], lang) if acts else None, "provisions": found}


def flaw_row(books: Library, flaws: Sequence[Flaw], *, deep: bool) -> dict[str, Any]:
    """All flaws of a data folder."""
    return {
        "version": books.version,
        "data_modified": not books.sealed,
        "deep": deep,
        "flaws": [flaw.to_dict() for flaw in flaws],
    }


def seal_row(
    folder: Path, books: Library, manifest: Manifest | None, *, check: bool
) -> dict[str, Any]:
    """The seal of a data folder."""
    return {
        "manifest": str(folder / MANIFEST),
        "digest": manifest.digest if manifest else None,
        "files": len(manifest.files) if manifest else 0,
        "sealed": books.sealed or not check,
        "differences": list(books.modified),
        "measures_gone": list(books.lacking),
    }


def scenario_row(
    scenario: Scenario,
    steps: Sequence[tuple[str, str, str]],
    notes: Sequence[Note],
    stretches: Sequence[Touched],
) -> dict[str, Any]:
    """What a scenario does."""
    return {
        "scenario": scenario.scenario,
        "says": {"en": scenario.says.en, "fr": scenario.says.fr},
        "edits": [{"does": does, "to": name, "how": how} for does, name, how in steps],
        "notes": [note.to_dict() for note in notes],
        "touched": [each.to_dict() for each in stretches],
    }
