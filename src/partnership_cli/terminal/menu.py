"""A numbered list and the choice from it, the same in both modes; nothing is redrawn."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from partnership_cli.terminal.console import Console
from partnership_cli.terminal.line_input import InputLine

NOT_KEPT_HERE: Final = " What you typed here is not kept."
"""Said where words were typed and a number was asked for."""
_LONGEST_TITLE: Final = 40
"""Of a longer title only the number stands in the prompt."""
_WORD: Final = re.compile(r"[\w'’-]+")


@dataclass(frozen=True)
class Choice:
    """One line of a menu: what it is, and what it is about. `id` is another name of it."""

    title: str
    about: str = ""
    id: str = ""


@dataclass(frozen=True)
class Menu:
    """A question and its choices. Enter takes choice number `default`, counted from 1.

    `unlisted` can be chosen by their ids and words; their numbers go on after the others.
    """

    choices: tuple[Choice, ...]
    default: int = 1
    unlisted: tuple[Choice, ...] = ()

    @property
    def prompt(self) -> str:
        """What is asked, with the range and what Enter does.

        The words of a question are long, and stand above: they are not repeated.
        """
        title = self.choices[self.default - 1].title
        named = f", {title}" if len(title) <= _LONGEST_TITLE else ""
        return f"Number from 1 to {len(self.choices)}, or Enter for {self.default}{named}: "


def show_menu(console: Console, menu: Menu) -> None:
    """Show the choices; in plain mode by their titles only."""
    width = len(str(len(menu.choices)))
    described = any(choice.about for choice in menu.choices)
    rows = [
        (f"{number:>{width}}  {choice.title}", choice.about)
        if described
        else (f"{number:>{width}}", choice.title)
        for number, choice in enumerate(menu.choices, 1)
    ]
    if console.plain:
        for number, choice in enumerate(menu.choices, 1):
            console.paragraph(f"{number}. {choice.title}")
        if described:
            last = min(4, len(menu.choices))
            console.paragraph(f"Type {last}? to hear about {last}.")
    else:
        console.rows(rows, indent="   ", number=width + 2 if described else 0)
    console.blank()


def choose(console: Console, menu: Menu, ask: Callable[[str], InputLine]) -> int | None:
    """Return the number chosen, from 1; None when the input ended. Raises StopRequest.

    A number, an id, the beginning of an id or a title, words of what has an id, or Enter. Anything
    else is answered with the reason and the range, and asked again.
    """
    while True:
        line = ask(menu.prompt)
        said = line.text.strip()
        if not said and line.last:
            return None
        if not said:
            return menu.default
        if said.endswith("?") and (number := _read_number(said[:-1], menu)):
            choice = menu.choices[number - 1]
            console.paragraph(f"{choice.title}. {choice.about}".strip())
        elif number := _read_number(said, menu):
            return number
        else:
            fitting = _find_by_words(said, (*menu.choices, *menu.unlisted))
            # What is listed comes before what is not: of a theme, its questions are shown next.
            listed = [number for number in fitting if number <= len(menu.choices)]
            if len(listed or fitting) == 1:
                return (listed or fitting)[0]
            console.paragraph(_explain(said, fitting, menu))
        if line.last:
            return None


def confirm(console: Console, prompt: str, ask: Callable[[str], InputLine]) -> bool:
    """Ask for a whole `yes`; anything else is a no. Raises StopRequest."""
    said = ask(prompt).text.strip()
    if len(said.split()) > 1:
        console.paragraph(NOT_KEPT_HERE.strip())
    return said.casefold() == "yes"


def choose_several(
    console: Console, count: int, prompt: str, ask: Callable[[str], InputLine]
) -> tuple[int, ...] | None:
    """Return the numbers chosen, from 1 and in order, or none for Enter. Raises StopRequest.

    None when the input ended. `1 3`, `1,3`, `1-3` and `all` are understood.
    """
    numbers = choose_in_order(console, count, prompt, ask)
    return None if numbers is None else tuple(sorted(numbers))


def choose_in_order(
    console: Console, count: int, prompt: str, ask: Callable[[str], InputLine]
) -> tuple[int, ...] | None:
    """Return the same, in the order in which the numbers were typed, each of them once."""
    while True:
        line = ask(prompt)
        said = line.text.strip()
        if not said:
            return None if line.last else ()
        if said.casefold() == "all":
            return tuple(range(1, count + 1))
        chosen = [_read_range(part, count) for part in said.replace(",", " ").split()]
        if all(chosen):
            return tuple(dict.fromkeys(number for part in chosen for number in part))
        kept = "" if said[0].isdecimal() else NOT_KEPT_HERE
        console.paragraph(f"Those are not all among them. The numbers go from 1 to {count}.{kept}")
        if line.last:
            return None


def _read_range(said: str, count: int) -> range:
    """Return the numbers of `3` or of `1-3`; none where one of them is not there."""
    first, dash, last = said.partition("-")
    ends = [first, last] if dash else [first]
    numbers = [
        int(end.lstrip("0")[:6] or "0") if end.isascii() and end.isdecimal() else 0 for end in ends
    ]
    if not all(1 <= number <= count for number in numbers):
        return range(0)
    return range(numbers[0], numbers[-1] + 1)


def _read_number(said: str, menu: Menu) -> int | None:
    text = said.strip()
    if not (text.isascii() and text.isdecimal()):
        return None
    # A number of many digits is no choice, and takes long to convert.
    number = int(text.lstrip("0")[:6] or "0")
    return number if 1 <= number <= len(menu.choices) else None


def _find_by_words(said: str, choices: Sequence[Choice]) -> list[int]:
    """Return the numbers of the choices that are meant, by the first rule that fits any."""
    wanted = said.casefold()
    words = set(_WORD.findall(wanted))
    rules: tuple[Callable[[str, str], bool], ...] = (
        lambda title, name: wanted in {title, name},
        lambda title, name: title.startswith(wanted) or name.startswith(wanted),
        # What has no id is a sentence of ours, and words there may be the answer to a question.
        lambda title, name: bool(name and words) and words <= set(_WORD.findall(title)),
    )
    for fits in rules:
        found = [
            number
            for number, choice in enumerate(choices, 1)
            if fits(choice.title.casefold(), choice.id)
        ]
        if found:
            return found
    return []


def _explain(said: str, fitting: list[int], menu: Menu) -> str:
    if fitting:
        listed = [number for number in fitting if number <= len(menu.choices)]
        if not listed:
            return "More than one has these words. Type more of them, or a number."
        titles = ", ".join(f"{number} {menu.choices[number - 1].title}" for number in listed)
        return f"More than one matches: {titles}."
    if said.strip("-+ ").isdecimal():
        return f"There is no {said[:20]} here."
    return f"That is not one of them.{NOT_KEPT_HERE}"
