"""Runs the event loop turn by turn and tells the longest one, for the benches of the window.

`TimedApplication` also tells the longest single event of a turn, which is what holds the window: a turn may have many.
"""

from __future__ import annotations

import cProfile
import io
import pstats
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication


class TimedApplication(QApplication):
    """An application that keeps its longest event: in processor time of the window's thread, and what it was."""

    def __init__(self) -> None:
        super().__init__([])
        self.longest_ms = 0.0
        self.longest = ""
        self._within = False

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        """Qt's override: deliver an event; those that it sends itself are part of it."""
        if self._within:
            return super().notify(receiver, event)
        self._within = True
        kind, started = event.type(), time.thread_time()
        try:
            return super().notify(receiver, event)
        finally:
            self._within = False
            took = (time.thread_time() - started) * 1000
            if took > self.longest_ms:
                self.longest_ms, self.longest = took, f"{kind.name} of {type(receiver).__name__}"


class Turns:
    """Keeps the longest turn: in processor time of the window's thread, and in wall time (which also counts others' work).

    Attributes:
        too_long: The acts with an event, or without an application that tells it a turn, of more processor time than the limit.
        spent_ms: Processor time of all turns since the last report.

    """

    def __init__(self, app: TimedApplication | None = None, *, profile: bool = False, limit_ms: float = float("inf")) -> None:
        self.too_long: list[str] = []
        self._app = app
        self._limit_ms = limit_ms
        self.cpu_ms = 0.0
        self.wall_ms = 0.0
        self.spent_ms = 0.0
        self._profiling = profile
        self._profile: cProfile.Profile | None = None

    def run(self, seconds: float, act: Callable[[], object] | None = None, until: Callable[[], bool] | None = None) -> None:
        """Do something, then let the loop run for a while, or until something is so (at most 20 s)."""
        end = time.perf_counter() + (20.0 if until else seconds)
        while True:
            self._turn(act)
            act = None
            if time.perf_counter() >= end or (until is not None and until()):
                return
            time.sleep(0.001)  # other threads' turn, as between two events

    def report(self, act: str) -> None:
        """Print the longest turn since the last report."""
        held_ms, what = (self.cpu_ms, "") if self._app is None else (self._app.longest_ms, self._app.longest)
        event = f", longest event {held_ms:6.1f} ms ({what})" if what else ""
        print(f"{act:26} longest turn {self.cpu_ms:6.1f} ms processor, {self.wall_ms:6.1f} ms wall{event}")
        if held_ms > self._limit_ms:
            self.too_long.append(act)
        if self._profile is not None:
            words = io.StringIO()
            pstats.Stats(self._profile, stream=words).sort_stats("cumulative").print_stats(40)
            print("\n".join(words.getvalue().splitlines()[6:]))
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.cpu_ms = self.wall_ms = self.spent_ms = 0.0
        self._profile = None
        if self._app is not None:
            self._app.longest_ms, self._app.longest = 0.0, ""

    def _turn(self, act: Callable[[], object] | None) -> None:
        profile = cProfile.Profile() if self._profiling else None
        cpu, wall = time.thread_time(), time.perf_counter()
        if profile is not None:
            profile.enable()
        if act is not None:
            act()
            self._count_act((time.thread_time() - cpu) * 1000)
        QApplication.processEvents()
        if profile is not None:
            profile.disable()
        took = (time.thread_time() - cpu) * 1000
        self.spent_ms += took
        if took > self.cpu_ms:
            self.cpu_ms, self._profile = took, profile
        self.wall_ms = max(self.wall_ms, (time.perf_counter() - wall) * 1000)

    def _count_act(self, took_ms: float) -> None:
        """Count what was called and not delivered as an event."""
        if self._app is not None and took_ms > self._app.longest_ms:
            self._app.longest_ms, self._app.longest = took_ms, "the act itself"
