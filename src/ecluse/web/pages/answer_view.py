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
from ecluse.determine.told import Told, told
from ecluse.determine.told_figures import told_figures
from ecluse.determine.wording import fact_words
from ecluse.facts.slug import slug
from ecluse.interview.answer import answer_of as interview_answer
from ecluse.interview.next_fact import NextQuestion, next_question
from ecluse.interview.to_text import form_words, possible_words, question_words
from ecluse.law.library import Library
from ecluse.web.address import address_of, apart, brief_of_answer, over_time, with_query
from ecluse.web.asked_law import law_of_answer
from ecluse.web.pages.embed import HIGH, embed_code, qualifiers, title_of
from ecluse.web.pages.spelling import spelled, whole
from ecluse.web.params import Json, Pairs, Said
from ecluse.web.render import at
from ecluse.web.repeat import repeats
from ecluse.web.routes import Call
from ecluse.words.say import when

_HEAD = ("item", "to", "on")
_TITLE = ("answer", "scenario")  # of the headline, what a title says
_ELSEWHERE = ("brief", "story", "card", "embed", "remedy")
_LAW = ("known", "scenario", "reading")
_FACTS = {word: fact for fact, word in OWN_WORDS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedNext:
    """The question that decides most.

    Args:
        choices: What to answer, None where a word of one's own is wanted; what that means, and
            where it leads.
    """

    word: str
    question: str
    form: str
    left: int
    choices: list[tuple[str | None, str, str]]
    not_known: str


def view(call: Call, asked: AskedQuestion, said: Said, address: str | None) -> Json:
    """Everything that the template lays out."""
    found = call.site.determined(asked)
    shown = told(found, call.library, call.lang)
    here = None if address is None else whole(call, address)
    words = said if address is None else _words(address, said)
    return {
        "title": title_of(shown),
        "told": shown,
        "address": address,
        "whole_address": here,
        "qualifiers": qualifiers(shown),
        "lists": {each.key: each for each in shown.lists},
        "figures": told_figures(found, call.library, call.lang),
        "next": _next(asked, found, call.library, call.lang),
        "known": said.get("known"),
        "repeat": repeats(words, call.lang, call.site.settings.reached),
        "cited": cited(call, shown, here),
        "bibtex": bibtex(call, shown, here),
        **_forms(call, found, said, address),
        **_of_the_address(call, shown, address),
        "with_names": address_of(asked, said, call.site) if address is None else None,
    }


def _forms(call: Call, found: Determination, said: Said, address: str | None) -> Json:
    """What the forms of the page hold: what was said, and what can be said besides."""
    path, hidden = (None, _flat(said)) if address is None else apart(address)
    others = [pair for pair in hidden if pair[0] not in _HEAD]
    shipment, on = found.shipment, found.law.on.isoformat()
    whole = zip(_HEAD, (shipment.item.name, str(shipment.destination), on), strict=True)
    return {
        "action": at(call.lang) + (path or "/check"),
        "hidden": hidden,
        "said": [_said_fact(pair, hidden, path, call) for pair in others],
        "options": _options(found, said, call.library, call.lang),
        "fields": [*whole, *others],
        "roles": [(name, call.say(f"parties.{name}")) for name in OF_PARTIES],
        "to_code": shipment.destination,
        "law_query": law_of_answer(said, found.law.on),
    }


def _of_the_address(call: Call, shown: Told, address: str | None) -> Json:
    """What is reached by the address: the answer over time and in other forms; and unless it names
    a party, the brief, its card, what frames the answer, and what would change it.
    """
    if address is None:
        return dict.fromkeys(("timeline", "json", "text", *_ELSEWHERE))
    found: Json = {
        "timeline": over_time(address, "/timeline"),
        "json": spelled(address, ".json"),
        "text": spelled(address, ".txt"),
    }
    if brief_of_answer(address) is None:
        return found | dict.fromkeys(_ELSEWHERE)
    return found | {
        "brief": f"/brief{address}",
        "story": over_time(address, "/brief/story"),
        "card": whole(call, spelled(f"/brief{address}", ".png")),
        "embed": embed_code(whole(call, f"/embed{address}"), title_of(shown), HIGH),
        "remedy": address.replace("/check/", "/remedy/", 1),
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


def _flat(said: Said) -> Pairs:
    """The words of a question as the fields of a form."""
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
        choices=[
            (each.answer, each.means.say(lang), possible_words(row.does, lang))
            for each, row in zip(answer.choices, question.choices, strict=True)
        ],
        not_known=possible_words(question.not_known, lang),
    )


def _said_fact(
    said: tuple[str, str], pairs: Pairs, path: str | None, call: Call
) -> tuple[str, str, str | None]:
    """What was said, in words, and the address of the same question without it."""
    name, text = said
    others = [pair for pair in pairs if pair != said]
    return _meaning(name, call), text, None if path is None else with_query(path, others)


def _meaning(name: str, call: Call) -> str:
    """What a word says."""
    if name in OF_PARTIES:
        return call.say(f"parties.{name}")
    if name in _LAW:
        return call.say(f"answer_page.{name}")
    fact = _FACTS.get(name, name.removeprefix("given."))
    return fact_words(fact, call.library, call.lang)


def _options(found: Determination, said: Said, library: Library, lang: str) -> Pairs:
    """The facts that can be said besides, by the words that say them: those with a word of their
    own, then what the answer needs or takes for granted.
    """
    given = said.get("given") or {}
    names = dict.fromkeys((*OWN_WORDS, *sorted(found.needs), *found.assumed))
    return [
        (OWN_WORDS.get(name, name), fact_words(name, library, lang))
        for name in names
        if name in library.vocabulary.facts
        and name != "destination"
        and OWN_WORDS.get(name) not in said
        and name not in given
    ]


def cited(call: Call, shown: Told, here: str | None) -> str:
    """The answer as it is cited in a text, with all that qualifies it."""
    text = call.say(
        "answer_page.cited",
        engine=call.site.engine,
        version=call.library.version,
        question=f"{shown.item} → {shown.place}",
        day=shown.on.isoformat(),
        answer=shown.sentence,
    )
    return text if here is None else f"{text}. {here}"


def bibtex(call: Call, shown: Told, here: str | None) -> str:
    """The answer as an entry of a bibliography."""
    library = call.library
    title = call.say(
        "answer_page.bibtex title",
        item=shown.item,
        place=shown.place,
        day=when(shown.on, call.lang),
        answer=", ".join(each.words for each in shown.headline if each.kind in _TITLE),
    )
    place = "" if here is None else f"  url = {{{here}}},\n"
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
