"""Where things are: resources that ship with the program, and the user's own folders.

The one module that knows the difference between a source tree, an installed wheel and a frozen program.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from functools import cache
from pathlib import Path
from typing import BinaryIO

import platformdirs

from reviewer import locked_files

APPLICATION = "evidence-reviewer"

CASE_SUFFIX = ".revcase"
"""What names of case files end in."""


def is_case(path: Path) -> bool:
    """Tell whether a name is a case's; systems and people write endings in capitals too."""
    return path.suffix.lower() == CASE_SUFFIX


@cache
def resources() -> Path:
    """Return the folder of the shipped resources (icons, themes, templates, locale, help, sample).

    Raises:
        FileNotFoundError: The installation is incomplete.

    """
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    candidates = [package / "_resources", package.parent / "resources"]
    if frozen is not None:
        candidates.insert(0, Path(frozen) / "reviewer" / "_resources")
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"The program's resources are missing; looked in {candidates[-1]}")


def resource(*parts: str) -> Path:
    """Return the path of one shipped resource, such as `resource("themes", "light.toml")`."""
    return resources().joinpath(*parts)


def open_ordinary(path: Path) -> BinaryIO:
    """Open an ordinary file for reading; never waits, as opening a pipe that nobody writes to would.

    Raises:
        OSError: It cannot be opened, or is a pipe, a device, a folder, or a case that is open.

    """
    descriptor = locked_files.open_unheld(path)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise OSError(errno.EINVAL, "not an ordinary file", str(path))


def data_folder() -> Path:
    """Return the user's data folder (drafts and the sample case); not created here."""
    return Path(platformdirs.user_data_dir(APPLICATION, appauthor=False))


def drafts_folder() -> Path:
    """Return the folder of untitled cases (`Untitled N.revcase`)."""
    return data_folder() / "drafts"


def settings_file() -> Path:
    """Return the file of preferences and recent cases."""
    return Path(platformdirs.user_config_dir(APPLICATION, appauthor=False)) / "settings.json"


def log_folder() -> Path:
    """Return the folder of logs, which hold codes and ids and no words of any document."""
    return Path(platformdirs.user_log_dir(APPLICATION, appauthor=False))
