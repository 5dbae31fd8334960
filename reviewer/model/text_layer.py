"""The layers of text that a page may have."""

from __future__ import annotations

from enum import StrEnum


class LayerKind(StrEnum):
    """Which text layer of a page positions were counted in."""

    BORN_DIGITAL = "born_digital"
    OCR = "ocr"
    CORRECTED = "corrected"
