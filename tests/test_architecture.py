"""The layers: imports go one way, nothing heavy is imported early, and the picture in the documentation is true."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "agendagraph"
LAYERS = re.findall(
    r"\w+", re.search(r"```layers\n(.*?)```", (ROOT / "docs" / "architecture.md").read_text("utf-8"), re.S)[1]
)  # type: ignore[index]


def _modules() -> list[Path]:
    return sorted(
        path for path in PACKAGE.rglob("*.py") if path.name != "__main__.py" and path != PACKAGE / "__init__.py"
    )


def _layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(path: Path) -> set[str]:
    """Return the layers that a module imports, inside functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "agendagraph":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("agendagraph."):
            found.add((node.module or "").split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("agendagraph.")}
    return {name for name in found if name in LAYERS}


def test_every_module_is_in_a_layer() -> None:
    """The list in docs/architecture.md names every module and package, and nothing else."""
    assert {_layer(path) for path in _modules()} == set(LAYERS)


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    """A module imports only from layers above its own, or from its own."""
    here = LAYERS.index(_layer(path))
    assert {name for name in _imports(path) if LAYERS.index(name) > here} == set()


def test_flask_stays_in_the_web_layer() -> None:
    """Nothing but `web` imports Flask."""
    users = {
        _layer(path) for path in _modules() if re.search(r"^\s*(?:from|import) flask\b", path.read_text("utf-8"), re.M)
    }
    assert users <= {"web"}


@pytest.mark.parametrize("heavy", ["clingo", "flask", "networkx", "pyshacl", "rdflib", "rich", "xlsxwriter"])
def test_the_command_line_starts_without_what_it_does_not_use(heavy: str) -> None:
    """`agendagraph --version` imports none of the heavy libraries."""
    code = f"import sys, agendagraph.cli; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_modules_are_read_in_a_sitting() -> None:
    """No module is longer than 400 lines."""
    long = {str(p.relative_to(PACKAGE)): n for p in _modules() if (n := len(p.read_text("utf-8").splitlines())) > 400}
    assert long == {}
