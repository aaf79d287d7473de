#!/usr/bin/env python
"""Put the message catalogs of the site in order: by where each text is used, with the same bytes for the same texts.

Usage: tools/catalogs.py [--check]

Edit `src/agendagraph/web/translations/<language>/LC_MESSAGES/site.po` by hand or with a program for translators, then run this.
It says which keys are used and not there, are there and not used, or lack a language. With --check nothing is written.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

from agendagraph.text import LANGUAGES, Language
from agendagraph.web import messages
from agendagraph.web.strings import STRINGS

WEB: Final = Path(messages.__file__).parent
SHARED: Final = "shared"
"""The area of what more than one page says."""

_HEAD: Final = {
    "nl": "# De teksten van de site in het Nederlands. De sleutel staat bij msgid; zet de bestanden daarna op orde met\n"
    "# tools/catalogs.py.\n",
    "en": "# The texts of the site in English. The key is at msgid; afterwards put the files in order with tools/catalogs.py.\n",
}
_FIELDS: Final = (
    ("Language", ""),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Transfer-Encoding", "8bit"),
    ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
)

Forms = tuple[str, ...]


@dataclass
class Usage:
    """Where keys are written in templates and modules: whole, or as the start of keys that are put together."""

    whole: dict[str, set[str]] = field(default_factory=dict)
    starts: dict[str, set[str]] = field(default_factory=dict)
    asked: dict[str, set[str]] = field(default_factory=dict)

    def places(self, key: str) -> set[str]:
        """Return the files that use a key: templates, or modules and scripts where no template does."""
        found = self.asked.get(key, set()) | self.whole.get(key, set())
        found |= {place for start, places in self.starts.items() if key.startswith(start) for place in places}
        return {place for place in found if place.endswith(".html")} or found


def usage() -> Usage:
    """Return where keys are used; `asked` has only those that are asked for by their whole name, as in `t("key")`."""
    found = Usage()
    for path in sorted((WEB / "templates").glob("*.html")):
        _in_template(path, found)
    for path in sorted(WEB.rglob("*.py")):
        if path.name not in {"strings.py", "messages.py", "prose.py"} and not path.name.endswith("_words.py"):
            _in_module(path, found)
    return found


def _in_template(path: Path, found: Usage) -> None:
    where = path.relative_to(WEB).as_posix()
    tree = Environment(autoescape=True).parse(path.read_text("utf-8"))
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "t":
            for key in _keys(call.args[0]):
                found.asked.setdefault(key, set()).add(where)
    for const in tree.find_all(nodes.Const):
        if isinstance(const.value, str):
            found.whole.setdefault(const.value, set()).add(where)
    for put in tree.find_all(nodes.Concat):
        first = put.nodes[0]
        if isinstance(first, nodes.Const) and str(first.value).endswith("_"):
            found.starts.setdefault(str(first.value), set()).add(where)


def _keys(node: nodes.Expr) -> Iterator[str]:
    """Yield the keys that the argument of `t` can be, as far as they are written out."""
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, nodes.CondExpr):
        yield from _keys(node.expr1)
        if node.expr2 is not None:
            yield from _keys(node.expr2)


def _in_module(path: Path, found: Usage) -> None:
    where = path.relative_to(WEB).as_posix()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in {"translate", "say"} or ast.unparse(node.func) == "messages.text":
                found.asked.setdefault(str(node.args[0].value), set()).add(where)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.whole.setdefault(node.value, set()).add(where)
        first = node.values[0] if isinstance(node, ast.JoinedStr) and node.values else None
        first = node.left if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) else first
        if isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value.endswith("_"):
            found.starts.setdefault(first.value, set()).add(where)


def texts(language: Language) -> dict[str, Forms]:
    """Return key → forms as the file of a language has them."""
    found: dict[str, Forms] = {}
    with messages.path(language).open("rb") as stream:
        for message in read_po(stream, locale=language, abort_invalid=True):
            if message.id:
                key = message.id if isinstance(message.id, str) else message.id[0]
                found[key] = messages.forms(message)
    return found


def written(language: Language, entries: Mapping[str, Forms], used: Usage) -> bytes:
    """Return the file of a language: texts by area and key, each with where it is used."""
    catalog = Catalog(locale=language)
    by_area = sorted((_area(used.places(key)), key, sorted(used.places(key))) for key in entries)
    for area, key, where in by_area:
        forms = entries[key]
        catalog.add(
            key if len(forms) == 1 else (key, key),
            forms[0] if len(forms) == 1 else forms,
            locations=[(place, 1) for place in where],
            auto_comments=[area],
        )
    stream = io.BytesIO()
    write_po(stream, catalog, width=100, omit_header=True, include_lineno=False)
    fields = "".join(f'"{name}: {value or language}\\n"\n' for name, value in _FIELDS)
    return f'{_HEAD[language]}msgid ""\nmsgstr ""\n{fields}\n'.encode() + stream.getvalue().strip() + b"\n"


def _area(places: Iterable[str]) -> str:
    stems = {Path(place).stem for place in places}
    return stems.pop() if len(stems) == 1 and stems != {"macros"} else SHARED


def faults(entries: Mapping[Language, Mapping[str, Forms]], used: Usage) -> list[str]:
    """Return what is wrong with the catalogs, in words: missing and unused keys, and forms that do not belong together."""
    known = set().union(*entries.values()) | set(STRINGS)
    found = [
        f"not there: {key} ({', '.join(sorted(places))})" for key, places in used.asked.items() if key not in known
    ]
    found += [f"not used: {key}" for key in known if not used.places(key)]
    for key in known - set(STRINGS):
        forms = [entries[language].get(key, ()) for language in LANGUAGES]
        if not all(forms) or not all(text.strip() for some in forms for text in some):
            found.append(f"lacks a language: {key}")
        elif len({len(some) for some in forms}) > 1:
            found.append(f"differs in number of forms: {key}")
        elif any(placeholders(text) != placeholders(forms[0][-1]) for text in (some[-1] for some in forms)):
            found.append(f"differs in placeholders: {key}")
        elif any(not placeholders(some[0]) <= placeholders(some[-1]) for some in forms):
            found.append(f"has placeholders in the form for one alone: {key}")
        elif len(forms[0]) > 1 and "count" not in placeholders(forms[0][-1]):
            found.append(f"has forms, and no count to choose by: {key}")
    return sorted(found)


def placeholders(text: str) -> set[str]:
    """Return the names in braces in a text."""
    return set(re.findall(r"{(\w+)}", text))


def main(arguments: list[str]) -> int:
    """Write or check the catalogs and say what is wrong."""
    used = usage()
    entries: dict[Language, dict[str, Forms]] = {language: texts(language) for language in LANGUAGES}
    found = faults(entries, used)
    for language in LANGUAGES:
        raw, file = written(language, entries[language], used), messages.path(language)
        if raw != file.read_bytes():
            if "--check" in arguments:
                found.append(f"not in order: {file.relative_to(WEB)}; run tools/catalogs.py")
            else:
                file.write_bytes(raw)
                print(f"written: {file.relative_to(WEB)}")
    print(*found, sep="\n") if found else None
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
