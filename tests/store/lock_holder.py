"""A process that takes a case's lock: `python lock_holder.py CASE NAME`. Says "held" or why not; a line on stdin ends it."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from reviewer.errors import CaseLockedError
from reviewer.model.ids import Reviewer
from reviewer.store.file.lock import CaseLock

try:
    lock = CaseLock.acquire(Path(sys.argv[1]), Reviewer(sys.argv[2]), wait_s=0, since="2026-03-04T09:00:00.000Z")
except CaseLockedError as error:
    sys.stdout.write(f"{error.holder}\n")
else:
    sys.stdout.write("held\n")
    sys.stdout.flush()
    sys.stdin.readline()
    lock.release()
