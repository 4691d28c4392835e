"""Style sheet and scripts of the page."""

from pathlib import Path

__all__ = ["script", "style"]

_FOLDER = Path(__file__).parent


def script(name: str) -> str:
    """The JavaScript file of that name."""
    return (_FOLDER / f"{name}.js").read_text(encoding="utf-8")


def style(name: str) -> str:
    """The style sheet of that name."""
    return (_FOLDER / f"{name}.css").read_text(encoding="utf-8")
