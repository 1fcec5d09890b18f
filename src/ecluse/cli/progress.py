"""A progress bar that stays away from what is over in two seconds.

Belongs here: drawing it on standard error, on a terminal alone. Does not: counting.
Always true: standard output is never touched, and a pipe sees nothing.
"""

from __future__ import annotations

import sys
import time
from typing import Any, Self

from ecluse.words.say import has_words, say

_QUIET_S = 2.0


class ProgressBar:
    """What a long command tells its progress to.

    Args:
        lang: The language of the stages' names.
    """

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._began = time.monotonic()
        self._shown: Any = None
        self._task: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown is not None:
            self._shown.stop()

    def tell(self, stage: str, done: int, total: int | None) -> None:
        """Show a stage, and what is done of it."""
        if not sys.stderr.isatty() or time.monotonic() - self._began < _QUIET_S:
            return
        if self._shown is None:
            from rich.console import Console
            from rich.progress import Progress

            self._shown = Progress(console=Console(stderr=True), transient=True)
            self._shown.start()
            self._task = self._shown.add_task("")
        name = stage_name(stage, self._lang)
        self._shown.update(self._task, description=name, completed=done, total=total or None)


def stage_name(stage: str, lang: str) -> str:
    """A stage in words; one that has none is called by its name.

    >>> stage_name("read", "en"), stage_name("before: read", "en"), stage_name("other", "en")
    ('Reading', 'Reading (before)', 'other')
    """
    side, _, step = stage.rpartition(": ")
    name = say(f"progress.{step}", lang) if has_words(f"progress.{step}") else step
    return say(f"side.{side}", lang, name) if side in ("before", "after") else name
