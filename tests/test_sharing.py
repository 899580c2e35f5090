"""Work shared among many: in order, from the start, a bounded number of chunks at once, and nothing after the end."""

from __future__ import annotations

import multiprocessing
import os
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import count, islice
from typing import Any, Generic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.engine.crew import AHEAD, ALONE, CHUNK, Crew, Done, Out, P, Work, share
from microsite.engine.senders import Executor, Future, Senders


def double(numbers: tuple[int, ...]) -> list[int]:
    return [2 * number for number in numbers]


def add(numbers: tuple[int, ...], common: int) -> Iterator[int]:
    return (number + common for number in numbers)


def name_process(items: tuple[int, ...], common: str) -> list[tuple[int, str]]:
    return [(os.getpid(), common) for _ in items]


@dataclass
class Asked(Generic[Out]):
    """What `Slow` has been asked for; `cancelled` says whether it has been given up."""

    call: Callable[[], Out]
    cancelled: bool = False

    def result(self) -> Out:
        """Do it now."""
        return self.call()

    def cancel(self) -> None:
        """Note that nobody wants it any more."""
        self.cancelled = True


@dataclass
class Slow:
    """Does nothing before a result is asked for; keeps what it was asked to do, and with how many items."""

    asked: list[Any] = field(default_factory=list)
    calls: list[tuple[Any, ...]] = field(default_factory=list)

    def submit(self, function: Callable[P, Out], /, *args: P.args, **kwargs: P.kwargs) -> Asked[Out]:
        """Ask for a call."""
        self.asked.append(asked := Asked(partial(function, *args, **kwargs)))
        self.calls.append((function, *args))
        return asked


@dataclass
class Turning:
    """Gives the first calls to one executor and all others to another."""

    first: Executor
    late: Executor
    turn: int
    calls: int = 0

    def submit(self, function: Callable[P, Out], /, *args: P.args, **kwargs: P.kwargs) -> Future[Out]:
        """Ask for a call."""
        self.calls += 1
        return (self.first if self.calls <= self.turn else self.late).submit(function, *args, **kwargs)


@given(st.integers(0, 5 * CHUNK), st.integers(1, 4))
def test_the_results_come_in_the_order_of_the_keys_whoever_does_the_work(total: int, workers: int) -> None:
    keys = [str(number) for number in range(total)]
    expected = [f"{number + 7}!" for number in range(total)]
    assert list(share(ALONE, add, keys, make=int, deliver=exclaim, common=7)) == expected
    with ThreadPoolExecutor(workers) as threads:
        crew = Crew(Senders(threads, workers))
        assert list(share(crew, add, keys, make=int, deliver=exclaim, common=7)) == expected


def exclaim(number: int) -> str:
    return f"{number}!"


def test_what_is_far_away_gets_what_was_made_of_the_keys_here_and_its_results_are_delivered_here() -> None:
    slow, own = Slow(), {"one": 1}  # neither of the two functions could be sent
    results = share(Crew(Senders(slow, 1)), double, ["one"], make=lambda key: own[key], deliver=lambda one: one + 1)
    assert pickle.loads(pickle.dumps(slow.calls[0]))[1] == (1,)  # noqa: S301 (our own)
    assert list(results) == [3]


def test_fewer_items_than_pay_are_done_here() -> None:
    slow = Slow()
    crew = Crew(Senders(slow, 1), pays_from=5)
    assert (list(share(crew, double, range(4))), slow.calls) == ([0, 2, 4, 6], [])
    assert (list(share(crew, double, range(5))), len(slow.calls)) == ([0, 2, 4, 6, 8], 1)


def test_work_is_sent_in_chunks_of_a_bounded_size() -> None:
    slow = Slow()
    assert len(list(share(Crew(Senders(slow, 1)), double, range(2 * CHUNK + 5)))) == 2 * CHUNK + 5
    assert [len(items) for _, items in slow.calls] == [CHUNK, CHUNK, 5]


def test_work_begins_at_once_and_a_bounded_part_of_the_items_is_taken() -> None:
    slow, made = Slow(), count()
    results = share(Crew(Senders(slow, 3)), double, range(10**9), make=lambda number: number + 0 * next(made))
    ahead = AHEAD * 3 + 2
    assert len(slow.asked) == ahead
    assert next(made) == ahead * CHUNK
    assert list(islice(results, CHUNK)) == double(tuple(range(CHUNK)))
    assert len(slow.asked) == ahead + 1


def test_closing_gives_up_what_has_not_begun() -> None:
    slow = Slow()
    results = share(Crew(Senders(slow, 1)), double, range(10**9))
    next(results)
    del results
    assert [asked.cancelled for asked in slow.asked] == [False] + [True] * (len(slow.asked) - 1)


def test_what_nobody_has_asked_for_yet_is_given_up_too() -> None:
    slow = Slow()
    share(Crew(Senders(slow, 1)), double, range(10**9))
    assert all(asked.cancelled for asked in slow.asked)


def test_what_goes_wrong_is_raised_in_its_place_and_ends_the_work() -> None:
    slow = Slow()
    results = share(
        Crew(Senders(slow, 1)), lambda numbers: [1 // number for number in numbers], [1] * CHUNK + [0] * CHUNK * 9
    )
    assert list(islice(results, CHUNK)) == [1] * CHUNK
    with pytest.raises(ZeroDivisionError):
        next(results)
    assert all(asked.cancelled for asked in slow.asked[2:])
    assert next(results, None) is None


def test_here_nothing_is_done_before_it_is_wanted() -> None:
    done: list[int] = []

    def note(numbers: tuple[int, ...]) -> list[int]:
        done.extend(numbers)
        return list(numbers)

    results = share(ALONE, note, range(3 * CHUNK))
    assert done == []
    next(results)
    assert done == list(range(CHUNK))


def test_what_all_chunks_need_reaches_every_process_whenever_it_begins() -> None:
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as first, ProcessPoolExecutor(1, mp_context=spawn) as late:
        crew = Crew(Senders(Turning(first, late, turn=AHEAD + 2), 1))  # to one that has not been told
        results = list(share(crew, name_process, range(10 * CHUNK), common="words"))
    assert {word for _, word in results} == {"words"}
    assert len(results) == 10 * CHUNK
    assert len({process for process, _ in results}) == 2


def test_what_all_chunks_need_is_sent_with_those_that_begin_and_then_only_named() -> None:
    slow = Slow()
    list(share(Crew(Senders(slow, 1)), name_process, range(10 * CHUNK), common="x" * 1000))
    sizes = [len(pickle.dumps(call)) for call in slow.calls]
    assert min(sizes[: AHEAD + 2]) > 1000
    assert max(sizes[AHEAD + 2 :]) < 1000


def test_those_who_look_on_see_each_chunk_and_what_the_work_is_called() -> None:
    seen: list[object] = []

    def follow(chunks: Iterator[Done[Out]], work: Work, /) -> Iterator[Done[Out]]:
        seen.append((work.name, work.total))
        for done in chunks:
            seen.append(work.label(done.places[0]))
            yield done

    crew = Crew(follow=(follow,))
    assert list(share(crew, double, range(CHUNK + 1), label=lambda number: f"no {number}")) == double((*range(25),))
    assert seen == [("double", CHUNK + 1), "no 0", f"no {CHUNK}"]
    list(share(crew, double, []))
    list(share(crew, double, [1]))
    assert seen[3:] == [("double", 0), ("double", 1), "1"]
