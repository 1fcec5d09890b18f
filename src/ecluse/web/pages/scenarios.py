"""Scenarios: those that are shipped, and an editor that checks one's own.

Belongs here: the pages, and reading what the form of the editor sends. Does not: reading or
applying scenarios (law), or what they change (compare).
Always true: a scenario that is sent is text, never a path; nothing of it is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ecluse.compare.answer import Diff, ScenarioCheck
from ecluse.compare.diff import diff
from ecluse.compare.scenario_check import check_scenario
from ecluse.compare.side import Side
from ecluse.errors import EcluseError, InputError, near
from ecluse.facts.reader import parse_document
from ecluse.law.library import Library
from ecluse.law.register import Register
from ecluse.law.scenario import SCENARIOS, Scenario, applied, read_scenario, scenario_of, shipped
from ecluse.simulate.panel_file import MarketPanel, all_panels
from ecluse.web.api.scenarios import shipped_once
from ecluse.web.pages.two_laws import changes_of
from ecluse.web.params import Param, read_form
from ecluse.web.patience import ends_a_count
from ecluse.web.problem import absent
from ecluse.web.remembered import once_a_release
from ecluse.web.render import form_page, heavy_page, page
from ecluse.web.reply import DATED, Reply
from ecluse.web.routes import Call
from ecluse.web.site import Site

_LONGEST_TEXT = 64_000  # characters of a scenario
_SENT = 3 * _LONGEST_TEXT + 200  # bytes of it in a form
_MOST = 20  # groups of answers beside the editor
_NAME = "scenario.yaml"  # what the text of the editor is called in its errors


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedScenario:
    """What came of the text of the editor.

    Args:
        mistakes: All that is wrong with it.
        changed: What it changes on the first day that it touches, where that was asked for.
    """

    mistakes: tuple[EcluseError, ...] = ()
    check: ScenarioCheck | None = None
    changed: Diff | None = None


def scenarios(call: Call) -> Reply:
    """The shipped scenarios."""
    found = shipped_once(call.site)
    return page(call, "scenarios.html", path="/scenarios", max_age=DATED, scenarios=found)


def scenario(call: Call) -> Reply:
    """One shipped scenario: what it supposes, its edits, the days that it touches."""
    name, site = call.path["scenario"], call.site
    names = shipped(site.library.folder)
    if name not in names:
        raise absent(f"no scenario is called '{name}'", near(name, names) or "see /scenarios")
    return page(
        call,
        "scenario.html",
        title=name,
        path=f"/scenario/{name}",
        max_age=DATED,
        found=_checked_once(site, name, call.lang),
        text=_text_of(name, site),
        markets=[panel.panel for panel in _panels(site) if name in panel.prepared],
    )


@once_a_release()
def _checked_once(site: Site, name: str, lang: str) -> ScenarioCheck:
    """What a shipped scenario does."""
    found = read_scenario(name, site.library)
    return check_scenario(found, site.library, count=False, lang=lang)


@once_a_release()
def _panels(site: Site) -> list[MarketPanel]:
    """What the pages of the markets offer."""
    return list(all_panels(site.library))


def editor(call: Call) -> Reply:
    """The editor, with a shipped scenario in it or a small example."""
    name = call.params.get("from")
    names = shipped(call.library.folder)
    if name is not None and name not in names:
        mend = near(name, names) or f"give one of {', '.join(names)}"
        raise InputError(f"no scenario is called '{name}'", "from", mend)
    text = _text_of(name or names[0], call.site)
    return _editor(call, text, None)


def edited(call: Call) -> Reply:
    """The editor, with what its text does."""
    body = call.body.replace(b"%0D%0A", b"%0A")  # as browsers end a line
    said = read_form(body, (_TEXT,), (_COUNT,))
    text = said["text"]
    return _editor(call, text, _checked(text, call, count="count" in said))


def _editor(call: Call, text: str, result: EditedScenario | None) -> Reply:
    return page(
        call,
        "scenario_editor.html",
        path="/scenarios/edit",
        text=text,
        result=result,
        **changes_of(None if result is None else result.changed, _MOST),
        names=shipped(call.library.folder),
    )


def _checked(text: str, call: Call, *, count: bool) -> EditedScenario:
    """What a text does as a scenario, or all that is wrong with it."""
    library = call.library
    try:
        found = scenario_of(parse_document(text, name=_NAME, user=True), library)
        check = check_scenario(found, library, count=False, lang=call.lang)
        changed = _changed(found, check, call) if count and check.touched else None
    except EcluseError as error:
        return EditedScenario(mistakes=tuple(error.mistakes))
    return EditedScenario(check=check, changed=changed)


def _changed(found: Scenario, check: ScenarioCheck, call: Call) -> Diff:
    """The answers that change on the first day that a scenario touches."""
    library = call.library
    day = check.touched[0].since
    before = _side(library, library.register, day, None)
    after = _side(library, applied(found, library.register), day, found.scenario)
    kept, look = call.site.kept_sides, ends_a_count()
    return diff(before, after, progress=look, lang=call.lang, kept=kept)


def _side(library: Library, register: Register, day: date, scenario: str | None) -> Side:
    law = register.at(day)
    return Side(library=library, register=register, law=law, pinned=True, scenario=scenario)


def _text_of(name: str, site: Site) -> str:
    """The file of a shipped scenario, by a name that is known to be one."""
    return (site.library.folder / SCENARIOS / f"{name}.yaml").read_text("utf-8")


_TEXT = Param("text", "The scenario.", required=True, longest=_LONGEST_TEXT)
_COUNT = Param("count", "Whether the answers are counted.")
_FROM = Param("from", "The shipped scenario to begin with.")
ENDPOINTS = (
    heavy_page("/scenarios", scenarios, "The shipped scenarios."),
    heavy_page("/scenarios/edit", editor, "An editor of scenarios.", takes=(_FROM,)),
    form_page(
        "/scenarios/edit",
        edited,
        "What the text of the editor does.",
        heavy=True,
        longest=_SENT,
    ),
    heavy_page("/scenario/{scenario}", scenario, "One shipped scenario."),
)
