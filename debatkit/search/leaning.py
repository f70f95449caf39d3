"""
Leaning: which card a text leans to, as far as the dossier's own texts teach it.

In go vectors of texts and the cards that they speak for; out comes for any vector how much it leans to each card: above
0 to those whose texts differ from the rest its way, below 0 to the others, and 0 over all of them. A linear
discriminant, by ridge regression on what belongs to which card (Hastie, Buja and Tibshirani 1995). Where the nearest
texts say which card a query is like, this says by what the cards differ: what all texts share counts for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Figures = NDArray[np.float64]
RIDGE = 1.0  # of the mean variance of a direction; 0.3 and 3 did as well or somewhat worse
ROWS = 4_096  # at a time


class Leaning:
    """Learned from `matrix`, a vector a row, of which `cards` says what each speaks for and `counts` how much.

    Each card counts as much as any other, however many texts it has.
    """

    def __init__(self, matrix: NDArray[np.float32], cards: Sequence[Sequence[int]], counts: Sequence[float]) -> None:
        self._numbers = sorted({number for several in cards for number in several})
        places = {number: place for place, number in enumerate(self._numbers)}
        belongs = [(row, places[number], 1 / len(several)) for row, several in enumerate(cards) for number in several]
        rows, columns = (np.array([each[place] for each in belongs], dtype=np.intp) for place in (0, 1))
        parts = np.array([part for *_, part in belongs])
        weights = np.array(counts, dtype=np.float64)
        totals = np.bincount(columns, weights[rows] * parts, len(self._numbers))
        weights *= np.bincount(rows, parts / totals[columns], len(matrix))
        weights /= weights.sum()
        self._middle, spread = _moments(matrix, weights)
        self._turn = np.linalg.solve(
            spread + RIDGE * (np.trace(spread) / len(spread) or 1.0) * np.eye(len(spread)),
            self._between(matrix, weights, rows, columns, parts),
        )

    def of(self, vector: NDArray[np.float32]) -> dict[int, float]:
        """How much `vector` leans to each card, by its number."""
        leans = (vector - self._middle) @ self._turn
        return dict(zip(self._numbers, map(float, leans), strict=True))

    def _between(
        self,
        matrix: NDArray[np.float32],
        weights: Figures,
        rows: NDArray[np.intp],
        columns: NDArray[np.intp],
        parts: Figures,
    ) -> Figures:
        """How each direction goes along with each card: a column a card."""
        found = np.zeros((matrix.shape[1], len(self._numbers)))
        for column in range(len(self._numbers)):
            here = columns == column
            shares = weights[rows[here]] * parts[here]
            found[:, column] = shares @ (matrix[rows[here]] - self._middle)
        return found


def _moments(matrix: NDArray[np.float32], weights: Figures) -> tuple[Figures, Figures]:
    """The weighted mean of the rows, and how they spread around it."""
    middle = np.asarray(weights @ matrix)
    spread = np.zeros((matrix.shape[1], matrix.shape[1]))
    for start in range(0, len(matrix), ROWS):
        around = matrix[start : start + ROWS] - middle
        spread += (around.T * weights[start : start + ROWS]) @ around
    return middle, spread
