"""A verdict and a provision are told in French; a measure by what it is, not by its source."""

from __future__ import annotations

from brief.build import data
from ecluse.brief.naming import measures
from ecluse.determine.verdict import Outcome, Verdict
from ecluse.determine.wording import called, verdict


def test_a_verdict_is_told_in_the_language_asked():
    found = Verdict(Outcome.LICENSE, policy="presumption of denial")
    assert verdict(found, "en") == str(found) == "LICENSE, presumption of denial"
    assert verdict(found, "fr") == "Licence requise, présomption de refus"
    assert called("736.2(b)(10) review", "fr") == "736.2(b)(10), examen"


def test_a_letter_is_not_called_by_the_filing_that_told_of_it():
    letters = data().register.measure("us/2025-04-15-letters-h20")
    for lang, short in (("en", "The letters on the H20"), ("fr", "Les lettres sur la H20")):
        said = [each.text for each in measures(letters, lang)]
        assert short in said
        assert "NVIDIA 8-K of 2025-04-15" not in said
