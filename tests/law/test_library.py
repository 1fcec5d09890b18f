"""Loading the data, and the cache: used only if it is ours, whole and of the same data."""

import hashlib
import os
import pickle
import shutil
from dataclasses import replace
from datetime import date
from enum import Enum

import pytest

from ecluse.determine.verdict import Outcome
from ecluse.errors import DataError, EcluseError, SeveralErrors
from ecluse.law import library as libraries
from ecluse.outputs import cache as caches
from ecluse.screening.party import Role

# A few measures, for speed; the standing law among them.
FEW = ("2022-08-01-standing-law", "2022-10-13-advanced-computing", "2023-01-18-macau")


@pytest.fixture
def data(tmp_path):
    """A copy of some of the shipped data that a test may spoil."""
    folder = tmp_path / "data"
    folder.mkdir()
    for name in ("countries", "parties"):
        shutil.copytree(libraries.DATA / name, folder / name)
    (folder / "measures" / "us").mkdir(parents=True)
    for name in FEW:
        shutil.copy(libraries.DATA / "measures" / "us" / f"{name}.yaml", folder / "measures" / "us")
    for path in libraries.DATA.glob("*.yaml"):
        shutil.copy(path, folder)
    (folder / "items").mkdir()
    return folder


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """A cache folder of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "ecluse"


def counted(monkeypatch):
    calls = []
    whole = libraries._read_all

    def counting(*args):
        calls.append(1)
        return whole(*args)

    monkeypatch.setattr(libraries, "_read_all", counting)
    return calls


def kept(cache):
    return list(cache.glob("data-*.pickle"))


def test_the_second_start_reads_no_file(data, cache, monkeypatch):
    calls = counted(monkeypatch)
    first = libraries.load(data)
    second = libraries.load(data)
    assert len(calls) == 1
    assert len(kept(cache)) == 1
    assert second.version == first.version
    day = date(2023, 6, 1)
    assert second.register.at(day).provisions == first.register.at(day).provisions
    assert second.vocabulary == first.vocabulary


def changed(data, word):
    path = data / "about.yaml"
    text = path.read_text(encoding="utf-8").partition("# changed")[0]
    path.write_text(f"{text}# changed {word}\n", encoding="utf-8")


def test_a_changed_file_is_read_anew_and_the_old_cache_stays_beside_it(data, cache, monkeypatch):
    calls = counted(monkeypatch)
    changed(data, "once")
    old = libraries.load(data).version
    changed(data, "twice")
    assert libraries.load(data).version != old
    changed(data, "once")
    assert libraries.load(data).version == old
    assert len(calls) == 2  # two data folders taken in turn are read once each
    assert len(kept(cache)) == 2


def test_another_release_of_the_code_keeps_its_cache_beside_ours(data, cache, monkeypatch):
    calls = counted(monkeypatch)
    for code in ("ours", "theirs", "ours", "theirs"):
        monkeypatch.setattr(libraries, "code_digest", lambda *_, code=code: code)
        assert libraries.load(data).register.measures
    assert len(calls) == 2
    assert len(kept(cache)) == 2


def test_what_was_used_longest_ago_is_swept(data, cache, monkeypatch):
    monkeypatch.setattr(libraries, "code_digest", lambda *_: "first")
    libraries.load(data)
    (first,) = kept(cache)
    for age, name in enumerate(f"old{number}" for number in range(caches.MOST)):
        other = cache / f"data-{name}.pickle"
        other.write_bytes(b"another release's")
        os.utime(other, (1e9 + age, 1e9 + age))
    os.utime(first, (1e9 + 1e6, 1e9 + 1e6))
    calls = counted(monkeypatch)
    libraries.load(data)  # used: it is young again
    assert not calls
    monkeypatch.setattr(libraries, "code_digest", lambda *_: "second")
    libraries.load(data)
    left = {path.name for path in kept(cache)}
    assert first.name in left
    assert len(left) == caches.MOST
    assert "data-old0.pickle" not in left and f"data-old{caches.MOST - 1}.pickle" in left


def test_parts_of_dead_writes_are_swept_and_those_of_living_ones_are_not(cache):
    cache.mkdir(parents=True)
    dead, living = cache / ".data-a.pickle.dead", cache / ".data-b.pickle.now"
    for path in (dead, living):
        path.write_bytes(b"half")
    os.utime(dead, (1e9, 1e9))
    caches.sweep(cache, "data-*.pickle")
    assert (dead.exists(), living.exists()) == (False, True)


def test_a_cache_of_a_release_before_the_seal_is_left_to_it(data, cache):
    cache.mkdir(parents=True, mode=0o700)
    theirs = cache / "library-0123456789abcdef01234567.pickle"
    theirs.write_bytes(b"theirs")
    libraries.load(data)
    assert theirs.read_bytes() == b"theirs"
    assert all(not path.name.startswith("library-") for path in kept(cache))


@pytest.mark.parametrize(
    "content",
    [b"", b"nonsense", b"\x80\x05K\x01.", pickle.dumps({"a": 1}), pickle.dumps(date(2024, 1, 1))],
)
def test_a_broken_cache_is_ignored(data, cache, monkeypatch, content):
    version = libraries.load(data).version
    calls = counted(monkeypatch)
    kept(cache)[0].write_bytes(content)
    assert libraries.load(data).version == version
    kept(cache)[0].write_bytes(_sealed(content))
    assert libraries.load(data).version == version
    assert len(calls) == 2


def _sealed(content):
    """As a kept file that is not damaged holds it."""
    return hashlib.sha256(content).digest() + content


class _Runs:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return (os.mkdir, (self.path,))


def _through_getattr(path):
    found = (
        "cecluse.outputs.cache\nos\n0cbuiltins\ngetattr\n(cecluse.outputs.cache\nos\nS'mkdir'\ntR"
    )
    return f"{found}(S'{path}'\ntR.".encode()


def _through_a_function(path):
    # shutil-like reach without getattr: a function that an ecluse module imported
    return f"cecluse.law.library\nload\n(cpathlib\nPath\n(S'{path}'\ntRtR.".encode()


@pytest.mark.parametrize(
    "evil",
    [
        pytest.param(lambda path: pickle.dumps(_Runs(path)), id="os.mkdir outright"),
        pytest.param(_through_getattr, id="os found in a module of ours, with getattr"),
        pytest.param(_through_a_function, id="a function of ours"),
    ],
)
def test_a_malicious_cache_runs_nothing(data, cache, tmp_path, evil):
    libraries.load(data)
    trap = tmp_path / "trap"
    kept(cache)[0].write_bytes(_sealed(evil(str(trap))))
    libraries.load(data)
    assert not trap.exists()


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("ecluse.outputs.cache", "os"),
        ("ecluse.law.library", "load"),
        ("ecluse.facts.reader", "Path"),
        ("ecluse.outputs.cache", "pickle"),
        ("builtins", "getattr"),
    ],
)
def test_only_classes_of_values_are_built(module, name):
    import io

    with pytest.raises(
        pickle.UnpicklingError, match=f"^{module}.{name} has no place in the cache$"
    ):
        caches.OnlyOurs(io.BytesIO(b"")).find_class(module, name)


def test_what_an_older_python_keeps_can_be_read(monkeypatch):
    """3.11.0 to 3.11.3 pickle a member of an enum as a call of getattr; Debian 12 has 3.11.2."""

    def older(self, _protocol):
        return getattr, (type(self), self.name)

    monkeypatch.setattr(Enum, "__reduce_ex__", older)
    assert b"getattr" in pickle.dumps(Role.END_USER)
    content = caches.packed({Role.END_USER: Outcome.NLR})
    assert caches.opened(content) == {Role.END_USER: Outcome.NLR}


def test_a_kept_value_of_which_one_byte_is_another_is_read_anew(data, cache, monkeypatch):
    """Whether or not what is left could be built: a figure that fell over builds well."""
    version = libraries.load(data).version
    (path,) = kept(cache)
    whole = path.read_bytes()
    calls = counted(monkeypatch)
    for place in (0, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert libraries.load(data).version == version
    assert len(calls) == 3


# ---- what an installation brings with it ---------------------------------------------------------


@pytest.fixture
def built_in(data, cache, tmp_path, monkeypatch):  # noqa: ARG001  an empty cache
    """What the files of `data` say, kept beside the code as an installation does."""
    monkeypatch.setattr(libraries, "SHIPPED", data)
    monkeypatch.setattr(libraries, "BUILT_IN", tmp_path)
    path = libraries.write_built_in(tmp_path)
    assert path.is_file() and path.parent == tmp_path
    return path


@pytest.mark.usefixtures("built_in")
def test_an_installation_reads_no_file_at_its_first_start(data, cache, monkeypatch):
    calls = counted(monkeypatch)
    found = libraries.load(data)
    assert not calls and not kept(cache)
    assert found.register.measures == libraries.load(data, cache=False).register.measures


def one_bit_fell_over(path):
    content = path.read_bytes()
    path.write_bytes(content[:-9] + bytes([content[-9] ^ 1]) + content[-8:])


def other_code(monkeypatch):
    monkeypatch.setattr(libraries, "code_digest", lambda *_: "another release")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda data, _, __: changed(data, "since"), id="other data"),
        pytest.param(lambda _, __, patch: other_code(patch), id="other code"),
        pytest.param(lambda _, path, __: one_bit_fell_over(path), id="damaged"),
        pytest.param(lambda _, __, patch: of_another_user(patch), id="of another than the code's"),
    ],
)
def test_what_an_installation_brought_is_passed_over_where_it_is_not_of_these_files_and_this_code(
    data, built_in, monkeypatch, change
):
    calls = counted(monkeypatch)
    change(data, built_in, monkeypatch)
    assert libraries.load(data).register.measures
    assert len(calls) == 1


@pytest.mark.usefixtures("built_in")
def test_what_an_installation_brought_is_of_one_manifest(data):
    (data / "MANIFEST.json").write_text("{}", encoding="utf-8")
    with pytest.raises(EcluseError, match="MANIFEST"):
        libraries.load(data)


def test_what_an_installation_brought_is_not_written_to(data, built_in):
    os.utime(built_in, (1e9, 1e9))
    before = built_in.read_bytes()
    libraries.load(data)
    assert (built_in.stat().st_mtime, built_in.read_bytes()) == (1e9, before)


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o702])
def test_a_folder_that_others_can_write_is_not_used(data, cache, monkeypatch, mode):
    cache.mkdir(parents=True)
    cache.chmod(mode)
    calls = counted(monkeypatch)
    libraries.load(data)
    libraries.load(data)
    assert len(calls) == 2
    assert kept(cache) == []


def test_a_cache_that_cannot_be_written_does_no_harm(data, tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("x")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert libraries.load(data).register.measures


def of_another_user(monkeypatch):
    real = os.fstat

    def somebody_elses(number):
        found = real(number)
        return os.stat_result((*found[:4], found.st_uid + 1, *found[5:]))

    monkeypatch.setattr(os, "fstat", somebody_elses)


@pytest.mark.usefixtures("cache")
def test_a_file_of_another_user_is_not_read(data, monkeypatch):
    libraries.load(data)
    calls = counted(monkeypatch)
    of_another_user(monkeypatch)
    libraries.load(data)
    assert len(calls) == 1


def test_every_mistake_of_every_file_is_told_together(data):
    (data / "measures" / "us" / "a.yaml").write_text("measure: us/a\n", encoding="utf-8")
    (data / "items" / "b.yaml").write_text("item: X\nfigures: {tppp: 1}\n", encoding="utf-8")
    with pytest.raises(SeveralErrors) as caught:
        libraries.load(data, cache=False)
    wheres = {error.where.rpartition(":")[0] for error in caught.value.errors}
    assert wheres == {"data/measures/us/a.yaml", "data/items/b.yaml"}


def test_two_measures_may_not_share_a_name(data):
    folder = data / "measures" / "us"
    shutil.copy(folder / "2023-01-18-macau.yaml", folder / "copy.yaml")
    with pytest.raises(DataError, match="two measures are called 'us/2023-01-18-macau'"):
        libraries.load(data, cache=False)


def test_the_shipped_data_loads_as_a_whole():
    library = libraries.load(cache=False)
    assert library.data_as_of == date(2026, 9, 30)
    assert library.register.answers_from == date(2022, 8, 1)
    assert len(library.register.measures) >= 39


def test_every_provision_is_put_into_words_in_both_languages(library):
    spoken = {
        change.provision
        for measure in library.register.measures
        for change in measure.changes
        if change.says is not None and change.says.text is not None
    }
    silent = set(library.register.provision_names()) - spoken
    assert silent == set(library.names)
    for name in silent:
        assert library.name(name, "en") and library.name(name, "fr")
    assert library.name("3A090.a", "en") is None


def test_data_that_lack_measures_name_three_and_count_the_rest(library):
    replace(library, lacking=()).check_whole()
    for lacking, told in (
        (("a",), "the data lack a, which"),
        (("a", "b", "c"), "the data lack a, b, c, which"),
        (("a", "b", "c", "d"), "the data lack a, b, c and 1 more, which"),
        (("a", "b", "c", "d", "e"), "the data lack a, b, c and 2 more, which"),
    ):
        with pytest.raises(DataError, match=f"^{told} their seal names"):
            replace(library, lacking=lacking).check_whole()
