"""The regression is the one of the books, and leaving a question out costs no second fit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.learning.ridge import RIDGE, Matrix, solve


def made(size: int, targets: int, seed: int) -> tuple[Matrix, Matrix]:
    """The kernel of random questions, and what each is to be told."""
    chance = np.random.default_rng(seed)
    points = chance.normal(size=(size, 4))
    distances = ((points[:, None] - points[None]) ** 2).sum(axis=2)
    return (
        np.exp(-distances / 4).astype(np.float32),
        chance.normal(size=(size, targets)).astype(np.float32),
    )


problems = st.builds(made, st.integers(2, 12), st.integers(1, 4), st.integers(0, 1 << 32))


@given(problems)
def test_the_weights_solve_the_system(problem: tuple[Matrix, Matrix]):
    kernel, targets = problem
    weights, _ = solve(kernel.copy(), targets, RIDGE)
    solved = (kernel + RIDGE * np.eye(len(kernel))) @ weights
    np.testing.assert_allclose(solved, targets, atol=1e-3)


@given(problems)
def test_a_question_is_told_what_it_would_be_if_it_were_really_left_out(
    problem: tuple[Matrix, Matrix],
):
    kernel, targets = problem
    _, left_out = solve(kernel.copy(), targets, RIDGE)
    for place in range(len(kernel)):
        others = np.delete(np.arange(len(kernel)), place)
        weights, _ = solve(kernel[np.ix_(others, others)], targets[others], RIDGE)
        np.testing.assert_allclose(left_out[place], kernel[place, others] @ weights, atol=2e-3)


def test_a_single_question_is_told_nothing_once_it_is_left_out():
    weights, left_out = solve(np.ones((1, 1), np.float32), np.ones((1, 1), np.float32), 1.0)
    np.testing.assert_allclose(weights, [[0.5]], atol=1e-6)
    np.testing.assert_allclose(left_out, [[0]], atol=1e-6)


@pytest.mark.parametrize("kernel", [[[1, 2], [2, 1]], [[-1, 0], [0, 1]]])
def test_a_kernel_that_is_not_positive_definite_is_refused(kernel: list[list[float]]):
    with pytest.raises(ValueError, match="not positive definite"):
        solve(np.array(kernel, np.float32), np.eye(2, dtype=np.float32), RIDGE)
