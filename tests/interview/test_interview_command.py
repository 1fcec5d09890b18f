"""`ecluse check --interview`: the next question as JSON, and questions at a terminal."""

from __future__ import annotations

import json
import re
import shlex
from itertools import pairwise

import pytest

from ecluse.answers.plain import plain
from ecluse.cli import interview as command
from ecluse.cli.options import CaseOptions, SpeechOptions
from ecluse.cli.session import Session
from ecluse.facts.vocabulary import FactType
from ecluse.interview.to_text import form_words, question_words
from ecluse.words.say import say
from interview.test_next_fact import asked, library

ASKED = ("check", "H200", "--to", "China", "--on", "2026-02-01", "--interview")


def test_without_a_terminal_the_next_question_is_json_and_the_status_3(run):
    code, out, _ = run(*ASKED)
    found = json.loads(out)
    assert code == 3
    assert (found["schema"], found["fact"]) == ("ecluse.interview/1", "exported_from")
    assert (found["asked"], found["at_most"]) == (0, 10)
    assert found["meaning"]["fr"] == "le pays que l’article quitte"
    assert [choice["answer"] for choice in found["choices"]] == ["US", None]


def test_the_command_that_is_printed_goes_on(run):
    words, answers = ASKED, iter(["US", "yes", "no"])
    for answer in answers:
        found = json.loads(run(*words)[1])
        words = tuple(shlex.split(found["command"].replace("ANSWER", answer)))[1:]
    code, out, _ = run(*words)
    found = json.loads(out)
    assert code == 0
    assert (found["schema"], found["outcome"]) == ("ecluse.determination/1", "LICENSE")
    flags = tuple(word for word in words if word != "--interview")
    assert json.loads(run(*flags)[1]) == found


def test_the_command_names_the_parties_that_were_named(run, tmp_path):
    """What they tell would otherwise stand there as if the user had said it, of that day alone."""
    cleared = tmp_path / "cleared.csv"
    cleared.write_text("name,entry,digest,by,approved_by,day,because\n", encoding="utf-8")
    parties = ("--end-user", "Alibaba", "--address", "Berlin", "--cleared", str(cleared))
    said = (*parties, "--given", "exported_from=US", "--quantity", "3")
    found = json.loads(run(*ASKED, *said)[1])
    assert found["schema"] == "ecluse.interview/1"
    words = shlex.split(found["command"].replace("ANSWER", "yes"))
    assert words[:7] == ["ecluse", *ASKED[:3], "CN", *ASKED[4:6]]
    for flag, value in zip(said[::2], said[1::2], strict=True):
        assert (flag, value) in pairwise(words)
    given = [word for word in words if "=" in word]
    assert given == ["exported_from=US", f"{found['fact']}=yes"]  # nothing of what Alibaba tells
    assert "--hq" not in words
    again = json.loads(run(*words[1:])[1])
    assert again["answered"].items() >= found["answered"].items()


def test_an_interview_is_about_one_item(run):
    mend = "an interview is about one item"
    assert mend in run("check", "H20", "H200", "--to", "CN", "--interview")[2]
    assert mend in run("check", "--to", "CN", "--interview")[2]


def test_an_interview_writes_no_note(run, tmp_path):
    found = run(*ASKED, "--out", tmp_path / "note.html")
    assert (found[0], "an interview writes no note (--out)" in found[2]) == (2, True)


def at_a_terminal(lines, capsys, lang="en"):
    shipment, law = asked("H200", "China", "2026-02-01")
    asking = command.Asking(
        item="H200",
        session=Session(library=library(), day=law.on, asked=CaseOptions()),
        shipment=shipment,
        law=law,
        speech=SpeechOptions(lang=lang),
    )
    typed = iter(lines)
    code = command.Interview(asking, lambda: next(typed, None)).run()
    return code, capsys.readouterr().out


def test_a_terminal_asks_goes_back_and_ends_with_the_answer(capsys):
    code, out = at_a_terminal(["back", "Germany?!", "US", "back", "Taiwan"], capsys)
    assert code == 0
    assert "There is no question before this one" in out
    assert "no country is called 'Germany?!'" in out or "Germany?!" in out
    assert out.count("Question 1 (at most 9 left)") == 2
    assert "1 questions were asked" not in out
    assert "One question was asked. The same answer: ecluse check H200 --to CN" in out
    assert "exported_from=TW" in out


def test_a_terminal_can_be_left_and_says_how_to_go_on(capsys):
    code, out = at_a_terminal(["US", "yes", "stop"], capsys)
    assert code == 3
    told = "--given exported_from=US --given us_shipments_declared=yes --interview"
    assert told in " ".join(out.split())
    assert at_a_terminal(["US"], capsys)[0] == 3  # the end of input


def test_a_terminal_speaks_french(capsys):
    out = at_a_terminal(["stop"], capsys, "fr")[1]
    assert "Question 1 (encore 9 au plus)" in out
    assert "Licence requise · présomption de refus" in out


def test_the_answer_is_plain_data():
    from ecluse.interview.answer import answer_of
    from ecluse.interview.next_fact import next_question

    found = answer_of(next_question(*asked("H200", "CN", "2026-02-01"), library()), library())
    assert plain(found)["command"] is None


NOUN = re.compile(r"(le|la|les|un|une) |l’")  # a noun with its article
SUBJECT = re.compile(r"(le|la|les|un|une|il|aucun|aucune|toutes|personne) |l’")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_fact_is_asked_for_in_a_whole_sentence(lang):
    """What the vocabulary calls a fact stands in the question as its grammar wants it: a noun
    after "Combien vaut", a sentence after "Est-ce le cas".
    """
    for fact, meaning in library().vocabulary.facts.items():
        asked, told = question_words(meaning, lang), meaning.meaning.say(lang)
        assert asked.endswith("?"), fact
        assert told in asked, fact
        assert "  " not in asked, fact
        assert not told.endswith("."), fact
        if lang == "fr":
            wanted = SUBJECT if meaning.type is FactType.FLAG else NOUN
            assert wanted.match(told), (fact, told)
            assert "'" not in asked, fact
            assert not re.search(r"[^\u202f][?;!]|\b(de le|de les|à le|à les|si il)\b", asked), fact


def test_every_form_of_an_answer_is_said_in_french():
    facts = library().vocabulary.facts.values()
    forms = {form_words(meaning, "fr") for meaning in facts}
    assert "un nombre, en Go/s" in forms
    assert "un nombre, en unités" in forms
    for form in forms:
        text = say("interview.say", "fr", form)
        assert text.startswith(f"Réponse attendue\u00a0: {form} (inconnu si vous")
