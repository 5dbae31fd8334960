"""What a worker may use at most, as the system counts it: a backstop behind the client's deadlines and the drawing's own limits.

Owns the numbers. They cannot be raised again: that would take a right that `privileges` gave up. Source: setrlimit(2).
"""

from __future__ import annotations

import resource
from contextlib import suppress

OWN_MEMORY = 2 * 1024**3
"""Address space of a worker beyond the document's own bytes: 1 GiB killed valid photographs in other programs."""

LARGEST_DOCUMENT = 2 * 1024**3
"""The most that a document in a case may have, which is mapped whole; `limit_memory` holds the worker to the size it has."""

CPU_S = 3600
"""Processor time of a worker's whole life. A day's reading takes minutes, each request has its own deadline at the client, and a
worker that gets there is replaced with the document opened again: only what computes behind the client's back ever feels it."""

MOST_DESCRIPTORS = 16
"""One more than the highest descriptor: standard ones, the socket, a lent file with its stream, two that are being mapped."""


MOST_TASKS = 4096
"""Threads and processes of all workers together, which share a user namespace, before one of them gets no other thread: decoding
HEIC takes one, and a system has 32,768 in all where nothing else is set. Without a namespace of their own, or before Linux 5.14,
all of the person's count; of an administrator none does. `seccomp` refuses processes."""


def bounds() -> list[tuple[int, tuple[int, int]]]:
    """Return every bound, as it is set for good. One that is lower already stays."""
    wanted = (
        (resource.RLIMIT_CORE, 0),  # a dump of memory would be a document's pages on the disk
        (resource.RLIMIT_FSIZE, 0),  # it writes no file; pixels go into memory whose size is fixed
        (resource.RLIMIT_CPU, CPU_S),
        (resource.RLIMIT_NOFILE, MOST_DESCRIPTORS),
        (resource.RLIMIT_NPROC, MOST_TASKS),
        (resource.RLIMIT_AS, OWN_MEMORY + LARGEST_DOCUMENT),
    )
    hard = {kind: resource.getrlimit(kind)[1] for kind, _ in wanted}
    least = {kind: most if hard[kind] == resource.RLIM_INFINITY else min(most, hard[kind]) for kind, most in wanted}
    return [(kind, (most, most)) for kind, most in least.items()]


def limit_resources(found: list[tuple[int, tuple[int, int]]]) -> None:
    """Set bounds that were found before the fork.

    Raises:
        OSError: The system refuses one of them.

    """
    for kind, bound in found:
        resource.setrlimit(kind, bound)


def limit_memory(mapped: int) -> None:
    """Let the process have the address space that a document of `mapped` bytes may take, where that is less than it has."""
    wanted, most = OWN_MEMORY + mapped, resource.getrlimit(resource.RLIMIT_AS)[1]
    if most == resource.RLIM_INFINITY or wanted < most:
        with suppress(OSError, ValueError):  # the system has no such limit
            resource.setrlimit(resource.RLIMIT_AS, (wanted, most))
