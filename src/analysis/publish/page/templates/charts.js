// Gives each chart as a picture with its words, made in the page and nowhere else.
(() => {
"use strict";
const pen = document.createElement("canvas").getContext("2d");
const family = "system-ui, sans-serif";
const escaped = (text) => text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);
const said = (figure, part) => (figure.querySelector(`.chart-${part}`) || { textContent: "" }).textContent;
const addressOf = (figure) => {
const { href } = document.querySelector("link[rel=canonical]") || location;
return /^http/.test(href) ? `${href.split("#")[0]}#${figure.id}` : "";
};
// A picture that needs no page around it: light colours, words above and below.
const picture = (figure) => {
const drawn = figure.querySelector("svg");
const { width, height } = drawn.viewBox.baseVal;
const margin = 20;
let y = margin;
let words = "";
const put = (text, size = 13.5, weight = 400, colour = "#555c64") => {
let line = "";
const end = () => {
y += size * 1.35;
words += `<text x="${margin}" y="${y - size * 0.35}" font-size="${size}" font-weight="${weight}" fill="${colour}">${escaped(line)}</text>`;
};
pen.font = `${weight} ${size}px ${family}`;
text.trim().split(/\s+/).forEach((word) => {
const longer = `${line} ${word}`.trim();
if (line && pen.measureText(longer).width > width) { end(); line = word; } else { line = longer; }
});
end();
};
put(said(figure, "headline"), 19, 600, "#1b1f24");
put(said(figure, "subtitle"));
const inner = drawn.cloneNode(true);
const place = { x: margin, y: y += 9, width, height };
Object.keys(place).forEach((name) => inner.setAttribute(name, place[name]));
y += height + 9;
put(said(figure, "source"));
put(`realpay · ${addressOf(figure)}`.replace(/ · $/, ""));
inner.querySelectorAll("[id]").forEach((one) => { one.id = `picture-${one.id}`; });
inner.setAttribute("aria-labelledby", inner.getAttribute("aria-labelledby").replace(/\S+/g, "picture-$&"));
const markup = new XMLSerializer().serializeToString(inner).replace(/var\(--\w+,(#\w+)\)/g, "$1").replace(/"currentColor"/g, '"#1b1f24"').replace(/url\(#/g, "$&picture-");
const [wide, tall] = [width + 2 * margin, Math.ceil(y + margin)];
return { wide, tall, svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${tall}" viewBox="0 0 ${wide} ${tall}" font-family="${family}"><path d="M0 0h${wide}v${tall}H0z" fill="#fff"/>${words}${markup}</svg>` };
};
const ways = {
SVG: (figure) => keep([picture(figure).svg], "image/svg+xml", `${figure.id}.svg`),
PNG: (figure) => {
const { wide, tall, svg } = picture(figure);
const image = new Image();
image.onload = () => {
const sheet = document.createElement("canvas");
[sheet.width, sheet.height] = [wide * 2, tall * 2];
sheet.getContext("2d").drawImage(image, 0, 0, sheet.width, sheet.height);
sheet.toBlob((blob) => keep([blob], "image/png", `${figure.id}.png`));
};
image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
},
Embed: (figure, tools, button) => {
const open = tools.querySelector("textarea");
button.setAttribute("aria-expanded", String(!open));
if (open) { open.remove(); return; }
const where = addressOf(figure);
const headline = said(figure, "headline");
const link = where ? `<figcaption><a href="${escaped(where)}">${escaped(headline)}</a></figcaption>` : "";
const box = document.createElement("textarea");
box.readOnly = true;
box.rows = 4;
box.setAttribute("aria-label", `HTML of the chart, to paste into another page: ${headline}`);
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
