"""Order books over HTTP: what is refused before any work, and what comes of the others."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import httpx
import pytest

from ecluse.answers.error import error_of
from ecluse.answers.plain import plain
from ecluse.errors import InputError, SeveralErrors
from ecluse.web.jobs import record
from ecluse.web.jobs.child import ERROR, ChildTask
from ecluse.web.jobs.desk import _fault_of
from ecluse.web.store import Store

from .serving import bearer, client, running, until_ended

ROOT = Path(__file__).parents[2]
BOOK = (ROOT / "examples" / "small.csv").read_bytes()
slow = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def taking(site, folder):
    """A server that takes books of a few kilobytes and works at none."""
    with client(site, data_dir=folder, longest_book=100_000, books_at_once=0) as web:
        yield web


def left(folder: Path) -> list[str]:
    return [path.name for path in (folder / "books").iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize(
    ("sent", "status", "says"),
    [
        ({"files": {"book": ("b.exe", b"x")}}, 422, "no order book is read whose name ends so"),
        ({"files": {"book": ("b.duckdb", b"x")}}, 422, "no order book is read"),
        ({"files": {"book": ("b.csv", b"")}}, 422, "there is no order book"),
        ({"files": {"other": ("b.csv", b"x")}}, 422, "another file"),
        ({"files": [("book", ("a.csv", b"x")), ("book", ("b.csv", b"x"))]}, 422, "another file"),
        ({"files": {"book": ("b.csv", b"x")}, "data": {"onn": "2025-01-01"}}, 422, "unknown"),
        ({"files": {"book": ("b.csv", b"x")}, "data": {"on": ""}}, 422, "'on' is empty"),
        ({"files": {"book": ("b.csv", b"x")}, "data": {"on": "soon"}}, 422, "soon"),
        ({"files": {"book": ("b.csv", b"x")}, "data": {"scenario": "/etc/passwd"}}, 422, "name"),
        ({"files": {"book": ("b.csv", b"x")}, "data": {"columns": "part"}}, 422, "MEANING=COLUMN"),
        ({"files": {"book": ("b.csv", b"x" * 150_000)}}, 413, "more than 100,000 bytes"),
        ({"content": b"x" * 150_000, "params": {"name": "b.csv"}}, 413, "more than 100,000 bytes"),
        ({"content": b"x"}, 422, "there is no order book"),
        ({"content": b"x", "params": {"name": "postgresql://h/d#t"}}, 422, "no order book is read"),
        ({"content": b"", "params": {"name": "b.csv"}}, 422, "there is no order book"),
    ],
)
def test_what_is_no_book_is_refused_and_leaves_nothing(taking, folder, sent, status, says):
    told = taking.post("/api/v1/orders", **sent)
    assert (told.status_code, says in told.text) == (status, True), told.text
    assert left(folder) == []


def _pieces(form: bytes, times: int):
    yield form
    for _ in range(times):
        yield b"x" * 10_000


def test_a_book_is_counted_as_it_comes(taking, folder):
    """No length is said beforehand: the bound holds all the same."""
    head = b'--b\r\nContent-Disposition: form-data; name="book"; filename="b.csv"\r\n\r\n'
    said = {"Content-Type": "multipart/form-data; boundary=b"}
    told = taking.post("/api/v1/orders", content=_pieces(head, 100), headers=said)
    assert told.status_code == 413
    told = taking.post("/api/v1/orders", content=_pieces(head, 1), headers=said)
    assert (told.status_code, "has no end" in told.text) == (422, True)
    assert left(folder) == []


def test_a_form_that_is_none_is_refused(taking, folder):
    for boundary, form in (("b", b"nonsense"), ("", b""), ("b", b"--b\r\n" + b"X: y\r\n" * 5_000)):
        said = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        told = taking.post("/api/v1/orders", content=form, headers=said)
        assert told.status_code == 422, told.text
    assert left(folder) == []


def test_a_book_waits_is_listed_and_can_be_removed(taking, folder):
    files = {"book": ("../../<b>é.csv", BOOK)}
    sent = taking.post("/api/v1/orders", files=files, data={"reading": "text"})
    assert sent.status_code == 202, sent.text
    at, job = sent.headers["location"], sent.json()
    assert (job["name"], job["state"]) == ("<b>é.csv", "waiting")
    assert len(job["id"]) == 32
    assert (folder / "books" / job["id"] / "book.csv").read_bytes() == BOOK
    assert [row["id"] for row in taking.get("/api/v1/jobs").json()] == [job["id"]]
    assert taking.get(f"{at}/result").status_code == 409
    page = taking.get(f"/jobs/{job['id']}").text
    assert "<b>" not in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "En attente" in taking.get(f"/fr/jobs/{job['id']}").text
    assert "The file never leaves the machine" in taking.get("/orders").text
    assert taking.delete(at).status_code == 204
    assert taking.get(at).status_code == 404
    assert not (folder / "books" / job["id"]).exists()


def test_a_book_with_several_mistakes_is_told_them_all(taking, folder):
    """What the process of a book wrote is told whole, on the page and to programs."""
    at = taking.post("/api/v1/orders", files={"book": ("b.csv", BOOK)}).headers["location"]
    job_id, store = at.rpartition("/")[2], Store(folder)
    wrong = [
        InputError(f"'{day}' is no day", f"b.csv:{row}", "m") for row, day in ((2, "x"), (9, "<y>"))
    ]
    written = folder / "books" / job_id / ERROR
    written.write_text(json.dumps(plain(error_of(SeveralErrors(wrong)))), encoding="utf-8")
    job = record.find_job(store, job_id)
    fault = _fault_of(job, written.parent, 2)
    record.end_job(store, job_id, seconds=1.0, expires_at=time.time() + 60, error=fault)
    told = taking.get(at).json()["error"]
    assert [told["where"], *(each["where"] for each in told["more"])] == ["b.csv:2", "b.csv:9"]
    page = taking.get(f"/fr/jobs/{job_id}").text
    assert page.index("b.csv:2") < page.index("b.csv:9")
    assert "<y>" not in page
    taking.delete(at)


@pytest.mark.parametrize(
    ("written", "status", "says"),
    [
        ("{", -signal.SIGXCPU, "more than 30 minutes of work"),
        ('{"what": "w", "where": "v"}', -signal.SIGKILL, "ended before it was done (SIGKILL)"),
        ('{"what": "w", "where": "v", "mend": "m", "more": [{"x": 1}]}', 9, "(status 9)"),
        ('{"what": "of an older release", "where": "v", "mend": "m"}', 2, "of an older release"),
    ],
)
def test_a_process_that_tells_nothing_whole_is_told_of_by_how_it_ended(
    tmp_path, taking, folder, written, status, says
):
    at = taking.post("/api/v1/orders", files={"book": ("b.csv", BOOK)}).headers["location"]
    job = record.find_job(Store(folder), at.rpartition("/")[2])
    (tmp_path / ERROR).write_text(written, encoding="utf-8")
    assert says in _fault_of(job, tmp_path, status).what
    taking.delete(at)


def test_nobody_sees_the_book_of_somebody_else(site, tmp_path):
    tokens = tmp_path / "tokens.csv"
    owner, other = bearer(tokens, "preparer", "owner"), bearer(tokens, "approver", "other")
    auditor, admin = bearer(tokens, "auditor", "auditor"), bearer(tokens, "admin", "admin")
    options = {"data_dir": tmp_path / "data", "tokens": tokens, "books_at_once": 0}
    with client(site, **options) as web:
        files = {"book": ("b.csv", BOOK)}
        at = web.post("/api/v1/orders", files=files, headers=owner).headers["location"]
        assert web.get(at, headers=owner).status_code == 200
        assert web.get(at, headers=other).status_code == 404
        assert web.get(at, headers=auditor).status_code == 200
        assert web.get(f"{at}/events", headers=other).status_code == 404
        assert web.delete(at, headers=other).status_code == 404
        assert web.delete(at, headers=auditor).status_code == 403
        page = f"/jobs/{at.rpartition('/')[2]}"
        for who, status in ((other, 404), (auditor, 403)):
            assert web.post(f"{page}/remove", data={"a": "b"}, headers=who).status_code == status
        assert web.get(page, headers=other).status_code == 404
        assert web.get(page, headers=owner).status_code == 200
        assert web.get("/api/v1/jobs", headers=other).json() == []
        assert len(web.get("/api/v1/jobs", headers=auditor).json()) == 1
        assert web.delete(at, headers=admin).status_code == 204


def test_an_owner_has_so_many_books_at_a_time(taking):
    for _ in range(10):
        assert taking.post("/api/v1/orders", files={"book": ("b.csv", BOOK)}).status_code == 202
    told = taking.post("/api/v1/orders", files={"book": ("b.csv", BOOK)})
    assert (told.status_code, told.headers["retry-after"]) == (429, "60")
    for job in taking.get("/api/v1/jobs").json():
        taking.delete(job["links"]["self"])


def test_what_has_expired_is_removed_and_what_a_dead_server_left_is_taken_up(site, tmp_path):
    store = Store(tmp_path)
    for name in ("a" * 32, "b" * 32, "c" * 32):
        record.add_job(store, name, "this machine", "b.csv", {"result": "result.csv"})
    record.end_job(store, "a" * 32, seconds=1, expires_at=time.time() - 1, lines=1)
    assert record.claim_job(store, "a dead one", 2).id == "b" * 32
    with client(site, data_dir=tmp_path, books_at_once=0) as web:
        deadline = time.monotonic() + 30  # no time is wanted: the machine may be busy
        wanted = {"b" * 32: "waiting", "c" * 32: "waiting"}
        states: dict[str, str] = {}
        while time.monotonic() < deadline and states != wanted:
            states = {job["id"]: job["state"] for job in web.get("/api/v1/jobs").json()}
        assert states == wanted
    store.close()


# From here on books are answered, each in a process of its own.


def lines_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


@slow
def test_a_book_comes_back_line_by_line_as_from_the_command(site, tmp_path):
    source = ROOT / "examples" / "order-book-parties.csv"
    ours = tmp_path / "ours.csv"
    command = [sys.executable, "-m", "ecluse", "orders", str(source), "--out", str(ours)]
    subprocess.run(command, check=True, capture_output=True)
    with client(site, data_dir=tmp_path / "data") as web:
        files = {"book": (source.name, source.read_bytes())}
        at = web.post("/api/v1/orders", files=files).headers["location"]
        job = until_ended(web, at)
        assert job["state"] == "done", job
        sent = web.get(f"{at}/result")
        assert sent.content == ours.read_bytes()
        assert job["lines"] == len(lines_of(source.read_bytes())) - 1
        part = {"Range": "bytes=1000-", "If-Range": sent.headers["etag"]}
        rest = web.get(f"{at}/result", headers=part)
        assert rest.status_code == 206
        assert sent.content[:1000] + rest.content == sent.content
        changed = web.get(f"{at}/result", headers=part | {"If-Range": '"another"'})
        assert (changed.status_code, changed.content) == (200, sent.content)
        gzip = web.get(f"{at}/result", headers=part | {"Accept-Encoding": "gzip"})
        assert "content-encoding" not in gzip.headers
        report = web.get(f"{at}/report").json()
        assert (report["source"], report["lines_out"]) == (source.name, job["lines"])
        assert str(tmp_path) not in web.get(f"{at}/report").text
        for place in ("/jobs/", "/fr/jobs/"):
            page = web.get(place + job["id"]).text
            assert page.count("<table") >= 3
            assert str(tmp_path) not in page
        assert sorted(path.name for path in (tmp_path / "data/books" / job["id"]).iterdir()) == [
            "report.html",
            "report.json",
            "result.csv",
            "summary.json",
        ]
        with web.stream("GET", f"{at}/events") as stream:
            lines = list(stream.iter_lines())
        number = next(line for line in lines if line.startswith("id: "))[4:]
        again = web.get(f"{at}/events", headers={"Last-Event-ID": number})
        assert again.status_code == 204


@slow
def test_each_form_comes_back_in_its_own(site, tmp_path):
    import duckdb
    import openpyxl
    import pyarrow.feather as feather

    table = duckdb.connect().read_csv(str(ROOT / "examples" / "order-book.csv")).limit(5)
    table.write_parquet(str(tmp_path / "b.parquet"))
    feather.write_feather(table.to_arrow_table(), str(tmp_path / "b.arrow"))
    sheet = openpyxl.Workbook()
    for row in (table.columns, *table.fetchall()):
        sheet.active.append(list(row))
    sheet.save(tmp_path / "b.xlsx")
    with client(site, data_dir=tmp_path / "data", books_at_once=3) as web:
        at = {}
        for form in ("parquet", "arrow", "xlsx"):
            content = (tmp_path / f"b.{form}").read_bytes()
            sent = web.post("/api/v1/orders", params={"name": f"b.{form}"}, content=content)
            at[form] = sent.headers["location"]
        for form, place in at.items():
            job = until_ended(web, place)
            assert (job["state"], job["lines"]) == ("done", 5), job
            name = web.get(f"{place}/result").headers["content-disposition"]
            assert name == f'attachment; filename="b-determined.{form}"'


def _bomb() -> bytes:
    """A workbook of a few kilobytes that unpacks to gigabytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as file:
            for _ in range(60):
                file.write(b"\0" * 1_000_000)
    return held.getvalue()


@slow
@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("bomb.xlsx", _bomb(), "would unpack to"),
        ("b.csv", b"a,b\n1,2\n", "no column"),
        ("b.parquet", b"PAR1 and nothing", "parquet"),
        ("b.csv", b"\0" * 5_000, ""),
    ],
)
def test_a_bad_book_is_told_in_one_line(site, tmp_path, name, content, says):
    with client(site, data_dir=tmp_path) as web:
        sent = web.post("/api/v1/orders", params={"name": name}, content=content)
        job = until_ended(web, sent.headers["location"])
        assert job["state"] == "failed", job
        told = job["error"]
        assert says.casefold() in f"{told['what']} {told['mend']}".casefold(), told
        assert "\n" not in told["what"]
        assert str(tmp_path) not in str(told)
        page = web.get(f"/jobs/{job['id']}")
        assert page.status_code == 200
        if says == "no column":
            assert "aucune colonne ne porte" in web.get(f"/fr/jobs/{job['id']}").text
        assert not (tmp_path / "books" / job["id"] / name).exists()


@slow
def test_the_process_of_a_book_reads_nothing_but_the_book(tmp_path):
    """A view, a link or a name that leads elsewhere gets nothing: the connection is locked."""
    from ecluse.tables.connection import connect

    own = tmp_path / "own"
    own.mkdir()
    with connect(own) as connection:
        for wanted in (
            "SELECT * FROM read_text('/etc/passwd')",
            f"SELECT * FROM read_text('{own}/../secret')",
            "SELECT * FROM read_csv('http://127.0.0.1:1/x.csv')",
            "ATTACH '/tmp/other.duckdb'",
            "INSTALL httpfs",
            "SET enable_external_access = true",
            "SET memory_limit = '100GB'",
            "COPY (SELECT 1) TO '/tmp/out.csv'",
        ):
            with pytest.raises(Exception, match=r"(?i)permission|cannot|locked|disabled|not"):
                connection.execute(wanted)


def _child(folder: Path, **options: object) -> subprocess.CompletedProcess[bytes]:
    from ecluse.law.release import open_release

    said = {"book": "book.csv", "result": "result.csv", "called": "b.csv", "lang": "en"}
    said |= {"result_called": "r.csv", "today": "2026-09-30", "reading": "enforced"}
    limits = {"memory_bytes": 6 << 30, "cpu_s": 600, "file_bytes": 1 << 30}
    data = str(open_release().data)
    ChildTask(data=data, **(said | limits | options)).write(folder)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "ecluse.web.jobs.child", str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        out = process.stdout.read()
        status = process.wait(timeout=120)
    return subprocess.CompletedProcess(command, status, out)


@slow
@pytest.mark.parametrize(
    ("options", "status", "says"),
    [
        ({}, 0, None),
        ({"file_bytes": 4_000}, 2, "cannot be written"),
        ({"cpu_s": 1}, -signal.SIGXCPU, None),
        ({"memory_bytes": 400 << 20}, None, None),
        ({"scenario": "no such one"}, 2, "no such one"),
        ({"columns": "part=Nowhere"}, 2, "Nowhere"),
    ],
)
def test_the_process_of_a_book_is_held_to_its_limits(tmp_path, options, status, says):
    rows = b"".join(
        b"H100,China,2024-02-%02d,8,Amberfield\n" % (day % 28 + 1) for day in range(4000)
    )
    small = BOOK.splitlines(keepends=True)[0] + rows
    (tmp_path / "book.csv").write_bytes(_large() if "cpu_s" in options else small)
    ended = _child(tmp_path, screen=False, **options)
    if status is None:  # however it ends, it does not end well, and takes nobody with it
        assert ended.returncode != 0
    else:
        assert ended.returncode == status
    if says is not None:
        assert says in (tmp_path / "error.json").read_text()
    if ended.returncode == 0:
        assert len(lines_of((tmp_path / "result.csv").read_bytes())) == 4001
    elif ended.returncode > 0:  # it ended by itself, and nothing is half written
        assert not (tmp_path / "result.csv").exists()


@slow
def test_a_disk_that_is_full_is_one_line(site, tmp_path):
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        with client(site, data_dir=place) as web:
            files = {"book": ("b.csv", b"x" * 1_000_000)}
            told = web.post("/api/v1/orders", files=files)
            assert told.status_code == 507
            assert "No space left" in told.json()["detail"]
            assert left(place) == []
            rows = b"H100,China,2024-02-01,8,Amberfield\n" * 6_000
            files = {"book": ("b.csv", BOOK.splitlines(keepends=True)[0] + rows)}
            at = web.post("/api/v1/orders", files=files).headers["location"]
            job = until_ended(web, at)
            assert job["state"] == "failed"
            assert str(place) not in str(job["error"])
            assert "\n" not in job["error"]["what"]
            assert web.get("/healthz").status_code == 200
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@slow
def test_two_books_at_once_and_no_more(site, tmp_path):
    with client(site, data_dir=tmp_path) as web:
        for _ in range(3):
            assert web.post("/api/v1/orders", files={"book": ("b.csv", BOOK)}).status_code == 202
        most = 0
        for _ in range(600):
            states = [job["state"] for job in web.get("/api/v1/jobs").json()]  # of one moment
            most = max(most, states.count("running"))
            if set(states) == {"done"}:
                break
            time.sleep(0.1)
        assert (set(states), most) == ({"done"}, 2)


def _children(process: int) -> list[int]:
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=False
    )
    return [int(word) for word in found.stdout.split()]


def _wait_running(web: httpx.Client, at: str) -> None:
    for _ in range(300):
        if web.get(at).json()["state"] == "running":
            return
        time.sleep(0.05)
    raise AssertionError("the book is not begun")


def _large(times: int = 40) -> bytes:
    book = (ROOT / "examples" / "order-book.csv").read_bytes().splitlines(keepends=True)
    return book[0] + b"".join(book[1:]) * times


@slow
def test_a_book_whose_process_is_killed_is_told_so(tmp_path):
    with running("--data-dir", str(tmp_path)) as server:
        files = {"book": ("b.csv", _large())}
        at = server.web.post("/api/v1/orders", files=files).headers["location"]
        _wait_running(server.web, at)
        (child,) = _children(server.process.pid)
        os.kill(child, signal.SIGKILL)
        job = until_ended(server.web, at)
        assert job["state"] == "failed"
        assert "SIGKILL" in job["error"]["what"]
        assert server.web.get("/healthz").text == "ok\n"


@slow
def test_a_server_that_is_killed_finds_its_books_again(tmp_path):
    content = _large(4)  # its process is killed as soon as it has begun
    with running("--data-dir", str(tmp_path)) as server:
        files = {"book": ("b.csv", content)}
        at = server.web.post("/api/v1/orders", files=files).headers["location"]
        _wait_running(server.web, at)
        (child,) = _children(server.process.pid)
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
        for _ in range(100):  # the process of the book ends with its server
            if not Path(f"/proc/{child}").exists():
                break
            time.sleep(0.1)
        assert not Path(f"/proc/{child}").exists()
    with running("--data-dir", str(tmp_path)) as server:
        job = until_ended(server.web, at)
        assert (job["state"], job["lines"]) == ("done", len(lines_of(content)) - 1)


@slow
def test_a_server_that_is_told_to_stop_ends_well_and_its_books_wait(tmp_path):
    with running("--data-dir", str(tmp_path)) as server:
        files = {"book": ("b.csv", _large())}
        at = server.web.post("/api/v1/orders", files=files).headers["location"]
        _wait_running(server.web, at)
        with server.web.stream("GET", f"{at}/events") as stream:
            server.process.send_signal(signal.SIGTERM)
            list(stream.iter_lines())  # whoever listens is let go
        assert server.process.wait(timeout=20) == 0
    job = record.find_job(Store(tmp_path), at.rpartition("/")[2])
    assert (job.state, job.tries) == ("waiting", 0)


@slow
def test_whoever_goes_away_while_sending_leaves_nothing(tmp_path):
    import socket

    with running("--data-dir", str(tmp_path)) as server:
        url = server.web.base_url
        head = (
            f"POST /api/v1/orders?name=b.csv HTTP/1.1\r\nHost: {url.host}\r\n"
            "Content-Length: 90000000\r\n\r\n"
        )
        with socket.create_connection((url.host, url.port)) as sending:
            sending.sendall(head.encode() + b"x" * 3_000_000)
            time.sleep(0.5)
            assert left(tmp_path)
        for _ in range(50):
            if not left(tmp_path):
                break
            time.sleep(0.1)
        assert left(tmp_path) == []
        assert server.web.get("/api/v1/jobs").json() == []


@slow
def test_an_upload_takes_no_memory_of_its_size(tmp_path):
    with running("--data-dir", str(tmp_path)) as server:
        rows = b"H100,China,2024-02-01,8,Amberfield\n" * 1_000
        head = BOOK.splitlines(keepends=True)[0]

        def peak() -> int:
            text = Path(f"/proc/{server.process.pid}/status").read_text()
            return int(text.partition("VmHWM:")[2].split()[0])

        before = 0
        while before != (before := peak()):  # what is made ready for the first questions is there
            time.sleep(1)
        pieces = (piece for piece in (head, *[rows] * 2_400))  # 84 MB
        sent = server.web.post("/api/v1/orders?name=b.csv", content=pieces)
        assert sent.status_code == 202
        server.web.delete(sent.headers["location"])
        assert peak() - before < 40_000  # kilobytes
