"""The header of a `.rq` file is TOML behind `#+`; one that cannot be used says in which file and what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from agendagraph import header
from agendagraph.errors import InputError
from agendagraph.text import Text


def _file(folder: Path, text: str) -> Path:
    path = folder / "vraag.rq"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_header_and_its_query(tmp_path: Path) -> None:
    """The header comes as values, over several lines if need be; the query is the whole file, which stays SPARQL."""
    text = '#+ id = "vraag"\n#+ list = [\n#+   "één",\n#+ ]\n# a plain comment\nASK { }\n'
    assert header.read(_file(tmp_path, text)) == ({"id": "vraag", "list": ["één"]}, text)


@pytest.mark.parametrize("text", ["", "ASK { }\n", '#+ id = "andere"\n', '# id = "vraag"\n'])
def test_the_id_is_the_name_of_the_file(tmp_path: Path, text: str) -> None:
    """Without an id, or with another one, the error names the file and the line to write."""
    with pytest.raises(InputError) as caught:
        header.read(_file(tmp_path, text))
    assert caught.value.where == "vraag.rq"
    assert caught.value.hint == Text('Schrijf: #+ id = "vraag"', 'Write: #+ id = "vraag"')


@pytest.mark.parametrize("text", ["#+ id = vraag\n", '#+ id = "vraag\n', '#+ id = "vraag"\n#+ id = "vraag"\n'])
def test_a_header_that_is_no_toml(tmp_path: Path, text: str) -> None:
    """A slip in the TOML is wrong input, with the file it is in."""
    with pytest.raises(InputError) as caught:
        header.read(_file(tmp_path, text))
    assert caught.value.where == "vraag.rq"
    assert caught.value.message.en.startswith("The header of the query is no valid TOML: ")


def test_a_text_in_both_languages() -> None:
    """A table with nl and en is a text."""
    assert header.bilingual({"nl": "ja", "en": "yes"}, "vraag.rq") == Text("ja", "yes")


@pytest.mark.parametrize("value", [None, "ja", {"nl": "ja"}, {"en": "yes"}, {"nl": "ja", "en": "yes", "de": "ja"}, []])
def test_a_text_that_lacks_a_language(value: object) -> None:
    """A text in one language, in three, or in none is refused with the file it is in."""
    with pytest.raises(InputError) as caught:
        header.bilingual(value, "vraag.rq")
    assert caught.value.where == "vraag.rq"
