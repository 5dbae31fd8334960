"""The base of the sandbox: a filter that leaves a worker the system calls of somebody who computes, and ends it for any other.

Owns the filter, made of a list of `calls`. What libraries ask for by the way, and can do without, is answered with an error
instead. The language is `call_filter`'s. Source: seccomp(2).
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Sequence

from reviewer.call_filter import (
    ALLOW,
    ANSWER,
    ANY_BIT,
    ARCHITECTURE,
    ARGUMENTS,
    EQUAL,
    ERROR,
    FROM,
    KILL,
    LOAD,
    NUMBER,
    Program,
    instruction,
    this_machine,
)
from reviewer.documents.lockdown.calls import Answer, Calls
from reviewer.documents.lockdown.system import Kernel

_SET_SECCOMP, _FILTER = 22, 2


class Filter:
    """The filter for this machine, made before the fork: a worker only hands it over.

    Raises:
        OSError: There is no list of calls for this machine.

    """

    def __init__(self, calls: Calls) -> None:
        machine = this_machine()
        if machine is None:
            raise OSError(errno.ENOSYS, "no list of system calls for this machine")
        self._program = Program(b"".join(_instructions(machine.audit_arch, calls.on(machine))))

    def install(self, kernel: Kernel) -> None:
        """Put it in force for this process, for good. It must have given up new privileges.

        Raises:
            OSError: The kernel has no such filters.

        """
        kernel.prctl(_SET_SECCOMP, _FILTER, self._program.address)


def _instructions(architecture: int, answers: Iterable[tuple[int, Answer]]) -> Iterable[bytes]:
    """Yield the instructions: a call that is known is answered, any other, or another architecture's numbers, end the process."""
    yield instruction(LOAD, 0, 0, ARCHITECTURE)
    yield instruction(EQUAL, 1, 0, architecture)
    yield instruction(ANSWER, 0, 0, KILL)
    yield instruction(LOAD, 0, 0, NUMBER)
    yield from _chosen(sorted(answers, key=lambda one: one[0]))


def _chosen(answers: Sequence[tuple[int, Answer]]) -> list[bytes]:
    """Return what finds one of these calls by halves: the kernel tries a new filter on every number that there is, which takes as
    long as all else that locks a worker in where they stand in a row."""
    if len(answers) == 1:
        ((number, answer),) = answers
        block = list(_block(answer))
        return [instruction(EQUAL, 0, len(block), number), *block, instruction(ANSWER, 0, 0, KILL)]
    middle = len(answers) // 2
    lower, upper = _chosen(answers[:middle]), _chosen(answers[middle:])
    return [instruction(FROM, len(lower), 0, answers[middle][0]), *lower, *upper]


def _block(answer: Answer) -> Iterable[bytes]:
    """Yield what is done for one call: an answer, whatever the arguments are. Only their lower halves are looked at."""
    yes, no = instruction(ANSWER, 0, 0, ALLOW), instruction(ANSWER, 0, 0, ERROR | answer.error)
    for place, values in answer.one_of:
        yield instruction(LOAD, 0, 0, ARGUMENTS + 8 * place)
        for left, value in zip(range(len(values) - 1, -1, -1), values, strict=True):
            yield instruction(EQUAL, left + 1, 0, value)
        yield no
    place, bits = answer.no_bits
    if bits:
        yield instruction(LOAD, 0, 0, ARGUMENTS + 8 * place)
        yield instruction(ANY_BIT, 0, 1, bits)
        yield no
    yield no if answer.error and not answer.one_of and not bits else yes
