"""Highlights every known quote of the corpus through the command line and measures how its rectangles fall.

    EVIDENCE_CORPUS=… python tests/bench/corpus_quotes.py [CASE]

Prints a line a quote (mean overlap with the known rectangles, line by line) and the mean of all. Where the known rectangles are
those of several places of the quote on its page, the one marked is held against them all.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

Box = tuple[float, float, float, float]
GOOD = 0.9


def call(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reviewer", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def overlap(one: Box, other: Box) -> float:
    """Return the area in common over the area of both."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    area = width * height
    return area / ((one[2] - one[0]) * (one[3] - one[1]) + (other[2] - other[0]) * (other[3] - other[1]) - area)


def boxes(passage: dict[str, Any]) -> list[Box]:
    found = []
    for quad in passage["quads"]:
        xs, ys = zip(*quad["points"], strict=True)
        found.append((min(xs), min(ys), max(xs), max(ys)))
    return found


def score(known: list[Box], marked: list[Box]) -> float:
    """Return the mean over known lines of their best overlap; where more are known than were marked, over those marked."""
    lines: list[Box] = []
    for box in known:
        last = lines[-1] if lines else None
        if last and abs(last[1] - box[1]) < 2 and abs(last[3] - box[3]) < 2:
            lines[-1] = (min(last[0], box[0]), last[1], max(last[2], box[2]), last[3])
        else:
            lines.append(box)
    few, many = (marked, lines) if len(lines) > len(marked) else (lines, marked)
    return sum(max((overlap(one, other) for other in many), default=0.0) for one in few) / len(few)


def main() -> int:
    corpus = Path(os.environ["EVIDENCE_CORPUS"])
    case = Path(sys.argv[1] if len(sys.argv) > 1 else Path(tempfile.mkdtemp()) / "quotes.revcase")
    call("new", case)
    scores: list[float] = []
    for truth in sorted((corpus / "truth").glob("*.json")):
        table = json.loads(truth.read_text())
        if "passages" not in table:
            continue
        call("add", case, corpus / table["file"])
        for known in table["passages"]:
            started = time.perf_counter()
            name = Path(table["file"]).name
            made = call("highlight", case, name, "--quote", known["quote"], "--page", known["page"])
            took = time.perf_counter() - started
            if made.returncode:
                scores.append(0.0)
                print(f"0.00  {took:4.2f} s  {truth.stem} p. {known['page']}: {known['quote'][:60]!r}: {made.stderr.strip()}")
                continue
            passages = json.loads(call("passages", case, "--json").stdout)
            marked = next(one for one in passages if one["id"] == made.stdout.strip())
            value = score([tuple(one) for one in known["rects"]], boxes(marked))
            scores.append(value)
            flag = "" if value >= GOOD else "   <-- " + repr(known["quote"][:60])
            print(f"{value:.3f}  {took:4.2f} s  {truth.stem} p. {known['page']}{flag}")
    print(
        f"{len(scores)} quotes, mean overlap {sum(scores) / len(scores):.4f}, below {GOOD}: {sum(one < GOOD for one in scores)}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
