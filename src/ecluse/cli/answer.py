"""A determination on the terminal: the answer in one line, then a tree that a person can read in
ten seconds, then what is to be done and known.

Belongs here: the headline and the lists. Does not: the tree of the four steps (answer_tree).
Always true: every word comes from a key, and a line that a reader must act on stands above the
notes.
"""

from __future__ import annotations

from datetime import date

from rich.padding import Padding
from rich.text import Text

from ecluse.cli.answer_tree import fact_line, step_tree, value_text
from ecluse.cli.screen import console
from ecluse.cli.wording import COLORS, answer, clauses, figure, policy, stretch
from ecluse.determine.contradiction import catalogue_item
from ecluse.determine.determination import Determination
from ecluse.determine.eccn_answer import eccns_of
from ecluse.determine.figures import item_facts
from ecluse.determine.nearest import nearest
from ecluse.determine.party_answer import listed_lines, party_warnings, screened_line
from ecluse.determine.record_remarks import record_flags, record_remarks
from ecluse.determine.remarks import (
    assumptions,
    country_name,
    disclaimer,
    duties,
    proviso_text,
    red_flags,
)
from ecluse.determine.taken import Taken, taken
from ecluse.determine.verdict import FREER, Outcome
from ecluse.law.library import Library
from ecluse.law.provision import Notice
from ecluse.visible import visible
from ecluse.words.say import say, when

_NEAREST = 2


def print_answer(found: Determination, library: Library, lang: str) -> None:
    """Print one determination."""
    out = console()
    out.print(_question_line(found, library, lang))
    for line in (_answer_line(found, library, lang), *_party_lines(found, lang)):
        out.print(Padding(line, (0, 0, 0, 2)))
    for line in warnings(found, library, lang):
        out.print(Padding(line, (0, 0, 0, 2)))
    out.print()
    out.print(step_tree(found, library, lang))
    for title, lines, style in _lists(found, library, lang):
        if lines:
            out.print(Text(say(f"determination_list.{title}", lang), style=f"bold {style}".strip()))
            for text in lines:
                out.print(Text(f"  · {text}", style=style, overflow="fold"))
    out.print(Text(disclaimer(library, lang), style="dim italic"))


def _question_line(found: Determination, library: Library, lang: str) -> Text:
    facts = found.facts
    law = [say(f"reading.{found.law.reading.value}", lang)]
    if found.law.known != date.max:
        law.append(say("determination.known", lang, when(found.law.known, lang)))
    seat = facts["headquarters"].value
    if seat != facts["destination"].value:
        meaning = library.vocabulary.facts["headquarters"].meaning.say(lang)
        named = isinstance(seat, str)
        value = country_name(str(seat), library, lang) if named else say("truth.unknown", lang)
        law.insert(0, say("determination.fact is", lang, fact=meaning, value=value))
    where = country_name(str(found.shipment.destination), library, lang)
    return Text.assemble(
        (f"{visible(found.shipment.item.name)} → {where}", "bold"),
        f"   {found.law.on.isoformat()}   ",
        (", ".join(law), "dim"),
    )


def _answer_line(found: Determination, library: Library, lang: str) -> Text:
    line = Text.assemble((answer(found.answer, lang), COLORS[found.outcome]))
    if found.stays:
        line.append(f" · {say('determination.no export', lang)}")
    granted = taken(found)
    if granted.declared is not None:
        line.append(f" · {say('determination.as declared', lang, granted.declared)}")
    if presumes := _presumes(found, granted, library, lang):
        line.append(presumes)
    if found.review is not None and found.review.policy:
        line.append(f" · {policy(found.review.policy, lang)}")
    if found.answers:
        possible = say("determination.or", lang).join(answer(each, lang) for each in found.answers)
        line.append(say("determination.possible", lang, possible))
    if found.subject_presumed and found.outcome not in FREER:
        line.append(f" · {say('determination.subject presumed', lang)}", style="dim")
    if found.licenses:
        held = ", ".join(license_.provision for license_ in found.licenses)
        line.append(f" · {say('determination.license held', lang, held)}", style="green")
    if found.weak:
        rests_on = say(f"confidence.{found.confidence.value}", lang)
        line.append(f"   ({say('determination.weak', lang, rests_on)})", style="dim")
    return line


def _presumes(found: Determination, granted: Taken, library: Library, lang: str) -> str:
    """The provisos that could change the answer alone; the others are counted, and stand below."""
    texts = {each.fact: proviso_text(each, library, lang) for each in found.provided}
    said = [text for fact, text in texts.items() if fact in granted.decisive]
    more = len(granted.beside)
    if not said:  # none of them decides alone
        said, more = [texts[fact] for fact in granted.beside], 0
    words = say("determination.provided", lang, clauses(said, lang)) if said else ""
    return words + (say("determination.more", lang, more) if more else "")


def _party_lines(found: Determination, lang: str) -> list[Text]:
    """Who is listed, and against which lists of which days the parties were screened."""
    if found.shipment.parties is None:
        return []
    listed = [Text(line, style="bold yellow") for line in listed_lines(found, lang)]
    return [*listed, Text(screened_line(found, lang), style="dim")]


def warnings(found: Determination, library: Library, lang: str) -> list[Text]:
    """What was given against the catalogue, and a day past the record."""
    lines = []
    if found.against_catalogue:
        lines.append(against_words(found, library, lang))
    if found.beyond_record:
        lines.append(say("determination.beyond", lang, when(library.data_as_of, lang)))
    return [Text(line, style="bold yellow") for line in lines]


def against_words(found: Determination, library: Library, lang: str) -> str:
    """What was given against the catalogue, beside what the catalogue says."""
    stated = item_facts(catalogue_item(found.shipment.item, library), library)
    parts = [
        say(
            "determination.against",
            lang,
            fact=library.vocabulary.facts[name].meaning.say(lang),
            given=value_text(found.facts[name], lang),
            known=value_text(stated[name], lang),
        )
        for name in found.against_catalogue
    ]
    return say("determination.contradicts", lang, "; ".join(parts))


def _lists(found: Determination, library: Library, lang: str) -> list[tuple[str, list[str], str]]:
    """Each list with the key of its title and its style."""
    needed = [_needed(name, found, library, lang) for name in sorted(found.needs)]
    settled = [fact_line(name, library, lang) for name in sorted(found.settled)]
    without_license = found.outcome in (Outcome.EXCEPTION, Outcome.NLR)
    return [
        ("eccns", [each.text for each in eccns_of(found, lang)], ""),
        ("to do" if without_license else "shown", duties(found, lang), ""),
        ("needs", needed, "yellow"),
        ("depends", _depends(found, lang), "yellow"),
        ("settled", settled, ""),
        ("red flags", _red_flags(found, library, lang), "yellow"),
        ("notes", [*_notes(found, lang), *record_remarks(found, library, lang)], ""),
        ("nearest", _nearest(found, lang), ""),
        ("assumed", assumptions(found, library, lang), "dim"),
    ]


def _red_flags(found: Determination, library: Library, lang: str) -> list[str]:
    of_rules = red_flags(found, library, lang)
    return [*party_warnings(found, lang), *of_rules, *record_flags(found, library, lang)]


def _needed(name: str, found: Determination, library: Library, lang: str) -> str:
    known = found.facts.ic.figures.get(name)
    because = f" ({known.because})" if known is not None and known.because else ""
    return fact_line(name, library, lang) + because


def _depends(found: Determination, lang: str) -> list[str]:
    return [
        say(
            "determination.depends where",
            lang,
            fact=each.fact,
            cell=stretch(each.cell, lang),
            answer=answer(each.answer, lang),
        )
        for each in found.depends
    ]


def _notes(found: Determination, lang: str) -> list[str]:
    says = (notice.entry.says for notice in found.notices)
    return [
        notice.text.say(lang)
        for notice in says
        if isinstance(notice, Notice) and notice.kind == "note"
    ]


def _nearest(found: Determination, lang: str) -> list[str]:
    return [
        say(
            "determination.nearest where",
            lang,
            fact=change.fact,
            value="" if change.value is None else figure(change.value, lang),
            cell=stretch(change.cell, lang),
            answer=answer(change.answer, lang),
        )
        for change in nearest(found, _NEAREST)
    ]
