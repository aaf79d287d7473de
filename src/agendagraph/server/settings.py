"""How a server is set up: one table for flags, environment, documentation and `agendagraph config`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final

from agendagraph.engine.limits import Limits
from agendagraph.errors import InputError
from agendagraph.text import Text

ENVIRONMENT: Final = "AGENDAGRAPH_"
_LIMITS: Final = Limits()


def _setting(default: Any, nl: str, en: str, least: float | None = None, most: float | None = None) -> Any:
    return field(default=default, metadata={"help": Text(nl, en), "least": least, "most": most})


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set of a server; each setting is also a flag and an environment variable."""

    host: str = _setting("127.0.0.1", "Adres om op te luisteren.", "Address to listen on.")
    port: int = _setting(8000, "Poort; 0 neemt een vrije.", "Port; 0 takes a free one.", 0, 65535)
    base_url: str = _setting(
        "",
        "Openbaar adres van de site, zoals https://agenda.example.nl; zonder is het het adres waarop geluisterd wordt.",
        "Public address of the site, such as https://agenda.example.nl; without it, the address listened on.",
    )
    default_graph: str = _setting(
        "auto",
        "Wat een query buiten GRAPH ziet: union (alle grafen samen), own (de eigen standaardgraaf) of auto.",
        "What a query sees outside GRAPH: union (all graphs together), own (the dataset's default graph) or auto.",
    )
    timeout: float = _setting(
        _LIMITS.seconds, "Seconden die een query mag duren.", "Seconds that a query may run.", 0.01, 3600
    )
    memory: int = _setting(
        _LIMITS.memory // 1_000_000,
        "Megabytes die een query mag nemen.",
        "Megabytes that a query may take.",
        16,
        1_000_000,
    )
    answer: int = _setting(
        _LIMITS.answer // 1_000_000, "Megabytes van het grootste antwoord.", "Megabytes of the largest answer.", 1, 1000
    )
    query_size: int = _setting(
        _LIMITS.query // 1_000, "Kilobytes van de langste query.", "Kilobytes of the longest query.", 1, 10_000
    )
    running: int = _setting(_LIMITS.running, "Queries die tegelijk lopen.", "Queries that run at once.", 1, 256)
    waiting: int = _setting(_LIMITS.waiting, "Queries die mogen wachten.", "Queries that may wait.", 0, 100_000)
    waiting_each: int = _setting(
        _LIMITS.waiting_each,
        "Daarvan hoogstens zoveel van een adres.",
        "Of these at most so many of one address.",
        0,
        100_000,
    )
    patience: float = _setting(
        _LIMITS.patience, "Seconden die een query mag wachten.", "Seconds that a query may wait.", 0, 600
    )
    cache: int = _setting(
        64,
        "Megabytes aan antwoorden die bewaard blijven; 0 bewaart niets.",
        "Megabytes of answers that are kept; 0 keeps none.",
        0,
        100_000,
    )
    page_threads: int = _setting(8, "Pagina's die tegelijk gemaakt worden.", "Pages that are made at once.", 1, 64)
    connections: int = _setting(4096, "Verbindingen die tegelijk open zijn.", "Connections open at once.", 1, 65536)
    header_timeout: float = _setting(
        10.0,
        "Seconden waarin de kop van een verzoek binnen is.",
        "Seconds in which the head of a request arrives.",
        1,
        600,
    )
    body_timeout: float = _setting(
        10.0, "Seconden waarin de rest van een verzoek binnen is.", "Seconds in which its body arrives.", 0.1, 600
    )
    stop_timeout: float = _setting(
        15.0,
        "Seconden die lopende verzoeken krijgen bij het stoppen.",
        "Seconds that running requests get at a stop.",
        0,
        600,
    )
    proxies: int = _setting(
        0,
        "Zoveel eigen proxy's staan ervoor; pas dan telt X-Forwarded-For.",
        "So many proxies of your own stand in front; only then X-Forwarded-For counts.",
        0,
        10,
    )
    access_log: str = _setting(
        "",
        "Bestand voor het toegangslog (JSON per regel); - is standard error.",
        "File for the access log (JSON lines); - is standard error.",
    )
    contact: str = _setting(
        "",
        "Adres voor vragen en voor meldingen van lekken: op /over en in security.txt.",
        "Address for questions and reports of leaks: at /en/over and in security.txt.",
    )

    @property
    def contact_uri(self) -> str:
        """The address to ask at, as a URI; empty where none is set."""
        return self.contact if ":" in self.contact or not self.contact else f"mailto:{self.contact}"

    @property
    def limits(self) -> Limits:
        """The limits of a query."""
        return Limits(
            seconds=self.timeout,
            memory=self.memory * 1_000_000,
            answer=self.answer * 1_000_000,
            query=self.query_size * 1_000,
            running=self.running,
            waiting=self.waiting,
            waiting_each=self.waiting_each,
            patience=self.patience,
        )


def help_of(name: str) -> Text:
    """Return what a setting is, in words."""
    found: Text = next(one for one in fields(Settings) if one.name == name).metadata["help"]
    return found


def read(flags: Mapping[str, Any], environment: Mapping[str, str] | None = None) -> tuple[Settings, dict[str, str]]:
    """Return the settings, and where each comes from.

    Args:
        flags: name → value, as given on the command line; None where it was not.
        environment: of the process.

    Returns:
        The settings; and for each name `flag`, `environment` or `default`.

    Raises:
        InputError: a value does not fit; the message names the setting.

    >>> read({"port": None}, {"AGENDAGRAPH_PORT": "9000"})[0].port
    9000
    """
    environment = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for one in fields(Settings):
        variable = ENVIRONMENT + one.name.upper()
        if flags.get(one.name) is not None:
            values[one.name], origins[one.name] = flags[one.name], "flag"
        elif variable in environment:
            values[one.name], origins[one.name] = environment[variable], "environment"
        else:
            values[one.name], origins[one.name] = one.default, "default"
        source = variable if origins[one.name] == "environment" else "--" + one.name.replace("_", "-")
        values[one.name] = _checked(values[one.name], type(one.default), one.metadata, source)
    if values["default_graph"] not in {"auto", "union", "own"}:
        raise InputError(
            Text("Kies auto, union of own.", "Choose auto, union or own."),
            where=f"default_graph={values['default_graph']}",
        )
    values["base_url"] = values["base_url"].rstrip("/")
    if values["base_url"] and not values["base_url"].startswith(("http://", "https://")):
        raise InputError(
            Text("Het openbare adres begint met https://.", "The public address begins with https://."),
            where="base_url",
        )
    return Settings(**values), origins


def _checked(value: Any, kind: type, bounds: Mapping[str, Any], source: str) -> Any:
    try:
        found = kind(value)
    except (TypeError, ValueError):
        found = None
    least, most = bounds["least"], bounds["most"]
    if found is None or (least is not None and not least <= found <= most):
        raise InputError(
            Text(f"Geef een getal van {least:g} tot {most:g}.", f"Give a number from {least:g} to {most:g}."),
            where=f"{source}={value}"[:200],
        )
    return found
