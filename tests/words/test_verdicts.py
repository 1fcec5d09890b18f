"""A verdict and a provision are told in French; a measure by what it is, not by its source."""

from __future__ import annotations

from dataclasses import replace

from brief.build import data
from ecluse.brief.naming import Names
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
        said = [each.text for each in Names(data(), lang).measures(letters)]
        assert short in said
        assert "NVIDIA 8-K of 2025-04-15" not in said


def test_a_measure_is_called_by_the_data_that_answer(tmp_path):
    letters = data().register.measure("us/2025-04-15-letters-h20")
    (tmp_path / "measures").mkdir()
    rows = "us/2025-04-15-letters-h20,The April letters,Les lettres d’avril\n"
    (tmp_path / "measures" / "short_names.csv").write_text(f"measure,en,fr\n{rows}")
    told = {}
    for folder in (data().folder, tmp_path, tmp_path / "of an earlier release"):
        names = Names(replace(data(), folder=folder), "en")
        told[folder.name] = {each.text for each in names.measures(letters)}
    shipped, own, none = told.values()
    assert (shipped - none, own - none) == ({"The letters on the H20"}, {"The April letters"})
