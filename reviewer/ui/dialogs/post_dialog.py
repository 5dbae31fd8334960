"""Asks what the picture of a post says, beside the picture, and tells the exact time that the number of its address holds."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from reviewer.desk.post_reading import PostReading
from reviewer.desk.post_times import compared, exact_words
from reviewer.i18n import tr
from reviewer.model.ids import DocumentId
from reviewer.model.post import Post
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme

_WIDE_PX, _NARROW_PX, _BESIDE_PX = 420, 300, 360
"""Widths of the picture in a wide and in a narrow window, and what the fields beside it need, in logical pixels."""


@dataclass(frozen=True, slots=True)
class FirstFields:
    """What stands in the fields at first: what is kept, else what the page's text says; `said` tells which."""

    fields: PostReading
    said: str
    is_kept: bool


class PostDialog(Sheet):
    """The card of one page. `removal_wished`: what is written down is to be forgotten."""

    removal_wished = Signal()

    def __init__(self, theme: Theme, first: FirstFields, owner: QWidget) -> None:
        super().__init__(theme, tr("What this post says"), main=tr("Save"), parent=owner)
        self.picture_px = _WIDE_PX if owner.width() >= _WIDE_PX + _BESIDE_PX + 120 else _NARROW_PX
        self._add_picture()
        self.add_text(first.said, role="hint")
        known = first.fields
        self._author, self._handle = QLineEdit(known.author), QLineEdit(known.handle)
        self._text = QPlainTextEdit(known.text)
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(84)
        self._shown, self._address = QLineEdit(known.shown_time), QLineEdit(known.address)
        self.add_field(tr("Author"), self._author)
        self.add_field(tr("Handle"), self._handle)
        self.add_field(tr("Text"), self._text)
        self.add_field(tr("Time shown"), self._shown)
        hint = tr("The number in it tells the exact time, where the service makes numbers so.")
        self.add_field(tr("Address"), self._address, hint=hint)
        self.exact = self.add_text("", role="text", selectable=True)
        self.mismatch = self.add_text("", role="attention", selectable=True)
        self.remove_button = QPushButton(tr("Remove"))
        self.remove_button.setAutoDefault(False)
        self.remove_button.setVisible(first.is_kept)
        self.remove_button.clicked.connect(self._on_remove_clicked)
        self.foot.insertWidget(0, self.remove_button)
        for line in (self._author, self._handle, self._shown, self._address):
            line.textChanged.connect(self._on_fields_changed)
        self._text.textChanged.connect(self._on_fields_changed)
        self._on_fields_changed()

    @property
    def fields(self) -> PostReading:
        """What was filled in."""
        return PostReading(
            self._author.text().strip(),
            self._handle.text().strip(),
            self._text.toPlainText().strip(),
            self._shown.text().strip(),
            self._address.text().strip(),
        )

    def show_picture(self, image: QImage | None) -> None:
        """Show the page, or say that it cannot be drawn."""
        if image is None:
            self.picture.setText(tr("The page cannot be drawn."))
        else:
            self.picture.setPixmap(QPixmap.fromImage(image))

    def _add_picture(self) -> None:
        """Put the picture on the left; what is added from now on stands beside it."""
        self.picture = labels.label(tr("The page is being drawn …"), role="hint")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        labels.name(self.picture, tr("Picture of the post"))
        scroll = QScrollArea()
        scroll.setWidget(self.picture)
        scroll.setWidgetResizable(True)
        scroll.setFixedWidth(self.picture_px + 20)
        labels.name(scroll, tr("Picture of the post"))
        row, column = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(16)
        column.setSpacing(4)
        row.addWidget(scroll)
        row.addLayout(column, 1)
        self.body.addLayout(row)
        self.body = column
        self.setMinimumWidth(min(self.picture_px + _BESIDE_PX, self.screen().availableSize().width() - 64))

    def _on_remove_clicked(self) -> None:
        self.removal_wished.emit()
        self.reject()

    def _on_fields_changed(self) -> None:
        made = self.fields
        self.main_button.setEnabled(any((made.author, made.handle, made.text, made.shown_time, made.address)))
        post = Post("", DocumentId(""), 0, made.author, made.handle, made.text, made.shown_time, made.address, "")
        exact, found = post.exact_time, compared(post)
        self.exact.setText("" if exact is None else tr("By its number: {exact}").format(exact=exact_words(exact)))
        self.exact.setVisible(exact is not None)
        self.mismatch.setText(found.sentence)
        self.mismatch.setVisible(bool(found.sentence))
