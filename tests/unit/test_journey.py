"""The journey: what is traced from marks, and how it is shown in each width and mode."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def show(journey: Journey, *, width: int = 80, plain: bool = False) -> str:
    out = io.StringIO()
    show_journey(Console(out, io.StringIO(), width=width, plain=plain), journey)
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
FIVE_YEARS: Final = (*TWO_YEARS, ("dreams", "2022-12-01"))


def test_two_years_at_80_columns_are_whole() -> None:
    assert show(trace(*TWO_YEARS), width=80) == (
        "                2025         2026\n"
        "                JFMAMJJASOND JFMAMJJASOND\n"
        "Meeting\n"
        "  whom            •········· ··········•\n"
        "  what-is-fair    ·········· ••·········\n"
        "Going on\n"
        "  dreams          ·········· ···········\n"
        "\n"
        "• is a month in which you wrote to that question, · one in between.\n"
        "Each name on the left is one QUESTION.\n"
        "\n"
        "To read what you wrote:  partnership history QUESTION\n"
        "To sit with a question:  partnership reflect --question QUESTION\n"
    )


def test_five_years_at_100_columns_are_whole() -> None:
    assert show(trace(*FIVE_YEARS), width=100).splitlines()[:7] == [
        "                2022         2023         2024         2025         2026",
        f"                {' '.join(['JFMAMJJASOND'] * 5)}",
        "Meeting",
        "  whom                     · ············ ············ ··•········· ··········•",
        "  what-is-fair             · ············ ············ ············ ••·········",
        "Going on",
        "  dreams                   • ············ ············ ············ ···········",
    ]


def test_five_years_at_80_columns_have_the_first_folded() -> None:
    assert show(trace(*FIVE_YEARS), width=80).splitlines()[:10] == [
        "                2022 2023         2024         2025         2026",
        "                     JFMAMJJASOND JFMAMJJASOND JFMAMJJASOND JFMAMJJASOND",
        "Meeting",
        "  whom          ·    ············ ············ ··•········· ··········•",
        "  what-is-fair  ·    ············ ············ ············ ••·········",
        "Going on",
        "  dreams        •    ············ ············ ············ ···········",
        "",
        "• is a month in which you wrote to that question, · one in between. A year by",
        "itself stands for all its months.",
    ]


def test_five_years_at_40_columns_have_the_early_ones_in_one() -> None:
    assert show(trace(*FIVE_YEARS), width=40).splitlines()[:7] == [
        "                <2025 2025 2026",
        "                           JFMAMJJASOND",
        "Meeting",
        "  whom          ·     •    ··········•",
        "  what-is-fair  ·     ·    ••·········",
        "Going on",
        "  dreams        •     ·    ···········",
    ]


def test_more_years_than_fit_are_one_column_that_holds_their_marks() -> None:
    journey = trace(("whom", "1990-05-01"), ("dreams", "2025-02-01"))
    rows = show(journey, width=40).splitlines()
    assert rows[0] == "                <2025 2025 2026"
    assert rows[3] == "  whom          •     ·    ···········"
    assert rows[6] == "  dreams        ·     •    ···········"


def test_a_month_before_the_first_and_after_this_one_is_empty() -> None:
    journey = trace(("whom", "2026-04-01"), now=on("2026-06-30"))
    assert show(journey).splitlines()[3] == "  whom             •··"


def test_the_words_of_a_question_are_not_in_the_picture() -> None:
    assert "Whom do I meet?" not in show(trace(*TWO_YEARS))


def test_an_empty_notebook_shows_every_question_and_no_mark() -> None:
    shown = show(trace())
    assert all(one in shown for one in IDS)
    assert shown.split("• is")[0].count("•") == 0
    assert "partnership reflect --question QUESTION" in shown


# In words


def test_in_plain_mode_it_is_told_in_words() -> None:
    assert show(trace(*TWO_YEARS), plain=True) == (
        "Meeting\n"
        "\n"
        "Whom do I meet?\n"
        "whom: you wrote to it in March 2025; November 2026.\n"
        "\n"
        "What is fair between us, and who says so?\n"
        "what-is-fair: you wrote to it in January and February 2026.\n"
        "\n"
        "Going on\n"
        "\n"
        "What do we dream of?\n"
        "dreams\n"
        "\n"
        "To read what you wrote: partnership history QUESTION\n"
        "To sit with a question: partnership reflect --question QUESTION\n"
    )


def test_where_no_year_has_room_it_is_told_in_words_that_are_wrapped() -> None:
    assert show(trace(*TWO_YEARS), width=28).splitlines()[:11] == [
        "Meeting",
        "",
        "  Whom do I meet?",
        "whom: you wrote to it in",
        "March 2025; November 2026.",
        "",
        "  What is fair between us,",
        "  and who says so?",
        "what-is-fair: you wrote to",
        "it in January and February",
        "2026.",
    ]


def test_the_real_framework_is_told_in_words_at_40_columns() -> None:
    framework = load_framework()
    shown = show(trace_journey(framework, [JourneyMark("joy", on("2026-11-01"))], NOW), width=40)
    assert "you wrote to it in November 2026." in shown
    assert all(len(line) <= 40 for line in shown.splitlines())
    assert "·" not in shown


def test_more_than_two_months_of_a_year_are_said_with_commas() -> None:
    journey = trace(("whom", "2026-01-01"), ("whom", "2026-03-01"), ("whom", "2026-05-01"))
    assert "you wrote to it in January, March and May 2026." in show(journey, plain=True)


def test_plain_mode_has_no_glyph() -> None:
    assert show(trace(*FIVE_YEARS), plain=True).isascii()


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
    if "•" in shown:
        assert read_picture(shown, wanted) == dict.fromkeys(wanted, True)
        assert count_marks(shown) == count_columns(shown, wanted)
    else:
        assert read_words(shown) == wanted


Spot = tuple[str, int, int]


def read_columns(shown: str) -> list[tuple[int, str, bool]]:
    """Return where each year begins, what stands above it, and whether it has its months."""
    above, letters = (line.ljust(400) for line in shown.splitlines()[:2])
    return [
        (found.start(), found[0], letters[found.start()] == "J")
        for found in re.finditer(r"\S+", above)
    ]


def find_spot(shown: str, spot: Spot) -> tuple[str, int]:
    """Return in which row a month of a question has its mark, and in which column."""
    question, year, month = spot
    row = next(line for line in shown.splitlines() if line.split()[:1] == [question])
    for start, name, whole in read_columns(shown):
        if name.startswith("<"):
            if year < int(name[1:]):
                return row, start
        elif int(name) == year:
            return row, start + (month - 1 if whole else 0)
    raise AssertionError(f"{spot} has no place in\n{shown}")


def read_picture(shown: str, wanted: Iterable[Spot]) -> dict[Spot, bool]:
    found = {}
    for spot in wanted:
        row, at = find_spot(shown, spot)
        found[spot] = row[at : at + 1] == "•"
    return found


def count_marks(shown: str) -> int:
    return shown.split("\n\n", maxsplit=1)[0].count("•")


def count_columns(shown: str, wanted: Iterable[Spot]) -> int:
    return len({find_spot(shown, spot) for spot in wanted})


def read_words(shown: str) -> set[Spot]:
    """Return the months that are said, with the question they are said of."""
    found = set()
    for part in shown.split("\n\n"):
        asked, _, said = " ".join(part.split()).partition(": you wrote to it in ")
        for year in said.removesuffix(".").split("; ") if said else []:
            *names, number = year.replace(",", "").replace(" and ", " ").split()
            question = asked.split()[-1]
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
    journey = find_journey(cast("Any", context), partner)
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
