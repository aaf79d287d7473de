"""From what a profile says of the model it is mapped to, to the version of the zib in the dataset."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from agendagraph.store import Store

_VERSION: Final = r"(?P<name>.+?)(?:[-_ ]v?(?P<version>\d[\d.]*))?"
_ADDRESS: Final = re.compile(
    r"https?://(?:www\.)?zibs\.nl/wiki/" + _VERSION + r"\((?P<year>\d{4})(?:EN|NL)?\)", re.IGNORECASE
)
_IDENTITY: Final = re.compile(r"(?:zib|hcim)-" + _VERSION + r"-(?P<year>\d{4})(?:EN|NL)?", re.IGNORECASE)
_VERSIONS: Final = """
SELECT ?version ?release ?number ?name
WHERE {
  ?version a ag:BuildingBlockVersion ; ag:inRelease ?release .
  OPTIONAL { ?version dcat:version ?number }
  { ?version skos:altLabel|dcterms:title ?name } UNION { ?version dcterms:isVersionOf/skos:altLabel ?name }
}
ORDER BY ?version ?name
"""


@dataclass(frozen=True, slots=True)
class Zib:
    """A zib as a profile names it; the version number can be missing."""

    name: str
    version: str
    year: str

    @property
    def key(self) -> tuple[str, str]:
        """What tells it apart: case and punctuation do not, as profiles write SNAQ65+Score and snaq65plusscore."""
        return self.year, re.sub(r"[\W_]", "", self.name.replace("+", "plus")).casefold()


def named(identity: str, address: str) -> Zib | None:
    """Return the zib that a mapping names: by its address, else by its identity; nothing where it is another model.

    >>> named("x", "https://zibs.nl/wiki/BloodPressure-v3.2.1(2020EN)")
    Zib(name='BloodPressure', version='3.2.1', year='2020')
    >>> named("hcim-livingsituation-3.0-2016EN", "")
    Zib(name='livingsituation', version='3.0', year='2016')
    >>> named("rim", "http://hl7.org/v3") is None
    True
    """
    found = _ADDRESS.fullmatch(unquote(address)) or _IDENTITY.fullmatch(identity)
    return Zib(found["name"], found["version"] or "", found["year"]) if found else None


def disagreement(identity: str, address: str) -> tuple[Zib, ...]:
    """Return the two zibs that the identity and the address of a mapping name where they differ; numbers aside.

    >>> [zib.year for zib in disagreement("hcim-payer-v3.2-2018EN", "https://zibs.nl/wiki/Payer-v3.1(2017EN)")]
    ['2017', '2018']
    """
    one, other = named("", address), named(identity, "")
    return (one, other) if one and other and one.key != other.key else ()


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a zib in the dataset: its IRI and its number."""

    iri: str
    number: str


class Zibs:
    """The versions of zibs in a dataset, by name and year of release."""

    def __init__(self, versions: Iterable[tuple[tuple[str, str], Version]]) -> None:
        self._found: dict[tuple[str, str], set[Version]] = {}
        for key, version in versions:
            self._found.setdefault(key, set()).add(version)
        self.years = {year for year, _ in self._found}

    @classmethod
    def of(cls, store: Store) -> Zibs:
        """Return the versions of zibs in a dataset.

        >>> Zibs.of(Store([])).years
        set()
        """
        found = []
        for row in store.rows(_VERSIONS):
            if year := re.search(r"zib-(\d{4})$", row["release"].value):
                number = row["number"].value if row["number"] is not None else ""
                found.append((Zib(row["name"].value, "", year[1]).key, Version(row["version"].value, number)))
        return cls(found)

    def version(self, zib: Zib) -> Version | None:
        """Return the one version that a zib is in its release, or nothing where there is none or more than one."""
        found = self._found.get(zib.key, set())
        return next(iter(found)) if len(found) == 1 else None
