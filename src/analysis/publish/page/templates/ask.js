// What the questions of a page share: what is typed is read, answered, and kept in the address.
const ask = (() => {
  "use strict";
  const facts = JSON.parse(document.getElementById("asked").textContent);
  facts.indices.forEach((one) => {
    one.versions = sums.readVersions(one.versions);
    one.standing = new Map(one.versions.filter((each) => each.until === null).map((each) => [each.month, each]));
  });
  const at = (id) => document.getElementById(id);
  const put = (parent, tag, text, more = {}) => {
    const made = Object.assign(document.createElement(tag), more);
    if (text !== undefined) { made.textContent = text; }
    parent.append(made);
    return made;
  };
  const list = (words) => words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : words.join("");
  const today = () => { const now = new Date(); return sums.dayOf(now.getFullYear(), now.getMonth() + 1, now.getDate()); };

  // What every question shares: its boxes, its answer, and how it is taken along.
  const questions = new Map();
  const mark = (box, words) => {
    box.setAttribute("aria-invalid", String(Boolean(words)));
    at(box.id + "-wrong").textContent = words ?? "";
  };
  const table = (holder, caption, heads, rows, words = 1) => {
    const made = document.createElement("table");
    put(made, "caption", caption);
    const head = put(put(made, "thead"), "tr"), body = put(made, "tbody");
    heads.forEach((text, place) => put(head, "th", text, { scope: "col", className: place > words ? "number" : "" }));
    rows.forEach((cells) => {
      const row = put(body, "tr");
      put(row, "th", cells[0], { scope: "row" });
      cells.slice(1).forEach((text, place) => {
        const wide = Array.isArray(text);
        const cell = put(row, "td", wide ? text[0] : text, { className: place >= words && !wide ? "number" : "", colSpan: wide ? text[1] : 1 });
        if (!wide) { cell.dataset.label = `${heads[place + 1]}: `; }
      });
    });
    holder.replaceChildren(made);
  };
  const drawBars = (holder, bars) => {
    holder.replaceChildren();
    const most = Math.max(...bars.map((one) => Math.abs(one.value)), 1e-9);
    bars.forEach((one) => {
      put(holder, "span", one.name, { className: "name" });
      const line = put(holder, "span", undefined, { className: `bar${one.own ? " own" : ""}${one.value < 0 ? " fall" : ""}` });
      put(line, "i").style.inlineSize = `${(68 * Math.abs(one.value) / most).toFixed(2)}%`;
      put(line, "b", one.text);
    });
  };
  const show = (name, said) => {
    at(`${name}-answer`).hidden = !said;
    if (at(`${name}-example`)) { at(`${name}-example`).hidden = Boolean(said); }
    if (!said) { at(`${name}-said`).textContent = ""; return; }
    at(`${name}-said`).textContent = said.sentence;
    drawBars(at(`${name}-bars`), said.bars);
    said.table(at(`${name}-table`));
    const notes = at(`${name}-notes`);
    notes.replaceChildren();
    said.notes.forEach((text) => put(notes, "li", text));
    const evidence = at(`${name}-evidence`);
    evidence.replaceChildren();
    said.links.forEach(([text, address], place) => {
      evidence.append(place ? " · " : "The working on record: ");
      put(evidence, "a", text, { href: address });
    });
  };
  const address = (name) => location.href.split("#")[0] + "#" + questions.get(name).state();
  const source = (said) => `Source: ${facts.source}${said.source ? `; ${said.source}` : ""}.`;
  const keep = (name) => {
    const state = questions.get(name).state();
    try { if (state && location.hash.slice(1) !== state) { history.replaceState(null, "", "#" + state); } } catch { /* the browser allows only so many in a while */ }
  };
  const copy = async (text) => {
    try { await navigator.clipboard.writeText(text); return true; } catch { /* the older way is next */ }
    const box = put(document.body, "textarea", text, { className: "vh" });
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    return done;
  };
  const fold = (pen, text, width) => text.split(" ").reduce((lines, word) => {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    return lines.length && pen.measureText(longer).width <= width ? [...lines.slice(0, -1), longer] : [...lines, word];
  }, []);
  const INK = "#1b1f24", SOFT = "#57606a", OWN = "#00558c", FONT = "system-ui, sans-serif";
  // A card of 1,200 by 630 with the sentence, the bars and the source; a long sentence is set smaller.
  const card = (said) => {
    const sheet = Object.assign(document.createElement("canvas"), { width: 1200, height: 630 }), pen = sheet.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, 1200, 630);
    pen.fillStyle = OWN;
    pen.fillRect(0, 0, 1200, 12);
    const bars = said.bars.slice(0, 7), room = 540 - bars.length * 40;
    let size = 40, lines = [];
    do { size -= 2; pen.font = `600 ${size}px ${FONT}`; lines = fold(pen, said.sentence, 1080); } while (size > 16 && 60 + lines.length * size * 1.3 > room);
    pen.fillStyle = INK;
    lines.forEach((line, place) => pen.fillText(line, 60, 44 + size + place * size * 1.3));
    const most = Math.max(...bars.map((one) => Math.abs(one.value)), 1e-9);
    bars.forEach((one, place) => {
      const top = 548 - (bars.length - place) * 40, long = Math.max(2, 560 * Math.abs(one.value) / most);
      pen.font = `24px ${FONT}`;
      pen.fillStyle = INK;
      pen.fillText(one.name, 60, top + 24, 330);
      pen.fillStyle = one.own ? OWN : SOFT;
      if (one.value < 0) { pen.strokeStyle = SOFT; pen.lineWidth = 3; pen.strokeRect(410, top + 4, long, 24); } else { pen.fillRect(410, top + 2, long, 28); }
      pen.fillStyle = INK;
      pen.font = `600 24px ${FONT}`;
      pen.fillText(one.text, 420 + long, top + 25);
    });
    pen.font = `20px ${FONT}`;
    pen.fillStyle = SOFT;
    fold(pen, source(said), 1080).slice(0, 2).forEach((line, place) => pen.fillText(line, 60, 582 + place * 26));
    return sheet;
  };
  const take = {
    link: async (name) => await copy(address(name)) ? "Link copied." : address(name),
    sentence: async (name, said) => { const text = `${said.sentence} ${source(said)} ${address(name)}`; return await copy(text) ? "Sentence copied." : text; },
    picture: async (name, said) => {
      const link = Object.assign(document.createElement("a"), { href: card(said).toDataURL("image/png"), download: `realpay-${name}.png` });
      link.click();
      return "Picture saved.";
    },
  };
  const question = (name, { read, state, fill }) => {
    const form = at(`ask-${name}`);
    const asked = { said: null, state, fill };
    questions.set(name, asked);
    asked.answer = () => { asked.said = read(); show(name, asked.said); };
    form.hidden = false;
    form.addEventListener("submit", (event) => { event.preventDefault(); keep(name); });
    form.addEventListener("input", asked.answer);
    form.addEventListener("change", () => { asked.answer(); if (asked.said) { keep(name); } });
    at(`${name}-take`).addEventListener("click", async (event) => {
      const does = event.target.dataset?.take;
      if (does && asked.said) { keep(name); at(`${name}-take`).querySelector(".took").textContent = await take[does](name, asked.said); }
    });
  };
  const query = (pairs) => pairs.filter(([, value]) => value !== "" && value !== null && value !== undefined).map(([key, value]) => `${key}=${encodeURIComponent(value).replace(/%(3A|2C|3B|40|2F)/g, decodeURIComponent)}`).join("&");

  // 4. The address holds the question. What it says is typed into the boxes and read like any typing.
  const given = () => {
    const state = location.hash.slice(1), read = new Map();
    if (!state.includes("=")) { return; }
    let sound = state.length <= 2000;
    state.slice(0, 2000).split("&").forEach((pair) => {
      const cut = pair.indexOf("=");
      try { read.set(pair.slice(0, Math.max(cut, 0)), decodeURIComponent(pair.slice(cut + 1).replace(/\+/g, " ")).slice(0, 400)); } catch { sound = false; }
    });
    const name = [...questions.keys()].find((one) => read.has(one));
    if (!name || !sound) {
      at("ask-state").textContent = "The address holds a question that this page cannot read. Type it above.";
      return;
    }
    const asked = questions.get(name);
    asked.fill(read);
    at(`ask-${name}`).closest("details")?.setAttribute("open", "");
    asked.answer();
    at(`ask-${name}`).scrollIntoView({ block: "start" });
  };
  return { facts, questions, at, put, list, today, mark, table, card, question, query, given };
})();
