"""What the numbers of the model's outputs mean: relations, entity types and tags, in the order of `labels.json`."""

from __future__ import annotations

from graph.relations import inventory

OTHER = "other"
"""The label of all relations outside the inventory."""
LABELS: tuple[str, ...] = (*sorted(inventory().relations), OTHER)
"""Labels of the pair scores."""
KINDS: tuple[str, ...] = ("service", "feature", "concept")
TAGS: tuple[str, ...] = ("O", *(f"{mark}-{kind}" for kind in KINDS for mark in "BI"))
"""BIO tags of the pieces."""
