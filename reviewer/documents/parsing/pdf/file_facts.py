"""Worker side: what a PDF carries besides its pages: what it would do if a program let it, what it names, what is in it.

Owns which entries of the catalog, of pages and of annotations are looked at. Nothing is run, opened or followed. Sources: ISO
32000-2 12.6 (actions), 7.11 (files), 12.7 (forms, signatures), 12.7.8 (XFA), 13 (media), 7.3.8 (streams in other files).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from pymupdf import mupdf

from reviewer.documents import limits
from reviewer.documents.parsing.pdf.actions import ACTIONS, script
from reviewer.documents.parsing.pdf.attached_files import attached_in, name_in
from reviewer.documents.parsing.pdf.outside_data import outside_names
from reviewer.documents.parsing.pdf.plain_words import plain_text
from reviewer.documents.parsing.pdf.signatures import added_after, covered_bytes, is_filled_in, signature_of, signer_words
from reviewer.documents.parsing.pdf.trees import Walks
from reviewer.documents.parsing.pdf.whole_file import plain_name, whole_file
from reviewer.model.file_facts import Attachment, FactKind, FileFact, FileFacts, WholeFile

_WHOLE_S = 6.0
"""How long reading of the document as a whole may take, all steps of it together: with a page's that is half the deadline."""

_ENOUGH_S = 0.05
"""After this an answer ends with the page that it is at: pixels that somebody waits for come after it."""

_PAGE_S = 3.0
_REST_S = 4.0

_MEDIA = frozenset(("Movie", "Sound", "Screen", "RichMedia", "3D"))
_MEDIA_ACTIONS = frozenset(("Movie", "Sound", "Rendition", "RichMediaExecute", "GoTo3DView"))
_OPENING = frozenset(("O", "PO", "PV"))
"""Events of a page that come without a click: it is opened, or seen."""


def read_facts(pdf: Any, data: memoryview, first: int, count: int) -> FileFacts:
    """Return what there is on pages from `first` on, as many as there is time for and at least one.

    Args:
        pdf: The MuPDF document (`mupdf.PdfDocument`).
        data: The file's bytes, none of one that stays outside.
        first: The first page; what belongs to the document as a whole comes with page 0.
        count: How many pages.

    """
    reading = _Reading(pdf, data)
    if first == 0:
        reading.take_whole()
    ends = time.monotonic() + _ENOUGH_S
    pages = 0
    for page in range(first, first + count):
        reading.take_page(page)
        pages += 1
        if time.monotonic() > ends or reading.is_full:
            break
    if first + pages >= mupdf.pdf_count_pages(pdf):
        reading.take_rest()
    return reading.found(pages)


class _Reading:
    """What is read for one answer.

    Attributes:
        is_full: Whether the answer has no room for more.

    """

    def __init__(self, pdf: Any, data: memoryview) -> None:
        self.is_full = False
        self._pdf = pdf
        self._data = data
        self._page: int | None = None
        self._facts: dict[FileFact, None] = {}
        self._attachments: dict[int, Attachment] = {}
        self._told: dict[FactKind, tuple[int, int]] = {}  # how many of each kind, and the bytes of their words
        self._pinned: dict[int, set[int]] = {}  # the annotations of pages, by their objects
        self._cut = self._is_rest = False
        self._whole = WholeFile()
        self._walks = Walks(0)

    def found(self, pages: int) -> FileFacts:
        """Return all of it."""
        return FileFacts(self._whole, tuple(self._facts), tuple(self._attachments.values()), pages, self._cut)

    def take_whole(self) -> None:
        """Take what belongs to no page."""
        root = mupdf.pdf_dict_gets(mupdf.pdf_trailer(self._pdf), "Root")
        names = mupdf.pdf_dict_gets(root, "Names")
        self._page = None
        if mupdf.pdf_to_bool(mupdf.pdf_dict_gets(root, "NeedsRendering")):
            self._tell(FactKind.DYNAMIC_FORM, "", by_itself=True)
        steps: tuple[Callable[[], None], ...] = (
            self._look_at_whole,
            lambda: self._take_files(mupdf.pdf_dict_gets(names, "EmbeddedFiles")),
            lambda: self._take_associated(mupdf.pdf_dict_gets(root, "AF")),
            lambda: self._take_action(mupdf.pdf_dict_gets(root, "OpenAction"), by_itself=True),
            lambda: self._take_scripts(mupdf.pdf_dict_gets(names, "JavaScript")),
            lambda: self._take_events(root, frozenset()),
            lambda: self._take_form(mupdf.pdf_dict_gets(root, "AcroForm")),
            lambda: self._take_headings(mupdf.pdf_dict_gets(root, "Outlines")),
            lambda: self._take_layers(mupdf.pdf_dict_gets(mupdf.pdf_dict_gets(root, "OCProperties"), "OCGs")),
            lambda: self._take_data_of_programs(root),
        )
        until = time.monotonic() + _WHOLE_S
        for left, step in zip(range(len(steps), 0, -1), steps, strict=True):
            now = time.monotonic()
            self._attempt(step, now + (until - now) / left)  # none takes the time of those after it

    def _look_at_whole(self) -> None:
        self._whole = whole_file(self._pdf, self._data)

    def take_rest(self) -> None:
        """Take what nothing that was looked at leads to: other programs may find a way there, or somebody may have hidden it."""
        self._page, self._is_rest = None, True
        cut = self._cut
        self._attempt(self._sweep, time.monotonic() + _REST_S)
        self._cut = cut  # all that is in its place was looked at

    def _sweep(self) -> None:
        for one in self._walks.everything(self._pdf):
            if mupdf.pdf_to_name(mupdf.pdf_dict_gets(one, "S")) in ACTIONS:
                self._take_action(one)
            elif mupdf.pdf_is_dict(mupdf.pdf_dict_gets(one, "EF")):
                self._take_file(one)

    def take_page(self, page: int) -> None:
        """Take what belongs to a page."""
        self._page = page
        self._attempt(lambda: self._take_page(mupdf.pdf_lookup_page_obj(self._pdf, page)), time.monotonic() + _PAGE_S)

    def _attempt(self, step: Callable[[], None], until: float) -> None:
        """Do one step until then; what is damaged is left out, and all else is read."""
        self._walks = Walks(until)
        try:
            step()
        except mupdf.FzErrorSystem:
            raise
        except mupdf.FzErrorBase:
            self._cut = True
        self._cut = self._cut or self._walks.cut

    def _take_page(self, page: Any) -> None:
        self._take_events(page, _OPENING)
        self._take_data_of_programs(page)
        self._take_associated(mupdf.pdf_dict_gets(page, "AF"))
        for one in self._walks.members(mupdf.pdf_dict_gets(page, "Annots")):
            try:
                self._take_annotation(one)
            except mupdf.FzErrorSystem:
                raise
            except mupdf.FzErrorBase:  # those beside it may be fine
                self._cut = True
        for name in outside_names(page, self._walks):
            self._tell(FactKind.OUTSIDE_DATA, name, by_itself=True)

    def _take_annotation(self, one: Any) -> None:
        subtype = mupdf.pdf_to_name(mupdf.pdf_dict_gets(one, "Subtype"))
        self._take_action(mupdf.pdf_dict_gets(one, "A"))
        self._take_action(mupdf.pdf_dict_gets(one, "PA"))
        self._take_events(one, _OPENING)
        self._take_associated(mupdf.pdf_dict_gets(one, "AF"))
        if subtype == "FileAttachment":
            self._take_file(mupdf.pdf_dict_gets(one, "FS"))
        elif subtype in _MEDIA:
            title = plain_text(mupdf.pdf_dict_gets(one, "T"), limits.MAX_FACT_CHARS)
            self._tell(FactKind.MEDIA, title or subtype)
            assets = mupdf.pdf_dict_gets(mupdf.pdf_dict_gets(one, "RichMediaContent"), "Assets")
            self._take_files(assets)

    def _take_files(self, names: Any) -> None:
        for _, spec in self._walks.named(names):
            self._take_file(spec)

    def _take_associated(self, associated: Any) -> None:
        listed = self._walks.members(associated) if mupdf.pdf_is_array(associated) else [associated]
        for one in listed:
            self._take_file(one)

    def _take_file(self, spec: Any) -> None:
        """Take a file that is in the document, or tell of one that is only named."""
        found = list(attached_in(spec, self._page))
        for one in found:
            if one.number not in self._attachments:
                if len(self._attachments) >= limits.MAX_ATTACHMENTS:
                    self._cut = self.is_full = True
                    return
                self._attachments[one.number] = one
        if not found and name_in(spec):
            self._tell(FactKind.OUTSIDE_FILE, name_in(spec))

    def _take_scripts(self, names: Any) -> None:
        for _, action in self._walks.named(names):
            self._take_action(action, by_itself=True)

    def _take_events(self, owner: Any, by_themselves: frozenset[str]) -> None:
        """Take what would happen when something happens to a document, a page or an annotation."""
        for key, action in self._walks.entries(mupdf.pdf_dict_gets(owner, "AA")):
            self._take_action(action, by_itself=self._page is None or key in by_themselves)

    def _take_form(self, form: Any) -> None:
        """Take what a form says that is not on a page: its own events, signatures, and whether it is one of another kind."""
        if not mupdf.pdf_is_null(mupdf.pdf_dict_gets(form, "XFA")):
            self._tell(FactKind.DYNAMIC_FORM, "", by_itself=True)
        covered = fields = 0
        for top in self._walks.members(mupdf.pdf_dict_gets(form, "Fields")):
            for field in self._walks.below(top):
                if not self._is_on_its_page(field):
                    self._take_action(mupdf.pdf_dict_gets(field, "A"))
                    self._take_events(field, frozenset())
                fields += is_filled_in(field)
                signed = signature_of(field)
                if signed is not None:
                    self._tell(FactKind.SIGNATURE, signer_words(signed))
                    covered = max(covered, covered_bytes(signed))
        if fields:
            self._tell(FactKind.FORM_FIELD, str(fields))
        added = added_after(self._data, covered)
        if added:
            self._tell(FactKind.AFTER_SIGNING, str(added))

    def _is_on_its_page(self, field: Any) -> bool:
        """Tell whether a field is seen where it says, and so told of with its page; one that is on none may act all the same."""
        page = mupdf.pdf_dict_gets(field, "P")
        number = int(mupdf.pdf_to_num(page))
        if not number or mupdf.pdf_to_name(mupdf.pdf_dict_gets(page, "Type")) != "Page":
            return False
        if number not in self._pinned:
            listed = self._walks.members(mupdf.pdf_dict_gets(page, "Annots"))
            self._pinned[number] = {int(mupdf.pdf_to_num(one)) for one in listed}
        return int(mupdf.pdf_to_num(field)) in self._pinned[number]

    def _take_layers(self, layers: Any) -> None:
        for one in self._walks.members(layers):
            self._tell(FactKind.LAYER, plain_text(mupdf.pdf_dict_gets(one, "Name"), limits.MAX_FACT_CHARS))

    def _take_data_of_programs(self, owner: Any) -> None:
        """Take what describes a document or a page besides, and what programs keep there for themselves."""
        if mupdf.pdf_is_stream(mupdf.pdf_dict_gets(owner, "Metadata")):
            self._tell(FactKind.METADATA, "XMP")
        for program, _ in self._walks.entries(mupdf.pdf_dict_gets(owner, "PieceInfo")):
            self._tell(FactKind.PROGRAM_DATA, plain_name(program)[: limits.MAX_FACT_CHARS])
        if mupdf.pdf_is_stream(mupdf.pdf_dict_gets(owner, "Thumb")):
            self._tell(FactKind.PROGRAM_DATA, "Thumb")

    def _take_headings(self, outlines: Any) -> None:
        for entry in self._walks.headings(outlines):
            self._take_action(mupdf.pdf_dict_gets(entry, "A"))

    def _take_action(self, action: Any, *, by_itself: bool = False) -> None:
        for one in self._walks.chain(action):
            kind = mupdf.pdf_to_name(mupdf.pdf_dict_gets(one, "S"))
            if kind in ACTIONS:
                meant, words_of = ACTIONS[kind]
                self._tell(meant, words_of(one), by_itself=by_itself)
            elif kind in _MEDIA_ACTIONS:
                self._tell(FactKind.MEDIA, kind, by_itself=by_itself)
                self._take_script_of(one, by_itself=by_itself)
            elif kind == "Thread" and name_in(mupdf.pdf_dict_gets(one, "F")):
                self._tell(FactKind.OUTSIDE_FILE, name_in(mupdf.pdf_dict_gets(one, "F")), by_itself=by_itself)

    def _take_script_of(self, rendition: Any, *, by_itself: bool) -> None:
        words = script(rendition)
        if words:
            self._tell(FactKind.SCRIPT, words, by_itself=by_itself)

    def _tell(self, kind: FactKind, words: str, *, by_itself: bool = False) -> None:
        fact = FileFact(kind, self._page, words, by_itself)
        known = self._is_rest and any((one.kind, one.words) == (kind, words) for one in self._facts)
        if fact in self._facts or known:  # an action may be called from many places
            return
        count, size = self._told.get(kind, (0, 0))
        size += len(words.encode("utf-8", "replace"))
        if count >= limits.MAX_FACTS_OF_A_KIND or size > limits.FACTS_BYTES_OF_A_KIND:
            self._cut = True
            return
        self._told[kind] = count + 1, size
        self._facts[fact] = None
