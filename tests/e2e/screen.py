"""A display of its own (Xvfb with openbox) and a person before it (xdotool): what they see is read from the screen alone."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from PIL import Image, ImageChops, ImageFilter

from tests.e2e.program import COMMAND, ROOT, environment

T = TypeVar("T")

WIDTH, HEIGHT = 1400, 900
PATIENCE_S = 40.0
POLL_S = 0.05
STILL_S = 0.5
"""How long a page must not have moved before a hand reaches for it."""
SELECTED = (0xB5, 0xDC, 0xCF)
"""Selected text on a page, in the light theme."""
CANVAS = (0xE2, 0xE4, 0xE5)
"""Behind pages, in the light theme."""
MAXIMISED = """<openbox_config xmlns="http://openbox.org/3.4/rc"><applications>
<application class="*" type="normal"><maximized>yes</maximized><focus>yes</focus></application>
</applications></openbox_config>"""


@dataclass(frozen=True)
class PageOnScreen:
    """Where a page's upper left corner is on the screen, and how many pixels one of its units takes."""

    left: float
    top: float
    scale: float

    def at(self, x: float, y: float) -> tuple[int, int]:
        """Return the pixel of a point of the page."""
        return round(self.left + x * self.scale), round(self.top + y * self.scale)


class Person:
    """Looks at one screen, and uses its mouse and keyboard."""

    def __init__(self, display: str, frame: Path, pictures: Path, home: Path) -> None:
        self.display = display
        self.home = home
        self._frame = frame
        self._pictures = pictures
        self._log = pictures / "program.log"

    # ---- the hands

    def keys(self, *names: str) -> None:
        """Press keys one after another, as xdotool calls them ("ctrl+z")."""
        self._xdotool("key", "--delay", "40", *names)

    def type(self, text: str) -> None:
        """Type text where the focus is."""
        self._xdotool("type", "--delay", "8", "--", text)

    def click(self, x: float, y: float, *, times: int = 1) -> None:
        """Click with the left button."""
        self._xdotool("mousemove", str(round(x)), str(round(y)), "click", "--repeat", str(times), "--delay", "60", "1")

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press at `start`, move to `end` in steps as a hand does, and let go."""
        words = ["mousemove", *map(str, start), "mousedown", "1"]
        for step in range(1, 9):
            x = start[0] + (end[0] - start[0]) * step // 8
            y = start[1] + (end[1] - start[1]) * step // 8
            words += ["mousemove", str(x), str(y), "sleep", "0.02"]
        self._xdotool(*words, "mouseup", "1")

    # ---- the eyes

    def windows(self, title: str) -> list[str]:
        """Return the titles of visible windows that match."""
        found = self._xdotool("search", "--onlyvisible", "--name", title, check=False).split()
        return [self._xdotool("getwindowname", one, check=False).strip() for one in found]

    def see_window(self, title: str) -> str:
        """Wait for a window whose title matches, and return the title."""
        return self.until(lambda: self.windows(title), f"no window “{title}”")[0]

    def see_no_window(self, title: str) -> None:
        """Wait until no window's title matches."""
        self.until(lambda: not self.windows(title), f"there still is a window “{title}”")

    def screen(self) -> Image.Image:
        """Return what is on the screen: Xvfb's frame buffer, a file in the form of xwd."""
        data = self._frame.read_bytes()
        header = struct.unpack(">25I", data[:100])
        size, width, height, line, colours = header[0], header[4], header[5], header[12], header[19]
        start = size + colours * 12
        return Image.frombytes("RGB", (width, height), data[start : start + line * height], "raw", "BGRX", line)

    def picture(self, name: str) -> Path:
        """Keep a picture of the screen for people, and return its path."""
        self._pictures.mkdir(parents=True, exist_ok=True)
        path = self._pictures / f"{name}.png"
        self.screen().save(path)
        return path

    def see_page(self, width: float, height: float | None = None) -> PageOnScreen:
        """Wait until the top of a page that is `width` units wide lies still on the screen, and return where.

        With a `height`, the whole page must be seen, and have that height.
        """
        seen: tuple[PageOnScreen | None, float] = (None, 0.0)

        def settled() -> PageOnScreen | None:
            nonlocal seen
            found = self._find_page(width, height)
            if found != seen[0]:
                seen = (found, time.monotonic())
            return found if time.monotonic() - seen[1] > STILL_S else None

        return self.until(settled, "no page is shown")

    def see_colour(self, colour: tuple[int, int, int], box: tuple[int, int, int, int]) -> None:
        """Wait until a colour (near enough) is somewhere in a box of the screen."""
        self.until(lambda: has_colour(self.screen().crop(box), colour), f"no {colour} in {box}")

    def until(self, look: Callable[[], T | None], otherwise: str) -> T:
        """Look again and again until there is something, or fail with a sentence and a picture of the screen."""
        deadline = time.monotonic() + PATIENCE_S
        while not (found := look()):
            if time.monotonic() > deadline:
                raise AssertionError(f"{otherwise}; windows: {self.windows('.')}; the screen: {self.picture('failed')}")
            time.sleep(POLL_S)
        return found

    def _find_page(self, width: float, height: float | None) -> PageOnScreen | None:
        screen = self.screen()
        canvas = mask(screen, CANVAS, slack=0).filter(
            ImageFilter.MinFilter(5)
        )  # areas only: edges of letters may have its colour
        box = canvas.getbbox()
        if box is None:
            return None
        white = mask(screen.crop(box), (255, 255, 255), slack=0)
        page = white.getbbox()
        if page is None or page[2] - page[0] < 200:
            return None
        scale = (page[2] - page[0]) / width
        if height is not None and abs((page[3] - page[1]) - height * scale) > 3:
            return None
        return PageOnScreen(box[0] + page[0], box[1] + page[1], scale)

    def _xdotool(self, *words: str, check: bool = True) -> str:
        done = subprocess.run(
            ["xdotool", *words], env={**os.environ, "DISPLAY": self.display}, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0 or not check, done.stderr
        return done.stdout

    # ---- the program

    @contextmanager
    def program(self, *words: object, before: tuple[str, ...] = ()) -> Iterator[subprocess.Popen[bytes]]:
        """Start the program on this screen, behind the words of another where given; what is left at the end is killed."""
        self._pictures.mkdir(parents=True, exist_ok=True)
        # Without an address a library of the system starts a bus of its own, which outlives the program.
        bus = f"unix:path={self.home / '.runtime' / 'bus'}"
        env = environment(self.home, DISPLAY=self.display, LANG="C.UTF-8", DBUS_SESSION_BUS_ADDRESS=bus)
        with self._log.open("ab") as out:
            running = subprocess.Popen([*before, *COMMAND, *map(str, words)], cwd=ROOT, env=env, stdout=out, stderr=out)
        try:
            yield running
        finally:
            running.kill()
            running.wait()

    def complaints(self) -> str:
        """Return what the program wrote to its terminal: a window has nothing to say there."""
        return self._log.read_text("utf-8") if self._log.exists() else ""


def mask(image: Image.Image, colour: tuple[int, int, int], *, slack: int) -> Image.Image:
    """Return where an image has a colour, within `slack` a channel, as black and white."""
    found: Any = None
    for band, value in zip(image.split(), colour, strict=True):
        one = band.point([255 if abs(level - value) <= slack else 0 for level in range(256)])
        found = one if found is None else ImageChops.darker(found, one)
    return found


def has_colour(image: Image.Image, colour: tuple[int, int, int], *, slack: int = 12) -> bool:
    """Tell whether a colour is anywhere in an image."""
    return mask(image, colour, slack=slack).getbbox() is not None


@contextmanager
def person(folder: Path) -> Iterator[Person]:
    """Start a display with a window manager, and put a person before it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "openbox.xml").write_text(MAXIMISED)
    reading, writing = os.pipe()
    display = subprocess.Popen(
        [
            "Xvfb",
            "-displayfd",
            str(writing),
            "-screen",
            "0",
            f"{WIDTH}x{HEIGHT}x24",
            "-nolisten",
            "tcp",
            "-noreset",
            "-fbdir",
            folder,
        ],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    name = f":{number}"
    manager = subprocess.Popen(
        ["openbox", "--sm-disable", "--config-file", folder / "openbox.xml"],
        env={**os.environ, "DISPLAY": name, "HOME": str(folder)},
        stderr=subprocess.DEVNULL,
    )
    try:
        yield Person(name, folder / "Xvfb_screen0", folder / "pictures", folder / "home")
    finally:
        for one in (manager, display):
            one.terminate()
            with suppress(subprocess.TimeoutExpired):
                one.wait(10)
            one.kill()
            one.wait()


def regex(text: str) -> str:
    """Return text as a pattern that xdotool matches literally."""
    return re.escape(text)
