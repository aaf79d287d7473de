"""The command line on each engine: one option says where the data are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from agendagraph.cli import main
from agendagraph.store import Store
from agendagraph.store.remote import RemoteStore

MINI = Path(__file__).resolve().parent.parent / "fixtures" / "mini"


def _run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out, told.err


def test_build_writes_a_store_and_commands_ask_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, engine: Callable[[str, Store], Store], mini: Store
) -> None:
    """What `build --store` wrote, the file it wrote beside it and a server with the same data give the same answers."""
    target, folder = tmp_path / "a.nq", tmp_path / "store"
    code, out, _ = _run(capsys, "build", "--data", str(MINI), "-o", str(target), "--store", str(folder))
    assert (code, [line.split("  ")[0] for line in out.splitlines()]) == (0, [str(target), str(folder)])
    server = engine("oxigraph", mini)
    assert isinstance(server, RemoteStore)
    places = (["--dataset", str(target)], ["--store", str(target)], ["--store", str(folder)])
    places += (["--store", f"sparql:{server._endpoint.address}"],)
    for question in (["ask", "opvolging", "--format", "json"], ["ask", "opvolging"], ["needs", "briefwisseling"]):
        told = [_run(capsys, *place, *question)[:2] for place in places]
        assert told == [told[0]] * 4
        assert told[0][1]


def test_the_environment_says_where(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """AGENDAGRAPH_STORE is taken where no --store is given, and a place without data is an error on one line."""
    monkeypatch.setenv("AGENDAGRAPH_STORE", str(tmp_path / "none"))
    code, out, err = _run(capsys, "ask", "opvolging")
    assert (code, out) == (2, "")
    assert err == (
        f"agendagraph: {tmp_path / 'none'}: Hier is geen dataset. → Maak hem met: agendagraph build --store MAP.\n"
    )


def test_one_place_at_a_time(capsys: pytest.CaptureFixture[str]) -> None:
    """--dataset and --store together are a mistake."""
    code, _, err = _run(capsys, "--dataset", "a.nq", "--store", "b", "ask", "opvolging")
    assert code == 2
    assert "not both" in err
