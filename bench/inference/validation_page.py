"""Writes the tables of docs/model/validation.md: `python bench/inference/validation_page.py`, from
the catalogue's figures.

The page's words stay; what stands between its two markers is replaced.
"""

from __future__ import annotations

import contextlib
import io
import sys
from pathlib import Path

import infersim
import kernels

from ecluse.inference.validation import to_text, validate

PAGE = Path(__file__).parent.parent.parent / "docs" / "model" / "validation.md"
BEGIN, END = "<!-- tables: begin -->\n", "<!-- tables: end -->\n"


def tables(report: str) -> str:
    """The program's own output, as it prints it."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        kernels.main()
    parts = {
        "Whole passes": report,
        "Kernels": printed.getvalue().rstrip(),
        "Beside InferSim": infersim.to_text(),
    }
    shown = [f"## {title}\n\n```text\n{text}\n```\n" for title, text in parts.items()]
    return "\n".join([BEGIN, *shown, END])


def main() -> int:
    """Replace the tables in the page."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(before + tables(to_text(validate())) + after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
