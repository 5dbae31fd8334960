"""Tells the person what happened: a toast with the next step, a strip for what stays true, a dialog for what stops them.

Owns the wording around errors and the details that can be copied. Shows no stack trace and no markup, and swallows nothing:
what was not foreseen is logged by its kind and told in a sentence.
"""

from __future__ import annotations

import platform
import traceback
from collections.abc import Callable

from PySide6.QtCore import QObject, qVersion
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from reviewer.errors import CancelledError, ReviewerError
from reviewer.i18n import tr
from reviewer.log import logger
from reviewer.ui.controls import read_only as reading_only
from reviewer.ui.controls.error_strip import ErrorStrip, Truth
from reviewer.ui.controls.toast import Toast
from reviewer.ui.controls.toasts import Toasts
from reviewer.ui.look import labels, readable
from reviewer.ui.look.theme import Theme

_log = logger(__name__)


class Problems(QObject):
    """The one way in which a window tells anything that is not part of what it shows; messages float over that, `over`.

    Attributes:
        strip: For what stays true for a while.
        origin: For where the case came from and when it is dated; a strip of its own, so that neither message hides the other.

    """

    def __init__(self, theme: Theme, window: QWidget, over: QWidget | None = None) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._toasts = Toasts(window, over or window)
        self.strip = ErrorStrip(theme, window)
        self.origin = ErrorStrip(theme, window)

    def toast(
        self,
        text: str,
        *,
        action: str = "",
        then: Callable[[], None] | None = None,
        warning: bool = False,
        stays: bool = False,
        brief: bool = False,
    ) -> Toast:
        """Show a short message, with a button for the next step if `action` and `then` are given.

        One that `stays` is there until somebody closes it, or waits its turn behind another such one; a `brief` one goes soon.
        """
        made = Toast(self._theme, text, action=action, then=then, warning=warning, stays=stays, brief=brief, parent=self._window)
        self._toasts.add(made)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._window, text))
        return made

    def make_room(self, widget: QWidget) -> None:
        """Keep messages off something that a person is about to use."""
        self._toasts.make_room(widget)

    def close_message(self) -> bool:
        """Close the newest message that floats, and tell whether there was one."""
        return self._toasts.close_newest()

    def report(self, error: BaseException) -> None:
        """Tell of a failed act. An unforeseen one is told with a button that copies details."""
        if isinstance(error, CancelledError):
            self.toast(tr("Cancelled. Nothing was left half done."))
            return
        text = sentence(error)
        if isinstance(error, ReviewerError):
            self.toast(text, warning=True, stays=True)
            return
        _log.error("unforeseen error in the window: %s", type(error).__name__)
        details = diagnostics(error)
        self.strip.tell(text, about=Truth.FAILURE, action=tr("Copy details"), then=lambda: copy_text(details))

    def tell_read_only(self) -> None:
        """Say why nothing came of what was asked for."""
        self.toast(reading_only.why(), warning=True)

    def tell_of_case(self, *, elsewhere: bool, dated_ahead: str, read_only: bool) -> None:
        """Tell of a case that is only read, and, until that was read, of one from elsewhere or ahead of the clock."""
        if read_only:
            told = tr("This case is open for reading only: nothing you see can be changed.")
            self.strip.tell(told, about=Truth.READ_ONLY, closable=False)
        said = []
        if elsewhere:
            said.append(tr("This case came from elsewhere: it was last changed on another computer or by another account."))
            said.append(
                tr("Searches do not rely on the index that came with it; they look at what the case holds.")
                if read_only
                else _until_changed()
            )
        if dated_ahead and not read_only:
            ahead = tr("The newest entry of this case’s journal is dated {moment}, which is still to come.")
            said.append(ahead.format(moment=readable.moment_words(dated_ahead)))
            said.append(tr("Until then, what you do is recorded with that time. See whether this computer’s clock is right."))
        if said:
            self.origin.tell(" ".join(said), about=Truth.ORIGIN, of=said)

    def tell_changed(self) -> None:
        """Say no longer what comes with the first change of a case from elsewhere."""
        said = self.origin.of(Truth.ORIGIN)
        if isinstance(said, list) and _until_changed() in said:
            left = [one for one in said if one != _until_changed()]
            self.origin.reword(Truth.ORIGIN, " ".join(left), of=left)

    def dialog(self, title: str, error: BaseException) -> None:
        """Tell of an error that stops what the person is doing; returns when it was read."""
        summary, hint = parts(error)
        box = labels.message_box(self._window, title, summary, hint)
        copy = box.addButton(tr("Copy details"), QMessageBox.ButtonRole.ActionRole)
        copy.clicked.disconnect()
        copy.clicked.connect(lambda: copy_text(f"{summary}\n{hint}\n\n{diagnostics(error)}"))
        close = box.addButton(tr("Close"), QMessageBox.ButtonRole.RejectRole)  # the system's own has a sign that dark hides
        box.setDefaultButton(close)
        box.setEscapeButton(close)
        box.exec()


def parts(error: BaseException) -> tuple[str, str]:
    """Return what happened and what to do, as plain sentences."""
    if isinstance(error, ReviewerError):
        return error.summary, error.hint
    happened = tr("Something went wrong inside the program ({kind}).").format(kind=type(error).__name__)
    return happened, tr(
        "What was saved is safe. Try again; if it happens again, copy the details for whoever looks after the program."
    )


def sentence(error: BaseException) -> str:
    """Return both in one line."""
    return joined(*parts(error))


def joined(summary: str, hint: str) -> str:
    """Return what happened and what to do as sentences in one line."""
    stop = "" if not summary or summary.endswith((".", "!", "?", "…")) else "."
    return f"{summary}{stop} {hint}".strip()


def diagnostics(error: BaseException) -> str:
    """Return versions, the error's kind and where in the program it arose: no content of any document and no path."""
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{frame.filename.replace(chr(92), '/').rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
    lines = [
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.machine()}",
        f"{type(error).__module__}.{type(error).__qualname__}",
        *where,
    ]
    return "\n".join(lines)


def copy_text(text: str) -> None:
    """Put plain text on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def _until_changed() -> str:
    return tr("Until you change something the file stays as it is; then it is checked, and its search index made anew.")
