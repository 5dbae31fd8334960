"""The passages of the document that is shown: for the overlay to paint, as ticks beside it, and as words under the pointer.

Owns the marks as handed in from outside, kept and pending. It draws nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtWidgets import QWidget

from reviewer.i18n import tr, trn
from reviewer.model.geometry import IDENTITY, Matrix, PageQuad
from reviewer.model.neutral import visible
from reviewer.model.stance import Stance
from reviewer.ui.look import labels, readable
from reviewer.ui.look.theme import stance_words
from reviewer.ui.viewer.geometry.stage import Stage
from reviewer.ui.viewer.marks.mark_index import MarkIndex
from reviewer.ui.viewer.marks.overlay import Overlay
from reviewer.ui.viewer.marks.tick_scroll_bar import TickScrollBar
from reviewer.ui.viewer.view_mark import ViewMark

_MOST_TOLD = 160
"""Characters of a claim in a tooltip, and of a note where it tells several passages."""

_MOST_PASSAGES = 6
"""Passages that a tooltip tells of where more lie over each other."""

_MOST_LINKS = 3
"""Links of each of several passages that a tooltip tells of."""

_MOST_NOTE = 1_500
"""Characters of a note in a tooltip: about what a screen has room for, and Qt lays out at once."""


class Passages(QObject):
    """The marks of one page view.

    Signals:
        changed: Other marks are shown now.

    """

    changed = Signal()

    def __init__(self, overlay: Overlay, stage: Stage, ticks: TickScrollBar, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._overlay = overlay
        self._stage = stage
        self._ticks = ticks
        self._viewport = viewport
        self._shares: dict[str, float] = {}
        self._said: list[ViewMark] = []
        self._hovered = ""

    def set_marks(self, marks: Sequence[ViewMark]) -> None:
        """Show these passages in place of those before."""
        self._show(marks, tuple(self._overlay.index.pending))

    def change_marks(self, marks: Mapping[str, ViewMark | None]) -> None:
        """Show these passages as they are now; None takes one away. Costs what their pages hold."""
        index = self._overlay.index
        pages: set[int] = set()
        for passage, mark in marks.items():
            before = index.get(passage)
            touched = index.put(mark) if mark is not None else index.drop(passage)
            if before is None or mark is None or not before.looks_like(mark):
                pages |= touched
                self._shares.pop(passage, None)
        self._changed_on(pages)

    def set_filled_by_file(self, filled: Callable[[int], Collection[str]]) -> None:
        """Say how to learn which passages of a page lie just where the file has a coloured mark of its own."""
        self._overlay.set_filled_by_file(filled)

    def look_at_file(self, pages: Iterable[int]) -> None:
        """Ask anew for the passages that lie where the file has marks: more is known of these pages."""
        for page in pages:
            self._overlay.filling_changed(page)
        self._viewport.update()

    def sees(self, quads: Iterable[PageQuad]) -> bool:
        """Tell whether any of some quads can be seen now, whether or not a passage is there."""
        return self._stage.camera.part_in_view(quads) is not None

    def set_pending(self, marks: Sequence[ViewMark]) -> None:
        """Show these passages as asked for, besides the marks."""
        self._changed_on(self._overlay.index.set_pending(marks))

    def clear(self) -> None:
        """Forget all: another document is shown."""
        self.say(())
        self._overlay.set_filled_by_file(lambda _page: ())
        self._show((), ())

    def place_ticks(self) -> None:
        """Work out anew where the scroll bar's ticks stand: marks or the pages' sizes have changed."""
        self._overlay.index.forget_order()
        self._shares.clear()
        self._ticks.set_source(self._tick_places)

    def _to_shown(self, page: int) -> Matrix:
        layout = self._stage.layout
        return layout.shown_matrix(page) if page < layout.count else IDENTITY

    def _tick_places(self) -> Iterator[tuple[float, Stance | None]]:
        """Yield where passages stand in the document; each is worked out once."""
        layout = self._stage.layout
        height = max(1, layout.height)
        matrices: dict[int, Matrix] = {}
        for passage, mark in list(self._overlay.index.all.items()):  # others may come while these are told by and by
            share = self._shares.get(passage)
            if share is None:
                first = mark.quads[0]
                if first.page >= layout.count:
                    continue
                if first.page not in matrices:
                    matrices[first.page] = layout.matrix(first.page)
                matrix, corner = matrices[first.page], first.quad.ul  # its y alone: there are thousands of them
                share = self._shares[passage] = (matrix.b * corner.x + matrix.d * corner.y + matrix.f) / height
            for stance in mark.stances:
                yield share, stance

    def say(self, passages: Sequence[str]) -> None:
        """Give the pointer's tooltip the words of all passages that lie under it; none take it away.

        The chosen one is told first, then they follow as they are given.
        """
        chosen_first = sorted(passages, key=lambda one: one != self._overlay.chosen)
        marks = [mark for one in chosen_first if (mark := self._overlay.index.get(one)) is not None]
        if marks != self._said:
            self._said = marks
            labels.set_tooltip(self._viewport, described_together(marks))

    def repaint_hovered(self, passage: str) -> None:
        """Paint anew where the passage is that the pointer has come to, and where the one is that it has left ("" for none)."""
        for one in {passage, self._hovered} - {""}:
            mark = self._overlay.index.get(one)
            part = None if mark is None else self._stage.camera.part_in_view(mark.quads)
            if part is not None:
                area = QRectF(part.x0, part.y0, part.width, part.height)
                self._viewport.update(area.toAlignedRect().adjusted(-1, -1, 1, 1))
        self._hovered = passage

    def _show(self, marks: Sequence[ViewMark], pending: Sequence[ViewMark]) -> None:
        self._overlay.set_index(MarkIndex(marks, pending, self._to_shown))
        self.place_ticks()
        self.changed.emit()
        self._viewport.update()

    def _changed_on(self, pages: Iterable[int]) -> None:
        for page in pages:
            self._overlay.rearrange(page)
        if pages:
            self._ticks.set_source(self._tick_places)
            self._viewport.update()
        self.changed.emit()


def described(mark: ViewMark) -> str:
    """Return what a passage is, in words: one line a link with the claim's words, then its note."""
    return "\n".join([*_link_lines(mark), *([_note_words(mark.note)] if mark.note else [])])


def _link_lines(mark: ViewMark) -> list[str]:
    lines = []
    for at, (stance, number) in enumerate(mark.entries):
        words, said = stance_words(stance), mark.claims[at] if at < len(mark.claims) else ""
        if number:
            words = tr("{stance} claim {number}").format(stance=words, number=number)
        if number and said:
            words = tr("{link}: {claim}").format(link=words, claim=readable.shortened(said, _MOST_TOLD))
        lines.append(words)
    return lines or [stance_words(None)]


def described_together(marks: Sequence[ViewMark]) -> str:
    """Return what passages that lie over each other are, in words: each as `described` alone, and in short among several.

    How many they are comes first, and how to get at the others.
    """
    if len(marks) <= 1:
        return "".join(described(one) for one in marks)
    heading = trn(
        "{count} passage lies here. Each click chooses the next",
        "{count} passages lie here. Each click chooses the next",
        len(marks),
    ).format(count=len(marks))
    told = [tr("• {passage}").format(passage=_described_in_short(one)) for one in marks[:_MOST_PASSAGES]]
    left = len(marks) - len(told)
    return "\n".join([heading, *told, *([trn("and {count} more", "and {count} more", left).format(count=left)] if left else [])])


def _described_in_short(mark: ViewMark) -> str:
    """Return a passage's links and the beginning of its note, one line each; of many links the first."""
    return "\n".join([*_link_lines(mark)[:_MOST_LINKS], *([readable.shortened(mark.note, _MOST_TOLD)] if mark.note else [])])


def _note_words(note: str) -> str:
    """Return as much of a note as a tooltip has room for; all of it is beside the page."""
    return visible(note) if len(note) <= _MOST_NOTE else tr("{note} …").format(note=visible(note[:_MOST_NOTE].rstrip()))
