"""What Markdown looks like on the screen: what is bold, what is set in, what stands beside what."""

from __future__ import annotations

import io

import pytest

from partnership_cli.terminal.console import Console
from partnership_cli.views.markdown import show_markdown

BOLD, ITALIC, UNDERLINE, NORMAL = "\x1b[1m", "\x1b[3m", "\x1b[4m", "\x1b[0m"
TABLE = "| who | decides |\n| --- | --- |\n| Amina | the agenda |\n"


def show(text: str, width: int = 80, *, styled: bool = True, indent: str = "") -> list[str]:
    out = io.StringIO()
    show_markdown(Console(out, out, width=width, styled=styled, wraps=True), text, indent)
    return out.getvalue().split("\n")[:-1]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("say **who decides** here", f"say {BOLD}who decides{NORMAL} here"),
        ("a *quiet* word", f"a {ITALIC}quiet{NORMAL} word"),
        ("***both***", f"\x1b[1;3mboth{NORMAL}"),
        ("## What I give", f"{UNDERLINE}What I give{NORMAL}"),
        ("~~not so~~", "~~not so~~"),
        ("`a*b`", "`a*b`"),
        ("``a*b``", "`a*b`"),
        ("```a``b```", "```a``b```"),
        ("`` `a` ``", "`` `a` ``"),
        ("[notes](https://a.org/b)", f"{UNDERLINE}notes{NORMAL} (https://a.org/b)"),
        ("[notes](b.md 'old')", f"{UNDERLINE}notes{NORMAL} (b.md) (old)"),
        ("<https://a.org>", f"{UNDERLINE}https://a.org{NORMAL}"),
        ("[https://a.org](https://a.org)", f"{UNDERLINE}https://a.org{NORMAL}"),
        ("![our board](board.png)", "our board (board.png)"),
        (
            "[münchen](http://münchen.de/ü%20b)",
            f"{UNDERLINE}münchen{NORMAL} (http://münchen.de/ü%20b)",
        ),
        ("a <thing> b", "a <thing> b"),
        ("<div>kept</div>", "<div>kept</div>"),
        ("- one", "• one"),
        ("* one", "• one"),
        ("7) one", "7) one"),
        ("> said", "│ said"),
        ("> - said", "│ • said"),
        ("    code  as typed", "  code  as typed"),
        ("***", "─" * 20),
        ("-", "•"),
        (r"\*as typed\*", "*as typed*"),
    ],
)
def test_each_thing_has_its_look(typed: str, shown: str) -> None:
    assert show(typed) == [shown]


@pytest.mark.parametrize(
    "typed", ["say **who** decides", "a *quiet* word", "### What I give", "a _quiet_ __word__"]
)
def test_the_signs_stay_where_nothing_can_stand_out(typed: str) -> None:
    assert show(typed, styled=False) == [typed]


def test_a_line_that_ends_is_a_line_that_breaks() -> None:
    assert show("roses\nviolets") == ["roses", "violets"]


def test_a_line_that_a_program_broke_goes_on() -> None:
    broken = "The programme board met on Tuesday. I spoke twice, both times when asked. Then"
    rows = show(f"{broken}\nthe agenda moved on.", 40)
    assert " ".join(rows) == f"{broken} the agenda moved on."
    assert max(map(len, rows[:-1])) - min(map(len, rows[:-1])) < 10


def test_the_rows_of_an_item_stand_below_its_words() -> None:
    assert show("- a word and another one, and more of them", 30) == [
        "• a word and another one, and",
        "  more of them",
    ]


def test_the_numbers_of_a_list_end_in_one_column() -> None:
    assert show("9. nine\n10. ten") == [" 9. nine", "10. ten"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("1. a\n2. b\n10. c", [" 1. a", " 2. b", "10. c"]),
        ("1. a\n1. b\n1. c", ["1. a", "1. b", "1. c"]),
        ("3) a\n1) b", ["3) a", "1) b"]),
        ("0. a\n007. b", ["  0. a", "007. b"]),
        ("2. a\n   5. b\n   4. c\n1. d", ["2. a", "   5. b", "   4. c", "1. d"]),
    ],
)
def test_a_list_has_the_numbers_that_were_typed(typed: str, shown: list[str]) -> None:
    assert show(typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("- a\n- b\n  - c\n- d", ["• a", "• b", "  • c", "• d"]),
        ("- a\n\n- b", ["• a", "", "• b"]),
        ("a\n\n\n\nb", ["a", "", "b"]),
        ("# a\nb", [f"{UNDERLINE}a{NORMAL}", "", "b"]),
        ("> a\n>\n> b", ["│ a", "│", "│ b"]),
    ],
)
def test_an_empty_row_stands_between_blocks_but_not_in_a_short_list(
    typed: str, shown: list[str]
) -> None:
    assert show(typed) == shown


def test_a_quotation_has_its_bar_on_every_row() -> None:
    assert all(row.startswith("│ ") for row in show("> " + "word " * 30, 40))


def test_the_cells_of_a_table_stand_beside_each_other_below_their_heads() -> None:
    head, rule, row = show(TABLE)
    assert head.replace(BOLD, "").replace(NORMAL, "").index("decides") == row.index("the agenda")
    assert head.startswith(BOLD)
    assert set(rule) == {"─"}


def test_a_table_that_does_not_fit_has_each_cell_on_a_row_of_its_own() -> None:
    wide = TABLE.replace("the agenda", "the agenda of each meeting")
    assert show(wide, 30, styled=False) == [
        "who",
        "  decides",
        "─" * 30,
        "Amina",
        "  the agenda of each meeting",
    ]


@pytest.mark.parametrize(
    "unusual",
    [
        "| a | b |\n|---|---|\n| c | `p|q` |",
        "| a |\n|---|\n| b | 7 |",
        "> " * 30 + "deep",
        "> | a |\n> |---|\n> | b | lost |",
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_block_of_which_words_would_be_lost_stands_as_typed_and_no_other(
    unusual: str, line_end: str
) -> None:
    text = f"# first\n\n{unusual}\n\nsay **who** [a]: b\n\n{unusual}\n\n- last"
    assert show(text.replace("\n", line_end)) == [
        f"{UNDERLINE}first{NORMAL}",
        "",
        *unusual.split("\n"),
        "",
        f"say {BOLD}who{NORMAL} [a]: b",
        "",
        *unusual.split("\n"),
        "",
        "• last",
    ]


def test_a_table_without_words_in_its_head_has_no_rule() -> None:
    assert show("| | |\n|---|---|\n| a | b |") == ["a  b"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("```python\nif a:\n    b\n```", ["python:", "  if a:", "      b"]),
        ("~~~ sh one\nls\n~~~", ["sh one:", "  ls"]),
        ("```note:\nls\n```", ["note:", "  ls"]),
        ("```\nls\n```", ["  ls"]),
        ("```python\n```", ["python:"]),
        ("- ```sh\n  ls\n  ```", ["• sh:", "    ls"]),
    ],
)
def test_code_keeps_its_lines_and_its_name_stands_before_them(typed: str, shown: list[str]) -> None:
    assert show(typed) == shown


@pytest.mark.parametrize("sign", ["\x1b[2J", "&#x202e;x", "\x9b2J"])
def test_a_control_character_is_spelled_out(sign: str) -> None:
    shown = "\n".join(show(f"**{sign}** `{sign}` | ![{sign}](a)", styled=False))
    assert shown.isprintable()
    assert "⟨U+" in shown


def test_an_answer_that_is_set_in_has_no_row_at_the_edge() -> None:
    text = f"# a\n\n- b\n\n{TABLE}\n    code\n\n> c\n\n---"
    assert all(row.startswith("  ") for row in show(text, indent="  ") if row)


@pytest.mark.parametrize("how", [{"plain": True, "wraps": True}, {}])
def test_a_pipe_and_plain_mode_get_what_was_typed(how: dict[str, bool]) -> None:
    out = io.StringIO()
    typed = f"# a *b*\n- c\n\n{TABLE}"
    show_markdown(Console(out, out, **how), typed)  # type: ignore[arg-type]  # all are booleans
    assert out.getvalue() == f"{typed}\n"
