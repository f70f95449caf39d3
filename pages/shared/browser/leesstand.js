/*
 * Leesstand: one step of one answer at a time, as large as the screen takes.
 *
 *   arrow down, space, Page Down    the next step; first the rest of this one, where it is longer than the screen
 *   arrow up, Page Up               the step before
 *   arrow right, arrow left         the next question, the one before; on a telephone a swipe to the left or the right
 *   Escape                          back
 *
 * Buttons at the foot do the same for a thumb. What is read stands in the address, so that a reload shows the same; what
 * is read for a moment is told to the server, as one of the things that were opened last.
 * Every text is put in as text. The rule that must hold: nothing here can change anything.
 */

const HELP = "Toetsen: ↓ en ↑ verder en terug · → en ← volgende en vorige vraag · Esc sluiten";
const READ = 1_000; // milliseconds after which a question is read, not passed by
const SWIPE = 60; // pixels; less is a tap
const OFF = "debatkit-toetsen-uit"; // as in keys.js

let screen = null; // what is read now: the data, which slide and which step, and the elements that show it
let wish = null;
let reading = 0; // the timer until the question on the screen is read
let waiting = false; // for questions that the server was asked for

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function build(parent) {
  const root = element("section", "dk-read");
  const head = element("p", "dk-read-head");
  const asked = element("h2", "dk-read-asked");
  const doubt = element("p", "dk-doubt");
  const text = element("div", "dk-read-text");
  text.setAttribute("aria-live", "polite");
  const foot = element("p", "dk-read-foot");
  const help = element("p", "dk-read-keys", HELP);
  const bar = element("div", "dk-read-bar");
  const buttons = {};
  for (const [name, label, run] of [
    ["close", "Sluiten", close],
    ["back", "Vorige vraag", () => turn(-1)],
    ["next", "Volgende vraag", () => turn(1)],
    ["down", "Terug", () => climb(-1)],
    ["on", "Verder", () => climb(1)],
  ]) {
    buttons[name] = element("button", `dk-read-${name}`, label);
    buttons[name].type = "button";
    buttons[name].addEventListener("click", run);
    bar.append(buttons[name]);
  }
  root.append(head, asked, doubt, text, foot, help, bar);
  parent.append(root); // beside its style, which Streamlit put there
  let start = null;
  root.addEventListener("pointerdown", (event) => (start = event.pointerType === "mouse" ? null : event));
  root.addEventListener("pointerup", (event) => {
    const [dx, dy] = start ? [event.clientX - start.clientX, event.clientY - start.clientY] : [0, 0];
    start = null;
    if (Math.abs(dx) > SWIPE && Math.abs(dx) > 2 * Math.abs(dy)) turn(dx < 0 ? 1 : -1);
  });
  return { root, head, asked, doubt, text, foot, buttons };
}

function paragraph({ text, bullet, note }) {
  const made = element("p", bullet ? "dk-read-bullet" : "", text);
  if (note) made.append(element("span", "dk-read-note", ` (${note})`));
  return made;
}

function show() {
  const { data, at, step, parts } = screen;
  const slide = data.slides[at - data.first];
  const rung = slide.rungs[step];
  parts.head.textContent = [slide.label, slide.status, data.total > 1 ? `${at + 1} van ${data.total}` : ""]
    .filter(Boolean)
    .join(" · ");
  parts.asked.textContent = rung.asked || slide.asked;
  parts.asked.hidden = !parts.asked.textContent;
  parts.doubt.textContent = slide.doubt; // on each step: each may be what is doubted
  parts.doubt.hidden = !slide.doubt;
  parts.text.classList.toggle("dk-read-strong", rung.strong);
  parts.text.replaceChildren(...rung.paragraphs.map(paragraph));
  parts.foot.textContent = [rung.title, rung.time, slide.rungs.length > 1 ? `trede ${step + 1} van ${slide.rungs.length}` : ""]
    .filter(Boolean)
    .join(" · ");
  parts.buttons.down.disabled = step === 0;
  parts.buttons.on.disabled = step + 1 >= slide.rungs.length;
  parts.buttons.next.disabled = at + 1 >= data.total;
  parts.buttons.back.disabled = at === 0;
  scroller().scrollTo({ top: 0 });
}

const scroller = () => screen.parts.root.closest('[data-testid="stMain"]') ?? document.scrollingElement;

function climb(by) {
  const { data, at, step } = screen;
  const next = step + by;
  if (next < 0 || next >= data.slides[at - data.first].rungs.length) return;
  screen.step = next;
  show();
}

function turn(by) {
  const { data, at } = screen;
  const next = at + by;
  if (next < 0 || next >= data.total) return;
  screen.step = 0;
  const near = data.slides[next - data.first];
  clearTimeout(reading);
  if (!near) {
    waiting = true;
    return wish(`naar ${next}`);
  }
  screen.at = next;
  place(near.ref);
  reading = setTimeout(() => wish(`gelezen ${near.ref}`), READ);
  show();
}

/** What is read, in the address. */
function place(ref) {
  const address = new URL(location.href);
  if (ref) address.searchParams.set("bij", ref);
  history.replaceState(history.state, "", address);
}

/** Back to where one came from, which the server knows. */
function close() {
  clearTimeout(reading);
  wish(`sluit ${now()}`);
}

/** What is read now, by its name in the dossier. */
const now = () => screen.data.slides[screen.at - screen.data.first].ref;

function scrolled(by) {
  const box = scroller();
  const rest = by > 0 ? box.scrollHeight - box.clientHeight - box.scrollTop : box.scrollTop;
  if (rest < 4) return false;
  box.scrollBy({ top: by * box.clientHeight * 0.7 });
  return true;
}

const KEYS = {
  ArrowDown: () => scrolled(1) || climb(1),
  PageDown: () => scrolled(1) || climb(1),
  " ": () => scrolled(1) || climb(1),
  ArrowUp: () => scrolled(-1) || climb(-1),
  PageUp: () => scrolled(-1) || climb(-1),
  ArrowRight: () => turn(1),
  ArrowLeft: () => turn(-1),
  Escape: close,
};

function onKey(event) {
  if (!screen?.parts.root.isConnected || localStorage.getItem(OFF) || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || !(event.key in KEYS)) return;
  if (event.key === " " && event.target.closest?.("button, a")) return; // the button's own
  event.preventDefault();
  event.stopPropagation();
  KEYS[event.key]();
}

export default function leesstand({ data: [data], parentElement, setTriggerValue }) {
  wish = (what) => setTriggerValue("wens", what);
  if (screen?.parts.root.isConnected && screen.data === data) return;
  const parts = screen?.parts.root.isConnected ? screen.parts : build(parentElement);
  const before = screen?.parts === parts && !waiting ? now() : null;
  const held = data.slides.findIndex((each) => each.ref === before); // a text or the window changed: stay where one is
  screen = { data, parts, at: held < 0 ? data.at : data.first + held, step: held < 0 ? 0 : screen.step };
  waiting = false;
  screen.step = Math.min(screen.step, data.slides[screen.at - data.first].rungs.length - 1);
  if (!onKey.listening) window.addEventListener("keydown", onKey, { capture: true });
  onKey.listening = true;
  show();
}
