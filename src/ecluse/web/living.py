"""The site that answers now: newer data take the place of older ones between two requests.

Belongs here: noticing that the data changed, and the one step that replaces the site. Does not:
installing data (law).
Always true: a request is answered by one release from its beginning to its end; data that cannot be
read leave the last good ones standing.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Protocol

from ecluse.errors import EcluseError
from ecluse.law.release import Release, open_release
from ecluse.web.signals import heard
from ecluse.web.site import Site
from ecluse.web.thrift import Thrift, let_go

log = logging.getLogger(__name__)
_LOOK_S = 10.0
_GLANCE_S = 1.0  # at what is held, which grows by some MB a second at most


class Leaving(Protocol):
    """Whatever must know that the server stops."""

    leaving: bool


class LivingSite:
    """A site, and what may follow it.

    Args:
        open_newest: Opens the data that answer now; the site stays as it is where None.
        thrift: What the worker may hold.
        warm: Makes a site ready whose data are newer, before it answers.
    """

    def __init__(
        self,
        site: Site,
        open_newest: Callable[[], Release] | None = None,
        thrift: Thrift | None = None,
        warm: Callable[[Site], None] | None = None,
    ) -> None:
        self._warm = warm
        self._thrift = thrift or Thrift()
        self._site = site
        self._open = open_newest
        self._look = threading.Event()
        self._ended = threading.Event()

    def now(self) -> Site:
        """The site that answers a request which begins now."""
        return self._site

    def refresh(self) -> bool:
        """Take up newer data where there are any; whether there were."""
        if self._open is None:
            return False
        try:
            release = self._open()
        except (EcluseError, OSError) as error:
            log.error("the data stay as they were: %s", error)  # noqa: TRY400
            return False
        if release is self._site.release:
            return False
        newer = replace(self._site, release=release)
        if self._warm is not None:
            self._warm(newer)
        self._site = newer
        let_go()
        log.warning("data %s answer from now on", release.version)
        return True

    def lighten(self) -> bool:
        """Forget what was worked out, where the worker holds too much; whether the site was begun
        anew for it, with its data as they are.
        """
        library = self._site.library
        if self._thrift.relieve(library):
            return False
        self._site = replace(self._site)
        library.register.fold_anew()
        let_go()
        return True

    @contextmanager
    def following(self, state: Leaving) -> Iterator[None]:
        """Look for newer data every few seconds, and at once on SIGHUP; tell the state when the
        server is told to stop.
        """
        thread = threading.Thread(target=self._follow, name="ecluse-data", daemon=True)
        thread.start()

        def leave() -> None:
            state.leaving = True

        with heard(leave, self._look.set):
            try:
                yield
            finally:
                state.leaving = True
                self._ended.set()
                self._look.set()
                thread.join(1.0)

    def _follow(self) -> None:
        glances = 0
        while not self._ended.is_set():
            told = self._look.wait(_GLANCE_S)
            self._look.clear()
            if self._ended.is_set():
                return
            self.lighten()
            glances += 1
            if told or glances * _GLANCE_S >= _LOOK_S:
                glances = 0
                self.refresh()


def follow_the_data(site: Site, warm: Callable[[Site], None]) -> LivingSite:
    """A site that follows the data that answer by default."""
    return LivingSite(site, open_release, warm=warm)
