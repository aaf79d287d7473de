"""The header of a `.rq` file: TOML behind `#+`, so that one file serves the engine, the command line, the pages and the tests."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from agendagraph.errors import InputError
from agendagraph.text import Text


def read(path: Path) -> tuple[dict[str, Any], str]:
    """Return the header of a query file as a dictionary, and the query itself.

    Raises:
        InputError: the header is missing or is no valid TOML, or the id is not the file's name.

    >>> from agendagraph import assets
    >>> path = sorted((assets.folder("ontology") / "rules").glob("*.rq"))[0]
    >>> read(path)[0]["id"] == path.stem
    True
    """
    text = path.read_text(encoding="utf-8")
    lines = [line[2:].strip() for line in text.splitlines() if line.startswith("#+")]
    try:
        header = tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            Text(
                f"De kop van de query is geen geldige TOML: {error}",
                f"The header of the query is no valid TOML: {error}",
            ),
            where=path.name,
            hint=Text("Zie queries/README.md.", "See queries/README.md."),
        ) from error
    if header.get("id") != path.stem:
        raise InputError(
            Text(
                "De id in de kop is niet de naam van het bestand.", "The id in the header is not the name of the file."
            ),
            where=path.name,
            hint=Text(f'Schrijf: #+ id = "{path.stem}"', f'Write: #+ id = "{path.stem}"'),
        )
    return header, text


def bilingual(value: object, where: str) -> Text:
    """Return a header value `{ nl = "…", en = "…" }` as text.

    Raises:
        InputError: a language is missing.
    """
    if isinstance(value, dict) and set(value) == {"nl", "en"}:
        return Text(str(value["nl"]), str(value["en"]))
    raise InputError(
        Text("Een tekst heeft nl en en nodig.", "A text needs nl and en."),
        where=where,
        hint=Text('Schrijf: { nl = "…", en = "…" }', 'Write: { nl = "…", en = "…" }'),
    )
