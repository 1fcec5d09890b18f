"""Whether each number of a brief is that of the engine, worked out anew.

Belongs here: looking each told number up in answers that are given again, and finding a digit that
no number accounts for. Does not: answering.
Always true: a digit that stands in words of the house, outside a name and outside a told number, is
a fault, whatever it says.
"""

from __future__ import annotations

from collections.abc import Iterator

from ecluse.brief.answer import Brief, Span
from ecluse.brief.sentence import PlainData, value_at


def faults(brief: Brief, answers: PlainData) -> list[str]:
    """What of the title or a bullet the answers do not bear out.

    Args:
        answers: Plain data by the names of the brief's `answers`.
    """
    sentences = [brief.title_says, *(bullet.says for bullet in brief.bullets)]
    return [fault for says in sentences for span in says for fault in _faults(span, answers)]


def _faults(span: Span, answers: PlainData) -> Iterator[str]:
    told = span.number
    if told is None:
        if not span.name and any(sign.isdigit() for sign in span.text):
            yield f"'{span.text}' tells a number that comes from nowhere"
        return
    if told.answer not in answers:
        yield f"'{span.text}' is of the answer '{told.answer}', which is not there"
        return
    try:
        value = value_at(answers[told.answer], told.at)
    except (KeyError, IndexError, TypeError, ValueError):
        yield f"'{span.text}': the answer '{told.answer}' has nothing at {' / '.join(told.at)}"
        return
    if value != told.value:
        yield f"'{span.text}' is {told.value}, and the answer says {value}"
