"""What is taken of packages: the same from JSON and XML, from a folder and an archive, from STU3 and R4."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agendagraph import ingest
from agendagraph.errors import InputError
from agendagraph.ingest import notation
from agendagraph.ingest.definition import Definition, take
from agendagraph.ingest.packages import UNKNOWN
from tests.ingest.making import BASE, PACKAGE, ROOT_MAPPING, as_json, as_xml, folder, profile, tgz


def _taken(raw: bytes, path: str) -> Definition | None:
    tree = notation.read(path, raw)
    return None if tree is None else take("x", tree)


def _both(tree: dict[str, Any]) -> Definition | None:
    """Return what is taken of a definition, which is the same in both notations."""
    one, other = _taken(as_json(tree), "a.json"), _taken(as_xml(tree), "a.xml")
    assert one == other
    return one


def test_a_profile_is_taken() -> None:
    taken = _both(profile(version="0.9"))
    assert taken is not None
    assert (taken.url, taken.label, taken.version, taken.fhir_version) == (
        BASE + "zib-BloodPressure",
        "zib BloodPressure",
        "0.9",
        "4.0.1",
    )
    assert taken.base == "http://hl7.org/fhir/StructureDefinition/Observation"
    assert taken.targets == (BASE + "nl-core-Patient",)
    [mapping] = taken.mappings
    assert (mapping.identity, mapping.address) == (
        "zib-bloodpressure-v3.2.1-2020EN",
        "https://zibs.nl/wiki/BloodPressure-v3.2.1(2020EN)",
    )
    assert mapping.root
    assert mapping.used


def test_the_name_stands_in_for_a_title() -> None:
    tree = profile()
    del tree["title"]
    assert _both(tree).label == "zibBloodPressure"  # type: ignore[union-attr]


def test_stu3_writes_one_target_where_r4_writes_a_list() -> None:
    """Both forms of targetProfile and profile are read; core resources are left out, core extensions are not."""
    kinds = [
        {"code": "Reference", "targetProfile": BASE + "one", "profile": BASE + "reference"},
        {"code": "Reference", "targetProfile": ["http://hl7.org/fhir/StructureDefinition/Group", BASE + "two|3.0"]},
        {"code": "Extension", "profile": "http://hl7.org/fhir/StructureDefinition/observation-bodyPosition"},
    ]
    tree = profile(fhirVersion="3.0.2", differential={"element": [{"path": "Observation.subject", "type": kinds}]})
    assert _both(tree).targets == (  # type: ignore[union-attr]
        BASE + "one",
        BASE + "reference",
        BASE + "two",
        "http://hl7.org/fhir/StructureDefinition/observation-bodyPosition",
    )


def test_null_in_json_is_no_value() -> None:
    """JSON writes null where a value has only an extension."""
    kinds = [{"code": "Reference", "targetProfile": [None, BASE + "one"], "_targetProfile": [{"id": "a"}, None]}]
    tree = profile(differential={"element": [{"path": "Observation.subject", "type": kinds}]})
    assert _taken(as_json(tree), "a.json").targets == (BASE + "one",)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("elements", "root"),
    [
        ([{"path": "Observation", "mapping": [ROOT_MAPPING]}], True),
        ([{"path": "Observation.code", "mapping": [ROOT_MAPPING]}], False),
        ([{"path": "Observation"}, {"path": "Observation.code", "mapping": [ROOT_MAPPING]}], False),
    ],
)
def test_only_the_first_element_maps_the_whole(elements: list[dict[str, Any]], root: bool) -> None:
    [mapping] = _both(profile(differential={"element": elements})).mappings  # type: ignore[union-attr]
    assert (mapping.root, mapping.used) == (root, True)


def test_a_snapshot_is_read_only_without_a_differential() -> None:
    """What a snapshot inherits is not said by the profile; without a differential it is all there is."""
    inherited = {"element": [{"path": "Observation", "mapping": [{"identity": "zib-payer-v1.0-2017EN", "map": "x"}]}]}
    stated = _both(profile(snapshot=inherited))
    assert stated == _both(profile())
    tree = profile(snapshot=inherited)
    del tree["differential"]
    assert {m.identity: m.root for m in _both(tree).mappings} == {  # type: ignore[union-attr]
        "zib-bloodpressure-v3.2.1-2020EN": False,
        "zib-payer-v1.0-2017EN": True,
    }


def test_identities_are_the_same_whatever_their_case() -> None:
    """Real profiles declare hcim-wound and use hcim-Wound."""
    used = {"identity": "ZIB-BloodPressure-v3.2.1-2020EN", "map": "NL-CM:12.4.1"}
    tree = profile(differential={"element": [{"path": "Observation", "mapping": [used]}]})
    [mapping] = _both(tree).mappings  # type: ignore[union-attr]
    assert mapping.address
    assert mapping.root


@pytest.mark.parametrize(
    "other",
    [{"derivation": "specialization"}, {"derivation": None}, {"kind": "logical"}],
    ids=str,
)
def test_what_is_no_profile_is_passed_over(other: dict[str, Any]) -> None:
    tree = {key: value for key, value in profile(**other).items() if value is not None}
    assert _both(tree) is None


@pytest.mark.parametrize(
    ("path", "raw"),
    [
        ("a.json", b'{"resourceType": "ValueSet", "url": "x"'),
        ("a.xml", b"<ValueSet"),
        ("a.xml", b'<!DOCTYPE html [<!ENTITY a "b">]><html>&a;</html>'),
        ("a.xml", b'<Bundle xmlns="http://hl7.org/fhir"><entry><StructureDefinition/></entry></Bundle>'),
        ("a.json", b'{"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "StructureDefinition"}}]}'),
        ("a.json", b""),
        ("a.json", b"[" * 100_000),
    ],
)
def test_other_files_are_not_judged(path: str, raw: bytes) -> None:
    assert notation.read(path, raw) is None


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_marks_and_encodings(encoding: str) -> None:
    """Real files begin with a byte order mark; XML may be in UTF-16."""
    tree = profile(title="Één profiel")
    text = as_xml(tree).decode().replace("utf-8", "utf-16" if encoding == "utf-16" else "utf-8")
    assert _taken(text.encode(encoding), "a.xml").label == "Één profiel"  # type: ignore[union-attr]
    raw = json.dumps({"resourceType": "StructureDefinition", **tree}, ensure_ascii=False).encode("utf-8-sig")
    assert _taken(raw, "a.json").label == "Één profiel"  # type: ignore[union-attr]


_WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=12
)
_NAMES = st.from_regex(r"[A-Za-z0-9.-]{1,8}", fullmatch=True)
_IDENTITIES = st.sampled_from(["zib-a-v1.0-2020EN", "HCIM-A-v1.0-2017EN", "rim", "mp-dataset"])
_USES = st.lists(st.fixed_dictionaries({"identity": _IDENTITIES, "map": _WORDS}), max_size=3)
_KINDS = st.lists(
    st.fixed_dictionaries(
        {
            "code": _WORDS,
            "targetProfile": st.lists(_NAMES.map(BASE.__add__)),
            "profile": st.lists(_NAMES.map(BASE.__add__)),
        }
    ),
    max_size=2,
)
_ELEMENTS = st.lists(
    st.fixed_dictionaries(
        {"path": st.sampled_from(["Observation", "Observation.a"]), "type": _KINDS, "mapping": _USES}
    ),
    max_size=3,
)
_PROFILES = st.builds(
    lambda name, title, mapping, elements: profile(
        name, title=title, mapping=mapping, differential={"element": elements}, snapshot={"element": elements[:1]}
    ),
    _NAMES,
    _WORDS,
    st.lists(st.fixed_dictionaries({"identity": _IDENTITIES, "uri": _WORDS}), max_size=3),
    _ELEMENTS,
)


@given(_PROFILES)
@settings(max_examples=150, deadline=None)
def test_json_and_xml_say_the_same(tree: dict[str, Any]) -> None:
    assert _both(tree) is not None


_FILES = {
    "package/package.json": PACKAGE,
    "package/a.json": as_json(profile()),
    "package/b.xml": as_xml(profile("nl-core-Patient", mapping=[], differential={"element": []})),
    "package/c.json": as_json({"url": "x"}, "ValueSet"),
    "package/.index.json": b'{"resourceType": "StructureDefinition", broken',
    "package/node_modules/x/d.json": b'{"resourceType": "StructureDefinition", broken',
    "README.md": b"# x",
}


def test_a_folder_and_an_archive_hold_the_same(tmp_path: Path) -> None:
    one, other = ingest.read(tgz(tmp_path / "x.tgz", _FILES)), ingest.read(folder(tmp_path / "x", _FILES))
    assert one.found == other.found
    assert one.files == other.files == 4
    assert one.digest != other.digest
    [package] = one.found
    assert (package.manifest.slug, package.manifest.title) == ("example.fhir/1.2.0", "Example")
    assert [found.path for found in package.profiles] == ["package/b.xml", "package/a.json"]


def test_the_digest_is_that_of_sha256sum(tmp_path: Path) -> None:
    """Whoever has the folder can make the number again."""
    import hashlib

    path = folder(tmp_path / "x", {"b/a.json": as_json(profile()), "a.json": b"{}"})
    lines = [f"{hashlib.sha256((path / name).read_bytes()).hexdigest()}  {name}\n" for name in ("a.json", "b/a.json")]
    assert ingest.read(path).digest == hashlib.sha256("".join(lines).encode()).hexdigest()
    archive = tgz(tmp_path / "x.tgz", _FILES)
    assert ingest.read(archive).digest == hashlib.sha256(archive.read_bytes()).hexdigest()


def test_the_order_of_an_archive_does_not_matter(tmp_path: Path) -> None:
    one = ingest.read(tgz(tmp_path / "a.tgz", _FILES))
    other = ingest.read(tgz(tmp_path / "b.tgz", dict(reversed(_FILES.items()))))
    assert one.found == other.found


def _slugs(packages: ingest.Packages) -> dict[str, list[str]]:
    return {one.manifest.slug: [found.path for found in one.profiles] for one in packages.found}


def test_a_checkout_of_several_packages(tmp_path: Path) -> None:
    """A file belongs to the nearest package around it; one outside all of them to the checkout itself."""
    about = '{{"name": "{}", "version": "1", "fhirVersions": ["4.0.1"]}}'
    files = {
        "r/package.json": about.format("all").encode(),
        "r/zib/package.json": about.format("zib").encode(),
        "r/nl/package.json": about.format("nl").encode(),
        "r/zib/deep/a.xml": as_xml(profile("a")),
        "r/nl/b.xml": as_xml(profile("b")),
        "qa/c.xml": as_xml(profile("c")),
        "scripts/package.json": b'{"name": "tools", "version": "9"}',
    }
    assert _slugs(ingest.read(folder(tmp_path / "checkout", files))) == {
        "checkout/unknown": ["qa/c.xml"],
        "nl/1": ["r/nl/b.xml"],
        "zib/1": ["r/zib/deep/a.xml"],
    }
    named = ingest.read(tmp_path / "checkout", name="mine", version="2")
    assert _slugs(named) == {"mine/2": ["r/zib/deep/a.xml", "r/nl/b.xml", "qa/c.xml"]}
    assert _slugs(ingest.read(tmp_path / "checkout", version="7")) == {
        "all/7": ["r/zib/deep/a.xml", "r/nl/b.xml", "qa/c.xml"]
    }


def test_the_only_package_holds_what_stands_beside_it(tmp_path: Path) -> None:
    """As in the checkout of eOverdracht: package/package.json beside Profiles/."""
    files = {"package/package.json": PACKAGE, "Profiles/a.xml": as_xml(profile())}
    assert _slugs(ingest.read(folder(tmp_path / "x", files))) == {"example.fhir/1.2.0": ["Profiles/a.xml"]}


def test_without_a_package_the_folder_gives_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder(tmp_path / "Mijn profielen", {"a.xml": as_xml(profile())})
    monkeypatch.chdir(path)
    for asked in (path, Path()):
        [package] = ingest.read(asked).found
        assert (package.manifest.name, package.manifest.version) == ("Mijn profielen", UNKNOWN)
        assert package.manifest.slug == "Mijn-profielen/unknown"


def test_a_profile_that_is_there_twice(tmp_path: Path) -> None:
    """The first by path counts; a copy that says something else is told apart from one that says the same."""
    files = {
        "b.xml": as_xml(profile()),
        "a.json": as_json(profile()),
        "c.json": as_json(profile(title="anders")),
    }
    for path in (folder(tmp_path / "x", files), tgz(tmp_path / "x.tgz", files)):
        packages = ingest.read(path)
        assert _slugs(packages) == {"x/unknown": ["a.json"]}
        assert [(f.code, f.place.file, "anders" in f.message.nl) for f in packages.findings] == [
            ("profile-doubled", "b.xml", False),
            ("profile-doubled", "c.json", True),
        ]


def test_the_order_of_a_folder_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system gives its files in any order."""
    path = folder(tmp_path / "x", _FILES)
    one, scan = ingest.read(path), os.scandir
    orders = [lambda p: sorted(scan(p), key=lambda e: e.name), lambda p: sorted(scan(p), key=lambda e: e.name)[::-1]]
    for order in orders:
        monkeypatch.setattr("os.scandir", order)
        assert ingest.read(path) == one


def test_ten_thousand_files(tmp_path: Path) -> None:
    """A package as large as the largest that are published is read, and progress is told."""
    raw = as_json({"url": "x"}, "ValueSet")
    files = {f"package/{n}.json": raw for n in range(10_000)} | {"package/a.json": as_json(profile())}
    told: list[int] = []
    assert ingest.read(tgz(tmp_path / "x.tgz", files), progress=told.append).files == 10_001
    assert told == list(range(1, 10_002))


@pytest.mark.parametrize("name", ["x.json", "x.xml", "x.zip", "x.tar"])
def test_only_packages_and_folders_are_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(as_json(profile()))
    with pytest.raises(InputError, match="no FHIR package"):
        ingest.read(tmp_path / name)


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        ingest.read(tmp_path / "x.tgz")


@pytest.mark.parametrize(
    "files", [{}, {"a.json": as_json({}, "ValueSet")}, {"a.json": as_json(profile(kind="logical"))}]
)
def test_a_package_without_a_profile(tmp_path: Path, files: dict[str, bytes]) -> None:
    (tmp_path / "x").mkdir()
    for path in (folder(tmp_path / "x", files), tgz(tmp_path / "x.tgz", files)):
        with pytest.raises(InputError, match="no FHIR profile"):
            ingest.read(path)


@given(st.binary(max_size=200), st.integers(0, 2000), st.booleans())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_change_of_a_definition_is_read_or_refused(noise: bytes, at: int, is_xml: bool) -> None:
    """Whatever the bytes are: something is taken, nothing is, or the definition is called bad."""
    raw = as_xml(profile()) if is_xml else as_json(profile())
    at %= len(raw)
    try:
        _taken(raw[:at] + noise + raw[at + len(noise) :], "a.xml" if is_xml else "a.json")
    except notation.BadDefinitionError as bad:
        said = (bad.message.nl, bad.message.en, bad.hint.nl, bad.hint.en)
    else:
        said = ("taken",)
    assert all(said)
