// The sums of analysis.measures, written again for a page that holds no Python: pure functions.
const sums = (() => {
  "use strict";
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  const NB = "\u00a0", DAY = 864e5;
  class Slip extends Error {}
  const slip = (words) => { throw new Slip(words); };

  // Days are whole numbers since 1 January 1970, months since January of the year 0.
  const dayOf = (year, month, day) => {
    const at = new Date(0);
    at.setUTCFullYear(year, month - 1, day);
    return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? Math.round(at.getTime() / DAY) : NaN;
  };
  const parts = (day) => { const at = new Date(day * DAY); return [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()]; };
  const two = (number) => String(number).padStart(2, "0");
  const isoDay = (day) => { const [y, m, d] = parts(day); return `${String(y).padStart(4, "0")}-${two(m)}-${two(d)}`; };
  const sayDay = (day) => { const [y, m, d] = parts(day); return `${d} ${MONTHS[m - 1]} ${y}`; };
  const monthOf = (year, month) => year * 12 + month - 1;
  const isoMonth = (month) => `${String(Math.floor(month / 12)).padStart(4, "0")}-${two(month % 12 + 1)}`;
  const sayMonth = (month) => `${MONTHS[month % 12]} ${Math.floor(month / 12)}`;
  const monthIn = (text) => monthOf(Number(text.slice(0, 4)), Number(text.slice(5, 7)));
  const dayIn = (text) => dayOf(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10)));
  const firstDay = (month) => dayOf(Math.floor(month / 12), month % 12 + 1, 1);
  const lastDay = (month) => firstDay(month + 1) - 1;

  // Numbers print as analysis.present.numbers prints them: a half away from zero, from the
  // shortest decimal that stands for the number.
  const digits = (text, decimals) => {
    const [whole, rest = ""] = text.split(".");
    let number = BigInt(whole + rest.slice(0, decimals).padEnd(decimals, "0"));
    if ((rest[decimals] ?? "0") >= "5") { number += 1n; }
    return String(number).padStart(decimals + 1, "0");
  };
  const shortest = (value) => { const text = String(Math.abs(value)); return text.includes("e") ? Math.abs(value).toFixed(20) : text; };
  const print = (value, decimals = 0, { signed = false, before = "" } = {}) => {
    const text = digits(shortest(value), decimals), cut = text.length - decimals;
    const sign = /^0+$/.test(text) ? "" : value < 0 ? "−" : signed ? "+" : "";
    return sign + before + text.slice(0, cut).replace(/\B(?=(\d{3})+$)/g, ",") + (decimals ? "." + text.slice(cut) : "");
  };
  const percent = (value, decimals = 1, signed = false) => print(value, decimals, { signed }) + NB + "%";
  const pounds = (value, signed = false) => print(value, 0, { signed, before: "£" });
  // As it was typed: no noughts that nobody wrote.
  const plain = (value) => String(Number(value.toPrecision(12))).replace("-", "−");
  const HAIR = 1e-9;
  const printedCertain = (low, high) => {
    if (low === high) { return true; }
    const hair = Math.min(HAIR, (high - low) / 4);
    const [one, other] = [low + hair, high - hair].map((end) => [digits(Math.abs(end).toFixed(9), 1), end < 0]);
    return one[0] === other[0] && (one[1] === other[1] || /^0+$/.test(one[0]));
  };

  // What people type, as analysis.typed reads it.
  const SIGNS = ["", "%", "%%", "per cent", "percent", "pct", "pc", "p.c.", "per-cent"];
  const readPercent = (typed) => {
    const found = typed.trim();
    const held = /^([+−–-]?)\s*([0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*(.*)$/s.exec(found.toLowerCase());
    if (!held || !SIGNS.includes(held[3])) {
      if (/^[+−-]?[0-9]+,[0-9]+\s*%?$/.test(found)) { slip(`Did you mean ${found.replace(",", ".")}? Write decimals with a point.`); }
      if (/^[0-9.]+\s*%?\s*(?:-|–|to)\s*[0-9.]+\s*(?:%|per cent)?$/.test(found.toLowerCase())) { slip("That is a range. Ask once for its lowest and once for its highest."); }
      slip("That is not a percentage. Type it as 3, 3% or 3.5, or pounds as £1,250.");
    }
    const value = Number(held[2]) * (held[1] && held[1] !== "+" ? -1 : 1), bare = !held[3];
    if (bare && Math.abs(value) > 0 && Math.abs(value) < 0.25) { slip(`Did you mean ${plain(100 * value)} %? Type ${plain(100 * value)}. For ${plain(value)} % type ${plain(value)}%.`); }
    if (!Number.isFinite(value) || value > 1e6) { slip("No pay rises by so much. Type it as 3, 3% or 3.5."); }
    if (bare && value > 100) { slip(`${plain(value)} % would make pay ${plain(1 + value / 100)} times what it was. Did you mean ${plain(value / 100)} %? Type ${plain(value / 100)}. If you do mean it, type ${plain(value)}%.`); }
    if (value <= -100) { slip(`Pay cannot fall by ${plain(-value)} %. Type a smaller cut, such as −3.`); }
    return value + 0;
  };
  const readPounds = (typed, { least = 0, most = Infinity } = {}) => {
    const found = typed.trim().toLowerCase();
    const thousands = /^£?\s*([0-9]+(?:\.[0-9]+)?)\s*k$/.exec(found);
    if (thousands) { slip(`Did you mean ${pounds(1000 * Number(thousands[1]))}? Type ${plain(1000 * Number(thousands[1]))}.`); }
    const held = /^£?\s*([0-9]{1,3}(?:[, \u00a0\u202f][0-9]{3})+|[0-9]+)(\.[0-9]{1,2})?\s*(?:pounds|gbp)?$/.exec(found);
    if (!held) { slip(/^£?[0-9.]+,[0-9]{1,2}$/.test(found) ? "Write pence with a point and thousands with a comma: 1,250.00." : "That is not a sum in pounds. Type it as 25000 or 25,000."); }
    const value = Number(held[1].replace(/[^0-9]/g, "") + (held[2] ?? ""));
    if (!(value >= least && value > 0)) { slip(`Pounds${least ? " a year" : ""} are wanted, at least ${print(Math.max(least, 1))}. Type it as 25000.`); }
    if (value > most) { slip(`Is it ${pounds(value)} a year? Pounds up to ${print(most)} are understood here.`); }
    return value;
  };
  const LEAST_SALARY = 1000, MOST_SALARY = 1e7;
  const readSalary = (typed) => readPounds(typed, { least: LEAST_SALARY, most: MOST_SALARY });
  // A rise or a cut in pounds, which is a share of a salary.
  const SHARE = "Pounds are a different share of every salary: type the salary.";
  const inPounds = (typed) => /^[+−–-]?\s*£|(?:pounds|gbp)$/i.test(typed.trim());
  const readFlat = (typed) => {
    const [, sign, sum] = /^([+−–-]?)(.*)$/s.exec(typed.trim());
    return (sign && sign !== "+" ? -1 : 1) * readPounds(sum, { most: MOST_SALARY });
  };
  const shareOf = (sum, salary) => sum > -salary ? 100 * sum / salary : slip("Pay cannot fall by the whole of it.");
  const nameOfMonth = (word) => { const low = word.toLowerCase(); return low === "sept" ? 9 : 1 + MONTHS.findIndex((name) => name.toLowerCase() === low || name.slice(0, 3).toLowerCase() === low); };
  const squeezed = (typed) => typed.trim().split(/\s+/).join(" ").replace(/[‐‑]/g, "-");
  // A month as `month`, a day as `day`: what may be two days is asked back.
  const readDay = (typed) => {
    const found = squeezed(typed), none = `There is no day ${found.slice(0, 30)}. Type it as 2022-12-07.`;
    const held = /^([0-9]{4})([-/.]?)([0-9]{2})\2([0-9]{2})$/.exec(found);
    const named = /^([0-9]{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]+)\.?,?[ -]([0-9]{4})$/.exec(found);
    const first = /^([A-Za-z]+)\.?[ -]([0-9]{1,2})(?:st|nd|rd|th)?,?[ -]([0-9]{4})$/.exec(found);
    const slashed = /^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})$/.exec(found);
    const made = (year, month, day) => { const at = month ? dayOf(Number(year), Number(month), Number(day)) : NaN; return Number.isNaN(at) ? slip(none) : at; };
    if (held) { return made(held[1], held[3], held[4]); }
    if (named) { return made(named[3], nameOfMonth(named[2]), named[1]); }
    if (first) { return made(first[3], nameOfMonth(first[1]), first[2]); }
    if (slashed) {
      const year = Number(slashed[3]) + (slashed[3].length === 2 ? 2000 : 0);
      const both = [[slashed[1], slashed[2]], [slashed[2], slashed[1]]].map(([d, m]) => dayOf(year, Number(m), Number(d))).filter((at) => !Number.isNaN(at));
      const words = [...new Set(both.map((at) => `${sayDay(at)} (type ${isoDay(at)})`))];
      slip(words.length ? `That may be ${words.join(" or ")}.` : none);
    }
    if (/^[0-9]{4}$/.test(found)) { slip(`${found} is a year. Type a day of it, such as ${found}-12-07.`); }
    return slip("That is not a day. Type it as 2022-12-07 or 7 December 2022.");
  };
  const asMonth = (found) => {
    const held = /^([0-9]{4})-([0-9]{2})$/.exec(found) ?? /^([0-9]{4})[ -]([A-Za-z]+)$/.exec(found);
    const turned = /^([0-9]{1,2})\/([0-9]{4})$/.exec(found) ?? /^([A-Za-z]+)\.?[ -]([0-9]{4})$/.exec(found);
    const [year, word] = held ? [held[1], held[2]] : turned ? [turned[2], turned[1]] : ["", ""];
    const month = /^[0-9]+$/.test(word) ? Number(word) : nameOfMonth(word);
    return month >= 1 && month <= 12 ? monthOf(Number(year), month) : null;
  };
  const readMonth = (typed) => {
    const found = squeezed(typed), month = asMonth(found);
    if (month !== null) { return month; }
    if (/^[0-9]{4}$/.test(found)) { slip(`${found} is a year. Type a month of it, such as ${found}-04.`); }
    if (/^[0-9]{4}-[0-9]{2}$/.test(found)) { slip(`There is no month ${found}. Type it as 2022-08.`); }
    const [year, inYear] = parts(readDay(found));
    return monthOf(year, inYear);
  };
  // The day on which an offer was made, or the month: known by its last day, perhaps by its first.
  const readWhen = (typed) => {
    const month = asMonth(squeezed(typed));
    if (month !== null) { return { on: lastDay(month), since: firstDay(month), month }; }
    const on = readDay(typed);
    return { on, since: on, month: null };
  };

  // Rates: every version of each published one, as analysis.publish.site.question writes them.
  const VERSION = /^(?:(\d{4}-\d\d):)?(-?[\d.]+(?:e-?\d+)?)(?:k(-?\d+))?(?:p(-?\d+|x))?(?:u(-?\d+))?(r)?(?:d(\d))?$/;
  const readVersions = (line) => {
    let month = 0;
    return line.split(" ").filter(Boolean).map((word) => {
      const held = VERSION.exec(word);
      month = held[1] ? monthIn(held[1]) : month + 1;
      const first = firstDay(month), after = (text) => text === undefined || text === "x" ? null : first + Number(text);
      const known = after(held[3]);
      return { month, rate: Number(held[2]), decimals: Number(held[7] ?? 1), known, possible: held[4] === undefined ? known : after(held[4]), until: after(held[5]), revised: held[6] === "r" };
    });
  };

  // Levels of an index, as analysis.publish.site.asking writes them.
  const levelsOf = ({ first, per, steps }) => {
    const values = [];
    let whole = 0, step = 0, place = 1;
    for (const one of steps) {
      const bits = one.charCodeAt() - 63;
      step += bits % 32 * place;
      place *= 32;
      if (bits < 32) { whole += step % 2 ? -(step + 1) / 2 : step / 2; values.push(whole / per); step = 0; place = 1; }
    }
    return { first: monthIn(first), values, half: 0.5 / per };
  };

  const realChange = (rise, prices) => 100 * ((100 + rise) / (100 + prices) - 1);
  const KNOWN = "known that day", NOW = "the same month, as now published";
  const BEGINS = "the month it took effect", COVERS = "the twelve months it covers";
  const stood = (one, since, on) => since !== null && since <= on && (one.until === null || one.until >= on);
  const newest = (versions) => versions.reduce((best, one) => {
    if (!best || one.month > best.month) { return one; }
    return one.month === best.month && (one.known ?? Infinity) > (best.known ?? Infinity) ? one : best;
  }, null);
  const against = (offer, index, reading, found, possible) => {
    const { percent: rise, salary, lump } = offer, half = 0.5 * 10 ** -found.decimals, rate = found.rate;
    const one = { index, reading, month: found.month, rate, published: found.known, possible, revised: found.revised, real_change: realChange(rise, rate), real_low: realChange(rise, rate + half), real_high: realChange(rise, rate - half), gap: rise - rate, missing: "" };
    if (salary !== null) {
      one.pounds = salary * (rise - rate) / 100;
      one.pace_pounds = salary * rate / 100;
      if (lump !== null) {
        one.year_real_change = realChange(rise + 100 * lump / salary, rate);
        one.year_pounds = one.pounds + lump;
      }
    }
    return one;
  };
  const absence = (month, standing) => {
    const all = [...standing.keys()];
    if (!all.length) { return "no rate is on record"; }
    const [first, last] = [Math.min(...all), Math.max(...all)];
    if (month > last) { return `not published yet: the record ends at ${sayMonth(last)}`; }
    return month < first ? `before the first rate, of ${sayMonth(first)}` : "no rate of that month is on record";
  };
  // analysis.measures.offers.worth.readings: what one offer is worth on each index.
  const worth = (indices, offer) => indices.flatMap(({ name, versions, standing }) => {
    const known = newest(versions.filter((one) => stood(one, one.known, offer.on)));
    const maybe = newest(versions.filter((one) => stood(one, one.possible, offer.on)));
    const possible = maybe && maybe !== known ? maybe.rate : null, found = [];
    if (!known) {
      const gone = versions.some((one) => one.known !== null && one.known <= offer.on);
      found.push({ index: name, reading: KNOWN, rate: null, possible, missing: gone ? `the ${name} rates published by then had been withdrawn` : `no ${name} rate is on record by then` });
    } else {
      found.push(against(offer, name, KNOWN, known, possible));
      found.push(standing.has(known.month) ? against(offer, name, NOW, standing.get(known.month), null) : { index: name, reading: NOW, month: known.month, rate: null, missing: `withdrawn, last stood on ${isoDay(known.until)}; what replaced it is not on record` });
    }
    if (offer.effective !== null) {
      [[BEGINS, offer.effective], [COVERS, offer.effective + 12]].forEach(([reading, month]) => {
        found.push(standing.has(month) ? against(offer, name, reading, standing.get(month), null) : { index: name, reading, month, rate: null, missing: absence(month, standing) });
      });
    }
    return found;
  });
  // From what was typed to an offer; `today` is the last day that can be asked about.
  const readOffer = (indices, typed, today) => {
    const wrong = {}, said = {};
    const take = (field, read) => {
      try { return typed[field]?.trim() ? read(typed[field]) : null; } catch (problem) {
        if (!(problem instanceof Slip)) { throw problem; }
        wrong[field] = problem.message;
        return null;
      }
    };
    const when = take("on", readWhen), effective = take("from", readMonth);
    const salary = take("salary", readSalary), lump = take("once", (text) => readPounds(text, { most: MOST_SALARY }));
    const flat = inPounds(typed.rise ?? ""), sum = flat ? take("rise", readFlat) : null;
    const rise = !flat ? take("rise", readPercent) : sum !== null && salary !== null ? take("rise", () => shareOf(sum, salary)) : null;
    if (flat && sum !== null && salary === null && !wrong.salary) { wrong.salary = SHARE; }
    if (lump !== null && salary === null && !wrong.salary) { wrong.salary = "A sum paid once is a different share of every salary: type the salary."; }
    if (when && today !== null && when.since > today) { wrong.on = `${typed.on.trim()} is still to come: what will be known then nobody can say.`; }
    if (when && !wrong.on) {
      const begins = indices.map(({ name, versions }) => [name, versions.reduce((least, one) => one.known !== null && one.known < least ? one.known : least, Infinity)]).filter(([, day]) => Number.isFinite(day));
      if (begins.length && begins.every(([, day]) => when.on < day)) { wrong.on = `No rate is known so early. On record are ${begins.map(([name, day]) => `${name} from ${sayDay(day)}`).join(", ")}.`; }
    }
    const missing = ["rise", "on"].filter((field) => !typed[field]?.trim());
    const ready = !Object.keys(wrong).length && !missing.length;
    return { wrong, missing, sum, offer: ready ? { percent: rise, on: when.on, since: when.since, month: when.month, effective, salary, lump } : null };
  };
  return { Slip, slip, MONTHS, NB, KNOWN, NOW, BEGINS, COVERS, two, dayOf, dayIn, isoDay, sayDay, parts, monthOf, monthIn, isoMonth, sayMonth, firstDay, lastDay, print, percent, pounds, plain, printedCertain, readPercent, readPounds, readSalary, SHARE, inPounds, readFlat, shareOf, readDay, readMonth, readWhen, readVersions, levelsOf, realChange, worth, readOffer };
})();
