// The script of a report: unfold all code at once, say when a source's day has passed, and unpack the
// CSV of long tables and, of a page with very many numbers, where the later ones come from.
const keep = (parts, type, name) => {
const link = document.createElement("a");
link.href = URL.createObjectURL(new Blob(parts, { type }));
link.download = name;
link.click();
setTimeout(() => URL.revokeObjectURL(link.href), 60000);
};
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
const unpack = (packed) => {
const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate")));
};
document.querySelectorAll(".later").forEach(async (one) => { one.innerHTML = await unpack(one.dataset.packed).text(); });
// A long table's CSV is packed: it is unpacked here when it is asked for.
document.querySelectorAll("button[data-packed]").forEach((long) => {
long.hidden = false;
long.addEventListener("click", async () => {
keep([await unpack(long.dataset.packed).blob()], "text/csv;charset=utf-8", long.dataset.file);
});
});
})();
