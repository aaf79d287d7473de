#!/usr/bin/env python
"""Take the texts that are still in modules into the message catalogs; needed once, and to be deleted afterwards.

Usage: tools/take_in.py

Every text in `agendagraph.web.strings.STRINGS` that is not kept by another layer goes into both catalogs, in place of what they
have under that key. `x` and `x_one` become one text with two forms where `x` has a {count}, and templates that chose between them
no longer do. What no page asks for any more leaves the catalogs. The modules with words are deleted; strings.py keeps what
other layers say, too. Labels and texts of the data that stand in a page are told with their language, where a template does not
do that yet.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from agendagraph.planner.faces import words
from agendagraph.text import LANGUAGES, Language
from agendagraph.web import messages
from agendagraph.web.strings import STRINGS
from catalogs import WEB, Forms, placeholders, texts, usage, written

_SHARED = '''"""Texts of the site that other layers say, too, and that are kept there; all others are in the catalogs."""

from __future__ import annotations

from typing import Final

from agendagraph.planner.faces.words import SHORTER
from agendagraph.text import Text

STRINGS: Final[dict[str, Text]] = {"plan_shorter": SHORTER}
"""Key → text; it comes before the catalogs."""
'''


def main() -> int:
    """Move the texts, and print what is left to do by hand."""
    _simplify_templates()
    kept = {key for key, text in STRINGS.items() if any(text is other for other in vars(words).values())}
    used = usage()
    entries: dict[Language, dict[str, Forms]] = {}
    for language in LANGUAGES:
        entries[language] = texts(language) if messages.path(language).exists() else {}
        known = entries[language]
        # What the catalogs say already stays as it is there, with the forms that it was given there.
        fresh = {key: text(language) for key, text in STRINGS.items() if text(language) != known.get(key, ("",))[-1]}
        known |= {key: (text,) for key, text in fresh.items() if key not in kept}
        _join(known, set(used.asked) | set(used.whole))
    for key in [key for key in entries["nl"] if not used.places(key)]:
        print(f"no page asks for it, left out: {key}")
        for language in LANGUAGES:
            del entries[language][key]
    for language in LANGUAGES:
        messages.path(language).parent.mkdir(parents=True, exist_ok=True)
        messages.path(language).write_bytes(written(language, entries[language], used))
    for path in sorted({*WEB.glob("*_words.py"), *WEB.glob("prose.py")}):
        path.unlink()
        print(f"deleted: {path.name}")
    (WEB / "strings.py").write_text(_SHARED, "utf-8")
    subprocess.run([sys.executable, Path(__file__).with_name("catalogs.py")], check=False)
    print("still to be done by hand (messages.text for one, messages.starting for all with a prefix):")
    return subprocess.run(["grep", "-rnE", r"STRINGS\b|_words import|prose import", WEB], check=False).returncode


def _join(entries: dict[str, Forms], asked: set[str]) -> None:
    """Make one text with two forms of a text and the one for one, where no page asks for that one by itself."""
    for one in [key for key in entries if key.endswith("_one") and key not in asked and not key.startswith("js_")]:
        many = one.removesuffix("_one")
        if "count" in placeholders(entries.get(many, ("",))[-1]):
            entries[many] = (entries.pop(one)[0], entries[many][-1])


def _simplify_templates() -> None:
    """Let the count choose the form, and the data tell their language."""
    for path in sorted((WEB / "templates").glob("*.html")):
        before = path.read_text("utf-8")
        after = re.sub(
            r't\("(\w+)_one"(?:, [^()]*)?\) if [^{}]*? == "?1"? else (t\("\1", [^{}]*\)) }}', r"\2 }}", before
        )
        after = re.sub(
            r'{% elif [^{}]*? == 1 %}{{ t\("(\w+)_one"\) }}{% else %}({{ t\("\1", [^{}]*\) }})', r"{% else %}\2", after
        )
        after = _with_languages(after)
        if after != before:
            path.write_text(after, "utf-8")
            print(f"simplified: {path.name}")


def _with_languages(source: str) -> str:
    """Return a template whose labels and texts of the data say in which language they are, where they stand in the text."""
    label = r"label\((?:[^(){}]|\([^()]*\))*\)"
    source = re.sub(rf'<span lang="nl">{{{{ ({label}) }}}}</span>', r"{{ \1|spoken(mark=false) }}", source)
    source = re.sub(r'\{\{ ([\w.]+)\.text\("dateText", language\) \}\}', r"{{ time_of(\1) }}", source)
    source = re.sub(r'(\{\{ [\w.]+\.text\("\w+", language\)) \}\}', r"\1|spoken }}", source)
    source = re.sub(r"\{\{ m\.number\(((?:[^(){}]|\([^()]*\))*)\) \}\}", r"{{ \1|number }}", source)

    def name(match: re.Match[str]) -> str:
        before = source[: match.start()]
        in_tag = before.rfind("<") > before.rfind(">")
        in_title = before.rfind("block title") > before.rfind("endblock")
        return match[0] if in_tag or in_title else match[0].replace("label(", "label_of(", 1)

    return re.sub(rf"\{{\{{ {label}(?: if [^}}]*)? \}}\}}", name, source)


if __name__ == "__main__":
    sys.exit(main())
