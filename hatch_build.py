"""Builds into an installation what the shipped data files say, so that its first start reads none.

Belongs here: when that is made, and where it goes. Does not: what is kept, or when it may be used
(law/library.py: never for other files or other code).
Always true: an installation without it answers the same, and takes some seconds more at its first
start; so nothing that goes wrong here stops an installation.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_WRITE = """
import sys; sys.path.insert(0, sys.argv[1])
from pathlib import Path; from ecluse.law.library import write_built_in
print(write_built_in(Path(sys.argv[2])))
"""


class BuiltInData(BuildHookInterface[Any]):
    """Makes the file before the wheel is packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """A wheel brings the file; an editable installation has it in its own folder."""
        source = Path(self.root) / "src"
        if version == "editable":
            self._write(source, source / "ecluse")
            return
        self.scratch = tempfile.TemporaryDirectory()
        made = self._write(source, Path(self.scratch.name))
        if made is not None:
            build_data["force_include"][str(made)] = f"ecluse/{made.name}"

    def _write(self, source: Path, home: Path) -> Path | None:
        """Write the file in a process of its own: what builds this package imports none of it."""
        done = subprocess.run(  # noqa: S603  our own program
            [sys.executable, "-B", "-c", _WRITE, source, home],
            capture_output=True,
            text=True,
            check=False,
        )
        made = Path(done.stdout.strip() or "none")
        if done.returncode or not made.is_file():
            why = (done.stderr.strip() or "the folder cannot be written").splitlines()[-1]
            self.app.display_warning(f"the first start will read the data files: {why}")
            return None
        made.chmod(0o644)
        return made

    def finalize(self, version: str, _data: dict[str, Any], _path: str) -> None:
        """The wheel is packed: what was made for it goes."""
        if version != "editable":
            self.scratch.cleanup()
