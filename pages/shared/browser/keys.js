/*
 * Keys: to the search box from anywhere, and along the results without a mouse.
 *
 *   Ctrl+K (on a Mac also Cmd+K)   the search box; from another page the page Zoeken first
 *   arrow down, arrow up           from the box along the results, and back
 *   Escape                         from a result back to the box
 *
 * Enter on a result is the browser's own: a result is a link. The rule that must hold: a key means nothing else while
 * someone types in a field that is not the search box. A single letter would be read as a command by speech input and
 * screen readers (WCAG 2.1.4), hence the modifier.
 */

const BOX = ".st-key-q input";
const RESULTS = ".st-key-voorstellen button, .st-key-resultaten [data-testid=stPageLink] a";
const TO_SEARCH = 'header a[href$="/zoeken"]';
const FIELDS = "input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable=true]";
const KEPT = ["weergave", "dossier"];
const UNDERWAY = "debatkit-zoeken"; // remembered where the way there loads the app anew
const PATIENCE = 10_000; // milliseconds that the page Zoeken may take to appear

let waiting = 0; // until when the box is still to be focused
let listening = false;

const shown = (selector) => [...document.querySelectorAll(selector)].filter((each) => each.offsetParent);

function focusBox() {
  const [box] = shown(BOX);
  if (!box) return false;
  box.focus();
  box.select();
  return true;
}

function toSearch() {
  const link = document.querySelector(TO_SEARCH);
  if (link) return link.click();
  const kept = new URLSearchParams(location.search); // the menu is folded away: by the address, in the same view
  for (const name of [...kept.keys()]) if (!KEPT.includes(name)) kept.delete(name);
  sessionStorage.setItem(UNDERWAY, "1");
  location.assign(`zoeken?${kept}`);
}

function move(event, from, step) {
  const places = [...shown(BOX).slice(0, 1), ...shown(RESULTS)];
  const next = places[places.indexOf(from) + step];
  if (!next || !places.includes(from)) return;
  event.preventDefault();
  next.focus();
}

function onKey(event) {
  if (event.defaultPrevented || event.isComposing) return;
  const at = event.target;
  const inBox = at.matches?.(BOX);
  if (at.matches?.(FIELDS) && !inBox) return;
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
    event.preventDefault(); // the browser's own is its address bar
    if (focusBox()) return;
    waiting = performance.now() + PATIENCE;
    toSearch();
  } else if (plain && event.key === "ArrowDown") {
    move(event, at, 1);
  } else if (plain && event.key === "ArrowUp" && !inBox) {
    move(event, at, -1);
  } else if (plain && event.key === "Escape" && at.matches?.(RESULTS)) {
    focusBox();
  }
}

function onClick(event) {
  // A proposal goes when it is chosen, and the focus with it; by keyboard (no clicks counted) it goes to the box.
  if (event.detail === 0 && event.target.closest?.(".st-key-voorstellen button")) waiting = performance.now() + PATIENCE;
}

function onDrawn() {
  if (!waiting) return;
  if (performance.now() > waiting || (document.activeElement === document.body && focusBox())) waiting = 0;
}

export default function keys() {
  if (listening) return; // Streamlit calls this again with each rerun; one set of listeners serves the whole visit
  listening = true;
  if (sessionStorage.getItem(UNDERWAY)) waiting = performance.now() + PATIENCE;
  sessionStorage.removeItem(UNDERWAY);
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  document.documentElement.dataset.keys = "listening"; // for who must know, such as a test
  new MutationObserver(onDrawn).observe(document.body, { childList: true, subtree: true });
}
