"""A score on the terminal: each outcome beside its range, and the means.

Belongs here: the tables. Does not: marking anything (simulate).
Always true: both scores stand, with rows of hindsight and without; what is not scored says why; a
line is at most 80 columns wide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.table import Column, Table
from rich.text import Text

from ecluse.cli.columns import bare, number_column, text_column
from ecluse.cli.screen import console
from ecluse.cli.simulate_table import short
from ecluse.visible import visible
from ecluse.words.say import number, say, when

if TYPE_CHECKING:
    from ecluse.simulate.score_answer import ScoreAnswer, ScoreSummary, TargetScore
    from ecluse.simulate.targets import Targets

_WIDTH = 80


def print_score(found: ScoreAnswer, targets: Targets, lang: str) -> None:
    """Print both scores, and what is not scored."""
    labels = {each.series: each.says.say(lang) for each in targets.file.series}
    clean = found.without_hindsight
    cutoff, count = when(found.cutoff, lang), len(clean.replaced)
    console().print(_head(found, lang))
    _print_one(say("score.with", lang), _table(found.targets, labels, lang), found.summary, lang)
    title = say("score.without", lang, cutoff=cutoff, count=count)
    _print_one(title, _table(clean.targets, labels, lang), clean.summary, lang)
    _print_lines(say("score.not scored", lang), _by_reason(found, labels, lang))
    logged = [] if found.log is None else [say("score.logged", lang, path=visible(found.log))]
    _print_lines(say("simulate.note", lang), [f"· {line}" for line in (*found.warnings, *logged)])
    console().print(Text(found.disclaimer, style="dim"), width=_WIDTH)


def _print_one(title: str, table: Table, means: ScoreSummary, lang: str) -> None:
    """One of the two scores."""
    console().print(Text(f"\n{title}", style="bold"), width=_WIDTH)
    console().print(table, width=_WIDTH)
    for line in _means(means, lang):
        console().print(Text(f"  {line}"), width=_WIDTH)


def _print_lines(title: str, lines: Sequence[str]) -> None:
    if lines:
        console().print(Text(f"\n{title}", style="bold"), width=_WIDTH)
    for line in lines:
        console().print(Text(f"  {line}"), width=_WIDTH)


def _head(found: ScoreAnswer, lang: str) -> Text:
    title = say("score.title", lang, market=visible(found.market), outcomes=visible(found.outcomes))
    run = say(
        "score.run",
        lang,
        draws=number(found.draws, lang),
        seed=found.seed,
        cutoff=when(found.cutoff, lang),
        hash=found.priors_hash[:12],
    )
    destination = say(f"simulate.{found.destination}", lang)
    return Text.assemble((f"{title}, {destination}\n", "bold"), (run, "dim"))


def _by_reason(found: ScoreAnswer, labels: Mapping[str, str], lang: str) -> list[str]:
    """What is not scored, by reason."""
    told: dict[str, list[str]] = {}
    for each in found.not_scored:
        told.setdefault(each.why, []).append(f"{labels[each.series]} ({each.period})")
    return [say("score.for", lang, why=why, names=", ".join(n)) for why, n in told.items()]


def _table(scores: Sequence[TargetScore], labels: Mapping[str, str], lang: str) -> Table:
    """One line for each outcome."""
    columns = ("series", "period", "outcome", "range", "crps", "in")
    series, period, *numbers = (say(f"score.{name}", lang) for name in columns)
    names = (text_column(series), Column(period, no_wrap=True))
    table = bare(*names, *map(number_column, numbers))
    for each in scores:
        inside = "in50" if each.in50 else "in90" if each.in90 else "out"
        table.add_row(
            labels[each.series],
            each.period,
            short(each.value, lang),
            f"{short(each.p5, lang)} … {short(each.p95, lang)}",
            short(each.crps, lang),
            Text(say(f"score.{inside}", lang), style="" if each.in90 else "red"),
        )
    return table


def _means(found: ScoreSummary, lang: str) -> list[str]:
    """The means under a table; a mean of nothing is not told."""
    lines = []
    if found.cover50 is not None and found.cover90 is not None:
        half, most = (f"{number(round(100 * c), lang)} %" for c in (found.cover50, found.cover90))
        lines.append(say("score.cover", lang, half=half, most=most, count=found.scored))
    if found.crps_money is not None:
        told = {
            "crps": short(found.crps_money, lang),
            "half": short(found.interval50_money or 0.0, lang),
            "most": short(found.interval90_money or 0.0, lang),
        }
        lines.append(say("score.money", lang, count=found.scored_money, **told))
    for name, naive, beside, count in (
        ("last", found.naive_last, found.crps_beside_last, found.beside_last),
        ("zero", found.naive_zero, found.crps_beside_zero, found.beside_zero),
    ):
        if naive is not None and beside is not None:
            told = {"naive": short(naive, lang), "crps": short(beside, lang)}
            lines.append(say(f"score.{name}", lang, count=count, **told))
    return lines
