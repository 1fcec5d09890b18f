"""Taking in a book that is sent: counted as it comes, written to a folder of its own.

Belongs here: reading a form with a file, or a bare body. Does not: what stands in the book.
Always true: no more is written than a book may have; a book that is refused, or cut off, leaves
nothing; the name that it is sent under is shown and never a path.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlencode

import anyio.to_thread
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect, Request

from ecluse.errors import InputError, near
from ecluse.visible import visible
from ecluse.web.jobs import record
from ecluse.web.params import Pairs
from ecluse.web.problem import later, too_large
from ecluse.web.routes import Call, Upload, bounded, check_length
from ecluse.web.store import no_room

FORMS = ("csv", "xlsx", "parquet", "arrow")
FIELD = "book"  # of a form, the one that is a file
AT_A_TIME = 10  # books of one owner that have not ended
_LONGEST_NAME, _LONGEST_FIELD, _MOST_FIELDS = 120, 1_000, 32
_FORM_ROOM = 64_000  # bytes of a form beside its file


@dataclass(slots=True)
class _Form:
    """A form as it is read, piece by piece."""

    file: BinaryIO
    file_name: str | None = None
    fields: Pairs = field(default_factory=list)
    _heading: bytes = b""
    _headings: dict[str, bytes] = field(default_factory=dict)
    _value: bytes = b""
    _name: str = ""
    _is_file: bool = False
    ended: bool = False

    @property
    def callbacks(self) -> Any:
        """What the parser calls as it reads."""
        return {
            "on_part_begin": self.begin_part,
            "on_part_data": self.data,
            "on_part_end": self.end_part,
            "on_header_field": self.heading,
            "on_header_value": self.heading_value,
            "on_header_end": self.heading_end,
            "on_headers_finished": self.headings_end,
            "on_end": self.end,
        }

    def begin_part(self) -> None:
        """A field begins."""
        self._headings, self._value = {}, b""

    def heading(self, data: bytes, start: int, end: int) -> None:
        """A piece of the name of a heading."""
        self._heading += data[start:end]

    def heading_value(self, data: bytes, start: int, end: int) -> None:
        """A piece of what a heading says."""
        name = self._heading.decode("latin-1").casefold()
        self._headings[name] = self._headings.get(name, b"") + data[start:end]

    def heading_end(self) -> None:
        """A heading is whole."""
        self._heading = b""

    def headings_end(self) -> None:
        """Now it is known what the field is called.

        Raises:
            InputError: It has no name, or is a second file.
        """
        _, options = parse_options_header(self._headings.get("content-disposition", b""))
        self._name = options.get(b"name", b"").decode("utf-8", "replace")
        self._is_file = b"filename" in options
        if not self._name or len(self.fields) >= _MOST_FIELDS:
            raise InputError("the form cannot be read", "body", "send the form of the page")
        if not self._is_file:
            return
        if self._name != FIELD or self.file_name is not None:
            raise InputError("the form holds another file", self._name, f"send one as '{FIELD}'")
        self.file_name = options[b"filename"].decode("utf-8", "replace")

    def data(self, data: bytes, start: int, end: int) -> None:
        """A piece of a field.

        Raises:
            InputError: It is too long.
        """
        if self._is_file:
            self.file.write(data[start:end])
            return
        self._value += data[start:end]
        if len(self._value) > 4 * _LONGEST_FIELD:
            what = f"'{visible(self._name, 40)}' is too long"
            raise InputError(what, "body", f"give at most {_LONGEST_FIELD:,} characters")

    def end_part(self) -> None:
        """A field is whole."""
        if not self._is_file:
            self.fields.append((self._name, self._value.decode("utf-8", "surrogateescape")))

    def end(self) -> None:
        """The form is whole."""
        self.ended = True


def may_send(call: Call) -> None:
    """Refuse, before anything is read, whoever may not send a book now.

    Raises:
        Refused: No books are taken here, or their last ones have not ended.
    """
    desk = call.state.desk
    count = record.under_way(desk.store, owner_of(call))
    if count >= AT_A_TIME:
        what = f"{count} of your order books have not ended"
        mend = "wait for one of them"
        raise later(HTTPStatus.TOO_MANY_REQUESTS, what, "request", mend, 60)
    check_length(call.headers, call.site.settings.longest_book, _FORM_ROOM)


def owner_of(call: Call) -> str:
    """Whose a book is that is sent now: of the one token, for two may have one subject; empty where
    nobody can own one.
    """
    actor = call.actor
    return f"{actor.subject} ({actor.key})" if actor.subject else ""


async def receive_book(request: Request, call: Call, *, forgiving: bool = False) -> Call:
    """The call with the book that was sent.

    Args:
        forgiving: A field that is left empty is left out, as a page sends it.

    Raises:
        EcluseError: None was, it is too long, or it cannot be kept.
    """
    may_send(call)
    folder: Path | None = None
    try:
        folder = Path(tempfile.mkdtemp(dir=call.state.desk.folder, prefix=".sent-"))
        upload = await _received(request, call, folder, forgiving=forgiving)
    except BaseException as error:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError):
            raise no_room(f"the book cannot be kept: {error.strerror or error}") from error
        if isinstance(error, ClientDisconnect):
            raise InputError("the book was cut off", "body", "send it again") from error
        raise
    return replace(call, upload=upload)


async def _received(request: Request, call: Call, folder: Path, *, forgiving: bool) -> Upload:
    """What was sent, in a folder.

    Raises:
        InputError: It is no book.
    """
    path = folder / "sent"
    with path.open("xb") as file:
        name, fields = await _read(request, call, file)
    if not name or not path.stat().st_size:
        raise InputError("there is no order book", FIELD, "choose a file")
    book = path.rename(folder / f"book.{_form_of(name)}")
    shown = visible(Path(name.replace("\\", "/")).name, _LONGEST_NAME)
    said = [(key, value) for key, value in fields if value.strip() or not forgiving]
    query = urlencode(said, errors="surrogateescape").encode()
    return Upload(folder=folder, path=book, name=shown, fields=query)


async def _read(request: Request, call: Call, file: BinaryIO) -> tuple[str | None, Pairs]:
    """Read a body into a file: what it is called, and what stood beside it.

    Raises:
        InputError: It is a form that cannot be read, or does not end.
        Refused: It is too long.
    """
    media, options = parse_options_header(request.headers.get("content-type", ""))
    longest = call.site.settings.longest_book
    if media != b"multipart/form-data":
        async for piece in bounded(request, longest):
            await anyio.to_thread.run_sync(file.write, piece)
        return request.query_params.get("name"), []
    form, mend = _Form(file), "send the form of the page, or the bare file"
    try:
        parser = MultipartParser(options.get(b"boundary", b""), form.callbacks)
        async for piece in bounded(request, longest, _FORM_ROOM):
            await anyio.to_thread.run_sync(parser.write, piece)
    except FormParserError as error:
        raise InputError("the form cannot be read", "body", mend) from error
    if not form.ended:
        raise InputError("the form has no end", "body", mend)
    if file.tell() > longest:
        raise too_large(longest)
    return form.file_name, form.fields


def _form_of(name: str) -> str:
    """The form of a book, by the end of its name.

    Raises:
        InputError: It is none that is read here.
    """
    suffix = Path(name).suffix.lstrip(".").casefold()
    if suffix in FORMS:
        return suffix
    mend = near(suffix, FORMS) or f"give a file whose name ends with .{', .'.join(FORMS)}"
    raise InputError(f"no order book is read whose name ends so: '{name[:80]}'", FIELD, mend)
