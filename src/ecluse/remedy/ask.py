"""What would change an answer, asked in plain words from Python.

Belongs here: the public function. Does not: reading a word (question), answering (decide), finding
remedies (remedy).
Always true: the words mean what they mean to `ecluse.ask`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from ecluse.determine.ask import answering, ask
from ecluse.determine.question import Day
from ecluse.facts.item import Item
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.law.register import Register
from ecluse.remedy.answer import RemedyAnswer
from ecluse.remedy.remedy import remedy
from ecluse.remedy.to_answer import answer_of
from ecluse.words.say import Language, check_language


def remedies(
    item: str | Path | Item,
    *,
    to: str,
    on: Day,
    known: Day | None = None,
    reading: Reading | str = Reading.ENFORCED,
    hq: str | None = None,
    parent_hq: str | None = None,
    exporter: str | None = None,
    origin: str | None = None,
    end_use: str | None = None,
    quantity: int | str | Decimal | None = None,
    eccn: str | None = None,
    given: Mapping[str, str] | None = None,
    strict: bool = False,
    register: Register | None = None,
    library: Library | None = None,
    lang: Language = "en",
) -> RemedyAnswer:
    """What would have to change for `item` to ship there without a license?

    The item's design, the law, or a license held: no other route or party is named. The answer is
    a dataclass; `ecluse.answers.plain.plain` makes the data of `ecluse remedy --json` of it.

    Args:
        item: A catalogue name or alias, a Path to an item's own YAML file, or an Item.
        to: Country code or name; so are `hq`, `parent_hq` and `origin`.
        on: The day, as a date or as "2025-04-08"; so is `known`.
        known: What had been published by this day; everything on record where left out.
        reading: "enforced" or "text", or a Reading.
        end_use: In words, or as a symbol of the vocabulary.
        eccn: The ECCN that is declared for the item.
        given: Further facts of the vocabulary, as text.
        strict: Take nothing for granted: what is left out is unknown.
        register: The log of measures; the library's where left out.
        lang: The language of the texts in the answer.

    Raises:
        UnknownNameError, InputError, SeveralErrors: A name or a value is not understood.

    >>> from datetime import date
    >>> answer = remedies("H100", to="China", on=date(2024, 6, 1))
    >>> answer.outcome.value, answer.item_changes[0].changes[0].high
    ('LICENSE', '2400')
    """
    check_language(lang)
    data = answering(library, register)
    log = register or data.register
    determination = ask(
        item,
        to=to,
        on=on,
        known=known,
        reading=reading,
        hq=hq,
        parent_hq=parent_hq,
        exporter=exporter,
        origin=origin,
        end_use=end_use,
        quantity=quantity,
        eccn=eccn,
        given=given,
        strict=strict,
        register=log,
        library=data,
    )
    return answer_of(remedy(determination, log), lang)
