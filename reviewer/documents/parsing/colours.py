"""Worker side: what colours the numbers of an image mean, where it brings a colour profile: pixels on screen are sRGB.

Owns that conversion (ICC.1:2022; Little CMS through Pillow). Pages of PDFs are MuPDF's, which does the same.
"""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageCms

MOST_BYTES = 4 * 1024 * 1024
"""Of a profile: those of printing presses take two or three megabytes."""

_SPACES = {"RGB": "RGB", "RGBA": "RGB", "CMYK": "CMYK", "L": "GRAY"}
"""The colour space that a profile must be of, by the mode of the pixels."""

_STRIP_ROWS = 512


def in_srgb(image: Image.Image) -> Image.Image:
    """Return the pixels of a loaded image as sRGB, in RGB, RGBA or L; the image as it is where it brings no profile that fits.

    A profile that makes no sense says nothing of the colours: they are taken as they are then, as other programs do.
    """
    profile = image.info.get("icc_profile")
    if not isinstance(profile, bytes) or not 0 < len(profile) <= MOST_BYTES or image.mode not in _SPACES:
        return image
    try:
        return _converted(image, profile)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image


def _converted(image: Image.Image, profile: bytes) -> Image.Image:
    given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    if given.profile.xcolor_space.strip() != _SPACES[image.mode]:
        return image
    if image.mode != "CMYK" and "sRGB" in (given.profile.profile_description or ""):
        return image  # pixel for pixel what it says
    ours = ImageCms.createProfile("sRGB")
    plain = "CMYK" if image.mode == "CMYK" else "L" if image.mode == "L" else "RGB"
    transform = ImageCms.buildTransform(given, ours, plain, "RGB", _intent(given), ImageCms.Flags.BLACKPOINTCOMPENSATION)
    made = Image.new("L" if plain == "L" else "RGB", image.size)
    for top in range(0, image.height, _STRIP_ROWS):  # a strip at a time: a large picture is not held three times
        strip = image.crop((0, top, image.width, min(top + _STRIP_ROWS, image.height))).convert(plain)
        shown = ImageCms.applyTransform(strip, transform)
        assert shown is not None
        made.paste(shown.convert(made.mode), (0, top))
    if image.mode == "RGBA":
        made.putalpha(image.getchannel("A"))
    return made


def _intent(profile: Any) -> ImageCms.Intent:
    """Return how colours are carried over that the screen does not have: as the profile asks, if it can."""
    wanted = ImageCms.Intent(ImageCms.getDefaultIntent(profile))
    supported = ImageCms.isIntentSupported(profile, wanted, ImageCms.Direction.INPUT) == 1
    return wanted if supported else ImageCms.Intent.PERCEPTUAL
