"""Makes the files of this folder: what programs leave of a shared file and of a handout.

Run it by hand, from the top of the project, after a change of what `share` or `handout` writes:

    python tests/received/make.py

It needs `soffice` (LibreOffice Writer), `pandoc`, `prettier` and `mdformat` on the PATH. What it
makes is committed, so that the tests need none of them. All names and answers are invented.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from docx import Document

from partnership_cli.formats.docx_pages import render_docx
from partnership_cli.formats.framework_attribution import attribute, escape_about
from partnership_cli.formats.handout import (
    KEEP_IN_WORD,
    Handout,
    make_handout,
    render_handout_markdown,
)
from partnership_cli.formats.paper_pages import render_handout_html
from partnership_cli.formats.shared_file import render_shared
from partnership_cli.framework.companion import make_companion
from partnership_cli.framework.loader import parse_framework
from partnership_cli.framework.model import Question
from partnership_cli.reflection.selection import select_questions
from partnership_cli.reflection.together import SharedAnswer

HERE = Path(__file__).parent
FRAMEWORK = parse_framework((HERE / "framework.yaml").read_bytes(), "framework.yaml")
ABOUT = FRAMEWORK.framework
CHOICE = select_questions(FRAMEWORK, make_companion(FRAMEWORK), guide="first-walk")
NAME = "Maya Lind"
WRITTEN = {
    "seeds": "A spade, a cup – and “time”.\n\nIt cost $5 * 2, see [1] and a_b_c. Café.",
    "tools": "We take turns.\n\n- Monday: me\n- Tuesday: you",
    "weather": "1. We ask.\n2. We listen.",
}
IN_HTML = {"tools": "We take turns. I typed <b>dig</b> in capitals."}
ENCODINGS = {"utf-8": "UTF8", "utf-16": "UNICODE", "windows-1252": "MS_1252"}
ROOM = '<div class="room" aria-hidden="true">'


def give(answers: dict[str, str]) -> list[SharedAnswer]:
    """Return answers as they are shared."""
    asked = {one.id: one for one in CHOICE.questions}
    return [SharedAnswer(one, asked[one].text, text) for one, text in answers.items()]


def fill_markdown(handout: Handout) -> str:
    """Return the handout with the answers written into it in a text editor."""
    text = render_handout_markdown(handout, ABOUT)
    for one in give(WRITTEN):
        text = text.replace(f"## {one.text}\n", f"## {one.text}\n\n{one.answer}\n")
    return text


def fill_html(handout: Handout) -> str:
    """Return the handout for a browser with the answers written into it in a word processor."""
    head, *parts = render_handout_html(handout, ABOUT).split(ROOM)
    questions: list[Question] = list(handout.questions)
    for question, part in zip(questions, parts, strict=True):
        answer = WRITTEN.get(question.id, "")
        lines = "".join(f"<p>{line}</p>\n" for line in answer.split("\n") if line)
        head += f"{lines}<div>{part}"
    return head


def fill_word(page: bytes, filled: Path) -> None:
    """Save the handout for Word with the answers written into its empty paragraphs."""
    document = Document(BytesIO(page))
    for one in give(WRITTEN):
        paragraphs = document.paragraphs
        at = [paragraph.text for paragraph in paragraphs].index(one.text)
        for number, line in enumerate(filter(None, one.answer.split("\n")), 1):
            paragraphs[at + number].text = line
    document.save(str(filled))


def make_word(handout: Handout, work: Path) -> Iterator[tuple[str, Path]]:
    """Give the handout as several programs save it for Word."""
    filled, page = work / "python-docx.docx", work / "page.md"
    web = render_handout_html(replace(handout, keep=KEEP_IN_WORD), ABOUT)
    fill_word(render_docx(web), filled)
    yield filled.name, filled
    yield "libreoffice.docx", convert(convert(filled, "odt:writer8"), "docx:MS Word 2007 XML")
    (work / "web.html").write_text(fill_html(handout), "utf-8")
    document = convert(work / "web.html", "odt:writer8")
    yield "web-libreoffice.docx", convert(document, "docx:MS Word 2007 XML")
    page.write_text(fill_markdown(handout), "utf-8")
    run("pandoc", "-f", "markdown", page, "-o", work / "pandoc.docx")
    yield "pandoc.docx", work / "pandoc.docx"


def run(*command: str | Path) -> None:
    """Run one program, which has to succeed."""
    subprocess.run([str(part) for part in command], check=True, capture_output=True)


def convert(source: Path, kind: str) -> Path:
    """Return what LibreOffice makes of a file, beside it."""
    folder = source.parent
    run("soffice", "--headless", "--writer", "--convert-to", kind, "--outdir", folder, source)
    return source.with_suffix(f".{kind.partition(':')[0]}")


def save_as_text(source: Path, stem: str) -> Iterator[tuple[str, Path]]:
    """Give what LibreOffice saves as text, in each encoding."""
    for encoding, code in ENCODINGS.items():
        made = convert(source, f"txt:Text (encoded):{code},CRLF,,,")
        yield f"{stem}-{encoding}.txt", made


def format_markdown(text: str, work: Path) -> Iterator[tuple[str, Path]]:
    """Give what programs that tidy Markdown make of it."""
    page = work / "page.md"
    for name, command in {
        "prettier": ("prettier", "--write", page),
        "prettier-wrapped": ("prettier", "--prose-wrap", "always", "--write", page),
        "mdformat": ("mdformat", page),
        "mdformat-wrapped": ("mdformat", "--wrap", "72", page),
    }.items():
        page.write_text(text, "utf-8")
        run(*command)
        yield f"{name}.md", page
    page.write_text(text, "utf-8")
    for form in ("markdown", "gfm", "commonmark", "plain"):
        made = work / "made"
        run("pandoc", "-f", "markdown", "-t", form, page, "-o", made)
        yield f"pandoc-{form}.{'txt' if form == 'plain' else 'md'}", made


def write_in_word(text: str, work: Path) -> Iterator[tuple[str, Path]]:
    """Give what is left when the page was a document of a word processor in between."""
    page, document = work / "page.md", work / "word.docx"
    page.write_text(text, "utf-8")
    run("pandoc", "-f", "markdown", page, "-o", document)
    yield from save_as_text(document, "word")
    for form in ("markdown", "gfm"):
        made = work / "made"
        run("pandoc", "-t", form, document, "-o", made)
        yield f"word-pandoc-{form}.md", made


def main() -> None:
    """Make every file anew."""
    handout = make_handout(CHOICE, frozenset(), NAME)
    with tempfile.TemporaryDirectory() as name:
        for file, path in make_word(handout, Path(name)):
            shutil.copyfile(path, HERE / "word" / file)
    shared_texts = WRITTEN | {"fences": "Keep <b>this</b> one."}
    shared = render_shared(NAME, give(shared_texts), attribute(escape_about(ABOUT)))
    for kind, text in {"shared": shared, "handout": fill_markdown(handout)}.items():
        folder = HERE / kind
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / "as-made.md").write_text(text, "utf-8")
        with tempfile.TemporaryDirectory() as name:
            work = Path(name)
            for made in (format_markdown(text, work), write_in_word(text, work)):
                for file, path in made:
                    shutil.copyfile(path, folder / file)
            if kind == "handout":
                page = work / "web.html"
                page.write_text(fill_html(handout), "utf-8")
                document = convert(page, "odt:writer8")
                for source, stem in ((page, "web"), (document, "web-odt")):
                    for file, path in save_as_text(source, stem):
                        shutil.copyfile(path, folder / file)


if __name__ == "__main__":
    main()
