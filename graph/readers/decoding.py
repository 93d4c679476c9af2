"""The bytes of a file in, its text out, with a sentence on what was odd about them."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

LEGACY = ["cp1252", "cp1250", "cp1251", "cp1258", "cp949", "cp932", "euc_jp", "gb18030", "big5", "koi8_r"]
"""Encodings that notes from before UTF-8 are looked for in."""

_BOMS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_WESTERN_SIGNS = "\xa0“”‘’‚„–—…•€£°©®™«»·§±×´"
_WORD = re.compile(r"[^\W\d_]+")
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")


def decode(data: bytes) -> tuple[str | None, str | None]:
    r"""The text of a file, without byte order mark, and what was odd about it, each None where there is none.

    >>> decode("\ufeffÜber".encode("utf-16-le"))
    ('Über', None)
    >>> decode("Über EFS".encode("cp1252"))
    ('Über EFS', 'is not UTF-8 (first on line 1); it was read as cp1252')
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _with_bom(data.removeprefix(bom), encoding)
    nuls = data.count(0)
    if nuls and (wide := _wide_encoding(data, nuls)):
        return data.decode(wide, "replace").replace("\0", " "), None
    if _is_binary(data, nuls):
        what = _count(nuls, "NUL byte") if nuls else "control characters"
        return None, f"is not a text file ({what}); it was left out"
    try:
        text, odd = data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        text, odd = _decode_legacy(data, error.start)
    if nuls:
        odd = odd or f"contains {_count(nuls, 'NUL byte')} (first on line {_line(data, data.index(0))}), read as spaces"
    return text.replace("\0", " "), odd


def _with_bom(data: bytes, encoding: str) -> tuple[str, str | None]:
    try:
        text, odd = data.decode(encoding), None
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        line = text.count("\n", 0, max(text.find("\ufffd"), 0)) + 1
        name = encoding.removesuffix("-le").removesuffix("-be").upper()
        odd = f"is not valid {name} (first on line {line}); what could not be read is marked \ufffd"
    if "\0" in text:
        odd = odd or f"contains {_count(text.count(chr(0)), 'NUL character')}, read as spaces"
    return text.replace("\0", " "), odd


def _wide_encoding(data: bytes, nuls: int) -> str | None:
    """UTF-16 without a byte order mark: nearly every second byte of Western text is zero, always on the same side."""
    if len(data) % 2 or nuls * 3 < len(data):
        return None
    right = data[1::2].count(0)
    for encoding, share in (("utf-16-le", right), ("utf-16-be", nuls - right)):
        if share == nuls:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                return None
            return encoding if text.isprintable() or any(c in text for c in "\n\t ") else None
    return None


def _is_binary(data: bytes, nuls: int) -> bool:
    return nuls * 50 > len(data) or len(_CONTROL.findall(data)) * 20 > len(data)


def _decode_legacy(data: bytes, start: int) -> tuple[str, str]:
    """A few stray bytes in UTF-8 are marked; otherwise the file is taken to be in an older encoding."""
    stray = len(data) - len(data.decode("utf-8", "ignore").encode("utf-8"))
    line = _line(data, start)
    if len(_MULTIBYTE.findall(data)) <= stray:
        western = data.decode("cp1252", "replace")
        found = None if _is_western(western) else from_bytes(data, cp_isolation=LEGACY).best()
        if found or _is_western(western):
            text, name = (str(found), found.encoding) if found else (western, "cp1252")
            return text, f"is not UTF-8 (first on line {line}); it was read as {name}"
    odd = f"is not valid UTF-8 ({_count(stray, 'byte')}, first on line {line}), marked \ufffd in what was read"
    return data.decode("utf-8", "replace"), odd


def _is_western(text: str) -> bool:
    """Words with a few accented letters, and no odd signs: short texts are guessed wrongly by the detector."""
    if any(not c.isalpha() and c not in _WESTERN_SIGNS for c in text if c > "\x7f"):
        return False
    words: list[str] = [word for word in _WORD.findall(text) if not word.isascii()]
    accented = sum(c > "\x7f" for word in words for c in word)
    return accented <= 2 or accented * 2 <= sum(map(len, words))


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
