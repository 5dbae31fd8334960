"""Images that say what their numbers mean are shown in those colours."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image, ImageCms

from reviewer.documents.parsing.opening import open_document
from tests import builders

RED, GREEN, BLUE = (255, 0, 0), (0, 255, 0), (0, 0, 255)


def shown(image: Image.Image, kind: str, **options: Any) -> Image.Image:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return open_document(memoryview(out.getvalue()), None).page_image(0, 1.0)


def near(colour: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(a - b) <= 12 for a, b in zip(colour, wanted, strict=True))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_colours_are_those_of_the_profile(kind: str) -> None:
    image = Image.new("RGB", (40, 1200), RED)  # more than one strip
    image.paste(BLUE, (0, 600, 40, 1200))
    options = {"quality": 95} if kind in ("JPEG", "WEBP") else {}
    seen = shown(image, kind, icc_profile=builders.colour_profile(), **options)
    assert near(seen.getpixel((20, 100)), GREEN)
    assert near(seen.getpixel((20, 1100)), BLUE)


def test_transparency_stays_under_a_profile() -> None:
    image = Image.new("RGBA", (20, 20), (*RED, 255))
    image.paste((*RED, 0), (0, 0, 20, 10))
    seen = shown(image, "PNG", icc_profile=builders.colour_profile())
    assert seen.getpixel((10, 5)) == (255, 255, 255)
    assert near(seen.getpixel((10, 15)), GREEN)


def test_what_is_said_to_be_srgb_is_left_pixel_for_pixel() -> None:
    image = Image.effect_noise((64, 64), 60).convert("RGB")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert shown(image, "PNG", icc_profile=profile).tobytes() == image.tobytes()


def test_a_profile_is_believed_by_its_curves_not_by_its_name() -> None:
    """Linear sRGB, as some programs for photographs write it, is far darker in its numbers."""
    seen = shown(Image.new("RGB", (20, 20), (55, 55, 55)), "PNG", icc_profile=builders.linear_profile())
    assert near(seen.getpixel((10, 10)), (128, 128, 128))


def test_a_colour_that_stands_for_nothing_stays_so_under_a_profile() -> None:
    image = Image.new("RGB", (20, 20), RED)
    image.paste((10, 10, 10), (0, 0, 20, 10))
    seen = shown(image, "PNG", icc_profile=builders.colour_profile(), transparency=(10, 10, 10))
    assert seen.getpixel((10, 5)) == (255, 255, 255)
    assert near(seen.getpixel((10, 15)), GREEN)


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_a_palette_has_the_colours_of_the_profile(kind: str) -> None:
    image = Image.new("RGB", (20, 20), RED)
    image.paste(BLUE, (0, 0, 20, 10))
    seen = shown(image.convert("P", palette=Image.Palette.ADAPTIVE), kind, icc_profile=builders.colour_profile())
    assert near(seen.getpixel((10, 5)), BLUE)
    assert near(seen.getpixel((10, 15)), GREEN)


def test_a_palette_of_which_one_colour_is_nothing() -> None:
    image = Image.new("RGB", (20, 20), RED)
    image.paste(BLUE, (0, 0, 20, 10))
    drawn = image.convert("P", palette=Image.Palette.ADAPTIVE)
    seen = shown(drawn, "PNG", icc_profile=builders.colour_profile(), transparency=drawn.getpixel((10, 5)))
    assert seen.getpixel((10, 5)) == (255, 255, 255)
    assert near(seen.getpixel((10, 15)), GREEN)


@pytest.mark.parametrize("mode", ["L", "LA"])
def test_greys_have_the_curve_of_the_profile(mode: str) -> None:
    image = Image.new("LA", (20, 20), (55, 255)).convert(mode)
    seen = shown(image, "PNG", icc_profile=builders.linear_profile("L"))
    assert near(seen.convert("RGB").getpixel((10, 10)), (128, 128, 128))


@pytest.mark.parametrize(
    "profile",
    [b"no profile", builders.colour_profile()[:150], builders.colour_profile("CMYK"), bytes(5_000_000)],
    ids=["nonsense", "cut short", "of inks", "too large"],
)
def test_a_profile_that_makes_no_sense_says_nothing(profile: bytes) -> None:
    image = Image.new("RGB", (20, 20), RED)
    assert shown(image, "TIFF", icc_profile=profile).getpixel((10, 10)) == RED


def test_inks_and_greys_have_their_profiles_too() -> None:
    assert near(shown(Image.new("RGB", (8, 8), GREEN), "TIFF", icc_profile=builders.colour_profile()).getpixel((4, 4)), RED)
    grey = shown(Image.new("L", (8, 8), 128), "PNG", icc_profile=builders.colour_profile())
    assert near(grey.convert("RGB").getpixel((4, 4)), (128, 128, 128)), "a profile of colours is none of greys"
