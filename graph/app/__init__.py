"""The page in the browser: Streamlit around the View, with a component that draws it."""
