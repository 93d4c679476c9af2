"""Notes that mix languages: their English terms are things, words of the other language are not."""

from __future__ import annotations

import re

import pytest

from graph.build import build_uploads
from graph.extraction.boundaries import MOST_WORDS
from graph.extraction.scripts import readable_part

NOTES = {
    "hindi": """# Docker

- Docker image se container banta hai
- Agar volume nahi hai to data lost ho jata hai
- Kubernetes containers ko schedule karta hai
- Compose file me services define karte hain
""",
    "korean": """# Kafka

- Producer는 메시지를 topic에 보낸다
- Consumer group은 topic을 읽는다
- ZooKeeper가 broker를 관리한다
""",
    "vietnamese": """# Redis

- Redis là cơ sở dữ liệu trong bộ nhớ
- Redis Cluster hỗ trợ sharding để mở rộng
- Sentinel theo dõi primary và replica
""",
}
FOREIGN = re.compile(r"[\uac00-\ud7a3ạ-ỹơưđ]|\b(?:hai|hain|karta|karte|nahi|agar|jata)\b", re.IGNORECASE)


@pytest.mark.model
@pytest.mark.parametrize(
    ("language", "terms"), [("hindi", {"Docker"}), ("korean", {"Kafka"}), ("vietnamese", {"Redis"})]
)
def test_only_what_an_english_reader_can_name_becomes_a_node(language: str, terms: set[str]) -> None:
    graph = build_uploads({f"{language}.md": NOTES[language].encode()}).graph
    assert terms <= set(graph)
    assert [label for label in graph if FOREIGN.search(label)] == []


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Anycast IP로", "Anycast IP"),
        ("aapko serverless", " serverless"),
        ("xương sống", ""),
        ("메모리", ""),
        ("São Paulo region", "São Paulo region"),
        ("α-helix", "α-helix"),
        ("naïve Bayes", "naïve Bayes"),
        ("Chains", "Chains"),
    ],
)
def test_readable_part(text: str, part: str) -> None:
    assert text[slice(*readable_part(text, 0, len(text)))] == part


@pytest.mark.model
def test_no_label_is_a_clause() -> None:
    clause = "the very long set of all of the things that nobody would ever call a proper name of anything"
    graph = build_uploads({"a.md": f"# S3\n\n- S3 supports {clause}\n- **{clause}**: uses EBS\n".encode()}).graph
    assert max((len(label.split()) for label in graph), default=0) <= MOST_WORDS
