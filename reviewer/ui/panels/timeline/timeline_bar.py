"""The bar above the timeline: years, months or days, zoom, all dates, whose and which claim's, what the signs mean, saving."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from reviewer.desk.timeline_scale import PX_PER_DAY, Grain
from reviewer.i18n import tr
from reviewer.model.neutral import displayed
from reviewer.ui.controls.icon_button import IconButton
from reviewer.ui.look import icons, labels, readable
from reviewer.ui.look.theme import Theme
from reviewer.ui.panels.timeline.legend import TimelineLegend

_HEIGHT_PX = 46
_NARROW_PX = 560
_MOST_SHOWN = 22


class TimelineBar(QFrame):
    """The bar.

    Signals:
        grain_chosen: How wide a day is to be drawn.
        zoom_wanted: Steps to zoom in by.
        fit_wanted: All dates are to be in sight.
        actor_wanted: Somebody is to be chosen, below a button.
        claim_wanted: A claim is to be chosen, below a button.
        save_wanted: The picture is to be saved.
        copy_wanted: The table is to be copied.

    """

    grain_chosen = Signal(float)
    zoom_wanted = Signal(int)
    fit_wanted = Signal()
    actor_wanted = Signal(QWidget)
    claim_wanted = Signal(QWidget)
    save_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._said: dict[QPushButton, str] = {}
        self.setFixedHeight(_HEIGHT_PX)
        self.setProperty("surface", "pane")
        self.setProperty("line", "bottom")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 8, 0)
        self._row.setSpacing(0)
        self.grains = self._segments()
        self._row.addSpacing(8)
        self.zoom_out, self.zoom_in = (
            self._icon("zoom-out", tr("Zoom out"), lambda: self.zoom_wanted.emit(-1)),
            self._icon("zoom-in", tr("Zoom in"), lambda: self.zoom_wanted.emit(1)),
        )
        self._row.addSpacing(4)
        self.all_dates = self._small(tr("All dates"))
        self.all_dates.clicked.connect(self.fit_wanted)
        self._row.addSpacing(8)
        self.actor = self._small("")
        self.actor.clicked.connect(lambda: self.actor_wanted.emit(self.actor))
        self._row.addSpacing(4)
        self.claim = self._small("")
        self.claim.clicked.connect(lambda: self.claim_wanted.emit(self.claim))
        self._row.addSpacing(12)
        self._row.addWidget(TimelineLegend(theme), 1)
        self.more = self._icon("more", tr("Save or copy the timeline"), self._open_menu)
        self.show_filter("", "")
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_grain(self, grain: Grain, coarsest: Grain) -> None:
        """Say what the scale is ruled in; no coarser one can be chosen than that with all dates in sight."""
        self.grains[grain].setChecked(True)
        places = list(Grain)
        for one, button in self.grains.items():
            button.setEnabled(places.index(one) >= places.index(coarsest))

    def show_filter(self, actor: str, claim: str) -> None:
        """Say whose and which claim's things are shown; "" for all."""
        rows = ((self.actor, actor, tr("Everybody"), tr("Whose")), (self.claim, claim, tr("All claims"), tr("Which claim")))
        for button, chosen, every, what in rows:
            self._said[button] = displayed(readable.shortened(chosen, _MOST_SHOWN) or every).replace("&", "&&")
            labels.name(button, tr("{what}: {chosen}").format(what=what, chosen=chosen or every))
            labels.set_tooltip(button, chosen or every)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: a narrow bar leaves out what keys do as well, and words that a tooltip says."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_narrow = self.width() < _NARROW_PX
        for one in (self.zoom_in, self.zoom_out, self.all_dates):
            one.setVisible(not is_narrow)
        for button, words in self._said.items():
            button.setText("" if is_narrow else words)

    def _segments(self) -> dict[Grain, QPushButton]:
        made = {}
        rows = ((Grain.YEARS, tr("Years"), "first"), (Grain.MONTHS, tr("Months"), "middle"), (Grain.DAYS, tr("Days"), "last"))
        for grain, words, place in rows:
            button = made[grain] = QPushButton(words)
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setProperty("segment", place)
            button.setMinimumWidth(button.fontMetrics().horizontalAdvance(words) + 20)
            button.clicked.connect(lambda _checked=False, grain=grain: self.grain_chosen.emit(PX_PER_DAY[grain]))
            self._row.addWidget(button)
        return made

    def _icon(self, icon: str, words: str, act: object) -> IconButton:
        made = IconButton(self._theme, icon, words)
        made.clicked.connect(act)
        self._row.addWidget(made)
        return made

    def _small(self, words: str) -> QPushButton:
        made = QPushButton(words)
        made.setProperty("small", True)
        self._row.addWidget(made)
        return made

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.addAction(tr("Save as SVG…")).triggered.connect(self.save_wanted)
        menu.addAction(tr("Copy as table")).triggered.connect(self.copy_wanted)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _on_theme_changed(self) -> None:
        self.all_dates.setIcon(icons.icon("fit-width", self._theme.token("text_second")))
        for one, icon in ((self.actor, "person"), (self.claim, "claim")):
            one.setIcon(icons.icon(icon, self._theme.token("text_second")))
