"""A determination as plain data, in the public keys of the command contract.

Belongs here: the keys. Does not: new facts; what is printed is what was found.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from ecluse.determine.decide import Determination
from ecluse.determine.figures import figures_of, given_figures, number, ranges_of
from ecluse.determine.nearest import Nearest, nearest
from ecluse.determine.proviso import Proviso
from ecluse.determine.review import Reviewed
from ecluse.determine.trace import Found, leaves
from ecluse.determine.verdict import Outcome
from ecluse.facts.figure import Figure
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.evaluate import Finding
from ecluse.law.condition.to_text import source, words
from ecluse.law.condition.tree import Compare
from ecluse.law.library import Library
from ecluse.law.provision import LicenseException, Notice, Requirement, Review

_FILES = 2
DISCLAIMER = {
    "en": "Not legal advice. Judges the advanced-computing controls and the catch-alls on record, as read up to {day}; other entries "
    "of the Commerce Control List and changes after that day are not judged.",
    "fr": "Ne constitue pas un avis juridique. Juge les contrôles du calcul avancé et les clauses générales au dossier, lus jusqu’au "
    "{day} ; les autres entrées de la liste de contrôle et les changements ultérieurs ne sont pas jugés.",
}
MODIFIED = {
    "en": "Modified data, not as sealed: {files}.",
    "fr": "Données modifiées, différentes du scellé : {files}.",
}
HORIZON = {
    "en": "the law was read up to {day}; anything published later is not in this answer",
    "fr": "le droit a été lu jusqu’au {day} ; rien de ce qui fut publié ensuite n’est dans cette réponse",
}


AGAINST = {
    "en": "given against the catalogue, and taken as given: {names}",
    "fr": "donné contre le catalogue, et pris tel quel : {names}",
}
UNCONFIRMED = {"en": "unconfirmed", "fr": "non confirmé"}


def to_json(
    found: Determination, library: Library, *, lang: str = "en", known: date | None = None
) -> dict[str, Any]:
    """All of one determination: the contract's keys first, the trace last."""
    review = found.review
    return {
        "item": found.shipment.item.name,
        "on": found.law.on.isoformat(),
        "known": (
            library.data_as_of if found.law.known == date.max else found.law.known
        ).isoformat(),
        "reading": found.law.reading.value,
        "destination": found.shipment.destination,
        "headquarters": found.facts["headquarters"].value,
        "parent_headquarters": found.facts["parent_headquarters"].value,
        "exporter": found.facts["exporter"].value,
        "outcome": found.outcome.value,
        "exception": found.answer.exception,
        "review_policy": review.policy if review else None,
        "provided": provided(found, library, lang),
        "beyond_record": found.beyond_record,
        "given_against_catalogue": list(found.against_catalogue),
        "strict": found.shipment.strict,
        "classification": found.classification,
        "requirements": [_requirement(each, lang) for each in found.requirements],
        "possible_requirements": [_requirement(each, lang) for each in found.possible],
        "duties": duties(found, lang),
        "needs": sorted(found.needs),
        "possible": [str(each) for each in found.answers],
        "settled": sorted(found.settled),
        "depends": [
            {
                "fact": each.fact,
                "where": str(each.cell),
                "outcome": each.answer.outcome.value,
                "exception": each.answer.exception,
            }
            for each in found.depends
        ],
        "review": _review(review, library, lang) if review else None,
        "licenses": [each.provision for each in found.licenses],
        "red_flags": red_flags(found, library, lang),
        "notes": [
            each.entry.says.text.say(lang)
            for each in found.notices
            if isinstance(each.entry.says, Notice) and each.entry.says.kind == "note"
        ],
        "assumptions": assumptions(found, library, lang),
        "confidence": found.confidence.value,
        "nearest": [_nearest(each) for each in nearest(found)],
        "figures": figures_of(found.shipment.item, library, given_figures(found.facts)),
        "figures_disputed": ranges_of(found.shipment.item, library),
        "trace": trace(found, library, lang),
        "data_as_of": library.data_as_of.isoformat(),
        "data_version": library.version,
        "data_modified": not library.sealed,
        "disclaimer": disclaimer(library, lang),
    }


def disclaimer(library: Library, lang: str) -> str:
    """What the answer is not, up to which day the law was read, and whether the data are as sealed."""
    said = DISCLAIMER[lang].format(day=library.data_as_of.isoformat())
    if library.sealed:
        return said
    few = ", ".join(line.partition(": ")[0] for line in library.modified[:_FILES])
    more = len(library.modified) - _FILES
    files = few + (f" (+ {more})" if more > 0 else "")
    return f"{said} {MODIFIED[lang].format(files=files)}"


def duties(found: Determination, lang: str) -> list[str]:
    """What must be done under the exception used, or shown under the review policy."""
    if found.used is not None and isinstance(found.used.entry.says, LicenseException):
        return [duty.say(lang) for duty in found.used.entry.says.duties]
    review = found.review
    if (
        review is not None
        and review.found is not None
        and isinstance(review.found.entry.says, Review)
    ):
        return [duty.say(lang) for duty in review.found.entry.says.shows]
    return []


def red_flags(
    found: Determination, library: Library, lang: str, against: tuple[str, ...] | None = None
) -> list[str]:
    """Red flags of the rules, what is given against the catalogue (`against`, where that is known
    already), what was said and not understood, and a day past the record.
    """
    flags = [
        each.entry.says.text.say(lang)
        for each in found.notices
        if isinstance(each.entry.says, Notice) and each.entry.says.kind == "red_flag"
    ]
    contradicted = found.against_catalogue if against is None else against
    if contradicted:
        names = [library.vocabulary.facts[name].meaning.say(lang) for name in contradicted]
        flags.append(AGAINST[lang].format(names=", ".join(names)))
    flags += [
        known.because
        for name in library.vocabulary.facts
        if (known := found.shipment.given.get(name)) is not None
        and not known.settled
        and known.because
    ]
    if found.beyond_record:
        flags.append(HORIZON[lang].format(day=library.data_as_of.isoformat()))
    return flags


def provided(found: Determination, library: Library, lang: str) -> list[str]:
    """What the answer presumes, as it stands in the headline."""
    return [proviso_text(each, library, lang) for each in found.provided]


def proviso_text(proviso: Proviso, library: Library, lang: str) -> str:
    """One proviso in words; a fact without words of its own by its meaning."""
    meaning = library.vocabulary.facts[proviso.fact]
    text = (meaning.proviso or meaning.meaning).say(lang)
    return f"{text} ({UNCONFIRMED[lang]})" if proviso.unconfirmed else text


def assumptions(found: Determination, library: Library, lang: str) -> list[str]:
    """What was taken where the user left it out."""
    said = []
    for name in found.assumed:
        meaning = library.vocabulary.facts[name]
        if meaning.if_left_out is not None:
            said.append(meaning.if_left_out.text.say(lang))
        else:
            known = found.facts[name]
            value = (
                country_name(str(known.value), library, lang)
                if meaning.type.value == "country"
                else known.value
            )
            said.append(f"{meaning.meaning.say(lang)}: {value}")
    return said


def country_name(code: str, library: Library, lang: str) -> str:
    """A country's name with its code."""
    country = library.countries.by_code.get(code)
    return f"{country.name(lang)} ({code})" if country else code


def _requirement(found: Found, lang: str) -> dict[str, Any]:
    entry = found.entry
    assert isinstance(entry.says, Requirement)
    return {
        "provision": found.provision,
        "measure": entry.measure.measure,
        "citation": str(entry.cited),
        "url": entry.cited.url or entry.measure.cited.url,
        "reason": entry.says.reason,
        "since": entry.since.isoformat(),
        "text": entry.says.text.say(lang) if entry.says.text else None,
        "confidence": found.confidence.value,
    }


def _review(review: Reviewed, library: Library, lang: str) -> dict[str, Any]:
    return {
        "requirement": review.requirement,
        "policy": review.policy,
        "provision": review.found.provision if review.found else None,
        "citation": str(review.found.entry.cited) if review.found else None,
        "url": review.found.entry.cited.url if review.found else None,
        "confidence": review.found.confidence.value if review.found else None,
        "milder": [
            {
                "policy": each.entry.says.policy,
                "provision": each.provision,
                "needs": sorted(each.settles),
                "shows": [words_.say(lang) for words_ in each.entry.says.shows],
            }
            for each in review.milder
            if isinstance(each.entry.says, Review)
        ],
    }


def _nearest(each: Nearest) -> dict[str, Any]:
    return {
        "fact": each.fact,
        "value": None if each.value is None else round(float(each.value), 6),
        "would_be": str(each.cell),
        "outcome": each.answer.outcome.value,
        "exception": each.answer.exception,
        "distance": round(each.distance, 6),
    }


def trace(found: Determination, library: Library, lang: str) -> dict[str, Any]:
    """The four steps, each with every provision looked at."""
    return {
        "jurisdiction": {
            "truth": found.subject.value,
            "findings": [_found(each, library, lang) for each in found.jurisdiction],
        },
        "classify": [
            _found(each, library, lang)
            for each in (*found.presumptions, *found.paragraphs.values())
        ],
        "require": [_found(each, library, lang) for each in found.all_requirements],
        "except": [_found(each, library, lang) for each in found.all_exceptions],
        "review": [_review(each, library, lang) for each in found.reviews]
        if found.outcome is Outcome.LICENSE
        else [],
    }


def _found(found: Found, library: Library, lang: str) -> dict[str, Any]:
    entry = found.entry
    text = getattr(entry.says, "text", None)
    return {
        "provision": found.provision,
        "truth": found.truth.value,
        "measure": entry.measure.measure,
        "citation": str(entry.cited),
        "url": entry.cited.url,
        "in_force_since": entry.since.isoformat(),
        "confidence": found.confidence.value,
        "text": text.say(lang) if text else None,
        "condition": source(found.finding.node) if found.finding else None,
        "words": words(found.finding.node, library.vocabulary, lang) if found.finding else None,
        "comparisons": [_leaf(each) for each in leaves(found.finding)] if found.finding else [],
        "because": [
            {"provision": each.provision, "truth": each.truth.value} for each in found.because
        ],
        "needs": sorted(found.settles),
        "doubt": entry.doubt.text.say(lang) if entry.doubt and entry.doubt.text else None,
    }


def _leaf(finding: Finding) -> dict[str, Any]:
    known = finding.known or Known(value=None)
    node = finding.node
    return {
        "test": source(node),
        "truth": finding.truth.value,
        "value": value_of(known),
        "limit": float(node.limit) if isinstance(node, Compare) else None,
        "margin": None if finding.margin is None else round(float(finding.margin), 6),
        "confidence": known.confidence.value,
        "assumed": known.assumed,
        "sources": [citation.url or citation.source for citation in known.cited],
        "because": known.because,
    }


def value_of(known: Known) -> Any:
    """A fact's value as plain data."""
    if isinstance(known.value, Figure):
        return number(known) if known.value.exact is not None else str(known.value)
    if isinstance(known.value, Truth):
        return None if known.value is Truth.UNKNOWN else known.value is Truth.TRUE
    return known.value
