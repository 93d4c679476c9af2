"""Trains the model that reads notes: gold notes in, the files that `graph.extraction` runs out."""
