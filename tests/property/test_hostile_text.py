"""Hostile texts are refused by file and line, quickly, and never with a traceback.

The campaign reads 10,000 changed files of every form, in about 10 s of CPU on one core;
`PARTNERSHIP_HOSTILE=100000` reads more, for 100 s.
"""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context

import pytest

from hostile import FORMS, Form, find_fault, read_many, time_good
from hostile_known import known_bad

MANY = int(os.environ.get("PARTNERSHIP_HOSTILE", "10000"))
FEW = 200
AT_A_TIME = 500
KNOWN = [(form, bad) for form in FORMS for bad in known_bad(form)]


@cache
def good_time(form: str) -> float:
    return time_good(FORMS[form])


@pytest.mark.parametrize("form", FORMS)
def test_a_good_file_is_read(form: str) -> None:
    FORMS[form].read(FORMS[form].good)


@pytest.mark.parametrize(("form", "bad"), KNOWN)
def test_what_is_known_to_bring_readers_down_is_met_quickly_and_by_its_line(
    form: str, bad: str
) -> None:
    assert not find_fault(FORMS[form], known_bad(form)[bad], good_time(form))


@pytest.mark.parametrize("form", FORMS)
def test_a_file_changed_at_random_is_read_or_refused_by_its_line(form: str) -> None:
    assert read_many(form, seed=0, count=FEW) == []


@pytest.mark.campaign
@pytest.mark.parametrize("form", FORMS)
def test_many_files_changed_at_random_end_no_process(form: str) -> None:
    # One process reads all of them: a crash of the interpreter would be the end of it.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as worker:
        batches = {
            seed: worker.submit(read_many, form, seed, AT_A_TIME)
            for seed in range(1, 1 + MANY // AT_A_TIME)
        }
        assert [fault for batch in batches.values() for fault in batch.result()] == []


def test_what_is_wrong_with_a_reader_is_noticed() -> None:
    def stumble(_data: bytes) -> None:
        raise KeyError("x")

    def dawdle(_data: bytes) -> None:
        sum(range(20_000_000))

    assert find_fault(Form(b"", (), stumble), b"", 0).startswith("KeyError")
    assert find_fault(Form(b"", (), dawdle), b"", 0).startswith("took ")
