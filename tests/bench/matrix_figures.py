"""How long the matrix of a large case takes: 200 claims, 500 documents, 20,000 links. `python tests/bench/matrix_figures.py`.

Prints processor milliseconds of the thread that asks: working the matrix out (on a thread of its own in the program), and then,
on the window's thread, showing it, a screen of it painted, and a page of it scrolled. One turn should take under 16 ms.

Last figures, on two busy cores: worked out 84, shown 13, one link more 9, a screen painted 14, scrolled and painted 15.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from reviewer.desk.matrix import Matrix, matrix_of
from reviewer.model.claim import Claim, Link
from reviewer.model.ids import CaseId, ClaimId, LinkId, PassageId
from reviewer.model.overview import CaseInfo, ClaimOverview, MarkedPassage
from reviewer.model.passage import Passage
from reviewer.model.snapshot import CaseSnapshot
from reviewer.model.stance import Stance
from reviewer.ui.controls.titled_table import TitledTable
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.matrix_model import MatrixChoice, MatrixModel
from reviewer.ui.panels.matrix.matrix_delegate import MatrixDelegate
from tests.store import made

CLAIMS, DOCUMENTS, LINKS = 200, 500, 20_000


def case(links: int = LINKS) -> CaseSnapshot:
    """Return a made case; every fourth claim is an element of the one before."""
    dice = random.Random(3)
    new_id = made.ids()
    documents = tuple(made.document(new_id(), f"{n:064x}", name=f"Minutes {n}.pdf", position=n) for n in range(DOCUMENTS))
    claims = []
    for n in range(CLAIMS):
        parent = ClaimId(str(n // 4 * 4)) if n % 4 else None
        claim = Claim(ClaimId(str(n)), f"What was said of the harbour, part {n}", n, "", parent=parent)
        claims.append(ClaimOverview(claim, str(n), dict.fromkeys(Stance, 3)))
    passages = []
    one = made.passage(new_id, documents[0])
    for n in range(links):
        document = dice.choice(documents)
        passage = Passage(PassageId(f"p{n}"), document.id, one.anchor, "", "")
        link = Link(LinkId(f"l{n}"), passage.id, ClaimId(str(dice.randrange(CLAIMS))), dice.choice(list(Stance)), "", "")
        passages.append(MarkedPassage(passage, (link,)))
    return CaseSnapshot(CaseInfo(CaseId("c"), "", "", "", "", 1, ""), documents, tuple(claims), tuple(passages))


def timed(words: str, act: Callable[[], object], times: int = 5) -> None:
    """Print the median of some runs, in processor milliseconds."""
    taken = []
    for _ in range(times):
        before = time.thread_time()
        act()
        taken.append((time.thread_time() - before) * 1000)
    print(f"{words:28} {sorted(taken)[times // 2]:7.1f} ms")


def main() -> None:
    """Measure."""
    QApplication([])
    whole, more = case(), case(LINKS + 1)
    timed("worked out", lambda: matrix_of(whole))
    found: list[Matrix] = [matrix_of(whole), matrix_of(more)]
    theme = Theme()
    model, table = MatrixModel(), TitledTable(theme)
    table.setModel(model)
    table.setItemDelegate(MatrixDelegate(theme))
    table.resize(1280, 720)
    timed("shown", lambda: model.show_matrix(found[0], MatrixChoice()), 1)
    table.show()
    timed("one link more", lambda: (found.reverse(), model.show_matrix(found[0], MatrixChoice())))
    picture = QImage(table.size(), QImage.Format.Format_RGB32)
    timed("a screen painted", lambda: table.render(picture))

    def scroll() -> None:
        table.verticalScrollBar().setValue(table.verticalScrollBar().value() + 600)
        table.horizontalScrollBar().setValue(table.horizontalScrollBar().value() + 900)
        table.render(picture)

    timed("scrolled by a page and painted", scroll)


if __name__ == "__main__":
    main()
