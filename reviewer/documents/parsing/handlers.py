"""Worker side: doing what a request asks, whatever the document is.

Owns the table of all requests but those of `drawing_desk`, which draws. Knows nothing of how requests arrive.
"""

from __future__ import annotations

import time

import pymupdf

from reviewer.documents import limits
from reviewer.documents.channels.channel import WorkerEnd
from reviewer.documents.marks import decode
from reviewer.documents.parsing.drawing_desk import DrawingDesk, Parts, limit_memory
from reviewer.documents.parsing.image import frames
from reviewer.documents.parsing.lent_file import LentFile
from reviewer.documents.parsing.making import compressed_pixels, crop, stamp, typeset
from reviewer.documents.parsing.opened import Drawn, Opened, RefusedError
from reviewer.documents.parsing.opening import open_document, open_linked
from reviewer.documents.parsing.pdf import pages
from reviewer.documents.parsing.pdf.attached_files import measured
from reviewer.documents.protocol import (
    destinations,
    file_facts,
    linked_request,
    made_replies,
    made_requests,
    text_replies,
    text_requests,
)
from reviewer.documents.protocol.annotations import Annotations, write_annotation, write_head
from reviewer.documents.protocol.fields import Reader
from reviewer.documents.protocol.framing import Kind, Status
from reviewer.model.document import PlainText

ERRORS: tuple[type[Exception], ...] = (*pages.errors(), pymupdf.FileDataError, *frames.ERRORS)


class Desk(DrawingDesk):
    """The place of work of a worker that does everything: at most one document, opened once."""

    draws_only = False
    errors = ERRORS

    def __init__(self) -> None:
        super().__init__()
        self._opened: Opened | None = None
        self._lent: LentFile | None = None
        self._do |= {
            Kind.OPEN_LINKED: self._open_linked,
            Kind.TEXT: self._text,
            Kind.PLAIN_TEXT: self._plain_text,
            Kind.UNSEEN: self._unseen,
            Kind.OUTLINE: self._outline,
            Kind.HYPERLINKS: self._hyperlinks,
            Kind.ANNOTATIONS: self._annotations,
            Kind.FILE_FACTS: self._file_facts,
            Kind.ATTACHED_SUM: self._attached_sum,
            Kind.ATTACHED_BYTES: self._attached_bytes,
            Kind.CROP: self._crop,
            Kind.COPY: self._copy,
            Kind.TYPESET: self._typeset,
            Kind.PICTURE: self._picture,
            Kind.COMPRESS: self._compress,
        }

    def answer(self, kind: int, payload: bytes, end: WorkerEnd) -> tuple[Status, Parts]:
        """Do what is asked; return how it ended and the reply's payload.

        What was read of a lent file counts only if nobody had written to the file when it had been read.
        """
        status, parts = super().answer(kind, payload, end)
        if self._lent is not None:
            try:
                self._lent.require_unchanged()
            except RefusedError as error:
                return error.status, ()
        return status, parts

    def _document(self, page: int = 0) -> Opened:
        """Return the document, which must have the page, for reading."""
        self._drawn(page)
        if self._opened is None:
            raise RefusedError(Status.BAD_REQUEST)
        return self._opened

    def _open_bytes(self, data: memoryview, password: str | None) -> Drawn:
        self._opened = open_document(data, password)
        return self._opened

    def _open_linked(self, reader: Reader, end: WorkerEnd) -> Parts:
        asked = linked_request.OpenLinked.unpack(reader)
        self._lent = LentFile(end.take_fd(), asked.stamp)
        limit_memory(0)
        self._opened = open_linked(self._lent, asked.password)
        return self._tell_of(self._opened)

    def _text(self, reader: Reader, _end: WorkerEnd) -> Parts:
        page = text_requests.Text.unpack(reader).page
        opened = self._document(page)
        text, boxes = opened.characters(page)
        return text_replies.write_text(_with_origin(opened, page, text), boxes)

    def _plain_text(self, reader: Reader, _end: WorkerEnd) -> Parts:
        asked = text_requests.PlainText.unpack(reader)
        opened = self._document(asked.first + asked.count - 1)
        texts = [_text_of(opened, page) for page in range(asked.first, asked.first + asked.count)]
        return text_replies.write_plain_texts(texts, repaired=opened.repaired)

    def _unseen(self, reader: Reader, _end: WorkerEnd) -> Parts:
        page = text_requests.Unseen.unpack(reader).page
        return text_replies.write_unseen(self._document(page).unseen_words(page))

    def _outline(self, _reader: Reader, _end: WorkerEnd) -> Parts:
        return destinations.write_outline(self._document().outline())

    def _hyperlinks(self, reader: Reader, _end: WorkerEnd) -> Parts:
        page = text_requests.Hyperlinks.unpack(reader).page
        return destinations.write_hyperlinks(self._document(page).hyperlinks(page))

    def _annotations(self, reader: Reader, _end: WorkerEnd) -> Parts:
        asked = Annotations.unpack(reader)
        opened = self._document(asked.first + asked.count - 1)
        return _annotations_of(opened, asked.first, asked.count)

    def _file_facts(self, reader: Reader, _end: WorkerEnd) -> Parts:
        asked = file_facts.Facts.unpack(reader)
        return file_facts.write_facts(self._document(asked.first + asked.count - 1).file_facts(asked.first, asked.count))

    def _attached_sum(self, reader: Reader, _end: WorkerEnd) -> Parts:
        asked = file_facts.AttachedSum.unpack(reader)
        return file_facts.write_sum(*measured(self._document().attached_pieces(asked.number)))

    def _attached_bytes(self, reader: Reader, _end: WorkerEnd) -> Parts:
        asked = file_facts.AttachedBytes.unpack(reader)
        return list(self._document().attached_pieces(asked.number))

    def _crop(self, reader: Reader, _end: WorkerEnd) -> Parts:
        asked = made_requests.CropOut.unpack(reader)
        opened = self._document(asked.page)
        return made_replies.write_crop(crop.crop(opened, asked.page, asked.rect, asked.scale, decode(asked.marks)))

    def _copy(self, reader: Reader, _end: WorkerEnd) -> Parts:
        asked = made_requests.AnnotatedCopy.unpack(reader)
        return [stamp.annotated_copy(self._document(), decode(asked.marks), asked.moment, asked.title)]

    def _typeset(self, reader: Reader, _end: WorkerEnd) -> Parts:
        asked = made_requests.Typeset.unpack(reader)
        return [typeset.typeset(asked.html, asked.width_pt, asked.height_pt, asked.margin_pt)]

    def _picture(self, reader: Reader, _end: WorkerEnd) -> Parts:
        asked = made_requests.Picture.unpack(reader)
        return [typeset.picture(asked.html, asked.width_px, asked.height_px)]

    def _compress(self, reader: Reader, _end: WorkerEnd) -> Parts:
        asked = made_requests.CompressPixels.unpack(reader)
        return made_replies.write_compressed(compressed_pixels.compressed(asked.width_px, asked.height_px, asked.bgrx))


def _annotations_of(opened: Opened, first: int, count: int) -> list[bytes]:
    """Return the answer with the annotations of as many of these pages as fit into one and take no time, and of at least one."""
    started = time.monotonic()
    parts: list[bytes] = []
    left, read, cut = limits.ANNOTATIONS_BYTES, 0, False
    for page in range(first, first + count):
        found, some_missing = opened.annotations(page)
        written = list(map(write_annotation, found))
        if read and sum(map(len, written)) > left:
            break
        for one in written:
            left -= len(one)
            if left < 0:
                some_missing = True
                break
            parts.append(one)
        read, cut = read + 1, cut or some_missing
        is_enough = limits.ANNOTATIONS_BYTES - left > limits.ENOUGH_ANNOTATIONS_BYTES
        if left < 0 or is_enough or time.monotonic() - started > limits.ANNOTATING_S:
            break
    return [write_head(read, cut=cut), *parts]


def _text_of(opened: Opened, page: int) -> PlainText:
    """Return the text of a page; one that cannot be read has none, and asking for its characters says why."""
    try:
        text = opened.plain_text(page)
    except RefusedError:
        return PlainText("", is_unread=True)
    except ERRORS as error:
        if pages.is_out_of_memory(error):
            raise
        return PlainText("", is_unread=True)
    return _with_origin(opened, page, text)


def _with_origin(opened: Opened, page: int, text: str) -> PlainText:
    """Return the text of a page with where it comes from. Where that cannot be told it counts as set by somebody."""
    if not text or text.isspace():
        return PlainText(text)
    try:
        return opened.with_origin(page, text)
    except ERRORS as error:
        if pages.is_out_of_memory(error):
            raise
        return PlainText(text)
