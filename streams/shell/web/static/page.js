// The live feed and the filters. Without this script the page is complete, but stands still.
// Texts from outside become text nodes only: nothing here writes markup from a message.

const MAX_CARDS = 60;
const REFRESH_AFTER_MS = 1200;
const REFRESH_EVERY_MS = 5000;
const APPLY_AFTER_MS = 350;

const feed = document.querySelector("#feed");
const form = document.querySelector("#filters");
const note = document.querySelector("#feed-note");
const pause = document.querySelector("#pause");
let source = null;
let paused = false;
let waiting = [];
let refreshing = 0;
let refreshed = 0;
let applying = 0;
let renewing = false;

function say(text) {
  if (note) note.textContent = text;
}

function showState(state, word) {
  const element = document.querySelector("#live-state");
  if (!element) return;
  element.dataset.state = state;
  document.querySelector("#live-word").textContent = word;
}

function cardOf(item) {
  const card = document.querySelector("#card").content.firstElementChild.cloneNode(true);
  card.dataset.id = item.event_id;
  card.classList.add("fresh");
  for (const field of card.querySelectorAll("[data-field]")) field.textContent = item[field.dataset.field] ?? "";
  card.querySelector("[data-field=type]").className = `type type-${item.type}`;
  card.querySelector("[data-field=status]").className = `status status-${item.status}`;
  card.querySelector("[data-field=who]").setAttribute("href", item.href.startsWith("/events/") ? item.href : "#");
  card.querySelector("time").setAttribute("datetime", item.at);
  return card;
}

function remove(id) {
  const cards = [...feed.querySelectorAll(".card")].filter((card) => card.dataset.id === id);
  for (const card of cards) card.remove();
  return cards.length > 0;
}

function apply(change) {
  const shown = remove(change.item.event_id);
  if (change.stands) feed.prepend(cardOf(change.item));
  while (feed.children.length > MAX_CARDS) feed.lastElementChild.remove();
  document.querySelector("#feed-empty").hidden = feed.children.length > 0;
  return shown;
}

function take(change) {
  if (paused) {
    waiting.push(change);
    say(`Paused; held back: ${waiting.length}.`);
    return;
  }
  const shown = apply(change);
  if (change.stands) say(`${shown ? "Changed" : "New"}: ${change.item.type}, ${change.item.who}`);
  else if (shown) say("An event left this list.");
  refreshSoon();
}

function connect() {
  if (!feed) return;
  source?.close();
  source = new EventSource(feed.dataset.live);
  source.addEventListener("event", (message) => take({ stands: true, item: JSON.parse(message.data) }));
  source.addEventListener("gone", (message) => take({ stands: false, item: JSON.parse(message.data) }));
  source.addEventListener("skipped", (message) => {
    say(`${JSON.parse(message.data).changes} changes while you were away are not shown here.`);
    refreshSoon();
  });
  source.addEventListener("switched", () => {
    waiting = [];
    renewing = true;
    if (paused) say("Paused; there is a new version of all this.");
    else renew();
  });
  source.addEventListener("state", (message) => {
    const { caught_up: caughtUp } = JSON.parse(message.data);
    const word = document.querySelector("#live-word").textContent;
    if (word === "Offline") refreshSoon();
    showState(caughtUp ? "live" : "behind", caughtUp ? "Live" : "Behind");
  });
  source.addEventListener("error", () => showState("behind", "Offline"));
}

// Numbers follow the feed, not too often, and nothing is taken away from under the reader's hands.
function refreshSoon() {
  if (refreshing) return;
  const pause = Math.max(REFRESH_AFTER_MS, refreshed + REFRESH_EVERY_MS - Date.now());
  refreshing = setTimeout(refresh, pause);
}

async function refresh() {
  refreshing = 0;
  refreshed = Date.now();
  try {
    await load(location.href, false);
  } catch {
    showState("behind", "Offline"); // the feed says when the server is back, and then the numbers follow
  }
}

// Another version of the state is shown from now on: nothing on the page may be left of the one before.
async function renew() {
  try {
    await load(location.href, true);
  } catch {
    showState("behind", "Offline");
    setTimeout(renew, REFRESH_EVERY_MS);
    return;
  }
  renewing = false;
  say("A new version of all this is shown from now on.");
  connect();
}

async function load(address, withFeed) {
  const response = await fetch(address, { headers: { Accept: "text/html" } });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const old of document.querySelectorAll("[data-refresh]")) {
    const part = fresh.getElementById(old.id);
    if (part && (withFeed || !old.contains(document.activeElement))) replace(old, part);
  }
  if (withFeed && feed) {
    feed.replaceChildren(...fresh.getElementById("feed").children);
    feed.dataset.live = fresh.getElementById("feed").dataset.live;
    document.querySelector("#feed-empty").hidden = feed.children.length > 0;
  }
  return fresh;
}

function replace(old, part) {
  const open = [...old.querySelectorAll("details")].map((each) => each.open);
  part.querySelectorAll("details").forEach((each, n) => { each.open = open[n] ?? false; });
  if (old.tagName === "DETAILS") part.open = old.open;
  const places = [...old.querySelectorAll(".scroll")].map((each) => each.scrollLeft);
  old.replaceWith(part);
  part.querySelectorAll(".scroll").forEach((each, n) => { each.scrollLeft = places[n] ?? 0; });
}

async function applyFilters() {
  const given = [...new FormData(form)].filter(([, value]) => value !== "");
  const query = new URLSearchParams(given).toString();
  const address = form.getAttribute("action") + (query ? `?${query}` : "");
  try {
    await load(address, true);
  } catch {
    location.assign(address); // the server says what is wrong, on a page of its own
    return;
  }
  history.replaceState(null, "", address);
  waiting = [];
  say("Filters applied.");
  connect();
}

function applySoon() {
  clearTimeout(applying);
  applying = setTimeout(applyFilters, APPLY_AFTER_MS);
}

function togglePause() {
  paused = !paused;
  pause.setAttribute("aria-pressed", String(paused));
  pause.textContent = paused ? "Resume" : "Pause";
  if (paused) return;
  if (renewing) {
    renew();
    return;
  }
  waiting.splice(0).forEach(apply);
  say("");
  refreshSoon();
}

if (form) {
  form.addEventListener("change", applySoon);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(applying);
    applyFilters();
  });
  const narrow = matchMedia("(max-width: 40rem)").matches;
  if (narrow && !document.querySelector("#chips a")) form.closest("details").open = false;
}
if (pause) {
  pause.hidden = false;
  pause.addEventListener("click", togglePause);
}
connect();
