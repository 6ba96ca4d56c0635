"""`journey`, `history` and `list` by partner, and what `reflect` refuses, as it is typed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from partnership_cli.formats.note import render_note
from partnership_cli.notebook.notebook import make_id
from partnership_cli.notebook.paths import name_note
from partnership_cli.reflection.session import (
    FREE,
    FREE_HEADING,
    INTENTION,
    INTENTION_HEADING,
    Answer,
    Session,
    Status,
)
from running import Run

TEXT: Final = "What might bring joy into your partnership relationships?"
QUIET: Final = "a-difficult-moment"

# Whatever weighs, counts or urges. Whole words, in any case.
SCORES: Final = re.compile(
    r"(?i)%|\b(?:scores?|points?|streaks?|badges?|levels?|progress|completed?|completion|total"
    r"|percent|average|count|most|least|only|never|times|often|unanswered|missing|missed|overdue"
    r"|gaps?|empty|incomplete|unfinished|should|must|try|remember|need|goals?|keep going|well done"
    r"|great|good|yet|still|days? in a row|\d+ of \d+|\d+ (?:questions?|answers?|months?))\b"
)
HEADINGS: Final = {FREE: FREE_HEADING, INTENTION: INTENTION_HEADING}


def put_note(
    home: Path,
    number: int,
    day: str,
    answers: dict[str, str],
    partners: tuple[str, ...] = (),
    guide: str = "",
) -> Path:
    """Put a note there that was written on that day."""
    moment = datetime.fromisoformat(day).replace(tzinfo=UTC)
    session = Session(
        id=make_id(moment, f"bbbbb{'bcdfghjk'[number]}"),
        title=f"Note {number}",
        status=Status.DONE,
        started=moment,
        framework="westminster-student-partnership",
        guide=guide,
        partners=partners,
        questions=tuple(answers),
        answers=tuple(
            Answer(question=one, text=HEADINGS.get(one, TEXT), answer=text, written=moment)
            for one, text in answers.items()
        ),
    )
    path = home / "notebook" / name_note(session)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(render_note(session))
    return path


@pytest.fixture
def notebook(program_home: Path) -> Path:
    """Notes of three years: with Sam, with Li, with both, with nobody, and a quiet one."""
    put_note(program_home, 0, "2024-02-01", {"joy": "With Sam.", INTENTION: "If."}, ("Sam",))
    put_note(program_home, 1, "2024-06-01", {"joy": "With Li.", "equity": "Ours."}, ("Li",))
    put_note(program_home, 2, "2025-06-01", {"joy": "With both."}, ("Sam", "Li"))
    put_note(program_home, 3, "2026-01-01", {"joy": "Alone.", FREE: "Free.", "gone-now": "Old."})
    put_note(program_home, 4, "2026-03-01", {"joy": "Quietly."}, ("Sam",), QUIET)
    return program_home


def rows_of(program: Run, *arguments: str) -> list[dict[str, object]]:
    done = program(*arguments, "--json")
    assert (done.code, done.err) == (0, "")
    found: list[dict[str, object]] = json.loads(done.out)
    return found


def months(program: Run, *arguments: str, question: str = "joy") -> object:
    rows = rows_of(program, "journey", *arguments)
    return next(row["months"] for row in rows if row["question"] == question)


def ours(program: Run, shown: str) -> str:
    """Return what is shown without the framework's words and ids, which are not ours."""
    text = " ".join(shown.split())
    for row in rows_of(program, "questions"):
        text = text.replace(str(row["text"]), "").replace(str(row["id"]), "")
    return text


# journey


@pytest.mark.usefixtures("notebook")
class TestJourney:
    """All of these have the same notebook."""

    def test_in_json_it_has_a_row_for_every_question_in_the_frameworks_order(
        self, program: Run
    ) -> None:
        rows = rows_of(program, "journey")
        questions = rows_of(program, "questions")
        assert [set(row) for row in rows] == [{"question", "text", "theme", "months"}] * 29
        assert [row["question"] for row in rows] == [one["id"] for one in questions]
        assert [row["text"] for row in rows] == [one["text"] for one in questions]

    def test_the_months_are_those_of_every_note_but_the_quiet_one(self, program: Run) -> None:
        assert months(program) == ["2024-02", "2024-06", "2025-06", "2026-01"]
        assert months(program, question="equity") == ["2024-06"]
        assert months(program, question="funding") == []

    @pytest.mark.parametrize(
        ("partner", "found"),
        [
            ("Sam", ["2024-02", "2025-06"]),
            ("sam", ["2024-02", "2025-06"]),
            ("Li", ["2024-06", "2025-06"]),
            ("Kim", []),
        ],
    )
    def test_it_is_narrowed_to_a_partner(
        self, partner: str, found: list[str], program: Run
    ) -> None:
        assert months(program, "--partner", partner) == found

    @pytest.mark.parametrize("columns", ["100", "80", "40", "20"])
    @pytest.mark.parametrize("mode", ["--rich", "--plain"])
    def test_in_no_width_or_mode_does_it_score_or_urge(
        self, mode: str, columns: str, program: Run
    ) -> None:
        done = program(mode, "journey", COLUMNS=columns)
        assert done.code == 0
        assert SCORES.findall(ours(program, done.out)) == []

    def test_its_help_neither_scores_nor_urges(self, program: Run) -> None:
        shown = program("journey", "--help").out.replace("counts nothing", "")
        assert SCORES.findall(shown.replace("With this partner only.", "")) == []

    @pytest.mark.parametrize("mode", ["--rich", "--plain"])
    def test_it_shows_no_word_of_an_answer_and_no_name(self, mode: str, program: Run) -> None:
        shown = program(mode, "journey").out + program("journey", "--json").out
        for word in ("With", "Alone.", "Quietly", "Free.", "Old.", "Sam", "Li ", "2026-03"):
            assert word not in shown, word

    def test_it_does_not_name_the_quiet_guide(self, program: Run) -> None:
        assert "difficult" not in program("journey").out.casefold()

    def test_it_says_how_to_open_a_question(self, program: Run) -> None:
        shown = program("journey").out
        question = shown.partition("partnership history ")[2].split()[0]
        assert rows_of(program, "history", question)

    @pytest.mark.parametrize("mode", ["--rich", "--plain"])
    def test_in_words_too_it_gives_what_to_type_for_a_question(
        self, mode: str, program: Run
    ) -> None:
        shown = program(mode, "journey", COLUMNS="40").out
        assert "partnership history joy\n" in shown

    def test_it_is_not_exported(self, program: Run) -> None:
        assert program("journey", "-o", "journey.html").code == 2


def test_the_journey_of_an_empty_notebook_makes_no_folder(program: Run, program_home: Path) -> None:
    rows = rows_of(program, "journey")
    assert {len(row["months"]) for row in rows if isinstance(row["months"], list)} == {0}
    done = program("journey")
    assert (done.code, done.err) == (0, "")
    assert "partnership journey --all" in done.out
    assert not program_home.exists()


def test_a_partner_with_whom_there_is_no_note_is_no_error(notebook: Path, program: Run) -> None:
    assert notebook.exists()
    assert program("journey", "--partner", "Kim").code == 0


def test_a_damaged_note_does_not_stop_the_journey(notebook: Path, program: Run) -> None:
    path = put_note(notebook, 5, "2026-05-01", {"joy": "Half."})
    path.write_bytes(path.read_bytes().replace(b"<!-- /answer -->", b""))
    assert program("journey").code == 0
    assert program("journey", "--partner", "Sam").code == 0


def test_a_note_in_other_hands_is_read_as_the_program_reads_it(
    notebook: Path, program: Run
) -> None:
    path = put_note(notebook, 5, "2026-05-01", {"joy": "Mine."}, ("Sam",), QUIET)
    text = path.read_text().replace(f"guide: {QUIET}", f'guide: "{QUIET}"')
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert "2026-05" not in program("journey", "--json").out
    assert "2026-05" not in program("journey", "--partner", "Sam", "--json").out


# history and list by partner


@pytest.mark.usefixtures("notebook")
class TestPartners:
    """All of these have the same notebook."""

    @pytest.mark.parametrize(
        ("options", "answers"),
        [
            ((), ["With Sam.", "With Li.", "With both.", "Alone.", "Quietly."]),
            (("--partner", "sam"), ["With Sam.", "With both.", "Quietly."]),
            (("--partner", "Li"), ["With Li.", "With both."]),
            (("--partner", "Kim"), []),
        ],
    )
    def test_history_is_narrowed_to_a_partner(
        self, options: tuple[str, ...], answers: list[str], program: Run
    ) -> None:
        rows = rows_of(program, "history", "joy", *options)
        assert [row["answer"] for row in rows] == answers

    @pytest.mark.parametrize(
        ("options", "count"),
        [((), 5), (("--partner", "SAM"), 3), (("--partner", "Li"), 2), (("--partner", "Kim"), 0)],
    )
    def test_a_list_is_narrowed_to_a_partner(
        self, options: tuple[str, ...], count: int, program: Run
    ) -> None:
        assert len(rows_of(program, "list", *options)) == count

    def test_history_in_json_has_its_keys(self, program: Run) -> None:
        rows = rows_of(program, "history", "joy")
        assert {"id", "started", "question", "answer", "file"} <= set.intersection(
            *(set(row) for row in rows)
        )

    def test_history_says_of_each_answer_its_day_and_its_session(self, program: Run) -> None:
        shown = program("history", "joy").out
        assert shown.index("1 February 2024") < shown.index("1 January 2026")
        assert "Note 0. To read it all:" in shown
        assert "show bbbbbb" in shown

    def test_history_of_a_question_without_an_answer_with_a_partner_says_so(
        self, program: Run
    ) -> None:
        done = program("history", "equity", "--partner", "Sam")
        assert (done.code, done.err) == (0, "")
        assert "You have not answered this question" in done.out

    @pytest.mark.parametrize("question", [FREE, INTENTION])
    def test_history_does_not_call_our_own_headings_a_question_of_the_framework(
        self, question: str, program: Run
    ) -> None:
        done = program("history", question)
        assert done.code == 0
        assert "The framework asks:" not in done.out


# reflect


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--let-go",), 4),
        (("--let-go", "nothing"), 3),
        (("--let-go", "joy"), 4),
        (("--let-go", "--question", "joy", "--no-input"), 4),
        (("--let-go", "--free"), 4),
        (("--let-go", "--answers", "-"), 2),
        (("--let-go", "--editor"), 2),
        (("--let-go", "--together", "Sam,Li"), 2),
        (("--free",), 4),
        (("--free", "--answers", "-"), 2),
        (("--free", "--together", "Sam,Li"), 2),
        (("--free", "--question", "joy"), 2),
        (("--free", "sharing-power"), 2),
        (("--partner", "Sam", "--together", "Sam,Li"), 2),
    ],
)
def test_what_cannot_be_begun_creates_nothing(
    arguments: tuple[str, ...], code: int, program: Run, program_home: Path
) -> None:
    done = program("reflect", *arguments)
    assert (done.code, done.out) == (code, "")
    assert "Traceback" not in done.err
    assert not program_home.exists()


@pytest.mark.parametrize(
    ("options", "partners"),
    [((), ["Sam"]), (("--no-partner",), []), (("--partner", "Li"), ["Li"])],
)
def test_the_usual_partners_stand_in_a_note_unless_others_are_named(
    options: tuple[str, ...], partners: list[str], program: Run
) -> None:
    assert program("config", "set", "partners", "Sam").code == 0
    given = "## joy\n\nWe laughed.\n"
    assert program("reflect", *options, "--answers", "-", given=given).code == 0
    shown = json.loads(program("show", "last", "--json").out)
    assert shown.get("partners", []) == partners


def test_several_usual_partners_are_several(program: Run) -> None:
    assert program("config", "set", "partners", "Sam", "Li").code == 0
    program("reflect", "--answers", "-", given="## joy\n\nWe laughed.\n")
    assert json.loads(program("show", "last", "--json").out)["partners"] == ["Sam", "Li"]


def test_a_usual_partner_who_cannot_be_a_name_is_refused_before_anything_is_kept(
    program: Run, program_home: Path
) -> None:
    program_home.mkdir()
    (program_home / "config.toml").write_text('partners = ["Sam\\u0007"]\n')
    done = program("reflect", "--answers", "-", given="## joy\n\nWe laughed.\n")
    assert done.code == 2
    assert not (program_home / "notebook").exists()


def files_of(folder: Path) -> Iterator[str]:
    yield from sorted(str(path) for path in folder.rglob("*") if path.is_file())


def test_the_journey_changes_no_file(notebook: Path, program: Run) -> None:
    before = list(files_of(notebook))
    program("journey")
    program("journey", "--partner", "Sam", "--json")
    assert list(files_of(notebook)) == before
