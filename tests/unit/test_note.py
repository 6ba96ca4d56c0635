"""A session as the bytes of a note, and what makes a note damaged."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from partnership_cli.documents.note import (
    drop_answer,
    is_note,
    parse_heading,
    parse_note,
    put_answer,
    render_note,
    set_status,
)
from partnership_cli.errors import DamagedNoteError
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
    assert parse_heading(NOTE, "n") == SESSION.model_copy(update={"answers": ()})


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
    changed = put_answer(marked, SESSION.answers[0].model_copy(update={"answer": "New."}), "n")
    assert b"+00:00 mood=calm -->\n\nNew." in changed


def test_the_same_words_change_nothing_not_even_the_moment() -> None:
    later = SESSION.answers[0].model_copy(update={"written": MOMENT + timedelta(days=1)})
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
        (broken((b"id: 2026", b"id: &x 2026")), "n:3:5", "alias or anchor"),
        (broken((b"id: 20261123t173105z-k7m2q9\n", b"")), "n:2:1", "id is missing"),
        (broken((b"partnership: 1", b"partnership: 2")), "n:2:14", "form of note is not known"),
        (broken((b"status: open", b"status: maybe")), "n:5:9", "open or done"),
        (broken((b"started: 2026-11-23T", b"started: yesterday T")), "n:6:10", "no moment"),
        (broken((b"[sharing-power, equity]", b"{a: b}")), "n:9:12", "list of texts"),
    ],
)
def test_a_damaged_note_is_named_with_its_place(data: bytes, place: str, what: str) -> None:
    with pytest.raises(DamagedNoteError) as caught:
        parse_note(data, "n")
    assert str(caught.value).startswith(f"{place}: ")
    assert what in str(caught.value)
