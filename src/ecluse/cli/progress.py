"""A progress bar that stays away from what is over in two seconds.

Belongs here: drawing it on standard error, on a terminal alone. Does not: counting.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from typing import Any

_QUIET_S = 2.0


class Bar:
    """What a long command tells its progress to.

    Args:
        words: What each stage is called; a stage that is not there is called by its name.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        self._began = time.monotonic()
        self._shown: Any = None
        self._task: Any = None

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown is not None:
            self._shown.stop()

    def tell(self, stage: str, done: int, total: int) -> None:
        """Show a stage, and what is done of it."""
        if not sys.stderr.isatty() or time.monotonic() - self._began < _QUIET_S:
            return
        if self._shown is None:
            from rich.console import Console
            from rich.progress import Progress

            self._shown = Progress(console=Console(stderr=True), transient=True)
            self._shown.start()
            self._task = self._shown.add_task("")
        self._shown.update(
            self._task,
            description=self._words.get(stage, stage),
            completed=done,
            total=total or None,
        )
