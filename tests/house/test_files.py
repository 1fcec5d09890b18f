"""The files at the root say what is so: license, citation, lock, image, demo, news."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from pathlib import Path

import news
import pytest

import ecluse

ROOT = Path(__file__).parent.parent.parent


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_license_is_the_one_that_is_named() -> None:
    assert "Apache License" in text("LICENSE")
    assert len(text("LICENSE").split()) > 1_500
    assert tomllib.loads(text("pyproject.toml"))["project"]["license"] == "Apache-2.0"


def test_a_citation_names_this_version() -> None:
    assert f"version: {ecluse.__version__}\n" in text("CITATION.cff")


def test_the_lock_names_public_hosts_alone() -> None:
    hosts = set(re.findall(r"https?://([^/\"]+)", text("uv.lock")))
    assert hosts <= {"pypi.org", "files.pythonhosted.org"}


def test_the_lock_holds_every_dependency() -> None:
    locked = {package["name"] for package in tomllib.loads(text("uv.lock"))["package"]}
    project = tomllib.loads(text("pyproject.toml"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *(each for extra in extras for each in extra)]
    names = {re.split(r"[\[>=<]", each)[0].replace(".", "-") for each in wanted}
    assert names - locked == set(), "`make lock`"


def test_every_piece_of_news_is_of_an_issue_and_a_kind() -> None:
    assert news.wrong_names() == []


def test_the_hooks_run_what_the_gate_runs() -> None:
    gate = text("Makefile").replace("$(BIN)", ".venv/bin")
    for command in re.findall(r"entry: (.+)", text(".pre-commit-config.yaml")):
        words = command.removesuffix(" --fix").split()
        assert " ".join(words[:2]) in gate, command


IMAGES = ("Dockerfile", "deploy/Dockerfile")
SERVED = (
    "/fr/check/nvidia-h20-96gb/cn/2025-05-20",
    "/brief/check/nvidia-h20-96gb/cn/2025-05-20.pdf",
    "/api/v1/simulate/us-cn-2025?draws=20",
)


def run_steps(image: str) -> list[str]:
    """The RUN steps of a Dockerfile's first stage; the second makes a user of the system."""
    build = text(image).split("FROM ")[1]
    return re.findall(r"^RUN (.+)$", build, re.MULTILINE)


@pytest.mark.parametrize("image", IMAGES)
def test_the_image_is_not_root_s(image: str) -> None:
    last = text(image).split("FROM ")[-1]
    assert re.search(r"^USER (?!root)", last, re.MULTILINE)
    assert len(run_steps(image)) > 2


def extras(command: str) -> list[str]:
    """The extras of this project that an installation names."""
    return re.findall(r"\.\[(.+?)\]", command)


def test_the_demo_installs_what_the_image_of_the_command_does() -> None:
    """The slow test looks at the image for both: at its size, and that no compiler is asked for."""
    (recipe,) = re.findall(r"pip install .*--only-binary :all:.*", text("Makefile"))
    (step,) = (step for step in run_steps("Dockerfile") if "pip install" in step)
    assert extras(recipe) == extras(step) == ["inference"]


@pytest.mark.slow
@pytest.mark.parametrize("image", IMAGES)
def test_the_steps_of_the_image_run_in_a_clean_folder(tmp_path: Path, image: str) -> None:
    """Each is an installation from nothing, so all that is so of one is looked at here."""
    source, made = tmp_path / "src", tmp_path / "opt"
    source.mkdir()
    for words in re.findall(r"^COPY (.+)$", text(image).split("FROM ")[1], re.MULTILINE):
        *names, target = words.split()
        for name in names:
            if (ROOT / name).is_dir():
                shutil.copytree(
                    ROOT / name, source / target, ignore=shutil.ignore_patterns("__py*")
                )
            else:
                shutil.copy(ROOT / name, source / target)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(sys.executable)
    clean = {name: each for name, each in os.environ.items() if not name.startswith("PYTHON")}
    clean |= {"PIP_ONLY_BINARY": ":all:", "PIP_COMPILE": "no"}  # as `make demo` installs
    for step in run_steps(image):
        done = subprocess.run(
            ["sh", "-c", step.replace("/opt/ecluse", str(made))],
            cwd=source,
            env=clean | {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{step}\n{done.stderr[-2000:]}"
    assert '"outcome": "LICENSE"' in done.stdout
    if "EXPOSE" in text(image):
        look_at_server(image, made, tmp_path / "kept", clean)
    else:
        look_at_size(made)
        look_at_first_start(made, tmp_path, clean)


def look_at_size(made: Path) -> None:
    """The core and inference stay under 250 MB."""
    files = [path for path in made.rglob("*") if path.is_file() and not path.is_symlink()]
    assert sum(path.stat().st_size for path in files) < 250e6


def look_at_first_start(made: Path, folder: Path, clean: dict[str, str]) -> None:
    """A wheel brings what its data say: its first start reads none of them; others are read."""
    program = (
        "import sys; from ecluse.law.library import load; from ecluse.determine.ask import ask\n"
        "from datetime import date\n"
        "print(ask('H20', to='CN', on=date(2025, 5, 20), library=load()).outcome.value)\n"
        "print('ruamel.yaml' in sys.modules, load.__code__.co_filename)"
    )

    def first_start(cache: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [made / "bin" / "python", "-B", "-c", program],
            env=clean | {"XDG_CACHE_HOME": str(folder / cache)},
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )

    outcome, read, code = first_start("first").stdout.split()
    assert (outcome, read) == ("LICENSE", "False") and code.startswith(str(made))
    (data,) = made.glob("lib/*/site-packages/ecluse/data")
    (data / "vocabulary.yaml").write_text("facts: {}\n", encoding="utf-8")
    assert "vocabulary.yaml" in first_start("second").stderr


def look_at_server(image: str, made: Path, kept: Path, clean: dict[str, str]) -> None:
    """Start what the image starts, as its container would, but on this machine alone."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    there = {"0.0.0.0": "127.0.0.1", "/var/lib/ecluse": str(kept)}
    entry, health = (
        json.loads(re.findall(rf"^{word} (.+)$", text(image), re.MULTILINE)[0])
        for word in ("ENTRYPOINT", "HEALTHCHECK CMD")
    )
    words = [there.get(word, word) for word in entry]
    asked = [word.replace("8080", port) for word in health]
    with subprocess.Popen(
        [made / "bin" / words[0], *words[1:], "--port", port], env=clean, stderr=subprocess.PIPE
    ) as server:
        try:
            for _ in range(600):
                assert server.poll() is None, server.stderr and server.stderr.read()
                if subprocess.run(asked, capture_output=True, check=False).returncode == 0:
                    break
                time.sleep(0.2)
            for path in SERVED:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=120) as told:
                    assert told.status == 200
            server.send_signal(signal.SIGTERM)
            assert server.wait(timeout=40) == 0
        finally:
            server.kill()
