"""Makes the pages of the documentation that are computed: `python docs/make_pages.py [--check]`.

Always true: no answer on such a page is typed; a page that differs from what the engine says today
fails `--check`, which the tests run.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from market_keys import market_keys

from ecluse.determine.decide import Determination, determine
from ecluse.determine.shipment import Shipment
from ecluse.determine.timeline import timeline
from ecluse.determine.wording import answer, policy
from ecluse.facts.company import Company, HowRead
from ecluse.facts.reader import read_document
from ecluse.law.library import Library, load
from ecluse.law.measure import Reading
from ecluse.law.register import Register
from ecluse.law.scenario import applied, read_scenario
from ecluse.words.say import say

HERE = Path(__file__).parent


def story(path: Path, books: Library) -> str:
    """One story page, from its claims."""
    tree = read_document(path, name=path.name).tree
    lines = [
        f"# {tree['title']}",
        "",
        "<!-- Made by docs/make_pages.py from docs/stories/; edit the story there, not here. -->",
        "",
        _prose(tree["intro"]),
        "",
    ]
    for number, claim in enumerate(tree["claims"], 1):
        lines += [
            f"## {number}. {claim['claim']}",
            "",
            f"**Reported.** {_prose(claim['reported'])}",
            "",
        ]
        if claim["ask"]:
            lines += [
                "**The published text, asked.**",
                "",
                "| question | answer | because |",
                "| --- | --- | --- |",
            ]
            lines += [_row(ask, books) for ask in claim["ask"]]
            lines.append("")
        if "compare" in claim:
            lines += _comparison(claim["compare"], books)
        lines += [f"**What became of it.** {_prose(claim['became'])}", ""]
    lines += [f"## {tree['later']['say']}", ""]
    for ask in tree["later"]["ask"]:
        lines += _history(ask, books)
    lines += ["", f"Law read up to {books.data_as_of.isoformat()}. Not legal advice.", ""]
    return "\n".join(lines)


def _prose(text: str) -> str:
    return " ".join(text.split())


def _register(scenario: str | None, books: Library) -> Register:
    return applied(read_scenario(scenario, books), books.register) if scenario else books.register


def _ask(ask: dict[str, Any], books: Library) -> Determination:
    on = date.fromisoformat(ask["on"])
    known = date.fromisoformat(ask["known"]) if ask.get("known") else None
    law = _register(ask.get("scenario"), books).at(
        on, known, Reading(ask.get("reading", "enforced"))
    )
    return determine(
        Shipment(item=books.catalogue.get(ask["item"], "story"), destination=ask["to"], on=on),
        law,
        books,
    )


def _command(ask: dict[str, Any]) -> str:
    words = [f'ecluse check "{ask["item"]}" --to {ask["to"]} --on {ask["on"]}']
    words += [f"--{name} {ask[name]}" for name in ("known", "reading", "scenario") if ask.get(name)]
    return " ".join(words)


def _row(ask: dict[str, Any], books: Library) -> str:
    found = _ask(ask, books)
    review = (
        f", {policy(found.review.policy, 'en')}" if found.review and found.review.policy else ""
    )
    held = (
        f"; goes under {', '.join(each.provision for each in found.licenses)}"
        if found.licenses
        else ""
    )
    because = ", ".join(f"{each.provision} ({each.entry.cited})" for each in found.requirements[:2])
    because = (
        because
        or "; ".join(sorted(found.needs))
        or f"classified {', '.join(found.classification) or 'nowhere in 3A090'}; "
        "no requirement applies"
    )
    asked = f"{ask['say']}<br>`{_command(ask)}`"
    return f"| {asked} | **{answer(found.answer, 'en')}**{review}{held} | {because} |"


def _comparison(compare: dict[str, Any], books: Library) -> list[str]:
    """How many catalogue items each version of the rule catches, and which only the second does."""
    both = []
    for scenario in (compare["before_scenario"], compare["after_scenario"]):
        answers = {}
        for item in books.catalogue.items.values():
            answers[item.name] = _ask(
                {**compare, "item": item.name, "scenario": scenario}, books
            ).answer
        both.append(answers)
    before, after = both
    changed = [name for name in before if before[name] != after[name]]
    counts = [
        {
            str(value.outcome.value): sum(
                1 for each in answers.values() if each.outcome is value.outcome
            )
            for value in answers.values()
        }
        for answers in both
    ]
    lines = [
        "**Side by side, over the whole catalogue, to China:**",
        "",
        "| outcome | published text | as the press described it |",
        "| --- | ---: | ---: |",
    ]
    for outcome in sorted({*counts[0], *counts[1]}):
        text, press = (count.get(outcome, 0) for count in counts)
        lines += [f"| {say(f'outcome.{outcome}', 'en', '…')} | {text} | {press} |"]
    shown = ", ".join(changed[:12])
    return [
        *lines,
        "",
        (
            f"The press's version changes {len(changed)} of {len(before)} answers, "
            f"among them: {shown}."
        ),
        "",
    ]


def _history(ask: dict[str, Any], books: Library) -> list[str]:
    shipment = Shipment(
        item=books.catalogue.get(ask["item"], "story"),
        destination=ask["to"],
        on=date.fromisoformat(ask["from"]),
    )
    lines = [
        f"`ecluse timeline {ask['item']} --to {ask['to']} --from {ask['from']}`",
        "",
        "| from | answer | brought by |",
        "| --- | --- | --- |",
    ]
    for each in timeline(shipment, books, date.fromisoformat(ask["from"]), books.data_as_of):
        review = (
            f", {policy(each.found.review.policy, 'en')}"
            if each.found.review and each.found.review.policy
            else ""
        )
        by = (
            "; ".join(f"{measure.title.en} ({measure.cited})" for measure in each.by)
            or "first day asked"
        )
        lines.append(
            f"| {each.since.isoformat()} | {answer(each.found.answer, 'en')}{review} | {by} |"
        )
    return lines


def companies_page(books: Library) -> str:
    """The page on companies, with its counts."""
    known = books.companies
    counts = known.counts()
    latest = {company.key: company for company in known.companies}
    trades = Counter(company.kind.replace("_", " ") for company in latest.values())
    text = (HERE / "companies.txt").read_text("utf-8")
    return text.format(
        opened=counts[HowRead.OPENED],
        secondary=counts[HowRead.SECONDARY],
        memory=counts[HowRead.MEMORY],
        trades="\n".join(f"| {trade} | {number} |" for trade, number in trades.most_common()),
        disputed="\n".join(
            f"- {company.name}: {company.note}"
            for company in latest.values()
            if company.parent_disputed
        ),
        owners=len(known.holdings),
        shares="\n".join(
            f"| {_named(latest, row.child)} | {_named(latest, row.parent)} "
            f"| {'unknown' if row.percent is None else f'{row.percent} %'} "
            f"| {row.since or ''} | {row.until or ''} |"
            for row in known.holdings
        ),
    )


def _named(companies: dict[str, Company], key: str) -> str:
    return companies[key].name


def pages(books: Library) -> dict[Path, str]:
    """Every computed page, by its path."""
    stories = {
        HERE / f"{path.stem}.md": story(path, books)
        for path in sorted((HERE / "stories").glob("*.yaml"))
    }
    keys = market_keys(HERE / "market-keys.txt", books)
    return stories | {
        HERE / "companies.md": companies_page(books),
        HERE / "market-keys.md": keys,
    }


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check say which differ."""
    stale = 0
    for path, text in pages(load()).items():
        if "--check" in arguments:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                sys.stderr.write(
                    f"{path.name} differs from what the engine says: run `make docs`\n"
                )
                stale = 1
        else:
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"{path}\n")
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
