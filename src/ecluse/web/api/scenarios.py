"""`/api/v1/scenarios`, `scenario-checks` and `diff`: other laws, and what they change.

Belongs here: their parameters and the bound on what a request may cost. Does not: comparing
(compare).
Always true: a scenario is a shipped one by its name, or the text of a body, which is read within
the limits of users' files; nothing sent opens a file.
"""

from __future__ import annotations

from ecluse.compare.answer import ScenarioCheck
from ecluse.compare.scenario_check import check_scenario, scenario_entry, shipped_scenarios
from ecluse.errors import InputError
from ecluse.facts.reader import parse_document
from ecluse.law.scenario import Scenario, read_scenario, scenario_of
from ecluse.web.answering import diff_data
from ecluse.web.api.answer_reply import answer_reply, value_reply
from ecluse.web.api.parameters import OF_THE_RECORD, TO
from ecluse.web.params import Param
from ecluse.web.patience import ends_a_count
from ecluse.web.problem import not_found
from ecluse.web.remembered import once_a_release
from ecluse.web.reply import Reply
from ecluse.web.routes import LANG, Call, Endpoint
from ecluse.web.site import Site

YAML = "application/yaml"
COUNT = Param(
    "count",
    "Also count the answers of the catalogue that change, to every country; this takes seconds.",
    values=("true", "false"),
)
_BOTH = "a date, a scenario, as-it-is, or DATE,SCENARIO."
SIDES = (
    Param("before", f"The first side: {_BOTH}", required=True, example="2025-04-08"),
    Param("after", f"The second side: {_BOTH}", required=True, example="2025-04-09"),
    Param("to", "One destination alone.", example=TO.example),
    *OF_THE_RECORD,
    Param(
        "before_known",
        "What had been published by this day, for the first side alone.",
        form="date",
    ),
)


def scenarios(call: Call) -> Reply:
    """The shipped scenarios."""
    return value_reply(call, [scenario_entry(each, call.lang) for each in shipped_once(call.site)])


@once_a_release()
def shipped_once(site: Site) -> list[Scenario]:
    """The scenarios that come with the data."""
    return shipped_scenarios(site.library)


def scenario(call: Call) -> Reply:
    """What a shipped scenario does."""
    with not_found():
        found = read_scenario(call.path["scenario"], call.library)
    return value_reply(call, _checked(call, found, count="false"))


def scenario_check(call: Call) -> Reply:
    """What a scenario of one's own does."""
    try:
        text = call.body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("the body is no text", "body", "write it in UTF-8") from error
    document = parse_document(text, name="body", user=True)
    found = scenario_of(document, call.library)
    return value_reply(call, _checked(call, found, count="true"), dated=False)


def _checked(call: Call, found: Scenario, *, count: str) -> ScenarioCheck:
    """The answer of `ecluse scenario check --json`."""
    return check_scenario(
        found,
        call.library,
        count=call.params.get("count", count) == "true",
        progress=ends_a_count(),
        lang=call.lang,
    )


def diff(call: Call) -> Reply:
    """What differs between two days or scenarios."""
    found = diff_data(call.site, call.params, call.lang)
    dated = any(call.params[side][:4].isdigit() for side in ("before", "after"))
    return answer_reply(call, found, dated=dated)


ENDPOINTS = (
    Endpoint(
        "/api/v1/scenarios",
        scenarios,
        "The shipped scenarios: what each supposes and edits.",
        takes=(LANG,),
        answer="scenario-entry",
        listed=True,
        heavy=True,
        example="",
    ),
    Endpoint(
        "/api/v1/scenarios/{scenario}",
        scenario,
        "What a shipped scenario does: each edit, the days and provisions that it touches.",
        takes=(COUNT, LANG),
        answer="scenario",
        heavy=True,
        example="h20-pause-as-stay",
    ),
    Endpoint(
        "/api/v1/scenario-checks",
        scenario_check,
        "What a scenario of one's own does; the body is its YAML, up to 64 kB.",
        method="POST",
        takes=(COUNT, LANG),
        answer="scenario",
        body=YAML,
        heavy=True,
    ),
    Endpoint(
        "/api/v1/diff",
        diff,
        "What differs between two days or scenarios: provisions, and the answers for every "
        "item to every country, each with the measures that changed it.",
        takes=(*SIDES, LANG),
        answer="diff",
        heavy=True,
        example="before=2025-04-08&after=2025-04-09&to=China",
    ),
)
