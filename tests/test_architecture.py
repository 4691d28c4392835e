"""The folder list is the architecture: imports run one way, through the front doors."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "corpus": set(),
    "index": {"corpus"},
    "qa": {"corpus", "index"},
    "page": {"corpus", "index", "qa"},
    "app": {"corpus", "page", "qa"},
    "commands": {"corpus", "index", "qa", "app"},
    "cli": {"corpus", "commands"},
}
SOURCES = sorted(
    path
    for name in MAY_IMPORT
    for path in (
        [ROOT / f"{name}.py"] if (ROOT / f"{name}.py").exists() else (ROOT / name).rglob("*.py")
    )
)


def imported(path: Path) -> set[str]:
    """Every module that a file names in an import, at any depth of its code."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return names


def part_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way_and_through_front_doors(path: Path) -> None:
    own = part_of(path)
    for name in imported(path):
        package, _, inner = name.partition(".")
        if package in MAY_IMPORT and package != own:
            assert package in MAY_IMPORT[own], f"{own} must not import {package}"
            assert not inner, f"import from {package}, not from inside it ({name})"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_page_imports_gradio(path: Path) -> None:
    if part_of(path) != "page":
        assert not any(name.partition(".")[0] == "gradio" for name in imported(path))


@pytest.mark.parametrize("package", ["commands", "corpus", "index", "page", "qa"])
def test_front_door_is_sorted_and_complete(package: str) -> None:
    module = __import__(package)
    exported = list(module.__all__)
    assert exported == sorted(
        exported, key=lambda name: (not name.isupper(), name[0].islower(), name)
    )
    assert all(hasattr(module, name) for name in exported)


def test_the_check_sees_a_breach(tmp_path: Path) -> None:
    breach = tmp_path / "breach.py"
    breach.write_text("def f():\n    from index.build import build_index\n")
    assert imported(breach) == {"index.build"}
