"""Which digits prose may hold, and which words it may not."""

from __future__ import annotations

import pytest

from analysis.present.words import LOADED_WORDS, loaded_words, typed_numbers


@pytest.mark.parametrize(
    "prose",
    [
        "Known on 7 December 2022.",
        "Between 2010 and 2018, and in the 1990s.",
        "In 2023-24, 2023–24 and 2010/11.",
        "On 2022-12-07 and in 2022-10.",
        "By section 226(2)(b), ss.226 and s.297A, and Schedule 4 to the Trade Union Act 2016.",
        "From 29–30 January 2004.",
        "Grades G6 and G7, series D7BT, AA/AO.",
    ],
)
def test_times_laws_and_names_may_hold_digits(prose):
    assert typed_numbers(prose) == []


@pytest.mark.parametrize(
    ("prose", "number"),
    [
        ("Prices rose 11.1 %.", "11.1"),
        ("An offer of £1,500.", "1,500"),
        ("It fell −7.3 %.", "7.3"),
        ("Turnout of 47.7%, no mandate.", "47.7"),
        ("All 2903 votes.", "2903"),
        ("A 3 % cap in 2022.", "3"),
        ("In 12 months.", "12"),
        ("A sum of 20225 pounds.", "20225"),
    ],
)
def test_a_typed_number_is_found(prose, number):
    assert typed_numbers(prose) == [number]


@pytest.mark.parametrize("word", sorted(LOADED_WORDS))
def test_every_loaded_word_is_found_in_a_sentence_with_its_reason(word):
    assert loaded_words(f"They said {word.upper()} today.") == [(word, LOADED_WORDS[word])]


def test_words_within_other_words_are_left_alone():
    assert loaded_words("The agreed figure is reinforced; the workforce and resurgence.") == []


def test_neutral_prose_has_no_loaded_words():
    prose = "PCS said pay fell in real terms; the department said the award was within the remit."
    assert loaded_words(prose) == []
