"""Worker side: what colours the numbers of an image mean, where it brings a colour profile: pixels on screen are sRGB.

Owns that conversion (ICC.1:2022; Little CMS through Pillow). Pages of PDFs are MuPDF's, which does the same.
"""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageChops, ImageCms

MOST_BYTES = 4 * 1024 * 1024
"""Of a profile: those of printing presses take two or three megabytes."""

_SPACES = {"RGB": "RGB", "RGBA": "RGB", "P": "RGB", "CMYK": "CMYK", "L": "GRAY", "LA": "GRAY"}
"""The colour space that a profile must be of, by the mode of the pixels."""

_STRIP_ROWS = 512
_SAME = 2
"""Levels of 255 by which a profile's colours may differ from sRGB's and still be those: rounding, not meaning."""

_PROBES = tuple(range(0, 256, 15))
"""Levels at which a profile is compared with sRGB, alone and in all pairs of two channels and a grey third."""


def in_srgb(image: Image.Image) -> Image.Image:
    """Return the pixels of a loaded image as sRGB; the image as it is where it brings no profile that fits.

    A profile that makes no sense says nothing of the colours: they are taken as they are then, as other programs do.
    """
    profile = image.info.get("icc_profile")
    if not isinstance(profile, bytes) or not 0 < len(profile) <= MOST_BYTES or image.mode not in _SPACES:
        return image
    try:
        return _converted(image, profile)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image


def is_grey(picture: Image.Image) -> bool:
    """Tell whether an RGB picture has no colour."""
    red, green, blue = picture.split()
    return not ImageChops.difference(red, green).getbbox() and not ImageChops.difference(green, blue).getbbox()


def means_srgb(image: Image.Image) -> bool:
    """Tell whether the numbers of an image, loaded or not, are its colours: `in_srgb` would leave them as they are."""
    probe = Image.new(image.mode, (1, 1))
    probe.info["icc_profile"] = image.info.get("icc_profile")
    return in_srgb(probe) is probe


def _converted(image: Image.Image, profile: bytes) -> Image.Image:
    given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    space = _SPACES[image.mode]
    if given.profile.xcolor_space.strip() != space:
        return image
    plain = "L" if space == "GRAY" else space
    ours, flags = ImageCms.createProfile("sRGB"), ImageCms.Flags.BLACKPOINTCOMPENSATION
    transform = ImageCms.buildTransform(given, ours, plain, "RGB", _intent(given), flags)
    if plain != "CMYK" and _changes_nothing(transform, plain):
        return image  # pixel for pixel what it says
    if image.mode == "P":
        return _with_palette(image, transform)
    made = Image.new("L" if plain == "L" else "RGB", image.size)
    veil = Image.new("L", image.size) if image.has_transparency_data else None
    for top in range(0, image.height, _STRIP_ROWS):  # a strip at a time: a large picture is not held three times
        strip = image.crop((0, top, image.width, min(top + _STRIP_ROWS, image.height)))
        made.paste(_applied(strip.convert(plain), transform).convert(made.mode), (0, top))
        if veil is not None:  # also where one colour stands for nothing, which is not that colour any more
            veil.paste(strip.convert("RGBA").getchannel("A"), (0, top))
    if veil is not None:
        made.putalpha(veil)
    return made


def _applied(image: Image.Image, transform: ImageCms.ImageCmsTransform) -> Image.Image:
    shown = ImageCms.applyTransform(image, transform)
    assert shown is not None
    return shown


def _changes_nothing(transform: ImageCms.ImageCmsTransform, mode: str) -> bool:
    """Tell whether a profile means sRGB; its name does not say so, for profiles of straight curves bear it too."""
    if mode == "L":
        probe = Image.frombytes("L", (len(_PROBES), 1), bytes(_PROBES))
    else:
        levels = bytes(one for a in _PROBES for b in _PROBES for one in (a, b, 128, 128, a, b, b, 128, a, a, a, a))
        probe = Image.frombytes("RGB", (len(levels) // 3, 1), levels)
    shown = _applied(probe, transform)
    return max(ImageChops.difference(shown, probe.convert("RGB")).tobytes()) <= _SAME


def _with_palette(image: Image.Image, transform: ImageCms.ImageCmsTransform) -> Image.Image:
    """Return an image with its palette in sRGB; which entries are transparent stays."""
    palette = bytes(image.getpalette("RGB") or ())
    made = image.copy()
    made.putpalette(_applied(Image.frombytes("RGB", (len(palette) // 3, 1), palette), transform).tobytes())
    return made


def _intent(profile: Any) -> ImageCms.Intent:
    """Return how colours are carried over that the screen does not have: as the profile asks, if it can."""
    wanted = ImageCms.Intent(ImageCms.getDefaultIntent(profile))
    supported = ImageCms.isIntentSupported(profile, wanted, ImageCms.Direction.INPUT) == 1
    return wanted if supported else ImageCms.Intent.PERCEPTUAL
