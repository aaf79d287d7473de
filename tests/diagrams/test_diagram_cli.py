"""The command `diagram`: a file by its name, things by place, and clear words where something does not fit."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from lxml import etree

from agendagraph.cli import main
from agendagraph.store import Store


@pytest.fixture(scope="module")
def dataset(mini: Store, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the small graph as a file, as `agendagraph build` writes it."""
    path = tmp_path_factory.mktemp("data") / "mini.nq"
    path.write_bytes(ox.serialize(sorted(mini.quads(), key=str), format=ox.RdfFormat.N_QUADS))
    return str(path)


def _run(dataset: str, *arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main(["--dataset", dataset, "diagram", *arguments])
    return int(caught.value.code or 0)


def test_the_name_of_the_file_tells_the_format(dataset: str, tmp_path: Path) -> None:
    """A thing by place and parameters by name become an SVG in the file; nothing but that file is left."""
    target = tmp_path / "new" / "buren.svg"
    assert _run(dataset, "neighbourhood", "sleutelkast", "-p", "diepte=2", "-o", str(target)) == 0
    assert etree.fromstring(target.read_bytes()).get("lang") == "nl"
    assert [path.name for path in target.parent.iterdir()] == ["buren.svg"]


def test_standard_output_has_the_file_and_nothing_else(
    dataset: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """`-o -` writes the same bytes as a file has; what is told goes to standard error."""
    target = tmp_path / "a.svg"
    _run(dataset, "agenda", "-p", "verbanden=alle", "-o", str(target))
    capfdbinary.readouterr()
    assert _run(dataset, "agenda", "-p", "verbanden=alle", "-o", "-", "--format", "svg") == 0
    assert capfdbinary.readouterr().out == target.read_bytes()


def test_the_picture_can_be_in_the_other_language(dataset: str, tmp_path: Path) -> None:
    """`--lang` says in which language the picture is."""
    target = tmp_path / "a.svg"
    assert _run(dataset, "timeline", "--lang", "en", "-o", str(target)) == 0
    assert etree.fromstring(target.read_bytes()).get("lang") == "en"


def test_a_query_file_becomes_a_picture_and_asks_no_other_server(
    dataset: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The text of a file is the question; one that would go to another server is refused, one that is not there told."""
    query, target = tmp_path / "a.rq", tmp_path / "a.svg"
    query.write_text("CONSTRUCT WHERE { ?a ag:realises ?b }", "utf-8")
    assert _run(dataset, "query", str(query), "-p", "titel=Wie?", "-o", str(target)) == 0
    assert etree.fromstring(target.read_bytes()).findtext("{*}title") == "Wie?"
    query.write_text("SELECT * WHERE { SERVICE <http://elsewhere.example/> { ?a ?b ?c } }", "utf-8")
    assert _run(dataset, "query", str(query), "-o", str(target)) == 2
    assert _run(dataset, "query", str(tmp_path / "absent.rq"), "-o", str(target)) == 2
    assert "niet te lezen" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("neighbourhood", "sleutelkast"), "-o naam.svg"),
        (("neighbourhood", "sleutelkast", "-o", "-"), "--format svg"),
        (("neighbourhood", "sleutelkast", "-o", "a.odt"), ".svg"),
        (("neighborhood", "sleutelkast", "-o", "a.svg"), "neighbourhood"),
        (("neighbourhood", "sleutelkast", "pasje", "-o", "a.svg"), "te veel dingen"),
        (("neighbourhood", "-o", "a.svg"), "ding ontbreekt"),
        (("neighbourhood", "sleutelkast", "-p", "diepte", "-o", "a.svg"), "geen naam=waarde"),
        (("neighbourhood", "bestaat-niet", "-o", "a.svg"), "niets met de naam"),
    ],
)
def test_what_does_not_fit_is_one_clear_line(
    dataset: str, arguments: tuple[str, ...], word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Wrong input is exit code 2 and one line with what to do; no file is made."""
    monkeypatch.chdir(tmp_path)
    assert _run(dataset, *arguments) == 2
    told = capsys.readouterr().err.strip()
    assert word in told
    assert len(told.splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_without_a_view_there_is_a_list(dataset: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`diagram` alone lists every view with its parameters, and every format."""
    from agendagraph.diagrams.views import VIEWS
    from agendagraph.diagrams.writers import WRITERS

    assert _run(dataset) == 0
    listed = capsys.readouterr().out
    assert all(name in listed for name in VIEWS)
    assert all(writer.suffix in listed for writer in WRITERS.values())
