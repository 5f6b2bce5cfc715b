// My own pay: the sums of analysis.measures.worth on the rates that this page carries.
(() => {
"use strict";
const form = document.getElementById("own-pay");
if (!form) { return; }
const at = (id) => document.getElementById(id);
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const ordinal = (text) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1;
const named = (month) => `${MONTHS[month % 12]} ${Math.floor(month / 12)}`;
const held = Object.entries(JSON.parse(form.dataset.rates)).map(([index, line]) => {
const [first, ...rates] = line.split(" ");
const start = ordinal(first);
return { index, start, end: start + rates.length - 1, rate: (month) => Number(rates[month - start]) };
});
// Rounds as publishers do, a half away from zero, from nine decimals: bounds.round_half_up.
const digits = (value, decimals) => {
const step = 10n ** BigInt(9 - decimals);
const whole = (BigInt(Math.abs(value).toFixed(9).replace(".", "")) + step / 2n) / step;
return { none: whole === 0n, text: String(whole).padStart(decimals + 1, "0") };
};
const printed = (value, decimals, before, signed) => {
const { none, text } = digits(value, decimals);
const cut = text.length - decimals;
const sign = none ? "" : value < 0 ? "−" : signed ? "+" : "";
const whole = text.slice(0, cut).replace(/\B(?=(\d{3})+$)/g, ",");
return sign + before + whole + (decimals ? "." + text.slice(cut) : "");
};
const percent = (value) => printed(value, 1, "", false) + "\u00a0%";
const pounds = (value, signed) => printed(value, 2, "£", signed);
const real = (rise, rate) => 100 * ((100 + rise) / (100 + rate) - 1);
// Steps a hair inside the interval that rounding of the rate leaves open: bounds.printed_certain.
const certain = (rise, rate) => {
const [low, high] = [real(rise, rate + 0.05) + 1e-9, real(rise, rate - 0.05) - 1e-9];
return printed(low, 1, "", false) === printed(high, 1, "", false);
};
const typed = (text) => {
const plain = text.replace(/per cent|[\s,£%]/g, "").replace("−", "-");
return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : NaN;
};
const field = (id, fits, wrong, needed) => {
const text = at(id).value.trim();
const value = text ? typed(text) : null;
const bad = text !== "" && !(value !== null && fits(value));
at(id).setAttribute("aria-invalid", String(bad));
at(id + "-wrong").textContent = bad ? wrong : "";
return bad || (needed && !text) ? undefined : value;
};
const readings = (one, asked) => {
const found = [["the newest rate", one.end]];
if (asked.month !== null) { found.push(["the month it takes effect", asked.month], ["the twelve months it covers", asked.month + 12]); }
return found.map(([reading, month]) => ({ index: one.index, reading, month, rate: month >= one.start && month <= one.end ? one.rate(month) : null, end: one.end }));
};
const cells = (line, asked) => {
const { salary, rise, lump } = asked, { rate } = line;
if (rate === null) { return null; }
const short = salary * (rise - rate) / 100;
const row = [["rate", rate, percent(rate)],
["real_change", real(rise, rate), (certain(rise, rate) ? "" : "~") + percent(real(rise, rate))],
["gap", rise - rate, printed(rise - rate, 1, "", false)],
["pounds", short, pounds(short, true)],
["pace_pounds", salary * rate / 100, pounds(salary * rate / 100, false)]];
if (lump) {
const year = real(rise + 100 * lump / salary, rate);
row.push(["year_real_change", year, percent(year)], ["year_pounds", short + lump, pounds(short + lump, true)]);
}
return row;
};
const put = (parent, tag, text, more) => {
const made = Object.assign(document.createElement(tag), more || {});
if (text !== undefined) { made.textContent = text; }
parent.append(made);
return made;
};
const HEADS = ["Index", "Read against", "Prices rose", "Real change", "Gap, points", "Beside keeping pace, £ a year", "Rise that keeps pace, £", "Real change with what is paid once", "Beside keeping pace that year, £"];
const table = (asked) => {
const made = document.createElement("table");
put(made, "caption", "Your rise beside prices");
const width = asked.lump ? 9 : 7;
const head = put(put(made, "thead"), "tr");
HEADS.slice(0, width).forEach((text, place) => put(head, "th", text, { scope: "col", className: place > 1 ? "number" : "" }));
const body = put(made, "tbody");
const places = asked.month === null ? [0] : [0, 1, 2];
places.forEach((place) => held.forEach((one) => {
const line = readings(one, asked)[place], row = put(body, "tr"), found = cells(line, asked);
put(row, "th", line.index, { scope: "row" });
put(row, "td", `${line.reading}, ${named(line.month)}`);
if (!found) { put(row, "td", line.month > line.end ? `not published yet: ends ${named(line.end)}` : "no rate so early", { colSpan: width - 2 }); return; }
found.forEach(([name, value, text]) => { const cell = put(row, "td", undefined, { className: "number" }), data = put(cell, "data", text, { value: String(value) }); data.dataset.name = name; });
}));
return made;
};
const answer = () => {
const salary = field("own-salary", (x) => x >= 1000 && x <= 1e7, "Pounds a year, such as 25,000.", true);
const rise = field("own-rise", (x) => x > -100 && x <= 1000, "Per cent, such as 3.5.", true);
const lump = field("own-lump", (x) => x >= 0 && x <= 1e7, "Pounds, such as 1,500.", false);
const ready = salary !== undefined && rise !== undefined && lump !== undefined;
at("own-table").hidden = !ready;
if (!ready) { at("own-said").textContent = ""; return; }
const [year, month] = [at("own-year").value, at("own-month").value];
const asked = { salary, rise, lump, month: year && month ? Number(year) * 12 + Number(month) : null };
const first = held[0], rate = first.rate(first.end);
const doubt = rise !== 0 && Math.abs(rise) < 0.2 ? ` (${printed(rise, 2, "", false)} % is what was typed; a rise of ${printed(100 * rise, 0, "", false)} % is typed ${printed(100 * rise, 0, "", false)})` : "";
at("own-said").textContent = `${rise < 0 ? "A cut" : "A rise"} of ${pounds(Math.abs(salary * rise / 100), false)} a year${doubt}. To keep pace with ${first.index} at ${percent(rate)} (${named(first.end)}) takes ${pounds(salary * rate / 100, false)}.`;
at("own-table").replaceChildren(table(asked));
};
const last = Math.max(...held.map((one) => one.end)), begins = Math.min(...held.map((one) => one.start));
put(at("own-month"), "option", "Month", { value: "" });
MONTHS.forEach((name, place) => put(at("own-month"), "option", name, { value: String(place) }));
put(at("own-year"), "option", "Year", { value: "" });
for (let year = Math.floor(last / 12) + 1; year >= Math.floor(begins / 12); year -= 1) { put(at("own-year"), "option", String(year), { value: String(year) }); }
form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", answer);
form.addEventListener("change", answer);
})();
