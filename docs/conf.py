"""The documentation site: Sphinx, MyST and furo. `make docs` builds it, without warnings."""

from __future__ import annotations

import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import reference  # noqa: E402  the line above makes it findable
from sphinx.application import Sphinx  # noqa: E402

import ecluse  # noqa: E402

reference.write(HERE / "reference" / "generated")

project = "Ecluse"
author = "The Ecluse founders"
copyright = "the Ecluse founders, Apache-2.0"  # noqa: A001  the name that Sphinx reads
version = release = ecluse.__version__
extensions = ["myst_parser"]
myst_enable_extensions = ["deflist", "linkify"]
myst_heading_anchors = 3
myst_linkify_fuzzy_links = False
exclude_patterns = ["_build", "changelog.d", "stories"]
html_theme = "furo"
html_title = "Ecluse"
html_show_sourcelink = False
html_static_path: list[str] = []
pygments_style = "friendly"
nitpicky = True


def _inside(app: Sphinx, docname: str, source: list[str]) -> None:
    """A link to a file that is no page (code, examples, benchmarks) is its name alone."""
    page = Path(app.srcdir) / docname

    def kept(link: re.Match[str]) -> str:
        target = link["target"]
        inside = (page.parent / target).resolve().is_relative_to(HERE)
        page_or_picture = target.endswith((".md", ".svg"))
        return link[0] if "://" in target or (inside and page_or_picture) else link["text"]

    source[0] = re.sub(
        r"\[(?P<text>[^\]\[]+)\]\((?P<target>[^)#\s]+)(?:#[^)]*)?\)", kept, source[0]
    )


def setup(app: Sphinx) -> None:
    """Ask to see each page before it is read."""
    app.connect("source-read", _inside)
