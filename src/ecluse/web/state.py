"""What a server keeps between requests, and what it works at beside them.

Belongs here: opening and closing it. Does not: what is kept (store), or how a book is answered
(jobs).
Always true: without a data folder no answer is kept; order books are then worked on in a folder
that goes when the server ends.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from http import HTTPStatus

from ecluse.outputs.scratch import scratch
from ecluse.web.jobs.desk import JobDesk
from ecluse.web.problem import Refused, absent
from ecluse.web.settings import Settings
from ecluse.web.site import Site
from ecluse.web.store import Store


class ServerState:
    """The store and the desk of order books, where there are any."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._store: Store | None = None
        self._desk: JobDesk | None = None
        self._read_only = False
        self.leaving = False  # the server stops: whoever listens is let go

    def open(self, settings: Settings, site: Callable[[], Site]) -> None:
        """Open what the settings say, and begin to work at books.

        Raises:
            InputError: The data folder cannot be used.
        """
        self._read_only = settings.read_only
        if settings.data_dir is not None:
            self._store = Store(settings.data_dir)
        if settings.read_only:
            return
        books = self._store or Store(self._stack.enter_context(scratch("ecluse-serve-")))
        self._desk = JobDesk(books, settings, site)
        self._desk.start()
        self._stack.callback(self._desk.stop)

    def close(self) -> None:
        """Stop working at books; those under way are taken up again at the next start."""
        self._stack.close()
        self._desk = None

    @property
    def store(self) -> Store:
        """Where kept answers are.

        Raises:
            Refused: Nothing is kept here.
        """
        if self._store is None:
            mend = "it was started without a data folder"
            raise absent("this server keeps no answers", mend, "server")
        return self._store

    @property
    def writable(self) -> Store:
        """The store, to keep an answer in.

        Raises:
            Refused: Nothing may be kept here.
        """
        if self._read_only:
            what = "this server keeps nothing new"
            raise Refused(HTTPStatus.FORBIDDEN, what, "server", "it was started to be read only")
        return self.store

    @property
    def keeps(self) -> bool:
        """Whether an answer can be kept: a page then offers it."""
        return self._store is not None and not self._read_only

    @property
    def desk(self) -> JobDesk:
        """Where order books are worked at.

        Raises:
            Refused: None are taken here.
        """
        if self._desk is None:
            what = "this server takes no order books"
            mend = "it was started to be read only, or is ending"
            raise Refused(HTTPStatus.FORBIDDEN, what, "server", mend)
        return self._desk

    @property
    def takes_books(self) -> bool:
        """Whether order books are taken: a page then offers it."""
        return self._desk is not None

    @property
    def has_store(self) -> bool:
        """Whether kept answers can be read."""
        return self._store is not None
