"""`plan` and `compare` on the command line: tables, files, several parties, and every wrong request a clear line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.test_cli import run

GP = ("plan", "bgz-uitwisseling", "--sector", "huisartsen")


def test_a_plan_as_table() -> None:
    """Title, proof, choices, waves and what is apart; in both languages."""
    done = run(*GP, "--via", "app-bgz-lsp", "--all-best")
    assert done.returncode == 0
    for part in (
        "Huisartsen: wat is er nodig voor",
        "bewezen het goedkoopst",
        "Keuzes",
        "Golf 1",
        "Langste keten",
        "Naastbeste plan",
    ):
        assert part in done.stdout, part
    assert "Wave 1" in run("--lang", "en", *GP).stdout


def test_a_gap_is_smaller() -> None:
    """What is there already is no step."""
    whole, gap = (
        json.loads(run(*GP, *more, "--format", "json").stdout) for more in ((), ("--has", "mitz", "--has", "uzi-pas"))
    )
    assert gap["cost"] < whole["cost"]
    assert {named["label"]["nl"] for named in gap["in_place"]} == {"Mitz", "UZI-pas"}


@pytest.mark.parametrize("form", ["json", "markdown", "csv", "xlsx", "mermaid"])
def test_a_plan_as_file(tmp_path: Path, form: str) -> None:
    """Every form can be written to a file, whole or not at all, and is the same twice."""
    first, second = tmp_path / "one", tmp_path / "two"
    for path in (first, second):
        assert run(*GP, "--format", form, "-o", str(path)).returncode == 0
    assert first.read_bytes() == second.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]
    assert run(*GP, "--format", form, "-o", "/proc/niet/hier").returncode == 2


def test_several_plan_together() -> None:
    """Two sectors share a node: together costs less than apart."""
    done = run(
        "plan",
        "bgz-uitwisseling",
        "--sector",
        "huisartsen",
        "--sector",
        "ziekenhuizen-sector",
        "--via",
        "app-bgz-twiin",
    )
    assert "Samen te regelen" in done.stdout
    assert done.stdout.count("===") == 4
    machine = run("plan", "bgz-uitwisseling", "--sector", "huisartsen", "--sector", "vvt", "--format", "json")
    joint = json.loads(machine.stdout)
    assert joint["cost"] <= joint["apart"]
    assert len(joint["plans"]) == 2


def test_two_routes_compared() -> None:
    """What only the one route has, what only the other, and the choice that differs."""
    words = (
        "compare",
        "bgz-uitwisseling",
        "--sector",
        "huisartsen",
        "--first",
        "via=app-bgz-lsp",
        "--second",
        "via=app-bgz-twiin",
    )
    done = run(*words)
    assert "Alleen in het eerste plan" in done.stdout
    assert "Alleen in het tweede plan" in done.stdout
    found = json.loads(run(*words, "--format", "json").stdout)
    assert {"only_first", "only_second", "both", "otherwise"} <= set(found)


def test_a_plan_against_a_date() -> None:
    """What is late for a date is told, or that nothing is known to be."""
    done = run(*GP, "--by", "2025-01-01")
    assert done.returncode == 0
    assert "2025-01-01" in done.stdout


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("plan", "huisartsn"), "Bedoeld"),
        (("plan", "mitz", "--sector", "lsp"), "lsp"),
        (("plan", "mitz", "--sector", "huisarts"), "Bedoeld: Huisartsen"),
        (("plan", "zorgverzekeraars"), "Noem een uitwisseling"),
        (("plan", "ag:requires"), "Noem een uitwisseling"),
        (("plan", "mitz", "--by", "2026", "--format", "csv"), "--by kan ook als JSON"),
        (("plan", "mitz", "--all-best", "--format", "json"), "als tabel"),
        (("plan", "mitz", "--via", "lsp", "--without", "lsp"), "Laat een van beide weg"),
        (("plan", "mitz", "--force", "soms"), "Kies uit"),
        (("plan", "mitz", "--status", "ooit"), "Kies uit"),
        (("plan", "mitz", "--weight", "lsp"), "mitz=3"),
        (("plan", "mitz", "--by", "morgen"), "2026"),
        (("plan", "mitz", "--sources", "nergens"), "Bijvoorbeeld"),
        (("plan",), "GOAL"),
        (("compare", "mitz", "--first", "route=lsp"), "via="),
        (("plan", "bgz-uitwisseling", "--without", "mitz"), "noem wat er al is"),
    ],
)
def test_a_wrong_request_is_one_clear_line(words: tuple[str, ...], hint: str) -> None:
    """Exit code 2, what is wrong and what to do, and no traceback."""
    done = run(*words)
    assert done.returncode == 2
    assert hint in done.stderr
    assert "Traceback" not in done.stderr


def test_a_goal_of_which_nobody_says_anything() -> None:
    """That nothing is known to be needed is said, and is not called a plan without needs."""
    done = run("plan", "nen-7510")
    assert done.returncode == 0
    assert "Geen bron zegt wat hiervoor nodig is" in done.stdout


def test_a_plan_on_one_screen() -> None:
    """All steps by name, wave by wave, and the choices; no passages."""
    done = run(*GP, "--via", "app-bgz-lsp", "--brief")
    for part in ("45 stappen in 6 golven", "Mitz", "gevraagd", "Langste keten"):
        assert part in done.stdout, part
    assert len(done.stdout.splitlines()) < 60
    assert "vindplaats" not in done.stdout


ASSESSED = """
@prefix ag:      <https://w3id.org/agendagraph/ns#> .
@prefix agd:     <https://w3id.org/agendagraph/id/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos:    <http://www.w3.org/2004/02/skos/core#> .

agd:meting a ag:Source ; skos:prefLabel "Meting"@nl , "Baseline"@en .
agd:meting-blad a ag:Passage ; dcterms:isPartOf agd:meting ; ag:heading "Blad"@nl ; ag:locator "L1-9" .

agd:meting-blad {
    agd:praktijk-noord a ag:Organisation ; skos:prefLabel "Praktijk Noord"@nl , "Practice North"@en .
    agd:praktijk-zuid a ag:Organisation ; skos:prefLabel "Praktijk Zuid"@nl , "Practice South"@en .
    agd:meting-1 a ag:Assessment ; ag:assesses agd:praktijk-noord ; ag:about agd:mitz ; ag:state ag:Live .
    agd:meting-2 a ag:Assessment ; ag:assesses agd:praktijk-noord ; ag:about agd:uzi-pas ; ag:state ag:Partial .
    agd:meting-3 a ag:Assessment ; ag:assesses agd:praktijk-zuid ; ag:about agd:uzi-pas ; ag:state ag:Live .
}
"""


@pytest.fixture(scope="module")
def assessed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a dataset with the baselines of two practices beside the shipped data."""
    folder = tmp_path_factory.mktemp("assessed")
    (folder / "meting.trig").write_text(ASSESSED, encoding="utf-8")
    built = str(folder / "dataset.nq")
    done = run("build", "--data", "data", "--data", str(folder / "meting.trig"), "-o", built)
    assert done.returncode == 0, done.stderr
    return built


def test_what_an_organisation_has_live_is_no_step(assessed: str) -> None:
    """By its own baseline: live is in place; partly live is not, and what another organisation has is not."""

    def plan(*words: str) -> dict[str, Any]:
        done = run("--dataset", assessed, "plan", "bgz-uitwisseling", *words, "--format", "json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)  # type: ignore[no-any-return]

    def names(some: list[dict[str, Any]]) -> set[str]:
        return {one["iri"].rpartition("/")[2] for one in some}

    north = plan("--organisation", "Praktijk Noord", "--sector", "huisartsen")
    assert names(north["in_place"]) == {"mitz"}
    assert north["sector"]["iri"].endswith("/huisartsen")
    assert "uzi-pas" in names([step["thing"] for step in north["steps"]])
    both = plan("--organisation", "Praktijk Noord", "--organisation", "Praktijk Zuid", "--sector", "huisartsen")
    assert both["names"] == ["Praktijk Noord", "Praktijk Zuid"]
    assert [names(one["in_place"]) for one in both["plans"]] == [{"mitz"}, {"uzi-pas"}]
    compared = run(
        *("--dataset", assessed, "compare", "bgz-uitwisseling", "--sector", "huisartsen", "--format", "json"),
        *("--first", "organisation=Praktijk Noord", "--second", "organisation=Praktijk Zuid"),
    )
    assert compared.returncode == 0, compared.stderr
    found = json.loads(compared.stdout)
    assert [names(found[one]["in_place"]) for one in ("first", "second")] == [{"mitz"}, {"uzi-pas"}]
    assert "mitz" in names([step["thing"] for step in found["only_second"]])
    wrong = run(
        *("--dataset", assessed, "plan", "mitz", "--organisation", "praktijk-noord"),
        *("--sector", "huisartsen", "--sector", "vvt"),
    )
    assert wrong.returncode == 2
    assert "een voor elk" in wrong.stderr
