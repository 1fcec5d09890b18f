"""The one fact that is worth asking next, until the answer cannot change any more.

Belongs here: which fact splits what is possible best, what each answer to it would do, and a
shipment with one more fact told. Does not: answering (determine), or a terminal (cli).
Always true: the verdict at the end is that of `determine` on the same facts; nothing is asked that
cannot change it.

>>> from datetime import date
>>> from ecluse.determine.question import Words, item_of, question
>>> from ecluse.interview import next_question, told
>>> from ecluse.law.library import load
>>> data, on = load(), date(2026, 2, 1)
>>> asked = question(Words(item=item_of("H200", data, ""), to="China", on=on), data)
>>> law = data.register.at(on)
>>> next_question(asked, law, data).fact
'exported_from'
>>> told(asked, "exported_from", "Taiwan", data).given["exported_from"].value
'TW'
>>> str(next_question(told(asked, "exported_from", "Taiwan", data), law, data).verdict)
'LICENSE, presumption of denial'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecluse.on_demand import on_demand

if TYPE_CHECKING:
    from ecluse.interview.answer import InterviewAnswer
    from ecluse.interview.next_fact import NextQuestion, next_question
    from ecluse.interview.telling import told

_HOMES = {
    "InterviewAnswer": "answer",
    "NextQuestion": "next_fact",
    "next_question": "next_fact",
    "told": "telling",
}
__all__ = ["InterviewAnswer", "NextQuestion", "next_question", "told"]
__getattr__ = on_demand(__name__, _HOMES)
