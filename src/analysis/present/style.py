"""The house style of charts, tables and findings: colours, sizes, and the rules of style.

Colours follow Okabe and Ito's palette for colour-blind readers ("Color Universal Design", 2008),
darkened for light pages and lightened for dark ones so that a label in the colour of its line
still has a contrast of 4.5 to 1 (WCAG 2.2, 1.4.3), and spaced so that no two of the six meet for
any kind of colour-blind eye (``tests/present/test_style.py`` measures both). No chart tells things
apart by colour alone: each colour goes with a mark of its own, and lines carry their names.

Charts name colours by role; the page decides them, so that one drawing serves light and dark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# role: (colour in light, colour in dark). The roles are CSS variables, "--c1" and so on.
COLOURS: dict[str, tuple[str, str]] = {
    "ink": ("#1b1f24", "#e9ecef"),
    "soft": ("#555c64", "#aab2ba"),
    "grid": ("#d9dde1", "#3a4149"),
    "paper": ("#ffffff", "#14181c"),
    # What marks are set beside, as bars: 3 to 1 on paper (WCAG 2.2, 1.4.11), and behind the marks.
    "band": ("#8b929a", "#747d86"),
    "c1": ("#0b4f94", "#6cc4ff"),  # blue
    "c2": ("#c04f00", "#f58a3c"),  # vermilion
    "c3": ("#007d5c", "#2fb890"),  # bluish green
    "c4": ("#b0448c", "#e59ccb"),  # reddish purple
    "c5": ("#6b5200", "#ffd75e"),  # orange, towards brown
    "c6": ("#3b4248", "#dfe4e8"),  # grey
    # Cells of heat maps, on which ink is written: orange below the centre, blue above it.
    "n4": ("#e07f3a", "#934c0c"),
    "n3": ("#eda671", "#743d12"),
    "n2": ("#f6cba9", "#543017"),
    "n1": ("#fbe9dd", "#35251b"),
    "n0": ("#f1f3f4", "#20262c"),
    "p1": ("#e3eef8", "#1b2b39"),
    "p2": ("#bad7ee", "#1c4059"),
    "p3": ("#88b9e0", "#1f557c"),
    "p4": ("#569acf", "#22659b"),
}
STEPS = ("n4", "n3", "n2", "n1", "n0", "p1", "p2", "p3", "p4")
SERIES = ("c1", "c2", "c3", "c4", "c5", "c6")
# A mark for each series colour, in matplotlib's letters, so that shape says what colour says.
MARKS = ("o", "s", "^", "D", "v", "X")

# Names that stand on many pages keep one colour and mark: the place of each among the series.
STANDING: dict[str, int] = {
    "CPI": 0,
    "CPIH": 1,
    "RPI": 2,
    "In money": 5,
    "Pay": 1,
    "pay": 0,
    "prices": 1,
    # Whose pay, of sectors and grades, bands and points.
    "all staff": 0,
    "All": 0,
    "Private sector": 1,
    "Public sector": 2,
    "Public sector without banks": 3,
    "Public admin., total pay": 4,
    "AA/AO": 2,
    "EO": 3,
    "SEO/HEO": 4,
    "G6/G7": 1,
    "SCS level": 5,
    "AA": 0,
    "AO": 1,
    "Band 1 (deputy director)": 0,
    "Band 1A": 1,
    "Band 2 (director)": 2,
    "Band 3 (director general)": 3,
    "wage floor, adults": 0,
    "lowest AA point found": 1,
    "median, AA/AO": 2,
    # An offer beside prices: upward, downward, and a square on its corner between.
    "at the rate or above": 2,
    "below the rate": 4,
    "overlaps it, or a bound": 3,
    # What came of a vote.
    "met": 0,
    "missed": 1,
    "met, as published": 2,
    "missed, as published": 3,
    "cannot be told": 5,
    # Lanes of a timeline and kinds of a map, whatever of them there is.
    "Remits": 1,
    "Offers": 2,
    "Ballots": 3,
    "Action": 4,
}
# What stands before such a name without making it another.
LEADS = ("Civil service, ", "Against ")

FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif"


@dataclass(frozen=True)
class Sheet:
    """The paper of one drawing, in CSS pixels: every chart is drawn twice, wide and narrow.

    Text in an SVG shrinks with the drawing. One drawing cannot be read at 320 pixels and fill a
    desktop column too, so each chart has a narrow drawing of its own, shown below 560 pixels.
    """

    name: str
    width: int
    text: float

    @property
    def narrow(self) -> bool:
        """Whether labels must find room above and below rather than beside."""
        return self.name == "narrow"


WIDE = Sheet("wide", 720, 13.5)
NARROW = Sheet("narrow", 328, 12.0)


def variables(dark: bool = False) -> str:
    """Write the colours as CSS variables.

    >>> variables()[:28]
    '--ink:#1b1f24;--soft:#555c64'
    """
    return ";".join(f"--{role}:{pair[dark]}" for role, pair in COLOURS.items())


# A table says once which of its first columns hold numbers, by these classes; of the few columns
# after them each cell says so itself.
NUMBERED = 16
# A pay year, a month or a day, and nothing else, which stays on one line of a table: "2011-12",
# "October 2022", "7 December 2022".
TIME = re.compile(r"\d{4}(?:-\d\d){0,2}|(?:\d{1,2} )?[A-Z][a-z]+ \d{4}")
# A column with a text of so many letters has this width, in em, so that it does not stretch rows.
LONG_TEXT, LONG_WIDTH = 100, 18


def numbered() -> str:
    """Select the cells of columns of numbers.

    >>> numbered()[:50]
    '.n1>tbody>tr>:nth-child(1),.n2>tbody>tr>:nth-child'
    """
    return ",".join(f".n{n}>tbody>tr>:nth-child({n})" for n in range(1, NUMBERED + 1))


# Rules for what this package shows, to go inside a page. The page sets text size and background
# (``var(--paper)``, ``var(--ink)``); JupyterLab marks its dark theme on the body.
CSS = f""":root{{color-scheme:light dark;{variables()}}}
@media (prefers-color-scheme:dark){{:root{{{variables(dark=True)}}}}}
[data-jp-theme-light=true]{{{variables()}}}
[data-jp-theme-light=false]{{{variables(dark=True)}}}
@media print{{:root{{{variables()}}}}}
.finding{{font-size:1.15em;line-height:1.5;max-width:42em;margin:.6em 0}}
.finding .value{{font-weight:600;font-variant-numeric:tabular-nums}}
.chart{{container-type:inline-size;margin:2em 0;max-width:45em;color:var(--ink)}}
.chart figcaption{{margin:0 0 .5em}}
.chart-headline{{font-size:1.2em;line-height:1.3;margin:0;font-weight:650}}
.chart-subtitle,.chart-source,.chart-none,.table-notes,.table-source{{margin:.2em 0;
color:var(--soft);font-size:.9em;line-height:1.4}}
.chart svg{{display:block;width:100%;height:auto;overflow:visible}}
.chart-narrow{{display:none}}
@container (max-width:560px){{.chart-wide{{display:none}}.chart-narrow{{display:block}}}}
.chart-none{{border-left:.25em solid var(--grid);padding:.5em .8em;font-size:1em}}
.chart-data>summary{{cursor:pointer;color:var(--soft);font-size:.9em;padding:.35em 0}}
.table-box{{container-type:inline-size;margin:.8em 0;font-size:.92em;line-height:1.4}}
.table-scroll{{overflow-x:auto;max-width:100%}}
.table-box.long:not(:has(.all-rows :checked,tr:target)) .data-table>tbody>tr:nth-child(n+13){{
display:none!important}}
.all-rows{{margin:.4em 0;color:var(--soft)}}
.all-rows label{{color:var(--ink);cursor:pointer;font-weight:600;white-space:nowrap}}
.all-rows input{{width:1.2em;height:1.2em;vertical-align:-.2em;accent-color:var(--c1)}}
.data-table{{border-collapse:collapse;color:var(--ink);
font-variant-numeric:tabular-nums}}
.data-table caption{{text-align:left;font-weight:600;padding:.3em 0;overflow-wrap:anywhere}}
.data-table th,.data-table td{{padding:.3em .7em;border-bottom:1px solid var(--grid);
text-align:left;vertical-align:top;overflow-wrap:anywhere;min-width:3em}}
.data-table thead th{{border-bottom:2px solid var(--soft);vertical-align:bottom}}
.data-table .unit{{display:block;font-weight:400;color:var(--soft)}}
.data-table .number,{numbered()}{{text-align:right;white-space:nowrap}}
.year{{white-space:nowrap}}
.data-table tbody th{{font-weight:500}}
.table-scroll:focus-visible,.chart-data>summary:focus-visible{{outline:3px solid var(--c1);
outline-offset:2px}}
@media print{{.chart{{break-inside:avoid}}.table-scroll{{overflow:visible}}
.all-rows label{{display:none}}}}
@media (forced-colors:active){{.chart svg{{forced-color-adjust:none;background:var(--paper);
color:var(--ink)}}}}
"""

# What charts and tables bring along where there is no page of ours: JupyterLab, and the like. A
# host may be dark or light and say so in its own way, so a chart lies on paper of its own, whose
# colours are JupyterLab's scheme if it names one, and light elsewhere: ink and cells go together
# wherever it is shown. Selectors outweigh JupyterLab's own for tables.
HOST_SHEET = f"""<style>
.chart{{{variables()};container-type:inline-size;max-width:45em;padding:.7em 1em;
background:var(--paper);color:var(--ink)}}
[data-jp-theme-light=false] .chart{{{variables(dark=True)}}}
.chart-narrow{{display:none}}
@container (max-width:560px){{.chart-wide{{display:none}}.chart-narrow{{display:block}}}}
.chart .chart-subtitle,.chart .chart-source,.chart summary{{color:var(--soft)}}
.table-scroll{{overflow-x:auto}}
.all-rows,.on-paper{{display:none}}
.table-scroll .data-table.data-table :is(caption,th,td){{text-align:left;vertical-align:top;
min-width:5em}}
:is(.table-scroll .data-table.data-table .number,{numbered()}){{text-align:right;min-width:3em}}
.table-scroll .data-table .unit{{display:block;font-weight:400}}
.chart .data-table,.chart .data-table a{{color:inherit}}
.chart .data-table tbody tr:nth-child(n){{background:none}}
</style>"""
