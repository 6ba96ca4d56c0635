"""What the markers of a note say is what reading the whole note says, or it is left open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from partnership_cli.errors import DamagedNoteError
from partnership_cli.formats.note import parse_note, put_answer
from partnership_cli.formats.note_index import IndexedNote, index_session, read_marks
from partnership_cli.formats.note_syntax import find_answer_spans, find_front_matter, render_span
from partnership_cli.reflection.journey import JourneyMark
from partnership_cli.reflection.session import Answer, Sharing
from property.test_note_properties import IDS, base, checked, foreign, line_ends, texts

MOMENT = datetime(2026, 11, 23, 17, 36, 40, tzinfo=UTC)
GUIDES = [
    "",
    "guide: a-difficult-moment\n",
    "guide: sharing-power\n",
    "guide:   along-the-way  \n",
    "guide:\n",
    "guide: 'a-difficult-moment'\n",
    'guide: "a-difficult-moment"\n',
    "guide: a-difficult-moment # mine\n",
    "guide: A Difficult Moment\n",
    "guide: >-\n  a-difficult-moment\n",
    "guide: |-\n  a-difficult-moment\n",
    "mine: guide\n",
    "mine:\n  guide: a-difficult-moment\n",
    "# guide: a-difficult-moment\n",
    "guide: joy\nmine: |\n  ---\n",
]
BY_HAND = [
    "guide:\n  a-difficult-moment\n",
    "guide: a\n  difficult-moment\n",
    "guide : a-difficult-moment\n",
    "'guide': a-difficult-moment\n",
    '"guide": a-difficult-moment\n',
    "? guide\n: a-difficult-moment\n",
    "mine: 'a\n\nguide: sharing-power'\nguide: a-difficult-moment\n",
    "---x: y\nguide: a-difficult-moment\n",
]
# A framework can be written in all the same ways.
GUIDES += [one.replace("guide", "framework") for one in GUIDES if one]
BY_HAND += [one.replace("guide", "framework") for one in BY_HAND]
offsets = st.integers(-14 * 60, 14 * 60).map(lambda all_: timezone(timedelta(minutes=all_)))
moments = st.datetimes(datetime(1971, 1, 1), datetime(9998, 1, 1), timezones=offsets).map(  # noqa: DTZ001 - Hypothesis wants it so
    lambda moment: moment.replace(microsecond=0)
)
answers = st.builds(
    Answer,
    question=st.sampled_from(IDS),
    text=st.sampled_from(["Q?", "guide: x", "---"]),
    answer=texts,
    sharing=st.sampled_from(Sharing),
    written=moments,
)


def read_all(data: bytes) -> IndexedNote:
    return index_session(parse_note(data, "n").session)


def agrees(data: bytes) -> bool:
    """Whether the markers say the same as the whole note, or leave it open."""
    return read_marks(data) in (None, read_all(data))


def answer(text: str, question: str = "joy") -> Answer:
    return Answer(question=question, text="Q?", answer=text, written=MOMENT)


@checked
@given(
    st.lists(answers, unique_by=lambda one: one.question),
    st.sampled_from(GUIDES),
    st.booleans(),
    line_ends,
)
@example([answer("<!-- answer: equity private 2026-11-23T17:36:40+00:00 -->")], "", False, "\n")
@example([answer("\\<!-- answer: x\n\nguide: a\n---")], GUIDES[1], True, "\r\n")
def test_the_markers_say_what_the_note_says(
    written: list[Answer], guide: str, bom: bool, line_end: str
) -> None:
    data = base(line_end, bom, guide)
    for one in written:
        data = put_answer(data, one, "n")
    assert agrees(data)


@checked
@given(
    st.lists(answers, unique_by=lambda one: one.question, min_size=1),
    st.lists(foreign, min_size=5, max_size=5),
    st.sampled_from(GUIDES),
    line_ends,
    st.sampled_from([b"", b" mood=calm", b" a=1 b=2"]),
)
def test_what_a_hand_wrote_around_the_answers_changes_nothing(
    written: list[Answer], around: list[str], guide: str, line_end: str, extra: bytes
) -> None:
    end = line_end.encode()
    data = base(line_end, extra=guide)
    for between, one in zip(around, written, strict=False):
        data += between.replace("\n", line_end).encode() + end
        data += render_span(one, end, extra) + end
    data += around[-1].replace("\n", line_end).encode()
    assert agrees(data)


@checked
@given(st.lists(answers, unique_by=lambda one: one.question))
def test_of_a_note_as_the_program_writes_it_nothing_is_left_open(written: list[Answer]) -> None:
    data = base(extra="framework: my-framework\nguide: sharing-power\n")
    for one in written:
        data = put_answer(data, one, "n")
    assert read_marks(data) == IndexedNote(
        "my-framework",
        "sharing-power",
        tuple(JourneyMark(one.question, one.written) for one in written),
    )


OTHERWISE = [
    (b"<!-- ", b"<!--"),
    (b"<!-- ", b"  <!-- \t"),
    (b" -->", b" --> ^abc"),
    (b"answer: ", b"answer :\xc2\xa0"),
    (b"\n", b"\r"),
    (b"---\n", b"# Mine\n---\n"),
    (b"---\n", b"\n---  \n"),
    (b"id:", b'"id":'),
]


@checked
@given(
    st.lists(answers, unique_by=lambda one: one.question),
    st.sampled_from(GUIDES),
    st.lists(st.sampled_from(OTHERWISE), max_size=3),
)
@example([answer("  <!-- /answer -->\n<!--answer: x")], "", [OTHERWISE[1]])
def test_the_markers_say_what_the_note_says_as_other_programs_leave_it(
    written: list[Answer], guide: str, changes: list[tuple[bytes, bytes]]
) -> None:
    data = base(extra=guide)
    for one in written:
        data = put_answer(data, one, "n")
    for old, new in changes:
        data = data.replace(old, new, 1) if old == b"---\n" else data.replace(old, new)
    try:
        whole = read_all(data)
    except DamagedNoteError:
        read_marks(data)
        return
    assert read_marks(data) in (None, whole)


@checked
@given(st.binary(max_size=300), st.sampled_from(GUIDES))
def test_whatever_bytes_follow_the_markers_say_the_same_or_the_note_is_damaged(
    after: bytes, guide: str
) -> None:
    data = base(extra=guide) + after
    try:
        whole = read_all(data)
    except DamagedNoteError:
        read_marks(data)
        return
    assert read_marks(data) in (None, whole)


@checked
@given(texts, st.sampled_from(["2026-02-30T17:36:40+00:00", "2026-11-23T25:00:00Z"]))
def test_a_date_that_does_not_exist_is_left_to_the_one_who_reads_it_all(
    text: str, written: str
) -> None:
    data = put_answer(base(), answer(text), "n")
    front = find_front_matter(data, "n")
    assert front is not None
    (span,) = find_answer_spans(data, front[2], "n")
    good = b"2026-11-23T17:36:40+00:00"
    marker = data[span.start : data.index(b"\n", span.start)]
    assume(good in marker)
    broken = data[: span.start] + data[span.start :].replace(good, written.encode(), 1)
    assert read_marks(broken) is None


@pytest.mark.parametrize("guide", GUIDES + BY_HAND)
def test_a_guide_in_whichever_way_it_is_written_is_the_guide_or_left_open(guide: str) -> None:
    data = put_answer(base(extra=guide), answer("A."), "n")
    assert agrees(data)
