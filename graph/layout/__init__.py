"""Where everything of a View stands: boxes, edges and relation labels, by Graphviz and in pixels."""

from graph.layout.placing import LAYOUTS, EdgeId, PlacedLabel, Placement, place, place_at

__all__ = ["LAYOUTS", "EdgeId", "PlacedLabel", "Placement", "place", "place_at"]
