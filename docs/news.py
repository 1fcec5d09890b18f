"""CHANGELOG.md from docs/changelog.d, by towncrier: `python docs/news.py [--release]`.

Belongs here: giving each fragment the number that towncrier wants. Does not: wording.
Always true: ISSUE.KIND.PART.md says in its name which part of an issue it is from, so that two
people never write one file; without --release nothing is changed, and the text is printed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import ecluse

ROOT = Path(__file__).parent.parent
FRAGMENTS = Path("docs") / "changelog.d"
KINDS = ("law", "figures", "breaking", "feature", "fix")


def fragments() -> list[Path]:
    """All pieces of news, in the order of their names."""
    return sorted((ROOT / FRAGMENTS).glob("*.md"))


def wrong_names() -> list[str]:
    """Fragments that are of no kind, or of no issue."""
    return [
        path.name
        for path in fragments()
        if not path.name.split(".")[0].isdigit() or path.name.split(".")[1] not in KINDS
    ]


def numbered(folder: Path) -> None:
    """Copy what towncrier reads into a folder, each fragment under a number of its own."""
    (folder / FRAGMENTS).mkdir(parents=True)
    for name in ("pyproject.toml", "CHANGELOG.md"):
        shutil.copy(ROOT / name, folder)
    seen: Counter[str] = Counter()
    for path in fragments():
        kind = ".".join(path.name.split(".")[:2])
        seen[kind] += 1
        shutil.copy(path, folder / FRAGMENTS / f"{kind}.{seen[kind]}.md")


def main(arguments: list[str]) -> int:
    """Print the news of the next release; with --release, write them and take the pieces away."""
    if wrong := wrong_names():
        sys.stderr.write(f"no ISSUE.KIND.md: {', '.join(wrong)}\n")
        return 1
    release = "--release" in arguments
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        numbered(folder)
        command = [sys.executable, "-m", "towncrier", "build", "--version", ecluse.__version__]
        done = subprocess.run(
            [*command, "--yes" if release else "--draft"], cwd=folder, check=False
        )
        if done.returncode == 0 and release:
            shutil.copy(folder / "CHANGELOG.md", ROOT)
            for path in fragments():
                path.unlink()
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
