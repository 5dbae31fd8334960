"""Asks whether documents that are too large for a case are linked to their files, and says what that means."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from reviewer.i18n import tr, trn
from reviewer.model.neutral import inserted
from reviewer.services.adding.large_files import LargeFile
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.look import labels, readable
from reviewer.ui.look.theme import Theme

_MOST_LISTED = 12


class LargeFilesDialog(Sheet):
    """Accepted means: link all of them."""

    def __init__(self, theme: Theme, files: Sequence[LargeFile], parent: QWidget | None = None) -> None:
        count = len(files)
        title = trn("Link a large document?", "Link {count} large documents?", count).format(count=count)
        super().__init__(theme, title, main=tr("Link"), close=tr("Leave out"), parent=parent)
        self.setMinimumWidth(520)
        self.add_text(
            trn(
                "A case keeps documents of up to 2 GiB. This one is larger, and can only be linked:",
                "A case keeps documents of up to 2 GiB. These are larger, and can only be linked:",
                count,
            ),
            role="body",
        )
        for one in files[:_MOST_LISTED]:
            name = inserted(one.path.name)
            words = tr("{name}, {size}").format(name=name, size=readable.size_words(one.size))
            self.body.addWidget(labels.label(words, font=theme.font(bold=True), wrap=True))
        if count > _MOST_LISTED:
            self.add_text(tr("and {count} more").format(count=count - _MOST_LISTED))
        self.body.addSpacing(8)
        for text in (
            tr("The case keeps the checksum, the text and where the file lies, and not the file itself: leave it where it is."),
            tr(
                "If a linked file is moved or changed, passages, quotes and notes stay, but no page of it can be shown until you "
                "locate the same file again."
            ),
            tr("Where it lies, a path of this computer, stands in the case file and never in a pack."),
            tr("A pack has the quotes of a linked document, pictures of its passages and its checksum, but not the document."),
        ):
            self.add_text(text)
            self.body.addSpacing(4)
