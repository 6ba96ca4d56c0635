"""Partners agree at one screen: in words they type, which are kept until they make the file."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import chdir
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from partnership_cli.commands.agreement_dialog import AgreementMaker
from partnership_cli.commands.output import Destination
from partnership_cli.context import AppContext
from partnership_cli.errors import PartnershipError, StopRequest
from partnership_cli.reflection.agreement import AgreedQuestion, Agreement
from partnership_cli.reflection.together import (
    Comparison,
    Contribution,
    SharedAnswer,
    compare_answers,
)
from partnership_cli.terminal.console import Console
from partnership_cli.views.agreement import show_agreement
from tables import DISCARD, STOP, TypedTerminal

JOY = "What might bring joy into your partnership relationships?"
SHARE, DIFFER, OPEN, WILL_DO, DECIDES = "We both like tea.", "", "When.", "Meet.", ""
ALL = (SHARE, DIFFER, OPEN, WILL_DO, DECIDES)
FINISH, ENTER = "", ""
MAKE, GO_THROUGH, READ, KEEP, REMOVE = "1", "2", "3", "4", "5"

Agree = Callable[..., TypedTerminal]


def lay(*people: tuple[str, str]) -> Comparison:
    """Return what people brought to one question, each with three words of their file."""
    brought = [
        Contribution(name, words, (SharedAnswer("joy", JOY, f"Canary of {name}."),))
        for name, words in people
    ]
    return compare_answers(brought, ["joy"])


PAGE = lay(("Amina", "acorn elm fox"), ("Sam", "harbour elm fox"))
BEFORE = Agreement(
    ("Amina",), "3 May", (AgreedQuestion("joy", JOY, ("Old tea.", "", "")),), ("Old plan.", "")
)


@pytest.fixture
def context(tmp_path: Path) -> AppContext:
    return AppContext({"HOME": str(tmp_path), "PARTNERSHIP_HOME": str(tmp_path / "home")})


@pytest.fixture
def agree(context: AppContext, tmp_path: Path) -> Agree:
    """Type what is given, in turn, and return the terminal."""

    def type_all(
        *typed: str, page: Comparison = PAGE, before: Agreement | None = None, name: str = "made.md"
    ) -> TypedTerminal:
        terminal = TypedTerminal(context, *typed)
        with chdir(tmp_path):
            maker = AgreementMaker(context, Destination(output=name), force=True)
            maker.agree(terminal.session, page, before)
        return terminal

    return type_all


def kept(context: AppContext) -> str:
    """Return all words that are kept beside the drafts."""
    found = sorted(context.notebook.drafts.rglob("*.md"))
    return "".join(path.read_text("utf-8") for path in found)


def test_each_part_is_asked_for_below_what_each_brought(agree: Agree) -> None:
    said = agree(*ALL, FINISH, MAKE).said
    places = [
        said.index(one)
        for one in ("Canary of", "1 of 5. What we share:", "2 of 5. Where we differ:",
                    "3 of 5. What stays open:", "4 of 5. What we will do, and by when:",
                    "5 of 5. Who decides what:")
    ]  # fmt: skip
    assert places == sorted(places)
    assert said.count("Canary of Amina.") == 1


def test_what_was_typed_is_the_agreement_and_no_answer_is(agree: Agree, tmp_path: Path) -> None:
    agree(*ALL, FINISH, MAKE)
    made = (tmp_path / "made.md").read_text("utf-8")
    assert all(words in made for words in ALL)
    assert "Canary" not in made


def test_a_line_end_after_the_last_word_is_no_line_of_the_page(
    agree: Agree, tmp_path: Path
) -> None:
    agree(f"{ALL[0]}\n", *ALL[1:], FINISH, MAKE)
    assert f"> {ALL[0]}\n\n" in (tmp_path / "made.md").read_text("utf-8")


@pytest.mark.parametrize("form", ["md", "html", "json", "docx"])
def test_the_same_words_give_the_same_bytes_in_any_order_of_the_files(
    agree: Agree, tmp_path: Path, form: str
) -> None:
    other = lay(("Sam", "harbour elm fox"), ("Amina", "acorn elm fox"))
    agree(*ALL, FINISH, MAKE, name=f"one.{form}")
    agree(*ALL, FINISH, MAKE, page=other, name=f"two.{form}")
    assert (tmp_path / f"one.{form}").read_bytes() == (tmp_path / f"two.{form}").read_bytes()


def test_the_exact_page_is_shown_before_it_is_made(agree: Agree, tmp_path: Path) -> None:
    said = agree(*ALL, FINISH, MAKE).said
    assert (tmp_path / "made.md").read_text("utf-8") in said


def test_the_page_is_shown_again_where_that_is_chosen(agree: Agree, tmp_path: Path) -> None:
    said = agree(*ALL, FINISH, READ, MAKE).said
    assert said.count((tmp_path / "made.md").read_text("utf-8")) == 2


@pytest.mark.parametrize("chosen", [ENTER, KEEP])
def test_enter_makes_no_file_and_says_where_the_words_are(
    agree: Agree, context: AppContext, tmp_path: Path, chosen: str
) -> None:
    said = agree(*ALL, FINISH, chosen).said
    assert not (tmp_path / "made.md").exists()
    assert str(context.notebook.drafts / "agreements") in said
    assert SHARE in kept(context)


def test_words_are_removed_where_that_is_chosen(
    agree: Agree, context: AppContext, tmp_path: Path
) -> None:
    agree(*ALL, FINISH, REMOVE)
    assert not (tmp_path / "made.md").exists()
    assert kept(context) == ""


def test_words_are_gone_from_the_drafts_once_the_file_is_made(
    agree: Agree, context: AppContext
) -> None:
    agree(*ALL, FINISH, MAKE)
    assert kept(context) == ""
    assert not context.notebook.folder.exists()


@pytest.mark.parametrize("count", range(len(ALL)))
def test_whoever_stops_in_a_part_finds_all_words_again(
    agree: Agree, context: AppContext, tmp_path: Path, count: int
) -> None:
    with pytest.raises(StopRequest):
        agree(*ALL[:count], f"Half a thought{STOP}")
    words = kept(context)
    assert all(one in words for one in (*ALL[:count], "Half a thought"))
    assert not (tmp_path / "made.md").exists()
    said = agree(*("",) * (len(ALL) - count), FINISH, MAKE).said
    assert f"{count + 1} of 5." in said
    assert "Half a thought" in (tmp_path / "made.md").read_text("utf-8")


@pytest.mark.parametrize("end", [(STOP,), (FINISH, STOP)])
def test_whoever_stops_at_a_menu_finds_all_words_again(
    agree: Agree, context: AppContext, end: tuple[str, ...]
) -> None:
    with pytest.raises(StopRequest):
        agree(*ALL, *end)
    assert all(one in kept(context) for one in ALL)


def test_other_files_begin_anew(agree: Agree) -> None:
    with pytest.raises(StopRequest):
        agree(SHARE, STOP)
    other = lay(("Amina", "acorn elm fox"), ("Li", "ivory elm fox"))
    assert "1 of 5." in agree(*("",) * 4, "Li.", FINISH, MAKE, page=other).said


def test_words_are_gone_through_again(agree: Agree, tmp_path: Path) -> None:
    agree(*ALL, FINISH, GO_THROUGH, "4", "=Meet on Fridays.", FINISH, MAKE)
    made = (tmp_path / "made.md").read_text("utf-8")
    assert "Meet on Fridays." in made
    assert SHARE in made


def test_nothing_written_makes_no_file(agree: Agree, context: AppContext, tmp_path: Path) -> None:
    said = agree(*("",) * 5).said
    assert "Nothing is written, so no file was made." in said
    assert not (tmp_path / "made.md").exists()
    assert kept(context) == ""


def test_what_was_agreed_before_is_there_to_be_changed(agree: Agree, tmp_path: Path) -> None:
    agree("", "", "", "=New plan.", "", FINISH, MAKE, before=BEFORE)
    made = (tmp_path / "made.md").read_text("utf-8")
    assert "Old tea." in made
    assert "New plan." in made
    assert "Old plan." not in made


def test_what_was_agreed_before_can_be_removed(agree: Agree, tmp_path: Path) -> None:
    agree(DISCARD, "yes", "", "", "", "", FINISH, MAKE, before=BEFORE)
    assert "Old tea." not in (tmp_path / "made.md").read_text("utf-8")


def test_all_that_was_agreed_is_shown_before_somebody_writes_on_what_came_of_it() -> None:
    out = StringIO()
    show_agreement(Console(out, out, plain=True), BEFORE)
    shown = out.getvalue()
    assert all(one in shown for one in ("3 May", JOY, "What we share:", "Old tea.", "Old plan."))


@pytest.mark.parametrize("command", ["/private", "/shareable"])
def test_words_for_a_page_are_neither_private_nor_shareable(agree: Agree, command: str) -> None:
    said = agree(SHARE, command, DIFFER, "/help", OPEN, *ALL[3:], FINISH, MAKE).said
    assert said.count("All that you write here is for the page.") == 1
    assert not re.search("private|shareable", said, re.IGNORECASE)
    assert "Saved.\n" in said


OTHER_BEFORE = replace(BEFORE, for_all=("Other plan.", ""))


@pytest.mark.parametrize(("first", "then"), [(BEFORE, None), (None, BEFORE),
                                             (BEFORE, OTHER_BEFORE)])  # fmt: skip
def test_words_begun_beside_one_agreement_do_not_stand_beside_another(
    agree: Agree, tmp_path: Path, first: Agreement | None, then: Agreement | None
) -> None:
    with pytest.raises(StopRequest):
        agree(f"=Of the first.{STOP}", before=first)
    agree(SHARE, "", "", "", "", FINISH, MAKE, before=then)
    made = (tmp_path / "made.md").read_text("utf-8")
    assert "Of the first." not in made
    assert all(words in made for words in (then.for_all[:1] if then else ()))


def test_words_begun_beside_an_agreement_are_found_beside_it_again(agree: Agree) -> None:
    with pytest.raises(StopRequest):
        agree(f"=Of the first.{STOP}", before=BEFORE)
    assert "Of the first." in agree("", "", "", "", "", FINISH, MAKE, before=BEFORE).said


def test_what_was_agreed_before_is_shown_and_named_where_it_can_be_confirmed(agree: Agree) -> None:
    said = agree(*("",) * 5, FINISH, MAKE, before=BEFORE).said
    for part, words in (("Part 1 of 5.", "Old tea."), ("Part 4 of 5.", "Old plan.")):
        shown = said.partition(part)[2].partition("Part ")[0]
        assert f"What you agreed on 3 May:\n\n  {words}\n" in shown
    assert "Your answer is" not in said


def test_what_was_written_is_shown_where_it_can_be_confirmed(agree: Agree) -> None:
    said = agree(*ALL, FINISH, GO_THROUGH, "4", "", FINISH, MAKE).said
    assert f"What stands here now:\n\n  {WILL_DO}\n" in said


def test_a_file_that_came_meanwhile_stays_and_it_is_said_where_the_words_are(
    context: AppContext, tmp_path: Path
) -> None:
    made = tmp_path / "made.md"
    maker = AgreementMaker(context, Destination(output=str(made)), force=False)
    made.write_text("Of somebody else.", "utf-8")
    with pytest.raises(PartnershipError) as raised:
        maker.agree(TypedTerminal(context, *ALL, FINISH, MAKE).session, PAGE, None)
    assert made.read_text("utf-8") == "Of somebody else."
    assert str(context.notebook.drafts / "agreements") in raised.value.words
    assert all(words in kept(context) for words in ALL)


@pytest.mark.parametrize("typed", [(SHARE, STOP), (*ALL, STOP)], ids=["part", "review"])
def test_what_is_said_after_ctrl_c_begins_on_a_line_of_its_own(
    context: AppContext, typed: tuple[str, ...]
) -> None:
    terminal = TypedTerminal(context, *typed)
    with pytest.raises(StopRequest):
        AgreementMaker(context, Destination(output="-"), force=False).agree(
            terminal.session, PAGE, None
        )
    assert "\n\nNo file was made." in terminal.said
