"""The journey: what is traced from marks, and how it is shown in each width and mode."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership_cli.command_names import quote_path
from partnership_cli.commands.journey import find_journey
from partnership_cli.formats.note import render_note
from partnership_cli.framework.loader import load_companion, load_framework
from partnership_cli.framework.model import About, Framework, Question, Theme
from partnership_cli.notebook.notebook import Notebook, make_id
from partnership_cli.notebook.paths import name_note
from partnership_cli.reflection.dates import MONTHS
from partnership_cli.reflection.journey import Journey, JourneyMark, Month, trace_journey
from partnership_cli.reflection.session import FREE, INTENTION, Answer, Session
from partnership_cli.terminal.console import Console
from partnership_cli.views.journey import serialize_journey, show_journey

SMALL: Final = Framework(
    framework=About(id="small", title="Small"),
    themes=(
        Theme(
            id="meeting",
            title="Meeting",
            questions=(
                Question(id="whom", text="Whom do I meet?"),
                Question(id="what-is-fair", text="What is fair between us, and who says so?"),
            ),
        ),
        Theme(
            id="going-on",
            title="Going on",
            questions=(Question(id="dreams", text="What do we dream of?"),),
        ),
    ),
)
IDS: Final = ("whom", "what-is-fair", "dreams")
NOW: Final = datetime(2026, 11, 24, 12, tzinfo=UTC)


def on(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def trace(*marks: tuple[str, str], now: datetime = NOW) -> Journey:
    return trace_journey(SMALL, [JourneyMark(question, on(day)) for question, day in marks], now)


def show(journey: Journey, *, width: int = 80, plain: bool = False, **how: Any) -> str:
    out = io.StringIO()
    show_journey(Console(out, io.StringIO(), width=width, plain=plain), journey, **how)
    return out.getvalue()


def months(journey: Journey) -> dict[str, list[str]]:
    rows = (row for rows in journey.themes.values() for row in rows)
    return {row.id: [str(month) for month in row.months] for row in rows}


# What is traced


def test_a_month_is_there_once_however_often_one_wrote() -> None:
    journey = trace(("whom", "2026-10-01"), ("whom", "2026-10-31"), ("whom", "2026-10-31"))
    assert months(journey)["whom"] == ["2026-10"]


def test_months_stand_the_oldest_first() -> None:
    journey = trace(("whom", "2026-10-01"), ("whom", "2024-12-01"), ("whom", "2026-02-01"))
    assert months(journey)["whom"] == ["2024-12", "2026-02", "2026-10"]


def test_themes_and_questions_stand_in_the_order_of_the_framework() -> None:
    journey = trace(("dreams", "2024-01-01"))
    assert list(journey.themes) == ["Meeting", "Going on"]
    assert list(months(journey)) == list(IDS)


def test_a_question_nobody_sat_with_is_there_without_a_month() -> None:
    assert months(trace(("whom", "2026-10-01")))["dreams"] == []


@pytest.mark.parametrize("unknown", ["an-old-question", FREE, INTENTION])
def test_marks_of_other_questions_than_the_frameworks_go(unknown: str) -> None:
    journey = trace((unknown, "2020-01-01"), ("whom", "2026-10-01"))
    assert list(months(journey)) == list(IDS)
    assert journey.first == Month(2026, 10)


def test_without_a_mark_there_is_no_first_month() -> None:
    journey = trace()
    assert (journey.first, journey.last) == (None, Month(2026, 11))


def test_it_goes_from_the_first_month_to_this_one() -> None:
    journey = trace(("whom", "2025-03-09"), ("dreams", "2024-07-01"))
    assert (journey.first, journey.last) == (Month(2024, 7), Month(2026, 11))


def test_a_mark_that_is_still_to_come_is_left_out() -> None:
    journey = trace(("whom", "2026-12-01"), ("whom", "2206-11-01"), ("dreams", "2026-11-30"))
    assert months(journey) == {"whom": [], "what-is-fair": [], "dreams": ["2026-11"]}
    assert (journey.first, journey.last) == (Month(2026, 11), Month(2026, 11))


def test_a_month_is_that_of_the_writers_own_clock() -> None:
    late = datetime(2026, 9, 30, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert late.astimezone(UTC).month == 10
    journey = trace_journey(SMALL, [JourneyMark("whom", late)], NOW)
    assert months(journey)["whom"] == ["2026-09"]


# The picture


TWO_YEARS: Final = (
    ("whom", "2025-03-02"),
    ("whom", "2026-11-01"),
    ("what-is-fair", "2026-01-31"),
    ("what-is-fair", "2026-02-01"),
)
ASKED: Final = {
    "whom": "Whom do I meet?",
    "what-is-fair": "What is fair between us, and who says so?",
    "dreams": "What do we dream of?",
}


def test_questions_that_were_answered_stand_beside_the_months_in_which_they_were() -> None:
    assert show(trace(*TWO_YEARS)) == (
        "                                             2025 2026\n"
        "                                             Mar  Jan  Feb  Nov\n"
        "\n"
        "Meeting\n"
        "  Whom do I meet?                             ●    ·    ·    ●\n"
        "  What is fair between us, and who says so?   ·    ●    ●    ·\n"
        "\n"
        "● you answered it then.\n"
        "\n"
        "To read answers, for example:  partnership history whom\n"
        "To see the other questions:    partnership journey --all\n"
    )


def test_in_a_first_month_there_is_no_dot() -> None:
    assert "·" not in show(trace(("whom", "2026-11-01"), ("dreams", "2026-11-02")))


def test_a_question_without_an_answer_is_shown_when_it_is_asked_for() -> None:
    shown = show(trace(*TWO_YEARS), everything=True)
    row = next(row for row in shown.splitlines() if ASKED["dreams"] in row)
    assert row.strip() == ASKED["dreams"]
    assert ASKED["dreams"] not in show(trace(*TWO_YEARS))
    assert "partnership reflect dreams" in shown


def test_the_command_for_the_others_keeps_to_the_partner() -> None:
    name = "Sam O'Neil"
    shown = show(trace(*TWO_YEARS), partner=name)
    assert f"partnership journey --all --partner {quote_path(name)}\n" in shown


def test_who_answered_every_question_is_told_of_no_others() -> None:
    assert "--all" not in show(trace(*((question, "2026-11-01") for question in IDS)))


def test_a_question_is_never_cut_short() -> None:
    rows = show(trace(*TWO_YEARS), width=43).splitlines()
    assert rows[4:7] == [
        "  Whom do I meet?        ●    ·    ·    ●",
        "  What is fair between   ·    ●    ●    ·",
        "  us, and who says so?",
    ]


def test_the_months_are_named_in_bold() -> None:
    out = io.StringIO()
    show_journey(Console(out, out, styled=True), trace(*TWO_YEARS))
    assert out.getvalue().splitlines()[1].strip() == "\x1b[1mMar  Jan  Feb  Nov\x1b[0m"


def test_months_that_do_not_fit_are_in_a_column_for_their_year() -> None:
    marks = [("whom", f"2024-{month:02}-01") for month in range(1, 13)]
    shown = show(trace(*marks, *TWO_YEARS), width=60)
    assert [row.split() for row in shown.splitlines()[:2]] == [
        ["2025", "2026"],
        ["2024", "Mar", "Jan", "Feb", "Nov"],
    ]
    assert "A year stands for all its months." in shown
    assert "A year stands" not in show(trace(*TWO_YEARS))


def test_a_picture_that_is_long_has_its_months_below_it_too() -> None:
    framework = load_framework()
    marks = [JourneyMark(question.id, on("2026-11-01")) for _, question in framework.questions()]
    shown = show(trace_journey(framework, marks, NOW))
    assert shown.count("  Nov\n") == 2
    assert show(trace(*TWO_YEARS)).count("  Nov\n") == 1


@pytest.mark.parametrize("plain", [True, False])
def test_where_nothing_is_answered_the_way_to_the_questions_is_shown(plain: bool) -> None:
    shown = show(trace(), plain=plain)
    assert shown.startswith("No question of this framework is answered yet.\n")
    assert "partnership journey --all" in shown
    assert all(text in show(trace(), plain=plain, everything=True) for text in ASKED.values())


# In words


def test_in_plain_mode_it_is_told_in_words() -> None:
    assert show(trace(*TWO_YEARS), plain=True) == (
        "Meeting\n"
        "\n"
        "Whom do I meet?\n"
        "You answered it in March 2025; November 2026.\n"
        "\n"
        "What is fair between us, and who says so?\n"
        "You answered it in January and February 2026.\n"
        "\n"
        "To read answers, for example: partnership history whom\n"
        "To see the other questions: partnership journey --all\n"
    )


def test_where_no_month_has_room_it_is_told_in_words_that_are_wrapped() -> None:
    assert show(trace(*TWO_YEARS), width=28).splitlines()[:9] == [
        "Meeting",
        "",
        "  Whom do I meet?",
        "You answered it in March",
        "2025; November 2026.",
        "",
        "  What is fair between us,",
        "  and who says so?",
        "You answered it in January",
    ]


def test_more_than_two_months_of_a_year_are_said_with_commas() -> None:
    journey = trace(("whom", "2026-01-01"), ("whom", "2026-03-01"), ("whom", "2026-05-01"))
    assert "You answered it in January, March and May 2026." in show(journey, plain=True)


def test_plain_mode_has_no_glyph() -> None:
    assert show(trace(*TWO_YEARS), plain=True).isascii()


# As JSON


def test_as_json_it_is_a_row_for_every_question() -> None:
    rows = serialize_journey(trace(*TWO_YEARS))
    assert rows[0] == {
        "question": "whom",
        "text": "Whom do I meet?",
        "theme": "Meeting",
        "months": ["2025-03", "2026-11"],
    }
    assert [row["question"] for row in rows] == list(IDS)
    assert rows[2]["months"] == []


# Whatever the width


marks = st.lists(
    st.builds(
        JourneyMark,
        st.sampled_from(IDS),
        st.datetimes(datetime(2005, 1, 1), datetime(2026, 11, 30), timezones=st.just(UTC)),  # noqa: DTZ001 - Hypothesis wants it so
    ),
    max_size=30,
)


@given(marks, st.integers(20, 200), st.booleans())
def test_no_line_is_wider_than_the_console(
    given_marks: Sequence[JourneyMark], width: int, plain: bool
) -> None:
    shown = show(trace_journey(SMALL, given_marks, NOW), width=width, plain=plain)
    if not plain:
        ours = [line for line in shown.splitlines() if not line.strip().startswith("partnership ")]
        assert [line for line in ours if len(line) > width] == []


@given(marks, st.integers(20, 200), st.booleans())
def test_every_month_of_every_mark_is_found_and_no_other(
    given_marks: Sequence[JourneyMark], width: int, plain: bool
) -> None:
    shown = show(trace_journey(SMALL, given_marks, NOW), width=width, plain=plain)
    wanted = {(mark.question, mark.written.year, mark.written.month) for mark in given_marks}
    if "●" in shown:
        years = read_years(shown)
        assert read_picture(shown) == {
            (question, year, 0 if year in years else month) for question, year, month in wanted
        }
        assert max(year for _, year, _ in wanted) not in years
    else:
        assert read_words(shown) == wanted


@given(marks, st.booleans())
def test_what_is_answered_and_what_is_not_are_all_the_questions(
    given_marks: Sequence[JourneyMark], plain: bool
) -> None:
    journey = trace_journey(SMALL, given_marks, NOW)
    answered = {mark.question for mark in given_marks}
    shown = " ".join(show(journey, plain=plain).split())
    everything = " ".join(show(journey, plain=plain, everything=True).split())
    assert {one for one in IDS if ASKED[one][:12] in shown} == answered
    assert {one for one in IDS if ASKED[one][:12] in everything} == set(IDS)


Spot = tuple[str, int, int]


def read_columns(shown: str) -> list[tuple[int, int, int]]:
    """Return where each column begins, its year, and its month, or 0 where it is a year."""
    above, names = shown.splitlines()[:2]
    years = [(found.start(), int(found[0])) for found in re.finditer(r"\d+", above)]
    columns = []
    for found in re.finditer(r"\w+", names):
        at, name = found.start(), found[0]
        if name.isdecimal():
            columns.append((at, int(name), 0))
        else:
            year = max((start, year) for start, year in years if start <= at)[1]
            columns.append((at, year, [month[:3] for month in MONTHS].index(name) + 1))
    return columns


def read_years(shown: str) -> set[int]:
    return {year for _, year, month in read_columns(shown) if not month}


def read_picture(shown: str) -> set[Spot]:
    found = set()
    for row in shown.partition("\n\n")[2].splitlines():
        asked = [one for one, text in ASKED.items() if row.startswith(f"  {text[:12]}")]
        found |= {
            (asked[0], year, month)
            for at, year, month in read_columns(shown)
            if "●" in row[at : at + 3] and asked
        }
    return found


def read_words(shown: str) -> set[Spot]:
    """Return the months that are said, with the question they are said of."""
    found = set()
    for part in shown.split("\n\n"):
        asked, _, said = " ".join(part.split()).partition(" You answered it in ")
        for year in said.removesuffix(".").split("; ") if said else []:
            *names, number = year.replace(",", "").replace(" and ", " ").split()
            (question,) = (one for one, text in ASKED.items() if text in asked)
            found |= {(question, int(number), MONTHS.index(name) + 1) for name in names}
    return found


# From a notebook


def write_note(folder: Path, number: int, guide: str, day: str, *partners: str) -> None:
    session = Session(
        id=make_id(on(day), f"bbbbb{'bcdfgh'[number]}"),
        title="T",
        started=on(day),
        framework="westminster-student-partnership",
        guide=guide,
        partners=partners,
        answers=(Answer(question="joy", text="Q?", answer="A.", written=on(day)),),
    )
    path = folder / name_note(session)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(render_note(session))


def find_months(folder: Path, partner: str | None = None) -> list[str]:
    framework = load_framework()
    context = SimpleNamespace(
        framework=framework,
        companion=load_companion(framework),
        notebook=Notebook(folder / "notebook", folder / "drafts"),
        now=lambda: NOW,
    )
    journey, _ = find_journey(cast("Any", context), partner)
    return months(journey)["joy"]


@pytest.mark.parametrize("partner", [None, "Sam"])
def test_what_was_written_in_a_quiet_guide_is_left_out(partner: str | None, tmp_path: Path) -> None:
    write_note(tmp_path / "notebook", 0, "a-difficult-moment", "2026-03-01", "Sam")
    write_note(tmp_path / "notebook", 1, "along-the-way", "2026-05-01", "Sam")
    assert find_months(tmp_path, partner) == ["2026-05"]


@pytest.mark.parametrize(
    "line",
    [
        "guide: 'a-difficult-moment'",
        "guide: a-difficult-moment # mine",
        "guide:   a-difficult-moment",
        "guide: >-\n  a-difficult-moment",
        "guide:\n  a-difficult-moment",
        "guide : a-difficult-moment",
        "'guide': a-difficult-moment",
        "? guide\n: a-difficult-moment",
    ],
)
def test_a_quiet_guide_is_left_out_in_whichever_way_a_hand_wrote_it(
    line: str, tmp_path: Path
) -> None:
    write_note(tmp_path / "notebook", 0, "a-difficult-moment", "2026-03-01")
    (path,) = tmp_path.rglob("*.md")
    path.write_text(path.read_text().replace("guide: a-difficult-moment", line))
    assert find_months(tmp_path) == []


def test_a_partner_is_found_whatever_the_case_of_the_name(tmp_path: Path) -> None:
    write_note(tmp_path / "notebook", 0, "", "2026-03-01", "Sam")
    write_note(tmp_path / "notebook", 1, "", "2026-04-01", "Li", "SAM")
    write_note(tmp_path / "notebook", 2, "", "2026-05-01", "Samuel")
    assert find_months(tmp_path, " sam ") == ["2026-03", "2026-04"]
