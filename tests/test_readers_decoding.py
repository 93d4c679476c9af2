from __future__ import annotations

import codecs

import pytest

from graph.readers.decoding import decode

TEXT = "Größe der Café-Instanz: 5 GB\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 bom", "utf-16-le bom", "utf-16-be bom", "utf-32", "utf-16-le", "utf-16-be"],
)
def test_unicode_with_and_without_a_byte_order_mark(data: bytes) -> None:
    assert decode(data) == (TEXT, None)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TEXT, "cp1252"),
        ("Ü", "cp1252"),
        ("“smart” – quotes’ ", "cp1252"),
        ("안녕하세요. EC2 인스턴스는 VPC 안에서 실행된다", "cp949"),
        ("Привет, EC2 работает в VPC и использует IAM роли", "cp1251"),
    ],
)
def test_older_encodings_are_guessed_and_named(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, f"is not UTF-8 (first on line 1); it was read as {encoding}")


def test_a_stray_byte_in_utf_8_is_marked() -> None:
    assert decode("über é\nb".encode() + b"\xff c") == (
        "über é\nb\ufffd c",
        "is not valid UTF-8 (1 byte, first on line 2), marked \ufffd in what was read",
    )


def test_a_few_nul_bytes_are_read_as_spaces() -> None:
    text = "S3 stores objects in buckets, and a bucket has a name that nobody else has.\n" * 2
    assert decode((text + "a\0b").encode()) == (text + "a b", "contains 1 NUL byte (first on line 3), read as spaces")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x7fELF" + b"\0" * 60, "is not a text file (60 NUL bytes); it was left out"),
        (bytes(range(1, 32)) * 9, "is not a text file (control characters); it was left out"),
    ],
)
def test_binary_files_have_no_text(data: bytes, reason: str) -> None:
    assert decode(data) == (None, reason)


def test_half_a_character_of_utf_16_is_marked() -> None:
    text, odd = decode(codecs.BOM_UTF16_LE + "ab".encode("utf-16-le") + b"\x00")
    assert text == "ab\ufffd"
    assert odd == "is not valid UTF-16 (first on line 1); what could not be read is marked \ufffd"


def test_an_empty_file_is_text() -> None:
    assert decode(b"") == ("", None)
