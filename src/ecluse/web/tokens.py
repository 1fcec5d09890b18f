"""Tokens: who holds one may do what its row says.

Belongs here: making a token, the file of their hashes, and reading it again when it changes. Does
not: what a role may do (actor).
Always true: a token is 256 random bits and is shown once; the file holds its SHA-256 alone; a file
with a mistake lets nobody in, and one that changes for the worse leaves the last good one standing.
"""

from __future__ import annotations

import base64
import binascii
import csv
import hashlib
import logging
import os
import re
import secrets
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ecluse.errors import EcluseError, InputError, near, raise_all
from ecluse.web.actor import ROLES, Actor, Role

log = logging.getLogger(__name__)
COLUMNS = ("sha256", "subject", "role", "expires")
BEGINS = "ecluse_"
_HASH = re.compile("[0-9a-f]{64}")
_LOOKED_AT_S = 5.0  # how often the file is looked at
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A row of the file: who, as what, until when.

    Args:
        expires: The last day on which it is good; none where None.
    """

    sha256: str
    subject: str
    role: Role
    expires: date | None


def new_token(subject: str, role: Role, expires: date | None) -> tuple[str, Token]:
    """A new token, and the row that knows it."""
    secret = BEGINS + secrets.token_urlsafe(32)
    return secret, Token(sha256=hashed(secret), subject=subject, role=role, expires=expires)


def hashed(secret: str) -> str:
    """What the file holds of a token: it is random, so that nothing slower is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def append_token(path: Path, token: Token, *, another: bool = False) -> None:
    """Put a row at the end of the file, which is made for its owner alone where it is not there.

    Args:
        another: Its subject may have a token already.

    Raises:
        InputError, SeveralErrors: The file has a mistake, or cannot be written, or the subject
            stands in it.
    """
    fresh = not path.exists()
    known = () if fresh else read_tokens(path).values()
    if not another and token.subject in {row.subject for row in known}:
        what = f"'{token.subject}' has a token already"
        mend = "remove its row, give a subject that tells the two apart, or give `another`"
        raise InputError(what, str(path), mend)
    expires = token.expires.isoformat() if token.expires else ""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            if fresh:
                writer.writerow(COLUMNS)
            writer.writerow((token.sha256, token.subject, token.role, expires))
    except OSError as error:
        what = f"the tokens cannot be written: {error.strerror}"
        raise InputError(what, str(path), "name a file in a folder of yours") from error


def read_tokens(path: Path) -> dict[str, Token]:
    """The rows of a file by their hashes.

    Raises:
        InputError, SeveralErrors: It cannot be read, or everything that is wrong with it.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        mend = f"give a CSV file with the columns {', '.join(COLUMNS)}; `ecluse token` writes it"
        raise InputError("the tokens cannot be read", str(path), mend) from error
    if not rows or tuple(rows[0]) != COLUMNS:
        mend = f"let it begin with {','.join(COLUMNS)}; `ecluse token` writes it"
        raise InputError("this is no file of tokens", str(path), mend)
    found: dict[str, Token] = {}
    mistakes: list[EcluseError] = []
    for number, row in enumerate(rows[1:], start=2):
        where = f"{path}:{number}"
        try:
            token = _token(row, where)
        except EcluseError as error:
            mistakes.append(error)
            continue
        if token.sha256 in found:
            mistakes.append(InputError("a token stands here twice", where, "keep one row"))
        found[token.sha256] = token
    raise_all(mistakes)
    return found


def _token(row: list[str], where: str) -> Token:
    """One row.

    Raises:
        InputError: It is none.
    """
    if len(row) != len(COLUMNS):
        raise InputError(f"a row has {len(row)} cells", where, f"give {len(COLUMNS)}")
    sha256, subject, role, expires = row
    if not _HASH.fullmatch(sha256):
        raise InputError("this is no SHA-256", where, "make a token with `ecluse token`")
    if not subject.strip() or len(subject) > _LONGEST:
        raise InputError("a token needs a subject", where, "say whose it is")
    known = next((name for name in ROLES if name == role), None)
    if known is None:
        mend = near(role, ROLES) or f"give {' or '.join(ROLES)}"
        raise InputError(f"no role is called '{role}'", where, mend)
    try:
        until = date.fromisoformat(expires) if expires else None
    except ValueError as error:
        raise InputError(f"'{expires}' is no day", where, "write it as 2027-01-31") from error
    return Token(sha256=sha256, subject=subject, role=known, expires=until)


class Tokens:
    """The tokens of a file, read again when the file changes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows = read_tokens(path)
        self._stamp = self._stamped()
        self._looked = time.monotonic()

    def actor(self, authorization: str, today: date) -> Actor | None:
        """Who sends this header; None for nobody whom the file knows today."""
        self._look()
        secret = _secret(authorization)
        token = self._rows.get(hashed(secret)) if secret is not None else None
        if token is None or (token.expires is not None and today > token.expires):
            return None
        return Actor(subject=token.subject, role=token.role, key=token.sha256[:8])

    def _look(self) -> None:
        now = time.monotonic()
        if now - self._looked < _LOOKED_AT_S:
            return
        self._looked = now
        stamp = self._stamped()
        if stamp == self._stamp:
            return
        try:
            self._rows = read_tokens(self._path)
        except EcluseError as error:
            log.error("the tokens stay as they were: %s", error)  # noqa: TRY400
        self._stamp = stamp

    def _stamped(self) -> tuple[int, int]:
        try:
            about = self._path.stat()
        except OSError:
            return (0, 0)
        return (about.st_mtime_ns, about.st_size)


def _secret(authorization: str) -> str | None:
    """The token in a header: `Bearer TOKEN`, or the password of `Basic`, as browsers ask for it."""
    kind, _, rest = authorization.partition(" ")
    match kind.casefold():
        case "bearer":
            return rest.strip() or None
        case "basic":
            try:
                pair = base64.b64decode(rest, validate=True).decode("utf-8")
            except (binascii.Error, UnicodeDecodeError):
                return None
            return pair.partition(":")[2] or None
        case _:
            return None
