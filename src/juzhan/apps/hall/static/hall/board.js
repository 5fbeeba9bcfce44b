// Keeps the board at the present: calls, queues, counters, notice, clock. What is new to this screen it tells as "hall:call"
// (detail: the call, with the words to be spoken). The first state of a page, and whatever had ended before the network came
// back, is shown and not called.

const board = document.querySelector("[data-board]");
const find = (name, within = board) => within.querySelector(`[data-${name}]`);
const all = (name, within = board) => [...within.querySelectorAll(`[data-${name}]`)];
const write = (element, text) => element.textContent === text || (element.textContent = text);

const asCall = ({ call, times, counter }) => [call, { times: Number(times), counter: Number(counter) }];
const known = new Map(all("call").map((line) => asCall(line.dataset)));
let latest = find("number").textContent;

function isFresh(call, before) {
  return !before || call.times > before.times || call.counter !== before.counter;
}

function hearCalls(calls) {
  const fresh = calls.filter((call) => call.state === "called" && isFresh(call, known.get(call.number)));
  known.clear();
  for (const call of calls) known.set(call.number, call);
  for (const call of fresh.reverse()) document.dispatchEvent(new CustomEvent("hall:call", { detail: call }));
  return fresh.at(-1);
}

function showCalls(calls) {
  const fresh = hearCalls(calls);
  const top = fresh ?? calls.find((call) => call.number === latest) ?? calls[0];
  latest = top?.number ?? "";
  showLatest(top, Boolean(fresh));
  const rows = calls.filter((call) => call !== top).map(row);
  find("calls").replaceChildren(...rows);
  find("others").hidden = rows.length === 0;
}

function showLatest(call, flashes) {
  const place = find("latest");
  place.hidden = !call;
  find("quiet").hidden = Boolean(call);
  if (!call) return;
  write(find("number", place), call.number);
  write(find("counter", place), String(call.counter));
  find("low", place).hidden = !call.is_low;
  place.dataset.at = call.state;
  if (!flashes) return;
  place.classList.remove("board-latest--fresh");
  void place.offsetWidth; // begins the animation anew
  place.classList.add("board-latest--fresh");
}

function row(call) {
  const line = document.createElement("li");
  line.dataset.call = call.number;
  line.dataset.at = call.state;
  const [number, arrow, counter] = ["strong", "span", "strong"].map((name) => document.createElement(name));
  number.textContent = call.number;
  arrow.textContent = "→";
  counter.textContent = call.counter;
  line.append(number, arrow, counter);
  if (call.is_low) line.append(lowMark());
  return line;
}

function lowMark() {
  const mark = document.createElement("span");
  mark.className = "board-low";
  mark.textContent = find("calls").dataset.lowWord;
  return mark;
}

function showQueue(queue) {
  const line = board.querySelector(`[data-queue="${queue.letter}"]`);
  write(find("waiting", line), String(queue.waiting.length));
  write(find("range", line), queue.high === null ? "—" : `${queue.low}–${queue.high}`);
  write(find("next", line), queue.waiting.slice(0, 2).join(" "));
}

function showCounter(counter) {
  const seat = board.querySelector(`[data-seat="${counter.number}"]`);
  seat.toggleAttribute("data-open", counter.open);
  write(find("ticket", seat), counter.ticket ?? "");
}

function showNotice(notice) {
  find("notice").hidden = !notice.zh;
  write(find("zh"), notice.zh);
  write(find("en"), notice.en === notice.zh ? "" : notice.en);
  letNoticeRun();
}

// A notice that is wider than its line runs, unless less motion is wanted or somebody holds it still; then it is wrapped.
function letNoticeRun() {
  const [line, words, still] = [find("notice"), find("words"), find("still")];
  line.classList.remove("board-notice--runs");
  line.classList.add("board-notice--line");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const fits = line.hidden || words.offsetWidth <= line.clientWidth;
  still.hidden = calm || fits;
  const runs = !still.hidden && still.getAttribute("aria-pressed") !== "true";
  line.style.setProperty("--run", `${Math.ceil((words.offsetWidth + line.clientWidth) / 90)}s`);
  line.classList.toggle("board-notice--line", fits || runs);
  line.classList.toggle("board-notice--runs", runs);
}

// A hall whose queues or counters have been arranged anew is another page.
function isArrangedAnew(state) {
  const names = (name, list) => all(name).map((each) => each.dataset[name]).join() !== list.join();
  return names("queue", state.queues.map((queue) => queue.letter)) || names("seat", state.counters.map((seat) => seat.number));
}

function show(state) {
  if (isArrangedAnew(state)) return location.reload();
  find("shut").hidden = state.open;
  showCalls(state.calls);
  state.queues.forEach(showQueue);
  state.counters.forEach(showCounter);
  showNotice(state.notice);
}

// The clock goes by the server's time, in the city's zone.
const ahead = new Date(board.dataset.now).getTime() - Date.now();
const language = document.documentElement.lang.startsWith("en") ? "en-GB" : "zh-CN";
const zone = { timeZone: "Asia/Shanghai" };
const hours = new Intl.DateTimeFormat("en-GB", { ...zone, hour: "2-digit", minute: "2-digit" });
const days = new Intl.DateTimeFormat(language, { ...zone, day: "numeric", month: language === "en-GB" ? "short" : "long" });

function tick() {
  const now = new Date(Date.now() + ahead);
  write(find("clock"), hours.format(now));
  write(find("day"), days.format(now));
}

document.addEventListener("hall:state", (event) => show(event.detail));
find("still").addEventListener("click", ({ currentTarget }) => {
  currentTarget.setAttribute("aria-pressed", String(currentTarget.getAttribute("aria-pressed") !== "true"));
  letNoticeRun();
});
addEventListener("resize", letNoticeRun);
letNoticeRun();
setInterval(tick, 1000);
