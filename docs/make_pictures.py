"""Draws the README's pictures of the plane: `python docs/make_pictures.py [--check]`.

Always true: a picture whose words differ from what the command draws today fails `--check`, which
the slow tests run; its shapes may differ by the release of matplotlib.
"""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from ecluse.cli.chip_map import plot_chips
from ecluse.law.library import load

PICTURES = Path(__file__).parent / "pictures"
DAYS = (date(2022, 11, 1), date(2024, 6, 1))
_TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")


def words_of(picture: Path) -> list[str]:
    """The texts of a picture, in the order in which they are drawn."""
    return _TEXT.findall(picture.read_text("utf-8")) if picture.exists() else []


def drawn(folder: Path) -> list[Path]:
    """The pictures as the command draws them, in a folder."""
    library, made = load(), []
    for day in DAYS:
        made.append(folder / f"3a090-{day}.svg")
        plot_chips(library, library.register.at(day), made[-1], "en", force=True)
    return made


def main(arguments: list[str]) -> int:
    """Draw the pictures, or with --check say which say something else."""
    if "--check" not in arguments:
        for path in drawn(PICTURES):
            sys.stdout.write(f"{path}\n")
        return 0
    with TemporaryDirectory() as folder:
        stale = [
            path.name
            for path in drawn(Path(folder))
            if words_of(path) != words_of(PICTURES / path.name)
        ]
    for name in stale:
        sys.stderr.write(f"{name} differs from what the command draws: run `make docs`\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
