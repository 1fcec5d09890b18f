"""An order book's week: the brief of what a book comes to, by value and outcome.

Belongs here: its title, its four bullets, amounts in words. Does not: answering the book (orders),
or reading a rate (rates).
Always true: lines and amounts are those of the book's own report; an amount in the reader's
currency stands with the rate's day, beside the original where there is room; open lines stand in
the title.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from ecluse.answers.plain import plain
from ecluse.brief.answer import (
    Brief,
    BriefPicture,
    BriefSource,
    Bullet,
    Span,
    ToldNumber,
)
from ecluse.brief.asked import command
from ecluse.brief.certain import Sorted, not_read_after
from ecluse.brief.check import supposed_title
from ecluse.brief.naming import source_of
from ecluse.brief.picture import bars_picture
from ecluse.brief.rates import converted, rate_on
from ecluse.brief.sentence import (
    SUM,
    AnswerData,
    PlainData,
    Says,
    counted,
    fitting_title,
    sentence,
    some,
    told_bullet,
    value_at,
    words,
)
from ecluse.brief.terms import BriefTerms
from ecluse.brief.whole import BriefParts, brief_of
from ecluse.law.measure import Reading
from ecluse.orders.tally import BookReport
from ecluse.visible import visible
from ecluse.words.say import day, many, number, say

_FREE = ("NLR", "EXCEPTION", "NOT_SUBJECT")
_ORDER = ("LICENSE", "UNDETERMINED", "EXCEPTION", "NLR", "NOT_SUBJECT")
_TOLD_AMOUNTS: tuple[tuple[str, ...], ...] = ((), ("LICENSE",), ("UNDETERMINED",), _FREE)
_OPEN_TITLES = (" open", " open short", " open shortest", " open only")
_OF_LICENSES = ("", " short", " open", " open short")  # say how many lines need one
_SCALES = ((1e9, "billion"), (1e6, "million"), (1e3, "thousand"))


@dataclass(frozen=True, slots=True, kw_only=True)
class BookTold:
    """A book's report, as its brief needs it."""

    report: AnswerData
    rates: AnswerData
    terms: BriefTerms

    def lines(self, *outcomes: str) -> Span:
        """How many lines have one of some outcomes."""
        return self.report.tell(*_sum_of("lines", self.report.data, outcomes))

    @property
    def answered(self) -> Span:
        """How many lines have an answer: all but the rows that are totals of others."""
        return self.lines(*_ORDER)

    @property
    def source(self) -> BriefSource:
        """The book itself."""
        return source_of(Path(self.report.data["source"]).name, None)


def book_brief(
    report: BookReport,
    terms: BriefTerms,
    *,
    currency: str | None = None,
    on: date | None = None,
) -> Brief:
    """The brief of an answered book.

    Args:
        currency: The reader's currency, in which amounts stand beside the original.
        on: The day on which every line was asked, where one was given.
    """
    from ecluse.orders.report_head import headline

    data = plain(report)
    book = BookTold(
        report=AnswerData("orders", data, _command(report, terms, on), terms.lang),
        rates=AnswerData("rates", _rates(data, currency, terms), "", terms.lang),
        terms=terms,
    )
    answers = (book.report, book.rates) if book.rates.data else (book.report,)
    return brief_of(
        BriefParts(
            kind="book",
            kicker=tuple(_kicker(book)),
            title=fitting_title(_titles(book)),
            lead=headline(report, terms.lang),
            bullets=_bullets(book),
            picture=_picture(book),
            sorted=_sorted(book),
            page=terms.links.orders(),
            known=None if data["known"] is None else date.fromisoformat(data["known"]),
            presumed=(say("brief.subject to", terms.lang),),
            answers=answers,
        ),
        terms,
    )


def _command(report: BookReport, terms: BriefTerms, on: date | None) -> str:
    """The command that answers the book again."""
    columns = ",".join(f"{use.means}={use.column}" for use in report.columns if use.given)
    scenario = report.scenario
    return command(
        "orders",
        report.source,
        on=None if on is None else on.isoformat(),
        columns=columns or None,
        known=report.known,
        reading=None if report.reading == Reading.ENFORCED.value else report.reading,
        scenario=None if scenario is None else terms.asked(scenario),
    )


def _kicker(book: BookTold) -> Iterator[str]:
    lang, data = book.terms.lang, book.report.data
    yield say("brief.order book", lang, name=visible(Path(data["source"]).name, 60))
    yield say(f"reading.{data['reading']}", lang)
    if data["known"] is not None:
        yield say("brief.known", lang, day=day(date.fromisoformat(data["known"]), lang))
    if data["scenario"] is not None:
        yield say("brief.scenario", lang, name=visible(data["scenario"], 40))


def _rates(data: PlainData, currency: str | None, terms: BriefTerms) -> dict[str, Any]:
    """The rate of the day up to which the law was read, and the amounts at that rate."""
    rate = rate_on(date.fromisoformat(data["data_as_of"]), terms.library.folder)
    if rate is None or currency is None:
        return {}
    rows: list[dict[str, Any]] = []
    for at in _TOLD_AMOUNTS:
        amounts = _by_currency(data, _at(data, at))
        others = [converted(amounts[each], each, currency, rate) for each in amounts]
        if set(amounts) - {currency} and None not in others:
            total = sum((other for other in others if other is not None), Decimal(0))
            rows.append({"of": amounts, "to": currency, "amount": float(round(total, 2))})
    return {
        "day": rate.day.isoformat(),
        "usd_per_euro": float(rate.per_euro),
        "source": rate.source,
        "url": rate.url,
        "converted": rows,
    }


def _titles(book: BookTold) -> Iterator[Says]:
    lang, open_lines = book.terms.lang, book.lines("UNDETERMINED")
    assert open_lines.number is not None
    forms = _OPEN_TITLES if open_lines.number.value else ("", " short")
    one = _one(book.lines("LICENSE"), lang)
    for form in forms:
        single = one if form in _OF_LICENSES else ""
        says = sentence(
            f"brief_title.book{form}{single}",
            lang,
            licensed=book.lines("LICENSE"),
            lines=book.answered,
            open=open_lines,
            day=book.report.tell("data_as_of"),
        )
        yield supposed_title(says, book.report.data.get("scenario"), lang)
    yield says  # the line above the title, and the one below, say that it is supposed


# ---- amounts -------------------------------------------------------------------------------------


def _sum_of(key: str, data: PlainData, outcomes: Sequence[str]) -> tuple[str, ...]:
    """Where the sum of a key over the rows of some outcomes stands."""
    rows = enumerate(data["outcomes"])
    kept = (place for place, row in rows if row["outcome"] in outcomes)
    return ("outcomes", some(kept), SUM, key)


def _at(data: PlainData, outcomes: Sequence[str]) -> tuple[str, ...]:
    """Where the value of some outcomes stands, or of all of them, without the currency."""
    return _sum_of("value", data, outcomes) if outcomes else ("total", "value")


def _by_currency(data: PlainData, at: Sequence[str]) -> dict[str, float]:
    """The amounts by currency, the largest first; none where one of them has no currency."""
    sums = {each: value_at(data, (*at, each)) for each in data["total"]["value"]}
    if sums.get(""):
        return {}
    largest = sorted(sums, key=lambda each: -sums[each])
    return {each: sums[each] for each in largest if sums[each]}


def _amounts(book: BookTold, *outcomes: str) -> tuple[Says, ...]:
    """All amounts in words, of every currency: in the reader's too, then without it."""
    lang, data = book.terms.lang, book.report.data
    at, says = _at(data, outcomes), list[Span]()
    amounts = _by_currency(data, at)
    for currency, amount in amounts.items():
        told = ToldNumber(value=amount, unit=currency, answer="orders", at=(*at, currency))
        plus = [words(" + ")] if says else []
        says += [*plus, Span(text=money(amount, currency, lang), number=told)]
    if not says:
        return ()
    return (*_beside(book, tuple(says), amounts), tuple(says))


def _beside(book: BookTold, says: Says, amounts: Mapping[str, float]) -> Iterator[Says]:
    """The amounts with their sum in the reader's currency; nothing where that cannot be told."""
    lang = book.terms.lang
    for place, row in enumerate(book.rates.data.get("converted", ())):
        if row["of"] == amounts:
            at = ("converted", str(place), "amount")
            told = ToldNumber(value=row["amount"], unit=row["to"], answer="rates", at=at)
            beside = Span(text=money(row["amount"], row["to"], lang), number=told)
            when = book.rates.tell("day")
            several = ("in all at the rate", "in all alone")
            for key in ("at the rate",) if len(amounts) == 1 else several:
                yield sentence(f"brief.{key}", lang, amount=says, converted=beside, day=when)
            return


def money(amount: float, currency: str, lang: str) -> str:
    r"""An amount in words: USD 766.3 million, 766,3 millions USD.

    >>> money(16e9, "USD", "en"), money(202.0, "EUR", "en")
    ('USD\xa016\xa0billion', 'EUR\xa0202')
    """
    scale, word = next((each for each in _SCALES if amount >= each[0]), (1.0, ""))
    figure = number(amount / scale, lang, 1 if word else 0)
    many = amount / scale >= 2
    named = say(f"brief_money.{word}{'s' if many else ''}", lang) if word else ""
    parts = (currency, figure, named) if lang == "en" else (figure, named, currency)
    return "\u00a0".join(part for part in parts if part)


# ---- bullets -------------------------------------------------------------------------------------


def _bullets(book: BookTold) -> tuple[Bullet, ...]:
    return (
        _bullet(book, "book", "book", book.answered),
        _bullet(book, "rule", "book license", book.lines("LICENSE"), "LICENSE"),
        _open(book),
        _bullet(book, "free", "book free", book.lines(*_FREE), *_FREE),
    )


def _bullet(book: BookTold, label: str, key: str, lines: Span, *outcomes: str) -> Bullet:
    lang = book.terms.lang
    said = counted("lines", lang, lines)
    amounts = _amounts(book, *outcomes)
    one = _one(lines, lang)
    forms = [sentence(f"brief.{key}{one}", lang, lines=said, value=each) for each in amounts]
    forms.append(sentence(f"brief.{key} bare{one}", lang, lines=said))
    return told_bullet(label, lang, forms, book.source, book.terms.links.orders())


def _one(lines: Span, lang: str) -> str:
    """The end of a key for one line; French counts none so too."""
    assert lines.number is not None
    count = lines.number.value
    return " one" if count == 1 or (lang == "fr" and count == 0) else ""


def _open(book: BookTold) -> Bullet:
    """The open lines, and the fact that would settle most of them."""
    lang = book.terms.lang
    one = _one(book.lines("UNDETERMINED"), lang)
    lines = counted("lines", lang, book.lines("UNDETERMINED"))
    value = next(reversed(_amounts(book, "UNDETERMINED")), ())
    forms = []
    if value and book.report.data["needs"]:
        need = book.report.data["needs"][0]["need"]
        settled = counted("lines", lang, book.report.tell("needs", 0, "lines"))
        forms.append(
            sentence(
                f"brief.book open{one}",
                lang,
                lines=lines,
                value=value,
                need=book.terms.names.fact(need),
                settled=settled,
            )
        )
    if value:
        forms.append(sentence(f"brief.book open some{one}", lang, lines=lines, value=value))
    forms.append(sentence(f"brief.book open bare{one}", lang, lines=lines))
    return told_bullet("open", lang, forms, book.source, book.terms.links.orders())


def _picture(book: BookTold) -> BriefPicture:
    lang = book.terms.lang
    rows = []
    for outcome in _ORDER:
        count = book.lines(outcome).number
        assert count is not None
        if count.value:
            word = say(f"brief_answer.{outcome}", lang, exception="").strip()
            rows.append((word, outcome, float(count.value)))
    return bars_picture(say("brief_picture.book", lang), rows, "answer", book.terms)


def _sorted(book: BookTold) -> Sorted:
    """The count of lines is certain; what each line presumes is not."""
    lang, data = book.terms.lang, book.report.data
    totals = data["lines_in"] - sum(row["lines"] for row in data["outcomes"])
    certain = say(
        "brief.every row" if totals else "brief.every line",
        lang,
        lines=number(data["lines_in"], lang),
        totals=number(totals, lang),
    )
    unsure = [say("brief.lines presume", lang)]
    if data["unresolved"]:
        unsure.append(
            many("brief.lines unresolved", lang, sum(row["lines"] for row in data["unresolved"]))
        )
    unsure.append(not_read_after(date.fromisoformat(data["data_as_of"]), lang))
    return Sorted(certain=(certain,), not_certain=tuple(unsure))
