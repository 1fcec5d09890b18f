"""`ecluse check` for several items, for a file of questions, and as a file note."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ecluse.cli import question_file

ROOT = Path(__file__).parents[2]
ON = ("--to", "CN", "--on", "2025-05-20")


def answers(out):
    return [json.loads(line) for line in out.splitlines()]


def written(folder, *lines):
    path = folder / "q.jsonl"
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text(text, encoding="utf-8")
    return path


def test_one_item_is_one_object_and_several_are_a_list(run):
    code, out, _ = run("check", "H20", "A800", *ON, "--json")
    both = json.loads(out)
    assert code == 0
    assert [answer["item"] for answer in both] == ["NVIDIA H20 96GB", "NVIDIA A800 SXM4 80GB"]
    _, out, _ = run("check", "H20", *ON, "--json")
    assert json.loads(out) == both[0]


def test_one_undetermined_answer_of_several_is_enough_for_status_3(run):
    words = ("--to", "CN", "--on", "2024-06-01")
    assert run("check", "H20", "MI308X", *words)[0] == 3
    assert run("check", "H20", "A800", *words)[0] == 0


def test_no_item_and_no_destination_are_told(run):
    assert "no item is named (command line)" in run("check", *ON)[2]
    assert "there is no destination (--to)" in run("check", "H20")[2]


def test_a_file_gives_the_answers_that_the_command_gives(run, tmp_path):
    asked = [
        {"item": "H20"},
        {"item": "H100", "to": "Poland", "on": "2025-06-01", "reading": "text"},
        {"item": "DGX H100", "to": "SG", "hq": "CN", "quantity": 8, "strict": True},
        {"item": "H20", "given": {"tpp": 2400, "datacenter": True, "dram_capacity_gb": "96"}},
        {"item": "H20", "scenario": "h20-pause-as-stay", "known": "2025-06-01"},
    ]
    words = [
        ("H20", *ON),
        ("H100", "--to", "Poland", "--on", "2025-06-01", "--reading", "text"),
        ("DGX H100", "--to", "SG", *ON[2:], "--hq", "CN", "--quantity", 8, "--strict"),
        ("H20", *ON, *("--given", "tpp=2400", "--given", "datacenter=yes")),
        ("H20", *ON, "--scenario", "h20-pause-as-stay", "--known", "2025-06-01"),
    ]
    words[3] += ("--given", "dram_capacity_gb=96")
    code, out, _ = run("check", "--from", written(tmp_path, *asked, ""), *ON)
    single = [run("check", *each, "--json") for each in words]
    assert answers(out) == [json.loads(each[1]) for each in single]
    assert code == max(each[0] for each in single)


def test_all_mistakes_of_a_file_are_told_before_anything_is_answered(run, tmp_path):
    path = written(
        tmp_path,
        {"item": "H20", "to": "CN", "on": "2025-05-20"},
        {"item": "H2O", "to": "CN"},
        '{"item": "H20", "to"',
        {"item": "H20", "too": "CN"},
        {"item": "H20", "to": "Chyna", "hq": "Narnia"},
        {"item": "H20", "to": "CN", "on": "2025-02-30"},
        {"item": "H20", "to": "CN", "scenario": "./mine.yaml"},
        {"item": "./h20.yaml", "to": "CN"},
        {"item": "H20", "to": "CN", "quantity": True, "given": [1]},
        {"item": "H20", "to": "CN", "given": {"tpp": [1]}},
        {"item": "H20", "to": "CN", "reading": "loose"},
        {"to": "CN"},
        ["H20"],
        {"item": "H20"},
    )
    code, out, err = run("check", "--from", path)
    assert (code, out) == (2, "")
    told = [line.removeprefix("ecluse: ").partition(": ")[0] for line in err.splitlines()]
    assert told == [
        "no item is called 'H2O' (q.jsonl:2 item)",
        "the line is no JSON (q.jsonl:3)",
        "unknown key 'too' (q.jsonl:4)",
        "no country is called 'Chyna' (q.jsonl:5 to)",
        "no country is called 'Narnia' (q.jsonl:5 hq)",
        "'2025-02-30' is not a date (q.jsonl:6 on)",
        "'scenario' cannot be \"./mine.yaml\" (q.jsonl:7 scenario)",
        "no item is called './h20.yaml' (q.jsonl:8 item)",
        "'quantity' cannot be true (q.jsonl:9 quantity)",
        "'given' cannot be [1] (q.jsonl:9 given)",
        "'tpp' is neither text, a number nor a truth (q.jsonl:10)",
        "no reading is called 'loose' (q.jsonl:11 reading)",
        "there is no item (q.jsonl:12)",
        "the line is no JSON object (q.jsonl:13)",
        "there is no destination (q.jsonl:14 to)",
    ]


def test_of_very_many_mistakes_reading_stops(run, tmp_path, monkeypatch):
    monkeypatch.setattr(question_file, "_MOST_MISTAKES", 5)
    path = written(tmp_path, *(["nothing"] * 9))
    _, _, err = run("check", "--from", path, *ON, "--json")
    assert len(err.splitlines()) == 5


def test_a_line_without_end_is_refused_in_pieces(run, tmp_path):
    path = written(tmp_path, '{"item": "' + "x" * 200_000 + '"}', {"item": "H20"})
    _, _, err = run("check", "--from", path, *ON)
    assert err.startswith("ecluse: the line is too long (q.jsonl:1)")
    assert err.count("\n") == 1


def test_a_file_takes_no_items(run, tmp_path):
    _, _, err = run("check", "H20", "--from", written(tmp_path, {"item": "H20"}), *ON)
    assert "the questions are those of the file (--from)" in err
    assert "cannot read the file" in run("check", "--from", tmp_path / "none.jsonl", *ON)[2]


class Page(HTMLParser):
    """The text of a page, and the tags that it must not have."""

    def __init__(self):
        super().__init__()
        self.text, self.tags = [], []

    def handle_starttag(self, tag, _):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text.append(data.strip())


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("File note", "License required · presumption of denial", "Signature")),
        ("fr", ("Note au dossier", "Licence requise · présomption de refus", "Données")),
    ],
)
def test_a_note_is_a_page_with_question_answer_trace_and_digest(run, tmp_path, lang, words):
    path = tmp_path / "note.html"
    assert run("check", "H20", *ON, "--out", path, "--lang", lang)[0] == 0
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    answer = json.loads(run("check", "H20", *ON, "--json", "--lang", lang)[1])
    day = {"en": "2025-05-20", "fr": "20 mai 2025"}[lang]
    said = {*words, day, answer["data_version"], answer["disclaimer"]}
    assert said <= set(page.text)
    names = {
        "en": "letters of April 2025, named parts",
        "fr": "lettres d’avril 2025, circuits nommés",
    }
    assert names[lang] in page.text
    assert not {"script", "link", "img"} & set(page.tags)


def test_a_note_as_data_holds_the_whole_answer(run, tmp_path):
    path = tmp_path / "note.json"
    run("check", "H20", *ON, "--out", path)
    note = json.loads(path.read_text(encoding="utf-8"))
    answer = json.loads(run("check", "H20", *ON, "--json")[1])
    assert next(iter(note)) == "schema"
    assert (note["schema"], note["determination"]) == ("ecluse.note/1", answer)
    assert note["question"]["headquarters"] == "CN"
    assert note["signature"] == {"name": "", "place": "", "on": ""}


def test_a_note_never_replaces_what_the_user_wrote(run, tmp_path):
    design = tmp_path / "design.json"
    design.write_text("{}", encoding="utf-8")
    code, _, err = run("check", "H20", *ON, "--out", design)
    assert (code, design.read_text(encoding="utf-8")) == (2, "{}")
    assert "which ecluse did not write" in err
    note = tmp_path / "note.html"
    for _ in range(2):  # our own is replaced
        assert run("check", "H20", *ON, "--out", note)[0] == 0
    assert (
        "give a name that ends in .html, .pdf or .json"
        in run("check", "H20", *ON, "--out", "x.doc")[2]
    )
    assert "a file note is about one item" in run("check", "H20", "H100", *ON, "--out", note)[2]


def test_a_note_escapes_what_others_wrote(run, tmp_path):
    item = tmp_path / "i.yaml"
    item.write_text(
        'item: "<script>alert(1)</script>"\ndatacenter: true\nfigures: {tpp: 100}\n', "utf-8"
    )
    path = tmp_path / "note.html"
    run("check", item, *ON, "--out", path)
    assert "<script>" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"item": "H20", "to": "CN", "to": "PL"}', "'to' stands twice (q.jsonl:1)"),
        ('{"item": "H20", "to": "CN", "given": {"tpp": 1, "tpp": 2}}', "'tpp' stands twice"),
        ('{"item": "H20", "to": "CN", "known": ""}', "'known' is empty (q.jsonl:1 known)"),
        ('{"item": "H20", "to": "CN", "scenario": " "}', "'scenario' is empty"),
        ('{"item": "H20", "to": "CN", "id": 7}', "'id' cannot be 7 (q.jsonl:1 id): give text"),
        ('{"item": "H20", "to": "CN", "quantity": 1.0}', "'quantity' cannot be 1.0 (q"),
        (
            '{"item": "H20", "to": "CN", "quantity": ' + "9" * 5_000 + "}",
            "a number has more than 4,000 digits (q.jsonl:1): write a shorter one",
        ),
        ("", "there is no question in it (q.jsonl): write lines such as"),
    ],
)
def test_a_line_that_says_two_things_or_nothing_is_refused(run, tmp_path, line, told):
    code, out, err = run("check", "--from", written(tmp_path, line), *ON)
    assert (code, out) == (2, "")
    assert told in err


def test_a_key_of_null_is_left_out_and_an_id_comes_back(run, tmp_path):
    lines = (
        {"item": "H20", "strict": None, "given": None, "hq": None, "id": "order 7/1"},
        {"item": "H20", "to": "CN"},
    )
    code, out, _ = run("check", "--from", written(tmp_path, *lines), *ON)
    first, second = answers(out)
    assert code == 0
    assert list(first)[:2] == ["schema", "id"]
    assert first.pop("id") == "order 7/1"
    assert "id" not in second
    assert first == second


@pytest.mark.parametrize("name", ["note.html", "note.json"])
def test_a_note_that_somebody_signed_or_edited_is_theirs(run, tmp_path, name):
    note = tmp_path / name
    assert run("check", "H20", *ON, "--out", note)[0] == 0
    first = note.read_bytes()
    assert run("check", "A800", *ON, "--out", note)[0] == 0  # untouched, it is replaced
    assert note.read_bytes() != first
    signed = note.read_text(encoding="utf-8").replace('"place": ""', '"place": "Paris"')
    signed = signed.replace('<div class="sign"></div>', '<div class="sign">A. Martin</div>')
    note.write_text(signed, encoding="utf-8")
    code, _, err = run("check", "H20", *ON, "--out", note)
    assert (code, note.read_text(encoding="utf-8")) == (2, signed)
    assert "or which was changed since" in err
    assert run("check", "H20", *ON, "--out", note, "--force")[0] == 0
    assert note.read_bytes() == first


def test_a_source_of_ones_own_with_figures_like_a_day_stands_as_it_was_written(run, tmp_path):
    shipped = ROOT / "examples" / "with-my-measure.yaml"
    own = "Draft of docket BIS-2026-13-40, 2026-12-01"
    path = tmp_path / "own.yaml"
    text = shipped.read_text(encoding="utf-8").replace("source: an example", f'source: "{own}"')
    path.write_text(text, encoding="utf-8")
    asked = ("H20", "--to", "China", "--scenario", path)
    for lang in ("en", "fr"):
        note = tmp_path / f"{lang}.html"
        words = ("check", *asked, "--on", "2027-02-01", "--out", note, "--lang", lang)
        assert run(*words)[0] == run("timeline", *asked, "--lang", lang)[0] == 0
        assert f"({own})" in note.read_text(encoding="utf-8")
