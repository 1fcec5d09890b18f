"""A worker that holds too much forgets, and answers as before."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator
from datetime import date

import pytest

from ecluse.determine.answer import to_json
from ecluse.determine.ask import ask
from ecluse.determine.finding_answer import _KeptFindings
from ecluse.determine.items import Items
from ecluse.law.library import Library, load
from ecluse.web.living import LivingSite
from ecluse.web.thrift import Thrift

DAY = date(2025, 5, 20)


@pytest.fixture(scope="module")
def library() -> Library:
    """One of its own: what other tests worked out stays."""
    return load()


@pytest.fixture(autouse=True)
def _thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


def answered(library: Library) -> object:
    return ask("H20", to="China", on=DAY, library=library).verdict


def test_what_was_found_of_items_is_forgotten_and_found_again(library):
    before, law = answered(library), library.register.at(DAY)
    items = law.once(Items)
    library.register.forget(Items)
    assert law.once(Items) is not items
    assert answered(library) == before


def test_laws_are_folded_anew_and_those_that_are_held_stay(library):
    held = library.register.at(DAY)
    before = answered(library)
    library.register.fold_anew()
    anew = library.register.at(DAY)
    assert anew.provisions is not held.provisions
    assert anew.fingerprint == held.fingerprint
    assert answered(library) == before


def test_a_worker_forgets_only_where_it_holds_too_much(library):
    items = library.register.at(DAY).once(Items)
    assert Thrift(10**12).relieve(library)
    assert library.register.at(DAY).once(Items) is items
    greedy = Thrift(1)
    assert not greedy.relieve(library)
    forgotten = library.register.at(DAY).once(Items)
    assert forgotten is not items


def test_findings_as_they_were_shown_are_forgotten_too(library):
    asked = ask("H20", to="China", on=DAY, library=library)
    shown = to_json(asked, library)
    kept = library.once(_KeptFindings)
    Thrift(1).relieve(library)
    assert library.once(_KeptFindings) is not kept
    assert to_json(asked, library) == shown


def test_what_cannot_be_forgotten_is_not_tried_again(library, monkeypatch):
    held = iter([2_000, 1_900, 1_950, 2_050, 600])
    monkeypatch.setattr("ecluse.web.thrift.sys.getallocatedblocks", lambda: next(held))
    thrift = Thrift(800)
    assert not thrift.relieve(library)
    assert thrift.relieve(library)  # 1,950: not an eighth more than was left
    assert thrift.relieve(library)  # 2,050 is, and 600 is little enough


def test_a_site_that_holds_too_much_is_begun_anew_with_its_data(site):
    living = LivingSite(site, thrift=Thrift(1))
    assert living.lighten()
    assert living.now() is not site
    assert living.now().release is site.release
    assert not LivingSite(site, thrift=Thrift(10**12)).lighten()


def test_a_server_starts_without_what_reads_tables_and_works_out_markets():
    code = (
        "import sys, ecluse.web.serving\n"
        "print([name for name in ('duckdb', 'numpy', 'matplotlib', 'typst', 'babel', 'ruamel.yaml')"
        " if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
