// A sum of one year or month in the money of another.
(() => {
  "use strict";
  const { facts, at, list, mark, table, question, query } = ask;
  const { print, sayTime } = sums;
  const MONEY = ["amount", "of", "in"], indices = sums.readMoney(facts.indices);
  const pence = (value) => print(value, 2, { before: "£" });
  const typedMoney = () => Object.fromEntries(MONEY.map((field) => [field, at(`money-${field}`).value]));
  const sayMoney = () => {
    const typed = typedMoney(), asked = sums.readSumOf(indices, typed);
    MONEY.forEach((field) => mark(at(`money-${field}`), asked.wrong[field]));
    const started = MONEY.some((field) => typed[field].trim()), names = { amount: "the sum", of: "the year or month it is of" };
    at("money-wanted").textContent = started && asked.missing.length && !Object.keys(asked.wrong).length ? `Still wanted: ${list(asked.missing.map((field) => names[field]))}.` : "";
    if (!asked.sum) { return null; }
    const { amount, kind, start, to, found } = asked.sum, [then, now] = [start, to].map((month) => sayTime(kind, month));
    // Of a thousand pounds and more nobody wants the pence: the table has them.
    const short = (value) => print(value, amount < 1000 ? 2 : 0, { before: "£" });
    const typedAs = print(amount, Number.isInteger(amount) ? 0 : 2, { before: "£" });
    const known = found.filter((one) => !one.missing), lost = found.filter((one) => one.missing);
    const told = list(known.map((one, place) => `${short(one.value)}${place ? "" : ` of ${now}`} on ${one.index}`));
    const notes = [kind === sums.MONTH ? "Two months are compared month to month." : "Two years are compared by their averages.", "Lowest and highest: what the rounding of the published levels leaves open. Indices are not joined to one another."];
    known.filter((one) => one.whole !== null).forEach((one) => notes.unshift(`${one.index}: until ${one.whole - 1} these are yearly values; from ${one.whole} means of twelve months.`));
    return {
      sentence: [`${typedAs} of ${then} is ${told}.`, ...lost.map((one) => one.missing)].join(" "), notes, links: [],
      source: `levels ${list(known.map((one) => `${one.series} (${one.base})`))}`,
      bars: [{ name: then, value: amount, text: typedAs, own: true }, ...known.map((one) => ({ name: `${now}, on ${one.index}`, value: one.value, text: short(one.value) }))],
      table: (holder) => table(holder, `${typedAs} of ${then} in the money of ${now}`, ["Index", "Series and its base", "Ratio", "Pounds", "Lowest", "Highest"], known.map((one) => [one.index, `${one.series}, ${one.base}`, print(one.ratio, 4), pence(one.value), pence(one.low), pence(one.high)])),
    };
  };
  question("money", {
    read: sayMoney,
    state: () => { const typed = typedMoney(); return query([["money", sums.readSumOf(indices, typed).sum?.amount ?? typed.amount.trim()], ...["of", "in"].map((field) => [field, typed[field].trim()])]); },
    fill: (given) => MONEY.forEach((field) => { at(`money-${field}`).value = given.get(field === "amount" ? "money" : field) ?? ""; }),
  });
})();
