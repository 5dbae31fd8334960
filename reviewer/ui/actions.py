"""Actions as data: what each is called, its keys, when it is on, what it does. Menus, buttons and the palette are made of them.

Owns the `QAction`s of a window. The table itself is `action_table`; nothing else makes actions with shortcuts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from reviewer.model.neutral import displayed
from reviewer.ui.look import icons
from reviewer.ui.look.theme import Theme


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides which actions are on, as plain facts of the moment."""

    case_open: bool = False
    writable: bool = False
    untitled: bool = False
    has_documents: bool = False
    claim_words: str = ""
    document_words: str = ""
    view: str = "read"
    document_shown: bool = False
    selection: bool = False
    passage_chosen: bool = False
    can_go_back: bool = False
    can_go_forward: bool = False
    undo_words: str | None = None
    redo_words: str | None = None


When = Callable[[Situation], bool]


def always(_situation: Situation) -> bool:
    """On in every situation."""
    return True


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action.

    Attributes:
        id: Its name in code, such as "case.open".
        text: What it is called in menus and the palette; "…" at the end when it asks something first.
        handler: What it does.
        keys: Its shortcuts, the first one shown.
        when: When it is on.
        icon: Name of a drawing; none when empty.
        words: The text in a situation, where it changes ("Undo Highlight passage").
        hint_keys: Keys to show that somebody else listens to (the page listens to H S C O T itself).
        repeats: Whether holding the keys down does it again and again.
        also: Words by which other programs call it, so that the palette finds it by them.
        checked: For one that is on or off: whether it is on; None for a plain action.

    """

    id: str
    text: str
    handler: Callable[[], object]
    keys: tuple[str, ...] = ()
    when: When = always
    icon: str = ""
    words: Callable[[Situation], str] | None = None
    hint_keys: str = ""
    checked: Callable[[], bool] | None = None
    repeats: bool = False
    also: str = ""


class Actions(QObject):
    """The actions of one window, by id. `situation_changed` is emitted after they were switched on and off anew."""

    situation_changed = Signal()

    def __init__(self, theme: Theme, window: QWidget, specs: Iterable[ActionSpec]) -> None:
        super().__init__(window)
        self._theme = theme
        self._situation = Situation()
        self._specs: dict[str, ActionSpec] = {}
        self._actions: dict[str, QAction] = {}
        for spec in specs:
            self._add(spec, window)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.refresh(self._situation)

    def __getitem__(self, name: str) -> QAction:
        """Return an action by id."""
        return self._actions[name]

    @property
    def situation(self) -> Situation:
        """The situation they were switched for last."""
        return self._situation

    def specs(self) -> tuple[ActionSpec, ...]:
        """Return all in the order of the table."""
        return tuple(self._specs.values())

    def trigger(self, name: str) -> None:
        """Do an action as if it had been chosen, if it is on."""
        self._actions[name].trigger()

    def press(self, keys: QKeySequence) -> None:
        """Do the action with these keys, if there is one and it is on."""
        for one in self._actions.values():
            if keys in one.shortcuts():
                one.trigger()

    def refresh(self, situation: Situation) -> None:
        """Switch every action on or off, and name those that change their words."""
        self._situation = situation
        for name, spec in self._specs.items():
            action = self._actions[name]
            action.setEnabled(spec.when(situation))
            if spec.words is not None:
                action.setText(displayed(spec.words(situation)).replace("&", "&&"))
            if spec.checked is not None:
                action.setChecked(spec.checked())
        self.situation_changed.emit()

    def fill(self, menu: QMenu, names: Iterable[str]) -> None:
        """Put actions into a menu; "-" is a line between them."""
        for name in names:
            if name == "-":
                menu.addSeparator()
            else:
                menu.addAction(self._actions[name])

    def keys_words(self, name: str) -> str:
        """Return an action's keys for people, or ""."""
        spec = self._specs[name]
        if spec.hint_keys:
            return spec.hint_keys
        return QKeySequence(spec.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if spec.keys else ""

    def keys(self, *, but: Iterable[str] = ()) -> tuple[QKeySequence, ...]:
        """Return the shortcuts of all actions but these."""
        left_out = set(but)
        return tuple(QKeySequence(key) for name, spec in self._specs.items() if name not in left_out for key in spec.keys)

    def _add(self, spec: ActionSpec, window: QWidget) -> None:
        action = QAction(spec.text.replace("&", "&&"), window)
        action.setObjectName(spec.id)
        action.setShortcuts([QKeySequence(one) for one in spec.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setAutoRepeat(spec.repeats)
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.setCheckable(spec.checked is not None)
        action.triggered.connect(lambda _checked=False, handler=spec.handler: handler())
        window.addAction(action)
        self._specs[spec.id] = spec
        self._actions[spec.id] = action

    def _on_theme_changed(self) -> None:
        for name, spec in self._specs.items():
            if spec.icon:
                colour, off = self._theme.token("text_second"), self._theme.token("disabled")
                self._actions[name].setIcon(icons.icon(spec.icon, colour, disabled=off))
