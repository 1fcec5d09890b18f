"""Makes the briefs of the story of April 2025: `python docs/make_briefs.py [--check]`.

Always true: nothing in such a brief is typed; one that differs from what the engine says today
fails `--check`, which the slow tests run.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from ecluse.brief import (
    Brief,
    BriefTerms,
    check_brief,
    measure_brief,
    scenario_brief,
    use_brief,
)
from ecluse.brief.answer import BriefSource
from ecluse.determine.ask import ask
from ecluse.inference import compare, find_chip
from ecluse.law.library import Library, load
from ecluse.law.scenario import applied, read_scenario
from ecluse.words.say import say

HERE = Path(__file__).parent

BRIEFS: dict[str, dict[str, str]] = {
    "h20-before": {"item": "H20", "to": "CN", "on": "2025-04-08"},
    "h20-after": {"item": "H20", "to": "CN", "on": "2025-05-20"},
    "the-pause-that-was-none": {"measure": "2025-04-09-report-h20-pause", "to": "CN"},
    "diffusion-as-reported": {
        "scenario": "press-diffusion-rule",
        "to": "CN",
        "reading": "text",
    },
    "diffusion-as-published": {"measure": "2025-01-15-ai-diffusion", "to": "CN", "reading": "text"},
    "special-licenses": {
        "item": "H20",
        "to": "CN",
        "on": "2025-09-01",
        "scenario": "h20-licenses-granted",
    },
    "what-it-still-does": {"item": "H20", "to": "CN", "on": "2025-05-20", "beside": "H100"},
}
MODEL = "Llama-3.1-70B"


def brief_of(words: dict[str, str], books: Library, lang: str) -> Brief:
    """A brief of the story of April 2025, in one language."""
    terms = BriefTerms(library=books, lang="fr" if lang == "fr" else "en")
    to, reading = words["to"], words.get("reading", "enforced")
    if "measure" in words:
        measure = books.register.measure(words["measure"])
        return measure_brief(measure, terms, to=to, reading=reading)
    scenario = read_scenario(words["scenario"], books) if "scenario" in words else None
    if "item" not in words:
        assert scenario is not None
        return scenario_brief(scenario, terms, to=to, reading=reading)
    register = applied(scenario, books.register) if scenario is not None else None
    on = date.fromisoformat(words["on"])
    found = ask(words["item"], to=to, on=on, register=register, library=books)
    if "beside" in words:
        chips = [find_chip(words["item"]), find_chip(words["beside"])]
        return use_brief(compare(chips, MODEL), found, terms)
    return check_brief(found, terms, scenario=scenario)


def brief_page(name: str, brief: Brief) -> str:
    """A brief as a page; its proofs are pages of a server, so they stand as code."""
    lang = brief.lang
    table = brief.picture.table
    lines = [
        "<!-- Made by docs/make_briefs.py; nothing on it is typed. -->",
        f"*{brief.kicker}*",
        "",
        f"# {brief.title}",
        "",
        f"**{brief.lead}**",
        "",
        *(
            f"- **{each.label}** {each.text} ({_linked(each.source)} · `{each.proof}`)"
            for each in brief.bullets
        ),
        "",
        f"![{brief.picture.alt}]({name}.{lang}.svg)",
        "",
        f"| {' | '.join(table.headings)} |",
        f"|{' --- |' * len(table.headings)}",
        *(f"| {' | '.join(row)} |" for row in table.rows),
        "",
        *_listed("certain", brief.certain, lang),
        *_listed("not certain", brief.not_certain, lang),
        f"*{say('brief.not advice', lang)}*",
    ]
    return "\n".join(lines) + "\n"


def _linked(source: BriefSource) -> str:
    """A source with its address, where it has one."""
    return source.name if source.url is None else f"[{source.name}](<{source.url}>)"


def _listed(key: str, parts: tuple[str, ...], lang: str) -> list[str]:
    return [f"## {say(f'brief.{key}', lang)}", "", *(f"- {part}" for part in parts), ""]


def briefs(books: Library) -> dict[Path, str]:
    """The briefs of the story of April 2025, in both languages, with their pictures."""
    folder, made = HERE / "briefs", dict[Path, str]()
    for name, words in BRIEFS.items():
        for lang in ("en", "fr"):
            brief = brief_of(words, books, lang)
            made[folder / f"{name}.{lang}.md"] = brief_page(name, brief)
            made[folder / f"{name}.{lang}.svg"] = brief.picture.svg + "\n"
    return made


def put(made: dict[Path, str], arguments: list[str], says: str) -> int:
    """Write pages, or with --check say which differ from what is said now; 1 where one does."""
    stale = 0
    for path, text in made.items():
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"{path}\n")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            sys.stderr.write(f"{path.name} differs from what the {says} says: run `make docs`\n")
            stale = 1
    return stale


def main(arguments: list[str]) -> int:
    """Write the briefs, or with --check say which differ."""
    return put(briefs(load()), arguments, "engine")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
