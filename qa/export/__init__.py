"""Answers kept as files that people and other programs read, and checked again later."""

from qa.export.bibtex import latex, to_bibtex
from qa.export.citation import citation, said_by
from qa.export.csl import to_csl_json
from qa.export.files import (
    EXPORT_FORMATS,
    ReadExport,
    export_format,
    read_export,
    to_json,
    write_export,
)
from qa.export.markdown import escaped, to_markdown
from qa.export.recheck import CheckedQuote, ExportCheck, check_export
from qa.export.record import CitedArticle, Export, export_turns
from qa.export.visible import visible, web_link

__all__ = [
    "EXPORT_FORMATS",
    "CheckedQuote",
    "CitedArticle",
    "Export",
    "ExportCheck",
    "ReadExport",
    "check_export",
    "citation",
    "escaped",
    "export_format",
    "export_turns",
    "latex",
    "read_export",
    "said_by",
    "to_bibtex",
    "to_csl_json",
    "to_json",
    "to_markdown",
    "visible",
    "web_link",
    "write_export",
]
