"""Counting, classes, borders and layouts: what needs no database."""

from __future__ import annotations

import random
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azalai.cartography.crossing import cross, shade, total
from azalai.cartography.layout import placed
from azalai.core.charts.maps.classes import class_of, natural_classes
from azalai.core.charts.maps.topology import area, draw, inside, simplified, widest_spot
from azalai.frames.dataset import load_places, read_topology
from azalai.frames.maps import shapes_of

KEYS = st.lists(st.sampled_from("abcd"), unique=True, max_size=3)
FOUND = st.lists(st.tuples(KEYS, KEYS), max_size=12)


@given(FOUND)
def test_cells_and_totals_are_those_of_a_naive_count(keys: list[tuple[list[str], list[str]]]) -> None:
    made = cross((number, rows, columns) for number, (rows, columns) in enumerate(keys))
    whole = {number for number, (rows, columns) in enumerate(keys) if rows and columns}
    assert set(made.everything) == whole
    assert len(made.everything) == len(whole)
    for row in "abcd":
        naive = {number for number in whole if row in keys[number][0]}
        assert sorted(made.rows.get(row, [])) == sorted(naive)
        for column in "abcd":
            both = {number for number in naive if column in keys[number][1]}
            assert sorted(made.cells.get((row, column), [])) == sorted(both)
    for column in "abcd":
        naive = {number for number in whole if column in keys[number][1]}
        assert sorted(made.columns.get(column, [])) == sorted(naive)


def test_a_total_counts_an_intervention_once_though_it_stands_in_four_cells() -> None:
    made = cross([(1, ("a", "b"), ("x", "y"))])
    assert len(made.cells) == 4
    assert made.everything == made.rows["a"] == made.columns["y"] == [1]


def test_blank_is_not_zero() -> None:
    assert total([1, 2], {1: None}) is None
    assert total([1, 2], {1: Decimal(0)}) == 0
    assert total([1, 2], {1: Decimal(3), 2: None}) == 3


@pytest.mark.parametrize(("value", "level"), [(None, 0), (0, 0), (1, 1), (25, 1), (26, 2), (100, 4)])
def test_shades_go_from_little_to_the_fullest_cell(value: int | None, level: int) -> None:
    assert shade(value, 100) == level


@given(st.lists(st.integers(0, 30), max_size=10))
def test_classes_hold_every_value_but_zero_and_never_part_equal_ones(values: list[int]) -> None:
    classes = natural_classes(values)
    assert len(classes) == min(4, len({value for value in values if value}))
    assert all(bool(class_of(value, classes)) == bool(value) for value in values)
    assert classes == sorted(classes)
    assert all(one[1] < other[0] for one, other in pairwise(classes))


def test_classes_are_cut_where_the_values_part() -> None:
    assert natural_classes([1, 2, 3, 50, 52, 90], most=3) == [(1, 3), (50, 52), (90, 90)]


@pytest.mark.parametrize(("country", "shapes", "regions"), [("NE", 8, 8), ("TD", 22, 23)])
def test_every_region_has_a_shape_and_every_shape_a_region(country: str, shapes: int, regions: int) -> None:
    topology = read_topology(country)
    assert topology is not None
    drawn = {outline.name for outline in draw(topology, width=400).outlines}
    joined = shapes_of(country)
    assert drawn == set(joined)
    assert len(drawn) == shapes
    codes = [code for found in joined.values() for code in found]
    assert sorted(codes) == sorted(place.pcode for place in load_places(country) if place.level == 1)
    assert len(codes) == regions


@pytest.mark.parametrize("country", ["NE", "TD"])
def test_outer_rings_run_clockwise_and_labels_stand_inside(country: str) -> None:
    topology = read_topology(country)
    assert topology is not None
    for outline in draw(topology, width=400).outlines:
        assert all(area(polygon[0]) > 0 for polygon in outline.polygons)
        assert all(area(hole) < 0 for polygon in outline.polygons for hole in polygon[1:])
        spot, room = widest_spot(outline.largest)
        assert room > 0
        assert inside(spot, outline.largest)


def test_a_hole_is_kept() -> None:
    topology = read_topology("NE")
    assert topology is not None
    around = next(one for one in draw(topology, width=400).outlines if one.name == "Tillabéri")
    assert sum(len(polygon) - 1 for polygon in around.polygons) == 1


def test_a_simplified_border_keeps_its_ends_and_stays_near() -> None:
    chance = random.Random(1)
    line = [(float(x), chance.random()) for x in range(200)]
    fewer = simplified(line, 0.8)
    assert (fewer[0], fewer[-1]) == (line[0], line[-1])
    assert len(fewer) < 60
    assert simplified(line, 0) == line


def test_a_network_is_laid_out_the_same_each_time_and_labels_do_not_overlap() -> None:
    sizes = [(90.0, 30.0)] * 20
    edges = [(one, (one * 7 + 3) % 20, 2.0) for one in range(20) if one != (one * 7 + 3) % 20]
    first = placed(sizes, edges, width=700, height=700)
    assert first == placed(sizes, edges, width=700, height=700)
    for one in range(20):
        for other in range(one):
            apart = [abs(a - b) for a, b in zip(first[one], first[other], strict=True)]
            assert apart[0] >= 88 or apart[1] >= 28
    assert all(45 <= x <= 655 and 15 <= y <= 685 for x, y in first)


def test_few_nodes_need_no_layout() -> None:
    assert placed([], [], width=10, height=10) == []
    assert placed([(1, 1)], [], width=10, height=10) == [(5, 5)]
