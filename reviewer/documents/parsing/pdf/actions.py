"""Worker side: the actions of a PDF that lead out of it, by their type, and the words for each (ISO 32000-2 12.6.4).

Owns that table. Nothing is run, opened or followed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pymupdf import mupdf

from reviewer.documents import limits
from reviewer.documents.parsing.pdf.attached_files import name_in
from reviewer.documents.parsing.pdf.plain_words import plain_text
from reviewer.model.file_facts import FactKind


def script(action: Any) -> str:
    """Return the script that an action runs; "" where it runs none."""
    return plain_text(mupdf.pdf_dict_gets(action, "JS"), limits.MAX_FACT_CHARS)


def _program(action: Any) -> str:
    """Return what an action would start, with its arguments."""
    windows = mupdf.pdf_dict_gets(action, "Win")
    unix, mac = (name_in(mupdf.pdf_dict_gets(action, key)) for key in ("Unix", "Mac"))
    said = (name_in(mupdf.pdf_dict_gets(action, "F")), *(_text_of(windows, key) for key in ("F", "P")), unix, mac)
    return " ".join(dict.fromkeys(one for one in said if one))[: limits.MAX_FACT_CHARS]


def _text_of(dictionary: Any, key: str) -> str:
    return plain_text(mupdf.pdf_dict_gets(dictionary, key), limits.MAX_FACT_CHARS)


def _file(action: Any) -> str:
    return name_in(mupdf.pdf_dict_gets(action, "F"))


ACTIONS: dict[str, tuple[FactKind, Callable[[Any], str]]] = {
    "JavaScript": (FactKind.SCRIPT, script),
    "Launch": (FactKind.PROGRAM, _program),
    "SubmitForm": (FactKind.FORM_SENT, _file),
    "ImportData": (FactKind.OUTSIDE_FILE, _file),
    "GoToR": (FactKind.OUTSIDE_FILE, _file),
    "GoToE": (FactKind.OUTSIDE_FILE, _file),
    "GoToDp": (FactKind.OUTSIDE_FILE, _file),
    "URI": (FactKind.ADDRESS, lambda action: _text_of(action, "URI")),
}
"""What actions that lead out of the document are, by their type, and the words for it."""
