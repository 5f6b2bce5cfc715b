// Money of one time in the prices of another: the sums of analysis.measures.prices.inflation.
Object.assign(sums, (() => {
  "use strict";
  const { slip, Slip, two, monthIn, sayMonth, print, levelsOf, readPounds, readMonth } = sums;
  const MONTH = "month", YEAR = "year", PAY = "pay year", KINDS = [MONTH, YEAR, PAY], MOST = 1e12;
  const sayTime = (kind, month) => {
    const year = Math.floor(month / 12);
    return kind === MONTH ? sayMonth(month) : kind === YEAR ? String(year) : `${year}-${two((year + 1) % 100)}`;
  };
  const readSum = (typed) => { const value = readPounds(typed); return value <= MOST ? value : slip(`Pounds up to ${print(MOST)} are understood here.`); };
  // What a time may be, each kind with its first month, as analysis.typed.times reads it.
  const readTime = (typed) => {
    const [found, year, mark, next] = /^(\d{4})(?:([-/–])(\d\d))?$/.exec(typed.trim()) ?? [], may = {};
    if (found && !mark) { return { [YEAR]: year * 12 }; }
    if (found && Number(next) === (Number(year) + 1) % 100) {
      may[PAY] = year * 12 + 3;
      if (mark === "-" && next >= 1 && next <= 12) { may[MONTH] = monthIn(found); }
      return may;
    }
    try { return { [MONTH]: readMonth(typed) }; } catch (problem) {
      if (problem instanceof Slip && problem.message.startsWith("That is not")) { slip("That is not a year or a month. Type it as 2015 or 2015-03."); }
      throw problem;
    }
  };
  // The series of an index by one kind of time, the one that it goes by first; a year is a mean.
  const linesOf = (kind, series) => {
    const wide = kind === MONTH ? 1 : 12, starts = kind === PAY ? 3 : 0;
    const lines = series.map((one) => {
      const { first, values, half } = levelsOf(one), last = first + values.length - wide;
      const at = (month) => month >= first && month <= last ? values.slice(month - first, month - first + wide).reduce((sum, value) => sum + value, 0) / wide : null;
      const step = (month) => (month - starts + 12) % wide;
      return { ...one, at, half, begin: first + (wide - step(first)) % wide, end: last - step(last) };
    });
    const long = lines.filter((one) => kind === YEAR && one.years).map((one) => {
      const { first, values, half } = levelsOf(one.years);
      return { ...one, at: (month) => values[(month - first) / 12] ?? one.at(month), half, begin: first, whole: first + values.length * 12 };
    });
    return [...lines, ...long];
  };
  const readMoney = (indices) => indices.filter(({ money }) => money?.length).map(({ name, money }) => ({ name, lines: Object.fromEntries(KINDS.map((kind) => [kind, linesOf(kind, money)])) }));
  const farthest = (lines) => lines.reduce((best, one) => one.begin < best.begin ? one : best);
  const has = (line, ...months) => months.every((month) => line.at(month) !== null);
  // The newest time of all the indices that have the first one, by the series that has it.
  const newestOf = (indices, kind, start) => Math.min(...indices.map(({ lines }) => Math.max(...lines[kind].filter((one) => has(one, start)).map((one) => one.end))).filter(Number.isFinite));
  const inflate = (indices, amount, kind, start, to) => indices.map(({ name, lines }) => {
    const line = lines[kind].find((one) => has(one, start, to)), long = farthest(lines[kind]), say = (month) => sayTime(kind, month);
    if (!line) { return { index: name, missing: `${name} (${long.series}) has no ${say(has(long, start) ? to : start)}: it runs from ${say(long.begin)} to ${say(long.end)}.` }; }
    const from = line.at(start), now = line.at(to), half = start === to ? 0 : line.half;
    const [ratio, low, high] = [now / from, (now - half) / (from + half), (now + half) / (from - half)];
    return { index: name, series: line.series, base: line.base, ratio, value: amount * ratio, low: amount * low, high: amount * high, whole: Math.min(start, to) < line.whole ? line.whole / 12 : null };
  });
  // From what was typed to a sum and its two times, both months, both years or both pay years.
  const readSumOf = (indices, typed) => {
    const wrong = {}, take = (field, read) => {
      try { return typed[field].trim() ? read(typed[field]) : null; } catch (problem) {
        if (!(problem instanceof Slip)) { throw problem; }
        wrong[field] = problem.message;
        return null;
      }
    };
    const amount = take("amount", readSum), from = take("of", readTime), until = take("in", readTime);
    const missing = ["amount", "of"].filter((field) => !typed[field].trim()), result = { wrong, missing, sum: null };
    if (!from || wrong.in) { return result; }
    const [kind, other] = KINDS.filter((one) => one in from && (!until || one in until)), start = from[kind];
    const refuse = (month) => indices.every(({ lines }) => !lines[kind].some((one) => has(one, month))) && `No prices of ${kind === MONTH ? "" : "the whole of "}${sayTime(kind, month)} are on record. There are ${indices.map(({ name, lines }) => { const one = farthest(lines[kind]); return `${name} ${sayTime(kind, one.begin)} to ${sayTime(kind, one.end)}`; }).join(", ")}.`;
    if (!kind) { wrong.in = `One is a ${Object.keys(from)[0]}, the other a ${Object.keys(until)[0]}. Give two of a kind.`; return result; }
    if (other) { wrong.of = `That may be ${sayMonth(start)} (type ${sayMonth(start)}) or a pay year (type ${typed.of.trim().replace("-", "/")}).`; return result; }
    if (refuse(start)) { wrong.of = refuse(start); return result; }
    const to = until ? until[kind] : newestOf(indices, kind, start), found = inflate(indices, amount, kind, start, to);
    const none = refuse(to) || (found.every((one) => one.missing) && found.map((one) => one.missing).join(" "));
    if (none) { wrong.in = none; } else if (amount) { result.sum = { amount, kind, start, to, found }; }
    return result;
  };
  return { MONTH, sayTime, readMoney, readSumOf };
})());
