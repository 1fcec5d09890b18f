"""The tools that an assistant is given: the table of them.

Belongs here: what each tool is called, what it takes and what it does. Does not: the protocol
(server), or answering (answering).
Always true: an argument is called as the parameter of the API and the option of the terminal; one
that is not understood is refused; a tool reads and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ecluse.answers.plain import plain
from ecluse.determine.question_object import OF_WHOM
from ecluse.errors import EcluseError, InputError, near, raise_all
from ecluse.law.coverage import coverage
from ecluse.web.answering import (
    PART_NAMES,
    AnsweredData,
    check_data,
    diff_data,
    provision_data,
    remedy_data,
    screening_data,
    timeline_data,
)
from ecluse.web.api.check import FROM, UNTIL, parts_of
from ecluse.web.api.law import PART
from ecluse.web.api.parameters import ITEM, LAW_OF_A_DAY, ON, question_schema
from ecluse.web.api.scenarios import SIDES
from ecluse.web.api.screening import BODY, said_of_party
from ecluse.web.assistant.found_item import find_items
from ecluse.web.assistant.once import TWICE
from ecluse.web.briefs import TAKES, BriefName, brief_data
from ecluse.web.links import address
from ecluse.web.params import Json, Param, Said, meant, read_words
from ecluse.web.routes import LANG
from ecluse.web.site import Site
from ecluse.web.wording import at_a_terminal
from ecluse.words.say import say

SCREEN = "screen"  # the tool that asks of a party alone
_NAME = Param("name", "What somebody calls the item.", required=True, example="H20")
_PROVISION = Param(
    "provision",
    "A paragraph such as 3A090.a or 740.8, or a measure's name.",
    required=True,
    example="3A090.a",
)
_INCLUDE: Json = {
    "type": "array",
    "items": {"enum": list(PART_NAMES)},
    "uniqueItems": True,
    "description": "Parts that are given only where they are asked for.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AssistantTool:
    """A tool.

    Args:
        about: What it answers, for whoever chooses a tool.
        arguments: The JSON Schema of its arguments.
        answer: The name of the published schema of its answer.
        listed: Its answer is a list of these.
        assumes: The keys of the words of what is assumed, where the answer does not say it.
        work: From the arguments, without the language, to the answer.
    """

    name: str
    about: str
    arguments: Json
    answer: str
    work: Callable[[Site, Said, str], AnsweredData]
    listed: bool = False
    assumes: tuple[str, ...] = ()


def _covered(site: Site, said: Said, lang: str) -> AnsweredData:
    words = read_words(said, (PART,))
    return AnsweredData(
        data=plain(coverage(site.library, lang, words.get("part"))),
        links={"self": address(site, "/api/v1/coverage", words), "html": address(site, "/about")},
    )


def _check(site: Site, said: Said, lang: str) -> AnsweredData:
    words = dict(said)
    include = words.pop("include", [])
    if not isinstance(include, list) or not all(isinstance(name, str) for name in include):
        raise InputError(
            "'include' is no list", "include", f"give a list of {', '.join(PART_NAMES)}"
        )
    return check_data(site, words, lang, parts_of(include), own_items=True)


def _timeline(site: Site, said: Said, lang: str) -> AnsweredData:
    own = read_words({key: said[key] for key in ("from", "until") if key in said}, (FROM, UNTIL))
    asked = {key: value for key, value in said.items() if key not in own}
    if "on" in asked:
        raise InputError("a timeline is of many days", "on", "give 'from' and 'until'")
    return timeline_data(site, asked | own, lang)


def _law(site: Site, said: Said, lang: str) -> AnsweredData:
    words = read_words(said, (_PROVISION, *LAW_OF_A_DAY))
    return provision_data(site, words.pop("provision"), words, lang)


def _find_item(site: Site, said: Said, _lang: str) -> AnsweredData:
    words = read_words(said, (_NAME, ON))
    law, _ = site.reader().asked_law({"on": words["on"]} if "on" in words else {})
    found = find_items(words["name"], site.library, law)
    first = address(site, f"/api/v1/items/{found[0].slug}") if found else None
    page = address(site, f"/item/{found[0].slug}") if found else None
    return AnsweredData(data=plain(found), links={"self": first, "html": page})


def _screen(site: Site, said: Said, lang: str) -> AnsweredData:
    return screening_data(site, said_of_party(dict(said)), lang)


def _diff(site: Site, said: Said, lang: str) -> AnsweredData:
    return diff_data(site, read_words(said, SIDES), lang)


def _brief(site: Site, said: Said, lang: str) -> AnsweredData:
    words = dict(said)
    asked = words.pop("kind", None)
    kind: BriefName | None = next((each for each in TAKES if each == asked), None)
    if kind is None:
        what = "there is no 'kind'" if asked is None else f"'kind' cannot be '{asked}'"
        raise InputError(what, "kind", f"give one of {', '.join(TAKES)}")
    form = {key: value for key, value in words.items() if key not in ("given", "strict")}
    read_words(form, [param for param in TAKES[kind] if not param.family])
    return brief_data(kind, site, words, lang)


def _of_a_brief() -> Json:
    """The JSON Schema of arguments that are the words of any kind of brief."""
    schema = _question(*OF_WHOM)
    for param in (param for takes in TAKES.values() for param in takes if not param.family):
        schema["properties"].setdefault(param.name, param.described)
    schema["properties"]["item"] = ITEM.described
    kinds = {
        "enum": list(TAKES),
        "description": "check: one answer (item, to, on); day: what changed on `day`; measure: "
        "what the measure or scenario `name` changes; story: an answer over time (until); "
        "market: a `question` about a market over time.",
    }
    return schema | {"properties": {"kind": kinds, **schema["properties"]}, "required": ["kind"]}


def arguments_of(takes: tuple[Param, ...]) -> Json:
    """The JSON Schema of arguments that are these parameters."""
    return {
        "type": "object",
        "properties": {param.name: param.described for param in (*takes, LANG)},
        "required": [param.name for param in takes if param.required],
        "additionalProperties": False,
    }


def _question(*without: str, **more: Json) -> Json:
    """The JSON Schema of arguments that are the words of a question."""
    schema = question_schema()
    lang = LANG.described
    schema["properties"] |= {**more, "lang": lang}
    given = schema["properties"]["given"]
    given["description"] = at_a_terminal(given["description"], "en")
    for name in ("id", *without):
        del schema["properties"][name]
    return schema


def _of_a_party() -> Json:
    properties = {**BODY["properties"], "lang": LANG.described}
    return {**BODY, "properties": properties}


def _days() -> dict[str, Json]:
    return {param.name: param.described for param in (FROM, UNTIL)}


TOOLS = (
    AssistantTool(
        name="coverage",
        about="Ask this first: what of the US export regulations is judged, flagged or not judged, "
        "what silence means, and up to which day the law was read.",
        arguments=arguments_of((PART,)),
        answer="coverage",
        work=_covered,
        assumes=("silence", "left out"),
    ),
    AssistantTool(
        name="find_item",
        about="The items of the catalogue that somebody may mean, with their figures. A question "
        "takes a name of the catalogue; what is only near is never taken for it.",
        arguments=arguments_of((_NAME, ON)),
        answer="found-item",
        listed=True,
        work=_find_item,
        assumes=("of the law",),
    ),
    AssistantTool(
        name="check",
        about="May this item ship there on that day, under which rule, by which license path, and "
        "why? Outcomes: NLR (no license required), EXCEPTION, LICENSE, NOT_SUBJECT, UNDETERMINED. "
        "Whenever you tell an outcome, say what 'provided', 'assumptions' and 'needs' hold. Name "
        "the headquarters where they are known: what is left out may be milder.",
        arguments=_question(include=_INCLUDE),
        answer="determination",
        work=_check,
    ),
    AssistantTool(
        name=SCREEN,
        about="Is a party on a US list, since when, and with which requirement?",
        arguments=_of_a_party(),
        answer="screening",
        work=_screen,
        assumes=("names alone",),
    ),
    AssistantTool(
        name="timeline",
        about="How the answer changed over time, and which measure changed it.",
        arguments=_question("on", **_days()),
        answer="timeline",
        listed=True,
        work=_timeline,
    ),
    AssistantTool(
        name="law",
        about="A provision of the regulations, or a measure, on a day: its condition in words, its "
        "citation, and every change of it.",
        arguments=arguments_of((_PROVISION, *LAW_OF_A_DAY)),
        answer="law",
        work=_law,
        assumes=("of the law",),
    ),
    AssistantTool(
        name="diff",
        about="What differs between two days or scenarios: provisions, and the answers for every "
        "item to every country, each with the measures that changed it. Takes seconds.",
        arguments=arguments_of(SIDES),
        answer="diff",
        work=_diff,
        assumes=("every item",),
    ),
    AssistantTool(
        name="brief",
        about="One minute to read: a title, four bullets with their sources, what is certain and "
        "what is not. Of one answer, one day, one measure or scenario, or one answer over time.",
        arguments=_of_a_brief(),
        answer="brief",
        work=_brief,
        assumes=("left out",),
    ),
    AssistantTool(
        name="remedy",
        about="What would have to change for the item to ship there without a license: its design, "
        "the law, or a license held. It names no other route or party.",
        arguments=_question(),
        answer="remedy",
        work=remedy_data,
    ),
)


def called(name: str, arguments: Said, site: Site) -> tuple[AssistantTool, AnsweredData, str]:
    """The tool that is called, its answer, and the language of both.

    Raises:
        EcluseError: There is no such tool, or an argument is not understood.
    """
    tool = next((each for each in TOOLS if each.name == name), None)
    if tool is None:
        names = [each.name for each in TOOLS]
        mend = near(name, names) or f"the tools are {', '.join(names)}"
        raise InputError(f"no tool is called '{name}'", "name", mend)
    said = dict(arguments)
    wrong: list[EcluseError] = []
    lang = said.pop("lang", "en")
    if lang not in LANG.values:
        wrong.append(InputError("'lang' is no language", "lang", "give en or fr"))
    raise_all(wrong + _unknown(tool, said))
    found = tool.work(site, said, lang)
    told = tuple(say(f"assistant.{key}", lang) for key in tool.assumes)
    return tool, replace(found, assumptions=told) if told else found, lang


def _unknown(tool: AssistantTool, said: Said) -> list[EcluseError]:
    """Each argument that the tool does not take, and each that is null."""
    names = list(tool.arguments["properties"])
    wrong: list[EcluseError] = []
    if TWICE in said:
        return [InputError(f"'{said[TWICE]}' is said twice", str(said[TWICE]), "say it once")]
    for name, value in said.items():
        if name not in names:
            wrong.append(InputError(f"unknown argument '{name}'", name, meant(name, names)))
        elif value is None:
            mend = "write a word, or leave it out"
            wrong.append(InputError(f"'{name}' is empty", name, mend))
    return wrong
