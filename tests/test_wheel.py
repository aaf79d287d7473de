"""The installed wheel works on its own: in a clean environment, from an empty folder, without the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sdist, and from that alone, without building its scripts anew, the wheel."""
    target = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(target)]
    for command, mode in (([*build, "--sdist", str(ROOT)], "build"), ([*build, "--wheel"], "require-prebuilt")):
        if mode == "require-prebuilt":
            with tarfile.open(next(target.glob("*.tar.gz"))) as archive:
                archive.extractall(target, filter="data")
            command.append(str(next(path for path in target.iterdir() if path.is_dir())))
        environment = {**os.environ, "AGENDAGRAPH_FRONTEND": mode}
        done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
        assert done.returncode == 0, done.stdout + done.stderr
    return next(target.glob("*.whl"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel and its pinned dependencies into an environment of its own."""
    home = tmp_path_factory.mktemp("clean")
    venv.create(home, with_pip=True)
    executable = home / "bin" / "python"
    pip = [str(executable), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements.lock")], check=True, capture_output=True)
    subprocess.run([*pip, "--no-deps", str(wheel)], check=True, capture_output=True)
    return executable


def _run(python: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    return subprocess.run(
        [str(python.parent / "agendagraph"), *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )


def test_the_wheel_carries_the_graph(wheel: Path) -> None:
    """Ontology, data, queries, templates and licences are in the wheel; tests and tools are not."""
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in ("ontology/agendagraph.ttl", "data/sources.ttl", "data/coverage.csv", "queries/wat-is.rq"):
        assert f"agendagraph/_files/{wanted}" in names
    assert any(name.endswith("templates/base.html") for name in names)
    assert any(name.endswith("licenses/LICENSE-DATA") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "tools/", "docs/", "front/"))]


def test_the_wheel_carries_the_scripts(wheel: Path) -> None:
    """Every bundle on the list is in the wheel, with the notices of what others wrote in them; sources and node are not."""
    archive = zipfile.ZipFile(wheel)
    start = "agendagraph/web/static/dist/"
    inside = {name.removeprefix(start) for name in archive.namelist() if name.startswith(start)}
    bundles = json.loads(archive.read(start + "manifest.json"))["bundles"]
    assert inside == {*bundles.values(), "manifest.json", "THIRD-PARTY.txt"}
    assert b"codemirror-lang-sparql" in archive.read(start + "THIRD-PARTY.txt")
    assert not [name for name in archive.namelist() if "node_modules" in name or name.endswith(".mjs")]


def test_it_answers_from_an_empty_folder(python: Path, tmp_path: Path) -> None:
    """Installed, it builds, validates and answers without the checkout, and leaves only what it was asked to write."""
    answer = _run(python, tmp_path, "ask", "dragers", "--param", "ding=BgGGZ", "--format", "csv")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.splitlines()[1].startswith("BgGGZ,https://w3id.org/agendagraph/id/bgggz,LSP,")
    built = _run(python, tmp_path, "build", "--output", "graph.nq")
    assert built.returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["graph.nq"]
    again = _run(
        python, tmp_path, "--dataset", "graph.nq", "ask", "dragers", "--param", "ding=BgGGZ", "--format", "csv"
    )
    assert again.stdout == answer.stdout
