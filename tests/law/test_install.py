"""Newer data are used only if an archive is whole, sealed and newer; else nothing changes."""

from __future__ import annotations

import gzip
import io
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ecluse.errors import DataError, EcluseError, InputError
from ecluse.law import archive as archives
from ecluse.law.data_home import data_folder, data_home, installed
from ecluse.law.install import install, rolled_back, shown
from ecluse.law.library import DATA
from ecluse.law.seal import MANIFEST, read_manifest, write_manifest

Members = dict[str, bytes]


@pytest.fixture(scope="module")
def newer(tmp_path_factory) -> Path:
    """The shipped data, read a month later and sealed."""
    return later(tmp_path_factory.mktemp("newer") / "data", "2026-10-31")


@pytest.fixture(scope="module")
def few(tmp_path_factory) -> Path:
    """The same without what is long: enough to be refused before anything is read."""
    long = ("lists", "items", "measures", "companies", "eccns", "parts", "panels", "llms")
    return later(tmp_path_factory.mktemp("few") / "data", "2026-10-31", *long)


def later(folder: Path, day: str, *without: str) -> Path:
    left_out = shutil.ignore_patterns("kernels", "measurements", *without)
    shutil.copytree(DATA, folder, ignore=left_out)
    about = folder / "about.yaml"
    lines = about.read_text(encoding="utf-8").splitlines(keepends=True)
    read = [f"read_up_to: {day}\n" if line.startswith("read_up_to:") else line for line in lines]
    about.write_text("".join(read), encoding="utf-8")
    sealed = read_manifest(DATA)
    assert sealed is not None
    write_manifest(folder, sealed.measures)
    return folder


@pytest.fixture
def settings(tmp_path) -> dict[str, str]:
    """A user's settings, with a data home of its own."""
    return {"XDG_DATA_HOME": str(tmp_path / "home")}


def members(folder: Path) -> Members:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def zipped(held: Members, path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, content in held.items():
            packed.writestr(name, content)
    return path


def tarred(held: Members, path: Path) -> Path:
    with tarfile.open(path, "w:gz", compresslevel=1) as packed:
        for name, content in held.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            packed.addfile(info, io.BytesIO(content))
    return path


def state(home: Path) -> Members:
    return members(home) if home.exists() else {}


def test_newer_data_are_used_until_they_are_rolled_back(newer, settings, tmp_path):
    before = shown(settings)
    answer = install(zipped(members(newer), tmp_path / "d.zip"), settings)
    assert (answer.origin, answer.version[:10], answer.sealed) == ("installed", "2026-10-31", True)
    assert data_folder(settings) == data_home(settings) / answer.digest
    assert rolled_back(settings) == before
    assert (data_home(settings) / answer.digest).is_dir()


@pytest.mark.parametrize("make", [zipped, tarred])
def test_the_data_may_stand_in_one_folder_of_the_archive(newer, settings, tmp_path, make):
    held = {f"data-2026/{name}": content for name, content in members(newer).items()}
    assert install(make(held, tmp_path / "d.archive"), settings).origin == "installed"


@pytest.mark.slow
def test_going_back_goes_to_what_was_in_use_before(newer, settings, tmp_path):
    newest = later(tmp_path / "newest", "2026-11-30")
    first = install(zipped(members(newer), tmp_path / "1.zip"), settings)
    second = install(zipped(members(newest), tmp_path / "2.zip"), settings)
    assert [row.digest for row in second.installed] == [first.digest, second.digest]
    assert rolled_back(settings).digest == first.digest
    assert rolled_back(settings).origin == "shipped"
    with pytest.raises(InputError, match="no data are installed"):
        rolled_back(settings)


def test_installing_the_same_data_again_changes_nothing(newer, settings, tmp_path):
    archive = zipped(members(newer), tmp_path / "d.zip")
    once = install(archive, settings)
    before = state(data_home(settings))
    assert install(archive, settings) == once
    assert state(data_home(settings)) == before


def test_installed_data_that_were_damaged_are_put_in_order_by_installing_them_again(
    newer, settings, tmp_path
):
    archive = zipped(members(newer), tmp_path / "d.zip")
    answer = install(archive, settings)
    (Path(answer.folder) / "about.yaml").write_text("read_up_to: 2020-01-01\n", encoding="utf-8")
    assert install(archive, settings) == answer


def test_a_folder_that_is_named_comes_before_what_is_installed(newer, settings, tmp_path):
    install(zipped(members(newer), tmp_path / "d.zip"), settings)
    assert shown(settings | {"ECLUSE_DATA": str(DATA)}).origin == "named"


@pytest.mark.slow
def test_data_that_are_shipped_newer_answer_again(newer, settings, tmp_path, monkeypatch):
    install(zipped(members(newer), tmp_path / "d.zip"), settings)
    newest = later(tmp_path / "newest", "2027-01-31")
    monkeypatch.setattr("ecluse.law.data_home.SHIPPED", newest)
    assert shown(settings).origin == "shipped"


def test_installed_data_that_are_gone_are_no_reason_to_answer_from_others(
    newer, settings, tmp_path
):
    answer = install(zipped(members(newer), tmp_path / "d.zip"), settings)
    shutil.rmtree(answer.folder)
    with pytest.raises(DataError, match="no longer there"):
        data_folder(settings)
    rolled_back(settings)
    assert data_folder(settings) == DATA


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[{"digest": "../x", "as_of": "2026-01-01"}]'])
def test_a_list_of_installed_data_that_cannot_be_read_is_told(settings, text):
    home = data_home(settings)
    home.mkdir(parents=True)
    (home / "in-use.json").write_text(text, encoding="utf-8")
    if text == "{}":
        assert installed(home) == ()
        return
    with pytest.raises(DataError, match="cannot be read"):
        data_folder(settings)


# ---- bad archives --------------------------------------------------------------------------------


def with_(name: str, content: bytes = b"a: 1\n") -> Callable[[Members], Members]:
    return lambda held: held | {name: content}


def without(name: str) -> Callable[[Members], Members]:
    return lambda held: {key: held[key] for key in held if key != name}


BAD = [
    (with_("../outside.yaml"), "'../outside.yaml' is a path that no data folder has"),
    (with_("a/../../outside.yaml"), "a path that no data folder has"),
    (with_("/etc/outside.yaml"), "a path that no data folder has"),
    (with_("C:/outside.yaml"), "a path that no data folder has"),
    (with_("items\\outside.yaml"), "a path that no data folder has"),
    (with_(".hidden/x.yaml"), "a path that no data folder has"),
    (with_("items/nul.yaml"), "a path that no data folder has"),
    (with_("items/x\u202e.yaml"), "a path that no data folder has"),
    (with_(f"items/{'x' * 300}.yaml"), "a path that no data folder has"),
    (with_("items/run.py"), "'items/run.py' is no data file"),
    (with_("ABOUT.yaml"), "'ABOUT.yaml' stands in it twice"),
    (with_("items/new.yaml"), "it is not as it was sealed: items/new.yaml: extra"),
    (with_("about.yaml"), "it is not as it was sealed: about.yaml: changed"),
    (without("vocabulary.yaml"), "it is not as it was sealed: vocabulary.yaml: missing"),
    (without(MANIFEST), "it holds no sealed data folder: MANIFEST.json is missing"),
    (with_(MANIFEST, b"{}"), "the data in it cannot be used: 'schema' is missing"),
    (with_(MANIFEST, b"\xff"), "the data in it cannot be used: the manifest cannot be read"),
    (with_("items/large.yaml", bytes(archives.MOST_BYTES + 1)), "or the whole is too large"),
]


@pytest.mark.parametrize("make", [zipped, tarred])
@pytest.mark.parametrize(("change", "says"), BAD, ids=[says[:40] for _, says in BAD])
def test_a_bad_archive_gets_one_line_and_changes_nothing(
    few, settings, tmp_path, make, change, says
):
    refused(make(change(members(few)), tmp_path / "d.archive"), settings, says)


def refused(archive: Path, settings: dict[str, str], says: str) -> None:
    """An archive is refused in one line, and nothing of it is left."""
    home = data_home(settings)
    before, outside = state(home), sorted(home.parent.parent.parent.iterdir())
    with pytest.raises(EcluseError) as caught:
        install(archive, settings)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.mend
    assert state(home) == before
    assert data_folder(settings) == DATA
    assert not list(home.glob(".part-*"))
    assert sorted(home.parent.parent.parent.iterdir()) in (
        outside,
        sorted({*outside, home.parent.parent}),
    )


def test_older_data_are_refused(settings, tmp_path):
    folder = later(tmp_path / "older", "2026-01-31")
    refused(zipped(members(folder), tmp_path / "d.zip"), settings, "it is older (2026-01-31+")


def test_sealed_data_that_do_not_load_are_refused(newer, settings, tmp_path):
    folder = tmp_path / "broken"
    shutil.copytree(newer, folder)
    (folder / "items" / "amd.yaml").write_text("items: [{item: X, wrong: 1}]\n", encoding="utf-8")
    write_manifest(folder, [])
    says = "the data in it cannot be used: unknown key 'wrong' (data/items/amd.yaml:1)"
    refused(zipped(members(folder), tmp_path / "d.zip"), settings, says)


def test_data_without_their_standing_law_are_refused(newer, settings, tmp_path):
    folder = tmp_path / "lawless"
    shutil.copytree(newer, folder)
    (folder / "measures" / "us" / "2022-08-01-standing-law.yaml").unlink()
    write_manifest(folder, [])
    refused(zipped(members(folder), tmp_path / "d.zip"), settings, "no standing law")


@pytest.mark.parametrize("make", [zipped, tarred])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.98])
def test_an_archive_that_is_cut_short_is_refused(newer, settings, tmp_path, make, part):
    whole = make(members(newer), tmp_path / "whole").read_bytes()
    cut = tmp_path / "cut"
    cut.write_bytes(whole[: int(len(whole) * part)])
    refused(cut, settings, "")


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04", b"\x1f\x8b", b"BZh"])
def test_what_is_no_archive_is_refused(settings, tmp_path, content):
    path = tmp_path / "d.zip"
    path.write_bytes(content)
    refused(path, settings, "d.zip")


def test_a_file_that_is_not_there_is_told(settings, tmp_path):
    refused(tmp_path / "gone.zip", settings, "there is no such file")


def test_links_and_devices_are_refused(newer, settings, tmp_path):
    for kind, to in (
        (tarfile.SYMTYPE, "/etc/passwd"),
        (tarfile.LNKTYPE, "about.yaml"),
        (tarfile.FIFOTYPE, ""),
    ):
        path = tarred(members(newer), tmp_path / "plain.tar.gz")
        linked = tmp_path / "linked.tar"
        linked.write_bytes(gzip.decompress(path.read_bytes()))
        with tarfile.open(linked, "a") as packed:
            info = tarfile.TarInfo("items/link.yaml")
            info.type, info.linkname = kind, to
            packed.addfile(info)
        refused(linked, settings, "'items/link.yaml' is a link or a device")


def test_a_link_in_a_zip_is_refused(newer, settings, tmp_path):
    path = zipped(members(newer), tmp_path / "d.zip")
    with zipfile.ZipFile(path, "a") as packed:
        info = zipfile.ZipInfo("items/link.yaml")
        info.external_attr = 0o120777 << 16
        packed.writestr(info, "/etc/passwd")
    refused(path, settings, "'items/link.yaml' is a link or a device")


def test_a_bomb_is_refused_by_what_comes_out_of_it(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MOST_IN_ALL", 3_000_000)
    held = {f"items/{number}.yaml": bytes(1_000_000) for number in range(4)}
    refused(zipped(held, tmp_path / "d.zip"), settings, "too large")
    refused(tarred(held, tmp_path / "d.tgz"), settings, "damaged")


def test_an_archive_of_too_many_files_is_refused(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MOST_FILES", 3)
    held = {f"items/{number}.yaml": b"" for number in range(4)}
    refused(zipped(held, tmp_path / "d.zip"), settings, "more than 3 files")


def test_an_archive_that_is_itself_too_large_is_not_opened(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MOST_PACKED", 10)
    refused(zipped({"about.yaml": b"x"}, tmp_path / "d.zip"), settings, "larger than 10 bytes")


def test_the_commands_say_which_data_answer(run, newer, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ECLUSE_DATA", raising=False)
    assert "shipped" in run("data", "show")[1]
    status, printed, _ = run("data", "install", zipped(members(newer), tmp_path / "d.zip"))
    assert (status, printed[:10]) == (0, "2026-10-31")
    assert (
        '"data_as_of": "2026-10-31"'
        in run(*["check", "H20", "--to", "CN", "--on", "2025-05-20", "--json"])[1]
    )
    assert "shipped" in run("data", "rollback")[1]
    assert run("data", "rollback")[0] == 2


@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_what_is_no_file_is_refused_before_it_is_opened(settings, tmp_path, kind):
    place = {"pipe": tmp_path / "pipe", "device": Path("/dev/zero"), "folder": tmp_path}[kind]
    if kind == "pipe":
        os.mkfifo(place)
    with pytest.raises(InputError, match=r"this is no file .*: give a file"):
        install(place, settings)
    assert not data_home(settings).exists()


def test_what_a_killed_run_left_goes_with_the_next(newer, settings, tmp_path):
    home = data_home(settings)
    code = (
        "import os, sys; from pathlib import Path; from ecluse.law import install\n"
        "with install._part(Path(sys.argv[1])) as part: os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(home)], check=False)
    assert len(list(home.glob(".part-*"))) == 1
    install(zipped(members(newer), tmp_path / "new.zip"), settings)
    assert not list(home.glob(".part-*"))


def test_installing_under_a_named_folder_says_that_it_does_not_answer(
    run, newer, tmp_path, monkeypatch
):
    archive = str(zipped(members(newer), tmp_path / "new.zip"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ECLUSE_DATA", str(DATA))
    code, _, err = run("data", "install", archive)
    assert (code, "does not answer: ECLUSE_DATA names another folder" in err) == (0, True)
    monkeypatch.delenv("ECLUSE_DATA")
    assert run("data", "install", archive)[2] == ""


@pytest.mark.parametrize("named", ["/nonexistent", "", "a-file", "empty", "/"])
def test_a_named_folder_without_data_is_refused_at_once(tmp_path, monkeypatch, named):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a-file").touch()
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=rf"'{named}' is no data folder \(ECLUSE_DATA\)"):
        data_folder({"ECLUSE_DATA": named})
    assert data_folder({"ECLUSE_DATA": str(DATA)}) == DATA
