"""A letter is made of words that were chosen, and of nothing else; stopping loses none of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from partnership_cli.commands.letter_dialog import LetterDialog
from partnership_cli.context import AppContext
from partnership_cli.errors import StopRequest, UsageError
from partnership_cli.formats.document_forms import LETTERS
from partnership_cli.reflection.letter import Letter, Writing
from tables import DISCARD, STOP, TypedTerminal

NOTES = (
    Writing("What was good?", "We laughed. Canary-one was sad. Then it went well."),
    Writing("What was fair?", "Canary-two\n\nAll of us decided."),
)
OF_PARTNERS = (Writing("Sam: What was good?", "Tea.", shared=True),)
WHO_FOR, AS_CHOSEN, NOBODY, NO_THANKS = "", "", "", ""
NO_NAMES = (WHO_FOR, AS_CHOSEN, NOBODY, NO_THANKS)
FINISH = ""
QUESTION = ("emotions", "joy")
MAKE, CHANGE, CHOOSE, READ, ENTER = "1", "2", "3", "4", ""
JOY = "What might bring joy into your partnership relationships?"

Write = Callable[..., TypedTerminal]


@pytest.fixture
def context(tmp_path: Path) -> AppContext:
    return AppContext({"HOME": str(tmp_path), "PARTNERSHIP_HOME": str(tmp_path / "home")})


@pytest.fixture
def made() -> list[Letter]:
    return []


@pytest.fixture
def write(context: AppContext, made: list[Letter]) -> Write:
    """Type what is given, in turn, and return the terminal."""

    def type_all(*typed: str, writings: Sequence[Writing] = NOTES) -> TypedTerminal:
        terminal = TypedTerminal(context, *typed)
        LetterDialog(context, terminal.session, writings, made.append).run()
        return terminal

    return type_all


def kept(context: AppContext) -> list[Path]:
    return [path for path in context.notebook.drafts.rglob("*.md") if path.read_bytes().strip()]


def test_passages_stand_in_the_order_in_which_their_numbers_were_typed(
    write: Write, made: list[Letter]
) -> None:
    write("5 1", *NO_NAMES, FINISH, *QUESTION, MAKE)
    assert [one.body for one in made] == ["All of us decided.\n\nWe laughed."]


def test_a_letter_holds_who_it_is_for_the_words_thanks_and_who_it_is_from(
    write: Write, made: list[Letter]
) -> None:
    write("1 3", "whoever\ncomes", "=We laughed, often.", "Li", "Thanks.", FINISH, *QUESTION, MAKE)
    letter = made[0]
    assert (letter.to, letter.body) == ("whoever comes", "We laughed, often.")
    assert (letter.sender, letter.thanks) == ("Li", "Thanks.")
    assert letter.question is not None
    assert letter.question.text == JOY


@pytest.mark.parametrize("form", LETTERS, ids=[form.name for form in LETTERS])
def test_no_byte_of_what_was_left_out_no_day_and_no_name_stands_in_a_letter(
    write: Write, made: list[Letter], context: AppContext, form: object
) -> None:
    write("1 3 5", *NO_NAMES, FINISH, *QUESTION, MAKE)
    rendered = form.render(made[0], context.framework.framework)  # type: ignore[attr-defined]
    text = rendered if isinstance(rendered, str) else unpack(rendered)
    assert "We laughed." in text
    assert "All of us decided." in text
    left_out = (
        "Canary",
        "What was good",
        "What was fair",
        str(context.now().year),
        context.places.notebook.name,
    )
    assert [one for one in left_out if one in text] == []


def unpack(data: bytes) -> str:
    """Return all that stands in a file of Word."""
    from io import BytesIO
    from zipfile import ZipFile

    with ZipFile(BytesIO(data)) as file:
        return "".join(file.read(name).decode() for name in file.namelist())


def test_the_same_choice_gives_the_same_bytes(
    write: Write, made: list[Letter], context: AppContext
) -> None:
    for _ in range(2):
        write("1 3", *NO_NAMES, FINISH, *QUESTION, MAKE)
    about = context.framework.framework
    for form in LETTERS:
        assert form.render(made[0], about) == form.render(made[1], about)


def test_the_exact_letter_is_shown_before_it_is_made(
    write: Write, made: list[Letter], context: AppContext
) -> None:
    terminal = write("1", "Li", AS_CHOSEN, "Sam", "Thanks.", FINISH, *QUESTION, MAKE)
    text = LETTERS[-1].render(made[0], context.framework.framework)
    assert isinstance(text, str)
    assert text in terminal.said
    assert "Does it name or describe anyone who has not agreed to this?" in terminal.said


def test_the_letter_is_shown_again_where_that_is_chosen(
    write: Write, made: list[Letter], context: AppContext
) -> None:
    terminal = write("1", *NO_NAMES, FINISH, *QUESTION, READ, MAKE)
    text = LETTERS[-1].render(made[0], context.framework.framework)
    assert isinstance(text, str)
    assert terminal.said.count(text) == 2


def test_the_words_that_were_chosen_are_kept_before_they_can_be_changed(
    write: Write, context: AppContext
) -> None:
    with pytest.raises(StopRequest):
        write("1", STOP)
    assert "We laughed." in "".join(path.read_text("utf-8") for path in kept(context))


def test_enter_makes_no_letter_and_keeps_the_words(
    write: Write, made: list[Letter], context: AppContext
) -> None:
    terminal = write("1", *NO_NAMES, FINISH, *QUESTION, ENTER)
    assert made == []
    assert "No letter was made." in terminal.said
    assert str(kept(context)[0].parent.parent) in terminal.said


def test_enter_instead_of_a_number_makes_no_letter_and_keeps_nothing(
    write: Write, made: list[Letter], context: AppContext
) -> None:
    assert "kept" not in write(ENTER).said.partition("No letter was made.")[2]
    assert (made, kept(context)) == ([], [])


def test_words_are_gone_from_the_drafts_once_the_letter_is_made(
    write: Write, context: AppContext
) -> None:
    write("1", *NO_NAMES, FINISH, *QUESTION, MAKE)
    assert kept(context) == []


@pytest.mark.parametrize(
    "typed",
    [
        ("1", f"Li half{STOP}"),
        ("1", "Li half", f"more{STOP}"),
        ("1", "Li half", AS_CHOSEN, NOBODY, f"Thanks{STOP}"),
        ("1", "Li half", AS_CHOSEN, NOBODY, "Thanks", STOP),
        ("1", "Li half", AS_CHOSEN, NOBODY, "Thanks", FINISH, STOP),
        ("1", "Li half", AS_CHOSEN, NOBODY, "Thanks", FINISH, *QUESTION, STOP),
    ],
)
def test_whoever_stops_finds_all_their_words_again(
    write: Write, made: list[Letter], context: AppContext, typed: tuple[str, ...]
) -> None:
    with pytest.raises(StopRequest):
        write(*typed)
    assert made == []
    words = "".join(path.read_text("utf-8") for path in kept(context))
    assert "Li half" in words
    assert all(one.strip(STOP) in words for one in typed if "Thanks" in one or "more" in one)


def test_a_letter_that_was_begun_is_carried_on(write: Write, made: list[Letter]) -> None:
    with pytest.raises(StopRequest):
        write("3 1", "Li", f" More.{STOP}")
    terminal = write(ENTER, AS_CHOSEN, NOBODY, NO_THANKS, FINISH, *QUESTION, MAKE)
    assert "Go on with the letter you began" in terminal.said
    assert (made[0].to, made[0].body) == ("Li", "Then it went well.\n\nWe laughed. More.")


def test_a_letter_that_was_begun_can_be_begun_again(write: Write, made: list[Letter]) -> None:
    with pytest.raises(StopRequest):
        write("1", "Li", f"More.{STOP}")
    write("2", "3", *NO_NAMES, FINISH, *QUESTION, MAKE)
    assert (made[0].to, made[0].body) == ("", "Then it went well.")


def test_whoever_chooses_again_keeps_the_rest(write: Write, made: list[Letter]) -> None:
    write(
        "1",
        "Li",
        AS_CHOSEN,
        "Sam",
        "Thanks.",
        FINISH,
        *QUESTION,
        CHOOSE,
        "3",
        FINISH,
        *QUESTION,
        MAKE,
    )
    assert (made[0].body, made[0].to, made[0].thanks) == ("Then it went well.", "Li", "Thanks.")


def test_words_are_changed_in_the_copy(write: Write, made: list[Letter]) -> None:
    write("1", *NO_NAMES, FINISH, *QUESTION, CHANGE, "2", "=Other words.", FINISH, MAKE)
    assert made[0].body == "Other words."


def test_a_letter_without_words_is_not_made(write: Write, made: list[Letter]) -> None:
    removed = ("1", "Li", DISCARD, "yes", "", "", FINISH)
    terminal = write(*removed, "2", "=Tea.", FINISH, *QUESTION, MAKE)
    assert "No words stand in the letter yet." in terminal.said
    assert made[0].body == "Tea."


def test_words_of_partners_ask_for_their_consent(write: Write, made: list[Letter]) -> None:
    terminal = write("1", *NO_NAMES, FINISH, *QUESTION, MAKE, writings=OF_PARTNERS)
    assert "These are also words of your partners." in terminal.said
    assert made[0].body == "Tea."
    assert not re.search("Sam", made[0].body + made[0].sender)


@pytest.mark.parametrize("command", ["/private", "/shareable"])
def test_words_of_a_letter_are_neither_private_nor_shareable(write: Write, command: str) -> None:
    said = write("1", WHO_FOR, command, "/help", *NO_NAMES[1:], FINISH, *QUESTION, MAKE).said
    assert said.count("All that you write here is for the page.") == 1
    assert not re.search("private|shareable", said, re.IGNORECASE)


def test_the_words_that_were_chosen_are_shown_where_they_can_be_confirmed(write: Write) -> None:
    said = write("1 3", *NO_NAMES, FINISH, *QUESTION, MAKE).said
    shown = said.partition("Part 2 of 4.")[2].partition("Part 3 of 4.")[0]
    assert "The words you chose:\n\n  We laughed.\n\n  Then it went well.\n" in shown
    assert "Your answer is" not in said


def test_a_letter_that_cannot_be_made_leaves_its_words_and_says_where(context: AppContext) -> None:
    def refuse(_letter: Letter) -> None:
        raise UsageError("letter.html already exists", "Choose another name.")

    terminal = TypedTerminal(context, "1", "Li", *NO_NAMES[1:], FINISH, *QUESTION, MAKE)
    with pytest.raises(UsageError) as raised:
        LetterDialog(context, terminal.session, NOTES, refuse).run()
    assert str(kept(context)[0].parent.parent) in raised.value.words
    assert "Li" in "".join(path.read_text("utf-8") for path in kept(context))
