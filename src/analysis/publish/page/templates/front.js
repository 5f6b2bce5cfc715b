(() => {
"use strict";
const form = document.querySelector(".search"), box = document.getElementById("find"), said = document.getElementById("found");
const selects = Array.from(form.querySelectorAll("select"));
const spans = (text) => (text || "").split(" ").filter(Boolean).map((span) => span.split("-").map(Number));
const names = selects.map((select) => Array.from(select.options, (option) => option.text.toLowerCase()));
const groups = Array.from(document.querySelectorAll(".group"), (group) => ({ group, shown: true, lines: Array.from(group.querySelectorAll(".reports>li[id]"), (line) => {
const places = Object.fromEntries(selects.map((select) => [select.dataset.by, spans(line.dataset[select.dataset.by])]));
const called = selects.map((select, at) => select.dataset.by === "years" ? "" : places[select.dataset.by].map(([place]) => names[at][place + 1]).join(" ")).join(" ");
return { line, places, shown: true, words: line.textContent.toLowerCase() + " " + called };
}) }));
const every = groups.reduce((sum, group) => sum + group.lines.length, 0);
const show = (one, element, fits) => { if (one.shown !== fits) { one.shown = fits; element.hidden = !fits; } };
const filter = () => {
const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
const chosen = selects.filter((select) => select.value).map((select) => [select.dataset.by, Number(select.value)]);
let found = 0;
groups.forEach((group) => {
let here = 0;
group.lines.forEach((one) => {
const fits = words.every((word) => one.words.includes(word)) && chosen.every(([by, value]) => one.places[by].some(([first, last]) => value >= first && value <= (last ?? first)));
show(one, one.line, fits);
if (fits) { here += 1; }
});
show(group, group.group, here > 0);
group.group.querySelectorAll("details").forEach((one) => { one.open = words.length + chosen.length > 0; });
found += here;
});
said.textContent = found === 0 ? "No report fits. Try fewer words." : words.length || chosen.length ? `${found} of ${every} reports` : `${every} reports`;
};
form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", filter);
form.addEventListener("change", filter);
said.textContent = `${every} reports`;
if (box.value || selects.some((select) => select.value)) { filter(); }
})();
