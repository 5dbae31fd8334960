"""What a person is told of a document that is not taken never sends them back to whoever gave it."""

from __future__ import annotations

import pytest

from reviewer.documents.protocol.framing import Status
from reviewer.documents.refusals import error_of


@pytest.mark.parametrize("status", [Status.DAMAGED, Status.EMPTY, Status.NO_PAGES])
def test_a_damaged_file_is_no_reason_to_ask_its_source_again(status: Status) -> None:
    hint = error_of(status).hint
    assert "another copy" in hint
    assert "original was not changed" in hint
    assert "came from" not in hint
