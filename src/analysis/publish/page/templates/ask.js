// The questions of the front page: what is typed is read, answered, and kept in the address.
(() => {
  "use strict";
  const held = document.getElementById("asked");
  if (!held) { return; }
  const facts = JSON.parse(held.textContent);
  facts.indices.forEach((one) => { one.versions = sums.readVersions(one.versions); });
  const at = (id) => document.getElementById(id);
  const put = (parent, tag, text, more = {}) => {
    const made = Object.assign(document.createElement(tag), more);
    if (text !== undefined) { made.textContent = text; }
    parent.append(made);
    return made;
  };
  const { percent, pounds, print, plain, sayDay, sayMonth, isoDay, isoMonth, KNOWN, NOW, BEGINS, COVERS } = sums;
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
        put(row, "td", wide ? text[0] : text, { className: place >= words && !wide ? "number" : "", colSpan: wide ? text[1] : 1 });
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
    if (name === "offer") { at("worked").hidden = Boolean(said); }
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
    if (!form) { return; }
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

  // 1. An offer.
  const OFFER = ["rise", "on", "from", "salary", "once"];
  const typedOffer = () => Object.fromEntries(OFFER.map((field) => [field, at(`offer-${field}`).value]));
  const more = (value) => /[1-9]/.test(print(value, 1)) ? `${percent(Math.abs(value))} ${value < 0 ? "less" : "more"}` : "the same";
  const certain = (one) => sums.printedCertain(one.real_low, one.real_high);
  const shortOf = (value) => `${pounds(Math.abs(value))} a year ${value < 0 ? "short" : "ahead"}`;
  const calledRise = (rise) => rise > 0 ? `A rise of ${plain(rise)}${sums.NB}%` : rise < 0 ? `A cut of ${plain(-rise)}${sums.NB}%` : "A freeze";
  const called = ({ offer, sum }) => {
    const rise = sum === null ? calledRise(offer.percent) : `${sum < 0 ? "A cut" : "A rise"} of ${pounds(Math.abs(sum))} (${print(Math.abs(offer.percent), 2)}${sums.NB}%)`;
    const when = offer.month === null ? `offered on ${sayDay(offer.on)}` : `offered in ${sayMonth(offer.month)}`;
    return [`${rise} ${when}`, offer.salary === null ? "" : `on a salary of ${pounds(offer.salary)}`, offer.lump === null ? "" : `with ${pounds(offer.lump)} paid once`].filter(Boolean).join(", ");
  };
  const sayOffer = (asked, found) => {
    const { offer } = asked, of = (reading) => found.filter((one) => one.reading === reading && one.rate !== null);
    const day = offer.month === null ? "known that day" : `known at the end of ${sayMonth(offer.month)}`;
    const known = of(KNOWN), covers = of(COVERS), said = [];
    if (known.length) {
      const words = known.map((one, place) => `${more(one.real_change)} in real terms on ${one.index} (${percent(one.rate)} to ${sayMonth(one.month)})`.replace(place ? " in real terms" : "", ""));
      said.push(`${called(asked)}, was worth ${list(words)}, on the prices ${day}.`);
      const first = known[0];
      said.push(offer.salary === null ? `${percent(first.rate)} would have kept pace with ${first.index}.` : `Beside keeping pace with ${first.index} it is ${shortOf(first.pounds)}: ${percent(first.rate)}, ${pounds(first.pace_pounds)}, would have kept pace.`);
      if (offer.lump !== null) { said.push(`With what is paid once, that year’s money was ${shortOf(first.year_pounds)}.`); }
    } else { said.push(`${called(asked)}: no rate of prices is on record by then.`); }
    if (covers.length) { said.push(`Over the twelve months it covers, to ${sayMonth(offer.effective + 12)}, ${covers.every((one) => one.rate >= 0) ? "prices rose" : "prices changed by"} ${list(covers.map((one) => `${percent(one.rate)} on ${one.index}`))}: it was worth ${more(covers[0].real_change)} on ${covers[0].index}${offer.salary === null ? "" : `, ${shortOf(covers[0].pounds)}`}.`); }
    return said.join(" ");
  };
  const notesOnOffer = (offer, found) => {
    const said = [], known = new Map(found.filter((one) => one.reading === KNOWN).map((one) => [one.index, one]));
    const changed = found.filter((one) => one.reading === NOW && one.rate !== null && one.rate !== known.get(one.index).rate);
    found.forEach((one) => {
      if (one.missing) { said.push(`${one.index}, ${one.reading}: ${one.missing}.`); }
      if (one.possible !== null && one.possible !== undefined) { said.push(`${one.index}: ${percent(one.possible)} may have been out already; the day of its release is estimated.`); }
      if (one.reading === KNOWN && one.published !== null && one.published !== undefined && offer.on - one.published > 45) { said.push(`${one.index}: the newest rate on record was published on ${sayDay(one.published)}, ${offer.on - one.published} days before.`); }
      if (one.revised) { said.push(`${one.index}: what was printed for ${sayMonth(one.month)} is not on record; this is the rate as revised later.`); }
    });
    changed.forEach((one) => said.push(`${one.index}: the rate of ${sayMonth(one.month)} has been revised since.`));
    if (offer.since !== offer.on) {
      sums.worth(facts.indices, { ...offer, on: offer.since }).filter((one) => one.reading === KNOWN && one.rate !== known.get(one.index).rate).forEach((one) => said.push(`${one.index}: at the beginning of ${sayMonth(offer.month)} the newest rate was ${one.rate === null ? "not on record" : `${percent(one.rate)} (${sayMonth(one.month)})`}.`));
    }
    if (known.size && !changed.length && !found.some((one) => one.revised)) { said.push("The rates known then stand unrevised."); }
    if (found.some((one) => one.rate !== null && !certain(one))) { said.push("~ the last digit rests on the rounding of the published rate."); }
    return said;
  };
  const offerRows = (offer, found) => {
    const rates = new Map(found.filter((one) => one.reading === KNOWN).map((one) => [one.index, one.rate]));
    const heads = ["Index", "Read against", "Prices rose", "Real change", "Gap, points"];
    if (offer.salary !== null) { heads.push("Beside keeping pace, £ a year", "Rise that keeps pace, £"); }
    if (offer.lump !== null) { heads.push("Real change with what is paid once", "Beside keeping pace that year, £"); }
    const order = [KNOWN, NOW, BEGINS, COVERS];
    const rows = found.filter((one) => one.reading !== NOW || one.rate !== rates.get(one.index)).sort((a, b) => order.indexOf(a.reading) - order.indexOf(b.reading)).map((one) => {
      const cells = [one.index, `${one.reading}${one.month === undefined ? "" : `, ${sayMonth(one.month)}`}`];
      if (one.rate === null) { return [...cells, [one.missing, heads.length - 2]]; }
      cells.push(percent(one.rate), (certain(one) ? "" : "~") + percent(one.real_change), print(one.gap, 1));
      if (offer.salary !== null) { cells.push(pounds(one.pounds, true), pounds(one.pace_pounds)); }
      if (offer.lump !== null) { cells.push(percent(one.year_real_change), pounds(one.year_pounds, true)); }
      return cells;
    });
    return [heads, rows];
  };
  const sayReading = { [KNOWN]: "known then", [COVERS]: "over its year" };
  const readOffer = () => {
    const typed = typedOffer(), asked = sums.readOffer(facts.indices, typed, today());
    OFFER.forEach((field) => mark(at(`offer-${field}`), asked.wrong[field]));
    const started = OFFER.some((field) => typed[field].trim());
    at("ask-state").textContent = started && asked.missing.length && !Object.keys(asked.wrong).length ? `Still wanted: ${list(asked.missing.map((field) => ({ rise: "the rise", on: "the day or month it was offered" })[field]))}.` : "";
    if (!asked.offer) { return null; }
    const { offer } = asked, found = sums.worth(facts.indices, offer), sentence = sayOffer(asked, found);
    const shown = found.filter((one) => one.rate !== null && sayReading[one.reading]).sort((a, b) => (a.reading === COVERS) - (b.reading === COVERS));
    const [heads, rows] = offerRows(offer, found);
    return {
      sentence, notes: notesOnOffer(offer, found), links: facts.links.offer ?? [],
      bars: [{ name: "The offer", value: offer.percent, text: percent(offer.percent), own: true }, ...shown.map((one) => ({ name: `${one.index}, ${sayReading[one.reading]}`, value: one.rate, text: percent(one.rate) }))],
      table: (holder) => table(holder, called(asked), heads, rows),
    };
  };
  const bare = (typed) => typed.trim().replace(/\s*%$/, "");
  const offerState = () => {
    const typed = typedOffer(), asked = sums.readOffer(facts.indices, typed, null), { offer, sum } = asked;
    if (!offer) { return query([["offer", bare(typed.rise)], ...OFFER.slice(1).map((field) => [field, typed[field].trim()])]); }
    const odd = offer.percent !== 0 && (Math.abs(offer.percent) < 0.25 || offer.percent > 100);
    const rise = sum === null ? plain(offer.percent).replace("−", "-") + (odd ? "%" : "") : `${sum < 0 ? "-" : ""}${Math.abs(sum)}gbp`;
    return query([["offer", rise], ["on", offer.month === null ? isoDay(offer.on) : isoMonth(offer.month)], ["from", offer.effective === null ? "" : isoMonth(offer.effective)], ["salary", offer.salary], ["once", offer.lump]]);
  };
  question("offer", {
    read: readOffer, state: offerState,
    fill: (given) => OFFER.forEach((field) => { at(`offer-${field}`).value = given.get(field === "rise" ? "offer" : field) ?? ""; }),
  });

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
  window.realpay = { facts, questions, card, given };
  window.addEventListener("hashchange", given);
  given();
})();
