"""Print what a timeline of 5,000 things costs: laying it out, zooming, painting, panning, going to the next one.

    python tests/bench/timeline_figures.py [things]

Milliseconds of processor time, medians of 20. What somebody sees at once (zooming, panning, going on) may take 16.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from reviewer.desk.date_spans import span_of
from reviewer.desk.timeline import TimelineItem, TimelineKind
from reviewer.desk.timeline_layout import plan_of
from reviewer.ui.look.theme import Theme
from reviewer.ui.panels.timeline.canvas import TimelineCanvas

ROUNDS = 20


def things(count: int) -> list[TimelineItem]:
    made = []
    chance = random.Random(1)
    for n in range(count):
        day = (dt.date(2008, 1, 1) + dt.timedelta(days=chance.randrange(4000))).isoformat()
        date = chance.choice([day, day, f"{day}T08:41:00", day[:7], f"{day[:4]}~"])
        kind = list(TimelineKind)[n % len(TimelineKind)]
        lane = f"Company {n % 20} · permission {n % 8}" if kind is TimelineKind.ACCESS else ""
        made.append(TimelineItem(kind, f"{n}", lane, f"Thing {n} that happened here and there", span_of(date)))
    return made


def tell(what: str, act: Callable[[], object], rounds: int = ROUNDS) -> None:
    figures = []
    for _ in range(rounds):
        before = time.process_time()
        act()
        figures.append((time.process_time() - before) * 1000)
    print(f"{what:32} {statistics.median(figures):6.1f} ms")


def main(count: int) -> None:
    app = QApplication([])
    theme = Theme()
    theme.apply(app, "light")
    canvas = TimelineCanvas(theme)
    canvas.resize(1040, 760)
    canvas.show()
    app.processEvents()
    image = QImage(canvas.viewport().size(), QImage.Format.Format_ARGB32_Premultiplied)
    items = things(count)

    def zoomed(steps: int) -> None:
        canvas.step_zoom(steps, 600)
        canvas.viewport().render(image)

    def panned() -> None:
        canvas.pan(40, 26)
        canvas.viewport().render(image)

    def stepped() -> None:
        canvas.step(1)
        canvas.viewport().render(image)

    tell("a first plan", lambda: canvas.set_plan(plan_of(items, canvas.width_of)), 1)
    tell("a plan after a change", lambda: canvas.set_plan(plan_of(items, canvas.width_of)))
    tell("painting all dates", lambda: canvas.viewport().render(image))
    tell("zooming in, with its painting", lambda: zoomed(1))
    tell("panning", panned)
    tell("going to the next", stepped)
    tell("zooming out, with its painting", lambda: zoomed(-1))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
