"""The command line: data on standard output, the rest on standard error, documented exit codes, never a traceback."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.built import built


def run(*words: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does who has built a dataset; an empty AGENDAGRAPH_DATASET makes it build one itself."""
    environment = {"AGENDAGRAPH_DATASET": "" if "--store" in words else built(), **environment}
    return subprocess.run(
        [sys.executable, "-m", "agendagraph", *words],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "COLUMNS": "200", **environment},
    )


def test_without_a_dataset_the_shipped_data_are_asked() -> None:
    """Whoever gives no dataset gets the same answer, from the shipped data."""
    words = ("needs", "bgz-uitwisseling", "--format", "json")
    assert run(*words, AGENDAGRAPH_DATASET="").stdout == run(*words).stdout != ""


def test_list_of_questions() -> None:
    """`ask` without a question lists them all, machine-readable on demand."""
    done = run("ask", "--format", "json")
    assert done.returncode == 0
    ids = [row["id"] for row in json.loads(done.stdout)]
    assert ids == sorted(ids)
    assert "tijdlijn" in ids


def test_answer_in_every_format() -> None:
    """The same answer comes as table, JSON, CSV and TSV."""
    words = ("ask", "toepassingen", "--param", "ding=nuts", "--sources", "documents", "--format")
    table, as_json, as_csv, as_tsv = (run(*words, form) for form in ("table", "json", "csv", "tsv"))
    assert {r.returncode for r in (table, as_json, as_csv, as_tsv)} == {0}
    rows = json.loads(as_json.stdout)["rows"]
    assert [row["toepassing"]["label"] for row in rows] == ["Huisarts – thuiszorg (Nuts)"]
    assert [row["toepassing"] for row in csv.DictReader(io.StringIO(as_csv.stdout))] == ["Huisarts – thuiszorg (Nuts)"]
    assert "\t" in as_tsv.stdout
    assert "Huisarts – thuiszorg" in table.stdout


def test_search() -> None:
    """Things and passages by what people type, in three formats; how it was read is told beside the data."""
    table = run("search", "medmji", "afspraken")
    assert table.returncode == 0
    assert table.stdout.splitlines()[2].split()[0] == "MedMij"
    assert "gezocht is 'medmij afspraken'" in table.stderr
    found = json.loads(run("search", "wet gegevens", "--kind", "Law", "--limit", "1", "--format", "json").stdout)
    assert (found["hits"][0]["iri"].rpartition("/")[2], len(found["hits"]), found["total"] > 1) == ("wegiz", 1, True)
    rows = csv.DictReader(io.StringIO(run("search", "nen7510", "--format", "csv").stdout))
    assert next(iter(rows))["label"] == "NEN 7510"
    nothing = run("--lang", "en", "search", "zzzzzzzz")
    assert (nothing.returncode, nothing.stdout, nothing.stderr) == (0, "", "Nothing was found.\n")


def test_english() -> None:
    """With --lang en labels, headings and messages are English."""
    done = run("--lang", "en", "ask", "tijdlijn", "--param", "ding=wozo")
    assert done.stdout.startswith("The documents give no time for this.")


@pytest.mark.parametrize(
    ("words", "code", "hint"),
    [
        (("ask", "tijdlijnen"), 2, "tijdlijn"),
        (("ask", "tijdlijn"), 2, "ding="),
        (("ask", "tijdlijn", "--param", "ding=Mitzz"), 2, "Mitz"),
        (("ask", "tijdlijn", "--param", "mitz"), 2, "naam=waarde"),
        (("ask", "tijdlijn", "--param", "dink=mitz"), 2, "ding"),
        (("needs", "niets-van-dien-aard"), 2, "Er is niets met de naam"),
        (("needs", "bgz-uitwisseling", "--sector", "mitz"), 2, "mitz"),
        (("needs", "bgz-uitwisseling", "--depth", "0"), 2, "depth"),
        (("--dataset", "bestaat-niet.nq", "ask", "niet-vermeld"), 2, "agendagraph build"),
        (("query", "bestaat-niet.rq"), 2, "bestaat-niet.rq"),
        (("bild",), 2, "build"),
        (("search", "mitz", "--kind", "Faciliti"), 2, "Facility"),
        (("validate", "bestaat-niet.trig"), 1, "bestaat-niet.trig"),
    ],
)
def test_wrong_input_is_one_clear_line(words: tuple[str, ...], code: int, hint: str) -> None:
    """Wrong input gives its exit code and says what to do, without a traceback."""
    done = run(*words)
    assert done.returncode == code
    assert hint in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "query",
    ["SELECT * WHERE {", "INSERT DATA { <urn:a> <urn:b> <urn:c> }", "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }"],
)
def test_bad_queries(query: str) -> None:
    """A query that does not parse, updates or fetches is refused with exit code 2."""
    done = run("query", "-", stdin=query)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_query_results_and_graphs() -> None:
    """SELECT, ASK and CONSTRUCT come as table, JSON and RDF; a format that does not fit is refused."""
    select = "SELECT ?x WHERE { ?x a ag:GenericFunction } ORDER BY ?x"
    assert "agd:gf-adressering" in run("query", "-", stdin=select).stdout
    rows = json.loads(run("query", "-", "--format", "json", stdin=select).stdout)["results"]["bindings"]
    assert len(rows) == 6
    assert run("query", "-", stdin="ASK { agd:mitz a ag:Facility }").stdout == "ja\n"
    assert run("--lang", "en", "query", "-", stdin="ASK { agd:mitz a ag:Law }").stdout == "no\n"
    construct = "CONSTRUCT { ?x a ag:GenericFunction } WHERE { ?x a ag:GenericFunction }"
    assert "agd:gf-adressering" in run("query", "-", stdin=construct).stdout
    assert run("query", "-", "--format", "csv", stdin=construct).returncode == 2


def test_needs_as_json_keeps_natures_apart() -> None:
    """Machines get the nature, force, status, basis and passages of every clause."""
    done = run("needs", "bgz-uitwisseling", "--sector", "huisartsen", "--format", "json")
    found = json.loads(done.stdout)
    assert {need["nature"] for need in found["needs"]} == {"stated", "announced", "derived", "editorial"}
    assert all(need["passages"] and need["force"] for need in found["needs"])
    carrier = next(n for n in found["needs"] if n["clause"].endswith("req-bgz-drager"))
    assert {p["iri"].rsplit("/")[-1]: p["named_for_sector"] for p in carrier["prerequisites"]}["twiin-portaal"] is False
    assert found["duties"]


def test_used_by_and_path() -> None:
    """What needs the LSP, and how the BgGGZ hangs together with VZVZ."""
    assert "BgGGZ" in run("used-by", "lsp").stdout
    assert "AORTA" in run("path", "bgggz", "vzvz", "--all").stdout + run("path", "bgggz", "vzvz").stdout


def test_needs_of_two_things_tells_where_releases_differ() -> None:
    """Of several things each is answered, and then whether they are on different releases of the zibs; so for machines, too."""
    done = run("needs", "bgz-2017", "pzp-2025")
    assert done.stdout.count("===") == 4
    assert "Let op: deze twee hebben verschillende uitgaven nodig: BgZ op zib 2017 (Zibs, uitgave 2017)" in done.stdout
    found = json.loads(run("--lang", "en", "needs", "bgz-2017", "pzp-2025", "--format", "json").stdout)
    assert [one["thing"]["iri"].rsplit("/")[-1] for one in found["answers"]] == ["bgz-2017", "pzp-2025"]
    (mix,) = found["mixes"]
    assert [[r["label"] for r in some] for some in mix["releases"]] == [["Zibs, release 2017"], ["Zibs, release 2020"]]
    assert json.loads(run("needs", "bgz-2017", "bgz-2017", "--format", "json").stdout)["mixes"] == []


def test_needs_says_what_is_not_needed_and_marks_weak_sources() -> None:
    """What a source calls not needed is a table of its own; an excerpt and an older edition are named with the citation."""
    viewing = run("needs", "app-zorginzage-ha-vvt").stdout
    assert "Is volgens de bronnen niet nodig" in viewing
    assert "hangt van de keuze af" in viewing
    over_lsp = run("needs", "app-bgz-lsp").stdout
    assert "uit een" in over_lsp
    assert "[in beproeving]" in " ".join(run("needs", "bgz-uitwisseling", "--depth", "1", COLUMNS="400").stdout.split())


@pytest.mark.parametrize(
    "words", [("needs", "mitz"), ("used-by", "lsp"), ("path", "bgggz", "vzvz"), ("ask", "bronnen")]
)
def test_some_sources_only(words: tuple[str, ...]) -> None:
    """Every command that asks can leave sources out; a source that does not exist is an error that names others."""
    done = run(*words, "--sources", "documents")
    assert done.returncode == 0
    assert "GF-gids" not in done.stdout
    wrong = run(*words, "--sources", "no-such-source")
    assert wrong.returncode == 2
    assert "no-drafts" in wrong.stderr or "Bijvoorbeeld" in wrong.stderr
    assert "Traceback" not in wrong.stderr


def test_a_free_query_can_leave_sources_out() -> None:
    """SPARQL, too, sees only what the chosen sources say."""
    count = "SELECT (COUNT(DISTINCT ?z) AS ?n) WHERE { ?z a ag:BuildingBlockVersion }"
    assert "338" in run("query", "-", stdin=count).stdout
    assert "338" not in run("query", "-", "--sources", "no-specifications", stdin=count).stdout


def test_nothing_half_written(tmp_path: Path) -> None:
    """A build with a broken file writes nothing and leaves what was there."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "x.trig").write_text("agd:x a", encoding="utf-8")
    target = tmp_path / "graph.nq"
    target.write_text("old", encoding="utf-8")
    done = run("build", "--data", str(data), "--output", str(target))
    assert done.returncode == 1
    assert target.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "graph.nq"]


def test_a_closed_pipe_is_no_error() -> None:
    """`agendagraph … | head -1` ends quietly."""
    done = subprocess.run(
        f"{sys.executable} -m agendagraph ask let-op | head -1", shell=True, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
    assert "rror" not in done.stderr
