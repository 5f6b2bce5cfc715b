// The only script of a report: unfold all code at once, say when a source's day has passed, and give
// each chart as a picture with its words, made here and nowhere else.
(() => {
"use strict";
const button = document.getElementById("all-code");
const cells = document.querySelectorAll("details.code");
if (button && cells.length) {
button.parentElement.hidden = false;
button.addEventListener("click", () => {
const open = button.getAttribute("aria-pressed") !== "true";
cells.forEach((cell) => { cell.open = open; });
document.body.classList.toggle("with-code", open);
button.setAttribute("aria-pressed", String(open));
button.textContent = open ? "Hide all code" : "Show all code";
});
}
const now = new Date();
const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
document.querySelectorAll("time[data-due]").forEach((day) => {
if (day.dateTime < today) { day.after(" (passed: newer figures may be out)"); }
});
// A long table's CSV is packed: it is unpacked here when it is asked for.
document.querySelectorAll("button[data-packed]").forEach((long) => {
long.hidden = false;
long.addEventListener("click", async () => {
const bytes = Uint8Array.from(atob(long.dataset.packed), (letter) => letter.charCodeAt(0));
const text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).blob();
const link = document.createElement("a");
link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
link.download = long.dataset.file;
link.click();
setTimeout(() => URL.revokeObjectURL(link.href), 10000);
});
});
const pen = document.createElement("canvas").getContext("2d");
const family = "system-ui, sans-serif";
const escaped = (text) => text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);
const wrapped = (text, size, weight, room) => {
pen.font = `${weight} ${size}px ${family}`;
const lines = [""];
text.trim().split(/\s+/).forEach((word) => {
const longer = `${lines[lines.length - 1]} ${word}`.trim();
if (pen.measureText(longer).width > room && lines[lines.length - 1]) { lines.push(word); } else { lines[lines.length - 1] = longer; }
});
return lines;
};
const said = (figure, part) => (figure.querySelector(`.chart-${part}`) || { textContent: "" }).textContent;
const addressOf = (figure) => {
const named = document.querySelector("link[rel=canonical]");
const whole = named ? named.href : /^http/.test(location.protocol) ? location.href.split("#")[0] : "";
return whole && `${whole}#${figure.id}`;
};
// A picture that needs no page around it: light colours, words above and below.
const picture = (figure) => {
const drawn = figure.querySelector("svg");
const { width, height } = drawn.viewBox.baseVal;
const margin = 20;
let y = margin;
let words = "";
const put = (text, size, weight, colour) => wrapped(text, size, weight, width).forEach((line) => {
y += size * 1.35;
words += `<text x="${margin}" y="${y - size * 0.35}" font-size="${size}" font-weight="${weight}" fill="${colour}">${escaped(line)}</text>`;
});
put(said(figure, "headline"), 19, 600, "#1b1f24");
put(said(figure, "subtitle"), 13.5, 400, "#555c64");
const inner = drawn.cloneNode(true);
const place = { x: margin, y: y += 9, width, height };
Object.keys(place).forEach((name) => inner.setAttribute(name, place[name]));
y += height + 9;
put(said(figure, "source"), 13.5, 400, "#555c64");
const where = addressOf(figure);
put(where ? `realpay · ${where}` : "realpay", 13.5, 400, "#555c64");
inner.querySelectorAll("[id]").forEach((one) => { one.id = `picture-${one.id}`; });
inner.setAttribute("aria-labelledby", inner.getAttribute("aria-labelledby").replace(/\S+/g, "picture-$&"));
const markup = new XMLSerializer().serializeToString(inner).replace(/var\(--\w+,(#\w+)\)/g, "$1").replace(/"currentColor"/g, '"#1b1f24"');
const [wide, tall] = [width + 2 * margin, Math.ceil(y + margin)];
return { wide, tall, svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${tall}" viewBox="0 0 ${wide} ${tall}" font-family="${family}"><path d="M0 0h${wide}v${tall}H0z" fill="#fff"/>${words}${markup}</svg>` };
};
const keep = (blob, name) => {
const link = document.createElement("a");
link.href = URL.createObjectURL(blob);
link.download = name;
link.click();
setTimeout(() => URL.revokeObjectURL(link.href), 60000);
};
const ways = {
SVG: (figure) => keep(new Blob([picture(figure).svg], { type: "image/svg+xml" }), `${figure.id}.svg`),
PNG: (figure) => {
const { wide, tall, svg } = picture(figure);
const image = new Image();
image.onload = () => {
const sheet = document.createElement("canvas");
sheet.width = wide * 2;
sheet.height = tall * 2;
sheet.getContext("2d").drawImage(image, 0, 0, sheet.width, sheet.height);
sheet.toBlob((blob) => keep(blob, `${figure.id}.png`), "image/png");
};
image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
},
Embed: (figure, tools, button) => {
const open = tools.querySelector("textarea");
button.setAttribute("aria-expanded", String(!open));
if (open) { open.remove(); return; }
const box = document.createElement("textarea");
const where = addressOf(figure);
const link = where ? `<figcaption><a href="${escaped(where)}">${escaped(said(figure, "headline"))}</a></figcaption>` : "";
box.readOnly = true;
box.rows = 4;
box.setAttribute("aria-label", `HTML of the chart, to paste into another page: ${said(figure, "headline")}`);
box.value = `<figure>${picture(figure).svg}${link}</figure>`;
tools.append(box);
box.focus();
box.select();
},
};
document.querySelectorAll(".exhibit.chart").forEach((exhibit) => {
const figure = exhibit.querySelector("figure.chart");
const tools = exhibit.querySelector(".tools");
if (!tools || !figure.querySelector("svg")) { return; }
Object.keys(ways).forEach((name) => {
const button = document.createElement("button");
button.type = "button";
button.textContent = name;
button.setAttribute("aria-label", `${name}: ${said(figure, "headline")}`);
if (name === "Embed") { button.setAttribute("aria-expanded", "false"); }
button.addEventListener("click", () => ways[name](figure, tools, button));
tools.append(button, " ");
});
});
})();
