"""The actions on the pages on show: going about, finding, zooming, looking at them otherwise, and their passages."""

from __future__ import annotations

from reviewer.i18n import tr
from reviewer.ui.actions import ActionSpec, Situation
from reviewer.ui.acts.page_look import PageLook
from reviewer.ui.acts.page_word_acts import PageWordActs
from reviewer.ui.coverage_acts import CoverageActs
from reviewer.ui.window_acts import WindowActs


def reading(at: Situation) -> bool:
    """Tell whether pages of a document are on show."""
    return at.view == "read" and at.document_shown


def page_actions(acts: WindowActs) -> list[ActionSpec]:
    """Return what can be done with the pages and passages on show."""

    def chosen(at: Situation) -> bool:
        return reading(at) and at.passage_chosen

    return [
        ActionSpec("document.print", tr("Print…"), acts.print_document, ("Ctrl+P",), reading, "print"),
        ActionSpec("page.go", tr("Go to page…"), acts.go_to_page, ("Ctrl+G",), reading, "page"),
        ActionSpec(
            "find.open",
            tr("Find in the document…"),
            acts.find,
            ("Ctrl+F",),
            lambda at: reading(at) or (at.case_open and at.view != "read"),
            "search",
            words=lambda at: tr("Find in the document…") if at.view == "read" else tr("Find in the case…"),
        ),
        ActionSpec("find.next", tr("Next hit"), lambda: acts.find_next(1), ("F3",), reading, "chevron-down", repeats=True),
        ActionSpec(
            "find.previous", tr("Previous hit"), lambda: acts.find_next(-1), ("Shift+F3",), reading, "chevron-up", repeats=True
        ),
        ActionSpec("page.back", tr("Back to where I was"), acts.back, ("Alt+Left",), lambda at: reading(at) and at.can_go_back),
        ActionSpec(
            "page.forward", tr("Forward again"), acts.forward, ("Alt+Right",), lambda at: reading(at) and at.can_go_forward
        ),
        ActionSpec("page.zoom_in", tr("Zoom in"), acts.zoom_in, ("Ctrl++", "Ctrl+="), reading, "zoom-in", repeats=True),
        ActionSpec("page.zoom_out", tr("Zoom out"), acts.zoom_out, ("Ctrl+-",), reading, "zoom-out", repeats=True),
        ActionSpec("page.fit_width", tr("Fit width"), acts.fit_width, ("Ctrl+0",), reading, "fit-width"),
        ActionSpec("page.fit_page", tr("Fit page"), acts.fit_page, ("Ctrl+9",), reading, "fit-page"),
        *_coverage(acts.coverage),
        *_looks(acts.look),
        *_tools(acts),
        *_below(acts),
        *_words(acts.words),
        ActionSpec("page.copy", tr("Copy with citation"), acts.cite, ("Ctrl+Shift+C",), chosen, "copy"),
        ActionSpec("passage.next", tr("Next passage"), acts.next_passage, ("F6",), reading, "chevron-right", repeats=True),
        ActionSpec(
            "passage.previous",
            tr("Previous passage"),
            acts.previous_passage,
            ("Shift+F6",),
            reading,
            "chevron-left",
            repeats=True,
        ),
        ActionSpec("passage.note", tr("Note on the passage"), acts.edit_note, ("Ctrl+M",), chosen, "note", also=tr("comment")),
    ]


def _coverage(acts: CoverageActs) -> list[ActionSpec]:
    return [
        ActionSpec(
            "page.unopened",
            tr("Next page that nobody has opened"),
            lambda: acts.step(forwards=True),
            ("F4",),
            reading,
            "eye",
            repeats=True,
            also=tr("unread coverage"),
        ),
        ActionSpec(
            "page.unopened_before",
            tr("Page before that nobody has opened"),
            lambda: acts.step(forwards=False),
            ("Shift+F4",),
            reading,
            repeats=True,
        ),
        ActionSpec(
            "document.unopened",
            tr("List only documents with pages nobody has opened"),
            acts.filter_documents,
            (),
            lambda at: at.view == "read" and at.has_documents,
            "filter",
            checked=acts.is_filtered,
            also=tr("unread coverage"),
        ),
        *_counterchecks(acts),
    ]


def _counterchecks(acts: CoverageActs) -> list[ActionSpec]:
    def writable(at: Situation) -> bool:
        return reading(at) and at.writable

    also = tr("four eyes second person verify review approve")
    return [
        ActionSpec(
            "page.countercheck",
            tr("Countercheck the page"),
            acts.countercheck,
            ("Ctrl+Shift+K",),
            writable,
            "check-circle",
            checked=acts.has_checked,
            also=also,
        ),
        ActionSpec(
            "passage.countercheck",
            tr("Countercheck the passage"),
            acts.countercheck_passage,
            (),
            lambda at: writable(at) and at.passage_chosen,
            "check-circle",
            checked=acts.has_checked_passage,
            also=also,
        ),
    ]


def _below(acts: WindowActs) -> list[ActionSpec]:
    return [
        ActionSpec("below.pages", tr("Small pages"), lambda: acts.show_below("pages"), (), reading, also=tr("thumbnails")),
        ActionSpec(
            "below.outline", tr("Outline"), lambda: acts.show_below("outline"), (), reading, also=tr("bookmarks contents")
        ),
        ActionSpec(
            "below.annotations",
            tr("Annotations of others"),
            lambda: acts.show_below("annotations"),
            (),
            reading,
            also=tr("comments highlights sticky notes"),
        ),
    ]


def _words(words: PageWordActs) -> list[ActionSpec]:
    def changeable(at: Situation) -> bool:
        return reading(at) and at.writable

    return [
        ActionSpec(
            "word.correct",
            tr("Correct the recognised word…"),
            words.correct,
            (),
            lambda at: changeable(at) and at.selection,
            "edit",
            hint_keys="F2",
            also=tr("ocr fix misread spelling"),
        ),
        ActionSpec(
            "page.again",
            tr("Recognise this page again"),
            words.read_again,
            (),
            changeable,
            also=tr("ocr scan garbled bad text reread"),
        ),
        ActionSpec(
            "page.text",
            tr("Use the page’s other text"),
            words.switch_text,
            (),
            changeable,
            also=tr("ocr own text of the file recognised choose layer"),
        ),
    ]


def _looks(look: PageLook) -> list[ActionSpec]:
    pair, invert = tr("Two pages side by side"), tr("Invert pages for reading")
    return [
        ActionSpec(
            "page.actual_size",
            tr("Actual size (100 %)"),
            look.actual_size,
            ("Ctrl+7",),
            reading,
            also=tr("zoom original pixels"),
        ),
        ActionSpec(
            "page.turn", tr("Turn the page for reading"), look.turn, ("Ctrl+R",), reading, "turn", also=tr("rotate clockwise")
        ),
        ActionSpec(
            "page.pair",
            pair,
            look.pair,
            ("Ctrl+8",),
            reading,
            "columns",
            checked=look.is_paired,
            also=tr("spread double facing dual two-up"),
        ),
        ActionSpec(
            "page.invert",
            invert,
            look.invert,
            ("Ctrl+I",),
            reading,
            "invert",
            checked=look.is_inverted,
            also=tr("dark night negative"),
        ),
    ]


def _tools(acts: WindowActs) -> list[ActionSpec]:
    return [
        ActionSpec(
            "page.region",
            tr("Mark regions instead of text"),
            acts.tools.switch,
            (),
            reading,
            "region",
            hint_keys="R",
            checked=acts.tools.is_region,
        ),
        ActionSpec(
            "page.caret",
            tr("Select text with the keyboard"),
            acts.tools.switch_caret,
            ("F7",),
            reading,
            "text-cursor",
            checked=acts.tools.has_caret,
        ),
        ActionSpec(
            "page.select",
            tr("Select all words of the page"),
            acts.tools.select_page,
            (),
            reading,
            hint_keys="Ctrl+A",
            also=tr("everything text copy"),
        ),
    ]
