// Search in what stands on this page, by keyboard. Without this script all of it can still be read.
"use strict";
(() => {
  const MOST = 20;
  const box = document.getElementById("zoekvak");
  const list = document.getElementById("gevonden");
  const told = document.getElementById("aantal");
  const focus = (element) => { element.focus(); element.scrollIntoView({ block: "nearest" }); };

  // "Coördinatie, AI-beleid" is "coordinatie ai beleid": lower case, no accents, one space for all that is no letter.
  const fold = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const texts = (part) => {
    const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walk.nextNode()) found.push(walk.currentNode.data);
    return fold(found.join(" "));
  };

  // Everything that can be found; read when it is first asked for, so that the page opens at once.
  let known = null;
  const items = () => known ??= [...document.querySelectorAll("[data-number]")].map((part) => ({
    part, number: part.dataset.number, head: fold(part.dataset.head), all: texts(part),
  }));

  // All words, anywhere in a text, also within a word; best where they stand in the question itself.
  function find(query) {
    const words = query.split(/\s+/).map(fold).filter(Boolean);
    const short = /^\s*(?:vraag\s+)?(\d{1,3})\s*[.,\s]\s*(\d{1,7})\s*$/i.exec(query);
    const number = short ? `${+short[1]}.${+short[2]}` : query.trim();
    const score = ({ number: own, head, all }) =>
      own === number ? 3 : words.every((each) => head.includes(each)) ? 2 : words.every((each) => all.includes(each)) ? 1 : 0;
    if (!words.length) return [];
    return items().map((item) => [score(item), item]).filter(([points]) => points)
      .sort(([one], [other]) => other - one).map(([, item]) => item);
  }

  function entry({ part }) {
    const made = document.createElement("li");
    const link = made.appendChild(document.createElement("a"));
    link.href = `#${part.dataset.place}`;
    link.append(...part.querySelector(".title").cloneNode(true).childNodes);
    const line = part.querySelector(".line");
    const marked = (line ?? part).closest(".internal");
    if (marked) made.append(marked.querySelector(".mark").cloneNode(true));
    if (marked) made.className = "internal";
    if (line) made.append(line.cloneNode(true), part.querySelector(".time").cloneNode(true));
    return made;
  }

  function show() {
    const found = find(box.value);
    list.replaceChildren(...found.slice(0, MOST).map(entry));
    list.hidden = !found.length;
    told.textContent = !box.value.trim() ? "" : !found.length
      ? "Geen kaart of vraag heeft al deze woorden. Typ minder woorden, of een deel van een woord."
      : `${found.length} gevonden${found.length > MOST ? `, de eerste ${MOST} staan hier` : ""}.`;
    if (box.value) scrollTo(0, box.getBoundingClientRect().top + scrollY - 8);
  }

  // Remembered in this browser, where it lets a file remember anything.
  const OFF = "debatkit-toetsen-uit";
  const toggle = document.getElementById("toetsen-schakelaar");
  let off = false;
  try { off = Boolean(localStorage.getItem(OFF)); } catch { /* for as long as the page is open, then */ }
  function tellKeys() {
    document.getElementById("toetsen").hidden = off;
    toggle.textContent = off ? "Zet de toetsen weer aan" : "Zet alle toetsen uit";
  }
  toggle.addEventListener("click", () => {
    off = !off;
    try { if (off) localStorage.setItem(OFF, "1"); else localStorage.removeItem(OFF); } catch { /* as above */ }
    tellKeys();
  });
  tellKeys();

  function back() {
    focus(box);
    box.select();
  }

  // A link to a question opens it; the keyboard goes on from the heading of what was opened.
  function open() {
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!place) return;
    const question = place.closest("details");
    if (question) question.open = true;
    const head = question ? question.querySelector("summary") : place.querySelector("h2, h3, h4");
    if (!question) head.tabIndex = -1;
    head.focus({ preventScroll: true });
    head.scrollIntoView();
  }

  box.addEventListener("input", show);
  document.addEventListener("click", (event) => {
    if (event.target.closest('a[href^="#"]')) setTimeout(open);
  });
  document.addEventListener("keydown", (event) => {
    if (off) return;
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    const typing = document.activeElement === box;
    const does = {
      ArrowDown: (typing || at >= 0) && at + 1 < links.length && (() => focus(links[at + 1])),
      ArrowUp: at >= 0 && (() => (at ? focus(links[at - 1]) : back())),
      Enter: typing && links.length && (() => links[0].click()),
      Escape: () => { if (typing) { box.value = ""; show(); } back(); },
      "/": !typing && back,
      k: (event.ctrlKey || event.metaKey) && back,
    }[event.key];
    if (!does || (event.key !== "k" && (event.ctrlKey || event.metaKey || event.altKey))) return;
    event.preventDefault();
    does();
  });

  // On paper every answer stands, also where the browser cannot print what is folded.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const each of folded) each.open = true;
  });
  addEventListener("afterprint", () => { for (const each of folded) each.open = false; });

  const days = Math.floor((Date.now() - Date.parse(document.getElementById("gemaakt").dateTime)) / 86_400_000);
  if (days > 0) {
    const age = document.getElementById("ouderdom");
    age.textContent = `Dit bestand is ${days === 1 ? "1 dag" : `${days} dagen`} oud. Kijk of er een nieuwer is.`;
    age.hidden = false;
  }
  document.getElementById("zoeken").hidden = false;
  if (location.hash) open();
})();
