"""What notes say of several things, side by side: a graph and labels in; values with their evidence out."""

from __future__ import annotations

from graph.compare.confusables import Confusable, confusables
from graph.compare.gaps import Gap, gaps
from graph.compare.matrix import FEATURES, RELATIONS, Matrix, matrix, matrix_as_csv, matrix_as_markdown
from graph.compare.pairs import Common, Comparison, Contradiction, compare, contradictions

__all__ = [
    "FEATURES",
    "RELATIONS",
    "Common",
    "Comparison",
    "Confusable",
    "Contradiction",
    "Gap",
    "Matrix",
    "compare",
    "confusables",
    "contradictions",
    "gaps",
    "matrix",
    "matrix_as_csv",
    "matrix_as_markdown",
]
