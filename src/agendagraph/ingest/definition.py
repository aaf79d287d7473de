"""What is taken of one StructureDefinition: names, numbers, identifiers and addresses; nothing of its text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import pyoxigraph as ox

from agendagraph.ingest.notation import BadDefinitionError, Tree
from agendagraph.ingest.sources import shown
from agendagraph.text import Text

_KINDS: Final = ("resource", "complex-type", "primitive-type")
_VERSIONS: Final = re.compile(r"(3|4)\.0(\..+)?")
_CORE: Final = re.compile(r"http://hl7\.org/fhir/StructureDefinition/[A-Z]\w*")
_ADDRESS: Final = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|\\^`]+')


@dataclass(frozen=True, slots=True)
class Mapping:
    """A model that a profile is mapped to.

    Attributes:
        identity: what the profile calls the model, such as `zib-bloodpressure-v3.2.1-2020EN`.
        address: the address of the model, or empty where the profile does not declare it.
        root: whether the profile as a whole is mapped to it.
        used: whether the profile or an element of it is; without that it is declared only.
    """

    identity: str
    address: str
    root: bool
    used: bool


@dataclass(frozen=True, slots=True)
class Definition:
    """A profile on a resource or data type, or an extension.

    Attributes:
        path: the file in the package.
        url: the canonical address.
        label: the title, or the name where there is no title.
        version: the version of the profile, or empty.
        fhir_version: the version of FHIR, or empty.
        base: the canonical address of what it is derived from, or empty.
        mappings: the models it is mapped to.
        targets: the canonical addresses of the profiles that its elements refer to or must conform to.
    """

    path: str
    url: str
    label: str
    version: str
    fhir_version: str
    base: str
    mappings: tuple[Mapping, ...]
    targets: tuple[str, ...]


def take(path: str, tree: Tree) -> Definition | None:
    """Return what is taken of a definition; nothing of one that is no profile, such as a logical model.

    Raises:
        BadDefinitionError: it lacks its address, or something in it is not what FHIR says it is.

    >>> profile = {"url": "urn:x:a", "name": "A", "kind": "resource", "derivation": "constraint", "fhirVersion": "4.0.1"}
    >>> take("a.json", profile).label
    'A'
    """
    if _text(tree, "derivation") != "constraint" or _text(tree, "kind") not in _KINDS:
        return None
    url = _address(_text(tree, "url"), "url")
    fhir_version = _text(tree, "fhirVersion")
    if fhir_version and not _VERSIONS.fullmatch(fhir_version):
        raise BadDefinitionError(
            Text(f"FHIR {shown(fhir_version)} wordt niet gelezen.", f"FHIR {shown(fhir_version)} is not read."),
            Text("Geef een pakket voor STU3 (3.0) of R4 (4.0).", "Give a package for STU3 (3.0) or R4 (4.0)."),
        )
    base = _text(tree, "baseDefinition")
    elements, root = _elements(tree)
    targets = {
        _address(target, "targetProfile")
        for element in elements
        for kind in _trees(element, "type")
        for target in (*_texts(kind, "targetProfile"), *_texts(kind, "profile"))
        if not _CORE.fullmatch(target.partition("|")[0])
    }
    return Definition(
        path=path,
        url=url,
        label=_text(tree, "title") or _text(tree, "name") or url.rpartition("/")[2],
        version=_text(tree, "version"),
        fhir_version=fhir_version,
        base=_address(base, "baseDefinition") if base else "",
        mappings=tuple(_mappings(tree, elements, root)),
        targets=tuple(sorted(targets)),
    )


def _elements(tree: Tree) -> tuple[list[Tree], Tree]:
    """Return the elements that the profile speaks of, and the one for the profile as a whole.

    A snapshot repeats what the base profile says, so it is read only where there is no differential: a package
    published with snapshots says the same as the checkout it was made from.
    """
    stated, full = (
        [e for d in _trees(tree, form) for e in _trees(d, "element")] for form in ("differential", "snapshot")
    )
    elements = stated or full
    root = elements[0] if elements and "." not in _text(elements[0], "path") else {}
    return elements, root


def _mappings(tree: Tree, elements: list[Tree], root: Tree) -> Iterator[Mapping]:
    """Yield each model once; identities are the same whatever the case of their letters, as profiles mix them."""
    names: dict[str, str] = {}
    addresses: dict[str, str] = {}
    for declared in _trees(tree, "mapping"):
        if identity := _text(declared, "identity"):
            names.setdefault(identity.casefold(), identity)
            addresses.setdefault(identity.casefold(), _text(declared, "uri"))
    used = set()
    for element in elements:
        for mapping in _trees(element, "mapping"):
            if identity := _text(mapping, "identity"):
                names.setdefault(identity.casefold(), identity)
                used.add(identity.casefold())
    whole = {_text(mapping, "identity").casefold() for mapping in _trees(root, "mapping")}
    for key in sorted(names):
        yield Mapping(names[key], addresses.get(key, ""), key in whole, key in used)


def _address(value: str, name: str) -> str:
    """Return a canonical address without the version behind it.

    Raises:
        BadDefinitionError: it is no complete address.
    """
    address = value.partition("|")[0]
    if not is_address(address):
        raise BadDefinitionError(
            Text(
                f"{name} is geen volledig adres: '{shown(value)}'.", f"{name} is no complete address: '{shown(value)}'."
            )
            if value
            else Text(f"{name} ontbreekt.", f"{name} is missing."),
            Text("Geef het adres voluit, zonder spaties.", "Give the address in full, without spaces."),
        )
    return address


@cache
def is_address(text: str) -> bool:
    """Return whether a text is an address that can name a thing.

    >>> [is_address(text) for text in ("http://x.nl/a", "a b", "urn:x:é", "http://[x/")]
    [True, False, True, False]
    """
    if not _ADDRESS.fullmatch(text) or not text.isprintable():
        return False
    try:
        return bool(list(ox.parse(f"<{text}> <{text}> <{text}> .", format=ox.RdfFormat.N_TRIPLES)))
    except SyntaxError:
        return False


def _trees(tree: Tree, name: str) -> list[Tree]:
    return [_fit(value, dict, name) for value in _many(tree, name)]


def _texts(tree: Tree, name: str) -> list[str]:
    """Return the texts of that name, on one line each."""
    found = [" ".join(_fit(value, str, name).split()) for value in _many(tree, name)]
    if any(unicodedata.category(sign) in {"Cc", "Cs"} for text in found for sign in text):
        raise _unfit(name)
    return [text for text in found if text]


def _text(tree: Tree, name: str) -> str:
    return next(iter(_texts(tree, name)), "")


def _many(tree: Tree, name: str) -> list[Any]:
    """Return the values of that name; JSON writes one value or many, and null for what has only an extension."""
    values = tree.get(name)
    return [v for v in (values if isinstance(values, list) else [values]) if v is not None]


def _fit(value: Any, kind: type, name: str) -> Any:
    if not isinstance(value, kind):
        raise _unfit(name)
    return value


def _unfit(name: str) -> BadDefinitionError:
    return BadDefinitionError(
        Text(f"De waarde van {name} is niet wat FHIR ervan zegt.", f"The value of {name} is not what FHIR says it is."),
        Text("Herstel het bestand of haal het opnieuw op.", "Mend the file or fetch it again."),
    )
