"""The brief of what a chip still does for a language model."""

from __future__ import annotations

from datetime import date

import pytest

from brief.build import answers_again, data, terms
from ecluse.answers.plain import plain
from ecluse.brief import faults, use_brief
from ecluse.brief.sentence import joined
from ecluse.determine.ask import ask
from ecluse.inference import compare, find_chip
from ecluse.words.say import say


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_h20_at_work_is_told_beside_the_h100(lang):
    compared = compare([find_chip("H20"), find_chip("H100")], "Llama-3.1-70B")
    found = ask("H20", to="CN", on=date(2025, 5, 20), library=data())
    brief = use_brief(compared, found, terms(lang))
    _, answers = answers_again({"item": "H20", "to": "CN", "on": "2025-05-20"}, lang)
    assert faults(brief, answers | {"compare": plain(compared)}) == []
    assert len(brief.picture.table.rows) == 4
    one = say("brief.does bare", lang, item="", verb="", rate="", other="", beside="").split()[0]
    told = [joined(bullet.says) for bullet in brief.bullets[:2]]
    assert [each.split()[0] for each in (brief.title, *told)] == [one] * 3  # it is one chip's rate
    assert "Llama-3.1-70B" in brief.not_certain[0]


@pytest.mark.slow
def test_the_command_tells_it_too(run):
    words = ["H20", "--beside", "H100", "--model", "Llama-3.1-70B", "--to", "CN"]
    status, out, _ = run("brief", "use", *words, "--on", "2025-05-20")
    assert status == 0 and "One H20 96GB still writes 732 tokens a second" in out
    status, out, error = run(
        "brief", "use", *words[:4], "DeepSeek-V3", "--count", "1", "--to", "CN"
    )
    assert (status, out) == (2, "") and "gives no result on" in error
