"""The words of reports: which digits prose may hold, and which words it may not.

Two rules of the house live here as data. Prose is made of values, so a digit typed by hand is
refused unless it names a time or a law. And wording is neutral: what was offered, what prices
did, who said so.
"""

from __future__ import annotations

import re

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_YEAR = r"(?:1[89]\d\d|20\d\d)"
_LAW = (
    r"\b(?:sections?|s{1,2}\.|articles?|regulations?|schedules?|parts?|paragraphs?|chapters?|c\.)"
    r"\s?\d+[A-Z]*(?:\(\w+\))*"
)

# The one list of numerals that prose may type: names of times and of laws. Order matters: the
# longest form first.
ALLOWED_NUMERALS = re.compile(
    "|".join(
        (
            rf"\b{_YEAR}-\d\d-\d\d\b",  # 2022-12-07
            rf"\b\d{{1,2}}(?:[-–]\d{{1,2}})?\s{_MONTH}(?:\s{_YEAR})?\b",  # 7 December 2022
            rf"\b{_YEAR}[-–/](?:{_YEAR}|\d\d)\b",  # 2023-24, 2010–2018, 2022-10
            rf"\b{_YEAR}s?\b",  # 2016, 2010s
            _LAW,  # section 226, s.297A, Schedule 4
        )
    ),
    re.IGNORECASE,
)
# What browsers break after a hyphen though it is one word: a pay year after another word (alone it
# has room), the code of a claim (W19-4a). A mark of markup before it is no such place.
_ONE_WORD = re.compile(r"(?<=\s)\d{4}-\d\d\b|(?<![^\s>(])[A-Z]+\d+(?:-\w+)+")
# A numeral that begins a word is a number; one after a letter is part of a name (G7, D7BT).
_NUMERAL = re.compile(r"(?<![^\W\d_])(?<!\d)\d[\d.,]*(?<![.,])")

# Stems (the end of the word is free) and why a report does not say them.
LOADED_WORDS: dict[str, str] = {
    "slash": "say: was reduced, fell",
    "soar": "say: rose",
    "rocket": "say: rose",
    "skyrocket": "say: rose",
    "surg": "say: rose",
    "plummet": "say: fell",
    "plung": "say: fell",
    "collaps": "say: fell",
    "crash": "say: fell",
    "derisory": "a judgement: give the figure",
    "insult": "a judgement: give the figure",
    "paltry": "a judgement: give the figure",
    "meagre": "a judgement: give the figure",
    "measly": "a judgement: give the figure",
    "pitiful": "a judgement: give the figure",
    "generous": "a judgement: give the figure",
    "inflation-busting": "a judgement: give both figures",
    "bumper": "a judgement: give the figure",
    "whopping": "a judgement: give the figure",
    "massive": "a judgement: give the figure",
    "eye-watering": "a judgement: give the figure",
    "devastat": "a judgement: give the figure",
    "crippl": "a judgement: give the figure",
    "shameful": "a judgement of people",
    "greed": "a judgement of people",
    "militan": "a judgement of people",
    "hard-working": "a judgement of people",
    "hardworking": "a judgement of people",
    "hard-pressed": "a judgement of people",
    "fat cat": "a judgement of people",
    "union baron": "a judgement of people",
    "paymaster": "a judgement of people",
    "ransom": "a judgement of conduct",
    "betray": "a judgement of conduct",
    "attack on": "a judgement of conduct",
    "raid on": "a judgement of conduct",
    "disgrac": "a judgement of conduct",
    "scandal": "a judgement of conduct",
    "crushing": "a judgement of a result: give the shares",
    "landslide": "a judgement of a result: give the shares",
    "overwhelming": "a judgement of a result: give the shares",
    "resounding": "a judgement of a result: give the shares",
    "discredited": "a status is dated: say which status the index had that day",
    "merely": "a judgement in disguise: give the figure",
    "a mere": "a judgement in disguise: give the figure",
    "because of": "no causes from correlations",
    "caused": "no causes from correlations",
    "thanks to": "no causes from correlations",
    "led to": "no causes from correlations",
    "resulted in": "no causes from correlations",
    "in response to": "no causes from correlations",
    "forced": "no motives: say who did what",
}
_LOADED = re.compile(
    r"\b(" + "|".join(sorted(map(re.escape, LOADED_WORDS), key=len, reverse=True)) + ")",
    re.IGNORECASE,
)


def typed_numbers(text: str) -> list[str]:
    """List the numbers typed in a piece of prose that name neither a time nor a law.

    >>> typed_numbers("Under section 226 of the Act of 1992, in 2023-24 (grade G7) pay rose 4.5 %")
    ['4.5']
    """
    return _NUMERAL.findall(ALLOWED_NUMERALS.sub(" ", text))


def loaded_words(text: str) -> list[tuple[str, str]]:
    """List the words in a text that take a side, each with the reason not to say it.

    >>> loaded_words("Pay soared in 2023.")
    [('soar', 'say: rose')]
    """
    return [(found.lower(), LOADED_WORDS[found.lower()]) for found in _LOADED.findall(text)]


def on_one_line(html: str) -> str:
    """Keep pay years and the codes of claims in escaped text on one line each.

    >>> on_one_line("Claim W19-4a")
    'Claim <span class="year">W19-4a</span>'
    """
    return _ONE_WORD.sub(r'<span class="year">\g<0></span>', html)
