"""The documentation site is built without a warning."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.slow
def test_the_site_is_built_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("sphinx")
    import build_site

    assert build_site.main([str(tmp_path / "html")]) == 0
    for page in ("index", "tutorial/premiere-reponse", "reference/generated/vocabulary"):
        assert (tmp_path / "html" / f"{page}.html").exists()


def test_every_page_is_reached_from_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs").rglob("*.md"):
        name = page.relative_to(ROOT / "docs").with_suffix("").as_posix()
        if name.startswith(("changelog.d/", "decisions/", "_build/", "reference/")):
            continue
        assert name == "index" or f"\n{name}\n" in index, name
