"""A StructureDefinition in JSON or XML as one and the same tree, or what is wrong with it in words."""

from __future__ import annotations

import json
import re
from typing import Any, Final
from xml.parsers import expat  # document types are refused below, so nothing can be expanded or fetched

from agendagraph.ingest.sources import shown
from agendagraph.text import Text

Tree = dict[str, Any]
"""Names to values; a value is a text, a tree, or a list of those."""

MAX_DEPTH: Final = 100
"""How deep elements go at most; FHIR itself goes some ten deep in a definition."""

_FHIR: Final = "http://hl7.org/fhir"
_JSON_SIGN: Final = re.compile(rb'"resourceType"\s*:\s*"StructureDefinition"')
_XML_SIGN: Final = re.compile(rb"<(?:[\w.-]+:)?StructureDefinition[\s/>]")
_WANTED: Final = frozenset(
    {
        *("url", "name", "title", "version", "fhirVersion", "kind", "derivation", "type", "baseDefinition"),
        *("mapping", "identity", "uri", "differential", "snapshot", "element", "path", "profile", "targetProfile"),
    }
)
"""The elements that are read, wherever they stand; what is below any other element is passed over."""


class BadDefinitionError(Exception):
    """What is wrong with a definition, and on which line; 0 where that is not known."""

    def __init__(self, message: Text, hint: Text, line: int = 0) -> None:
        super().__init__(message.en)
        self.message, self.hint, self.line = message, hint, line


def is_definition(path: str, raw: bytes) -> bool:
    """Return whether a file looks like a StructureDefinition, however broken it is.

    >>> is_definition("a.json", b'{"resourceType": "StructureDefinition", ')
    True
    """
    if b"\0" in raw[:4]:  # UTF-16, which XML may be written in
        raw = raw.decode("utf-16", "ignore").encode("utf-8", "ignore")
    return bool((_XML_SIGN if path.lower().endswith(".xml") else _JSON_SIGN).search(raw))


def read(path: str, raw: bytes) -> Tree | None:
    """Return the tree of a StructureDefinition; of any other file nothing, however broken it is.

    Raises:
        BadDefinitionError: it is one, but cannot be read.

    >>> read("a.xml", b'<StructureDefinition xmlns="http://hl7.org/fhir"><url value="urn:x:a"/></StructureDefinition>')
    {'url': ['urn:x:a']}
    >>> read("a.json", b'{"resourceType": "ValueSet"}') is None
    True
    """
    if not is_definition(path, raw):
        return None
    return _Xml().read(raw) if path.lower().endswith(".xml") else _json(raw)


def json_tree(raw: bytes) -> Any:
    """Return what a JSON text says.

    Raises:
        BadDefinitionError: it is no JSON.
    """
    try:
        return json.loads(raw.decode(json.detect_encoding(raw)))
    except json.JSONDecodeError as error:
        raise _bad("JSON", error.msg, error.lineno) from error
    except UnicodeDecodeError as error:
        raise _bad("JSON", "encoding", raw[: error.start].count(b"\n") + 1) from error
    except RecursionError as error:
        raise _bad("JSON", "nested too deep", 0) from error
    except ValueError as error:  # a number of more digits than Python reads
        raise _bad("JSON", "number", 0) from error


def _json(raw: bytes) -> Tree | None:
    tree = json_tree(raw)
    return tree if isinstance(tree, dict) and tree.get("resourceType") == "StructureDefinition" else None


def _bad(form: str, reason: str, line: int) -> BadDefinitionError:
    reason = shown(reason)
    return BadDefinitionError(
        Text(f"Dit is geen goede {form} ({reason}).", f"This is no well-formed {form} ({reason})."),
        Text("Herstel het bestand of haal het opnieuw op.", "Mend the file or fetch it again."),
        line,
    )


class _OtherError(Exception):
    """The root is another element: the rest of the file need not be read."""


class _Xml:
    """Reads one XML file, keeping only the elements that are asked for."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._open: list[tuple[str, Tree, str | None]] = []
        self._root: Tree = {}
        self._depth = 0
        self._passed = 0
        self._doctype_line = 0

    def read(self, raw: bytes) -> Tree | None:
        try:
            self._parser.Parse(raw, True)
        except _OtherError:
            return None
        except expat.ExpatError as error:
            raise _bad("XML", expat.ErrorString(error.code), error.lineno) from error
        except (ValueError, LookupError) as error:  # an encoding that is not read
            raise _bad("XML", "encoding", 1) from error
        return self._root

    def _doctype(self, *_: object) -> None:
        self._doctype_line = self._parser.CurrentLineNumber

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _bad("XML", "nested too deep", self._parser.CurrentLineNumber)
        space, _, local = name.rpartition(" ")
        if self._depth == 1:
            self._judge_root(space, local)
        elif self._passed or space != _FHIR or local not in _WANTED:
            self._passed += 1
            return
        self._open.append((local, {}, attributes.get("value")))

    def _judge_root(self, space: str, local: str) -> None:
        if local != "StructureDefinition":
            raise _OtherError
        if space != _FHIR:
            raise BadDefinitionError(
                Text("Dit is geen StructureDefinition van FHIR.", "This is no StructureDefinition of FHIR."),
                Text(f'Schrijf xmlns="{_FHIR}".', f'Write xmlns="{_FHIR}".'),
                self._parser.CurrentLineNumber,
            )
        if self._doctype_line:
            raise BadDefinitionError(
                Text("Een DOCTYPE wordt geweigerd.", "A DOCTYPE is refused."),
                Text("Haal de DOCTYPE weg; FHIR kent die niet.", "Remove the DOCTYPE; FHIR has none."),
                self._doctype_line,
            )

    def _end(self, _: str) -> None:
        self._depth -= 1
        if self._passed:
            self._passed -= 1
            return
        local, tree, value = self._open.pop()
        if self._open:
            self._open[-1][1].setdefault(local, []).append(tree if value is None else value)
        else:
            self._root = tree
