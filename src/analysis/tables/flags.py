"""Every doubt that cleaning may leave with a row, and what it means.

A flagged row is possible and suspicious: it is kept, and the data-health report lists it. What is
impossible stops the cleaning instead. A flag may name its subject after a colon, such as
``corrected: yes`` for the column `yes`.
"""

from __future__ import annotations

from collections.abc import Mapping

PARTED = "; "
SUBJECT = ": "

FLAGS: Mapping[str, str] = {
    "corrected": "A declared correction changed this raw column; corrections.yaml says from what, "
    "to what, and why.",
    "unlikely": "The number in this column is possible and far from what is usual, or may be a "
    "fraction of 1 in a column of per cents. `realpay clean` asks about it.",
    "shares a run of values": "For twelve months or more, this month among them, the values equal "
    "those of the series named. It may be chance, or one file saved under the other's name.",
    "multi-year total differs from the sum of its years": "The total stated for a deal of several "
    "years is not the plain sum of the percentages stated for each year.",
    "stated rise and salaries differ": "The old and the new salary give a percentage that does not "
    "round to the one stated.",
    "stated growth and levels differ": "The printed levels of the two years, within their "
    "rounding, do not give the growth stated; levels are revised a year later.",
    "paid before it took effect": "The day of payment lies before the day of effect.",
    "paid before it was offered": "The day of payment lies before the day of the offer.",
    "value suspect in its source": "Whoever compiled the row doubts the value that the source "
    "gives.",
    "outcome unknown": "The source does not say what became of the offer.",
    "statements differ": "Statements about one offer give different values of the column named; "
    "the offer shows that of the first statement by its name.",
    "read on another basis": "Another row, named here, has the same figure from the same source "
    "on another basis; which of the two it is, the source leaves open.",
    "votes cast fit no sum of the counts": "Votes cast equal neither yes and no, nor these with "
    "spoiled papers, nor these with spoiled and blank papers.",
    "printed share differs from the counts": "The printed percentage is further than one unit of "
    "its last digit from what the counts give.",
    "printed share rounded twice or cut off": "The printed percentage is within one unit of its "
    "last digit of what the counts give, and not within half a unit.",
    "said to have met the threshold": "The source says that the threshold was met; by the counts "
    "fewer than half of those entitled voted.",
    "said to have missed the threshold": "The source says that the threshold was missed; by the "
    "counts half of those entitled voted and two fifths of them voted yes.",
    "areas do not add up": "Areas that met the threshold and areas that missed it do not make the "
    "areas balloted.",
    "reported before it happened": "The source is older than the action that it says took place.",
    "minimum above maximum": "The bottom of the pay range lies above its top.",
    "no pay given": "The row has no minimum, maximum or single rate.",
    "stands in two rows": "Two raw rows state this fact, with the same value.",
    "two sources differ": "Two raw rows state this fact, with different values.",
    "a step is missing before this one": "The series is yearly, and the year before has no value.",
    "stages do not add up": "The stages of the award do not make the whole award.",
}


def split_flags(text: str) -> list[str]:
    """List the flags of one row.

    >>> split_flags("corrected: yes; votes cast fit no sum of the counts")
    ['corrected: yes', 'votes cast fit no sum of the counts']
    """
    return text.split(PARTED) if text else []


def explain_flag(flag: str) -> str:
    """Say what a flag means.

    >>> explain_flag("no pay given")
    'The row has no minimum, maximum or single rate.'
    """
    return FLAGS[flag.partition(SUBJECT)[0]]
