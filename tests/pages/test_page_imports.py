"""What pages may use: the public face of debatkit, and that face is what it says."""

import ast
from pathlib import Path

import pytest

import debatkit

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py"))]


def _imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module, alias.name) for alias in node.names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_pages_use_the_public_face_only(path):
    """A page imports from debatkit what is in `debatkit.__all__`, and nothing from within it."""
    for module, name in _imports(path):
        if module.split(".")[0] == "debatkit":
            assert module == "debatkit"
            assert name in debatkit.__all__


def test_the_public_face_is_what_it_says():
    """`debatkit.__all__` names all that debatkit/__init__.py imports, sorted as ruff sorts it, and no more."""
    tree = ast.parse(Path(debatkit.__file__).read_text(encoding="utf-8"))
    imported = [alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names]
    kinds = (str.isupper, lambda name: name[0].isupper() and not name.isupper(), lambda name: name[0].islower())

    assert sorted(imported) == sorted(debatkit.__all__)
    assert debatkit.__all__ == [name for kind in kinds for name in sorted(filter(kind, imported))]
    assert all(hasattr(debatkit, name) for name in debatkit.__all__)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_pages_are_short(path):
    """A page is at most about a hundred lines; what is longer belongs in the library or in pages/shared."""
    limit = 170 if "shared" in path.parts else 125

    assert len(path.read_text(encoding="utf-8").splitlines()) <= limit


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_session_makes_viewers(path):
    """How far someone sees is decided from who they are, in one place; no page makes eyes of its own."""
    if path.name != "session.py":
        assert "Viewer" not in {name for _, name in _imports(path)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_fragment_asks_first_who_is_there(path):
    """A part of a page that runs by itself passes the router by, so it begins by asking whether it still may."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and any("fragment" in ast.unparse(each) for each in node.decorator_list):
            assert ast.unparse(node.body[0]) == "session.still_allowed(view)"
