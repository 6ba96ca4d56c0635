"""What partners send back, after other programs: read as it was written, or refused by its line."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from damages import AROUND, CERTAIN, FEET, ODD_FEET, QUOTED, RULES, Damage
from partnership_cli.commands.partner_files import ContributionFile, ContributionReader
from partnership_cli.errors import FileProblemError
from partnership_cli.formats.answers_file import parse_answers
from partnership_cli.formats.fingerprint_words import make_fingerprint
from partnership_cli.formats.framework_attribution import attribute, escape_about
from partnership_cli.formats.handout import make_handout, render_handout_markdown
from partnership_cli.formats.markdown_pages import export_markdown
from partnership_cli.formats.note import render_note
from partnership_cli.formats.shared_file import render_shared
from partnership_cli.framework.companion import make_companion
from partnership_cli.framework.loader import load_companion, load_framework, parse_framework
from partnership_cli.framework.model import Framework
from partnership_cli.reflection.selection import select_questions
from partnership_cli.reflection.session import Answer, Session
from partnership_cli.reflection.together import SharedAnswer

RECEIVED = Path(__file__).parents[1] / "received"
GARDEN = parse_framework((RECEIVED / "framework.yaml").read_bytes(), "framework.yaml")
OURS = load_framework()
FRAMEWORKS = {"ours": OURS, "garden": GARDEN}
GATHERERS = {
    "ours": ContributionReader(OURS, load_companion(OURS)),
    "garden": ContributionReader(GARDEN, make_companion(GARDEN)),
}
ANSWERS = ("We take turns.\n\n- Monday: me", "Keep <b>this</b> one, and ![that](x).", "One.\nTwo.")
IN_MARKDOWN = {
    "seeds": "A spade, a cup – and “time”.\n\nIt cost $5 * 2, see [1] and a_b_c. Café.",
    "tools": "We take turns.\n\n- Monday: me\n- Tuesday: you",
    "weather": "1. We ask.\n2. We listen.",
}


def choose(framework: Framework) -> tuple[SharedAnswer, ...]:
    questions = [question for _, question in framework.questions()]
    return tuple(
        SharedAnswer(one.id, one.text, text) for one, text in zip(questions, ANSWERS, strict=False)
    )


def share(framework: Framework) -> str:
    foot = attribute(escape_about(framework.framework))
    return render_shared("Maya Lind", choose(framework), foot)


def hand_out(framework: Framework, *answers: SharedAnswer) -> str:
    """Return a page of three questions of which the last is left blank, or answered."""
    ids = tuple(one.question for one in choose(framework))
    chosen = select_questions(framework, make_companion(framework), questions=ids)
    text = render_handout_markdown(
        make_handout(chosen, frozenset(), "Maya Lind"), framework.framework
    )
    for one in answers or choose(framework)[:2]:
        text = text.replace(f"## {one.text}\n", f"## {one.text}\n\n{one.answer}\n")
    return text


def read(folder: Path, text: str | bytes, framework: str = "ours") -> ContributionFile:
    path = folder / "maya.md"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return GATHERERS[framework].read(path)


def refuse(folder: Path, text: str | bytes, framework: str = "ours") -> str:
    with pytest.raises(FileProblemError) as raised:
        read(folder, text, framework)
    return str(raised.value).replace(f"{folder}/", "")


# Each damage by itself


@pytest.mark.parametrize("damage", CERTAIN)
@pytest.mark.parametrize("name", FRAMEWORKS)
def test_a_shared_file_is_read_as_it_was_given(tmp_path: Path, name: str, damage: str) -> None:
    framework = FRAMEWORKS[name]
    brought = read(tmp_path, CERTAIN[damage](share(framework)), name)
    assert (brought.name, brought.answers) == ("Maya Lind", choose(framework))


@pytest.mark.parametrize("damage", CERTAIN)
@pytest.mark.parametrize("name", FRAMEWORKS)
def test_a_handout_is_read_as_it_was_filled_in(tmp_path: Path, name: str, damage: str) -> None:
    framework = FRAMEWORKS[name]
    brought = read(tmp_path, CERTAIN[damage](hand_out(framework)), name)
    assert (brought.name, brought.answers) == ("Maya Lind", choose(framework)[:2])


@pytest.mark.parametrize("damage", RULES | FEET | ODD_FEET)
def test_the_last_answer_of_a_handout_ends_above_the_attribution(
    tmp_path: Path, damage: str
) -> None:
    given = choose(OURS)
    assert read(tmp_path, (CERTAIN | ODD_FEET)[damage](hand_out(OURS, *given))).answers == given


@pytest.mark.parametrize("damage", CERTAIN)
def test_a_file_keeps_its_three_words_while_its_answers_are_the_same(
    tmp_path: Path, damage: str
) -> None:
    words = make_fingerprint(share(OURS))
    assert read(tmp_path, CERTAIN[damage](share(OURS))).fingerprint == words


@pytest.mark.parametrize("damage", CERTAIN)
def test_a_file_with_another_answer_has_other_words(tmp_path: Path, damage: str) -> None:
    changed = CERTAIN[damage](share(OURS).replace("We take", "We never take"))
    assert read(tmp_path, changed).fingerprint != make_fingerprint(share(OURS))


def test_of_a_file_that_nothing_changed_nothing_is_said(tmp_path: Path) -> None:
    assert read(tmp_path, share(OURS)).told == ()


@pytest.mark.parametrize("damage", AROUND | QUOTED)
def test_what_was_left_out_or_changed_is_said_in_one_line_each(tmp_path: Path, damage: str) -> None:
    told = read(tmp_path, CERTAIN[damage](share(OURS))).told
    assert told
    assert all(line.startswith(f"{tmp_path / 'maya.md'}:") and "\n" not in line for line in told)


@pytest.mark.parametrize("rule", ["---", "***", "—"])
def test_an_answer_that_ends_in_a_rule_keeps_it(tmp_path: Path, rule: str) -> None:
    given = (*choose(OURS)[:2], SharedAnswer(*_two(choose(OURS)[2]), f"One.\n{rule}"))
    assert read(tmp_path, hand_out(OURS, *given)).answers == given


def _two(given: SharedAnswer) -> tuple[str, str]:
    return given.question, given.text


@pytest.mark.parametrize(
    "answer",
    [
        "The questions are from the heart.",
        "The questions are from the *Book*,\nand I like them.",
        "The questions are from last year.\n\nThe answers are not.",
    ],
)
def test_an_answer_may_begin_as_the_attribution_does(tmp_path: Path, answer: str) -> None:
    given = (*choose(OURS)[:2], SharedAnswer(*_two(choose(OURS)[2]), answer))
    assert read(tmp_path, hand_out(OURS, *given)).answers == given
    assert read(tmp_path, RULES["the rule as ''"](hand_out(OURS, *given))).answers == given


@pytest.mark.parametrize("gap", [" ", "\n", "\n\n"])
@pytest.mark.parametrize("make", [share, hand_out])
def test_words_behind_the_attribution_are_refused(
    tmp_path: Path, gap: str, make: Callable[[Framework], str]
) -> None:
    text = make(OURS)
    assert "comes after the end" in refuse(tmp_path, f"{text.rstrip()}{gap}PS: one thing more.\n")


# What is not certain


TURNS = "> We take turns."
NICE = "Nice page!"


@pytest.mark.parametrize(
    ("change", "line", "what"),
    [
        (lambda text: f"Hello Theo,\n\n{text}", "Hello Theo,", "before the first question"),
        (lambda text: f"# Hello\n\n{text}", "# Answers from Maya Lind", "remove what is above it"),
        (lambda text: f"{QUOTED['in an answer'](text)}\n{NICE}\n", NICE, "after the end"),
        (lambda text: f"{text}\n--\n" + f"{NICE}\n" * 20, NICE, "after the end"),
        (lambda text: text.replace(TURNS, TURNS[2:]), TURNS[2:], "belongs to no answer"),
        (lambda text: text.replace("\n## ", "\n***\n\n## ", 1), "***", "belongs to no answer"),
        (lambda text: text.replace(TURNS, f"---\nx\n{TURNS}"), "x", "after the end"),
    ],
)
def test_a_line_that_is_not_known_is_refused_with_its_place(
    tmp_path: Path, change: Damage, line: str, what: str
) -> None:
    text = change(share(OURS))
    number = text.split("\n").index(line) + 1
    assert re.search(rf"maya\.md:{number}:1: .*{what}", refuse(tmp_path, text))


@pytest.mark.parametrize(
    ("end", "what"), [("who wrote", "is not whole"), ("---", "the end of the file is missing")]
)
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, end: str, what: str) -> None:
    text = share(OURS)
    assert what in refuse(tmp_path, text[: text.index(end)])


def test_a_line_is_named_as_it_stands_in_the_file_though_others_were_left_out(
    tmp_path: Path,
) -> None:
    text = CERTAIN["a mail's heading above"](share(OURS)).replace("> We take", "We take")
    number = text.split("\n").index("We take turns.") + 1
    assert f"maya.md:{number}:1: this line belongs to no answer" in refuse(tmp_path, text)


# Documents and mails


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 a word processor",
        rb"{\rtf1\ansi How is equity considered in my partnerships?}",
        b"%PDF-1.7\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"<!DOCTYPE html>\n<html><h2>How is equity considered in my partnerships?</h2>",
    ],
)
def test_a_document_is_to_be_saved_as_plain_text(tmp_path: Path, data: bytes) -> None:
    assert "save it as plain text (.txt) or for Word (.docx), and give that" in refuse(
        tmp_path, data
    )


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_a_mail_in_codes_is_refused(tmp_path: Path, encoding: str) -> None:
    text = f"From: x\nSubject: y\nContent-Transfer-Encoding: {encoding}\n\n{share(OURS)}"
    assert "a mail as it was sent" in refuse(tmp_path, text)


# Names


@pytest.mark.parametrize(
    "line", ["Name - Li", "Name – Li", "Name = Li", "Name:\nLi", "Name\n\nLi", "**Name**\n\n*Li*"]
)
def test_a_name_is_found_however_it_is_set(tmp_path: Path, line: str) -> None:
    text = hand_out(OURS).replace("Name: Maya Lind", line)
    assert read(tmp_path, text).name == "Li"


@pytest.mark.parametrize("line", ["Name:\nI am not sure.", "Name:\nLi\nand more"])
def test_a_sentence_below_the_name_is_refused(tmp_path: Path, line: str) -> None:
    text = hand_out(OURS).replace("Name: Maya Lind", line)
    assert "before the first question" in refuse(tmp_path, text)


# Answers between quoted lines


@pytest.mark.parametrize("level", [1, 2])
def test_answers_written_into_a_mail_are_read(tmp_path: Path, level: int) -> None:
    text = hand_out(OURS, SharedAnswer("", "no such question", ""))
    for _ in range(level):
        text = CERTAIN["in a quotation"](text)
    signs = "> " * level
    for one in choose(OURS):
        text = text.replace(f"{signs}## {one.text}\n", f"{signs}## {one.text}\n{one.answer}\n")
    assert read(tmp_path, f"On 25/11/26 Theo wrote:\n{text}").answers == choose(OURS)


# Headings underlined, and what a page for a browser says below a question


def underline(text: str) -> str:
    text = re.sub(
        r"^# (.*)$", lambda one: f"{one[1]}\n{'=' * len(one[1])}", text, flags=re.MULTILINE
    )
    return re.sub(
        r"^## (.*)$", lambda one: f"{one[1]}\n{'-' * len(one[1])}", text, flags=re.MULTILINE
    )


@pytest.mark.parametrize("make", [share, hand_out])
def test_headings_that_are_underlined_are_known(
    tmp_path: Path, make: Callable[[Framework], str]
) -> None:
    brought = read(tmp_path, underline(make(OURS)))
    count = 3 if make is share else 2
    assert (brought.name, brought.answers) == ("Maya Lind", choose(OURS)[:count])


@pytest.mark.parametrize("change", [str, underline])
def test_a_line_right_above_the_rule_is_not_taken_for_a_question(
    tmp_path: Path, change: Damage
) -> None:
    text = change(share(OURS).replace("\n---\n", "\nOne thing more.\n---\n"))
    number = text.split("\n").index("One thing more.") + 1
    assert f"maya.md:{number}:1: this line belongs to no answer" in refuse(tmp_path, text)


def test_a_title_without_its_sign_is_no_answer(tmp_path: Path) -> None:
    text = hand_out(OURS).replace("# ", "", 1)
    assert read(tmp_path, text).answers == choose(OURS)[:2]


def test_for_whom_a_question_is_is_no_answer(tmp_path: Path) -> None:
    framework = parse_framework(
        b"framework: {id: x, title: X}\nthemes:\n  - id: t\n    title: T\n    questions:\n"
        b"      - {id: why, text: Why do you come here again?, for: students}\n"
        b"      - {id: who, text: Who else comes along with you?, for: students}\n",
        "x.yaml",
    )
    path = tmp_path / "x.txt"
    path.write_text(
        "Why do you come here again?\n(for students)\nTo learn.\n"
        "Who else comes along with you?\n\n(for students)\n",
        "utf-8",
    )
    brought = ContributionReader(framework, make_companion(framework)).read(path)
    assert [one.answer for one in brought.answers] == ["To learn."]


# What word processors leave


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x0b", "\x85"])
def test_a_soft_line_end_in_a_handout_is_a_line_end(tmp_path: Path, sign: str) -> None:
    one = choose(OURS)[0]
    text = hand_out(OURS, SharedAnswer(one.question, one.text, f"One.{sign}Two."))
    assert read(tmp_path, text).answers[0].answer == "One.\nTwo."


def test_a_soft_line_end_in_a_shared_file_stays(tmp_path: Path) -> None:
    text = share(OURS).replace("We take", "We\u2028take")
    assert "We\u2028take" in read(tmp_path, text).answers[0].answer


def page_out(*pages: str) -> str:
    """Return a handout with an answer over several pages."""
    one = choose(OURS)[0]
    return hand_out(OURS, SharedAnswer(one.question, one.text, "\x0c".join(pages)))


def test_page_numbers_that_go_up_are_left_out_and_said(tmp_path: Path) -> None:
    text = page_out("One.\n\n1\n", "Two.\n\nPage 2\n", "Three.")
    brought = read(tmp_path, text.rstrip() + "\n\n3\n")
    assert [line for line in brought.answers[0].answer.split("\n") if line] == [
        "One.", "Two.", "Three.",
    ]  # fmt: skip
    assert "page numbers (3 lines): left out" in brought.told[0]


def test_a_number_that_may_be_of_a_page_is_kept_and_said(tmp_path: Path) -> None:
    brought = read(tmp_path, page_out("One.\n\n7\n", "Two."))
    assert brought.answers[0].answer == "One.\n\n7\nTwo."
    assert "perhaps a page number" in brought.told[0]


# Backslashes


ESCAPED = "It cost \\$5 \\* 2, see \\[1\\].\n\n1\\. First\n\n\\- then \\\\ and \\<b\\>"
CLEAR = "It cost $5 * 2, see [1].\n\n1. First\n\n- then \\ and <b>"


@pytest.mark.parametrize(
    "damage", ["the rule as '--------'", "with links between angles", "with escapes"]
)
def test_backslashes_of_a_markdown_writer_are_taken_out_and_said(
    tmp_path: Path, damage: str
) -> None:
    one = choose(OURS)[0]
    text = CERTAIN[damage](hand_out(OURS, SharedAnswer(one.question, one.text, ESCAPED)))
    brought = read(tmp_path, text)
    assert brought.answers[0].answer == CLEAR
    assert "backslashes" in brought.told[0]


def test_backslashes_that_a_person_may_have_typed_are_kept_and_said(tmp_path: Path) -> None:
    one = choose(OURS)[0]
    brought = read(tmp_path, hand_out(OURS, SharedAnswer(one.question, one.text, ESCAPED)))
    assert brought.answers[0].answer == ESCAPED
    assert "a backslash before a sign" in brought.told[0]


@pytest.mark.parametrize("answer", [r"C:\new and \* x", "¯\\_(ツ)_/¯", r"\* one and 2 * 3"])
def test_backslashes_that_no_writer_of_markdown_left_are_kept(tmp_path: Path, answer: str) -> None:
    one = choose(OURS)[0]
    text = CERTAIN["the rule as '--------'"](
        hand_out(OURS, SharedAnswer(one.question, one.text, answer))
    )
    assert read(tmp_path, text).answers[0].answer == answer


# Encodings


@pytest.mark.parametrize(
    ("encoding", "called"),
    [("cp1252", "Windows-1252"), ("mac_roman", "Windows-1252"), ("utf-16", "UTF-16")],
)
def test_the_encoding_that_was_taken_is_said(tmp_path: Path, encoding: str, called: str) -> None:
    one = choose(OURS)[0]
    data = hand_out(OURS, SharedAnswer(one.question, one.text, "Café – “so”")).encode(encoding)
    assert f"read as {called}" in read(tmp_path, data).told[0]


def test_one_byte_that_is_wrong_does_not_change_the_others(tmp_path: Path) -> None:
    one = choose(OURS)[0]
    data = hand_out(OURS, SharedAnswer(one.question, one.text, "Zoë – “café” ~")).encode()
    answer = read(tmp_path, data.replace(b"~", b"\xe9")).answers[0].answer
    assert answer == "Zoë – “café” \ufffd"


# Answers that nobody chose to share


def secret() -> Session:
    one = choose(OURS)[0]
    written = datetime(2026, 11, 25, 10, tzinfo=UTC)
    answer = Answer(question=one.question, text=one.text, answer="Secret.", written=written)
    return Session(
        id="20261125t100000z-k7m2q9", title="Power", started=written, partners=("Sam",),
        framework=OURS.framework.id, answers=(answer,),
    )  # fmt: skip


NOTE = render_note(secret()).decode()
BODY = NOTE.partition("\n---\n")[2]
EXPORT = export_markdown(secret(), OURS)
PRIVATE = {
    "a note": NOTE,
    "a note without its front matter": BODY,
    "a note without its markers": re.sub(r"<!--.*-->\n", "", NOTE),
    "an export": EXPORT,
    "an export of before": re.sub(
        r"^\d{1,2} [A-Z]\w+ \d{4}", "2026-11-23", EXPORT, count=1, flags=re.MULTILINE
    ),
}
CHANGES = {
    "as it is": lambda text: text,
    "a blank line above": lambda text: f"\n{text}",
    "words above": lambda text: f"Hello!\n\n{text}",
    "escaped": lambda text: re.sub(r"([<>!_*\[\]#-])", r"\\\1", text),
    "a backslash before": lambda text: text.replace("<!--", "\\<!--"),
    "with dashes": lambda text: text.replace("--", "—"),
    "with other dashes": lambda text: text.replace("<!--", "<!–"),
    "with hard spaces": lambda text: text.replace(" ", "\xa0"),
    "indented": lambda text: re.sub("^", "    ", text, flags=re.MULTILINE),
    "as HTML": lambda text: text.replace("<", "&lt;").replace(">", "&gt;"),
    "without spaces": lambda text: text.replace("<!-- ", "<!--"),
    "in capitals": str.upper,
    "in lines of 40": lambda text: re.sub(r"(.{30}\S*) ", r"\1\n", text),
    "without signs of headings": lambda text: re.sub("^#+ ", "", text, flags=re.MULTILINE),
    **AROUND,
    **QUOTED,
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("private", PRIVATE)
def test_answers_that_nobody_chose_to_share_are_refused_whatever_was_done_to_them(
    tmp_path: Path, private: str, change: str
) -> None:
    told = refuse(tmp_path, CHANGES[change](PRIVATE[private]))
    assert "nobody chose to share" in told
    assert "partnership share" in told
    assert "Secret" not in told


def test_a_title_that_is_a_question_does_not_hide_an_export(tmp_path: Path) -> None:
    one = choose(OURS)[0]
    text = export_markdown(replace(secret(), title=one.text), OURS)
    for change in (str, CHANGES["without signs of headings"], QUOTED["in a quotation"]):
        assert "nobody chose to share" in refuse(tmp_path, change(text))


@pytest.mark.parametrize(
    "answer", ["Partnership: 8\nStatus: good", "2026-12-01", "Great! Answer: x"]
)
def test_an_answer_is_no_note_by_a_word_or_a_day(tmp_path: Path, answer: str) -> None:
    one, other = choose(OURS)[:2]
    typed = f"Name: Li\n\n{one.text}\n\nYes.\n\n{other.text}\n\n{answer}\n"
    assert read(tmp_path, typed).answers[1].answer == answer
    filled = hand_out(OURS, SharedAnswer(one.question, one.text, answer))
    assert read(tmp_path, filled).answers[0].answer == answer


def test_an_answer_may_speak_of_the_marks_of_a_note(tmp_path: Path) -> None:
    text = share(OURS).replace("We take turns.", "2026-11-25\n> partnership: we! Answer: x")
    assert read(tmp_path, text).answers[0].answer.startswith("2026-11-25\npartnership: we! ")


# Files of this person's own, for `reflect --answers`


@pytest.mark.parametrize("damage", RULES | FEET | ODD_FEET)
def test_an_answers_file_ends_above_the_attribution(damage: str) -> None:
    text = (CERTAIN | ODD_FEET)[damage](hand_out(OURS))
    text = "# Mine\n\n" + text[text.index("## ") :]
    asked = [question for _, question in OURS.questions()]
    wanted = tuple((one.question, one.answer) for one in choose(OURS)[:2])
    if damage != "in lines with blank ones between":
        assert parse_answers(text.encode(), "mine.md", asked) == wanted


# Files that real programs made


SHARED_AS_TEXT = {"pandoc-plain.txt", "word-utf-8.txt", "word-utf-16.txt", "word-windows-1252.txt"}
REFUSED = {"word-pandoc-gfm.md", "word-pandoc-markdown.md"}
"""A list of a word processor stands outside of its quotation."""
MADE = sorted(path.relative_to(RECEIVED).as_posix() for path in RECEIVED.glob("*/*.*"))


def simplify(text: str) -> list[str]:
    """Return the words of an answer, without the signs that these programs set in another way."""
    for old, new in (("“", '"'), ("”", '"'), ("–", "--"), ("•", "-")):
        text = text.replace(old, new)
    return re.sub(r"^(\s*)\d+\.", r"\1N.", text, flags=re.MULTILINE).split()


@pytest.mark.parametrize("file", [one for one in MADE if "/__" not in one])
def test_a_file_that_a_program_made_is_read_or_refused(file: str) -> None:
    kind, _, name = file.partition("/")
    wanted = IN_MARKDOWN | ({"fences": "Keep <b>this</b> one."} if kind == "shared" else {})
    if kind == "shared" and name in REFUSED:
        with pytest.raises(FileProblemError, match=r":\d+:1: this line belongs to no answer"):
            GATHERERS["garden"].read(RECEIVED / file)
        return
    brought = GATHERERS["garden"].read(RECEIVED / file)
    assert brought.name == "Maya Lind"
    found = {one.question: simplify(one.answer) for one in brought.answers}
    assert found == {question: simplify(text) for question, text in wanted.items()}


@pytest.mark.parametrize("name", ["as-made.md", "prettier.md", "prettier-wrapped.md"])
def test_prettier_does_not_change_the_three_words(name: str) -> None:
    words = make_fingerprint((RECEIVED / "shared/as-made.md").read_text("utf-8"))
    assert GATHERERS["garden"].read(RECEIVED / "shared" / name).fingerprint == words


@pytest.mark.parametrize("name", sorted(SHARED_AS_TEXT))
def test_a_shared_file_saved_as_plain_text_is_said_to_have_other_words(name: str) -> None:
    told = GATHERERS["garden"].read(RECEIVED / "shared" / name).told
    assert any("plain text" in line for line in told)


@pytest.mark.parametrize("gap", ["\t", "\xa0"])
def test_another_space_behind_the_sign_of_a_quotation_is_ours(tmp_path: Path, gap: str) -> None:
    text = share(OURS).replace("\n> ", f"\n>{gap}")
    assert read(tmp_path, text).answers == choose(OURS)


def test_of_a_file_that_nobody_changed_nothing_is_said(tmp_path: Path) -> None:
    answer = choose(OURS)[0]
    given = (dataclasses.replace(answer, answer="A \\# sign, and \\* another."),)
    foot = attribute(escape_about(OURS.framework))
    brought = read(tmp_path, render_shared("Maya Lind", given, foot))
    assert (brought.answers, brought.told) == (given, ())


def test_a_marker_of_another_word_is_one_of_a_note(tmp_path: Path) -> None:
    told = refuse(tmp_path, re.sub("<!-- /?answer", "<!-- ans", BODY))
    assert "nobody chose to share" in told


@pytest.mark.parametrize("damage", ODD_FEET)
def test_an_odd_attribution_without_a_rule_is_nobodys_answer(tmp_path: Path, damage: str) -> None:
    given = choose(OURS)
    text = RULES["the rule as ''"](ODD_FEET[damage](hand_out(OURS, *given)))
    assert read(tmp_path, text).answers == given
