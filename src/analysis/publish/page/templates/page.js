// The only script of a report: unfold all code at once, and say when a source's day has passed.
(() => {
"use strict";
const button = document.getElementById("all-code");
const cells = document.querySelectorAll("details.code");
if (button && cells.length) {
button.parentElement.hidden = false;
button.addEventListener("click", () => {
const open = button.getAttribute("aria-pressed") !== "true";
cells.forEach((cell) => { cell.open = open; });
button.setAttribute("aria-pressed", String(open));
button.textContent = open ? "Hide all code" : "Show all code";
});
}
const now = new Date();
const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
document.querySelectorAll("time[data-due]").forEach((day) => {
if (day.dateTime < today) { day.after(" (passed: newer figures may be out)"); }
});
})();
