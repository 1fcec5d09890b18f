"""A release is a value: several stand side by side, and a folder that changed is read again."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from ecluse.determine.ask import ask
from ecluse.errors import UnknownNameError
from ecluse.law.library import DATA, load
from ecluse.law.release import open_release
from ecluse.law.scenario import read_scenario


@pytest.fixture
def copy(tmp_path) -> Path:
    """A data folder of one's own, with a chip and a scenario that no other has."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("kernels", "measurements"))
    (folder / "items" / "mine.yaml").write_text(
        "items:\n- {item: Mine 1, kind: chip, figures: {tpp: {value: 10, confidence: memory}}}\n",
        encoding="utf-8",
    )
    (folder / "scenarios" / "mine.yaml").write_text(
        "scenario: mine\nsays: {en: nothing, fr: rien}\n", encoding="utf-8"
    )
    return folder


def test_two_releases_stand_side_by_side(copy):
    shipped, mine = open_release(DATA), open_release(copy)
    assert mine.library.catalogue.find("Mine 1") is not None
    assert shipped.library.catalogue.find("Mine 1") is None
    assert (shipped.data, mine.data) == (DATA, copy)
    assert shipped.version != mine.version
    assert open_release(DATA) is shipped
    assert open_release(copy) is mine


@pytest.mark.slow
def test_a_folder_that_changed_is_read_again(copy):
    before = open_release(copy)
    (copy / "items" / "mine.yaml").unlink()
    assert open_release(copy).library.catalogue.find("Mine 1") is None
    assert before.library.catalogue.find("Mine 1") is not None


def test_a_scenario_is_that_of_its_own_release(copy):
    assert read_scenario("mine", load(copy)).scenario == "mine"
    with pytest.raises(UnknownNameError):
        read_scenario("mine", load(DATA))


def test_a_question_without_a_library_is_asked_of_the_data_that_are_named(copy, monkeypatch):
    monkeypatch.setenv("ECLUSE_DATA", str(copy))
    assert ask("Mine 1", to="France", on=date(2025, 6, 1)).shipment.item.name == "Mine 1"
    monkeypatch.delenv("ECLUSE_DATA")
    with pytest.raises(UnknownNameError):
        ask("Mine 1", to="France", on=date(2025, 6, 1))


def test_equal_files_in_two_folders_know_where_they_stand(tmp_path):
    folder = tmp_path / "same"
    shutil.copytree(DATA, folder)
    assert load(folder) == load(DATA)
    assert (load(folder).folder, load(DATA).folder) == (folder, DATA)
