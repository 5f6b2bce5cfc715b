// A ballot under the law of a day: the sums of analysis.measures.ballots.
Object.assign(sums, (() => {
  "use strict";
  const { Slip, slip, dayIn, sayDay, parts, monthOf, firstDay, lastDay, print, readDay } = sums;
  // The law of ballots, as analysis.measures.ballots reads it from its dated table.
  const TESTS = ["majority", "turnout", "support"];
  const readLaw = (rules) => {
    const read = rules.map((rule) => ({ ...rule, first: dayIn(rule.from), last: rule.until ? dayIn(rule.until) : Infinity }));
    const tests = read.filter((rule) => TESTS.includes(rule.topic));
    const days = [...new Set([...tests.map((rule) => rule.first), ...tests.filter((rule) => Number.isFinite(rule.last)).map((rule) => rule.last + 1)])].sort((a, b) => a - b);
    return { rules: read, days };
  };
  const applying = (law, topic, { opened, nation, service }) => law.rules.filter((rule) => rule.topic === topic && rule.first <= opened && opened <= rule.last && rule.nations.includes(nation) && (rule.services.includes("all") || rule.services.includes(service)));
  const regime = (law, asked) => {
    if (asked.opened < law.days[0]) { slip(`The rules on record begin on ${sayDay(law.days[0])}.`); }
    let [majority] = applying(law, "majority", asked);
    if (!majority && asked.nation === "Northern Ireland") { majority = law.rules.filter((rule) => rule.topic === "majority").reduce((first, rule) => !first || rule.first < first.first ? rule : first, null); }
    const found = { majority: majority ?? null, spoiled: Boolean(majority?.spoiled), rules: majority ? [majority] : [] };
    ["turnout", "support"].forEach((topic) => {
      const rules = applying(law, topic, asked), lifted = rules.filter((rule) => rule.pct === null);
      found[topic] = lifted.length || !rules.length ? null : rules[0];
      found.rules.push(...(lifted.length ? lifted : rules));
    });
    return found;
  };
  const hundredths = (share) => Math.round(share * 100);
  const ofThem = (part, whole) => part !== null && whole !== null && whole > 0 && part <= whole ? 100 * part / whole : null;
  // analysis.measures.ballots.one_ballot.judge_ballot for counts; a count that is not known is null.
  const judge = (law, asked) => {
    const { entitled, returned, yes, no } = asked, under = regime(law, asked);
    const valid = yes !== null && no !== null ? yes + no : null, voting = under.spoiled ? returned : valid;
    const answers = {};
    const test = (name, rule, decide) => { answers[name] = rule ? decide(hundredths(rule.pct)) : "no such test"; };
    const least = (part) => (share) => entitled > 0 && part !== null && part <= entitled ? (10000 * part >= share * entitled ? "yes" : "no") : "cannot be told";
    test("turnout", under.turnout, least(returned));
    test("support", under.support, least(yes));
    test("majority", under.majority, (share) => {
      if (yes !== null && voting > 0 && voting >= yes && voting >= (valid ?? -1)) { return 10000 * yes > share * voting ? "yes" : "no"; }
      const exact = yes !== null && valid > 0 ? 100 * yes / valid : null;
      const [low, high] = [(exact ?? 0) * (under.spoiled ? 0.85 : 1), exact ?? 100];
      return low > share / 100 ? "yes" : high <= share / 100 ? "no" : "cannot be told";
    });
    const all = TESTS.map((name) => answers[name]);
    const short = (rule, cast) => rule && entitled > 0 && cast !== null ? Math.max(Math.ceil(hundredths(rule.pct) * entitled / 10000) - cast, 0) : null;
    return {
      ...answers, under, outcome: all.includes("no") ? "no" : all.includes("cannot be told") ? "cannot be told" : "yes",
      legal_yes_pct: ofThem(yes, voting), valid_yes_pct: ofThem(yes, valid), turnout_counted_pct: ofThem(returned, entitled),
      papers_short: short(under.turnout, returned), yes_short: short(under.support, yes),
      majority_short: yes !== null && voting > 0 ? Math.max(voting - 2 * yes + 1, 0) : null,
    };
  };
  // The last day of a period that begins with a day: analysis.measures.ballots.mandates.
  const lastOfPeriod = (first, length, unit) => {
    if (unit !== "months") { return first + length * (unit === "weeks" ? 7 : 1) - 1; }
    const [year, month, day] = parts(first), later = monthOf(year, month) + length, end = lastDay(later);
    const same = firstDay(later) + day - 1;
    return same <= end ? same - 1 : end;
  };
  const mandate = (law, { opened, closed, nation }) => {
    const rule = law.rules.find((one) => one.topic === "mandate" && one.nations.includes(nation) && one.first <= opened && opened <= one.last);
    if (!rule || closed === null) { return null; }
    const agreed = /^([0-9]+) (days?|weeks?|months?)/.exec(rule.agreed ?? "");
    return { rule, last: lastOfPeriod(closed, rule.length, rule.unit), agreed: agreed ? lastOfPeriod(closed, Number(agreed[1]), agreed[2].replace(/s?$/, "s")) : null, begin: rule.of.startsWith("action must begin") };
  };
  const readCount = (typed) => {
    const found = typed.trim().replace(/[, \u00a0\u202f](?=[0-9]{3}(?:[^0-9]|$))/g, "");
    if (!/^[0-9]{1,9}$/.test(found)) { slip("A whole number is wanted, such as 59,452."); }
    return Number(found);
  };
  // From what was typed to a ballot: counts fit each other, or it is asked back.
  const COUNTS = ["entitled", "returned", "yes", "no", "spoiled"];
  const readBallot = (law, typed) => {
    const wrong = {}, counts = {};
    const take = (field, read) => {
      try { return typed[field]?.trim() ? read(typed[field]) : null; } catch (problem) {
        if (!(problem instanceof Slip)) { throw problem; }
        wrong[field] = problem.message;
        return null;
      }
    };
    COUNTS.forEach((field) => { counts[field] = take(field, readCount); });
    const opened = take("opened", readDay), closed = take("closed", readDay);
    if (opened !== null && opened < law.days[0]) { wrong.opened = `The rules on record begin on ${sayDay(law.days[0])}.`; }
    if (opened !== null && closed !== null && closed < opened) { wrong.closed = "It closed before it opened: look at both days."; }
    const { entitled, yes, no, spoiled } = counts, sum = yes === null || no === null ? null : yes + no + (spoiled ?? 0);
    const returned = counts.returned ?? (spoiled === null ? null : sum);
    if (entitled === 0) { wrong.entitled = "Somebody is entitled to vote: at least 1."; }
    const more = (part, whole, words) => { if (counts[part] !== null && whole !== null && counts[part] > whole) { wrong[part] = `That is more than ${words} ${print(whole)}.`; } };
    more("returned", entitled, "the entitled,");
    ["yes", "no"].forEach((part) => { more(part, entitled, "the entitled,"); more(part, returned, "the papers returned,"); });
    if (!wrong.yes && !wrong.no && sum !== null && [entitled, returned].some((whole) => whole !== null && sum > whole)) { wrong.no = `Yes, no and spoiled are ${print(sum)} together, more than there were papers or voters.`; }
    const missing = ["entitled", "yes", "no", "opened"].filter((field) => !typed[field]?.trim());
    const ready = !Object.keys(wrong).length && !missing.length;
    return { wrong, missing, ballot: ready ? { entitled, returned, yes, no, spoiled, opened, closed, nation: typed.nation, service: typed.service || null } : null };
  };
  return { readLaw, regime, judge, mandate, readBallot, readCount, COUNTS };
})());
