"""The modules that the first page was not kept waiting for. Owns their list, and that what is loaded is no garbage."""

from __future__ import annotations

import gc

from reviewer import mapped_code


def load() -> None:
    """Load them; called on a thread of its own, so that the window goes on."""
    from reviewer.ui import (  # noqa: F401
        action_table,
        case_menu,
        case_opening,
        known_cases,
        leaving,
        left_drafts,
        open_case,
        preference_keeper,
        raised,
        shortcut_keeper,
        status_keeper,
    )
    from reviewer.ui.panels.status import job_strip  # noqa: F401

    mapped_code.let_go()  # what is run from here on comes back
    gc.freeze()  # what is loaded stays: collections need not look at it
    gc.enable()
