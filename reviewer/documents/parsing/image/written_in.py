"""Worker side: what a camera or a program wrote into an image beside its pixels: device, time, place, people, programs.

Owns which of it is told (CIPA DC-008 for EXIF, PNG's text chunks, JPEG's comment, XMP, IPTC). Nothing of it is believed: anybody
can write anything there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PIL import ExifTags, Image

from reviewer.documents import limits

_MOST_ENTRIES = 300
_MOST_WORDS = 300
_LAYOUT = frozenset(
    (
        *(0x8769, 0x8825, 0xA005, 0x0112),  # where other tables lie, and which way up the picture is, which is shown
        *(256, 257, 258, 259, 262, 266, 273, 277, 278, 279, 282, 283, 284, 296, 297, 301, 317, 318, 319, 320, 322, 323, 324, 325),
        *(338, 339, 347, 512, 513, 514, 529, 530, 531, 532, 34675, 36864, 37121, 37122, 40960, 40961, 40962, 40963),
    )
)
"""How the pixels lie in the file and what their numbers mean."""
_LATITUDE, _LONGITUDE = (1, 2), (3, 4)


def written_in(image: Image.Image) -> Iterator[str]:
    """Yield it, "name: value" a time, the place first; so many entries, each so long."""
    for count, (name, value) in enumerate(_entries(image)):
        if count >= _MOST_ENTRIES:
            return
        words = _words(value)
        if words:
            yield f"{name}: {words}"[: limits.MAX_FACT_CHARS]


def _entries(image: Image.Image) -> Iterator[tuple[str, Any]]:
    exif = image.getexif()
    places = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place = _place(places)
    if place:
        yield "Place", place
    for tags, table in (
        (dict(exif), ExifTags.TAGS),
        (exif.get_ifd(ExifTags.IFD.Exif), ExifTags.TAGS),
        (places, ExifTags.GPSTAGS),
    ):
        for tag, value in tags.items():
            if tag not in _LAYOUT:
                yield table.get(tag, f"Tag {tag}"), value
    for key, value in image.info.items():
        name = str(key)
        if name == "xmp" or name.startswith("XML:"):
            yield "XMP", value
        elif name == "photoshop":
            yield "IPTC", b"" if not isinstance(value, Mapping) else b"".join(map(bytes, value.values()))
        elif name == "comment" or isinstance(value, str):
            yield name.capitalize(), value


def _words(value: Any) -> str:
    """Return a value as a line; of what is no text only how much it is."""
    if isinstance(value, bytes):
        text = value.rstrip(b"\0").decode("ascii", "replace")
        if not text or not text.isprintable() or "\N{REPLACEMENT CHARACTER}" in text:
            return f"{len(value)} bytes" if value else ""
        value = text
    if isinstance(value, tuple):
        value = ", ".join(map(str, value[:16]))
    flat = " ".join("".join(one if one.isprintable() else " " for one in str(value)).split())
    return flat if len(flat) <= _MOST_WORDS else flat[: _MOST_WORDS - 1] + "…"


def _place(tags: Mapping[int, Any]) -> str:
    """Return where the picture says it was taken, in degrees: "52.51630, 13.37770"; "" where it does not."""
    found = []
    for sign_tag, tag in (_LATITUDE, _LONGITUDE):
        try:
            degrees, minutes, seconds = (float(one) for one in tags[tag])
            turn = -1 if str(tags.get(sign_tag, "")).upper()[:1] in {"S", "W"} else 1
            found.append(f"{turn * (degrees + minutes / 60 + seconds / 3600):.5f}")
        except (KeyError, TypeError, ValueError, ZeroDivisionError):
            return ""
    return ", ".join(found)
