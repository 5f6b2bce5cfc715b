"""Rules of style for the tables of one page: what each becomes where it does not fit.

Below its own width a table becomes cards, a row a card: what heads the row, the answer, then the
rest in pairs of label and figure. The labels stand in the style sheet, once a table, and not in
each of its cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from analysis.present.style import LONG_TEXT, LONG_WIDTH, TIME

# What a page of 1,280 pixels holds, in em of a table's text: in a box of that room rows of many
# numbers are read across. What no page holds, even set close, is not: it becomes cards everywhere.
PAGE, NO_PAGE = 76, 95
# What a sheet of paper holds, in em of the text that tables have there.
PAPER = 62
# In a box that is so much wider a table surely fits, and its head stays at the top of the window.
SPARE = 1.15
ROOMY = (
    "@container (min-width:{width}em){{"
    "#{anchor} .table-scroll{{overflow:visible;max-height:none}}}}\n"
)
# Words longer than this take a line of the card for themselves.
LONG_WORDS = 24
# Words longer than this take half the width of a sheet of paper.
LONG_ON_PAPER = 160
_STEP = 4
_ANCHOR = re.compile(r"[a-z][a-z0-9-]*")
_PLAIN = re.compile(r"[^A-Za-z0-9 ,.:;()%=£·–−-]")

# {at} stands for the tables that become cards at one width. What is of one column stands once a
# table, as variables of its cells: its label, its weight, and how many columns of a card it takes.
CARDS = """{at} :is(.data-table,tbody,caption){{display:block;width:auto}}
{at} thead{{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}}
{at} tbody tr{{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(9em,100%),1fr));\
gap:.15em 1em;padding:.6em 0;border-bottom:1px solid var(--grid)}}
{at} .data-table tbody>tr>:is(th,td){{display:block;position:static;border:0;padding:0;\
min-width:0;max-width:none;text-align:left;white-space:normal;overflow-wrap:anywhere;\
font-weight:var(--weight)}}
{at} .data-table tbody>tr>th{{grid-column:1/-1;font-weight:650}}
{at} .data-table tbody>tr>th>a.row{{display:inline}}
{at} :is(th,td)::before{{content:var(--label);color:var(--soft);font-weight:400}}
{at} td::before{{display:block;font-size:.9em;line-height:1.25}}
{at} .table-scroll{{overflow:visible;max-height:none;background:none}}
""".replace("\\\n", "")
# On paper what is long takes two or three of six columns, not a line of its own; figures are close.
ON_PAPER = """{at} .data-table tbody tr{{grid-template-columns:repeat(6,1fr);\
grid-auto-flow:dense;gap:.1em .7em;padding:.2em 0}}
{at} .data-table tbody tr>:is(th,td){{grid-column:var(--half,var(--two))}}
""".replace("\\\n", "")


def fit(width: float) -> int:
    """Return the width in em below which a table becomes cards.

    >>> fit(21.3), fit(80.0), fit(104.5)
    (24, 76, 108)
    """
    full = -int(-width // _STEP) * _STEP
    return full if width > NO_PAGE else min(PAGE, full)


def table_rules(tables: Iterable[tuple[str, Mapping[str, Any]]]) -> str:
    r"""Return the rules for the tables of a page, given as (anchor, record).

    >>> columns = [
    ...     {"header": "Employer", "unit": "", "role": "head"},
    ...     {"header": "CPI", "unit": "%", "role": "answer"},
    ... ]
    >>> offers = {"columns": columns, "width": 17.5, "texts": [["DWP", "10.1"]]}
    >>> print(table_rules([("offers", offers)]).splitlines()[0])
    #offers tbody>tr>:nth-child(2){--label:"CPI (%)";--weight:650}
    """
    fits: dict[int, list[str]] = {}
    paper: list[str] = []
    rules = roomy = ""
    for anchor, table in tables:
        columns = table.get("columns", ())
        if columns and "width" in table and _ANCHOR.fullmatch(anchor):
            texts = table.get("texts", ())
            rules += _column_rules(anchor, columns, texts, "of" in table)
            fits.setdefault(fit(table["width"]), []).append(anchor)
            paper += [anchor] if table["width"] > PAPER else []
            roomy += ROOMY.format(anchor=anchor, width=round(table["width"] * SPARE, 1))
    for width, anchors in sorted(fits.items()):
        rules += f"@container (max-width:{width}em){{\n{CARDS.format(at=_any(anchors))}}}\n"
    rules += roomy
    if paper:
        rules += f"@media print{{\n{(CARDS + ON_PAPER).format(at=_any(paper))}}}\n"
    return rules


def _any(anchors: Iterable[str]) -> str:
    return f":is({','.join(f'#{anchor}' for anchor in anchors)})"


def _column_rules(anchor: str, columns: Any, texts: Any, linked: bool = False) -> str:
    r"""Write what is of each column: its label in a card, and what width it takes.

    What heads a card first says so itself. Pay years, months and days stay on one line, in columns
    that hold nothing else; a column of long sentences is so wide that they do not stretch every
    row, seen or not.

    >>> columns = [
    ...     {"header": "Index", "unit": "", "role": "head"},
    ...     {"header": "Over years", "unit": "", "role": "head"},
    ...     {"header": "Year", "unit": ""},
    ... ]
    >>> print(_column_rules("rises", columns, [["CPI", "4", "2011-12"]]))
    #rises tbody>tr>:nth-child(2){--label:"Over years: "}
    #rises tbody>tr>:nth-child(3){--label:"Year";white-space:nowrap}
    <BLANKLINE>
    >>> _column_rules("rises", columns[:1], [["a year that is not on record; " * 5]])
    '#rises tbody>tr>:nth-child(1){--two:span 2;min-width:18em}\n'
    """
    rules, headed = [], False
    for place, column in enumerate(columns):
        told = [row[place] for row in texts if row[place]]
        longest = max(map(len, told), default=0)
        said = []
        if column.get("role") != "head":
            said.append(f'--label:"{css_text(_label(column))}"')
            said += ["--whole:1/-1"] if longest > LONG_WORDS else []
            said += ["--line:1/-1"] if longest > LONG_TEXT else []
            answer = column.get("role") == "answer" and longest <= LONG_WORDS
            said += ["--weight:650"] if answer else []
        elif headed:
            said.append(f'--label:"{css_text(column["header"] + ": ")}"')
        headed = headed or column.get("role") == "head"
        said += ["--two:span 2"] if longest > LONG_WORDS else []
        said += ["--half:span 3"] if longest > LONG_ON_PAPER else []
        timed = bool(told) and all(map(TIME.fullmatch, told))
        said += ["white-space:nowrap"] if timed else []
        said += [f"min-width:{LONG_WIDTH}em"] if longest > LONG_TEXT else []
        cell = f"#{anchor} tbody>tr>:nth-child({place + 1})"
        rules += [f"{cell}{{{';'.join(said)}}}\n"] if said else []
        # What leads to the record stands under a time, which it would make twice as wide.
        rules += [f"{cell}>a.row{{display:block}}\n"] if timed and linked and not place else []
    return "".join(rules)


def _label(column: Mapping[str, Any]) -> str:
    words = f"{column['header']} ({column['unit']})" if column["unit"] else column["header"]
    return str(words.replace("GBP", "£", 1) if column["unit"].startswith("GBP") else words)


def css_text(words: str) -> str:
    r"""Write words so that a style sheet takes them for text, whatever they are.

    >>> print(css_text('"}</style>'))
    \22 \7d \3c \2f style\3e
    """
    return _PLAIN.sub(lambda mark: f"\\{ord(mark[0]):x} ", words)
