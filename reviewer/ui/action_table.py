"""Every action of the window as one table, and the case menu's order. What an action does is said by `WindowActs`."""

from __future__ import annotations

from collections.abc import Callable

from reviewer.i18n import tr
from reviewer.model.stance import Stance
from reviewer.ui.actions import ActionSpec, Situation
from reviewer.ui.look.theme import stance_words
from reviewer.ui.page_actions import page_actions, reading
from reviewer.ui.record_actions import claim_actions, desk_actions, document_actions
from reviewer.ui.window_acts import WindowActs

MENU: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ("case.new", "case.open")),
    ("recent", ()),
    (
        "",
        (
            "case.sample",
            "-",
            "case.name",
            "case.copy",
            "case.properties",
            "case.coverage",
            "-",
            "document.add",
            "document.folder",
            "document.report",
            "document.about",
            "document.copy",
            "document.recognise",
            "document.version",
            "document.post",
            "case.export",
            "document.print",
            "-",
        ),
    ),
    ("", ("edit.undo", "edit.redo", "-")),
    ("view", ("view.read", "view.claims", "view.matrix", "view.access", "view.timeline", "view.search", "-")),
    ("view", ("pane.documents", "pane.claims", "window.full")),
    ("view", ("-", "tab.next", "tab.previous", "tab.close", "-", "sides.two", "sides.linked")),
    ("view", ("-", "below.pages", "below.outline", "below.annotations")),
    ("page", ("find.open", "find.next", "find.previous", "-")),
    ("page", ("page.go", "page.back", "page.forward", "page.unopened", "-")),
    ("page", ("page.zoom_in", "page.zoom_out", "page.actual_size", "page.fit_width", "page.fit_page", "-")),
    ("page", ("page.pair", "page.turn", "page.invert", "page.caret", "page.select", "page.region", "-")),
    ("page", ("page.again", "page.text", "word.correct", "-")),
    ("page", ("passage.next", "passage.previous", "passage.note", "-", "page.countercheck")),
    ("mark", ("mark.supports", "mark.contradicts", "mark.context", "mark.states", "mark.plain", "-")),
    ("mark", ("pick.supports", "pick.contradicts", "pick.context", "pick.states", "-", "page.copy")),
    ("claim", ("claim.add", "claim.edit", "claim.element", "claim.remove", "-", "desk.names", "desk.corrections")),
    ("", ("-", "app.palette", "app.preferences")),
    ("help", ("app.help", "app.keys", "app.about")),
    ("", ("-", "window.close", "app.quit")),
)
"""The case menu: submenus by name ("" is the menu itself), each with its actions; "-" is a line."""

PAGE_MENU = (
    *("page.back", "page.forward", "-", "find.open", "page.select", "page.region", "-"),
    *("page.zoom_in", "page.zoom_out", "page.fit_width", "page.fit_page", "page.actual_size", "-"),
    *("page.pair", "page.turn", "page.invert", "page.again", "page.countercheck", "-"),
    *("document.about", "document.cite", "window.full"),
)
"""What the menu of a page offers of these, wherever on the page it is opened."""


def submenu_words() -> dict[str, str]:
    """Return what the submenus are called."""
    return {
        "recent": tr("Recent cases"),
        "view": tr("View"),
        "page": tr("Page"),
        "mark": tr("Mark"),
        "claim": tr("Claims"),
        "help": tr("Help"),
    }


def table(acts: WindowActs) -> list[ActionSpec]:
    """Return all actions of a window in the order of the palette."""
    return [*_case(acts), *_edit(acts), *_marks(acts), *_records(acts), *page_actions(acts), *_views(acts), *_program(acts)]


def _open(at: Situation) -> bool:
    return at.case_open


def _writable(at: Situation) -> bool:
    return at.case_open and at.writable


def _case(acts: WindowActs) -> list[ActionSpec]:
    return [
        ActionSpec("case.new", tr("New case"), acts.new_case_requested.emit, ("Ctrl+N",), icon="plus"),
        ActionSpec("case.open", tr("Open case or documents…"), acts.open_requested.emit, ("Ctrl+O",), icon="folder"),
        ActionSpec("case.sample", tr("Open the sample case"), acts.sample_requested.emit),
        ActionSpec("case.name", tr("Name and place…"), acts.place_requested.emit, when=lambda at: _writable(at) and at.untitled),
        ActionSpec(
            "case.copy", tr("Save a copy…"), acts.save_copy, ("Ctrl+Shift+S",), _open, also=tr("backup save as duplicate")
        ),
        ActionSpec(
            "case.coverage",
            tr("Coverage: which pages were opened…"),
            acts.coverage.show,
            (),
            lambda at: at.case_open and at.has_documents,
            "eye",
            also=tr("unread opened progress reading counterchecked"),
        ),
        ActionSpec("case.properties", tr("Case properties…"), acts.show_properties, ("Alt+Return",), _open, icon="info"),
        ActionSpec(
            "document.add",
            tr("Add documents…"),
            acts.records.add,
            ("Ctrl+Shift+O",),
            _writable,
            icon="documents",
            also=tr("import file image picture"),
        ),
        ActionSpec(
            "document.folder",
            tr("Add a folder…"),
            acts.folder_requested.emit,
            ("Ctrl+Shift+D",),
            lambda at: at.writable or not at.case_open,
            icon="folder",
        ),
        ActionSpec("document.report", tr("Last import report"), acts.records.report, (), _open),
        ActionSpec(
            "case.export",
            tr("Export pack…"),
            acts.export,
            ("Ctrl+E",),
            lambda at: at.case_open and at.has_documents,
            icon="export",
            also=tr("share send save zip html csv report"),
        ),
    ]


def _edit(acts: WindowActs) -> list[ActionSpec]:
    def undo_words(at: Situation) -> str:
        return tr("Undo {words}").format(words=at.undo_words) if at.undo_words else tr("Undo")

    def redo_words(at: Situation) -> str:
        return tr("Redo {words}").format(words=at.redo_words) if at.redo_words else tr("Redo")

    return [
        ActionSpec(
            "edit.undo",
            tr("Undo"),
            acts.undo,
            ("Ctrl+Z",),
            lambda at: at.undo_words is not None,
            "undo",
            undo_words,
            repeats=True,
        ),
        ActionSpec(
            "edit.redo",
            tr("Redo"),
            acts.redo,
            ("Ctrl+Shift+Z", "Ctrl+Y"),
            lambda at: at.redo_words is not None,
            "redo",
            redo_words,
            repeats=True,
        ),
    ]


def _marks(acts: WindowActs) -> list[ActionSpec]:
    def when(at: Situation) -> bool:
        return reading(at) and at.selection and at.writable

    rows = (
        ("supports", Stance.SUPPORTS, "S"),
        ("contradicts", Stance.CONTRADICTS, "C"),
        ("context", Stance.CONTEXT, "O"),
        ("states", Stance.STATES, "T"),
    )
    found = []
    for name, stance, key in rows:
        words = tr("Mark the selection: {stance}").format(stance=stance_words(stance))
        found.append(
            ActionSpec(f"mark.{name}", words, _marker(acts, stance, pick=False), (), when, f"stance-{name}", hint_keys=key)
        )
    found.append(
        ActionSpec(
            "mark.plain", tr("Highlight the selection"), _marker(acts, None, pick=False), (), when, "highlight", hint_keys="H"
        )
    )
    for name, stance, key in rows:
        words = tr("Mark the selection, choosing the claim: {stance}").format(stance=stance_words(stance))
        found.append(
            ActionSpec(
                f"pick.{name}", words, _marker(acts, stance, pick=True), (), when, f"stance-{name}", hint_keys=f"Shift+{key}"
            )
        )
    return found


def _marker(acts: WindowActs, stance: Stance | None, *, pick: bool) -> Callable[[], None]:
    return lambda: acts.mark(stance, pick=pick)


def _records(acts: WindowActs) -> list[ActionSpec]:
    return [*claim_actions(acts.records), *desk_actions(acts.records), *document_actions(acts.records)]


def _views(acts: WindowActs) -> list[ActionSpec]:
    def in_read(at: Situation) -> bool:
        return at.case_open and at.view == "read"

    return [
        ActionSpec("view.read", tr("Read"), lambda: acts.show_view("read"), ("Ctrl+1",), _open),
        ActionSpec("view.claims", tr("Claims"), lambda: acts.show_view("claims"), ("Ctrl+2",), _open),
        ActionSpec("view.matrix", tr("Matrix"), lambda: acts.show_view("matrix"), ("Ctrl+3",), _open),
        ActionSpec("view.access", tr("Access"), lambda: acts.show_view("access"), ("Ctrl+4",), _open),
        ActionSpec("view.timeline", tr("Timeline"), lambda: acts.show_view("timeline"), ("Ctrl+5",), _open),
        ActionSpec("view.search", tr("Search"), lambda: acts.show_view("search"), ("Ctrl+6",), _open),
        ActionSpec("search.focus", tr("Search the case"), acts.focus_search, ("Ctrl+Shift+F",), _open, "search"),
        ActionSpec("search.terms", tr("Search for a list of terms…"), acts.open_terms, (), _open),
        ActionSpec("pane.documents", tr("Documents pane"), acts.fold_documents, ("F9",), in_read, "panel-left"),
        ActionSpec("pane.claims", tr("Claims pane"), acts.fold_claims, ("F10",), in_read, "panel-right"),
        ActionSpec(
            "tab.next", tr("Next document tab"), lambda: acts.step_tab(1), ("Ctrl+Tab", "Ctrl+PgDown"), reading, repeats=True
        ),
        ActionSpec(
            "tab.previous",
            tr("Previous document tab"),
            lambda: acts.step_tab(-1),
            ("Ctrl+Shift+Tab", "Ctrl+PgUp"),
            reading,
            repeats=True,
        ),
        ActionSpec("tab.close", tr("Close document tab"), acts.close_tab, ("Ctrl+W",), reading, "close"),
        ActionSpec(
            *("sides.two", tr("Two documents side by side"), acts.sides.switch, ("F8",), reading, "columns"),
            checked=acts.sides.are_two,
        ),
        ActionSpec(
            "sides.linked",
            tr("Scroll both documents together"),
            acts.sides.switch_linked,
            ("Shift+F8",),
            lambda at: reading(at) and acts.sides.are_two(),
            "link",
            checked=acts.sides.are_linked,
        ),
    ]


def _program(acts: WindowActs) -> list[ActionSpec]:
    return [
        ActionSpec("app.palette", tr("Every action by name…"), acts.show_palette, ("Ctrl+K",), icon="command"),
        ActionSpec(
            "app.preferences",
            tr("Preferences…"),
            acts.show_preferences,
            ("Ctrl+,",),
            icon="settings",
            also=tr("settings options dark light night theme colours text size desk name"),
        ),
        ActionSpec("app.help", tr("Help"), acts.show_help, ("F1",), icon="help"),
        ActionSpec("app.keys", tr("Keyboard shortcuts"), acts.show_keys, ("Ctrl+F1",)),
        ActionSpec("app.about", tr("About this program"), acts.show_about, also=tr("version licence license")),
        ActionSpec(
            "app.isolation",
            tr("How well documents are isolated…"),
            acts.isolation_requested.emit,
            icon="lock",
            also=tr("sandbox security safe isolation"),
        ),
        ActionSpec("app.diagnostics", tr("Copy diagnostics"), acts.copy_diagnostics, icon="copy"),
        ActionSpec(
            "window.full",
            tr("Full screen (Escape leaves it)"),
            acts.switch_full_screen,
            ("F11",),
            checked=acts.is_full_screen,
            also=tr("presentation maximize"),
        ),
        ActionSpec("window.close", tr("Close window"), acts.close_window, ("Ctrl+Shift+W",)),
        ActionSpec("app.quit", tr("Quit"), acts.quit_requested.emit, ("Ctrl+Q",)),
    ]
