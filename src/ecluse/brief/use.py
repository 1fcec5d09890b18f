"""What a chip still does for a language model, beside another: the brief of two chips at work.

Belongs here: its title and its bullets. Does not: the model of inference (inference), or the answer
of the law (check).
Always true: a rate is called modeled, and stands with its bounds where figures of the chip were
assumed; what the law says of the chip on the day stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ecluse.answers.plain import plain
from ecluse.brief.answer import Brief, BriefPicture, Bullet
from ecluse.brief.asked import command
from ecluse.brief.certain import Sorted, sorted_answer
from ecluse.brief.check import OneAnswer, kicker, one_answer, rule_bullet, supposed_title
from ecluse.brief.limits import figure_bullet
from ecluse.brief.naming import items
from ecluse.brief.picture import bars_picture
from ecluse.brief.sentence import (
    AnswerData,
    PlainData,
    Says,
    fitting_title,
    name,
    sentence,
    told_bullet,
)
from ecluse.brief.terms import BriefTerms
from ecluse.brief.whole import BriefParts, brief_of
from ecluse.determine.determination import Determination
from ecluse.errors import InputError
from ecluse.inference.comparison import Comparison
from ecluse.law.scenario import Scenario
from ecluse.words.say import Language, say

_CHIP, _BESIDE = 0, 1
_VERBS = {"decode": "writes", "prefill": "reads"}
_RATE = "tokens_per_s_per_chip"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChipAtWork:
    """A chip at work beside another, and the answer of the law for it."""

    one: OneAnswer
    work: AnswerData

    @property
    def chips(self) -> tuple[str, str]:
        """Both chips by name."""
        rows = self.work.data["chips"]
        return rows[_CHIP]["chip"], rows[_BESIDE]["chip"]


def use_brief(
    compared: Comparison,
    found: Determination,
    terms: BriefTerms,
    *,
    scenario: Scenario | None = None,
) -> Brief:
    """The brief of what a chip does for a language model.

    Args:
        compared: The chip, then the one beside it, on one model, both phases.
        found: The answer of the law for the chip.
        scenario: The scenario under which it was asked.

    Raises:
        InputError: One of the two has no result.
    """
    data = plain(compared)
    _check_results(data)
    names = [row["chip"] for row in data["chips"][:2]]
    chips = map(terms.asked, names)
    asked = command("compare", *chips, model=terms.asked(data["model"]), count=str(data["count"]))
    pair = ChipAtWork(
        one=one_answer(found, terms, scenario), work=AnswerData("compare", data, asked, terms.lang)
    )
    lang, one = terms.lang, pair.one
    return brief_of(
        BriefParts(
            kind="use",
            kicker=tuple(kicker(one)),
            title=fitting_title(_titles(pair)),
            lead=_lead(data, lang),
            bullets=_bullets(pair),
            picture=_picture(pair),
            sorted=_sorted(pair),
            page=_page(pair),
            known=found.law.known,
            answers=(pair.work, one.check),
        ),
        terms,
    )


def _check_results(data: PlainData) -> None:
    """Refuse a comparison of which one side fits nowhere.

    Raises:
        InputError: One of the two has no result.
    """
    for row in data["chips"][:2]:
        if row["result"] is None:
            mend = "take more chips, or a smaller model; `ecluse infer` says what does not fit"
            raise InputError(f"{row['chip']} gives no result on {data['model']}", "item", mend)


def _lead(data: PlainData, lang: Language) -> str:
    key = "brief.lead use" if data["count"] > 1 else "brief.lead use one"
    return say(key, lang, model=data["model"], count=data["count"])


def _bullets(pair: ChipAtWork) -> tuple[Bullet, ...]:
    return (
        _does(pair, "decode", "writing"),
        _does(pair, "prefill", "reading"),
        _range(pair),
        rule_bullet(pair.one),
    )


def _titles(pair: ChipAtWork) -> Iterator[Says]:
    lang, item = pair.one.terms.lang, pair.one.found.shipment.item
    rate = pair.work.tell("chips", _CHIP, "result", "decode", _RATE, decimals=0)
    when = pair.one.check.tell("on")
    for form in ("", " short", " bare", " least"):  # each tells the rate of one chip
        for called in items(pair.chips[0], item.vendor, item.aliases):
            says = sentence(f"brief_title.use{form}", lang, item=called, rate=rate, day=when)
            yield supposed_title(says, pair.one.scenario, lang)


def _does(pair: ChipAtWork, phase: str, label: str) -> Bullet:
    lang = pair.one.terms.lang
    rates = [
        pair.work.tell("chips", chip, "result", phase, _RATE, decimals=0)
        for chip in (_CHIP, _BESIDE)
    ]
    forms = (
        sentence(
            f"brief.{key}",
            lang,
            item=name(pair.chips[0]),
            verb=say(f"brief.{_VERBS[phase]}", lang),
            rate=rates[0],
            other=name(pair.chips[1]),
            beside=rates[1],
            model=name(pair.work.data["model"]),
        )
        for key in ("does", "does bare")
    )
    return _bullet(pair, label, forms)


def _bullet(pair: ChipAtWork, label: str, forms: Iterable[Says]) -> Bullet:
    """A bullet whose source is where the chip's figure was read, and whose proof is its page."""
    proof = _page(pair)
    source = figure_bullet(pair.one.check, pair.one.terms, proof, pair.one.asked_law).source
    return told_bullet(label, pair.one.terms.lang, forms, source, proof)


def _page(pair: ChipAtWork) -> str:
    """The chip's page; of one's own, which no page shows, that of its answer."""
    return pair.one.page if pair.one.own else pair.one.terms.links.item(pair.chips[0])


def _range(pair: ChipAtWork) -> Bullet:
    low, high = (
        pair.work.tell("chips", _CHIP, "result", "decode", f"{bound}_{_RATE}", decimals=0)
        for bound in ("low", "high")
    )
    return _bullet(
        pair, "range", [sentence("brief.range", pair.one.terms.lang, low=low, high=high)]
    )


def _picture(pair: ChipAtWork) -> BriefPicture:
    lang, rows = pair.one.terms.lang, []
    for phase, verb in _VERBS.items():
        for chip, color in ((_CHIP, "LICENSE"), (_BESIDE, "NOT_SUBJECT")):
            rate = float(pair.work.data["chips"][chip]["result"][phase][_RATE])
            word = say(f"brief.{verb}", lang)
            label = say("brief_picture.does", lang, item=pair.chips[chip], verb=word)
            rows.append((label, color, float(round(rate))))
    return bars_picture(say("brief_picture.use", lang), rows, "chip", pair.one.terms)


def _sorted(pair: ChipAtWork) -> Sorted:
    """What is certain of the law's answer; that the rates are modeled."""
    one, data = pair.one, pair.work.data
    known = sorted_answer(one.data, one.terms, None)
    modeled = say("brief.modeled", one.terms.lang, model=data["model"], count=data["count"])
    return Sorted(certain=known.certain, not_certain=(modeled, *known.not_certain))
