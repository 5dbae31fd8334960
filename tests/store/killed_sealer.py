"""A process that is killed around a commit: `python killed_sealer.py CASE SETTINGS before|after`."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from reviewer.model.changes import RecordKind
from reviewer.settings.seals import CaseSeals
from reviewer.store.case_file import CaseFile
from reviewer.store.history.seal import Seal
from tests.store import made
from tests.store.made import ANN

path, settings, moment = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Killed(CaseSeals):
    """Dies as soon as the coming state is written down."""

    def keep(self, case: str, head: str) -> None:
        super().keep(case, head)
        if moment == "before":
            die()


with CaseFile.open(path, clock=made.Clock(), new_id=made.ids(), seal=Seal(Killed(settings))) as case:
    with case.intent("Rename", reviewer=ANN, origin="window") as recorder:
        recorder.update(RecordKind.CASE, case.reader.info().id, {"title": "another title"})
    die()
