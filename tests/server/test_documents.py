"""What is written for integrators and operators is true: commands, tables, settings, and the examples in `deploy/`."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest

from agendagraph import errors, problems
from agendagraph.errors import AgendaGraphError
from agendagraph.formats import FORMATS
from agendagraph.server.settings import ENVIRONMENT, Settings, help_of
from tests.server.serving import ROOT, Served

ENDPOINT = (ROOT / "docs" / "endpoint.md").read_text(encoding="utf-8")
OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
SERVICE = (ROOT / "deploy" / "agendagraph.service").read_text(encoding="utf-8")
CONTAINER = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
NGINX = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
SHOWN = [
    pair for block in re.findall(r"```console\n(.*?)```", ENDPOINT, re.S)
    for pair in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.M)
]  # fmt: skip


def _rows(text: str, head: str) -> list[list[str]]:
    """Return the cells of the table with that head."""
    table = text[text.index(head) :].partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command[:60] for command, _ in SHOWN])
def test_commands_print_what_the_page_says(served: Served, command: str, output: str) -> None:
    """Every curl line, sent to a server of the tests, prints exactly what stands below it."""
    if shutil.which("curl") is None or shutil.which("bash") is None:
        pytest.skip("there is no curl here")
    here = command.replace("http://127.0.0.1:8000", served.address)
    done = subprocess.run(["bash", "-c", here], capture_output=True, text=True, timeout=30, check=True)
    assert done.stdout.replace("\r", "").strip() == output.strip()


def test_the_page_shows_commands() -> None:
    """All three ways to ask, the description, a graph, an error and a 304."""
    assert len(SHOWN) == 7


def _kinds(kind: type[AgendaGraphError] = AgendaGraphError) -> set[type[AgendaGraphError]]:
    return {kind}.union(*(_kinds(one) for one in kind.__subclasses__() if one.__module__ == errors.__name__))


def test_the_table_of_errors_is_complete() -> None:
    """Every code with its status, and no other; each has a title in both languages."""
    listed = {code.strip("`"): int(status) for code, status, *_ in _rows(ENDPOINT, "| code | status |")}
    assert listed == {kind.code: kind.http_status for kind in _kinds()}
    assert set(listed) == set(problems.TITLES)
    assert all(title.nl and title.en for title in problems.TITLES.values())


def test_the_table_of_formats_is_complete() -> None:
    """Every format by name and media type, the default of each kind first."""
    listed = [(name.strip("`"), media.strip("`")) for name, media, _ in _rows(ENDPOINT, "| name | media type |")]
    assert listed == [(form.name, form.media_type) for form in FORMATS.values()]


def test_the_table_of_settings_is_complete() -> None:
    """Every flag with its default and what it means."""
    listed = [(flag.strip("`"), default.strip("`"), said) for flag, default, said in _rows(OPERATING, "| flag |")]
    wanted = [(f"--{one.name.replace('_', '-')}", str(one.default), help_of(one.name).en) for one in fields(Settings)]
    assert listed == wanted


def test_the_limits_on_the_page_are_those_of_a_server() -> None:
    """Time, memory, length, size and number of queries at once."""
    said = re.search(
        r"run (\d+) seconds, take (\d+) GB of memory and be (\d+) kB long; an answer is (\d+) MB", ENDPOINT
    )
    defaults = Settings()
    assert said
    assert tuple(map(int, said.groups())) == (
        defaults.timeout,
        defaults.memory // 1000,
        defaults.query_size,
        defaults.answer,
    )
    assert defaults.running == 5
    assert "Five queries run at once, others wait for 10 seconds" in ENDPOINT
    assert defaults.patience == 10


NAMES = {one.name for one in fields(Settings)}


@pytest.mark.parametrize("text", [SERVICE, CONTAINER], ids=["service", "container"])
def test_the_examples_set_what_can_be_set(text: str) -> None:
    """Every flag and every variable of the examples is a setting, with a value that fits."""
    from agendagraph.server.settings import read

    variables = dict(re.findall(rf"({ENVIRONMENT}\w+)=([^\s\\]+)", text))
    assert len(variables) >= 3
    assert {name.removeprefix(ENVIRONMENT).lower() for name in variables} <= NAMES
    settings, origins = read({}, variables)
    assert "environment" in origins.values()
    assert settings.proxies in {0, 1}
    for flag in re.findall(r"^(?:ExecStart|CMD).*?(--[a-z-]+)", text, re.M):
        assert flag.removeprefix("--").replace("-", "_") in NAMES


def test_the_service_is_shut_in(tmp_path: Path) -> None:
    """The unit is one that systemd reads; it may write its log only, reach this machine only, and reloads by SIGHUP."""
    unit = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read_string(SERVICE)
    service = unit["Service"]
    assert shlex.split(service["ExecReload"]) == ["/bin/kill", "-HUP", "$MAINPID"]
    for name, value in {
        "NoNewPrivileges": "yes", "ProtectSystem": "strict", "DynamicUser": "yes", "IPAddressDeny": "any",
        "CapabilityBoundingSet": "", "OOMPolicy": "continue", "KillMode": "mixed",
    }.items():  # fmt: skip
        assert service[name] == value
    assert "MemoryDenyWriteExecute" not in service
    patience = re.search(r"STOP_TIMEOUT=(\d+)", SERVICE)
    assert patience
    assert int(service["TimeoutStopSec"]) >= 2 * int(patience[1]) + 5
    assert int(service["LimitNOFILE"]) > 2 * Settings().connections
    if shutil.which("systemd-analyze"):
        path = tmp_path / "agendagraph.service"
        path.write_text(re.sub(r"ExecStart=\S+", "ExecStart=/bin/true", SERVICE))
        done = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", str(path)],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert "agendagraph.service:" not in done.stderr, done.stderr


def test_the_container_runs_without_rights() -> None:
    """Another user than root, what is locked and nothing else, stopped as a server is, watched by its readiness."""
    words = dict(re.findall(r"^(USER|STOPSIGNAL|ENTRYPOINT|CMD) (.*)$", CONTAINER, re.M))
    assert words == {
        "USER": "agendagraph",
        "STOPSIGNAL": "SIGTERM",
        "ENTRYPOINT": '["agendagraph"]',
        "CMD": '["serve"]',
    }
    assert "--require-hashes -r requirements.lock" in CONTAINER
    assert "/health/ready" in CONTAINER


def test_the_proxy_waits_longer_than_a_query_does() -> None:
    """nginx gives up after the server does, and takes as large a request as the server does."""
    seconds = re.search(r"proxy_read_timeout (\d+)s;", NGINX)
    assert seconds
    assert int(seconds[1]) > Settings().timeout + Settings().patience
    assert "client_max_body_size 1m;" in NGINX
    assert NGINX.count("{") == NGINX.count("}")
