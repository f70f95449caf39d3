/*
 * Actions: what can be done with a card or question wherever it stands: copy its line or its address, pin it, put it in
 * the folder, read it.
 *
 * A button is `<button data-do="pin">` in a group `<div class="dk-do" data-item="question:...">`, drawn by actions.py.
 * Copying is done here; any other wish goes to the server, which judges it. After that the page is drawn anew: the
 * button that had the focus gets it again.
 */

const GROUP = ".dk-do";
const PLACE = '[class*="st-key-onderdeel-"]'; // around an item: its link, its fold and its buttons
export const DIALOG = '[data-testid="stDialog"]';
const TOLD = 2_000; // milliseconds that a button says what it did
const PATIENCE = 5_000; // milliseconds that drawing anew may take

const telling = new WeakMap(); // the timers of buttons that tell what they did
let returning = null; // the item and the button that are to have the focus again

/** The buttons of the item at hand: the one with the focus, else the one that lies open, else the first. */
export function atHand() {
  const here = document.activeElement?.closest(PLACE);
  const open = document.querySelector(`details[open]:not(.dk-step) ${GROUP}`)?.closest(PLACE);
  return here ?? open ?? document.querySelector(GROUP)?.closest(PLACE) ?? null;
}

/** Do with the item at hand what its button does; whether there is such a button. */
export function act(what) {
  const button = atHand()?.querySelector(`${GROUP} [data-do="${what}"]`);
  button?.click();
  return Boolean(button);
}

async function copy(button, text) {
  button.dataset.label ??= button.textContent; // pressed again while it tells what it did, it still has its own label
  let told = "Gekopieerd";
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    told = "Kopiëren mag niet van deze browser";
  }
  say(told);
  button.textContent = told;
  clearTimeout(telling.get(button));
  telling.set(button, setTimeout(() => (button.textContent = button.dataset.label), TOLD));
}

/** Tell who cannot see the screen. */
function say(words) {
  let place = document.getElementById("dk-gezegd");
  if (!place) {
    place = document.createElement("div");
    place.id = "dk-gezegd";
    place.setAttribute("role", "status");
    document.body.append(place);
  }
  place.textContent = words;
}

export function onClick(event) {
  const button = event.target.closest?.("[data-do]");
  const group = button?.closest(GROUP);
  if (!group) return;
  const what = button.dataset.do;
  if (what === "kopieer") return copy(button, button.dataset.text);
  if (what === "adres") return copy(button, new URL(button.dataset.text, document.baseURI).href);
  const focused = document.activeElement;
  const inPlace = focused?.closest(PLACE);
  returning = { item: group.dataset.item, link: inPlace && !group.contains(focused), what, until: performance.now() + PATIENCE };
  act.send({ what, item: group.dataset.item, folder: group.dataset.folder ?? null });
  if (what !== "fout") say(`${button.textContent}: gedaan`); // that one opens a form
}

/** Whoever goes on, by key or by mouse, goes where they please; in a form that an action opened they are still at it. */
export function onGoingOn() {
  if (!document.querySelector(DIALOG)) returning = null;
}

/** Whether the focus fell away: on nothing, or on a part of the page that Streamlit now uses for another item. */
function strayed(place) {
  const focused = document.activeElement;
  const there = focused?.closest(PLACE);
  return focused === document.body || (there && there !== place);
}

/** Give the focus back to the button, or the link, that was used when the page was drawn anew. */
export function onDrawn() {
  if (!returning) return;
  if (document.querySelector(DIALOG)) returning.until = performance.now() + PATIENCE; // a form may take its time
  if (performance.now() > returning.until) return (returning = null);
  const group = [...document.querySelectorAll(GROUP)].find((each) => each.dataset.item === returning.item);
  const place = group?.closest(PLACE);
  if (!group || !strayed(place)) return;
  const link = returning.link ? place?.querySelector("a, summary") : null;
  (link ?? group.querySelector(`[data-do="${returning.what}"]`))?.focus();
}
