"""The grammar of a note, over whatever people write and change by hand."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from partnership_cli.errors import DamagedNoteError
from partnership_cli.formats.note import drop_answer, parse_note, put_answer, set_status
from partnership_cli.formats.note_syntax import (
    _read_as_written,
    _read_by_lines,
    find_answer_spans,
    find_front_matter,
    render_span,
)
from partnership_cli.reflection.session import Answer, Sharing, Status, clean_text

# The profile of Hypothesis, `quick` or `whole`, has the number; this is worth twice as many.
EXAMPLES = int(os.environ.get("PARTNERSHIP_EXAMPLES", 2 * settings().max_examples))
MOMENT = datetime(2026, 11, 23, 17, 36, 40, tzinfo=UTC)
IDS = ["joy", "equity", "@free", "@intention"]
HARD = [
    "<!-- answer: joy private 2026-11-23T17:36:40+00:00 -->",
    "<!-- /answer -->",
    "\\<!-- /answer -->",
    "\\\\<!-- answer: x",
    "<!-- answer",
    "<!--answer:joy  private 2026-11-23T17:36:40+00:00-->",
    "   <!--\t/answer --> ^abc",
    "\\ <!--/answer-->",
    "<!--/answer-->",
    "---",
    "## joy",
    "# h",
    "```",
    "~~~",
    "<!--",
    "-->",
    "",
    " ",
    "\t",
    "| a | b |",
    "- x",
    "    code",
    "===",
    "\x0b",
    "\x0c",
    "\x85",
    "\u2028",
    "\x1c",
    "\ufeff",
    "> q",
    "\\",
    "é👩‍🎓ع",
]
characters = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
texts = st.lists(st.one_of(st.sampled_from(HARD), characters), max_size=12).map(
    lambda lines: clean_text("\n".join(lines))
)
foreign = texts.map(
    lambda text: "\n".join(
        line for line in text.split("\n") if not re.match(r" {0,3}<!--\s*/?\s*answer", line)
    )
)
line_ends = st.sampled_from(["\n", "\r\n", "\r"])
offsets = st.integers(-14 * 60, 14 * 60).map(lambda all_: timezone(timedelta(minutes=all_)))
moments = st.datetimes(datetime(1971, 1, 1), datetime(9998, 1, 1), timezones=offsets).map(  # noqa: DTZ001 - Hypothesis wants it so
    lambda moment: moment.replace(microsecond=0)
)
written_answers = st.builds(
    Answer,
    question=st.sampled_from(IDS),
    text=st.sampled_from(["Q?", "guide: x", "---"]),
    answer=texts,
    sharing=st.sampled_from(Sharing),
    written=moments,
)
OTHERWISE = [
    (b"<!-- ", b"<!--"),
    (b"<!-- ", b"  <!-- \t"),
    (b" -->", b" --> ^abc"),
    (b" -->", b" mood=calm -->"),
    (b"answer: ", b"answer :\xc2\xa0"),
    (b" private ", b" \tprivate\xc2\xa0"),
]
"""What other programs change in a marker."""
GUIDES = {
    "": "",
    "guide: a-guide\n": "a-guide",
    "guide:   a-guide  \n": "a-guide",
    "guide:\n": "",
    "guide: 'a-guide'\n": "a-guide",
    'guide: "a-guide"\n': "a-guide",
    "guide: a-guide # mine\n": "a-guide",
    "guide: A Guide\n": "A Guide",
    "guide: >-\n  a-guide\n": "a-guide",
    "guide: |-\n  a-guide\n": "a-guide",
    "guide:\n  a-guide\n": "a-guide",
    "guide: a\n  guide\n": "a guide",
    "guide : a-guide\n": "a-guide",
    "'guide': a-guide\n": "a-guide",
    '"guide": a-guide\n': "a-guide",
    "? guide\n: a-guide\n": "a-guide",
    "mine: guide\n": "",
    "mine:\n  guide: a-guide\n": "",
    "# guide: a-guide\n": "",
    "guide: joy\nmine: |\n  ---\n": "joy",
    "mine: 'a\n\nguide: other'\nguide: a-guide\n": "a-guide",
    "---x: y\nguide: a-guide\n": "a-guide",
}
"""Lines of front matter, and the guide that they name."""
checked = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


def answer(question: str, text: str, sharing: Sharing = Sharing.PRIVATE) -> Answer:
    return Answer(question=question, text="Q?", answer=text, sharing=sharing, written=MOMENT)


def base(line_end: str = "\n", bom: bool = False, extra: str = "") -> bytes:
    front = (
        f"---\npartnership: 1\nid: 20261123t173105z-k7m2q9\nstatus: open\n"
        f"started: 2026-11-23T17:31:05+00:00\n{extra}---\n\n# Title\n"
    )
    return (("\ufeff" if bom else "") + front).replace("\n", line_end).encode()


def read(data: bytes) -> dict[str, str]:
    return {one.question: one.answer for one in parse_note(data, "n").session.answers}


@checked
@given(st.text(st.characters(codec=None, exclude_categories=[])))
@example("\ud800")
@example("a\x00b")
def test_what_comes_in_can_be_encoded_and_cleaning_twice_changes_nothing(typed: str) -> None:
    cleaned = clean_text(typed)
    cleaned.encode()
    assert not {"\r", "\x00"} & set(cleaned)
    assert clean_text(cleaned) == cleaned


@checked
@given(st.dictionaries(st.sampled_from(IDS), texts, min_size=1), st.booleans(), line_ends)
@example({"joy": ""}, False, "\n")
@example({"joy": "\n\n"}, False, "\r\n")
@example({"joy": "\\<!-- /answer -->"}, False, "\n")
def test_every_text_comes_back_exactly(answers: dict[str, str], bom: bool, line_end: str) -> None:
    data = base(line_end, bom)
    for question, text in answers.items():
        data = put_answer(data, answer(question, text), "n")
    assert read(data) == answers
    assert not set(b"\r\n") & set(data.replace(line_end.encode(), b""))


@checked
@given(
    st.lists(foreign, min_size=4, max_size=4),
    st.lists(texts, min_size=4, max_size=4),
    st.booleans(),
    line_ends,
    st.booleans(),
)
def test_every_byte_outside_a_changed_answer_is_the_same(
    around: list[str], words: list[str], bom: bool, line_end: str, final: bool
) -> None:
    end = line_end.encode()
    first, second, third, new = words
    data = base(line_end, bom, "mine: 'kept' # a comment\n")
    for between, question, text in zip(
        around, ("joy", "equity", "@free"), (first, second, third), strict=False
    ):
        data += between.replace("\n", line_end).encode() + end
        data += render_span(answer(question, text), end) + end
    data += around[3].replace("\n", line_end).encode() + (end if final else b"")
    front = find_front_matter(data, "n")
    assert front is not None
    span = next(one for one in find_answer_spans(data, front[2], "n") if one.question == "equity")

    changed = put_answer(data, answer("equity", new, Sharing.SHAREABLE), "n")
    assert changed.startswith(data[: span.start])
    assert changed.endswith(data[span.end :])
    assert read(changed) == {"joy": first, "equity": new, "@free": third}
    assert put_answer(changed, answer("equity", second), "n") == data
    assert read(drop_answer(data, "equity", "n")) == {"joy": first, "@free": third}


@checked
@given(st.dictionaries(st.sampled_from(IDS), texts, min_size=2), st.data())
def test_a_line_lost_or_doubled_gives_a_fault_with_its_line_or_a_note_that_reads(
    answers: dict[str, str], data: st.DataObject
) -> None:
    note = base()
    for question, text in answers.items():
        note = put_answer(note, answer(question, text), "n")
    lines = note.split(b"\n")
    at = data.draw(st.integers(7, len(lines) - 1))
    is_marker = lines[at].startswith((b"<!-- answer", b"<!-- /answer"))
    for broken in (lines[:at] + lines[at + 1 :], [*lines[:at], lines[at], *lines[at:]]):
        try:
            read(b"\n".join(broken))
        except DamagedNoteError as error:
            assert is_marker
            assert 1 <= error.problem.line <= len(lines) + 1
        else:
            assert not is_marker


FIRST = "<!-- answer: joy private 2026-11-23T17:36:40+00:00 -->"
SECOND = "<!-- answer: equity shareable 2026-02-30T17:36:40Z -->"
LAST = "<!-- /answer -->"
body_lines = st.lists(
    st.sampled_from([*HARD, FIRST, FIRST, SECOND, LAST, LAST, "## Q?", "a", ""])
    | st.sampled_from([f"{FIRST}\n\na\n\n{LAST}", f"{FIRST}\n{LAST}", f"## Q?\n{FIRST}\n\n{LAST}"]),
    max_size=9,
)


@checked
@given(body_lines, line_ends, st.sampled_from(["", "\n", "---\n"]))
@example([FIRST, "", "", LAST], "\n", "")
@example([FIRST, "", "", "", "a", "", "", LAST], "\n", "\n")
@example([FIRST, LAST, "", "<!-- a -->"], "\n", "\n")
@example(["## Q?", FIRST, LAST, "## Q?", FIRST.replace("joy", "equity"), LAST], "\n", "\n")
def test_an_answer_as_it_is_written_is_read_as_any_other(
    lines: list[str], line_end: str, above: str
) -> None:
    data = (above + line_end.join([*lines, ""])).encode()
    quick = _read_as_written(data, len(above))
    try:
        slow = _read_by_lines(data, len(above), "n")
    except DamagedNoteError:
        slow = None
    assert quick is None or quick == slow


def test_a_note_that_this_program_wrote_is_read_in_the_quick_way() -> None:
    data = put_answer(put_answer(base(), answer("joy", "a\n\nb"), "n"), answer("equity", ""), "n")
    assert _read_as_written(data, data.index(b"# ")) is not None


@pytest.mark.parametrize("data", ["---\n---\n", "---\na: b\n---\nc\n---\n", "---\n----\n---\n"])
@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n"])
def test_front_matter_ends_at_its_first_fence_whatever_the_line_ends(
    data: str, line_end: str
) -> None:
    lines = data.split("\n")
    first = lines.index("---", 1)
    begin, end, body = (len(line_end.join([*lines[:at], ""])) for at in (1, first, first + 1))
    assert find_front_matter(data.replace("\n", line_end).encode(), "n") == (begin, end, body)


@checked
@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_a_damaged_note(data: bytes) -> None:
    for note in (data, base() + data, b"---\n" + data + b"\n---\n"):
        try:
            parse_note(note, "n")
        except DamagedNoteError as error:
            assert error.problem.line >= 1


@checked
@given(foreign, st.booleans(), line_ends)
def test_a_status_is_changed_and_nothing_else(after: str, bom: bool, line_end: str) -> None:
    data = base(line_end, bom) + after.replace("\n", line_end).encode()
    changed = set_status(data, Status.DONE, "n")
    assert changed == data.replace(b"status: open", b"status: done", 1)
    assert set_status(changed, Status.OPEN, "n") == data


def change_markers(span: bytes, changes: list[tuple[bytes, bytes]]) -> bytes:
    """Return an answer as other programs leave it: its first and its last line are changed."""
    first, _, rest = span.partition(b"\n")
    text, _, last = rest.rpartition(b"\n")
    for old, new in changes:
        first = first.replace(old, new)
        # Only the first marker has pairs.
        last = last if b"=" in new else last.replace(old, new)
    return b"\n".join((first, text, last))


@checked
@given(
    st.lists(written_answers, unique_by=lambda one: one.question),
    st.lists(foreign, min_size=5, max_size=5),
    st.lists(st.sampled_from(OTHERWISE), max_size=3, unique=True),
    st.sampled_from(["", "# Mine\n", "\n", "<!-- mine -->\n"]),
    line_ends,
)
def test_answers_are_read_as_they_were_written_whatever_stands_around_them(
    written: list[Answer],
    around: list[str],
    changes: list[tuple[bytes, bytes]],
    above: str,
    line_end: str,
) -> None:
    data = above.encode() + base()
    for between, one in zip(around, written, strict=False):
        data += between.encode() + b"\n## " + one.text.encode() + b"\n"
        data += change_markers(render_span(one, b"\n"), changes) + b"\n"
    data += around[-1].encode()
    session = parse_note(data.replace(b"\n", line_end.encode()), "n").session
    assert session.answers == tuple(written)


@pytest.mark.parametrize(("lines", "guide"), GUIDES.items())
@pytest.mark.parametrize("key", ["guide", "framework"])
def test_a_key_is_read_in_whichever_way_yaml_lets_it_be_written(
    lines: str, guide: str, key: str
) -> None:
    written = re.sub(r"\bguide(?=['\"]? ?:|\n:)", key, lines)
    session = parse_note(put_answer(base(extra=written), answer("joy", "A."), "n"), "n").session
    assert {"guide": session.guide, "framework": session.framework}[key] == guide
    assert read(put_answer(base(extra=written), answer("joy", "A."), "n")) == {"joy": "A."}
