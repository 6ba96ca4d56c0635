"""A session as the bytes of a note, and what makes a note damaged."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import permutations

import pytest

from partnership_cli.errors import DamagedNoteError
from partnership_cli.formats.note import (
    drop_answer,
    find_doubts,
    is_note,
    parse_heading,
    parse_note,
    put_answer,
    render_note,
    set_status,
    to_utf8,
)
from partnership_cli.formats.note_syntax import may_answer
from partnership_cli.reflection.session import Answer, Session, Sharing, Status

MOMENT = datetime(2026, 11, 23, 17, 36, 40, tzinfo=UTC)
SESSION = Session(
    id="20261123t173105z-k7m2q9",
    title="Sharing power",
    started=datetime(2026, 11, 23, 17, 31, 5, tzinfo=UTC),
    framework="westminster-student-partnership",
    guide="sharing-power",
    partners=("Sam", "Amina: a friend"),
    questions=("sharing-power", "equity"),
    answers=(
        Answer(question="sharing-power", text="How?", answer="So.\n\nAnd so.", written=MOMENT),
        Answer(
            question="equity",
            text="How is it?",
            answer="Fair.",
            sharing=Sharing.SHAREABLE,
            written=MOMENT.astimezone(timezone(timedelta(hours=1))),
        ),
    ),
)
NOTE = render_note(SESSION)
PRINTED = b"""---
partnership: 1
id: 20261123t173105z-k7m2q9
title: Sharing power
status: open
started: 2026-11-23T17:31:05+00:00
framework: westminster-student-partnership
guide: sharing-power
questions: [sharing-power, equity]
partners: [Sam, 'Amina: a friend']
---

# Sharing power

## How?
<!-- answer: sharing-power private 2026-11-23T17:36:40+00:00 -->

So.

And so.

<!-- /answer -->

## How is it?
<!-- answer: equity shareable 2026-11-23T18:36:40+01:00 -->

Fair.

<!-- /answer -->
"""


def test_a_note_is_written_as_the_design_shows_it() -> None:
    assert NOTE == PRINTED


def test_a_session_comes_back_from_its_note() -> None:
    assert parse_note(NOTE, "n").session == SESSION


def test_the_front_matter_alone_gives_a_session_without_answers() -> None:
    assert parse_heading(NOTE, "n") == replace(SESSION, answers=())


def test_a_note_with_carriage_returns_is_the_same_session() -> None:
    assert parse_note(NOTE.replace(b"\n", b"\r\n"), "n").session == SESSION


def test_a_note_with_a_byte_order_mark_is_the_same_session() -> None:
    assert parse_note(b"\xef\xbb\xbf" + NOTE, "n").session == SESSION


def test_the_question_is_the_heading_as_it_was_asked() -> None:
    changed = NOTE.replace(b"## How?\n", b"## How, in those days?\n\n \n")
    assert parse_note(changed, "n").session.answers[0].text == "How, in those days?"


def test_without_a_heading_the_question_is_the_framework_s() -> None:
    changed = NOTE.replace(b"## How?\n", b"Something of mine.\n")
    asked = {"sharing-power": "As it stands today?"}
    assert parse_note(changed, "n", asked).session.answers[0].text == "As it stands today?"


def test_without_heading_and_framework_the_question_is_its_id() -> None:
    changed = NOTE.replace(b"## How?\n", b"")
    assert parse_note(changed, "n").session.answers[0].text == "sharing-power"


def test_pairs_of_a_later_version_are_kept() -> None:
    marked = NOTE.replace(b"+00:00 -->", b"+00:00 mood=calm -->")
    changed = put_answer(marked, replace(SESSION.answers[0], answer="New."), "n")
    assert b"+00:00 mood=calm -->\n\nNew." in changed


def test_the_same_words_change_nothing_not_even_the_moment() -> None:
    later = replace(SESSION.answers[0], written=MOMENT + timedelta(days=1))
    assert put_answer(NOTE, later, "n") == NOTE


def test_a_new_answer_goes_to_the_end_after_what_was_added_by_hand() -> None:
    by_hand = NOTE + b"\nMy own afterthought"
    new = Answer(question="@free", text="Free", answer="x", written=MOMENT)
    assert put_answer(by_hand, new, "n").startswith(by_hand + b"\n\n## Free\n<!-- answer: @free")


def test_dropping_an_answer_takes_its_heading() -> None:
    assert b"How is it?" not in drop_answer(NOTE, "equity", "n")


def test_dropping_what_is_not_there_changes_nothing() -> None:
    assert drop_answer(NOTE, "joy", "n") == NOTE


@pytest.mark.parametrize(
    ("line", "after"),
    [
        (b"status: open", b"status: done"),
        (b"status: 'open' # mine", b"status: done # mine"),
        (b'status:   "open"', b"status:   done"),
    ],
)
def test_the_status_is_changed_in_its_place(line: bytes, after: bytes) -> None:
    data = NOTE.replace(b"status: open", line)
    assert set_status(data, Status.DONE, "n") == data.replace(line, after)


def test_a_missing_status_is_added() -> None:
    data = NOTE.replace(b"status: open\n", b"")
    changed = set_status(data, Status.DONE, "n")
    assert parse_heading(changed, "n").status is Status.DONE
    assert changed.replace(b"status: done\n", b"") == data


def test_a_file_without_our_key_is_no_note() -> None:
    assert not is_note(b"---\ntitle: Shopping\n---\nMilk\n")
    assert not is_note(b"# partnership: 1\n")
    assert is_note(NOTE)


def broken(*changes: tuple[bytes, bytes]) -> bytes:
    data = NOTE
    for old, new in changes:
        assert old in data
        data = data.replace(old, new, 1)
    return data


@pytest.mark.parametrize(
    ("data", "place", "what"),
    [
        (broken((b"<!-- /answer -->", b"")), "n:25:1", "begins before that of line 16"),
        (broken((b"private 2026", b"secret 2026")), "n:16:1", "cannot be read"),
        (broken((b"11-23T17:36:40", b"02-30T17:36:40")), "n:16:1", "date that does not exist"),
        (broken((b"answer: equity", b"answer: sharing-power")), "n:25:1", "answered twice"),
        (broken((b"So.\n", b"So.\n<!-- answering -->\n")), "n:19:1", "cannot be read"),
        (NOTE + b"<!-- /answer -->\n", "n:30:1", "without its beginning"),
        (NOTE[: NOTE.rindex(b"<!-- /answer")], "n:25:1", "has no end"),
        (broken((b"partners: [Sam, 'Amina: a friend']\n---\n", b"")), "n:1:1", "has no end"),
        (broken((b"partnership: 1", b"partnership: 2")), "n:2:14", "form of note is not known"),
    ],
)
def test_a_damaged_note_is_named_with_its_place(data: bytes, place: str, what: str) -> None:
    with pytest.raises(DamagedNoteError) as caught:
        parse_note(data, "n")
    assert str(caught.value).startswith(f"{place}: ")
    assert what in str(caught.value)


NAME = "2026/2026-11-23-1731-k7m2q9.md"
CONFLICT = b"""<<<<<<< HEAD
status: done
=======
status: open
>>>>>>> theirs
"""


@pytest.mark.parametrize(
    ("data", "place", "what"),
    [
        (broken((b"id: 2026", b"id: &x 2026")), "3:5", "alias or anchor"),
        (broken((b"id: 20261123t173105z-k7m2q9\n", b"")), "2:1", "id is missing"),
        (broken((b"status: open", b"status: maybe")), "5:9", "open or done"),
        (broken((b"status: open", b"status: Done")), "5:9", "open or done"),
        (broken((b"status: open", b"status: true")), "5:9", "open or done"),
        (broken((b"status: open\n", CONFLICT)), "6:1", "this is not YAML"),
        (broken((b"started: 2026-11-23T", b"started: yesterday T")), "6:10", "no moment"),
        (broken((b"17:31:05+00:00", b"17:31:05")), "6:10", "no moment"),
        (broken((b"started: 2026-11-23T17:31:05+00:00", b"started: 2026-11-23")), "6:10", "no mom"),
        (broken((b"started: 2026-11-23T17:31:05+00:00\n", b"")), "2:1", "started is missing"),
        (broken((b"[sharing-power, equity]", b"{a: b}")), "9:12", "list of texts"),
        (broken((b"title: Sharing power", b"title: [a]")), "4:8", "title is one text"),
    ],
)
def test_a_value_that_cannot_be_read_is_named_and_hides_no_words(
    data: bytes, place: str, what: str
) -> None:
    note = parse_note(data, NAME)
    assert note.session.answers == SESSION.answers
    assert note.session.started.date() == SESSION.started.date()
    assert note.session.started.hour == SESSION.started.hour
    assert str(note.warnings[0]).startswith(f"{NAME}:{place}: ")
    assert what in str(note.warnings[0])


def test_a_note_that_is_well_has_no_warning() -> None:
    assert parse_note(NOTE, NAME).warnings == ()


def test_the_word_done_in_capitals_is_read_as_it_is_meant() -> None:
    data = broken((b"status: open", b"status: Done"))
    assert parse_note(data, NAME).session.status is Status.DONE


def test_front_matter_that_git_left_in_conflict_is_read_and_not_written() -> None:
    data = broken((b"status: open\n", CONFLICT))
    with pytest.raises(DamagedNoteError, match="not YAML"):
        set_status(data, Status.DONE, NAME)
    with pytest.raises(DamagedNoteError, match="not YAML"):
        drop_answer(data, "equity", NAME)


GENEROUS = {
    "a blank line above": b"\n" + NOTE,
    "a comment above": b"# Mine\n<!-- mine -->\n" + NOTE,
    "a comment and a mark above": b"\xef\xbb\xbf# Mine\n" + NOTE,
    "quoted keys": broken((b"partnership:", b'"partnership":'), (b"id:", b"'id':")),
    "carriage returns alone": NOTE.replace(b"\n", b"\r"),
    "no space in markers": NOTE.replace(b"<!-- ", b"<!--").replace(b" -->", b"-->"),
    "two spaces in markers": NOTE.replace(b"<!-- ", b"<!--  ").replace(b"private ", b"private\t"),
    "a space that does not break": NOTE.replace(b"answer: ", b"answer:\xc2\xa0"),
    "no space behind the colon": NOTE.replace(b"answer: ", b"answer:"),
    "markers set in": NOTE.replace(b"<!-- ", b"   <!-- "),
    "a block of Obsidian": NOTE.replace(b" -->\n", b" --> ^abc-123\n"),
    "UTF-16": NOTE.decode().encode("utf-16"),
    "UTF-16, the other way round": b"\xfe\xff" + NOTE.decode().encode("utf-16-be"),
}


@pytest.mark.parametrize("data", GENEROUS.values(), ids=GENEROUS)
def test_a_note_is_read_as_other_programs_leave_it(data: bytes) -> None:
    assert is_note(data)
    assert parse_note(data, NAME).session == SESSION


@pytest.mark.parametrize("data", GENEROUS.values(), ids=GENEROUS)
def test_what_marks_an_answer_is_found_as_other_programs_leave_it(data: bytes) -> None:
    assert may_answer("equity")(to_utf8(data))
    assert not may_answer("equit")(to_utf8(data))


WRITABLE = {name: data for name, data in GENEROUS.items() if not name.startswith("UTF-16")}


@pytest.mark.parametrize("data", WRITABLE.values(), ids=WRITABLE)
def test_a_change_leaves_what_other_programs_wrote_around_it(data: bytes) -> None:
    new = replace(SESSION.answers[1], answer="Fairer.")
    changed = put_answer(data, new, NAME)
    first = data.index(b"Fair.")
    assert changed.startswith(data[: data.rindex(b"<!--", 0, first)])
    assert changed.endswith(data[data.rindex(b"-->") + 3 :])
    assert parse_note(changed, NAME).session.answers == (SESSION.answers[0], new)
    assert put_answer(changed, SESSION.answers[1], NAME).count(b"equity") == data.count(b"equity")


@pytest.mark.parametrize("data", WRITABLE.values(), ids=WRITABLE)
def test_dropping_an_answer_takes_all_of_its_lines(data: bytes) -> None:
    dropped = drop_answer(data, "equity", NAME)
    assert parse_note(dropped, NAME).session.answers == SESSION.answers[:1]
    assert data.startswith(dropped.rstrip())


def test_a_note_in_utf_16_is_not_written() -> None:
    with pytest.raises(DamagedNoteError, match="save it as UTF-8 first"):
        put_answer(NOTE.decode().encode("utf-16"), SESSION.answers[0], NAME)


LOST = {
    "backslashes": NOTE.replace(b"<!--", b"\\<!--"),
    "dashes": NOTE.replace(b"<!--", "<!—".encode()).replace(b"-->", "—>".encode()),
    "no comments": re.sub(rb"<!--.*-->\n", b"", NOTE),
    "one pair is gone": re.sub(rb"<!-- answer: equity.*-->\n", b"", NOTE)[:-17],
    "set in too far": NOTE.replace(b"<!--", b"    <!--"),
}


def test_a_character_that_is_not_utf_8_is_named_with_its_line() -> None:
    data = NOTE.replace(b"power", b"po\xe9er", 1)
    (problem,) = find_doubts(data, "n.md")
    assert problem.line == data.count(b"\n", 0, data.index(b"\xe9")) + 1
    assert "not UTF-8" in problem.what


@pytest.mark.parametrize("data", LOST.values(), ids=LOST)
def test_answers_that_lost_their_markers_are_named_with_their_line(data: bytes) -> None:
    (doubt,) = find_doubts(data, NAME)
    assert doubt.line >= 14
    assert "belong to no answer" in doubt.what


@pytest.mark.parametrize("data", [NOTE, NOTE + b"\n## My own heading\n\nMy own words.\n"])
def test_a_heading_of_one_s_own_beside_all_answers_is_no_loss(data: bytes) -> None:
    assert find_doubts(data, NAME) == ()


def answered(*questions: str) -> bytes:
    data = render_note(replace(SESSION, questions=ORDER, answers=()))
    for question in questions:
        data = put_answer(data, one_answer(question), "n")
    return data


def one_answer(question: str) -> Answer:
    return Answer(question=question, text=f"{question}?", answer="So.", written=MOMENT)


ORDER = ("joy", "equity", "sharing-power")


@pytest.mark.parametrize("given", list(permutations(ORDER)))
def test_answers_stand_in_the_order_of_the_questions(given: tuple[str, ...]) -> None:
    assert answered(*given) == answered(*ORDER)


def test_a_new_answer_stands_before_the_heading_of_the_next() -> None:
    by_hand = answered("joy", "sharing-power").replace(b"## sharing", b"Mine.\n\n## sharing")
    changed = put_answer(by_hand, one_answer("equity"), "n")
    before, after = by_hand.split(b"## sharing")
    assert changed.startswith(before)
    assert changed.endswith(b"## sharing" + after)


def test_what_was_not_asked_goes_to_the_end() -> None:
    assert put_answer(answered(*ORDER), one_answer("@intention"), "n").startswith(answered(*ORDER))
