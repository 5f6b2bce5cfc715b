"""Colours that everyone can tell apart, on light pages and dark ones."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from tests.present.drawing import contrast, linear, mark_contrasts
from tests.present.samples import KINDS

from analysis.present.style import COLOURS, MARKS, SERIES, STEPS

# What the three kinds of colour-blind eyes make of linear red, green and blue (Machado, Oliveira
# and Fernandes 2009, severity 1).
BLIND = {
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
SCHEMES = pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])


def lightness_and_hue(rgb: np.ndarray) -> np.ndarray:
    """Oklab: a space in which distance is about what the eye sees (Ottosson 2020)."""
    cones = np.array(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ]
    ) @ np.clip(rgb, 0, 1)
    mixed = [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
    return np.array(mixed) @ np.cbrt(cones)


@SCHEMES
@pytest.mark.parametrize("role", ["ink", "soft", *SERIES])
def test_text_in_every_colour_has_a_contrast_of_four_and_a_half_to_one(role, scheme):
    assert contrast(COLOURS[role][scheme], COLOURS["paper"][scheme]) >= 4.5


# What is drawn to be seen: lines, marks and bars. Grid lines only guide the eye.
@SCHEMES
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_mark_of_every_kind_of_chart_has_a_contrast_of_three_to_one(kind, scheme):
    drawn = KINDS[kind]().svg() + KINDS[kind]().svg(narrow=True)
    measured = mark_contrasts(drawn, scheme)
    assert measured
    assert {mark: found for mark, found in measured.items() if found < 3} == {}


@SCHEMES
@pytest.mark.parametrize("step", STEPS)
def test_ink_can_be_read_on_every_cell_of_a_heat_map(step, scheme):
    assert contrast(COLOURS["ink"][scheme], COLOURS[step][scheme]) >= 4.5


@SCHEMES
@pytest.mark.parametrize("eye", BLIND)
def test_no_two_series_look_alike_to_colour_blind_eyes(eye, scheme):
    seen = [lightness_and_hue(np.array(BLIND[eye]) @ linear(COLOURS[c][scheme])) for c in SERIES]
    assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) > 0.055


def test_every_series_colour_has_a_mark_of_its_own():
    assert len(set(MARKS)) == len(MARKS) == len(SERIES)


def test_no_two_roles_are_the_same_colour_in_a_light_page():
    # The drawing knows a role by its light colour.
    assert len({light for light, _ in COLOURS.values()}) == len(COLOURS)
