"""What a book's report says above its tables: what came of it, on what it rests, which columns.

Belongs here: sentences on the whole book. Does not: its tables (report), figures (tally).
Always true: each outcome that a line has is counted in the headline.
"""

from __future__ import annotations

from datetime import date

from ecluse.orders.money import money
from ecluse.orders.tally import BookReport
from ecluse.visible import visible
from ecluse.words.say import has_words, number, say, when

ANSWERS = ("LICENSE", "UNDETERMINED", "EXCEPTION", "NLR", "NOT_SUBJECT")


def word_of_outcome(outcome: str, lang: str = "en") -> str:
    """An outcome in words."""
    return say(f"orders.answer.{outcome}", lang)


def headline(report: BookReport, lang: str = "en") -> str:
    """What came of the book, in a sentence or two."""
    counts = {outcome: report.lines_of(outcome) for outcome in ANSWERS}
    parts = [
        f"{number(count, lang)} {_counted(outcome, count, lang)}"
        for outcome, count in counts.items()
        if count
    ]
    if totals := report.lines_in - sum(counts.values()):
        key = "orders.headline.total" if totals == 1 else "orders.headline.totals"
        parts.append(say(key, lang, number(totals, lang)))
    value = money(report.total.value, lang=lang)
    return _scenario("orders.headline.supposed", report, lang) + say(
        "orders.headline.one" if report.lines_in == 1 else "orders.headline",
        lang,
        lines=number(report.lines_in, lang),
        worth=say("orders.headline.worth", lang, value=value) if value else "",
        written=say("orders.headline.written", lang, out=report.out) if report.out else "",
        answers=", ".join(parts) or say("orders.headline.nothing", lang),
    )


def _counted(outcome: str, count: int, lang: str) -> str:
    """The word for an outcome after a count of lines."""
    if count > 1 and has_words(f"orders.answers.{outcome}"):
        return say(f"orders.answers.{outcome}", lang)
    return word_of_outcome(outcome, lang)


def basis(report: BookReport, lang: str = "en") -> str:
    """On what the answers rest."""
    return say(
        "orders.basis",
        lang,
        law=basis_law(report, lang),
        version=report.data_version,
        modified=say("orders.basis.modified", lang) if report.data_modified else "",
        cases=number(report.cases, lang),
        decided=number(report.decided, lang),
        seconds=f"{report.seconds:.1f}" if lang == "en" else number(report.seconds, lang, 1),
        engine=report.engine,
    )


def basis_law(report: BookReport, lang: str = "en") -> str:
    """On which law the answers rest."""
    reading = "enforced" if report.reading == "enforced" else "text"
    return say(
        "orders.basis.law",
        lang,
        reading=say(f"orders.basis.{reading}", lang),
        scenario=_scenario("orders.basis.scenario", report, lang),
        known=say("orders.basis.known", lang, day=day_of(report.known, lang))
        if report.known
        else "",
        as_of=day_of(report.data_as_of, lang),
    )


def _scenario(key: str, report: BookReport, lang: str) -> str:
    """That the law is supposed, and by what; nothing where it is the one on record."""
    return "" if report.scenario is None else say(key, lang, visible(report.scenario, 60))


def day_of(day: str, lang: str) -> str:
    """A day of a report, as a language writes it."""
    return when(date.fromisoformat(day), lang)


def mapping(report: BookReport, lang: str = "en") -> str:
    """Which column was taken for what."""
    given = say("orders.mapping.given", lang)
    shown = say("orders.reason.between", lang).join(
        f"{use.means.replace('_', ' ')} ← {use.column}{given if use.given else ''}"
        for use in report.columns
    )
    return say("orders.mapping", lang, shown=shown)
