"""Writes the timeline as a picture to a file outside the case."""

from __future__ import annotations

import stat
from pathlib import Path

from reviewer.desk.timeline import Timeline
from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.settings.small_file import write_whole


def save_timeline(found: Timeline, title: str, place: Path, *, force: bool = False) -> None:
    """Write an SVG of the timeline; `title` is the case's.

    Args:
        found: What is drawn.
        title: Of the case.
        place: Where nothing lies yet.
        force: Replace a picture that lies there, and nothing but an SVG.

    Raises:
        UsageError: Something lies there, or it cannot be written.

    """
    from reviewer.exporters.forms.timeline_svg import timeline_svg

    data = timeline_svg(found, title)
    try:
        if force and _is_svg(place):
            mode = place.stat().st_mode
            write_whole(place, data)
            place.chmod(stat.S_IMODE(mode))
            return
        with place.open("xb") as file:
            file.write(data)
    except FileExistsError as error:
        hint = tr("Choose another name.")
        if force:
            hint = tr("It is no SVG, and is not replaced. ") + hint
        raise UsageError(tr("There is a file of this name already"), hint) from error
    except OSError as error:
        raise UsageError(tr("The picture cannot be written: {why}").format(why=error.strerror or error)) from error


def _is_svg(place: Path) -> bool:
    if not place.is_file():
        return False
    with place.open("rb") as file:
        return b"<svg" in file.read(400)
