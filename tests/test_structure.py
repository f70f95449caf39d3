"""Structure: imports run downward only, nothing runs in a circle, and the library knows nothing of Streamlit."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import debatkit

ROOT = Path(debatkit.__file__).resolve().parent.parent
PACKAGE = ROOT / "debatkit"
LONGEST_FILE = 400

# From the bottom up. What stands in one layer does not know of its neighbours, except below SIDE_BY_SIDE.
LAYERS = [
    {"collecting", "errors", "pace", "values"},
    {"model", "settings", "text"},
    {"yaml_files", "validation", "references", "near_doubles", "plain", "quotes"},
    {"people", "questions"},
    {"access", "files", "revisions", "sign_in"},
    {"grounds", "outlines"},
    {"cards", "editing", "latches", "own", "roster"},
    {"checks", "ladder", "readiness", "search", "sheets", "sight"},
    {"finder", "inspection", "intake", "worklist"},
    {"view"},
    {"prints"},
    {"workspace"},
    {"cli_log", "cli_search"},
    {"cli_backup", "cli_import", "cli_prints"},
    {"cli"},
    {"__main__", "__init__"},
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}


def module_name(path: Path) -> str:
    """ "debatkit/search/index.py" is "search.index", "debatkit/search/__init__.py" is "search"."""
    parts = list(path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def imports(path: Path) -> set[str]:
    """The modules of the package that a file imports, wherever in the file it does."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name.partition("debatkit.")[2] for each in node.names if each.name.startswith("debatkit")}
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "debatkit":
            below = node.module.partition("debatkit.")[2]
            for each in node.names:
                whole = f"{below}.{each.name}" if below else each.name
                found.add(whole if whole in MODULES else below or "__init__")
    return found - {""}


GRAPH = {name: imports(path) for name, path in MODULES.items()}


def layer(name: str) -> str:
    """The part of the package that a module belongs to."""
    return name.split(".")[0]


def test_every_module_has_its_layer():
    """A new module is placed before it is used."""
    assert {layer(name) for name in MODULES} == set(LEVEL)


def test_imports_run_downward_only():
    """A module imports from layers below its own, and within its own package; siblings do not know each other."""
    upward = [
        f"{name} imports {other}"
        for name, others in GRAPH.items()
        for other in others
        if layer(other) != layer(name) and LEVEL[layer(other)] >= LEVEL[layer(name)]
    ]

    assert upward == []


def test_the_log_knows_the_model_and_nothing_that_is_made_of_it():
    """Storage is judged by itself: no file format and no rule between items is part of it."""
    known = {other for name, others in GRAPH.items() if layer(name) == "revisions" for other in others}

    assert {layer(name) for name in known} - {"revisions"} == {"errors", "model", "validation", "values"}


def test_imports_run_in_no_circle():
    """Each module can be read before those that use it."""
    assert len(list(TopologicalSorter(GRAPH).static_order())) >= len(MODULES)


def test_the_library_does_not_load_streamlit():
    """A script or the command line starts without it."""
    program = "import sys, debatkit, debatkit.workspace, debatkit.cli; print('streamlit' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)

    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("path", sorted(ROOT.glob("pages/**/*.py")), ids=lambda path: path.name)
def test_pages_use_the_public_face_alone(path):
    """What a page needs is named in `debatkit/__init__.py`."""
    public = set(debatkit.__all__)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inner = [
        node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("debatkit.")
    ]
    names = {
        each.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "debatkit"
        for each in node.names
    }

    assert inner == []
    assert names <= public


def test_the_public_face_is_there_and_in_order():
    """Every name that is promised can be had, once."""
    assert [name for name in debatkit.__all__ if not hasattr(debatkit, name)] == []
    assert len(debatkit.__all__) == len(set(debatkit.__all__))


@pytest.mark.parametrize("path", [*MODULES.values(), *sorted(ROOT.glob("pages/**/*.py")), ROOT / "app.py"], ids=str)
def test_no_file_is_too_long_to_read(path):
    """A file that is longer is two files."""
    assert len(path.read_text(encoding="utf-8").splitlines()) < LONGEST_FILE


@pytest.mark.parametrize("name", MODULES)
def test_everything_public_says_what_it_is(name):
    """Each module, class and function that others may use has a docstring."""
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    public = [node for node in tree.body if isinstance(node, kinds) and not node.name.startswith("_")]
    public += [
        node
        for each in public
        if isinstance(each, ast.ClassDef)
        for node in each.body
        if isinstance(node, kinds) and not node.name.startswith("_")
    ]

    assert ast.get_docstring(tree)
    assert [node.name for node in public if not ast.get_docstring(node)] == []
