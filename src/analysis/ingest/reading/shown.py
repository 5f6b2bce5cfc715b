"""What a spreadsheet's cell shows: its number or date as its format prints it, or why not.

A cell holds one thing and shows another: 0.045 as 4.5 %, a day as a month, 3.14159 as 3.1. A
person reads what is shown, and a CSV saved from the workbook holds it; so that is what is taken.
Where a format hides a part of what the cell holds, neither is taken, and the cell is asked back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

DIGITS = 15  # that a spreadsheet keeps of a number
HARMLESS = re.compile(r"(GBP|[£%()+\-\N{MINUS SIGN}\s])*")
_ASIDE = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[([^\]]*)\]')
_COLOUR = re.compile(
    r"(?i)black|blue|cyan|green|magenta|red|white|yellow|colou?r ?\d+|(db|nat)num\d+"
)
_SPLIT = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
SHOW_ALL = "let the cell show all that it holds, or write what it shows as text"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as a CSV of this project has it; `wrong` and `mend` where it cannot be taken.

    `per_cent` says that the cell shows a percentage, 4.5 % having the text 4.5.
    """

    text: str
    per_cent: bool = False
    wrong: str = ""
    mend: str = ""


def refused(wrong: str, mend: str) -> Cell:
    """Give a cell that cannot be taken, with what is wrong and the mend."""
    return Cell("", wrong=wrong, mend=mend)


def plain(number: Decimal) -> str:
    """Write a number with all its digits and no exponent.

    >>> plain(Decimal("4.50")), plain(Decimal("1E+3"))
    ('4.50', '1000')
    """
    text = format(number, "f")
    return "0" if text in {"-0", "0"} else text


def held(value: float) -> Decimal:
    """Give what a cell holds, to the digits that a spreadsheet keeps, so that 0.1 + 0.2 is 0.3."""
    return Decimal(f"{value:.{DIGITS}g}").normalize()


def show_number(value: float, code: str) -> Cell:
    """Show a number under a format code of Excel's.

    >>> show_number(0.045, "0.0%")
    Cell(text='4.5', per_cent=True, wrong='', mend='')
    >>> show_number(28500, '"£"#,##0').text, show_number(42, "0.0").text
    ('28500', '42.0')
    >>> show_number(0.0453, "0%").wrong
    'shows 5 %, holds 4.53 %'
    """
    section = _section(value, code)
    body, literals, conditions = _parts(section)
    number = held(value)
    if conditions:
        return refused("a format that depends on the value", SHOW_ALL)
    if body.strip().lower() in {"general", "standard", "@"}:
        body = ""
        if HARMLESS.fullmatch(literals):
            return Cell(plain(number), per_cent="%" in literals)
    digits = re.sub(r"[^0#?.]", "", body)
    if not re.search(r"[0#?]", digits):
        shows = f"'{literals.strip()}'" if literals.strip() else "nothing"
        return refused(f"shows {shows}, holds {plain(number)}", SHOW_ALL)
    if not HARMLESS.fullmatch(literals) or re.search(r"[0#?],+(?![,0#?])", body):
        shows = f"with '{literals.strip()}'" if literals.strip() else "in thousands"
        return refused(f"{plain(number)} shown {shows}", "write the number in full")
    own = len(_SPLIT.split(code)) > 1 and "[" not in section  # a section without a colour
    if value < 0 and own and not re.search(r"[-(\N{MINUS SIGN}]", body + literals):
        return refused(f"shows no sign, holds {plain(number)}", SHOW_ALL)
    per_cent = body.count("%")
    number = number.scaleb(2 * per_cent)
    if "E" in body.upper() or "/" in body:
        return Cell(plain(number), per_cent=bool(per_cent or "%" in literals))
    places = digits.partition(".")[2]
    return _rounded(number, places, per_cent=bool(per_cent or "%" in literals))


def _rounded(number: Decimal, places: str, *, per_cent: bool) -> Cell:
    """Show a number with the places after the point that a format has."""
    least = len(places.rstrip("#"))
    shown = number.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP)
    if shown != number:
        sign = " %" if per_cent else ""
        return refused(f"shows {plain(shown)}{sign}, holds {plain(number)}{sign}", SHOW_ALL)
    exact = -int(number.normalize().as_tuple().exponent)
    return Cell(plain(number.quantize(Decimal(1).scaleb(-max(least, exact, 0)))), per_cent)


def _section(value: float, code: str) -> str:
    """Choose the part of a format code that is for such a value: positive; negative; zero."""
    sections = _SPLIT.split(code)
    if value < 0 and len(sections) > 1:
        return sections[1]
    if value == 0 and len(sections) > 2:
        return sections[2]
    return sections[0]


def _parts(section: str) -> tuple[str, str, bool]:
    """Part a format into its placeholders, the words around them, and whether it has conditions."""
    literals: list[str] = []
    conditions = False
    for quoted, escaped, bracket in _ASIDE.findall(section):
        literals.append(quoted or escaped)
        if bracket.startswith("$"):
            literals.append(bracket[1:].partition("-")[0])
        elif bracket and not _COLOUR.fullmatch(bracket):
            conditions = True
    body = _ASIDE.sub("", section)
    if body.strip().lower() not in {"general", "standard", "@"}:
        literals += re.findall(r"[^0#?.,%Ee/+@]", body)
        body = re.sub(r"[^0#?.,%Ee/+@()\-]", "", body)
    return body, "".join(literals), conditions


def show_date(value: date | time, code: str) -> Cell:
    """Show a day under a format code of Excel's: the day, its month or its year.

    >>> [show_date(date(2022, 10, 1), code).text for code in ("mmm yy", "d mmm yyyy")]
    ['2022-10', '2022-10-01']
    """
    body = _ASIDE.sub(" ", _SPLIT.split(code)[0]).lower().replace("am/pm", "").replace("a/p", "")
    of_time = re.sub(r"h+[^a-z]*m+|m+[^a-z]*s+", "h", body)
    parts = {
        "year": "y" in of_time or "e" in of_time,
        "month": "m" in of_time,
        "day": re.search(r"(?<!d)d{1,2}(?!d)", of_time) is not None,
    }
    return date_as_shown(value, {name for name, is_shown in parts.items() if is_shown})


def date_as_shown(value: object, parts: set[str]) -> Cell:
    """Give a date as precise as its cell shows it: day, month or year.

    >>> date_as_shown(date(2022, 10, 1), {"month", "year"}).text
    '2022-10'
    """
    if not isinstance(value, date):
        return refused(f"a time, {value}", "write a day such as 2022-10-19")
    if isinstance(value, datetime):
        if value.time() != time() and not parts:
            return refused(f"a time, {value.time()}", "write a day such as 2022-10-19")
        value = value.date()
    if parts >= {"year", "month", "day"}:
        return Cell(value.isoformat())
    if parts == {"year", "month"}:
        return Cell(value.isoformat()[:7])
    if parts == {"year"}:
        return Cell(value.isoformat()[:4])
    lacks = " and ".join(name for name in ("year", "month", "day") if name not in parts)
    return refused(f"a date shown without its {lacks}, which is {value}", SHOW_ALL)


def number_as_shown(value: float, shown: str, *, per_cent: bool) -> Cell:
    """Set what a cell holds against the text that it shows; the text decides if they agree.

    >>> number_as_shown(0.045, "4.50%", per_cent=True)
    Cell(text='4.50', per_cent=True, wrong='', mend='')
    >>> number_as_shown(1234.5, "1.234,50 £", per_cent=False).text
    '1234.50'
    >>> number_as_shown(28.5, "29", per_cent=False).wrong
    "shows '29', holds 28.5"
    """
    number = held(value).scaleb(2) if per_cent else held(value)
    per_cent = per_cent or "%" in shown
    if not shown.strip():
        return Cell(plain(number), per_cent)
    for written in _readings(shown):
        if written == number:
            return Cell(plain(written), per_cent)
    return refused(f"shows '{shown.strip()}', holds {plain(number)}", SHOW_ALL)


def _readings(shown: str) -> list[Decimal]:
    """List what a number as shown may be, whether the point or the comma parts its decimals."""
    text = shown.replace("\N{MINUS SIGN}", "-").replace("GBP", "").strip()
    if text.startswith("(") and text.endswith(")"):
        text = f"-{text[1:-1]}"
    text = re.sub(r"[£%\s]", "", text)
    readings = []
    for one in (text.replace(",", ""), text.replace(".", "").replace(",", ".")):
        try:
            readings.append(Decimal(one))
        except InvalidOperation:
            continue
    return [reading for reading in readings if reading.is_finite()]
