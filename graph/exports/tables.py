"""View in, its nodes and its edges as two CSV tables in one ZIP archive out."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable

import networkx as nx

from graph.exports.look import Look
from graph.view import View, graph_of

NODE_COLUMNS = ("label", "kind", "aliases", "notes")
EDGE_COLUMNS = (
    "subject",
    "relation",
    "object",
    "negated",
    "scope",
    "modality",
    "confidence",
    "found_by",
    "origin",
    "count",
    "evidence_file",
    "evidence_line",
    "evidence",
    "statements",
)
"""`aliases`, `notes` and `statements` are JSON, as in `graph.elements`; `negated` is true or false."""

CALCULATED = ("=", "+", "-", "@", "\t", "\r", "'")
"""A text that begins so gets an apostrophe before it: a spreadsheet would otherwise run it as a formula."""


def write_tables(view: View, _: Look) -> bytes:
    """A ZIP archive of nodes.csv and edges.csv: UTF-8 with a byte order mark, as spreadsheets want it, RFC 4180."""
    graph = graph_of(view)
    nodes = ([attributes[name] for name in NODE_COLUMNS] for _, attributes in graph.nodes(data=True))
    return zipped({"nodes.csv": _table(NODE_COLUMNS, nodes), "edges.csv": _table(EDGE_COLUMNS, _edge_rows(graph))})


def zipped(files: dict[str, bytes]) -> bytes:
    """An archive of the files whose entries all bear the earliest date that ZIP knows."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return packed.getvalue()


def _edge_rows(graph: nx.MultiDiGraph) -> Iterable[list[object]]:
    for subject, object_, attributes in graph.edges(data=True):
        yield [{"subject": subject, "object": object_, **attributes}[name] for name in EDGE_COLUMNS]


def _table(columns: Iterable[str], rows: Iterable[list[object]]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return file.getvalue().encode("utf-8-sig", "replace")


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}" if isinstance(value, str) and value.startswith(CALCULATED) else value
