"""Make the gallery: `python tools/gallery.py` runs `agendagraph diagram` for ten real questions and writes the index."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

GALLERY = Path(__file__).resolve().parent.parent / "docs" / "gallery"


@dataclass(frozen=True)
class Picture:
    """A picture: its file, the question in Dutch, what to see in it, and the arguments of the command."""

    name: str
    question: str
    seen: str
    arguments: tuple[str, ...]


PICTURES = (
    Picture(
        "plan-bgz-huisarts",
        "Wat heeft een huisarts nodig voor BgZ-uitwisseling?",
        "Waves from left to right, five choices with what was not chosen, and the deadline on each step that has one.",
        ("plan", "bgz-uitwisseling", "-p", "sector=huisartsenzorg"),
    ),
    Picture(
        "plan-met-wat-er-al-is",
        "En als Mitz, UZI-pas en Nuts er al zijn?",
        "What is in place stands apart on the left, with a tick; only what it is still needed for leads on.",
        ("plan", "bgz-uitwisseling", "-p", "sector=huisartsenzorg", "-p", "heeft=mitz", "-p", "heeft=uzi-pas",
         "-p", "heeft=nuts"),
    ),
    Picture(
        "mitz",
        "Wat hangt er samen met Mitz?",
        "What points to it on the left, what it points to on the right; one line for all that is linked alike.",
        ("neighbourhood", "mitz", "-p", "meest=28"),
    ),
    Picture(
        "mitz-een-jaar-later",
        "Wat raakt het als Mitz een jaar later komt?",
        "Who waits, in how many steps, and which milestones conflict.",
        ("impact", "mitz", "-p", "vertraging=12m"),
    ),
    Picture(
        "van-wegiz-naar-mitz",
        "Hoe hangen de Wegiz en Mitz samen?",
        "The four shortest ways, with the arrow heads of what is derived and what the editors added.",
        ("path", "wegiz", "mitz"),
    ),
    Picture(
        "agenda-huisartsen",
        "Wat staat er op de agenda voor huisartsen?",
        "The columns are the chapters of the document, in its order; how many topics do not name the sector is told.",
        ("agenda", "-p", "sector=huisartsenzorg"),
    ),
    Picture(
        "zwembanen-bgz",
        "Welke wetten, standaarden en voorzieningen spelen bij de BgZ?",
        "A lane for every kind, from what asks to what serves.",
        ("lanes", "bgz"),
    ),
    Picture(
        "samenstelling-bgz-2020",
        "Uit welke zibs bestaat de BgZ op zib 2020?",
        "Sections on both sides of the set, each with its building blocks, their version and how many of each.",
        ("dataset", "bgz-2020"),
    ),
    Picture(
        "tijdlijn-2026-en-later",
        "Wat staat er te gebeuren vanaf 2026, en hoe zeker is dat?",
        "Years as wide as what happens in them; the shape of the sign tells how certain it is.",
        ("timeline", "-p", "van=2026", "-p", "tot=2035"),
    ),
    Picture(
        "wie-vult-wat-in",
        "Welke voorzieningen vullen welke generieke functies in?",
        "A query of one's own: `wie-vult-wat-in.rq` beside the picture.",
        ("query", "docs/gallery/wie-vult-wat-in.rq", "-p", "titel=Welke voorzieningen vullen welke generieke functies in?"),
    ),
)  # fmt: skip


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        dataset = str(Path(folder) / "dataset.nq")
        _run("build", "--output", dataset)
        for picture in PICTURES:
            _run("--dataset", dataset, "diagram", *picture.arguments, "-o", str(GALLERY / f"{picture.name}.svg"))
            print(picture.name)
    (GALLERY / "README.md").write_text(_index(), "utf-8")
    return 0


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "agendagraph", *arguments], check=True, cwd=GALLERY.parent.parent)


def _index() -> str:
    parts = [
        "# Gallery",
        "",
        "Ten real questions as pictures, in Dutch, as their askers see them, made by `python tools/gallery.py`;",
        "each is one command, which also writes PDF, PNG, draw.io, ArchiMate or Excel, by the name of the file.",
        "",
        "How to read them: [the legend is in each picture](../architecture.md#pictures). Kinds differ in colour, shape and icon,",
        "force in the line, and who says it in the arrow head.",
    ]
    for picture in PICTURES:
        words = " ".join(f"'{a}'" if " " in a else a for a in picture.arguments)
        parts += [
            "",
            f"## {picture.question}",
            "",
            f"`agendagraph diagram {words} -o {picture.name}.svg`",
            "",
            picture.seen,
            "",
            f"![{picture.question}]({picture.name}.svg)",
        ]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.exit(main())
