# /// script
# dependencies = ["brotli==1.2.1", "fontpkg-fira-sans==4.203", "fonttools==4.68.0"]
# ///
"""Write the web fonts of the site: `uv run tools/fonts.py`.

Fira Sans in the three styles that the style sheet uses, each in two files, so that a Dutch or English page fetches the first
alone: what these languages need, and the other Latin letters. Instructions for low-resolution screens are left out.
"""

from __future__ import annotations

from pathlib import Path

import fontpkg_fira_sans  # type: ignore[import-untyped]
from fontTools import subset  # type: ignore[import-not-found,import-untyped,unused-ignore]

TARGET = Path(__file__).resolve().parent.parent / "src" / "agendagraph" / "web" / "static" / "fonts"
STYLES = {"regular": "FiraSans-Regular.ttf", "italic": "FiraSans-Italic.ttf", "semibold": "FiraSans-SemiBold.ttf"}
RANGES = {
    "": "U+0020-007E,U+00A0-00FF,U+0131,U+0152-0153,U+02C6,U+02DA,U+02DC,U+2000-200B,U+2010-2026,U+202F-203A,U+20AC,"
    "U+2122,U+2190-2193,U+2212,U+2215,U+2264-2265",
    "-ext": "U+0100-0130,U+0132-0151,U+0154-017F,U+0218-021B,U+1E00-1EFF,U+20A0-20AB,U+20AD-20CF",
}
"""End of the file name → its characters; `unicode-range` in the style sheet says the same."""


def main() -> None:
    folder = Path(fontpkg_fira_sans.__file__).parent
    TARGET.mkdir(exist_ok=True)
    (TARGET / "OFL.txt").write_bytes((folder / "LICENSE").read_bytes())
    for style, source in STYLES.items():
        for end, characters in RANGES.items():
            _write(folder / "files" / source, TARGET / f"fira-sans-{style}{end}.woff2", characters)


def _write(source: Path, target: Path, characters: str) -> None:
    options = subset.Options(flavor="woff2", hinting=False, desubroutinize=True, notdef_outline=True)
    options.layout_features = ["ccmp", "kern", "liga", "locl", "mark", "mkmk", "tnum"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    font = subset.load_font(str(source), options)
    font.recalcTimestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(characters.replace("U+", "")))
    subsetter.subset(font)
    subset.save_font(font, str(target), options)


if __name__ == "__main__":
    main()
