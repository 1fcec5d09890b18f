"""Builds the documentation site: `python docs/build_site.py [FOLDER]`; a warning is an error."""

from __future__ import annotations

import sys
from pathlib import Path

from sphinx.cmd.build import build_main

HERE = Path(__file__).parent


def main(arguments: list[str]) -> int:
    """Build into docs/_build/html, or into the folder that is named."""
    target = Path(arguments[0]) if arguments else HERE / "_build" / "html"
    doctrees = target.parent / "doctrees"
    options = ["-W", "--keep-going", "-q", "-b", "html", "-d", str(doctrees)]
    status = int(build_main([*options, str(HERE), str(target)]))
    if status == 0:
        sys.stdout.write(f"{target / 'index.html'}\n")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
