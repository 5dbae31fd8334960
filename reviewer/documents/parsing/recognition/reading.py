"""Worker side: from pixels to text: prepared, laid straight, read by an engine, and freed of what is no text.

Owns the order, and when a picture is read twice: only where it makes no sense as it lies.
"""

from __future__ import annotations

from PIL import Image

from reviewer.documents.parsing.recognition import laying_straight, preparing, slant
from reviewer.documents.parsing.recognition.believing import amount, believed, has_letters, makes_sense
from reviewer.documents.parsing.recognition.engine import Engine
from reviewer.documents.parsing.recognition.laying_out import WayBack, laid_out
from reviewer.documents.protocol.recognition import Recognised

_BETTER = 1.3
"""Times as much sense that a turned picture must make, where it made little as it lies."""


def recognised(engine: Engine, picture: Image.Image, *, is_screen: bool) -> Recognised:
    """Recognise the text in a grey picture.

    Raises:
        RuntimeError: The engine failed.

    """
    if preparing.is_blank(picture):
        return laid_out((), WayBack(picture.size, picture.size))
    times = preparing.factor(picture, is_screen=is_screen)
    dark = preparing.dark_on_light(picture)
    lit = preparing.evenly_lit(dark)
    prepared = preparing.enlarged(lit, times)
    degrees = laying_straight.degrees_of(engine, prepared, is_scan=lit is dark and not is_screen)
    straight = slant.turned(prepared, degrees)
    lines = engine.lines(straight)
    if has_letters(lines) and not makes_sense(lines):
        other = engine.lines(slant.turned(prepared, degrees + 180.0))
        if amount(other) > _BETTER * amount(lines):
            degrees, lines = degrees + 180.0, other
    return laid_out(believed(lines), WayBack(picture.size, straight.size, times, degrees))
