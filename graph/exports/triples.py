"""View in, one line of JSON for each statement out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from graph.exports.look import Look
from graph.view import View


def write_triples(view: View, _: Look) -> bytes:
    """JSON Lines in UTF-8: each edge once for each line of a note that states it, with the keys of `read_triples`.

    `modality`, `origin`, `confidence` and `found_by` are those of the edge's best statement.
    """
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in _rows(view))
    return "".join(lines).encode("utf-8", "backslashreplace")


def _rows(view: View) -> Iterator[dict[str, Any]]:
    kinds = {shown.node.label: shown.node.kind for shown in view.nodes}
    for edge in view.edges:
        said = {
            "subject": edge.subject,
            "subject_type": kinds[edge.subject],
            "relation": edge.relation,
            "object": edge.object,
            "object_type": kinds[edge.object],
            "negated": edge.negated,
            "scope": edge.scope,
            "modality": edge.modality,
            "origin": str(edge.origin),
            "confidence": round(edge.confidence, 3),
            "found_by": edge.found_by,
        }
        for evidence in edge.evidence:
            yield {**said, "file": evidence.file, "line": evidence.line, "evidence": evidence.text}
