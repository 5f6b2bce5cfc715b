(function () {
'use strict';
var form = document.querySelector('.search'), box = document.getElementById('find'), said = document.getElementById('found');
var groups = Array.from(document.querySelectorAll('.group')).map(function (group) {
return [group, Array.from(group.querySelectorAll('li[data-words]')).map(function (line) { return [line, line.dataset.words]; })];
});
form.hidden = false;
form.addEventListener('submit', function (event) { event.preventDefault(); });
box.addEventListener('input', function () {
var words = box.value.toLowerCase().split(/\s+/).filter(Boolean), shown = 0;
groups.forEach(function (group) {
var here = 0;
group[1].forEach(function (line) {
var fits = words.every(function (word) { return line[1].includes(word); });
line[0].hidden = !fits;
if (fits) { here += 1; }
});
group[0].hidden = here === 0;
shown += here;
});
said.textContent = words.length ? shown + (shown === 1 ? ' report' : ' reports') : '';
});
}());
