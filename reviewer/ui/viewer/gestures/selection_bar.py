"""The small bar at a selection: keep it with a stance, as a plain highlight, and for which claim.

Owns the buttons; where least is covered is `bar_place`'s. It decides nothing: wishes go out as signals.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from reviewer.i18n import tr
from reviewer.model.stance import Stance
from reviewer.ui.look import icons, labels
from reviewer.ui.look.theme import Theme
from reviewer.ui.viewer.gestures.bar_place import AWAY_PX, EDGE_PX, bar_place
from reviewer.ui.viewer.gestures.stance_button import HEIGHT_PX, StanceButton

KEYS: tuple[tuple[str, Stance | None], ...] = (
    ("S", Stance.SUPPORTS),
    ("C", Stance.CONTRADICTS),
    ("O", Stance.CONTEXT),
    ("T", Stance.STATES),
    ("H", None),
)
"""What each letter does on a selection, in the order of the bar."""

LINE_PX = 24
"""About what a line of text takes: the one with the caret stays free."""

UNMEANT_MS = 250
"""So long after it appeared no press on the bar counts: who lets go of a drag and clicks once more means the page below."""

CLAIM_CHARS = 24
SHORT_CLAIM_CHARS = 7


class SelectionBar(QFrame):
    """The bar, a child of the viewport that it floats over.

    Attributes:
        unmeant_ms: How long after it appeared presses do not count.

    Signals:
        stance_chosen: A button was pressed: the stance (None for a plain highlight), and whether Shift was held.
        claim_choice_requested: The claim button was pressed: where to open a list (global `QPoint`).
        copy_requested: Copy was pressed.
        left: Escape was pressed on the bar.
        came: It stands somewhere now, after it was hidden.

    """

    stance_chosen = Signal(object, bool)
    claim_choice_requested = Signal(object)
    copy_requested = Signal()
    left = Signal()
    came = Signal()

    def __init__(self, theme: Theme, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._theme = theme
        self._viewport = viewport
        self._buttons: list[StanceButton] = []
        self._claim_label = ""
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(5, 4, 5, 4)
        column.setSpacing(2)
        self._notice = labels.label(role="attention", font=theme.font("second"))
        self._notice.setContentsMargins(4, 0, 4, 0)
        self._notice.hide()
        column.addWidget(self._notice)
        column.addLayout(row)
        row.setSpacing(2)
        for key, stance in KEYS:
            if stance is None:
                row.addWidget(_Rule(theme, self))
            button = StanceButton(stance, key, theme, self)
            button.clicked.connect(partial(self._on_button_clicked, button))
            button.installEventFilter(self)
            row.addWidget(button)
            self._buttons.append(button)
        row.addWidget(_Rule(theme, self))
        self._claim = self._claim_button()
        row.addWidget(self._claim)
        self._copy = self._copy_button()
        row.addWidget(self._copy)
        for one in (self._claim, self._copy):
            one.installEventFilter(self)
        self._seen = QElapsedTimer()
        self.unmeant_ms = UNMEANT_MS
        self.writable = True
        self.set_writable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.set_claim_label("")
        self.set_last_stance(None)
        theme.changed.connect(self._on_theme_changed)
        self.hide()

    @property
    def last_stance(self) -> Stance | None:
        """What Enter takes."""
        return next((one.stance for one in self._buttons if one.last_used), None)

    def set_last_stance(self, stance: Stance | None) -> None:
        """Mark the stance that was used last."""
        for one in self._buttons:
            one.set_last_used(one.stance is stance)

    def set_writable(self, writable: bool) -> None:
        """Offer to keep the selection, or, where nothing can be kept, only to copy it."""
        self.writable = writable
        for one in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if one is not self._notice:
                one.setVisible((one is self._copy) != writable)
        labels.name(self, tr("Keep the selection") if writable else tr("Copy the selection"))

    def set_claim_label(self, label: str) -> None:
        """Name the claim that a stance is for; "" when none was chosen yet."""
        self._claim_label = label
        said = tr("For claim {claim}").format(claim=label) if label else tr("Choose a claim")
        labels.name(self._claim, said)
        labels.set_tooltip(self._claim, said)
        self._fit()

    def set_notice(self, notice: str) -> None:
        """Say above the buttons what is to be known of the selection; "" for nothing."""
        self._notice.setText(notice)
        self._notice.setVisible(bool(notice))

    def place(self, selected: QRect, text: Sequence[QRect] = (), *, downwards: bool = False, upwards: bool = False) -> None:
        """Stand where least is covered that is read next, always inside the viewport.

        Args:
            selected: Around what is in view of the selection, in viewport coordinates.
            text: Around each line of text in view.
            downwards: Stand above the selection, or over its beginning: a caret goes on below.
            upwards: The same caret goes on above.

        """
        self._fit()
        view = self._viewport.rect()
        at = bar_place(self.size(), view, selected, text, upwards=upwards)
        over = max(selected.top() - AWAY_PX - self.height(), view.top() + EDGE_PX)
        if downwards and over + self.height() + LINE_PX < selected.bottom() + AWAY_PX:
            at = QPoint(min(max(selected.center().x() - self.width() // 2, EDGE_PX), view.right() - self.width() - EDGE_PX), over)
        self.move(at)
        if not self.isVisible():
            self._seen.start()
            self.show()
            self.raise_()
            self.came.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a flat sheet with a 1 px edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._theme.token("base"))
        painter.setPen(QPen(self._theme.token("page_edge"), 1))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move along the bar with the arrows, leave it with Escape."""
        controls: list[QWidget] = [*self._buttons, self._claim] if self.writable else [self._copy]
        now = next((number for number, one in enumerate(controls) if one.hasFocus()), 0)
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif step is not None:
            controls[(now + step) % len(controls)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep presses beside the buttons from starting a drag on the page."""
        event.accept()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Let Enter press a button, as Space does, and no click that was begun before the bar was seen."""
        if event.type() in {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}:
            return self._seen.elapsed() < self.unmeant_ms
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, StanceButton):
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                watched.click()
                return True
            if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:  # a button would look for the nearest one by itself
                self.keyPressEvent(event)
                return True
        return False

    def _on_button_clicked(self, button: StanceButton) -> None:
        shift = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.stance_chosen.emit(button.stance, shift)

    def _on_claim_clicked(self) -> None:
        self.claim_choice_requested.emit(self._claim.mapToGlobal(QPoint(0, self._claim.height())))

    def _on_theme_changed(self) -> None:
        self._claim.setIcon(icons.icon("chevron-down", self._theme.token("text_second")))
        self._claim.setFont(self._theme.font())
        self._fit()
        self.update()

    def _claim_button(self) -> QToolButton:
        made = QToolButton(self)
        made.setAutoRaise(True)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands after the words
        made.setIcon(icons.icon("chevron-down", self._theme.token("text_second")))
        made.setFont(self._theme.font())
        made.setFixedHeight(HEIGHT_PX)
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(self._on_claim_clicked)
        return made

    def _copy_button(self) -> QToolButton:
        made = QToolButton(self)
        made.setAutoRaise(True)
        made.setText(tr("Copy"))
        made.setFont(self._theme.font())
        made.setFixedHeight(HEIGHT_PX)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        labels.name(made, tr("Copy the selected text"))
        labels.set_tooltip(made, tr("Copy the selected text (Ctrl+C)"))
        made.clicked.connect(self.copy_requested)
        return made

    def _fit(self) -> None:
        """Take the room that all words need, or leave words out where the viewport is narrow."""
        layout = self.layout()
        assert layout is not None
        for terse, claim_chars in ((False, CLAIM_CHARS), (True, CLAIM_CHARS), (True, SHORT_CLAIM_CHARS)):
            for one in self._buttons:
                one.set_terse(terse)
            self._claim.setText(self._claim_words(claim_chars))
            layout.activate()
            if self.sizeHint().width() <= self._viewport.width() - 8:
                break
        self.resize(self.sizeHint())

    def _claim_words(self, most: int) -> str:
        words = self._claim_label or (tr("Choose a claim") if most >= CLAIM_CHARS else tr("Claim"))
        short = words if len(words) <= most else words[: most - 1].rstrip(" ·") + "…"
        return short.replace("&", "&&")


class _Rule(QWidget):
    """A thin upright line between two groups."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedSize(9, HEIGHT_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        painter.fillRect(4, 5, 1, self.height() - 10, self._theme.token("separator"))
        painter.end()
