"""The life of the server: how it is set up, starts, is watched, loads anew and stops, and what it leaves behind: nothing."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import brotli
import pytest
from prometheus_client.parser import text_string_to_metric_families

from agendagraph.cli import main
from agendagraph.server.settings import Settings
from tests.server.serving import COMMAND, ENDLESS, Served, environment, serving

Command = Callable[[list[str], dict[str, str]], tuple[int, str, str]]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Return a function that runs `agendagraph` in this process, with words and environment variables."""

    def run(words: list[str], more: dict[str, str]) -> tuple[int, str, str]:
        for name, value in more.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert isinstance(ended.value.code, int)
        return ended.value.code, *capsys.readouterr()

    return run


@pytest.fixture(scope="module")
def numbers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of statements with enough in it to compute on for ever."""
    path = tmp_path_factory.mktemp("numbers") / "numbers.nq"
    path.write_text("".join(f'<urn:s{n}> <urn:number> "{n}" <urn:g> .\n' for n in range(400)))
    return path


def _children(pid: int) -> set[int]:
    """Return all processes below one."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(words[1]) == pid:
            child = int(path.parent.name)
            found |= {child} | _children(child)
    return found


def _alive(pids: set[int]) -> set[int]:
    return {
        pid
        for pid in pids
        if Path(f"/proc/{pid}").exists() and "(zombie)" not in Path(f"/proc/{pid}/status").read_text()
    }


def _all_gone(pids: set[int], seconds: float = 5) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if not _alive(pids):
                return True
        except OSError:
            pass
        time.sleep(0.02)
    return False


def _ticks(pid: int) -> int:
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(words[11]) + int(words[12])


def test_the_server_answers_and_stops_cleanly(dataset: Path) -> None:
    """Pages, static files and queries are served; Ctrl+C ends it with exit code 0 and no traceback, and no process stays."""
    with serving(AGENDAGRAPH_DATASET=str(dataset)) as served:
        assert served.get("/health").json["ok"] is True
        assert "Sleutelkast" in served.get("/ding/sleutelkast", accept="text/html").text
        assert ":focus-visible" in served.get("/static/agendagraph.css").text
        assert served.ask("ASK { ?s a ag:Law }").json["boolean"] is True
        below = _children(served.process.pid)
        assert len(below) >= 5
        served.process.send_signal(signal.SIGINT)
        out, err = served.process.communicate(timeout=15)
        assert (served.process.returncode, out, err) == (0, "", "")
        assert _all_gone(below)


def test_no_process_outlives_a_server_that_was_killed(numbers: Path) -> None:
    """SIGKILL of the server ends everything it started, a running query too."""
    with serving("--data", str(numbers), "--timeout", "60") as served:
        asking = threading.Thread(target=_ask_in_vain, args=(served,))
        asking.start()
        time.sleep(0.3)
        below = _children(served.process.pid)
        served.process.kill()
        served.process.wait()
        asking.join(10)
        assert not asking.is_alive()
        assert len(below) >= 5
        assert _all_gone(below)


def _ask_in_vain(served: Served) -> None:
    with pytest.raises(OSError):
        served.ask(ENDLESS)


def test_a_port_that_is_taken_is_said_to_be(dataset: Path) -> None:
    """Exit code 2 and one line that says what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, out, err = _run("serve", "--port", str(port), AGENDAGRAPH_DATASET=str(dataset))
    assert (code, out) == (2, "")
    assert err.startswith(f"agendagraph: 127.0.0.1:{port}: Hier kan niet geluisterd worden")
    assert len(err.splitlines()) == 1


def _run(*words: str, **more: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [*COMMAND, *words], env=environment(**more), capture_output=True, text=True, timeout=30, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<urn:a> <urn:b> .\n", "broken.nq"),
        ("", "leeg"),
        ("<urn:a> <urn:b> <x y> .\n", "broken.nq"),
    ],
)
def test_data_that_cannot_be_served_end_the_start(tmp_path: Path, content: str, said: str) -> None:
    """Exit code 2, the file is named, and no process stays."""
    path = tmp_path / "broken.nq"
    path.write_text(content)
    code, out, err = _run("serve", "--port", "0", "--data", str(path))
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


def test_settings_come_from_flags_then_environment_then_default(command: Command) -> None:
    """`agendagraph config` shows each value and where it comes from."""
    more = {"AGENDAGRAPH_RUNNING": "3", "AGENDAGRAPH_TIMEOUT": "4.5"}
    code, out, _ = command(["config", "--running", "2", "--format", "json"], more)
    found = json.loads(out)
    assert code == 0
    assert found["running"] == {"value": 2, "from": "flag"}
    assert found["timeout"] == {"value": 4.5, "from": "environment"}
    assert found["port"] == {"value": 8000, "from": "default"}
    table = command(["config"], {})[1]
    assert "--waiting-each" in table
    assert "standaard" in table


@pytest.mark.parametrize(
    ("words", "more", "said"),
    [
        (("--running", "0"), {}, "--running=0"),
        ((), {"AGENDAGRAPH_PORT": "99999"}, "AGENDAGRAPH_PORT=99999"),
        ((), {"AGENDAGRAPH_TIMEOUT": "snel"}, "AGENDAGRAPH_TIMEOUT=snel"),
        ((), {"AGENDAGRAPH_TIMEOUT": "nan"}, "AGENDAGRAPH_TIMEOUT=nan"),
        ((), {"AGENDAGRAPH_DEFAULT_GRAPH": "all"}, "default_graph=all"),
        (("--base-url", "agenda.example"), {}, "base_url"),
        (("--port", "x"), {}, "--port"),
    ],
)
def test_a_setting_that_does_not_fit_is_named(
    command: Command, words: tuple[str, ...], more: dict[str, str], said: str
) -> None:
    """Exit code 2, and which one."""
    for name in ("config", "serve"):
        code, out, err = command([name, *words], more)
        assert (code, out) == (2, "")
        assert said in err
        assert "Traceback" not in err


def test_health_says_which_data_are_served(served: Served, dataset: Path) -> None:
    """Live, ready, fingerprint, number of statements and age; nothing that is stored by anybody between."""
    from agendagraph.store import Store

    reply = served.get("/health")
    store = Store.open(dataset)
    assert reply.json["fingerprint"] == store.fingerprint
    assert reply.json["quads"] == len(store)
    assert (reply.json["ok"], reply.json["live"], reply.json["ready"]) == (True, True, True)
    assert reply.json["age_seconds"] >= 0
    assert reply.headers["cache-control"] == "no-store"
    assert (served.get("/health/live").json, served.get("/health/ready").json) == ({"live": True}, {"ready": True})


def test_figures_are_read_by_prometheus(served: Served) -> None:
    """Its own parser reads them; a request and a problem are counted."""
    served.ask("SELEC")
    reply = served.get("/metrics")
    families = {family.name: family for family in text_string_to_metric_families(reply.text)}
    assert reply.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert {
        "agendagraph_requests", "agendagraph_request_seconds", "agendagraph_cached", "agendagraph_problems",
        "agendagraph_queries_running", "agendagraph_queries_waiting", "agendagraph_reloads",
        "agendagraph_dataset_quads", "agendagraph_dataset_loaded_seconds",
    } <= set(families)  # fmt: skip
    syntax = [s.value for s in families["agendagraph_problems"].samples if s.labels.get("code") == "query-syntax"]
    assert syntax[0] >= 1
    counted = [s for s in families["agendagraph_requests"].samples if s.labels == {"lane": "public", "status": "400"}]
    assert counted[0].value >= 1


def test_a_contact_for_leaks_is_told_where_there_is_one(served: Served, narrow: Served) -> None:
    """security.txt as RFC 9116 asks; 404 without a contact."""
    text = narrow.get("/.well-known/security.txt").text
    fields = dict(line.split(": ", 1) for line in text.splitlines())
    assert fields["Contact"] == "mailto:veilig@example.org"
    assert fields["Canonical"] == f"{narrow.address}/.well-known/security.txt"
    assert fields["Expires"] > time.strftime("%Y-%m-%d")
    assert served.get("/.well-known/security.txt").status == 404


def test_a_public_address_is_the_one_in_answers(numbers: Path) -> None:
    """With --base-url relative addresses and the description speak of the public address."""
    with serving("--data", str(numbers), "--base-url", "https://agenda.example.org/") as there:
        port = next(_listening(there.process.pid))
        here = Served(there.process, f"http://127.0.0.1:{port}")
        value = here.ask("SELECT (<x> AS ?x) {}").json["results"]["bindings"][0]["x"]["value"]
        assert (there.address, value) == ("https://agenda.example.org", "https://agenda.example.org/x")
        assert "<https://agenda.example.org/sparql>" in here.get("/sparql").text


def _listening(pid: int) -> object:
    """Yield the ports on which a process listens."""
    inodes = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        target = str(link.readlink())
        if target.startswith("socket:["):
            inodes.add(target[8:-1])
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        words = line.split()
        if words[3] == "0A" and words[9] in inodes:
            yield int(words[1].split(":")[1], 16)


def test_new_data_come_into_service_without_a_failed_or_mixed_answer(tmp_path: Path) -> None:
    """SIGHUP under load: every answer is wholly of one version, the later is never followed by the earlier; then back again."""
    path = tmp_path / "data.nq"
    _versions(path, "1")
    query = "SELECT DISTINCT ?v { ?s <urn:version> ?v }"
    with serving("--data", str(path)) as served:
        first = served.get("/health").json["fingerprint"]
        seen: list[tuple[str, ...]] = []
        stop = threading.Event()

        def keep_asking() -> None:
            while not stop.is_set():
                reply = served.ask(query)
                rows = reply.json["results"]["bindings"] if reply.status == 200 else [{"v": {"value": reply.text}}]
                seen.append(tuple(row["v"]["value"] for row in rows))

        threads = [threading.Thread(target=keep_asking) for _ in range(2)]
        for thread in threads:
            thread.start()
        for version in ("2", "1"):
            _versions(path, version)
            served.process.send_signal(signal.SIGHUP)
            _until(lambda wanted=version: served.ask(query).json["results"]["bindings"][0]["v"]["value"] == wanted)
        stop.set()
        for thread in threads:
            thread.join()
        assert set(seen) == {("1",), ("2",)}
        assert served.get("/health").json["fingerprint"] == first
        _until(
            lambda: len(_children(served.process.pid)) <= Settings().running + 2
        )  # one more worker, and who holds the data


def _versions(path: Path, version: str) -> None:
    lines = "".join(f'<urn:s{n}> <urn:version> "{version}" <urn:g> .\n' for n in range(500))
    aside = path.with_suffix(".tmp")
    aside.write_text(lines)
    aside.rename(path)


def _until(true: object, seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end, "it did not become so"
        time.sleep(0.05)


def test_bad_data_leave_the_old_ones_in_service(tmp_path: Path) -> None:
    """/health says that loading failed and why, in figures too; good data mend it."""
    path = tmp_path / "data.nq"
    _versions(path, "1")
    with serving("--data", str(path)) as served:
        path.write_text("<urn:a> <urn:b>\n")
        served.process.send_signal(signal.SIGHUP)
        _until(lambda: "reload_failed" in served.get("/health").json)
        health = served.get("/health")
        assert (health.status, health.json["ok"]) == (200, True)
        assert "data.nq" in health.json["reload_failed"]
        assert served.ask('ASK { ?s <urn:version> "1" }').json["boolean"] is True
        assert 'agendagraph_reloads_total{result="failed"} 1.0' in served.get("/metrics").text
        _versions(path, "3")
        served.process.send_signal(signal.SIGHUP)
        _until(lambda: "reload_failed" not in served.get("/health").json)
        assert served.ask('ASK { ?s <urn:version> "3" }').json["boolean"] is True
        served.process.terminate()
        err = served.process.communicate(timeout=15)[1]
        assert "De nieuwe gegevens zijn niet geladen, de vorige blijven: " in err
        assert "De nieuwe gegevens zijn in dienst." in err
        assert "Traceback" not in err


def test_a_stop_finishes_what_is_running(numbers: Path) -> None:
    """A request under way gets its answer after SIGTERM; no new one is taken."""
    with serving("--data", str(numbers), "--timeout", "1.5") as served:
        replies = []
        asking = threading.Thread(target=lambda: replies.append(served.ask(ENDLESS)))
        asking.start()
        _until(lambda: served.get("/health").json["queries_running"] == 1)
        served.process.terminate()
        asking.join(10)
        assert [reply.status for reply in replies] == [504]
        assert served.process.wait(15) == 0
        with pytest.raises(OSError):
            socket.create_connection(served.place, 1)


def test_a_query_of_a_client_that_went_away_is_stopped(numbers: Path) -> None:
    """The worker ends with the connection: the processor is idle again, and the place is free."""
    with serving("--data", str(numbers), "--timeout", "60", "--running", "1") as served:
        with socket.create_connection(served.place, 5) as gone:
            gone.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            _until(lambda: served.get("/health").json["queries_running"] == 1)
        _until(lambda: served.get("/health").json["queries_running"] == 0, 3)
        assert served.ask("ASK {}").status == 200
        time.sleep(0.2)
        below = _alive(_children(served.process.pid))
        before = sum(map(_ticks, below))
        time.sleep(0.5)
        assert sum(map(_ticks, below)) - before <= 10


def test_the_server_mends_itself(numbers: Path) -> None:
    """Where the process that holds the dataset is killed, the dataset is loaded anew and queries are answered."""
    with serving("--data", str(numbers)) as served:
        holder = next(
            pid
            for pid in _children(served.process.pid)
            if "agendagraph.engine.zygote" in _command(pid) and _parent(pid) == served.process.pid
        )
        os.kill(holder, signal.SIGKILL)
        fresh = {"Cache-Control": "no-cache"}  # a worker may still answer before it ends with the holder
        _until(lambda: served.get("/health/ready").status == 503 or holder not in _children(served.process.pid))
        _until(lambda: served.get("/health/ready").status == 200)
        assert served.request("GET", "/sparql?query=ASK%7B%7D", fresh).status == 200


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")


def _parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def test_the_log_may_be_rotated(tmp_path: Path, numbers: Path) -> None:
    """After SIGHUP a new file is written; where that cannot be, the server goes on."""
    path = tmp_path / "logs" / "access.jsonl"
    path.parent.mkdir()
    with serving("--data", str(numbers), "--access-log", str(path)) as served:
        path.rename(path.with_suffix(".1"))
        served.process.send_signal(signal.SIGHUP)
        _until(path.exists)
        served.get("/health", x_request_id="new")
        _until(lambda: "new" in path.read_text())
        path.rename(path.with_suffix(".2"))
        path.parent.rename(tmp_path / "away")
        served.process.send_signal(signal.SIGHUP)
        served.get("/health", x_request_id="later")
        moved = tmp_path / "away" / "access.2"
        _until(lambda: "later" in moved.read_text())
        assert served.ask("ASK {}").status == 200


def test_a_style_sheet_is_sent_compressed_and_kept(served: Served) -> None:
    """Files of text travel as pages do: in Brotli to whom takes it, as they are to others, and not at all where unchanged."""
    plain = served.get("/static/agendagraph.css")
    small = served.get("/static/agendagraph.css", accept_encoding="br")
    assert small.headers["content-encoding"] == "br"
    assert brotli.decompress(small.body) == plain.body
    assert 4 * len(small.body) < len(plain.body)
    assert served.get("/static/agendagraph.css", if_none_match=small.headers["etag"]).status == 304
    assert served.request("HEAD", "/static/agendagraph.css").body == b""
