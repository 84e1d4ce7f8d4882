"""Doing two halves of a job at once: one in a forked child, which sees all that has been read so far."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

WORTH_A_CHILD = 300_000
"""Characters from which a second process saves time."""


MOST_SHARED = 256
"""So many parts of a job are shared out, at most: the number of each is one byte."""

T = TypeVar("T")
R = TypeVar("R")

_child = False
"""Whether this process is one that ``beside`` started; such a one starts none itself."""


def can_fork() -> bool:
    """Whether there is a second core, and a system that forks cheaply and safely (not macOS, not Windows)."""
    return not _child and sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


@contextmanager
def beside(work: Callable[..., Any], *arguments: Any) -> Iterator[Callable[[], Any]]:
    """Start ``work(*arguments)`` in a child; what it yields gives the result, waiting for it.

    The arguments are not copied: the child has them by forking. The result is pickled. Should the
    child fail, the work is done here, so that an error shows as it would without a child.
    """
    from multiprocessing import get_context

    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_run, args=(sender, work, arguments), daemon=True)
    # Ctrl-C reaches the child, too. It is the parent's to answer; the child must not even be asked once.
    signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        child.start()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGINT,))
    sender.close()

    def result() -> Any:
        try:
            return receiver.recv()
        except EOFError:
            return work(*arguments)

    try:
        yield result
    finally:
        receiver.close()
        child.terminate()
        child.join()


def shared_out(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    """``work`` of each of at most ``MOST_SHARED`` items, in their order, by a child and this process.

    Each takes the next item that is left: with the largest first, both end at about one time.
    """
    taking, giving = os.pipe()
    os.write(giving, bytes(range(len(items))))  # a byte goes to whoever reads it first
    os.close(giving)

    def some() -> dict[int, R]:
        done = {}
        while took := os.read(taking, 1):
            done[took[0]] = work(items[took[0]])
        return done

    try:
        with beside(some) as theirs:
            done = some() | theirs()
    finally:
        os.close(taking)
    # those that a child took with it
    return [done[number] if number in done else work(item) for number, item in enumerate(items)]


def _run(sender: Any, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    global _child  # noqa: PLW0603 -- forked: nobody else's
    _child = True
    try:
        sender.send(work(*arguments))
    except Exception:  # the parent does the work again and meets the error itself
        sender.close()
