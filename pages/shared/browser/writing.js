/*
 * Writing: counts words while somebody types, and hands over what is typed with each pause.
 *
 *   .st-key-telt-50-120-... textarea    the areas whose words are counted together: at most 50, said at 120 a minute
 *   .dk-count in it                     where the count stands; the server writes the same (pages/shared/editor/fields.py)
 *
 * The rule that must hold: the browser counts as debatkit/text.py does, so a figure does not change when it is read.
 */

const AREA = "[class*=st-key-][class*=-tekst] textarea";
const COUNTED = "[class*=st-key-telt-]";
const WORD = /[\p{L}\p{N}_]+(?:[-'’.,:/][\p{L}\p{N}_]+)*/gu;
const PAUSE = 700; // milliseconds without a key
const LONGEST = 4000; // milliseconds that somebody may go on typing before it is handed over

const waiting = new Map(); // area -> { timer, since }
let listening = false;

// A half goes to the even side, as it does in Python.
function rounded(figure) {
  const below = Math.floor(figure);
  return figure - below === 0.5 ? below + (below % 2) : Math.round(figure);
}

function speakingTime(words, pace) {
  const seconds = rounded((words * 60) / pace);
  if (seconds < 60) return `${seconds} sec`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 ? `${minutes} min ${seconds % 60} sec` : `${minutes} min`;
  const all = rounded(seconds / 60);
  return all % 60 ? `${Math.floor(all / 60)} uur ${all % 60} min` : `${Math.floor(all / 60)} uur`;
}

function count(area) {
  const box = area.closest(COUNTED);
  const shown = box?.querySelector(".dk-count");
  if (!shown) return;
  const [limit, pace] = (/st-key-telt-(\d+)-(\d+)-/.exec(box.className) ?? []).slice(1).map(Number);
  const said = [...box.querySelectorAll(AREA)].map((each) => each.value).join(" ");
  const words = (said.match(WORD) ?? []).length;
  const over = words > limit ? ` Houd het onder ${limit} woorden.` : "";
  shown.textContent = `${words} ${words === 1 ? "woord" : "woorden"}, ${speakingTime(words, pace)} spreektijd.${over}`;
}

function handOver(area) {
  waiting.delete(area);
  if (document.activeElement !== area) return; // it was left, and read
  // Ctrl+Enter is Streamlit's own key to have an area read.
  area.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true }));
}

function onInput(event) {
  const area = event.target;
  if (area.tagName !== "TEXTAREA" || event.isComposing) return;
  if (area.matches(AREA)) count(area);
  if (area.closest('[data-testid="stForm"]')) return; // is handed over by its own button
  const before = waiting.get(area);
  clearTimeout(before?.timer);
  const since = before?.since ?? performance.now();
  const left = Math.max(0, Math.min(PAUSE, since + LONGEST - performance.now()));
  waiting.set(area, { since, timer: setTimeout(handOver, left, area) });
}

export default function writing() {
  if (listening) return; // Streamlit calls this again with each rerun; one listener serves the whole visit
  listening = true;
  document.addEventListener("input", onInput);
  document.documentElement.dataset.writing = "listening"; // for who must know, such as a test
}
