"""Every loader reads the data folder that it is given, and nothing is read at import."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ecluse.inference import find_llm, infer
from ecluse.inference.data_files import DATA
from ecluse.inference.from_item import fabrics, sustained
from ecluse.inference.measurement import measurements
from ecluse.inference.price import chip_usd
from ecluse.inference.serving_engine import engines, find_engine

from .build import H20

OF_MY_OWN = (
    ("llms/llama.yaml", "llm: Llama-3.1-8B", "llm: Llama-of-my-own"),
    ("prices/prices.yaml", "chip: H20 96GB", "chip: Chip of my own"),
)
ROOMS = ("ecluse.inference.phase", "ecluse.inference.serve", "ecluse.design.answer")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = shutil.copytree(DATA, tmp_path_factory.mktemp("release") / "data")
    for name, old, new in OF_MY_OWN:
        text = (copy / name).read_text(encoding="utf-8")
        assert old in text
        (copy / name).write_text(text.replace(old, new), encoding="utf-8")
    return copy


def test_a_model_and_a_price_of_another_folder_are_found_there_alone(folder: Path) -> None:
    assert find_llm("Llama-of-my-own", folder).layers == find_llm("Llama-3.1-8B").layers
    assert chip_usd("Chip of my own", folder) == chip_usd("H20 96GB")
    assert chip_usd("Chip of my own") is None


def test_the_same_data_in_another_folder_give_the_same_answer(folder: Path) -> None:
    here = infer(H20, 1, "Llama-3.1-8B")
    there = infer(H20, 1, "Llama-of-my-own", folder=folder)
    assert there.decode == here.decode
    assert engines(folder) == engines()
    assert engines(folder) is not engines()
    assert (fabrics(folder), sustained(folder)) == (fabrics(), sustained())
    assert measurements(folder) == measurements()


def test_the_standard_serving_engine_is_that_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "engines").mkdir()
    text = (DATA / "engines" / "engines.yaml").read_text(encoding="utf-8")
    slower = text.replace("step_s: ", "step_s: 1", 1)
    (tmp_path / "engines" / "engines.yaml").write_text(slower, encoding="utf-8")
    shutil.copytree(DATA / "llms", tmp_path / "llms")
    assert find_engine(folder=tmp_path).step_s > find_engine().step_s
    here, there = infer(H20, 1, "Qwen3-8B"), infer(H20, 1, "Qwen3-8B", folder=tmp_path)
    assert here.tpot_s is not None
    assert there.tpot_s is not None
    assert there.tpot_s > here.tpot_s


@pytest.mark.parametrize("room", ROOMS)
def test_importing_a_room_reads_no_data_file(room: str) -> None:
    check = (
        "import sys, io, pathlib\n"
        "real = pathlib.Path.open\n"
        "def refuse(path, *args, **kw):\n"
        "    assert path.suffix != '.yaml', path\n"
        "    return real(path, *args, **kw)\n"
        "pathlib.Path.open = refuse\n"
        f"import {room}\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
