"""The command: the statements it writes, what it says, and that it writes nothing when something is wrong."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from agendagraph import terms
from agendagraph.build import build
from agendagraph.cli import main
from agendagraph.findings import violations
from agendagraph.ingest import zibs
from agendagraph.ingest.zibs import Zib, Zibs
from agendagraph.store import Store
from tests.ingest.making import BASE, PACKAGE, PREFIXES, ZIBS, as_json, as_xml, folder, profile, tgz

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENT = profile(
    "nl-core-Patient",
    version="0.9",
    baseDefinition=BASE + "zib-Patient",
    mapping=[
        {"identity": "zib-patient-v3.2-2020EN", "uri": "https://zibs.nl/wiki/Patient-v3.2(2020EN)"},
        {"identity": "rim", "uri": "http://hl7.org/v3"},
        {"identity": "dataset", "uri": "https://decor.example.nl/#/a?b=c"},
    ],
    differential={
        "element": [{"path": "Patient"}, {"path": "Patient.name", "mapping": [{"identity": "dataset", "map": "1"}]}]
    },
)
FILES = {
    "package/package.json": PACKAGE,
    "package/a.json": as_json(profile()),
    "package/b.xml": as_xml(PATIENT),
    "package/c.json": as_json({"url": "x"}, "ValueSet"),
}
EXPECTED = """# Made by `agendagraph ingest fhir`; do not edit.
@prefix ag: <https://w3id.org/agendagraph/ns#> .
@prefix agd: <https://w3id.org/agendagraph/id/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<https://w3id.org/agendagraph/graph/fhir/example.fhir/1.2.0> {
	<http://example.nl/fhir/StructureDefinition/nl-core-Patient> a ag:Profile ;
		rdfs:label "nl core Patient" ;
		dcat:version "0.9" ;
		ag:baseProfile <http://example.nl/fhir/StructureDefinition/zib-Patient> ;
		ag:fhirVersion "4.0.1" ;
		ag:mapsTo "https://decor.example.nl/#/a?b=c"^^xsd:anyURI , agd:zib-Patient-2020 ;
		ag:path "package/b.xml" .
	<http://example.nl/fhir/StructureDefinition/zib-BloodPressure> a ag:Profile ;
		rdfs:label "zib BloodPressure" ;
		ag:baseProfile <http://hl7.org/fhir/StructureDefinition/Observation> ;
		ag:fhirVersion "4.0.1" ;
		ag:mapsTo agd:zib-Bloeddruk-2020 ;
		ag:path "package/a.json" ;
		ag:profileOf agd:zib-Bloeddruk-2020 ;
		ag:targetProfile <http://example.nl/fhir/StructureDefinition/nl-core-Patient> .
	<https://w3id.org/agendagraph/graph/fhir/example.fhir/1.2.0#ingest> a prov:Activity ;
		prov:used <https://w3id.org/agendagraph/graph/fhir/example.fhir/1.2.0#package> .
	<https://w3id.org/agendagraph/graph/fhir/example.fhir/1.2.0#package> a prov:Entity ;
		dcterms:identifier "sha256:{digest}" ;
		dcterms:license "CC0-1.0" ;
		dcterms:title "Example" ;
		rdfs:label "example.fhir" ;
		dcat:version "1.2.0" ;
		foaf:page <http://example.nl/fhir> ;
		ag:fhirVersion "4.0.1" .
	<https://w3id.org/agendagraph/graph/fhir/example.fhir/1.2.0> a prov:Entity ;
		prov:wasGeneratedBy <https://w3id.org/agendagraph/graph/fhir/example.fhir/1.2.0#ingest> .
}
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return data with four versions of zibs."""
    return folder(tmp_path / "data", {"zibs.trig": ZIBS.encode()})


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs `agendagraph ingest fhir` with arguments, in a folder of its own."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    def call(*arguments: object, language: str = "en") -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as caught:
            main(["--lang", language, "ingest", "fhir", *map(str, arguments), "--data", str(data)])
        out, err = (stream.decode() for stream in capfdbinary.readouterr())
        assert "Traceback" not in out + err
        assert isinstance(caught.value.code, int)
        return caught.value.code, out, err

    return call


def test_the_statements_of_a_package(run: Run, tmp_path: Path) -> None:
    import hashlib

    path = tgz(tmp_path / "x.tgz", FILES)
    code, out, err = run(path)
    assert (code, out) == (0, "")
    written = (tmp_path / "here" / "example.fhir-1.2.0.trig").read_text("utf-8")
    assert written == EXPECTED.replace("{digest}", hashlib.sha256(path.read_bytes()).hexdigest())
    assert err.splitlines() == [
        "package/b.xml: warning [mapping-model] Mapped to a model that is no zib: https://decor.example.nl/#/a?b=c."
        " (1 profile(s))",
        "example.fhir-1.2.0.trig: 2 profile(s) from 4 file(s), 28 statements (example.fhir 1.2.0)",
    ]


def test_the_same_bytes_twice(run: Run, tmp_path: Path) -> None:
    """In two processes, to a file and to standard output, from two folders with the same files."""
    run(tgz(tmp_path / "x.tgz", FILES), "-o", "one.trig")
    assert run(tmp_path / "x.tgz", "-o", "-")[1] == Path("one.trig").read_text("utf-8")
    command = [sys.executable, "-m", "agendagraph", "ingest", "fhir", str(tmp_path / "x.tgz"), "-o", "-"]
    done = subprocess.run([*command, "--data", str(tmp_path / "data")], capture_output=True, check=True)
    assert done.stdout == Path("one.trig").read_bytes()
    run(folder(tmp_path / "a" / "x", FILES), "-o", "a.trig")
    run(folder(tmp_path / "b" / "x", dict(reversed(FILES.items()))), "-o", "b.trig")
    assert Path("a.trig").read_bytes() == Path("b.trig").read_bytes()
    assert str(tmp_path) not in Path("a.trig").read_text("utf-8")


def test_json_and_xml_give_the_same_statements(run: Run, tmp_path: Path) -> None:
    run(folder(tmp_path / "a" / "x", {"a.json": as_json(PATIENT)}), "-o", "json.trig")
    run(folder(tmp_path / "b" / "x", {"a.xml": as_xml(PATIENT)}), "-o", "xml.trig")
    one, other = (
        {
            str(q)
            for q in ox.parse(path=name)
            if q.predicate.value not in {terms.AG + "path", terms.DCTERMS + "identifier"}
        }
        for name in ("json.trig", "xml.trig")
    )
    assert one == other


def test_the_build_takes_what_was_written(run: Run, tmp_path: Path, data: Path) -> None:
    """No violation, and every statement is in the dataset."""
    run(tgz(tmp_path / "x.tgz", FILES), "-o", "out.trig")
    made = build([data, Path("out.trig")])
    assert violations(made.findings) == []
    assert {str(q) for q in ox.parse(path="out.trig")} <= {str(q) for q in made.quads}
    with pytest.raises(SystemExit) as caught:
        main(["build", "--data", str(data), "--data", "out.trig", "-o", "out.nq"])
    assert caught.value.code == 0


def test_every_term_exists(run: Run, tmp_path: Path) -> None:
    """Terms in graphs made by machine are not judged by the validation, so they are here."""
    run(tgz(tmp_path / "x.tgz", FILES), "-o", "out.trig")
    ontology = {
        q.subject.value
        for q in ox.parse(path=str(ROOT / "ontology" / "agendagraph.ttl"))
        if isinstance(q.subject, ox.NamedNode)
    }
    used = {t.value for q in ox.parse(path="out.trig") for t in (q.predicate, q.object) if isinstance(t, ox.NamedNode)}
    assert {term for term in used if term.startswith(terms.AG)} <= ontology


def test_names_on_the_command_line_win(run: Run, tmp_path: Path) -> None:
    assert run(tgz(tmp_path / "x.tgz", FILES), "--name", "mine", "--version", "7")[0] == 0
    assert "graph/fhir/mine/7> {" in Path("mine-7.trig").read_text("utf-8")


def test_several_packages_are_one_file(run: Run, tmp_path: Path) -> None:
    about = '{{"name": "{}", "version": "1", "fhirVersions": ["4.0.1"]}}'
    files = {f"{n}/package.json": about.format(n).encode() for n in "ab"} | {
        f"{n}/p.xml": as_xml(profile(n)) for n in "ab"
    }
    code, _, err = run(folder(tmp_path / "Checkout", files))
    assert code == 0
    assert err.endswith("Checkout.trig: 2 profile(s) from 4 file(s), 34 statements (a 1, b 1)\n")
    graphs = {str(q.graph_name) for q in ox.parse(path="Checkout.trig")}
    assert graphs == {f"<{terms.GRAPH}fhir/{n}/1>" for n in "ab"}


def test_nothing_is_written_when_definitions_are_bad(run: Run, tmp_path: Path) -> None:
    """All are named, up to twenty, in both languages, and what was there stays."""
    Path("out.trig").write_text("before")
    files = FILES | {f"package/{n:02}.json": b'{"resourceType": "StructureDefinition",\n!' for n in range(25)}
    code, out, err = run(tgz(tmp_path / "x.tgz", files), "-o", "out.trig")
    lines = err.splitlines()
    assert (code, out, len(lines)) == (2, "", 21)
    assert lines[0].startswith("package/00.json:2: error [definition-unreadable] This is no well-formed JSON")
    assert lines[-1].startswith(f"agendagraph: {tmp_path / 'x.tgz'}: 25 file(s) cannot be read; nothing was taken.")
    assert "kunnen niet gelezen worden" in run(tmp_path / "x.tgz", "-o", "out.trig", language="nl")[2]
    assert Path("out.trig").read_text() == "before"


@pytest.mark.parametrize("raw", [b"", b"no archive", tgz])
def test_nothing_is_written_when_the_package_is_bad(run: Run, tmp_path: Path, raw: object) -> None:
    path = tmp_path / "x.tgz"
    if isinstance(raw, bytes):
        path.write_bytes(raw)
    else:
        tgz(path, {"package/../../a.json": as_json(profile())})
    code, out, err = run(path)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"agendagraph: {path}")
    assert list(Path().iterdir()) == []


def test_a_place_that_cannot_be_written_to(run: Run, tmp_path: Path) -> None:
    Path("file").write_text("")
    code, _, err = run(tgz(tmp_path / "x.tgz", FILES), "-o", "file/out.trig")
    assert code == 2
    assert "Cannot write here" in err


# --- zibs ---


@pytest.fixture
def known() -> Zibs:
    return Zibs.of(Store(ox.parse(ZIBS, format=ox.RdfFormat.TRIG)))


@pytest.mark.parametrize(
    ("identity", "address", "found"),
    [
        ("x", "https://zibs.nl/wiki/BloodPressure-v3.2.1(2020EN)", "Bloeddruk-2020"),
        ("x", "http://www.zibs.nl/wiki/bloodpressure-v3.2.1(2020EN)", "Bloeddruk-2020"),
        ("x", "https://zibs.nl/wiki/Bloeddruk-v3.2.1(2020NL)", "Bloeddruk-2020"),
        ("x", "https://zibs.nl/wiki/BloodPressure(2017EN)", "Bloeddruk-2017"),
        ("x", "https://zibs.nl/wiki/BloodPressure-3.1(2017)", "Bloeddruk-2017"),
        ("x", "https://zibs.nl/wiki/SNAQ65%2BScore-v1.2(2020EN)", "Voedingsscore-2020"),
        ("x", "https://zibs.nl/wiki/SNAQ65+Score-v1.2(2020EN)", "Voedingsscore-2020"),
        ("hcim-bloodpressure-v3.1-2017EN", "", "Bloeddruk-2017"),
        ("hcim-bloodpressure-3.1-2017EN", "https://decor.nl", "Bloeddruk-2017"),
        ("ZIB-BloodPressure-2020", "", "Bloeddruk-2020"),
        ("hcim-patient-v3.1-2020EN", "https://zibs.nl/wiki/BloodPressure-v3.1(2017EN)", "Bloeddruk-2017"),
        ("hcim-patient-v3.1-2017EN", "", ""),
        ("x", "https://zibs.nl/wiki/BloodPressure-v3.2.1(2024EN)", ""),
        ("hcim-bloodpressure-v3.1-2017EN", "https://zibs.nl/wiki/BloodPressure-v3.0(2016EN)", ""),
        ("bloodpressure-v3.1-2017EN", "https://zibs.nl.example.com/wiki/BloodPressure-v3.1(2017EN)", ""),
        ("rim", "http://hl7.org/v3", ""),
    ],
)
def test_a_mapping_is_resolved_by_name_and_release(known: Zibs, identity: str, address: str, found: str) -> None:
    zib = zibs.named(identity, address)
    version = known.version(zib) if zib else None
    assert (version.iri if version else "") == (f"{terms.AGD}zib-{found}" if found else "")


def test_two_zibs_of_one_name_resolve_to_none() -> None:
    text = (
        PREFIXES
        + "agd:g {"
        + "".join(
            f'agd:{n} a ag:BuildingBlockVersion ; ag:inRelease agd:zib-2020 ; skos:altLabel "X"@nl .' for n in "ab"
        )
    )
    known = Zibs.of(Store(ox.parse(text + "}", format=ox.RdfFormat.TRIG)))
    assert known.years == {"2020"}
    assert known.version(Zib("X", "", "2020")) is None


def test_what_does_not_fit_is_told_and_kept(run: Run, tmp_path: Path) -> None:
    """Another number is a warning; a zib that is not there keeps its address; each is told once with a count."""
    mappings = [
        {"identity": "a", "uri": "https://zibs.nl/wiki/BloodPressure-v9.9(2020EN)"},
        {"identity": "b", "uri": "https://zibs.nl/wiki/Unknown-v1.0(2020EN)"},
        {"identity": "c", "uri": "https://zibs.nl/wiki/Patient-v1.0(2015EN)"},
        {"identity": "hcim-patient-v3.2-2020EN", "uri": "https://zibs.nl/wiki/Patient-v3.1(2018EN)"},
        {"identity": "unused", "uri": "http://hl7.org/v2"},
    ]
    elements = {
        "element": [{"path": "Observation", "mapping": [{"identity": i, "map": "x"} for i in ("a", "b", "no")]}]
    }
    files = {f"{n}.json": as_json(profile(n, mapping=mappings, differential=elements)) for n in "xy"}
    code, _, err = run(folder(tmp_path / "p", files), "-o", "out.trig")
    assert code == 0
    assert [line.split(": ", 1)[1] for line in err.splitlines()[:-1]] == [
        "warning [mapping-address] Mapped to a model without address: no. (2 profile(s))",
        "warning [mapping-disagrees] Identity and address name different zibs (hcim-patient-v3.2-2020EN,"
        " https://zibs.nl/wiki/Patient-v3.1(2018EN)). (2 profile(s))",
        "warning [mapping-release] Mapped to zibs of 2015, which are not in the dataset. (2 profile(s))",
        "warning [mapping-release] Mapped to zibs of 2018, which are not in the dataset. (2 profile(s))",
        "warning [mapping-version] BloodPressure (2020): mapped to version 9.9, the dataset has 3.2.1. (2 profile(s))",
        "warning [mapping-zib] No zib of that name in release 2020: https://zibs.nl/wiki/Unknown-v1.0(2020EN)."
        " (2 profile(s))",
    ]
    store = Store(ox.parse(path="out.trig"))
    x = ox.NamedNode(BASE + "x")
    assert {str(q.object) for q in store.quads(x, terms.ag("mapsTo"))} == {
        f"<{terms.AGD}zib-Bloeddruk-2020>",
        *(
            f'"https://zibs.nl/wiki/{name}"^^<{terms.XSD}anyURI>'
            for name in ("Unknown-v1.0(2020EN)", "Patient-v1.0(2015EN)", "Patient-v3.1(2018EN)")
        ),
    }
    assert {str(q.object) for q in store.quads(x, terms.ag("profileOf"))} == {f"<{terms.AGD}zib-Bloeddruk-2020>"}


# --- the tool that compares with the tables ---


def test_the_comparison_with_the_tables(run: Run, tmp_path: Path, data: Path) -> None:
    files = {"a.json": as_json(profile()), "b.xml": as_xml(PATIENT), "c.xml": as_xml(profile("zib-Bloeddruk.Extra"))}
    run(folder(tmp_path / "x", files), "-o", "out.trig")
    zibs_csv = [
        "release,en_name,fhir_zib_profiles,fhir_nlcore_profiles",
        f"2020,BloodPressure,{BASE}zib-BloodPressure {BASE}zib-Gone,",
        f"2020,Patient,,{BASE}nl-core-Patient",
    ]
    references = [
        "release,from_en,to_en,via,evidence",
        "2020,BloodPressure,Patient,a -> b,FHIR R4 profile reference",
        "2020,Patient,BloodPressure,c -> d,FHIR R4 profile reference",
        "2020,Patient,Patient,x,zib model notation",
    ]
    tables = folder(
        tmp_path / "tables",
        {"zibs.csv": "\n".join(zibs_csv).encode(), "zib_references.csv": "\n".join(references).encode()},
    )
    command = [sys.executable, str(ROOT / "tools" / "compare_fhir.py"), "out.trig", "--tables", str(tables)]
    done = subprocess.run([*command, "--data", str(data)], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        "zib 2020",
        "  profiles: table 3, ingest 3, missing 1, extra 1",
        f"    missing: {BASE}zib-Gone",
        f"    extra: {BASE}zib-Bloeddruk.Extra",
        "  of another zib: table 2, ingest 2, missing 0, extra 0",
        "  references: table 2, ingest 1, missing 1, extra 0",
        "    missing: Patient -> BloodPressure (c -> d)",
    ]
    assert subprocess.run([*command[:2], "nothing.trig"], capture_output=True, check=False).returncode == 1
