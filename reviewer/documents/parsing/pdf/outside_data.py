"""Worker side: streams of a PDF whose bytes lie in another file, which a program that follows them would fetch.

Owns where such streams are looked for: what a page is drawn from, however deep, and what its annotations look like (ISO 32000-2
7.3.8.2 for streams in files, 8.10.4 for pages of other files, 14.11.7 for OPI).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pymupdf import mupdf

from reviewer.documents.parsing.pdf.attached_files import name_in
from reviewer.documents.parsing.pdf.trees import Walks, is_new


def outside_names(page: Any, walks: Walks) -> Iterator[str]:
    """Yield the names of the files that a page would have something fetched from."""
    for stream in _drawn(page, walks):
        yield from _named_by(stream, walks)


def _drawn(page: Any, walks: Walks) -> Iterator[Any]:
    """Yield the streams that a page and its annotations are drawn from."""
    contents = mupdf.pdf_dict_gets(page, "Contents")
    yield from walks.members(contents) if mupdf.pdf_is_array(contents) else [contents]
    seen: set[int] = set()
    todo = [mupdf.pdf_dict_get_inheritable(page, mupdf.pdf_new_name("Resources"))]
    for one in walks.members(mupdf.pdf_dict_gets(page, "Annots")):
        for _, look in walks.entries(mupdf.pdf_dict_gets(one, "AP")):
            states = [look] if mupdf.pdf_is_stream(look) else [state for _, state in walks.entries(look)]
            yield from states
            todo += [mupdf.pdf_dict_gets(state, "Resources") for state in states]
    while todo:
        for _, one in walks.entries(mupdf.pdf_dict_gets(todo.pop(), "XObject")):
            if mupdf.pdf_is_dict(one) and is_new(one, seen):
                yield one
                todo.append(mupdf.pdf_dict_gets(one, "Resources"))


def _named_by(stream: Any, walks: Walks) -> Iterator[str]:
    """Yield the files whose bytes a stream has, or whose page it would be replaced by."""
    if not mupdf.pdf_is_dict(stream):
        return
    for place in (stream, mupdf.pdf_dict_gets(stream, "Ref")):
        spec = mupdf.pdf_dict_gets(place, "F")
        if mupdf.pdf_is_string(spec) or mupdf.pdf_is_dict(spec):
            yield name_in(spec)
    for _, one in walks.entries(mupdf.pdf_dict_gets(stream, "OPI")):
        yield name_in(mupdf.pdf_dict_gets(one, "F"))
