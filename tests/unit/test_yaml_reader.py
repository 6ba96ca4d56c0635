from __future__ import annotations

import subprocess
import sys
from time import process_time

import pytest

from partnership_cli.errors import FileProblemError, Problem
from partnership_cli.yaml_reader import (
    DEEPEST,
    LARGEST_YAML,
    find_span,
    locate,
    read_yaml,
    read_yaml_document,
    write_mapping,
)

ALLOWED_CPU = 0.1


def refuse(data: bytes, *, first_line: int = 1) -> Problem:
    with pytest.raises(FileProblemError) as caught:
        read_yaml(data, "f.yaml", first_line=first_line)
    (problem,) = caught.value.problems
    return problem


def read_apart(expression: str) -> str:
    """Read YAML in another process, which a crash would end; return what that process says."""
    code = (
        "import sys, time\n"
        "from partnership_cli.errors import FileProblemError\n"
        "from partnership_cli.yaml_reader import read_yaml\n"
        f"data = {expression}\n"
        "begin = time.process_time()\n"
        "try:\n"
        "    read_yaml(data, 'f.yaml')\n"
        "    print('read')\n"
        "except FileProblemError as error:\n"
        f"    quick = time.process_time() - begin < {ALLOWED_CPU}\n"
        "    print(error.problems[0].line, 'quick' if quick else 'slow')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_everything_is_read_as_text() -> None:
    read = read_yaml(b"a: 1\nb: true\nc: null\nd: 2026-11-23\ne: [no, 0x1F]\nf:\n", "f")
    assert read == {
        "a": "1",
        "b": "true",
        "c": "null",
        "d": "2026-11-23",
        "e": ["no", "0x1F"],
        "f": "",
    }


@pytest.mark.parametrize("data", [b"", b"\n", b"# only a comment\n"])
def test_an_empty_text_is_an_empty_mapping(data: bytes) -> None:
    assert read_yaml(data, "f") == {}


def test_a_byte_order_mark_is_passed_over() -> None:
    assert read_yaml(b"\xef\xbb\xbfa: b\n", "f") == {"a": "b"}


def test_windows_line_ends_are_read() -> None:
    assert read_yaml(b"a: b\r\nc:\r\n  - d\r\n", "f") == {"a": "b", "c": ["d"]}


def test_a_tag_for_text_is_allowed() -> None:
    assert read_yaml(b"a: !!str 1\n", "f") == {"a": "1"}


@pytest.mark.parametrize(
    ("data", "line", "column", "what"),
    [
        (b"a: 1\nb: 2\na: 3\n", 3, 1, "the key a is given twice"),
        (b"a: &x 1\n", 1, 4, "an alias or anchor (* or &)"),
        (b"a: *x\n", 1, 4, "an alias or anchor (* or &)"),
        (b"b:\n  <<: {a: 1}\n", 2, 3, "a merge key (<<)"),
        (b"a: 1\nb: !!python/object/apply:os.system [id]\n", 2, 4, "a tag (!)"),
        (b"a: !!int 1\n", 1, 4, "a tag (!)"),
        (b"? [a, b]\n: c\n", 1, 3, "a key that is not a text"),
        (b"a: 1\n---\nb: 2\n", 2, 1, "a second document"),
        (b"a: 1\nb: x\x00y\n", 2, 5, "the character U+0000"),
        (b"a: 1\nb: \x1b[2J\n", 2, 4, "the character U+001B"),
        (b"a: 1\nb: \xff\n", 2, 4, "not UTF-8 text"),
        (b"a: 1\nb: \xed\xa0\x80\n", 2, 4, "not UTF-8 text"),
        ("a: é\xff".encode("latin-1"), 1, 4, "not UTF-8 text"),
    ],
)
def test_what_a_file_of_ours_never_needs_is_refused_where_it_stands(
    data: bytes, line: int, column: int, what: str
) -> None:
    problem = refuse(data)
    assert (problem.line, problem.column, problem.what) == (line, column, what)


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"a: 1\n b: 2\n", 2),
        (b"a: b: c\n", 1),
        (b"a: @x\n", 1),
    ],
)
def test_what_is_not_yaml_is_refused_with_its_line(data: bytes, line: int) -> None:
    problem = refuse(data)
    assert problem.line == line
    assert problem.what.startswith("this is not YAML (")


@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_quotation_mark_that_is_not_closed_is_refused_where_it_begins(quote: str) -> None:
    problem = refuse(f"a: 1\nb: {quote}open\nc: 2\n".encode())
    assert (problem.line, problem.column) == (2, 4)
    assert problem.what == "the quotation mark that begins here is not closed"


@pytest.mark.parametrize("data", [b"a: 'open\n", b"a: 1\na: 2\n", b"\xff", b"a: *b\n"])
def test_every_problem_says_the_file_and_what_to_do(data: bytes) -> None:
    problem = refuse(data)
    assert problem.file == "f.yaml"
    assert problem.do
    assert str(problem).startswith(f"f.yaml:{problem.line}:{problem.column}: {problem.what}: ")


def test_the_lines_of_a_part_are_counted_from_where_it_stands() -> None:
    assert refuse(b"a: 1\na: 2\n", first_line=7).line == 8


def test_nesting_is_read_down_to_a_bound() -> None:
    read_yaml(b"[" * DEEPEST + b"]" * DEEPEST, "f")


def test_nesting_beyond_the_bound_is_refused_where_it_begins() -> None:
    problem = refuse(b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1))
    assert (problem.line, problem.column) == (1, DEEPEST + 1)


def test_a_text_of_the_largest_size_is_read() -> None:
    data = b"a: " + b"x" * (LARGEST_YAML - 3)
    assert read_yaml(data, "f") == {"a": "x" * (LARGEST_YAML - 3)}


HOSTILE = {
    "50,000 brackets": "b'[' * 50_000",
    "50,000 braces": "b'{a: ' * 50_000",
    "50,000 hyphens": "b'- ' * 50_000",
    "50,000 question marks": "b'? ' * 50_000",
    "a deep block": "b''.join(b' ' * n + b'a:\\n' for n in range(600))",
    "an alias bomb": (
        "b'a0: &a0 [x]\\n' + b''.join("
        "b'a%d: &a%d [%s]\\n' % (n, n, b', '.join([b'*a%d' % (n - 1)] * 10)) for n in range(1, 12))"
    ),
    "a merge-key bomb": (
        "b'a0: &a0 {x: 1}\\n' + b''.join("
        "b'a%d: &a%d {<<: [%s]}\\n' % (n, n, b', '.join([b'*a%d' % (n - 1)] * 10))"
        " for n in range(1, 12))"
    ),
    "a scalar of one megabyte": "b'a: ' + b'x' * 1_000_000",
    "a line of one megabyte of keys": "b'a: 1\\n' * 150_000",
    "many anchors": "b'- &a x\\n' * 30_000",
    "an open quotation of 250 KB": "b'a: \"' + b'x' * 250_000",
    "an unending tag": "b'a: !' + b'x' * 250_000",
    "250 KB of commas": "b'[' + b',' * 250_000",
    "250 KB of colons": "b':' * 250_000 + b'\\n: x: y'",
    "250 KB of tabs": "b'a:\\n' + b'\\t' * 250_000 + b'@'",
    "100,000 list items": "b'[' + b'a,' * 100_000 + b']'",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_refused_quickly_and_without_a_crash(name: str) -> None:
    line, _, pace = read_apart(HOSTILE[name]).partition(" ")
    assert int(line) >= 1
    assert pace == "quick"


def test_a_good_framework_file_is_far_from_the_bounds() -> None:
    data = b"".join(b"key%d: [one, two, three]\n" % n for n in range(1000))
    begin = process_time()
    assert len(read_yaml(data, "f")) == 1000
    assert process_time() - begin < 2


PLACES = b"a:\n  - x\n  - b: y\nc: 'z'\n"


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (["a"], (2, 3)),
        (["a", 0], (2, 5)),
        (["a", 1], (3, 5)),
        (["a", 1, "b"], (3, 8)),
        (["c"], (4, 4)),
        ([], (1, 1)),
    ],
)
def test_a_value_is_found_by_its_path(path: list[str | int], place: tuple[int, int]) -> None:
    assert locate(PLACES, path) == place


@pytest.mark.parametrize("path", [["a", 1, "missing"], ["a", 1, "b", "deeper"]])
def test_what_is_not_there_is_placed_at_the_nearest_above(path: list[str | int]) -> None:
    assert locate(PLACES, path)[0] == 3


def test_nothing_in_an_empty_text_stands_on_its_first_line() -> None:
    assert locate(b"", ["a"]) == (1, 1)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"a: b\nc: open\n", b"open"),
        (b"c: 'open'  # mine\n", b"'open'"),
        (b'c: "o\\x70en"\r\n', b'"o\\x70en"'),
        ("\ufeffa: é\nc: open\n".encode(), b"open"),
        ("a: 日本 🎓\nc: öpen\n".encode(), "öpen".encode()),
    ],
)
def test_the_bytes_of_a_value_are_found_with_their_quotes(data: bytes, found: bytes) -> None:
    span = find_span(data, "c")
    assert span is not None
    assert data[span[0] : span[1]] == found


def test_a_key_that_is_not_there_has_no_bytes() -> None:
    assert find_span(b"a: b\n", "c") is None


def test_a_mapping_is_written_a_line_for_each_key() -> None:
    written = write_mapping({"a": "b c", "d": ["e", "f g"], "h": []})
    assert written == "a: b c\nd: [e, f g]\nh: []\n"


def test_a_long_line_is_not_broken() -> None:
    assert write_mapping({"a": "word " * 200 + "end"}).count("\n") == 1


def test_words_that_yaml_would_take_for_something_else_are_not_quoted() -> None:
    assert write_mapping({"a": "true", "b": "12", "c": "2026-11-23"}) == (
        "a: true\nb: 12\nc: 2026-11-23\n"
    )


# Everything that is wrong at once

SEVERAL = b"""\
a: &x 1
b: *x
c: !t 2
a: 3
d:
  <<: {e: 4}
"""
FOUND = [
    (1, 4, "an alias or anchor (* or &)"),
    (2, 4, "an alias or anchor (* or &)"),
    (3, 4, "a tag (!)"),
    (4, 1, "the key a is given twice"),
    (6, 3, "a merge key (<<)"),
]


def say(problems: tuple[Problem, ...]) -> list[tuple[int, int, str]]:
    return [(one.line, one.column, one.what) for one in problems]


def test_problems_after_which_reading_goes_on_are_named_at_once() -> None:
    assert say(read_yaml_document(SEVERAL, "f").problems) == FOUND


def test_what_could_be_read_is_returned_beside_the_problems() -> None:
    value = read_yaml_document(SEVERAL, "f").value
    assert value == {"a": "3", "b": "", "c": "2", "d": {"<<": {"e": "4"}}}


def test_a_text_that_has_to_be_right_is_refused_with_all_of_them() -> None:
    with pytest.raises(FileProblemError) as caught:
        read_yaml(SEVERAL, "f")
    assert say(caught.value.problems) == FOUND


def test_problems_before_the_one_that_ends_the_reading_are_named_too() -> None:
    gathered = read_yaml_document(b"a: &x 1\na: 2\nb: [\n", "f")
    assert [one.line for one in gathered.problems] == [1, 2, 4]
    assert gathered.problems[2].what.startswith("this is not YAML (")


@pytest.mark.parametrize("data", [b"a: b: c\n", b"\xff", b"a: \x00\n", b"a: b\n---\nc: d\n"])
def test_a_text_that_ends_the_reading_has_no_value(data: bytes) -> None:
    gathered = read_yaml_document(data, "f")
    assert gathered.value is None
    assert len(gathered.problems) == 1


def test_no_more_than_twenty_problems_are_named() -> None:
    gathered = read_yaml_document(b"".join(b"k%d: &x 1\n" % n for n in range(50)), "f")
    assert [one.line for one in gathered.problems] == list(range(1, 21))


@pytest.mark.parametrize("count", [19, 20])
def test_the_one_that_ends_the_reading_is_counted_too(count: int) -> None:
    data = b"".join(b"k%d: &x 1\n" % n for n in range(count)) + b"b: c: d\n"
    assert len(read_yaml_document(data, "f").problems) == 20


def test_a_good_text_has_a_value_and_no_problems() -> None:
    gathered = read_yaml_document(PLACES, "f")
    assert (gathered.value, gathered.problems) == (read_yaml(PLACES, "f"), ())


# Where everything stands

DEEP = """\
# Ours.
a:
  - x
  - b: y
    "c d":  z
é: {f: [g, h: i]}
"""


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (["a"], (3, 3), (2, 1)),
        (["a", 0], (3, 5), (3, 5)),
        (["a", 1], (4, 5), (4, 5)),
        (["a", 1, "b"], (4, 8), (4, 5)),
        (["a", 1, "c d"], (5, 13), (5, 5)),
        (["é"], (6, 4), (6, 1)),
        (["é", "f"], (6, 8), (6, 5)),
        (["é", "f", 1, "h"], (6, 15), (6, 12)),
        ([], (2, 1), (2, 1)),
    ],
)
def test_a_value_and_its_key_are_found_by_their_path(
    path: list[str | int], value: tuple[int, int], key: tuple[int, int]
) -> None:
    gathered = read_yaml_document(DEEP.encode(), "f")
    assert (gathered.locate(path), gathered.locate_key(path)) == (value, key)


@pytest.mark.parametrize("path", [["a", 1, "none"], ["a", 1, "b", "none", 3]])
def test_a_key_that_is_not_there_is_placed_at_the_nearest_value_above(
    path: list[str | int],
) -> None:
    gathered = read_yaml_document(DEEP.encode(), "f")
    assert gathered.locate_key(path) == gathered.locate(path)
    assert gathered.locate_key(path)[0] == 4


def test_a_key_that_is_there_twice_is_found_where_it_stands_last() -> None:
    assert read_yaml_document(b"a: 1\nb: 2\na: 3\n", "f").locate_key(["a"]) == (3, 1)


def test_a_byte_order_mark_and_windows_line_ends_move_no_place() -> None:
    data = b"\xef\xbb\xbf" + DEEP.replace("\n", "\r\n").encode()
    here, there = read_yaml_document(DEEP.encode(), "f"), read_yaml_document(data, "f")
    assert (here.places, here.keys) == (there.places, there.keys)


# Comments behind a text

COMMENTED = """\
a: one # two
b: 'one' # two
c: one# two
d: |  # two
  one
e:
  - one\t# two
  - [one, two] # three
f: one
# two
g: {h: one, i: two} # three
j: 日本 🎓 # two
k: one
  and two # three
l: # one
"""
PATHS: list[tuple[str | int, ...]] = [("a",), ("e", 0), ("j",), ("k",), ("l",)]


def test_a_comment_behind_a_text_without_quotation_marks_is_noted() -> None:
    assert list(read_yaml_document(COMMENTED.encode(), "f").commented) == PATHS


def test_a_byte_order_mark_and_windows_line_ends_hide_no_comment() -> None:
    data = b"\xef\xbb\xbf" + COMMENTED.replace("\n", "\r\n").encode()
    assert list(read_yaml_document(data, "f").commented) == PATHS


def test_no_comment_is_noted_in_a_text_that_ends_the_reading() -> None:
    assert read_yaml_document(b"a: one # two\nb: [\n", "f").commented == ()
