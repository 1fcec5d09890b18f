"""`ecluse token`: a new token for a server that asks for one.

Belongs here: its options, and showing the token once. Does not: what a token is (web.tokens).
Always true: the token is printed and kept nowhere; the file gets its hash alone.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from ecluse.cli.ending import ANSWERED, tell
from ecluse.cli.options import Lang
from ecluse.cli.screen import console
from ecluse.errors import InputError
from ecluse.words.say import say, when

_MOST_DAYS = 3_650


def token(
    subject: str,
    /,
    *,
    tokens: Path,
    role: Literal["reader", "preparer", "approver", "auditor", "admin"] = "reader",
    days: int = 365,
    another: bool = False,
    lang: Lang = "en",
) -> int:
    """Make a token for SUBJECT, print it once, and add its hash to the file of `ecluse serve`.

    A reader asks and keeps answers; a preparer sends order books too; an approver does what a
    preparer does; an auditor reads, and sees the order books of others; an admin may do all of it.
    To withdraw a token, remove its row: a server that runs sees it within seconds.

    Args:
        subject: Whose it is, as the record of what they do names them.
        tokens: The file of hashed tokens (CSV); it is made where there is none.
        role: What they may do.
        days: How long it is good.
        another: SUBJECT may have a token already; each has the order books of its own.
        lang: Language of the words: en or fr.
    """
    from ecluse.web.tokens import append_token, new_token

    if not 1 <= days <= _MOST_DAYS:
        raise InputError(f"{days} days", "--days", f"give 1 to {_MOST_DAYS:,}")
    if not subject.strip():
        raise InputError("a token needs a subject", "SUBJECT", "say whose it is")
    expires = date.today() + timedelta(days=days)  # noqa: DTZ011  the user's own day
    secret, row = new_token(subject.strip(), role, expires)
    append_token(tokens, row, another=another)
    tell(say("web.token", lang, subject=row.subject, role=role, day=when(expires, lang)))
    console().print(secret, markup=False, soft_wrap=True)
    return ANSWERED
