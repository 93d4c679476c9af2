// Which of the page's tabs a person opens, told to Python as an act of its own.
// Streamlit's tabs go back to the tab of an earlier click when the answer to that click comes after a later one: its
// frontend takes what the server says for newer than what the person did. An act is not overwritten in this way.

const TAB = '[role="tab"]';

/** Calls `send` with every tab that is opened by click or key, until `signal` says stop. */
export function tellTabs(send, signal) {
  const listen = (event) => {
    const tab = event.composedPath().find((element) => element instanceof Element && element.matches(TAB));
    if (tab?.closest('[data-testid="stTabs"]')) send({ do: "open", tab: tab.textContent.trim() });
  };
  document.addEventListener("click", listen, { signal, capture: true });
  document.addEventListener("keyup", (event) => event.key.startsWith("Arrow") && listen(event), { signal, capture: true });
}
