(() => {
"use strict";
const form = document.querySelector(".search"), box = document.getElementById("find"), said = document.getElementById("found");
const selects = Array.from(form.querySelectorAll("select"));
const spans = (text) => (text || "").split(" ").filter(Boolean).map((span) => span.split("-").map(Number));
// Words are compared in small letters, per cent written close to its number: "3 %" is "3%"; "&" is "and".
const plainly = (text) => text.toLowerCase().replace(/&/g, " and ").replace(/[\s\u00a0\u202f]+/g, " ").replace(/ (?=%)/g, "").replace(/ per cent/g, "%").replace(/[–−]/g, "-").replace(/’/g, "'");
const names = selects.map((select) => Array.from(select.options, (option) => plainly(option.text)));
const byName = new Map();
const groups = Array.from(document.querySelectorAll(".group"), (group) => ({ group, shown: true, folds: Array.from(group.querySelectorAll("details.each")), lines: Array.from(group.querySelectorAll(".reports>li[id]"), (line) => {
const places = Object.fromEntries(selects.map((select) => [select.dataset.by, spans(line.dataset[select.dataset.by])]));
const called = selects.map((select, at) => select.dataset.by === "years" ? "" : places[select.dataset.by].map(([place]) => names[at][place + 1]).join(" ")).join(" ");
const one = { line, places, shown: true, words: plainly(line.textContent) + " " + called, told: [], matched: null };
byName.set(line.id, one);
return one;
}) }));
const every = groups.reduce((sum, group) => sum + group.lines.length, 0);
const show = (one, element, fits) => { if (one.shown !== fits) { one.shown = fits; element.hidden = !fits; } };
// A year is among the years of a report; a percentage is not the end of a longer number.
const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
// A word is the beginning of one in the text; a short one is a whole word, where any such stands.
const SHORT = 3, LETTER = "[\\p{L}\\p{N}]";
const reader = (word) => {
const share = /^(\d+)(?:\.0)?%$/.exec(word), year = /^(?:19|20)\d\d$/.test(word) ? Number(word) : 0;
if (/^[\d.]/.test(word)) {
const number = new RegExp(`(?<![\\d.,])${share ? `${share[1]}(?:\\.0)?%` : escaped(word)}`);
return { in: (text) => number.test(text), year };
}
const begun = new RegExp(`(?<!${LETTER})${escaped(word)}`, "u"), whole = new RegExp(`${begun.source}(?!${LETTER})`, "u");
const stands = (text) => text.includes(word) && whole.test(text);
const alone = word.length <= SHORT && (record.some((one) => stands(one.words)) || groups.some(({ lines }) => lines.some((one) => stands(one.words) || one.told.some((each) => stands(each.words)))));
return { in: alone ? stands : (text) => text.includes(word) && begun.test(text), year };
};
const within = (one, year) => year && (one.places.years ?? []).some(([first, last]) => year >= first && year <= (last ?? first));
const MOST_SHOWN = 50; // reports shown at once: nobody reads further, and drawing them takes time
const tell = (one, told) => {
if (one.matched === told) { return; }
one.matched = told;
one.line.querySelector(".matched")?.remove();
if (!told) { return; }
const words = document.createElement("p"), link = one.line.querySelector("h3 a");
words.className = "matched";
words.textContent = `${told.sentence.replace(/ %/g, "\u00a0%")} `;
if (link && told.anchor) { words.append(Object.assign(document.createElement("a"), { href: `${link.getAttribute("href").split("#")[0]}#${encodeURIComponent(told.anchor)}`, textContent: "In the report" })); }
one.line.append(words);
};
// Pages of the record, whose rows stand there: they are listed when words are looked for. A row is
// found by its own name too, which has a digit: "PCS-2019-04-HMRC".
const record = [], MOST_OF_RECORD = 20, inRecord = document.getElementById("in-record");
let listed = [];
const anchored = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
const rowsNamed = (typed) => {
const name = anchored(typed);
return /\d/.test(name) && !/\s/.test(typed) && name.length > 2 ? record.flatMap((one) => one.rows.filter(([, key]) => anchored(key).startsWith(name)).map(([table, key]) => ({ page: `${one.page}#${anchored(`${table} ${key}`)}`, title: `${key}, ${one.title}` }))) : [];
};
const counted = (n, noun) => n ? `; ${n} ${noun}${n > 1 ? "s" : ""} of the record` : "";
const lookUp = (words, typed) => {
const rows = words.length ? rowsNamed(typed) : [];
const fits = words.length ? record.filter((one) => words.every((word) => word.in(one.words))) : [];
// What is so called comes first, then what has the words in its title.
const rank = (one) => one.names.includes(plainly(typed)) ? 0 : words.every((word) => word.in(one.called)) ? 1 : 2;
const every = [...rows, ...[0, 1, 2].flatMap((place) => fits.filter((one) => rank(one) === place))], lines = every.slice(0, MOST_OF_RECORD);
// A link that is being chosen stays: leaving the box looks up the same words once more.
if (inRecord && String(lines.map((one) => one.page)) !== String(listed)) {
listed = lines.map((one) => one.page);
inRecord.hidden = !every.length;
inRecord.querySelector("ul").replaceChildren(...lines.map((one) => {
const line = document.createElement("li");
line.append(Object.assign(document.createElement("a"), { href: one.page, textContent: one.title }));
return line;
}));
}
return `${counted(rows.length, "row")}${counted(fits.length, "page")}${every.length > MOST_OF_RECORD ? `, the first ${MOST_OF_RECORD} shown` : ""}`;
};
const filter = () => {
const words = plainly(box.value).split(" ").filter(Boolean).map(reader);
const chosen = selects.filter((select) => select.value).map((select) => [select.dataset.by, Number(select.value)]);
const idle = words.length + chosen.length === 0;
let found = 0, findings = 0;
groups.forEach((group) => {
let here = 0;
group.lines.forEach((one) => {
const wanted = words.filter((word) => !word.in(one.words) && !within(one, word.year));
const told = wanted.length ? one.told.find((each) => wanted.every((word) => word.in(each.words))) : null;
const fits = (!wanted.length || Boolean(told)) && chosen.every(([by, value]) => one.places[by].some(([first, last]) => value >= first && value <= (last ?? first)));
if (fits) { found += 1; findings += told ? 1 : 0; }
const shown = fits && (idle || found <= MOST_SHOWN);
here += shown ? 1 : 0;
show(one, one.line, shown);
tell(one, shown ? told ?? null : null);
});
show(group, group.group, here > 0);
group.folds.forEach((one) => { one.open = !idle; });
});
const rows = lookUp(chosen.length ? [] : words, box.value.trim());
const first = found > MOST_SHOWN ? `; the first ${MOST_SHOWN} are shown` : "";
said.textContent = idle ? `${every} reports` : found === 0 ? rows ? `No report fits${rows}` : "No report fits. Try fewer words." : `${found} of ${every} reports${findings ? `, ${findings} by a finding shown below it` : ""}${first}${rows}`;
};
// Findings that the page does not show come packed; until they are read, what it shows is searched.
const unpack = async (text) => {
const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
};
const packed = document.getElementById("findings-packed");
if (packed) {
unpack(packed.textContent.trim()).then((text) => {
text.split("\n").forEach((line) => {
const [name, anchor, sentence, ...rows] = line.split("\t"), one = byName.get(name);
if (anchor?.startsWith("@")) {
const title = anchor.slice(1), called = plainly(title);
record.push({ page: name, title, called, words: `${called} ${plainly(sentence)}`, names: [called, ...plainly(sentence).split(", ")], rows: rows.flatMap((some) => { const [table, ...keys] = some.split(" "); return keys.map((key) => [table, key]); }) });
}
if (one && sentence) {
if (anchor === "=") { one.words += ` ${plainly(sentence)}`; } else { one.told.push({ anchor, sentence, words: plainly(sentence) }); }
}
});
form.dataset.ready = "yes";
if (box.value) { filter(); }
}, () => { form.dataset.ready = "no"; });
}
form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", filter);
form.addEventListener("change", filter);
said.textContent = `${every} reports`;
if (box.value || selects.some((select) => select.value)) { filter(); }
})();
