"""Rules of the house that the linters do not know: sizes, the clock, the network, labels.

Read from the source, module by module.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent / "reviewer"
MODULES = sorted(ROOT.rglob("*.py"))
MAX_MODULE_LINES = 300
MAX_FUNCTION_LINES = 50
SOCKET_WORDS = {
    "AF_UNIX",
    "SOCK_STREAM",
    "SOCK_SEQPACKET",
    "SOCK_CLOEXEC",
    "SHUT_RDWR",
    "SHUT_WR",
    "socket",
    "socketpair",
    "send_fds",
    "recv_fds",
}
CLOCKS = {
    ("time", "time"),
    ("time", "time_ns"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
}
ID_MAKERS = {("uuid", "uuid1"), ("uuid", "uuid4")}


TOP_LEVEL = {"pyproject.toml", "reviewer", "resources", "tests", "packaging", "README.md", "LICENSE", "CHANGELOG.md"}
MADE_BY_BUILDS = {"build", "dist"}


def test_the_top_level_holds_the_project_and_nothing_else() -> None:
    found = {one.name for one in ROOT.parent.iterdir() if not one.name.startswith(".")}
    assert {one for one in found if not one.endswith(".egg-info")} - TOP_LEVEL - MADE_BY_BUILDS == set()


def name_of(path: Path) -> str:
    return path.relative_to(ROOT.parent).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def calls(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the last two words of every call: `dt.datetime.now()` is ("datetime", "now")."""
    for node in ast.walk(tree_of(path)):
        if not isinstance(node, ast.Call):
            continue
        words = ast.unparse(node.func).split(".")
        yield (words[-2] if len(words) > 1 else "", words[-1])


def test_modules_and_functions_stay_short() -> None:
    long = []
    for path in MODULES:
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > MAX_MODULE_LINES:
            long.append(f"{name_of(path)}: {lines} lines")
        long += [
            f"{name_of(path)}:{node.lineno} {node.name}: {node.end_lineno - node.lineno} lines"
            for node in ast.walk(tree_of(path))
            if isinstance(node, ast.FunctionDef) and node.end_lineno and node.end_lineno - node.lineno > MAX_FUNCTION_LINES
        ]
    assert not long


def test_every_module_says_what_it_owns() -> None:
    assert not [name_of(path) for path in MODULES if not ast.get_docstring(tree_of(path))]


def test_only_bootstrap_reads_the_clock_and_makes_ids() -> None:
    found = {name_of(path) for path in MODULES if any(call in CLOCKS | ID_MAKERS for call in calls(path))}
    assert found <= {"reviewer/bootstrap.py"}


def test_sockets_are_only_pairs_towards_workers() -> None:
    words = set()
    for path in MODULES:
        if path.name.startswith("channel_"):
            words |= {
                node.attr
                for node in ast.walk(tree_of(path))
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "socket"
            }
    assert words <= SOCKET_WORDS


def test_no_address_is_ever_opened() -> None:
    """`urllib` is imported for `quote` alone (the layers say by whom), and of Qt neither its network nor a desktop's browser."""
    for path in MODULES:
        source = path.read_text(encoding="utf-8")
        assert "QtNetwork" not in source, name_of(path)
        assert "QtWebEngine" not in source, name_of(path)
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Import):
                assert all(not one.name.startswith("urllib") for one in node.names), name_of(path)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("urllib"):
                assert (node.module, [one.name for one in node.names]) == ("urllib.parse", ["quote"]), name_of(path)


QT_PARTS = {"QtCore", "QtGui", "QtWidgets", "QtSvg", "QtPrintSupport"}
"""What the window uses of Qt. None of it makes a socket, or loads what does."""


def test_of_qt_only_parts_without_a_network_are_imported() -> None:
    found = set()
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "PySide6":
                part = (node.module or "").partition(".")[2].partition(".")[0]
                found |= {part} if part else {one.name for one in node.names}
            elif isinstance(node, ast.Import):
                found |= {one.name for one in node.names if one.name.startswith("PySide6")}
    assert found <= QT_PARTS


def test_labels_come_from_the_one_factory() -> None:
    """A QLabel guesses whether its text is rich; the factory takes the guess away."""
    found = {name_of(path) for path in MODULES if any(call[1] == "QLabel" for call in calls(path))}
    assert found <= {"reviewer/ui/look/labels.py"}


READS_MARKUP = {
    *("QTextEdit", "QTextBrowser", "QTextDocument", "QTextDocumentFragment", "QGraphicsTextItem", "QStaticText", "QErrorMessage"),
    *("QInputDialog", "QProgressDialog", "QWhatsThis", "QWizard", "QSplashScreen", "QSystemTrayIcon", "QToolBar"),
}
"""Classes of Qt that take what looks like markup for it, or whose actions' words become tooltips that do."""

SETS_MARKUP = {
    *(
        "setToolTip",
        "setWhatsThis",
        "setStatusTip",
        "setHtml",
        "insertHtml",
        "appendHtml",
        "setDefaultAction",
        "setToolTipsVisible",
    ),
    *("setDetailedText", "RichText", "AutoText", "MarkdownText", "setMarkdown"),
}


def test_nothing_in_the_window_can_take_words_for_markup() -> None:
    """Markup is fetched from where it says, `//host/share` included. `labels` is the one place that speaks to Qt about it."""
    found = []
    for path in MODULES:
        if name_of(path) == "reviewer/ui/look/labels.py":
            continue
        for node in ast.walk(tree_of(path)):
            word = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
            called = node.func if isinstance(node, ast.Call) else None
            if getattr(called, "attr", getattr(called, "id", "")) in {"QMessageBox", "showText"}:
                word = "shown as a message"
            if word in {*READS_MARKUP, *SETS_MARKUP, "shown as a message"}:
                found.append(f"{name_of(path)}:{getattr(node, 'lineno', 0)} {word}")
    assert not found


def test_tooltips_of_rows_and_tabs_are_escaped() -> None:
    """Qt takes a tooltip for markup where it looks like it, and views ask their models for them."""
    found = []
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("setTabToolTip"):
                if not ast.unparse(node.args[1]).startswith("labels.escaped("):
                    found.append(f"{name_of(path)}:{node.lineno}")
            elif isinstance(node, ast.FunctionDef) and "ToolTipRole" in path.read_text(encoding="utf-8"):
                source = ast.unparse(node)
                if "ToolTipRole" in source and "labels.escaped(" not in source:
                    found.append(f"{name_of(path)}:{node.lineno} {node.name}")
    assert not found


def test_file_dialogs_come_from_the_one_place() -> None:
    """Qt's own file dialog reads what it lists, and drops the locks of a case that is open."""
    shown = {"QFileDialog", "FileDialog"} | {f"get{what}" for what in ("OpenFileName", "OpenFileNames", "SaveFileName")}
    found = {name_of(path) for path in MODULES if any(call[1] in shown for call in calls(path))}
    assert found <= {"reviewer/ui/dialogs/file_dialog.py"}


def test_there_is_no_utils() -> None:
    assert not [name_of(path) for path in MODULES if path.stem in {"utils", "helpers", "common", "manager"}]


def test_nothing_but_methods_follows_the_theme() -> None:
    """The theme outlives every window: a lambda or a partial would keep what it holds alive and reach for it when it is gone."""
    found = []
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if not isinstance(node, ast.Call) or not ast.unparse(node.func).endswith("theme.changed.connect"):
                continue
            if not all(isinstance(one, ast.Attribute) for one in node.args):
                found.append(f"{name_of(path)}:{node.lineno}")
    assert not found
