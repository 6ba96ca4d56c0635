"""Damaged and hostile files: a problem with its line, or a file that reads; never anything else."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from partnership_cli.configuration import parse_settings
from partnership_cli.documents.answers import parse_answers
from partnership_cli.documents.note import parse_note, render_note
from partnership_cli.errors import DamagedNoteError, FileProblemError, Problem
from partnership_cli.framework.loader import load_framework, parse_companion, parse_framework
from partnership_cli.framework.model import Question
from partnership_cli.reflection.session import Answer, Session

DATA = Path(__file__).parents[2] / "data"
FRAMEWORK = (DATA / "framework.yaml").read_bytes()
COMPANION = (DATA / "companion.yaml").read_bytes()
LOADED = load_framework()
ASKED: tuple[Question, ...] = tuple(question for _, question in LOADED.questions())
STARTED = datetime(2026, 11, 23, 17, 31, 5, tzinfo=UTC)
NOTE = render_note(
    Session(
        id="20261123t173105z-k7m2q9",
        title="Sharing power",
        started=STARTED,
        framework="westminster-student-partnership",
        guide="sharing-power",
        partners=("Sam", "Ama: the second"),
        questions=tuple(question.id for question in ASKED[:4]),
        answers=(
            Answer(
                question=ASKED[0].id, text=ASKED[0].text, answer="One.\n\n---\n", written=STARTED
            ),
            Answer(question=ASKED[1].id, text=ASKED[1].text, answer="<!-- x", written=STARTED),
        ),
    )
)
SETTINGS = b"""\
# Mine.
interface = "plain"
notebook = "/home/sam/notes"
editor = 'nano -w'
"care.lines" = ["Ama, room 3", "The students' union"]
"""
ANSWERS = f"## {ASKED[0].id}\n\nOne.\n\n```\n\\## code\n```\n\n## {ASKED[1].text}\n\nTwo\n".encode()
JSON = json.dumps({ASKED[0].id: "One.\nTwo", ASKED[1].id: "é"}, ensure_ascii=False).encode()

SLACK = 0.1
"""Seconds of CPU that a bad file may take beyond a good one."""
PIECES = (
    b"\x00",
    b"\xff",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xa8",
    b"\xc2\x85",
    b"\r",
    b"\r\n",
    b"\n",
    b"\n\n",
    b"\t",
    b" ",
    b"  ",
    b"\x1b[2J",
    b"---\n",
    b"\n---\n",
    b"...\n",
    b"<<: ",
    b"<<: *a\n",
    b"&a ",
    b"*a ",
    b"!!python/object/apply:os.system [id]",
    b"!!int ",
    b"%YAML 9.9\n",
    b"? ",
    b": ",
    b"- ",
    b"#",
    b"'",
    b'"',
    b'"""',
    b"|",
    b">",
    b"[" * 50,
    b"{" * 50,
    b"]",
    b"}",
    b",",
    b"=",
    b"\\",
    b"\\ud800",
    b"## ",
    b"\\## ",
    b"<!-- answer: joy private 2026-11-23T17:31:05+00:00 -->\n",
    b"<!-- answer",
    b"<!-- /answer -->\n",
    b"9" * 5000,
    b"1e999",
    b"NaN",
    b"null",
    b"2026-99-99",
    b"[[a.b]]\n",
    b'["a"]\n',
)


@st.composite
def mutate(draw: st.DrawFn, good: bytes) -> bytes:
    """Draw a good file with some of its bytes removed, doubled, replaced, moved or added."""
    data = good
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        stop = min(len(data), start + draw(st.integers(0, 60)))
        piece = draw(st.sampled_from(PIECES) | st.binary(max_size=6))
        match draw(st.sampled_from(["remove", "double", "replace", "add", "cut", "move"])):
            case "remove":
                data = data[:start] + data[stop:]
            case "double":
                data = data[:stop] + data[start:]
            case "replace":
                data = data[:start] + piece + data[stop:]
            case "add":
                data = data[:start] + piece + data[start:]
            case "cut":
                data = data[:start]
            case _:
                data = data[:start] + data[stop:] + data[start:stop]
    return data


def read_framework(data: bytes) -> None:
    parse_framework(data, "f")


def read_companion(data: bytes) -> None:
    parse_companion(data, "f", LOADED)


def read_note(data: bytes) -> None:
    parse_note(data, "f")


def read_settings(data: bytes) -> None:
    parse_settings(data, "f")


def read_answers(data: bytes) -> None:
    parse_answers(data, "f", ASKED)


def take_time(read: Callable[[bytes], None], data: bytes) -> float:
    begin = process_time()
    read(data)
    return process_time() - begin


def find_problems(read: Callable[[bytes], None], data: bytes) -> tuple[Problem, ...]:
    """Return what is said of a file; any other error than the two for this comes through."""
    try:
        read(data)
    except FileProblemError as error:
        assert read is not read_note
        assert error.problems
        return error.problems
    except DamagedNoteError as error:
        assert read is read_note
        return (error.problem,)
    return ()


def hold(read: Callable[[bytes], None], data: bytes) -> None:
    """Hold a file against the rule: it reads, or each problem has a line that the file has."""
    last = data.count(b"\n") + data.count(b"\r") + data.decode("utf-8", "replace").count("\x85") + 2
    # Line separators of Unicode count as lines in YAML.
    last += data.count(b"\xe2\x80\xa8") + data.count(b"\xe2\x80\xa9")
    for problem in find_problems(read, data):
        assert problem.file == "f"
        assert 1 <= problem.line <= last
        assert problem.column >= 1
        assert problem.what
        assert problem.do


SOURCES: dict[str, tuple[Callable[[bytes], None], bytes]] = {
    "framework": (read_framework, FRAMEWORK),
    "companion": (read_companion, COMPANION),
    "note": (read_note, NOTE),
    "settings": (read_settings, SETTINGS),
    "answers": (read_answers, ANSWERS),
    "answers in JSON": (read_answers, JSON),
}
QUICK = settings(
    max_examples=300, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)
LONG = settings(QUICK, max_examples=10_000)


@pytest.mark.parametrize("name", SOURCES)
def test_the_file_that_is_damaged_here_is_good_before(name: str) -> None:
    read, good = SOURCES[name]
    assert find_problems(read, good) == ()


@QUICK
@given(mutate(FRAMEWORK))
@example(b"[" * 1000)
@example(FRAMEWORK * 2)
def test_a_damaged_framework_gives_problems_with_their_lines(data: bytes) -> None:
    hold(read_framework, data)


@QUICK
@given(mutate(COMPANION))
def test_a_damaged_companion_gives_problems_with_their_lines(data: bytes) -> None:
    hold(read_companion, data)


@QUICK
@given(mutate(NOTE))
@example(b"---\n---\n")
@example(NOTE.replace(b"2026-11-23", b"0001-01-01").replace(b"+00:00", b"+23:59"))
def test_a_damaged_note_is_called_damaged_with_its_line(data: bytes) -> None:
    hold(read_note, data)


@QUICK
@given(mutate(NOTE[: NOTE.index(b"\n---\n") + 5]))
def test_damaged_front_matter_is_called_a_damaged_note(data: bytes) -> None:
    hold(read_note, data)


@QUICK
@given(mutate(SETTINGS))
@example(b"a = " + b"[" * 5000)
@example(b"interface = " + b"9" * 5000)
@example(b"a.b.c.d = 1\n[a]\n")
def test_damaged_settings_give_problems_with_their_lines(data: bytes) -> None:
    hold(read_settings, data)


@QUICK
@given(mutate(ANSWERS))
def test_a_damaged_answers_file_gives_problems_with_their_lines(data: bytes) -> None:
    hold(read_answers, data)


@QUICK
@given(mutate(JSON))
@example(b'{"joy": ' + b"[" * 50_000)
@example(b'{"joy": ' + b"9" * 5000 + b"}")
@example(b'{"joy": "\\ud800"}')
@example(b'{"\\ud800": "x"}')
@example(b'{"joy": {"a": 1}}')
@example(b"{}{}")
@example(b"{")
def test_a_damaged_json_file_gives_problems_with_their_lines(data: bytes) -> None:
    hold(read_answers, data)


@pytest.mark.parametrize("name", SOURCES)
@QUICK
@given(data=st.binary(max_size=300))
def test_bytes_of_any_kind_give_problems_with_their_lines(name: str, data: bytes) -> None:
    hold(SOURCES[name][0], data)


@pytest.mark.campaign
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", SOURCES)
def test_ten_thousand_damaged_files_give_problems_with_their_lines(name: str) -> None:
    read, good = SOURCES[name]

    @LONG
    @given(mutate(good))
    def check(data: bytes) -> None:
        hold(read, data)

    check()


KNOWN_BAD = {
    "50,000 brackets": b"[" * 50_000,
    "50,000 brackets as a value": b"title: " + b"[" * 50_000,
    "50,000 brackets of TOML": b"care = " + b"[" * 50_000,
    "50,000 braces of TOML": b"care = " + b"{a=" * 50_000,
    "50,000 brackets of JSON": b'{"joy": ' + b"[" * 50_000,
    "50,000 braces of JSON": b'{"joy":' * 50_000,
    "50,000 dotted keys of TOML": b"a" + b".a" * 30_000 + b" = 1",
    "an alias bomb": b"a: &a [x, x]\n"
    + b"".join(b"b%d: &b%d [*a, *a, *a]\n" % (n, n) for n in range(100)),
    "a merge key": b"<<: {a: 1}\n",
    "an object of Python": b"a: !!python/object/apply:os.system [id]\n",
    "a key twice": b"title: a\ntitle: b\n",
    "a lone surrogate": b"a: \xed\xa0\x80\n",
    "NUL": b"a: \x00\n",
    "two documents": b"a: 1\n---\nb: 2\n",
    "a scalar of one megabyte": b"title: " + b"x" * 1_000_000 + b"\n",
    "many unknown keys": b"".join(b"k%d: 1\n" % n for n in range(9000)),
    "many unknown settings": b"".join(b"k%d = 1\n" % n for n in range(6000)),
    "many unknown headings": b"## no such question\n" * 5000,
    "many unknown ids of JSON": b"{" + b",".join(b'"k%d": "x"' % n for n in range(5000)) + b"}",
    "one id of JSON many times": b"{" + b",".join([b'"joy": "x"'] * 5000) + b"}",
    "a long heading": b"## " + b"x" * 300_000,
    "white space of 60 KB": b"care = 1" + b" " * 60_000 + b"x",
    "backslashes": b"## joy\n\n" + b"\\" * 300_000,
    "a quotation without an end": b'editor = "' + b"x" * 60_000,
    "many quotations": b'care = ["' + b'","' * 15_000,
}
HARMLESS = {("answers", "backslashes"), ("answers in JSON", "backslashes")}
READ_APART = """
import json, sys, time
from importlib.util import module_from_spec, spec_from_file_location
spec = spec_from_file_location("hostile", sys.argv[1])
hostile = module_from_spec(spec)
spec.loader.exec_module(hostile)
read, good = hostile.SOURCES[sys.argv[2]]
usual = min(hostile.take_time(read, good) for _ in range(3))
for name, data in hostile.KNOWN_BAD.items():
    if sys.argv[2] == "note":
        data = b"---\\npartnership: 1\\n" + data + b"\\n---\\n"
    begin = time.process_time()
    problems = hostile.find_problems(read, data)
    taken = time.process_time() - begin - usual
    print(json.dumps([name, problems[0].line if problems else 0, taken]), flush=True)
"""


@pytest.mark.parametrize("name", SOURCES)
def test_known_bad_files_are_refused_quickly_and_without_a_crash(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", READ_APART, __file__, name],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, (found[-1:], done.stderr)
    assert [bad for bad, _, _ in found] == list(KNOWN_BAD)
    assert [one for one in found if one[2] >= SLACK] == []
    assert [bad for bad, line, _ in found if not line and (name, bad) not in HARMLESS] == []
