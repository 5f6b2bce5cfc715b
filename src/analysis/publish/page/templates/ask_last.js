// Every question is there: the one that the address holds is asked.
window.addEventListener("hashchange", ask.given);
ask.given();
