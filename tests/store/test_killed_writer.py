"""What was acknowledged is there after a kill at any moment, and nothing half done is."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from reviewer.settings.seals import CaseSeals
from reviewer.store.case_file import CaseFile
from reviewer.store.check import check_case
from reviewer.store.history.seal import Seal
from tests.store import dump, made

KILLS = 12


def test_every_acknowledged_entry_survives_a_kill_and_the_case_stays_ours(case: CaseFile, tmp_path: Path) -> None:
    settings = tmp_path / "settings"
    CaseSeals(settings).keep(case.reader.info().id, case.reader.info().head)
    case.close()
    rng = random.Random(5)
    acknowledged: dict[int, str] = {}
    journals_left = 0
    for n in range(20 * KILLS):
        if n >= KILLS and journals_left:
            break
        acknowledged |= killed_run(case.path, settings, seed=n, lines=rng.randrange(2, 25), more_s=rng.uniform(0, 0.004))
        journals_left += Path(f"{case.path}-journal").exists()
        with CaseFile.open(case.path, clock=made.Clock(), new_id=made.ids(), seal=Seal(CaseSeals(settings))) as again:
            assert not again.reader.came_from_elsewhere
            touched = {entry.seq: {one.record for one in entry.changes} for entry in again.reader.journal()}
        assert acknowledged.keys() <= touched.keys()
        assert all(record in touched[seq] for seq, record in acknowledged.items())
        assert len(touched) - max(acknowledged) <= 1
        assert dump.rows(case.path, "SELECT count(*) FROM imports") == [(0,)]
        report = check_case(case.path)
        assert report.ok, report.findings
        dump.check_search_index(case.path)
    assert len(acknowledged) > KILLS
    assert journals_left > 0, "no kill hit a change in the making"


def killed_run(path: Path, settings: Path, *, seed: int, lines: int, more_s: float) -> dict[int, str]:
    """Let a writer write, kill it some time after it has acknowledged a number of entries, and return all that it did."""
    script = str(Path(__file__).with_name("killed_writer.py"))
    with subprocess.Popen(
        [sys.executable, "-B", script, str(path), str(settings), str(seed)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        said = [process.stdout.readline() for _ in range(lines)]
        end = time.perf_counter() + more_s
        while time.perf_counter() < end:
            pass
        process.kill()
        said += process.stdout.readlines()
    return {int(seq): record for seq, record in (line.split() for line in said if line.endswith("\n"))}
