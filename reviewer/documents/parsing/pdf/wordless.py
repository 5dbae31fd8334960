"""Worker side: a page drawn without its words, to be compared with the page as it is.

Owns the device that leaves them out of a page's display list, and where pictures lie and words that are only there to be found.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from reviewer.documents.parsing.pdf.bindings import mupdf
from reviewer.model.geometry import Matrix

MOST_STEPS = 60_000
"""What a page may draw, words apart: half a second of a map. Of one that draws more nothing is said."""

_STEPS = (
    *(
        "fill_path",
        "stroke_path",
        "clip_path",
        "clip_stroke_path",
        "clip_text",
        "clip_stroke_text",
        "clip_image_mask",
        "pop_clip",
    ),
    *("fill_shade", "begin_mask", "end_mask", "begin_group", "end_group", "end_tile", "begin_layer", "end_layer"),
    *("render_flags", "set_default_colorspaces"),
)
"""What is handed on as it is. Words that are only a window for what lies under them are drawn as well."""

Box = tuple[float, float, float, float]


class Wordless(NamedTuple):
    """A page without its words.

    Attributes:
        samples: Red, green and blue of each pixel.
        over: Where pictures lie, and words that are only there to be found, in pixels.

    """

    samples: bytes
    over: list[Box]


def wordless(drawing: Any, to_pixels: Matrix, width: int, height: int) -> Wordless | None:
    """Draw what a page draws, but its words, on white; None where that is too much.

    Args:
        drawing: The page's display list.
        to_pixels: From the page as shown to pixels.
        width: In pixels.
        height: In pixels.

    """
    area = mupdf.FzIrect(0, 0, width, height)
    pixmap = mupdf.FzPixmap(mupdf.FzColorspace(mupdf.FzColorspace.Fixed_RGB), area, mupdf.FzSeparations(), 0)
    mupdf.fz_clear_pixmap_with_value(pixmap, 255)
    target, cookie = mupdf.fz_new_draw_device(mupdf.FzMatrix(), pixmap), mupdf.FzCookie()
    device = _WordlessDevice(target, cookie)
    mupdf.fz_run_display_list(drawing, device, mupdf.FzMatrix(*to_pixels), mupdf.FzRect(area), cookie)
    if device.ended:
        return None
    mupdf.fz_close_device(target)
    return Wordless(bytes(mupdf.fz_pixmap_samples_memoryview(pixmap)), device.over)


class _WordlessDevice(mupdf.FzDevice2):  # type: ignore[misc]  # the bindings have no types
    """Draws all of a page but its words.

    Attributes:
        over: Where pictures lie, and words that the file has only to be found.
        ended: Whether the page draws more than there is time for, so that the picture is none.

    """

    def __init__(self, target: Any, cookie: Any) -> None:
        super().__init__()
        self._target, self._cookie = target.m_internal, cookie
        self._steps = 0
        self.over: list[Box] = []
        self.ended = False
        for name in (*_STEPS, "fill_text", "stroke_text", "ignore_text", "fill_image", "fill_image_mask", "begin_tile"):
            getattr(self, f"use_virtual_{name}")()

    def fill_text(self, _context: Any, text: Any, matrix: Any, *paint: Any) -> None:
        """Leave words out; those without any opacity are there to be found."""
        if paint[2] == 0:
            self.ignore_text(_context, text, matrix)

    def stroke_text(self, *_: Any) -> None:
        """Leave words out."""

    def ignore_text(self, _context: Any, text: Any, matrix: Any) -> None:
        """Keep where words are that are there to be found."""
        self._step()
        rect = mupdf.ll_fz_bound_text(text, None, matrix)
        self.over.append((rect.x0, rect.y0, rect.x1, rect.y1))

    def fill_image(self, _context: Any, image: Any, matrix: Any, *rest: Any) -> None:
        """Draw a picture, and keep where."""
        self._step()
        self._keep(matrix)
        mupdf.ll_fz_fill_image(self._target, image, matrix, *rest)

    def fill_image_mask(self, _context: Any, image: Any, matrix: Any, *rest: Any) -> None:
        """Draw a picture of one colour, and keep where."""
        self._step()
        self._keep(matrix)
        mupdf.ll_fz_fill_image_mask(self._target, image, matrix, *rest)

    def begin_tile(self, _context: Any, *rest: Any) -> int:
        """Begin what is drawn over and over."""
        self._step()
        return int(mupdf.ll_fz_begin_tile_tid(self._target, *rest))

    def hand_on(self, name: str, *rest: Any) -> None:
        """Draw anything else."""
        self._step()
        getattr(mupdf, f"ll_fz_{name}")(self._target, *rest)

    def _step(self) -> None:
        """Go on as long as there is time."""
        self._steps += 1
        if self._steps > MOST_STEPS and not self.ended:
            self.ended = True
            self._cookie.m_internal.abort = 1

    def _keep(self, matrix: Any) -> None:
        """Keep where the unit square lies now."""
        xs, ys = (0.0, matrix.a, matrix.c, matrix.a + matrix.c), (0.0, matrix.b, matrix.d, matrix.b + matrix.d)
        self.over.append((matrix.e + min(xs), matrix.f + min(ys), matrix.e + max(xs), matrix.f + max(ys)))


def _handing_on(name: str) -> Any:
    return lambda self, _context, *rest: self.hand_on(name, *rest)


for _name in _STEPS:
    setattr(_WordlessDevice, _name, _handing_on(_name))
