// One press or two: what a click does once it is sure that no second one follows.

const WAIT = 230;

/**
 * Calls `once` after a click and `twice` after a double-click of `element`, never both. From the keyboard, and with
 * the shift key, nothing is waited for: shift does what a double-click does.
 */
export function onPress(element, once, twice) {
  let timer = 0;
  element.addEventListener("click", (event) => {
    clearTimeout(timer);
    if (event.shiftKey || event.detail > 1) twice();
    else if (event.detail === 0) once();
    else timer = setTimeout(once, WAIT);
  });
}
