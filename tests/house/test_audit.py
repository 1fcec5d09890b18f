"""The audit says what it found, and says so when it could look nothing up."""

from __future__ import annotations

import json

from house.audit import read

SKIPPED = {"name": "a", "skip_reason": "not found"}
CLEAN = {"name": "b", "version": "1.0", "vulns": []}
BAD = {
    "name": "c",
    "version": "1.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}, {"id": "PYSEC-2", "fix_versions": []}],
}


def said(*rows: object) -> str:
    return read(json.dumps({"dependencies": rows})).says


def test_an_audit_that_looked_nothing_up_says_that_nothing_was_audited() -> None:
    assert "NOTHING WAS AUDITED" in said(SKIPPED, SKIPPED)
    assert "NOTHING WAS AUDITED" in read("").says


def test_an_audit_says_how_many_were_looked_up() -> None:
    assert said(CLEAN) == "no known vulnerability in 1 packages"
    assert said(CLEAN, SKIPPED) == "no known vulnerability in 1 packages; 1 could not be looked up"


def test_an_audit_names_what_it_found() -> None:
    assert said(CLEAN, BAD).splitlines() == [
        "known vulnerabilities:",
        "  c 1.0: PYSEC-1, mended in 1.1",
        "  c 1.0: PYSEC-2, mended in no release yet",
    ]
