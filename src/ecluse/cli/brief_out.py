"""Where a brief goes: to the terminal, to standard output as JSON, or to a file.

Belongs here: the options that all briefs share. Does not: making a brief, or its forms (brief).
Always true: a place that cannot be written is refused before any work.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ecluse.cli.options import Lang, option_group
from ecluse.cli.screen import print_json, width
from ecluse.errors import InputError
from ecluse.facts.reader import as_path

if TYPE_CHECKING:
    from ecluse.brief.answer import Brief
    from ecluse.brief.terms import BriefTerms
    from ecluse.law.library import Library


_NOTHING: Mapping[str, str | None] = {}


@option_group
class BriefOptions:
    """How a brief is told, and where it goes.

    Args:
        out: Write it to this file: .html, .pdf, .png (a card of 1200 by 630 pixels), .txt, .md,
            .json or .bib; a PDF and a card need the extra `brief`. The text is printed where it is
            left out.
        public_url: The public address of the pages, such as https://example.org, for whole links.
        force: Replace a file that ecluse did not write.
        json: Print JSON.
        lang: Language of the words: en or fr.
    """

    out: Path | None = None
    public_url: str | None = None
    force: bool = False
    json: bool = False
    lang: Lang = "en"

    def check(self, read: Sequence[tuple[str, Path]] = ()) -> None:
        """Refuse what could not be written, and an address that is none.

        Args:
            read: What the command reads, in words and by its place.
        """
        if self.public_url is not None and not self.public_url.startswith(("https://", "http://")):
            mend = "give one that begins with https://"
            raise InputError(f"'{self.public_url}' is no address", "--public-url", mend)
        if self.out is not None:
            from ecluse.brief.write import check_place

            check_place(self.out, read, force=self.force)

    def terms(self, library: Library, named: Mapping[str, str | None] = _NOTHING) -> BriefTerms:
        """On which terms the brief is told.

        Args:
            named: How what is asked about was named, by what it is called.
        """
        from ecluse.brief.terms import BriefTerms

        files = {called: word for called, word in named.items() if word and _is_file(word)}
        public = self.public_url or ""
        return BriefTerms(library=library, lang=self.lang, public=public, files=files)


def _is_file(word: str) -> bool:
    """Whether a word of the command line names a file; that of a model is of JSON."""
    return as_path(word) is not None or word.casefold().endswith(".json")


def give(brief: Brief, options: BriefOptions) -> None:
    """Print a brief, or write it to its file."""
    if options.out is not None:
        from ecluse.brief.write import write_brief

        write_brief(brief, options.out, force=options.force)
    if options.json:
        print_json(brief)
    elif options.out is None:
        from ecluse.brief.to_text import to_text

        sys.stdout.write(to_text(brief, width()))
