"""The page on the sample notes, or on `streamlit run app.py -- --notes DIR`; the same as `notegraph app`."""

from pathlib import Path

from graph.app.main import run

run(Path(__file__).parent / "data" / "notes")
