"""Rules of style for the tables of one page: what each becomes where it does not fit.

Below its own width a table becomes cards, a row a card: what heads the row, the answer, then the
rest in pairs of label and figure. The labels stand in the style sheet, once a table, and not in
each of its cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

# A table that needs more than this, in em of its text, scrolls in wider boxes: rows of many numbers
# are read across, and the answer stands first. One of so many columns of sentences is not read
# across: it becomes cards wherever it does not fit.
WIDEST_CARDS = 46
PROSE, SENTENCE = 3, 50
# In cards of so many em what is long takes two columns and not a line.
ROOM_FOR_TWO = 30
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
# A pay year, a month or a day, and nothing else: "2011-12", "October 2022", "7 December 2022".
_TIME = re.compile(r"\d{4}(?:-\d\d){0,2}|(?:\d{1,2} )?[A-Z][a-z]+ \d{4}")
_STEP = 4
_ANCHOR = re.compile(r"[a-z][a-z0-9-]*")
_LONG = re.compile(r"td:nth-child\((\d+)\)\{grid-column")
_PLAIN = re.compile(r"[^A-Za-z0-9 ,.:;()%=£·–−-]")

# {at} stands for the tables that become cards at one width.
CARDS = """{at} .data-table,{at} tbody,{at} caption{{display:block;width:auto}}
{at} thead{{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}}
{at} tbody tr{{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(9em,100%),1fr));\
gap:.15em 1em;padding:.6em 0;border-bottom:1px solid var(--grid);break-inside:avoid}}
{at} .data-table tbody>tr>:is(th,td){{display:block;position:static;border:0;padding:0;\
min-width:0;max-width:none;width:auto;text-align:left;white-space:normal;box-shadow:none;\
overflow-wrap:anywhere}}
{at} .data-table tbody>tr>th{{grid-column:1/-1;font-weight:650}}
{at} tbody>tr>th::before{{color:var(--soft);font-weight:400}}
{at} td::before{{display:block;color:var(--soft);font-size:.9em;line-height:1.25;font-weight:400}}
{at} .table-scroll{{overflow:visible;max-height:none;background:none}}
""".replace("\\\n", "")


def fit(width: float, prose: int = 0) -> int:
    """Return the width in em below which a table becomes cards; `prose` columns hold sentences.

    >>> fit(21.3), fit(80.0), fit(80.0, prose=3)
    (24, 46, 80)
    """
    full = -int(-width // _STEP) * _STEP
    return full if prose >= PROSE else min(WIDEST_CARDS, full)


def table_rules(tables: Iterable[tuple[str, Mapping[str, Any]]]) -> str:
    r"""Return the rules for the tables of a page, given as (anchor, record).

    >>> columns = [
    ...     {"header": "Employer", "unit": "", "role": "head"},
    ...     {"header": "CPI", "unit": "%", "role": "answer"},
    ... ]
    >>> offers = {"columns": columns, "width": 17.5, "texts": [["DWP", "10.1"]]}
    >>> print(table_rules([("offers", offers)]).splitlines()[-4])
    #offers td:nth-child(2)::before{content:"CPI (%)"}
    """
    fits: dict[int, dict[str, str]] = {}
    paper: dict[str, str] = {}
    roomy: list[str] = []
    whole = heads = ""
    for anchor, table in tables:
        columns = table.get("columns", ())
        if columns and "width" in table and _ANCHOR.fullmatch(anchor):
            texts = table.get("texts", ())
            labels = _labels(anchor, columns, texts)
            least = fit(table["width"], _sentences(columns, texts))
            fits.setdefault(least, {})[anchor] = labels
            if table["width"] > PAPER:
                paper[anchor] = labels
                heads += _long_heads(anchor, columns, texts)
            whole += _widths(anchor, columns, texts)
            roomy.append(ROOMY.format(anchor=anchor, width=round(table["width"] * SPARE, 1)))
    rules = [
        f"@container (max-width:{width}em){{\n{_cards(found)}}}\n"
        for width, found in sorted(fits.items())
    ]
    wide = "".join(_side_by_side(found) for width, found in fits.items() if width > ROOM_FOR_TWO)
    rules += [f"@container (min-width:{ROOM_FOR_TWO}em){{\n{wide}}}\n"] if wide else []
    rules += roomy
    return (
        whole
        + "".join(rules)
        + (f"@media print{{\n{_cards(paper)}{_on_paper(paper)}{heads}}}\n" if paper else "")
    )


def _cards(labels: Mapping[str, str]) -> str:
    anchors = ",".join(f"#{anchor}" for anchor in labels)
    return CARDS.format(at=f":is({anchors})") + "".join(labels.values())


def _sentences(columns: Any, texts: Any) -> int:
    """Count the columns that hold sentences."""
    return sum(
        any(len(row[place] or "") > SENTENCE for row in texts) for place in range(len(columns))
    )


def _side_by_side(labels: Mapping[str, str]) -> str:
    """Let what is long take two columns of a wide card, not a line of its own."""
    return "".join(
        f"#{anchor} .data-table tbody tr>td:nth-child({place}){{grid-column:span 2}}\n"
        for anchor, told in labels.items()
        for place in _LONG.findall(told)
    )


def _on_paper(labels: Mapping[str, str]) -> str:
    """Let what is long take two columns of the sheet, not a line of its own; figures are close."""
    close = (
        f"#{anchor} .data-table tbody tr{{grid-template-columns:repeat(6,1fr);"
        "grid-auto-flow:dense;gap:.1em .7em;padding:.2em 0}\n"
        f"#{anchor} .data-table tbody tr>:is(th,td){{grid-column:auto}}\n"
        for anchor in labels
    )
    return "".join(close) + _side_by_side(labels)


def _long_heads(anchor: str, columns: Any, texts: Any) -> str:
    """Let long words that head a card take two columns of the sheet."""
    return "".join(
        f"#{anchor} .data-table tbody tr>th:nth-child({place + 1}){{grid-column:span 2}}\n"
        for place, column in enumerate(columns)
        if column.get("role") == "head" and any(len(row[place] or "") > LONG_WORDS for row in texts)
    )


def _widths(anchor: str, columns: Any, texts: Any) -> str:
    r"""Keep pay years, months and days on one line, in columns that hold nothing else.

    A column of long sentences is so wide that they do not stretch every row, seen or not.

    >>> rows = [["2011-12", "in 2011-12"], ["2012-13", None]]
    >>> _widths("offers", [{}, {}], rows)
    '#offers tbody>tr>:nth-child(1){white-space:nowrap}\n'
    >>> _widths("offers", [{}], [["a year that is not on record; " * 5]])
    '#offers tbody>tr>:nth-child(1){min-width:18em}\n'
    """
    rules = []
    for place in range(len(columns)):
        told = [row[place] for row in texts if row[place]]
        if told and all(_TIME.fullmatch(text) for text in told):
            rules.append(f"#{anchor} tbody>tr>:nth-child({place + 1}){{white-space:nowrap}}\n")
        elif max(map(len, told), default=0) > 2 * SENTENCE:
            rules.append(f"#{anchor} tbody>tr>:nth-child({place + 1}){{min-width:18em}}\n")
    return "".join(rules)


def _labels(anchor: str, columns: Any, texts: Any) -> str:
    r"""Write before each cell of a card what it is; what heads the card first says so itself.

    >>> heads = [{"header": name, "unit": "", "role": "head"} for name in ("Index", "Over years")]
    >>> _labels("rises", heads, [["CPI", "4"]])
    '#rises tbody>tr>th:nth-child(2)::before{content:"Over years: "}\n'
    """
    rules, headed = [], False
    for place, column in enumerate(columns):
        if column.get("role") == "head":
            if headed:
                said = css_text(f"{column['header']}: ")
                rules.append(
                    f'#{anchor} tbody>tr>th:nth-child({place + 1})::before{{content:"{said}"}}\n'
                )
            headed = True
            continue
        cell = f"#{anchor} td:nth-child({place + 1})"
        words = column["header"] + (f" ({column['unit']})" if column["unit"] else "")
        words = words.replace("GBP", "£", 1) if column["unit"].startswith("GBP") else words
        rules.append(f'{cell}::before{{content:"{css_text(words)}"}}\n')
        long = any(len(row[place] or "") > LONG_WORDS for row in texts)
        if column.get("role") == "answer" and not long:
            rules.append(f"{cell}{{font-weight:650}}\n")
        if long:
            rules.append(f"{cell}{{grid-column:1/-1}}\n")
    return "".join(rules)


def css_text(words: str) -> str:
    r"""Write words so that a style sheet takes them for text, whatever they are.

    >>> print(css_text('"}</style>'))
    \22 \7d \3c \2f style\3e
    """
    return _PLAIN.sub(lambda mark: f"\\{ord(mark[0]):x} ", words)
