"""How the HTML pages look: one style sheet for the screen, light and dark, and for paper.

It stands whole in every page, which loads nothing. Colours meet WCAG 2.2 AA in both schemes.
Ruled lines are borders, because browsers print no backgrounds unless they are asked to.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import Final

_SCREEN: Final = """
:root {
  color-scheme: light dark;
  --paper: #fcfbf8; --card: #f3f1eb; --ink: #22262b; --quiet: #555a61; --line: #b4aea1;
  --accent: #1c5b68;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16191c; --card: #1f2428; --ink: #e5e3dd; --quiet: #b0b4b9; --line: #5b626a;
    --accent: #8fcbd5;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html {
  background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%;
  text-size-adjust: 100%;
}
body {
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  margin: 0 auto; max-width: 44rem; overflow-wrap: anywhere;
  padding: clamp(1.5rem, 5vw, 3.5rem) clamp(1rem, 4vw, 2rem) 2rem;
}
body.together { max-width: 72rem; }
h1, h2, h3, h4 { font-weight: 650; line-height: 1.3; margin: 0; text-wrap: pretty; }
h1 { font-size: clamp(1.6rem, 1.3rem + 1.4vw, 2.1rem); letter-spacing: -.01em; }
h2 { font-size: 1.25rem; margin-block: 0 .75rem; max-width: 44rem; }
h3 { font-size: 1.0625rem; }
h4 { font-size: 1rem; }
p, ul, ol, pre, blockquote, dl, hr { margin: 0 0 .9rem; }
a { color: var(--accent); text-decoration: underline; text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
[dir] { unicode-bidi: isolate; }

.lead { color: var(--quiet); margin-top: .5rem; max-width: 44rem; }
.lead p { margin-bottom: .5rem; }
.asked { margin-top: 2.75rem; }
.people { margin: 1rem 0 0; }
.people div { display: flex; flex-wrap: wrap; column-gap: .75rem; }
.people dt { font-weight: 650; }
.people dd { color: var(--quiet); margin: 0; }
.voices {
  display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
}
.voice {
  background: var(--card); border: 1px solid transparent; border-radius: .5rem; min-width: 0;
  padding: 1rem 1.25rem;
}
.voice h3, .voice h4 { color: var(--accent); margin-bottom: .5rem; }
.single .voice { max-width: 44rem; }
.single .asked { margin-top: 1.5rem; }
.single h3 { margin-bottom: .75rem; max-width: 44rem; }
.between { margin-top: 1.5rem; }
.between h4 { font-weight: 500; }
.parts {
  column-gap: 2rem; display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr));
}
.part { margin-top: .75rem; min-width: 0; }
.room span { border-bottom: 1px solid var(--line); display: block; height: 2.25rem; }
.name { align-items: baseline; display: flex; gap: .5rem; margin-top: 1.5rem; }
.name > span { border-bottom: 1px solid var(--line); flex: 1; height: 1.75rem; max-width: 24rem; }
footer {
  border-top: 1px solid var(--line); clear: both; color: var(--quiet); font-size: .875rem;
  margin-top: 3.5rem; padding-top: 1rem;
}
footer p { margin: 0; max-width: 44rem; }

.words > :last-child { margin-bottom: 0; }
.words p { unicode-bidi: plaintext; }
.words .typed { white-space: pre-wrap; }
.words :is(ul, ol) { padding-inline-start: 2.5em; }
.words ul { padding-inline-start: 1.5em; }
.words li > :is(ul, ol) { margin-bottom: 0; }
.words .long { list-style-position: inside; padding-inline-start: 0; }
.words blockquote {
  border-inline-start: 3px solid var(--line); margin-inline: 0; padding-inline-start: 1rem;
}
.words :is(ul, ol, blockquote) :is(ul, ol, blockquote) :is(ul, ol, blockquote) {
  list-style-position: inside; padding-inline-start: .2rem;
}
.words :is(blockquote, li) > :last-child { margin-bottom: 0; }
.words code { font: .9em/1.5 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; }
.words pre { border-inline-start: 3px solid var(--line); padding-inline-start: 1rem; }
.words pre { overflow-wrap: anywhere; tab-size: 4; white-space: pre-wrap; }
.words hr { border: 0; border-top: 1px solid var(--line); margin-block: 1.25rem; }
.words .table { margin-bottom: .9rem; max-width: 100%; overflow-x: auto; }
.words table { border-collapse: collapse; }
.words :is(th, td) {
  border: 1px solid var(--line); overflow-wrap: break-word; padding: .3rem .5rem;
  text-align: start; vertical-align: top;
}
"""

_PAPER: Final = """
@page { margin: 16mm 18mm; }
@media print {
  :root {
    color-scheme: light;
    --paper: #fff; --card: #fff; --ink: #000; --quiet: #000; --line: #555; --accent: #000;
  }
  html { font-size: 11pt; }
  body, body.together { line-height: 1.5; max-width: none; padding: 0; }
  h1 { font-size: 1.6rem; }
  h2 { font-size: 1.15rem; }
  h2, .lead, footer p, .single h3, .single .voice { max-width: none; }
  h1, h2, h3, h4, .heading { break-after: avoid; break-inside: avoid; }
  p, li { orphans: 3; widows: 3; }
  .asked { margin-top: 1.75rem; }
  .voices { align-items: start; }
  .parts { grid-template-columns: repeat(3, 1fr); }
  .voice { border-color: #555; box-decoration-break: clone; }
  .voice, .part, .name, footer, tr { break-inside: avoid; }
  .between h3 { break-after: avoid; }
  .room span { height: 8.5mm; }
  .words .table { overflow: visible; }
  .words table { width: 100%; }
  .words :is(th, td) { overflow-wrap: anywhere; }
  .handout .asked { break-inside: avoid; margin-top: 7mm; }
  .handout h2 { margin-bottom: 0; }
  footer { margin-top: 1.75rem; }
  .handout footer { border: 0; margin-top: 6mm; }
}
"""

STYLE: Final = _SCREEN + _PAPER
"""What stands between `<style>` and `</style>`."""

POLICY: Final = (
    "default-src 'none'; "
    f"style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'"
)
"""The Content Security Policy: this one style sheet is obeyed, and nothing is loaded or run."""
