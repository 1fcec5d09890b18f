"""What the page of an answer shows beside what is told: the next question, forms and citations.

Belongs here: the values that the template lays out. Does not: any markup, or any rule.
Always true: what is said here of the answer comes from the told value; a link that changes a fact
keeps all others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ecluse.determine.determination import Determination
from ecluse.determine.question import OWN_WORDS
from ecluse.determine.question_object import OF_PARTIES, AskedQuestion
from ecluse.determine.told import Told
from ecluse.determine.told_figures import told_figures
from ecluse.determine.wording import fact_words
from ecluse.facts.slug import slug
from ecluse.interview.answer import answer_of as interview_answer
from ecluse.interview.next_fact import NextQuestion, next_question
from ecluse.interview.to_text import form_words, possible_words, question_words, verdict_words
from ecluse.law.library import Library
from ecluse.web.address import address_of, apart, over_time, with_query
from ecluse.web.brief_address import brief_of_answer
from ecluse.web.pages.embed import HIGH, embed_code, qualifiers, title_of
from ecluse.web.pages.spelling import spelled, whole
from ecluse.web.params import Json, Said
from ecluse.web.render import at
from ecluse.web.repeat import repeats
from ecluse.web.routes import Call
from ecluse.words.say import say, when

_CHANGES = ("needs", "depends", "settled", "nearest")
_WARNS = ("red flags",)
_DUTIES = ("to do", "shown")
_BESIDE = ("eccns", "notes")
_HEAD = ("item", "to", "on")
_TITLE = ("answer", "scenario")  # of the headline, what a title says


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedFact:
    """A fact that was said, and the address of the same question without it."""

    name: str
    words: str
    value: str
    without: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactOption:
    """A fact that can be said besides, by the word that says it."""

    word: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedChoice:
    """One answer to the next question; `answer` is None where a word of one's own is wanted."""

    answer: str | None
    means: str
    leads_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedNext:
    """The question that decides most."""

    word: str
    question: str
    form: str
    left: int
    stands: str
    choices: tuple[AskedChoice, ...]
    not_known: str


def view(
    call: Call,
    asked: AskedQuestion,
    found: Determination,
    shown: Told,
    said: Said,
    address: str | None,
) -> Json:
    """Everything that the template lays out, but for what is told."""
    library, lang = call.site.library, call.lang
    return {
        "address": address,
        "qualifiers": qualifiers(shown),
        "lists": {each.key: each for each in shown.lists},
        "warns": _WARNS,
        "duties": _DUTIES,
        "changes": _CHANGES,
        "besides": _BESIDE,
        "figures": told_figures(found, library, lang),
        "next": _next(asked, found, library, lang),
        "timeline": None if address is None else over_time(address, "/timeline"),
        "json": None if address is None else spelled(address, ".json"),
        "text": None if address is None else spelled(address, ".txt"),
        "data_as_of": library.data_as_of,
        "known": said.get("known"),
        **_forms(call, found, said, address),
        **_repeated(call, shown, said, address),
        **_told_elsewhere(call, shown, address),
        "with_names": address_of(asked, said, call.site) if address is None else None,
    }


def _forms(call: Call, found: Determination, said: Said, address: str | None) -> Json:
    """What the forms of the page hold: what was said, and what can be said besides."""
    library, lang = call.site.library, call.lang
    return {
        "action": at(lang) + (apart(address)[0] if address else "/check"),
        "hidden": _hidden(address, said),
        "said": list(_said_facts(address, said, library, lang)),
        "options": _options(found, said, library, lang),
        "fields": _fields(found, address, said),
        "roles": [(name, say(f"parties.{name}", lang)) for name in OF_PARTIES],
        "to_code": found.shipment.destination,
    }


def _repeated(call: Call, shown: Told, said: Said, address: str | None) -> Json:
    """How to ask the same elsewhere, and how to cite it."""
    lang = call.lang
    base = whole(call)
    words = dict(said) if address is None else _words(address, said)
    return {
        "whole_address": None if address is None else base + at(lang) + address,
        "repeat": repeats(words, lang, base),
        "cited": cited(call, shown, base, address),
        "bibtex": bibtex(call, shown, base, address),
    }


def _told_elsewhere(call: Call, shown: Told, address: str | None) -> Json:
    """The brief, its card, what frames the answer, and what would change it; None of all for an
    answer that names a party.
    """
    place = brief_of_answer(address)
    if place is None:
        return dict.fromkeys(("brief", "story", "card", "embed", "remedy"))
    base = whole(call) + at(call.lang)
    return {
        "brief": f"/brief{place}",
        "story": over_time(place, "/brief/story"),
        "card": f"{base}{spelled(f'/brief{place}', '.png')}",
        "embed": embed_code(f"{base}/embed{place}", title_of(shown), HIGH),
        "remedy": place.replace("/check/", "/remedy/", 1),
    }


def _words(address: str, said: Said) -> Json:
    """The words of an address, as a command or a program says them."""
    words: Json = {"item": said["item"], "to": str(said["to"]), "on": said["on"]}
    for name, text in apart(address)[1]:
        if name.startswith("given."):
            words.setdefault("given", {})[name.removeprefix("given.")] = text
        elif name in OF_PARTIES:
            words.setdefault(name, []).append(text)
        else:
            words[name] = text
    return words


def _fields(found: Determination, address: str | None, said: Said) -> list[tuple[str, str]]:
    """The whole question as fields of a form."""
    shipment = found.shipment
    values = (shipment.item.name, str(shipment.destination), found.law.on.isoformat())
    others = [pair for pair in _hidden(address, said) if pair[0] not in _HEAD]
    return [*zip(_HEAD, values, strict=True), *others]


def _hidden(address: str | None, said: Said) -> list[tuple[str, str]]:
    """What a form of the page must send along: all that is said besides item, place and day."""
    if address is not None:
        return apart(address)[1]
    flat = [(name, value) for name, value in said.items() if name != "given"]
    flat += [(f"given.{name}", value) for name, value in (said.get("given") or {}).items()]
    return [pair for name, value in flat for pair in _fields_of(name, value)]


def _fields_of(name: str, value: object) -> Iterator[tuple[str, str]]:
    """The fields that say a value: of a list one each; of an item's own figures none."""
    if isinstance(value, bool):
        yield name, str(value).lower()
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _fields_of(name, each)
    elif value is not None and not isinstance(value, dict):
        yield name, str(value)


def _next(
    asked: AskedQuestion, found: Determination, library: Library, lang: str
) -> AskedNext | None:
    """The question that decides most; None where no answer changes the verdict."""
    if asked.shipment.parties is not None:
        return None
    question = next_question(asked.shipment, asked.law, library, found)
    if not isinstance(question, NextQuestion):
        return None
    answer = interview_answer(question, library, lang=lang)
    meaning = library.vocabulary.facts[question.fact]
    return AskedNext(
        word=OWN_WORDS.get(question.fact, question.fact),
        question=question_words(meaning, lang),
        form=form_words(meaning, lang),
        left=question.at_most,
        stands=verdict_words(question.stands.verdict, lang),
        choices=tuple(
            AskedChoice(
                answer=each.answer,
                means=each.means.say(lang),
                leads_to=possible_words(row.does, lang),
            )
            for each, row in zip(answer.choices, question.choices, strict=True)
        ),
        not_known=possible_words(question.not_known, lang),
    )


def _said_facts(
    address: str | None, said: Said, library: Library, lang: str
) -> Iterator[StatedFact]:
    """What was said besides item, place and day, each with the address without it."""
    pairs = _hidden(address, said)
    facts = {word: fact for fact, word in OWN_WORDS.items()}
    path = apart(address)[0] if address else None
    for name, text in pairs:
        if name in _HEAD:
            continue
        fact = facts.get(name, name.removeprefix("given."))
        others = [pair for pair in pairs if pair != (name, text)]
        without = None if path is None else with_query(path, others)
        yield StatedFact(
            name=name, words=_meaning(fact, library, lang), value=text, without=without
        )


def _meaning(fact: str, library: Library, lang: str) -> str:
    key = f"answer_page.{fact}" if fact in ("known", "scenario", "reading") else None
    key = f"parties.{fact}" if fact in OF_PARTIES else key
    return fact_words(fact, library, lang) if key is None else say(key, lang)


def _options(found: Determination, said: Said, library: Library, lang: str) -> list[FactOption]:
    """The facts that can be said besides: those with a word of their own, then what the answer
    needs or takes for granted.
    """
    given = said.get("given") or {}
    names = dict.fromkeys((*OWN_WORDS, *sorted(found.needs), *found.assumed))
    return [
        FactOption(word=OWN_WORDS.get(name, name), words=fact_words(name, library, lang))
        for name in names
        if name in library.vocabulary.facts
        and name != "destination"
        and OWN_WORDS.get(name) not in said
        and name not in given
    ]


def cited(call: Call, shown: Told, base: str, address: str | None) -> str:
    """The answer as it is cited in a text, with all that qualifies it."""
    text = say(
        "answer_page.cited",
        call.lang,
        engine=call.site.engine,
        version=call.site.library.version,
        question=f"{shown.item} → {shown.place}",
        day=shown.on.isoformat(),
        answer=shown.sentence,
    )
    return text if address is None else f"{text}. {base}{at(call.lang)}{address}"


def bibtex(call: Call, shown: Told, base: str, address: str | None) -> str:
    """The answer as an entry of a bibliography."""
    library = call.site.library
    title = say(
        "answer_page.bibtex title",
        call.lang,
        item=shown.item,
        place=shown.place,
        day=when(shown.on, call.lang),
        answer=", ".join(each.words for each in shown.headline if each.kind in _TITLE),
    )
    place = "" if address is None else f"  url = {{{base}{at(call.lang)}{address}}},\n"
    note = f"{shown.sentence}. Ecluse {call.site.engine}, data {library.version}"
    return (
        f"@misc{{ecluse-{slug(shown.item)}-{shown.on.isoformat()},\n"
        f"  author = {{{{Ecluse}}}},\n  title = {{{_escaped(title)}}},\n"
        f"  year = {{{library.data_as_of.year}}},\n{place}  note = {{{_escaped(note)}}},\n}}"
    )


def _escaped(text: str) -> str:
    """A text inside braces of BibTeX."""
    for sign in "\\{}":
        text = text.replace(sign, " ")
    for sign in "&%$#_":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("→", "to")
