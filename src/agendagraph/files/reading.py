"""Reading one data file: its statements, or what is wrong with it in words, never a traceback."""

from __future__ import annotations

import codecs
import errno
import re
import stat
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.files import places
from agendagraph.text import Text

MAX_BYTES: Final = 20_000_000
"""A chapter is some hundreds of kilobytes; a file larger than this is a mistake, and is not read."""

FORMATS: Final = {".trig": ox.RdfFormat.TRIG, ".ttl": ox.RdfFormat.TURTLE}


class BadFileError(Exception):
    """What is wrong with a file, where in it, and what to do."""

    def __init__(self, code: str, message: Text, hint: Text, line: int = 0, column: int = 0) -> None:
        super().__init__(code)
        self.code, self.message, self.hint, self.line, self.column = code, message, hint, line, column


def read(path: Path) -> tuple[str, list[ox.Quad]]:
    """Return the text of a TriG or Turtle file and its statements.

    Raises:
        BadFileError: something is wrong with the file or with how it is written.

    >>> from agendagraph import assets
    >>> len(read(assets.folder("ontology") / "agendagraph.ttl")[1]) > 100
    True
    """
    text = _text(path)
    return text, _quads(text, FORMATS[path.suffix])


def _text(path: Path) -> str:
    """Return the text of a file, or raise what is wrong with the file as a file."""
    raw = _bytes(path)
    if not raw.strip():
        raise BadFileError(
            "file-empty",
            Text("Het bestand is leeg.", "The file is empty."),
            Text("Vul het of verwijder het.", "Fill it or remove it."),
        )
    if raw.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise BadFileError(
            "file-bom",
            Text("Het bestand begint met een byte order mark.", "The file starts with a byte order mark."),
            Text("Bewaar het als UTF-8 zonder BOM.", "Save it as UTF-8 without BOM."),
            1,
            1,
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadFileError(
            "file-encoding",
            Text("Het bestand is geen geldige UTF-8.", "The file is not valid UTF-8."),
            Text("Bewaar het opnieuw als UTF-8.", "Save it again as UTF-8."),
            *_line_and_column(raw[: error.start].decode("utf-8")),
        ) from error
    if "\0" in text:
        raise BadFileError(
            "file-encoding",
            Text(
                "Het bestand bevat een NUL-teken: het is geen tekst in UTF-8.",
                "The file contains a NUL: it is no text in UTF-8.",
            ),
            Text("Bewaar het opnieuw als UTF-8.", "Save it again as UTF-8."),
            *_line_and_column(text[: text.index("\0")]),
        )
    return text


def _bytes(path: Path) -> bytes:
    """Return the content of a file that is of a kind and size that we read."""
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise IsADirectoryError(errno.EISDIR, "is a directory")
        if path.suffix not in FORMATS or not stat.S_ISREG(about.st_mode):
            raise BadFileError(
                "file-format",
                Text("Geen gegevensbestand van AgendaGraph.", "Not a data file of AgendaGraph."),
                Text("Gebruik TriG (.trig) of Turtle (.ttl).", "Use TriG (.trig) or Turtle (.ttl)."),
            )
        if about.st_size > MAX_BYTES:
            size, limit = about.st_size // 1_000_000, MAX_BYTES // 1_000_000
            raise BadFileError(
                "file-too-large",
                Text(f"Het bestand is {size} MB.", f"The file is {size} MB."),
                Text(
                    f"Splits het per hoofdstuk; meer dan {limit} MB wordt niet gelezen.",
                    f"Split it by chapter; more than {limit} MB is not read.",
                ),
            )
        return path.read_bytes()
    except OSError as error:
        other = error.strerror or type(error).__name__
        reason = _SYSTEM_REASONS.get(error.errno or 0, Text(other, other))
        raise BadFileError(
            "file-unreadable",
            Text(f"Het bestand kan niet gelezen worden: {reason.nl}.", f"The file cannot be read: {reason.en}."),
            Text("Controleer de naam en de rechten.", "Check the name and the permissions."),
        ) from error


def _quads(text: str, form: ox.RdfFormat) -> list[ox.Quad]:
    """Return the statements of a text, or raise what is wrong with how it is written."""
    try:
        quads = list(ox.parse(text, format=form))
    except SyntaxError as error:
        reason, hint = explain(str(error.msg), form)
        raise BadFileError(
            "file-syntax",
            Text(f"De schrijfwijze klopt hier niet: {reason.nl}.", f"The notation is wrong here: {reason.en}."),
            hint,
            error.lineno or 0,
            error.offset or 0,
        ) from error
    if not quads:
        raise BadFileError(
            "file-empty",
            Text("Het bestand bevat geen enkele uitspraak.", "The file contains no statement at all."),
            Text("Vul het of verwijder het.", "Fill it or remove it."),
        )
    if any(_is_beyond(term) for quad in quads for term in (quad.subject, quad.object)):
        raise BadFileError(
            "file-syntax",
            Text(
                "De schrijfwijze klopt hier niet: een uitspraak over een uitspraak of een schrijfrichting (RDF 1.2).",
                "The notation is wrong here: a statement about a statement or a text direction (RDF 1.2).",
            ),
            Text(
                "Maak van << >> en {| |} een knoop zoals ag:Relation; laat --ltr en --rtl weg.",
                "Make << >> and {| |} a node such as ag:Relation; leave --ltr and --rtl out.",
            ),
            *places.first(text, _BEYOND),
        )
    return quads


_BEYOND = re.compile(r"<<|\{\||@[A-Za-z-]+--(?:ltr|rtl)")


def _is_beyond(term: object) -> bool:
    """Return whether a term is one that only RDF 1.2 has, which our validator does not read."""
    return isinstance(term, ox.Triple) or (isinstance(term, ox.Literal) and term.direction is not None)


def _line_and_column(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1


def explain(said: str, form: ox.RdfFormat) -> tuple[Text, Text]:
    """Return in words what a parser's error says, without the position, and what to do."""
    reason = said.partition(": ")[2] or said
    if form == ox.RdfFormat.TURTLE and reason.startswith("{"):
        return Text("een .ttl-bestand heeft geen blokken", "a .ttl file has no blocks"), Text(
            "Geef het bestand de uitgang .trig.", "Give the file the suffix .trig."
        )
    for pattern, message, remedy in _KNOWN_REASONS:
        if found := re.fullmatch(pattern, reason):
            names = {name: _shown(value) for name, value in found.groupdict().items()}
            if prefix := names.get("prefix"):
                names["space"] = f"<{terms.prefixes().get(prefix[:-1], '…')}>"
            return (message.format(**names), remedy.format(**names)) if names else (message, remedy)
    shown = _shown(reason)
    return Text(shown, shown), Text(
        "Kijk op deze regel en de regel ervoor naar een ontbrekende punt, puntkomma, aanhalingsteken of prefix.",
        "Look on this line and the one before for a missing dot, semicolon, quote or prefix.",
    )


def _shown(text: str) -> str:
    """Return a piece of a file as it can be shown: no control characters, not too long."""
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return clean if len(clean) <= 120 else f"{clean[:60]} … {clean[-50:]}"


_KNOWN_REASONS: Final = (
    (
        r"A dot is expected.*|A '}' or a '.' is expected.*",
        Text("de uitspraak hiervoor is niet afgesloten", "the statement before this is not closed"),
        Text(
            "Zet een punt achter de vorige uitspraak, of een puntkomma als deze over hetzelfde ding gaat.",
            "Put a dot behind the previous statement, or a semicolon where this one is about the same thing.",
        ),
    ),
    (
        r"The prefix (?P<prefix>[^:]*:) has not been declared",
        Text("de prefix {prefix} is niet gedeclareerd", "the prefix {prefix} is not declared"),
        Text(
            "Verbeter de prefix, of zet bovenaan: @prefix {prefix} {space} .",
            "Mend the prefix, or put at the top: @prefix {prefix} {space} .",
        ),
    ),
    (
        r"Unexpected end of file",
        Text("wat hier begint wordt nergens gesloten", "what starts here is closed nowhere"),
        Text(
            "Sluit de tekst of het adres met het teken waarmee het begint.",
            "Close the text or address with the sign it starts with.",
        ),
    ),
    (
        r"Unexpected end",
        Text("het bestand houdt midden in een blok of uitspraak op", "the file stops within a block or statement"),
        Text(
            "Sluit de laatste uitspraak met een punt en het blok met }.",
            "Close the last statement with a dot and the block with }.",
        ),
    ),
    (
        r"\{ is not a valid (?:predicate|RDF object)",
        Text(
            "hier begint een blok terwijl het vorige nog open is",
            "a block starts here while the one before is still open",
        ),
        Text("Sluit het vorige blok met }.", "Close the block before this with }."),
    ),
    (
        r"\} is not a valid subject or graph name",
        Text("hier sluit een blok dat niet open is", "a block is closed here that is not open"),
        Text(
            "Haal } weg, of open het blok met { achter de passage.",
            "Remove }, or open the block with { behind the passage.",
        ),
    ),
    (
        r"(?P<found>.+) is not a valid (?:RDF )?(?:subject or graph name|subject|predicate|object)",
        Text("{found} kan hier niet staan", "{found} cannot stand here"),
        Text(
            "Kijk of ervoor een komma, puntkomma, punt of aanhalingsteken ontbreekt.",
            "Look whether a comma, semicolon, dot or quote is missing before it.",
        ),
    ),
    (
        r"Invalid IRI.*|No scheme found.*|Invalid character .* in host",
        Text("dit is geen volledig adres", "this is no complete address"),
        Text(
            "Schrijf een adres voluit tussen < en >, met https:// ervoor en zonder spaties.",
            "Write an address in full between < and >, with https:// in front and without spaces.",
        ),
    ),
    (
        r"Unexpected escape character.*",
        Text("de backslash betekent hier niets", "the backslash means nothing here"),
        Text(
            r"Schrijf in een tekst \\ voor een backslash en \" voor een aanhalingsteken.",
            r"Write \\ for a backslash in a text, and \" for a quote.",
        ),
    ),
)
"""What the parser says, what that is in words, and what to do about it; the first that fits counts."""

_SYSTEM_REASONS: Final = {
    errno.ENOENT: Text("het bestaat niet", "it does not exist"),
    errno.EACCES: Text("u mag het niet lezen", "you may not read it"),
    errno.EPERM: Text("u mag het niet lezen", "you may not read it"),
    errno.ELOOP: Text("het is een koppeling die naar zichzelf verwijst", "it is a link that points to itself"),
    errno.EISDIR: Text("het is een map", "it is a folder"),
}
