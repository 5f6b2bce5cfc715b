// A ballot, judged under the law of the day it opened and of any other.
(() => {
  "use strict";
  const { facts, questions, at, put, list, mark, table, question, query } = ask;
  const { percent, print, sayDay } = sums;
  const law = sums.readLaw(facts.law);
  const WORDS = { turnout: "too few of those entitled voted", support: "too few of those entitled answered yes", majority: "not more than half of those voting answered yes" };
  const BALLOT = [...sums.COUNTS, "opened", "closed", "nation", "service"];
  const verdict = (ballot, found) => {
    const { under } = found, failed = ["turnout", "support", "majority"].filter((name) => found[name] === "no");
    const short = { turnout: found.papers_short !== null && `${print(found.papers_short)} papers short`, support: found.yes_short !== null && `${print(found.yes_short)} yes short`, majority: found.majority_short !== null && `${print(found.majority_short)} short of a majority` };
    if (found.outcome === "no") { return `it is no mandate: ${list(failed.map((name) => `${WORDS[name]} (${under[name].citation})${short[name] ? `, ${short[name]}` : ""}`))}`; }
    if (found.outcome === "yes") { const rules = ["turnout", "support", "majority"].filter((name) => under[name]); return `it passes every test of that day: ${list(rules.map((name) => `${{ turnout: "at least {} of those entitled voted", support: "at least {} of those entitled said yes", majority: "more than {} of those voting said yes" }[name].replace("{}", percent(under[name].pct, 0))} (${under[name].citation})`))}`; }
    return `it cannot be told: type the papers returned, which ${under.turnout ? "the test of turnout needs" : "the majority may need"}`;
  };
  const sayThen = (ballot) => {
    const day = Number(at("ballot-day").value), found = sums.judge(law, { ...ballot, opened: day });
    const words = `Opened on ${sayDay(day)}, ${verdict(ballot, found)}.`;
    at("ballot-day").setAttribute("aria-valuetext", sayDay(day));
    at("ballot-then").textContent = words;
  };
  const sayBallot = () => {
    const typed = Object.fromEntries(BALLOT.map((field) => [field, at(`ballot-${field}`).value])), asked = sums.readBallot(law, typed);
    [...sums.COUNTS, "opened", "closed"].forEach((field) => mark(at(`ballot-${field}`), asked.wrong[field]));
    at("other-day").hidden = !asked.ballot;
    const started = BALLOT.slice(0, 7).some((field) => typed[field].trim()), names = { entitled: "how many were entitled", yes: "yes", no: "no", opened: "the day it opened" };
    at("ballot-wanted").textContent = started && asked.missing.length && !Object.keys(asked.wrong).length ? `Still wanted: ${list(asked.missing.map((field) => names[field]))}.` : "";
    if (!asked.ballot) { return null; }
    const { ballot } = asked, found = sums.judge(law, ballot), window = found.outcome === "yes" ? sums.mandate(law, ballot) : null;
    if (at("ballot-day").dataset.of !== String(ballot.opened)) { at("ballot-day").dataset.of = String(ballot.opened); at("ballot-day").value = String(ballot.opened); }
    sayThen(ballot);
    const shares = [found.turnout_counted_pct === null ? "" : `${print(ballot.returned)} papers came back (${percent(found.turnout_counted_pct)})`, found.legal_yes_pct === null ? "" : `${print(ballot.yes)} said yes (${percent(found.legal_yes_pct)} of those voting in law, ${percent(found.valid_yes_pct ?? 0)} of yes and no)`].filter(Boolean);
    const where = `${ballot.nation}${ballot.service ? `, ${ballot.service}` : ""}`;
    const said = [`Of ${print(ballot.entitled)} entitled, ${shares.length ? list(shares) : `${print(ballot.yes)} said yes and ${print(ballot.no)} no`}. Opened on ${sayDay(ballot.opened)} (${where}), ${verdict(ballot, found)}.`];
    if (window) { said.push(`Action ${window.begin ? "had to begin" : "could be taken"} by ${sayDay(window.last)}${window.agreed === null ? "" : `, or ${sayDay(window.agreed)} if the employer agreed`} (${window.rule.citation}).`); }
    const notes = [];
    if (found.outcome === "yes" && !window) { notes.push(ballot.closed === null ? "Type the day it closed for the last day of the mandate." : "The rules on record say nothing of how long a vote lasts there."); }
    notes.push("Consultative and indicative votes have no threshold and authorise nothing; each employer balloted separately is judged by its own count.");
    const heads = ["Opened from", "Turnout", "Yes of those entitled", "Majority", "Outcome"];
    const rows = law.days.map((day) => { const then = sums.judge(law, { ...ballot, opened: day }); return [sayDay(day), then.turnout, then.support, then.majority, then.outcome]; });
    const bars = [[`Turnout${found.under.turnout ? `, ${percent(found.under.turnout.pct, 0)} wanted` : ""}`, found.turnout_counted_pct], [`Yes of entitled${found.under.support ? `, ${percent(found.under.support.pct, 0)} wanted` : ""}`, 100 * ballot.yes / ballot.entitled], ["Yes of those voting, over 50\u00a0% wanted", found.legal_yes_pct]];
    return {
      sentence: said.join(" "), notes, source: "law of industrial action ballots as dated rules", links: facts.links.ballot ?? [],
      bars: bars.filter(([, value]) => value !== null).map(([name, value]) => ({ name, value, text: percent(value), own: true })),
      table: (holder) => table(holder, "The same votes under the law of each period", heads, rows, 5),
    };
  };
  const slider = at("ballot-day");
  [slider.min, slider.max] = [law.days[0], law.days.at(-1) + 365];
  law.days.forEach((day) => put(at("law-days"), "option", undefined, { value: String(day), label: sayDay(day) }));
  slider.addEventListener("input", () => questions.get("ballot").answer());
  question("ballot", {
    read: sayBallot,
    state: () => query([["ballot", sums.COUNTS.map((field) => at(`ballot-${field}`).value.replace(/[,\s]/g, "")).join(",")], ...BALLOT.slice(5).map((field) => [field, at(`ballot-${field}`).value.trim()])]),
    fill: (read) => {
      const counts = read.get("ballot").split(",");
      sums.COUNTS.forEach((field, place) => { at(`ballot-${field}`).value = counts[place] ?? ""; });
      ["opened", "closed"].forEach((field) => { at(`ballot-${field}`).value = read.get(field) ?? ""; });
      ["nation", "service"].forEach((field) => { const select = at(`ballot-${field}`), value = read.get(field); select.selectedIndex = Math.max(0, [...select.options].findIndex((one) => one.value === value)); });
    },
  });
})();
