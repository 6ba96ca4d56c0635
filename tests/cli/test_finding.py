"""`search`, `history` and `list`, as a person types them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from running import Run


@pytest.fixture
def notebook(program: Run) -> Path:
    """Two reflections with partners, and a damaged note."""
    program("reflect", "--partner", "Sam", "--answers", "-", given="## joy\n\nWe laughed.\n")
    first = "## joy\n\nMuch laughter.\n\n## equity\n\nMoney.\n"
    note = Path(program("reflect", "--partner", "Kim", "--answers", "-", given=first).out.strip())
    bad = note.with_name("2026-01-01-0000-bbbbbb.md")
    text = note.read_text().replace(" private ", " odd ").replace(note.stem[-6:], "bbbbbb")
    bad.write_text(text)
    return note.parent.parent


@pytest.mark.usefixtures("notebook")
class TestFinding:
    """All of these have the same notebook."""

    def test_search_shows_day_question_match_and_how_to_read_on(self, program: Run) -> None:
        done = program("search", "--", "laugh", "-much")
        assert done.code == 0
        about, question, match, space, foot = done.out.splitlines()
        ref = about.split()[-1]
        assert re.fullmatch(r"\d+ \w+ \d{4} +[a-z0-9]{6}", about)
        assert question == "  What might bring joy into your partnership relationships?"
        assert match == "    We laughed."
        assert (space, foot.split()[-2:]) == ("", ["show", ref])

    def test_search_in_json_has_its_keys(self, program: Run) -> None:
        rows = json.loads(program("search", "money", "--json").out)
        assert [set(row) for row in rows] == [
            {"id", "started", "question", "text", "snippet", "file"}
        ]

    def test_search_takes_a_day(self, program: Run) -> None:
        assert len(json.loads(program("search", "laugh", "--since", "1d", "--json").out)) == 2
        assert json.loads(program("search", "laugh", "--until", "2020-01-01", "--json").out) == []

    def test_what_is_not_there_is_no_error(self, program: Run) -> None:
        done = program("search", "zebra")
        assert (done.code, done.out) == (0, "Nothing was found.\n")

    def test_search_without_words_or_a_terminal_says_how(self, program: Run) -> None:
        done = program("search")
        assert done.code == 4
        assert "partnership search" in done.err

    def test_history_gives_every_answer_the_oldest_first(self, program: Run) -> None:
        rows = json.loads(program("history", "joy", "--json").out)
        assert {row["answer"] for row in rows} == {"We laughed.", "Much laughter."}
        assert [row["started"] for row in rows] == sorted(row["started"] for row in rows)
        assert "We laughed." in program("history", "joy").out

    def test_history_of_a_question_without_an_answer_says_so(self, program: Run) -> None:
        done = program("history", "funding")
        assert done.code == 0
        assert done.out.startswith("You have not answered this question yet:\n")

    def test_history_of_an_unknown_question_is_refused(self, program: Run) -> None:
        assert program("history", "no-such-thing").code == 3

    @pytest.mark.parametrize(
        ("options", "count"),
        [
            ((), 3),
            (("-n", "1"), 1),
            (("--partner", "sam"), 1),
            (("--partner", "nobody"), 0),
            (("--theme", "values-and-power"), 1),
            (("--status", "open"), 0),
            (("--until", "2026-01-01"), 0),
            (("--since", "2w", "--status", "done"), 3),
        ],
    )
    def test_list_shows_what_was_asked_for(
        self, program: Run, options: tuple[str, ...], count: int
    ) -> None:
        assert len(json.loads(program("list", *options, "--json").out)) == count

    @pytest.mark.parametrize(
        "options", [("--since", "soon"), ("--status", "half"), ("--since", "3/4/2026")]
    )
    def test_list_refuses_what_is_ambiguous(self, program: Run, options: tuple[str, ...]) -> None:
        assert program("list", *options).code == 2

    def test_one_bad_note_hides_no_other(self, program: Run) -> None:
        done = program("list")
        assert done.code == 0
        assert "damaged" in done.out
        assert ":15:1: this marker of an answer cannot be read" in done.err
