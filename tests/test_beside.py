"""Two processes at one job: everything is done, in order, whatever becomes of the child."""

import os
import signal
import time

import pytest

from digestkit.beside import MOST_SHARED, beside, can_fork, shared_out

pytestmark = pytest.mark.skipif(not can_fork(), reason="one core, or a system that does not fork")


@pytest.mark.parametrize("count", [0, 1, 7, MOST_SHARED])
def test_every_item_is_worked_on_once_and_comes_in_its_place(count: int) -> None:
    assert shared_out(lambda item: item * 2, range(count)) == [item * 2 for item in range(count)]


def test_both_processes_take_part() -> None:
    def work(_: int) -> int:
        time.sleep(0.05)
        return os.getpid()

    assert len(set(shared_out(work, range(8)))) == 2


def test_what_a_killed_child_had_taken_is_done_here() -> None:
    parent = os.getpid()

    def work(item: int) -> int:
        time.sleep(0.05)
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return item

    assert shared_out(work, range(5)) == [0, 1, 2, 3, 4]


def test_an_error_in_the_child_shows_as_it_would_here() -> None:
    def work(item: int) -> int:
        time.sleep(0.02)
        if item == 3:
            raise ValueError("the fourth")
        return item

    with pytest.raises(ValueError, match="the fourth"):
        shared_out(work, range(6))


def test_the_result_of_a_child_that_dies_is_worked_out_here() -> None:
    parent = os.getpid()

    def work() -> int:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return 5

    with beside(work) as result:
        assert result() == 5
