/*
 * Keys: what the keyboard does on every page. The list that visitors see is in keys.py; the help popover shows it.
 *
 *   Ctrl+K (Mac: also Cmd+K)   the search box; from another page the page Zoeken first
 *   arrow down, arrow up       from the box along the results; along the items of a folder; with Alt an item moves
 *   arrow left, arrow right    the previous and the next card
 *   letters                    do what a button on the screen does with the card or question at hand (LETTERS)
 *   V, Shift+V                 one step up the ladder, one step back
 *   Shift+L                    the joined reply of a folder, over the whole screen
 *   Enter, Ctrl+Enter          an exercise: begin; the next question
 *   Ctrl+S                     while editing: save
 *   ?                          the list of keys
 *
 * The rules that must hold: a letter is a letter while someone types in a field; no key does what no button on the
 * screen does; and all of them can be switched off, because a single letter may be read as a command by speech input
 * and screen readers (WCAG 2.1.4).
 */

import { act, atHand, DIALOG, onClick, onDrawn, onGoingOn } from "./actions.js";

const BOX = ".st-key-q input";
const NUMBER = ".st-key-nummer [data-testid=stPageLink] a"; // the question whose number was typed
const RESULTS = ".st-key-voorstellen button, .st-key-resultaten [data-testid=stPageLink] a";
const ITEMS = ".st-key-map-inhoud [data-testid=stPageLink] a";
const REPLY = ".st-key-samen [data-testid=stPageLink] a";
const BEGIN = ".st-key-oefenen-begin button";
const GO_ON = ".st-key-oefenen-verder button";
const SAVE = ".st-key-opslaan-nu button";
const TO_SEARCH = 'header a[href$="/zoeken"]';
const FIELDS = "input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable=true]";
const ARROWED = "[role=radiogroup], [role=tablist], [role=listbox], [role=combobox], [role=slider], .dk-scroll";
const LETTERS = { p: "pin", k: "kopieer", a: "adres", l: "lees", s: "samen", n: "fout" };
const KEPT = ["weergave", "dossier"];
const UNDERWAY = "debatkit-zoeken"; // remembered where the way there loads the app anew
const OFF = "debatkit-toetsen-uit"; // remembered in this browser: a keyboard is a matter of the machine
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
  const places = [...shown(BOX).slice(0, 1), ...shown(RESULTS), ...shown(ITEMS)];
  const nowhere = from === document.body || from.closest?.("header"); // where one is after the menu
  if (nowhere && shown(ITEMS).length) from = null;
  const next = from ? places[places.indexOf(from) + step] : places[0];
  if (!next || (from && !places.includes(from))) return;
  event.preventDefault();
  next.focus();
}

function climb(step) {
  const steps = [...(atHand()?.querySelectorAll("details.dk-step") ?? [])];
  const open = steps.filter((each) => each.open);
  const next = step > 0 ? steps.find((each) => !each.open) : open.at(-1);
  if (!next) return false;
  next.open = step > 0;
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function press(selector) {
  const [button] = shown(selector);
  button?.click();
  return Boolean(button);
}

/** What a key does on its own, or with Shift; whether it did anything. */
function onPlainKey(event) {
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.key === "?") return press(".st-key-toetsenlijst button");
  if (name === "v") return climb(event.shiftKey ? -1 : 1);
  if (event.shiftKey) return name === "l" && press(REPLY);
  if (name === "Enter") return event.target === document.body && press(BEGIN);
  if (name === "Delete") return act("uit");
  if (name === "ArrowLeft" || name === "ArrowRight") {
    if (event.target.closest?.(ARROWED)) return false;
    return press(name === "ArrowLeft" ? ".st-key-vorige button" : ".st-key-volgende button");
  }
  if (name === "m") return act("map") || act("uit"); // in a folder it is in there already
  return name in LETTERS && act(LETTERS[name]);
}

/** Press a button from within a field: what was typed there is read with it, and one goes on typing. */
function pressFromField(event, selector) {
  const [button] = shown(selector);
  if (!button) return false;
  event.preventDefault(); // the browser's own would save the page
  const field = document.activeElement;
  field?.blur();
  button.click();
  field?.focus();
  return true;
}

function onKey(event) {
  const at = event.target;
  const inBox = at.matches?.(BOX);
  const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (command && !event.isComposing && !localStorage.getItem(OFF)) {
    if (event.key.toLowerCase() === "s" && pressFromField(event, SAVE)) return;
    if (event.key === "Enter" && pressFromField(event, GO_ON)) return;
  }
  const taken = event.defaultPrevented && !(inBox && event.key === "Enter"); // the box takes Enter itself, too
  if (taken || event.isComposing || localStorage.getItem(OFF)) return;
  if (document.querySelector(DIALOG)) return; // what lies behind a form is not at hand
  if (at.matches?.(FIELDS) && !inBox) return;
  const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
  const plain = bare && !event.shiftKey;
  if (command && event.key.toLowerCase() === "k") {
    event.preventDefault(); // the browser's own is its address bar
    if (focusBox()) return;
    waiting = performance.now() + PATIENCE;
    toSearch();
  } else if (event.altKey && !event.ctrlKey && !event.metaKey && ["ArrowUp", "ArrowDown"].includes(event.key)) {
    if (act(event.key === "ArrowUp" ? "op" : "neer")) event.preventDefault();
  } else if (plain && event.key === "ArrowDown") {
    move(event, at, 1);
  } else if (plain && event.key === "ArrowUp" && !inBox) {
    move(event, at, -1);
  } else if (plain && event.key === "Enter" && inBox) {
    setTimeout(() => press(NUMBER)); // once the box has given what was typed away
  } else if (plain && event.key === "Escape" && at.matches?.(RESULTS)) {
    focusBox();
  } else if (bare && !inBox && onPlainKey(event)) {
    event.preventDefault();
  }
}

function onSwitch(event) {
  // A proposal goes when it is chosen, and the focus with it; by keyboard (no clicks counted) it goes to the box.
  if (event.detail === 0 && event.target.closest?.(".st-key-voorstellen button")) waiting = performance.now() + PATIENCE;
  if (!event.target.closest?.("[data-keys-switch]")) return;
  if (localStorage.getItem(OFF)) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
  tell();
}

function tell() {
  document.documentElement.dataset.keys = localStorage.getItem(OFF) ? "off" : "listening"; // for the style, and tests
}

function drawn() {
  onDrawn();
  if (!waiting) return;
  if (performance.now() > waiting || (document.activeElement === document.body && focusBox())) waiting = 0;
}

export default function keys({ setTriggerValue }) {
  act.send = (wish) => setTriggerValue("wens", wish); // Streamlit gives a new one with each rerun
  if (listening) return; // one set of listeners serves the whole visit
  listening = true;
  if (sessionStorage.getItem(UNDERWAY)) waiting = performance.now() + PATIENCE;
  sessionStorage.removeItem(UNDERWAY);
  for (const going of ["keydown", "pointerdown"]) document.addEventListener(going, onGoingOn, { capture: true });
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onSwitch);
  document.addEventListener("click", onClick);
  tell();
  new MutationObserver(drawn).observe(document.body, { childList: true, subtree: true });
}
