"""Write the advance widths of Fira Sans that pictures are measured with: `python tools/font_widths.py`.

Reads the tables `head`, `hhea`, `hmtx` and `cmap` (format 4) of the OpenType specification; kerning is left out.
"""

from __future__ import annotations

import json
import struct
from pathlib import Path

import fontpkg_fira_sans  # type: ignore[import-untyped]

TARGET = Path(__file__).resolve().parent.parent / "src" / "agendagraph" / "diagrams" / "layout" / "fira_sans.json"
WEIGHTS = {"regular": "FiraSans-Regular.ttf", "bold": "FiraSans-SemiBold.ttf"}
RANGES = ((0x20, 0x7E), (0xA0, 0x17F), (0x2010, 0x2026), (0x2190, 0x2193), (0x20AC, 0x20AC), (0x2264, 0x2265))
"""Latin with its accents, and the punctuation of our labels; everything else is estimated."""


def main() -> None:
    folder = Path(fontpkg_fira_sans.__file__).parent / "files"
    found = {weight: widths((folder / name).read_bytes()) for weight, name in WEIGHTS.items()}
    TARGET.write_text(json.dumps(found, separators=(",", ":")).replace('"regular"', '\n"regular"') + "\n", "utf-8")


def widths(raw: bytes) -> dict[str, list[int]]:
    """Return the first character of each range, as hexadecimal, with the widths from there, in thousandths of the size."""
    tables = {}
    for number in range(struct.unpack_from(">H", raw, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", raw, 12 + 16 * number)
        tables[tag.decode()] = offset
    units = struct.unpack_from(">H", raw, tables["head"] + 18)[0]
    metrics = struct.unpack_from(">H", raw, tables["hhea"] + 34)[0]
    glyphs = _glyphs(raw, tables["cmap"])

    def width(character: int) -> int:
        glyph = min(glyphs.get(character, 0), metrics - 1)
        advance: int = struct.unpack_from(">H", raw, tables["hmtx"] + 4 * glyph)[0]
        return round(advance * 1000 / units) if character in glyphs else 0

    return {f"{first:x}": [width(character) for character in range(first, last + 1)] for first, last in RANGES}


def _glyphs(raw: bytes, cmap: int) -> dict[int, int]:
    """Return character → glyph of the subtable of format 4."""
    for number in range(struct.unpack_from(">H", raw, cmap + 2)[0]):
        start = cmap + struct.unpack_from(">L", raw, cmap + 4 + 8 * number + 4)[0]
        if struct.unpack_from(">H", raw, start)[0] == 4:
            break
    else:
        raise ValueError("no cmap of format 4")
    count = struct.unpack_from(">H", raw, start + 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", raw, start + 14 + skip)
        for skip in (0, 2 * count + 2, 4 * count + 2, 6 * count + 2)
    )
    found = {}
    for index in range(count):
        for character in range(starts[index], ends[index] + 1):
            if offsets[index]:
                place = start + 14 + 6 * count + 2 + 2 * index + offsets[index] + 2 * (character - starts[index])
                glyph = struct.unpack_from(">H", raw, place)[0]
                glyph = (glyph + deltas[index]) % 65536 if glyph else 0
            else:
                glyph = (character + deltas[index]) % 65536
            if glyph:
                found[character] = glyph
    return found


if __name__ == "__main__":
    main()
