// Chains of awards against prices: the sums of analysis.measures.offers.chains and deals.
Object.assign(sums, (() => {
  "use strict";
  const { slip, two, realChange, readPercent, sayMonth } = sums;
  // A figure with what rounding allows, as analysis.measures.bounds carries it.
  const bounded = (value, low, high) => ({ value, low, high });
  const realOf = (rise, prices) => bounded(realChange(rise.value, prices.value), realChange(rise.low, prices.high), realChange(rise.high, prices.low));
  const payYear = (month) => { const start = Math.floor((month - 3) / 12); return `${start}-${two((start + 1) % 100)}`; };
  // analysis.measures.prices.real_terms.price_change, month to month.
  const priceChange = (index, start, end) => {
    if (end - start === 12) {
      const found = index.standing.get(end);
      if (found) { const half = 0.5 * 10 ** -found.decimals; return bounded(found.rate, found.rate - half, found.rate + half); }
    }
    const { first, values, half } = index.levels, [from, to] = [values[start - first], values[end - first]];
    if (from === undefined || to === undefined) { return null; }
    if (start === end) { return bounded(0, 0, 0); }
    return bounded(100 * (to / from - 1), 100 * ((to - half) / (from + half) - 1), 100 * ((to + half) / (from - half) - 1));
  };
  const lastLevel = (index) => index.levels.first + index.levels.values.length - 1;
  const compound = (links) => {
    const ends = ["low", "high"].map((end) => 100 * (links.reduce((level, link) => level * (1 + link[end] / 100), 1) - 1));
    return bounded((ends[0] + ends[1]) / 2, ...ends);
  };
  const chainOf = (run, index) => {
    const years = [], start = run[0].effective;
    run.forEach((link) => {
      if (years.at(-1)?.pay_year === link.pay_year) { years.at(-1).links.push(link); } else { years.push({ pay_year: link.pay_year, links: [link] }); }
    });
    years.forEach((year) => {
      year.first = year.links[0].effective;
      year.last = year.links.at(-1).end;
      year.money = compound(year.links);
      year.prices = priceChange(index, year.first, year.last);
      year.real = realOf(year.money, year.prices);
    });
    const last = years.at(-1).last, money = compound(run), prices = priceChange(index, start, last), real = realOf(money, prices);
    const restore = (change) => 100 / (100 + change) * 100 - 100;
    return { first: start, last, money, prices, real, years, restoring: bounded(restore(real.value), restore(real.high), restore(real.low)), worst: years.reduce((least, year) => year.real.value < least.real.value ? year : least) };
  };
  // analysis.measures.offers.chains.chain_links: links in order, a blank one being a gap.
  const chain = (links, index) => {
    const last = lastLevel(index), outside = [], runs = [[]];
    links.forEach((link, place) => {
      const next = links[place + 1], on = link.effective + 12;
      const following = next && next.low !== null ? next.effective : on;
      const end = following > link.effective ? following : on;
      const why = link.low === null ? link.note || "no figure" : link.effective < index.levels.first ? "before the index begins" : end > last && !(end === on && index.standing.has(end)) ? `its year runs to ${sayMonth(end)}, ${index.name} to ${sayMonth(last)}` : "";
      if (why) { outside.push([link, why]); runs.push([]); } else if (end > last) { runs.push([{ ...link, end }], []); } else { runs.at(-1).push({ ...link, end }); }
    });
    const made = runs.filter((run) => run.length).map((run) => chainOf(run, index));
    return { runs: made, outside, longest: made.reduce((best, run) => !best || run.years.length > best.years.length || (run.years.length === best.years.length && run.last > best.last) ? run : best, null) };
  };
  // analysis.measures.offers.deals.measure_deal: the same in pounds for one salary.
  const deal = (run, index, salary, lumps) => {
    let paid = salary;
    return run.years.map((year) => {
      paid *= 1 + year.money.value / 100;
      const pace = salary * (1 + priceChange(index, run.first, year.last).value / 100), lump = lumps[year.pay_year] ?? 0;
      return { pay_year: year.pay_year, last: year.last, salary: paid, lump_sum: lump, pace, beside: paid + lump - pace };
    });
  };
  // analysis.measures.pay.pay_series.real_pay_change between two pay points in whole pounds.
  const progress = (from, to, index) => {
    const prices = to.month > from.month ? priceChange(index, from.month, to.month) : null;
    if (!prices) { return null; }
    const money = bounded(100 * (to.pounds / from.pounds - 1), 100 * ((to.pounds - 0.5) / (from.pounds + 0.5) - 1), 100 * ((to.pounds + 0.5) / (from.pounds - 0.5) - 1));
    return { money, prices, real: realOf(money, prices) };
  };
  // One rise of a deal, or the lowest and highest of a range.
  const readRise = (typed) => {
    const range = /^(.*?[0-9%])\s*(?:to|–|(?<=[0-9%]\s*)-)\s*([0-9.].*)$/i.exec(typed.trim());
    const [low, high] = range ? [readPercent(range[1]), readPercent(range[2])] : Array(2).fill(readPercent(typed));
    return low <= high ? [low, high] : slip("Type the lower rise first, such as 2 to 3.");
  };
  return { payYear, priceChange, chain, deal, progress, readRise };
})());
