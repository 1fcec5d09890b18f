"""The file note of `check` as a tagged PDF, which is never replaced once somebody signed it."""

from __future__ import annotations

import pytest

from ecluse.outputs.mark import is_ours

ON = ("--to", "China", "--on", "2025-05-20")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lang", "why"), [("en", "or which was changed since"), ("fr", "ou qui a changé depuis")]
)
def test_a_note_is_a_tagged_pdf_until_somebody_signs_it(run, tmp_path, lang, why):
    note = tmp_path / "note.pdf"
    words = ("check", "H20", *ON, "--lang", lang, "--out", note)
    assert run(*words)[0] == 0
    first = note.read_bytes()
    assert b"pdfuaid:part" in first
    assert f"/Lang({lang})".encode() in first
    assert is_ours(note)
    assert run(*words)[0] == 0  # untouched, it is replaced
    assert note.read_bytes() == first
    note.write_bytes(first + b"\n% A. Martin")
    code, _, error = run(*words)
    assert (code, note.read_bytes()) == (2, first + b"\n% A. Martin")
    assert why in error
