"""The processes that share the work: real ones, and really killed."""

from __future__ import annotations

import os
from operator import neg

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.files import UsageError
from microsite.pipeline import CHUNK, Inline
from microsite.workers import MOST, PAYS_FROM, choose_count, share


@given(st.none() | st.integers(1, 10**9), st.integers(0, 10**6))
def test_there_are_never_more_processes_than_wanted_than_work_or_than_windows_can_wait_for(
    wanted: int | None, sources: int
) -> None:
    count = choose_count(wanted, sources)
    assert 1 <= count <= min(MOST, wanted or MOST)
    assert (count - 1) * CHUNK < max(sources, 1)


def test_a_small_site_is_built_by_one_process_unless_more_are_wanted() -> None:
    assert choose_count(None, PAYS_FROM - 1) == 1
    assert choose_count(2, PAYS_FROM - 1) == 2


def test_one_process_is_this_one() -> None:
    with share(1) as executor:
        assert isinstance(executor, Inline)
        assert list(executor.map(lambda _: os.getpid(), "ab")) == [os.getpid()] * 2


def test_several_processes_give_the_results_in_order() -> None:
    with share(2) as executor:
        assert list(executor.map(neg, range(5))) == [0, -1, -2, -3, -4]


def test_a_process_that_dies_is_told_with_what_to_try() -> None:
    with pytest.raises(UsageError, match=r"^a worker process was ended from outside$") as caught, share(2) as executor:
        list(executor.map(os._exit, [9]))
    assert caught.value.status == 1
    assert caught.value.hint.endswith("try --jobs 1")


def test_what_goes_wrong_in_the_work_itself_is_not_taken_for_that() -> None:
    with pytest.raises(ZeroDivisionError), share(2) as executor:
        list(executor.map((1).__truediv__, [0]))
