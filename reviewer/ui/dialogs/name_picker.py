"""Asks for one of the case's names: type to filter by any of somebody's names, Enter takes it; a new one can be made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from reviewer.i18n import tr
from reviewer.model.ids import NameId
from reviewer.model.names import Name, NameKind
from reviewer.ui.dialogs.choice import Choice
from reviewer.ui.dialogs.chooser import Chooser
from reviewer.ui.look.name_words import kind_words
from reviewer.ui.look.theme import Theme

_NEW = "new "


class NamePicker(Chooser):
    """The list of names, but those in `without`.

    Args:
        theme: Colours and fonts.
        names: Of the case.
        title: What is asked.
        without: Names that cannot be taken.
        take: Told the name that was taken.
        make: Told what is to be a new name, and of what kind; None where no new one can be made.
        parent: The window.

    """

    def __init__(
        self,
        theme: Theme,
        names: Sequence[Name],
        *,
        title: str,
        without: Collection[NameId] = (),
        take: Callable[[NameId], None],
        make: Callable[[str, NameKind], None] | None = None,
        parent: QWidget,
    ) -> None:
        known = {each.casefold() for one in names for each in one.all_names}

        def extra(typed: str) -> Sequence[Choice]:
            if make is None or not typed or typed.casefold() in known:
                return ()
            words = {
                NameKind.ORGANISATION: tr("New organisation: {name}").format(name=typed),
                NameKind.PERSON: tr("New person: {name}").format(name=typed),
            }
            return [Choice(f"{_NEW}{kind.value}", said, icon="plus") for kind, said in words.items()]

        def on_taken(key: str, typed: str) -> None:
            if key.startswith(_NEW) and make is not None:
                make(typed, NameKind(key.removeprefix(_NEW)))
            else:
                take(NameId(key))

        choices = [_choice(one) for one in names if one.id not in without]
        first = tr("Write the first name") if make is not None else tr("There is no other name")
        placeholder = tr("Find a name, or write a new one") if make is not None else tr("Find a name")
        super().__init__(
            theme,
            title=title,
            placeholder=placeholder if choices else first,
            choices=choices,
            extra=extra,
            nothing=tr("Nobody here is called so."),
            parent=parent,
        )
        self.taken.connect(on_taken)

    def open_over(self, view: QWidget) -> None:
        """Show it in the upper part of a widget."""
        self.open_below(view.mapToGlobal(QPoint(view.width() // 2, min(96, view.height() // 6))))


def _choice(one: Name) -> Choice:
    also = " ".join(each.text for each in one.aliases)
    return Choice(one.id, one.text, after=kind_words(one.kind), also=also)
