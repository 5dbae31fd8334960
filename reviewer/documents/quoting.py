"""From a span of text to its selector: the quote, as printed and joined, and what stands around it.

Pure; whether a word stands elsewhere in the document is asked of the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reviewer.documents.page_text import PageText
from reviewer.model.anchor import TextPosition, TextSelector


def text_selector(
    pages: Mapping[int, PageText], start: TextPosition, end: TextPosition, known_word: Callable[[str], bool]
) -> TextSelector:
    """Return the selector of a span.

    Raises:
        ValueError: The span is empty, or a page of it is not in the mapping.

    """
    raise NotImplementedError
