"""A brief as a file, in the form that its name says.

Belongs here: which form a name stands for, and putting the file in its place. Does not: the forms
themselves (to_html, to_pdf, to_text).
Always true: a file is whole or as it was; what the user wrote is never replaced unasked; a file of
ours holds its own digest, so that whoever changes it makes it theirs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from ecluse.answers.plain import plain
from ecluse.brief.answer import Brief
from ecluse.brief.to_html import page
from ecluse.brief.to_pdf import to_card, to_pdf
from ecluse.brief.to_text import to_markdown, to_text
from ecluse.errors import InputError, near
from ecluse.outputs.check import Output, check_outputs
from ecluse.outputs.mark import OPEN, WRITTEN, with_digest
from ecluse.outputs.staging import written
from ecluse.visible import visible_json


def as_json(brief: Brief) -> str:
    """The brief as JSON text with its own digest."""
    data = plain(replace(brief, digest=OPEN))
    return with_digest(visible_json(json.dumps(data, ensure_ascii=False, indent=2)) + "\n")


def _noted(text: str, before: str, after: str) -> str:
    """A text with our mark in its last line."""
    return with_digest(f'{text}\n{before}{WRITTEN}, "{OPEN}"{after}\n')


_TEXTS: dict[str, Callable[[Brief], str]] = {
    ".html": page,
    ".json": as_json,
    ".txt": lambda brief: _noted(to_text(brief), "[", "]"),
    ".md": lambda brief: _noted(to_markdown(brief), "<!-- ", " -->"),
    ".bib": lambda brief: _noted(brief.cite.bibtex, "% ", ""),
}
_BYTES: dict[str, Callable[[Brief], bytes]] = {".pdf": to_pdf, ".png": to_card}
FORMS = (*_TEXTS, *_BYTES)


def written_as(brief: Brief, form: str) -> bytes:
    """The bytes of a brief in one of `FORMS`.

    Raises:
        ModuleNotFoundError: A PDF or a card is asked for, and the extra `brief` is not installed.
    """
    return _BYTES[form](brief) if form in _BYTES else _TEXTS[form](brief).encode()


def form_of(path: Path) -> str:
    """The form that a file's name says.

    Raises:
        InputError: It says none.
    """
    form = path.suffix.lower()
    if form not in FORMS:
        mend = near(form, FORMS) or f"give a name that ends in {', '.join(FORMS)}"
        raise InputError(f"cannot write '{path.name}'", "out", mend)
    return form


def check_place(path: Path, read: Sequence[tuple[str, Path]], *, force: bool) -> None:
    """Refuse, before any work, a brief that could not be written.

    Args:
        read: What is read, in words and by its place.

    Raises:
        InputError, SeveralErrors: The name has no form, or the file would cost the user something.
    """
    form_of(path)
    check_outputs([Output(option="out", path=path)], read, force=force)


def write_brief(brief: Brief, path: Path, *, force: bool = False) -> None:
    """Write a brief, all of it or nothing.

    Args:
        force: Replace a file that ecluse did not write.

    Raises:
        InputError: The name has no form of a brief, or a file of the user's is there.
    """
    content = written_as(brief, form_of(path))
    with written(path, force=force) as part:
        part.write_bytes(content)
