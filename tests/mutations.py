"""Damaged files: a file's bytes changed as disks, networks and those who mean harm change them, the same for the same seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

_NUMBER = re.compile(rb"\d+")
_TOKEN = re.compile(rb"/[A-Za-z]{2,12}")
_WORST = (b"0", b"-1", b"1", b"65535", b"65536", b"2147483647", b"4294967296", b"99999999999999999999", b"1e309", b"nan")

Change = Callable[[random.Random, bytearray], None]


def damaged(data: bytes, seed: int) -> bytes:
    """Return a file changed in one to four ways."""
    dice = random.Random(seed)
    out = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        if out:
            dice.choice(CHANGES)(dice, out)
    return bytes(out)


def flip(dice: random.Random, out: bytearray) -> None:
    """Change some bytes."""
    for _ in range(dice.randint(1, 40)):
        out[dice.randrange(len(out))] ^= 1 << dice.randrange(8)


def truncate(dice: random.Random, out: bytearray) -> None:
    """Take away the end."""
    del out[dice.randrange(len(out)) :]


def cut(dice: random.Random, out: bytearray) -> None:
    """Take something away from within."""
    start = dice.randrange(len(out))
    del out[start : start + dice.randint(1, 2000)]


def repeat(dice: random.Random, out: bytearray) -> None:
    """Say something twice, the second time somewhere else."""
    start, to = dice.randrange(len(out)), dice.randrange(len(out))
    out[to:to] = out[start : start + dice.randint(1, 2000)]


def number(dice: random.Random, out: bytearray) -> None:
    """Make a number the worst it can be."""
    _replace(dice, out, _NUMBER, _WORST)


def name(dice: random.Random, out: bytearray) -> None:
    """Give one entry the name of another."""
    found = [bytes(one.group()) for one in _TOKEN.finditer(out)]
    if found:
        _replace(dice, out, _TOKEN, found)


def zero(dice: random.Random, out: bytearray) -> None:
    """Lose a block."""
    start = dice.randrange(len(out)) & ~511
    out[start : start + 512] = bytes(min(512, len(out) - start))


CHANGES: Sequence[Change] = (flip, truncate, cut, repeat, number, number, name, zero)


def _replace(dice: random.Random, out: bytearray, pattern: re.Pattern[bytes], by: Sequence[bytes]) -> None:
    places = [one.span() for one in pattern.finditer(out)]
    if places:
        start, end = dice.choice(places)
        out[start:end] = dice.choice(by)
