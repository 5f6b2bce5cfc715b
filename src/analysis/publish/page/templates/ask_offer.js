// An offer set against prices as known on its day, and as known now.
(() => {
  "use strict";
  const { facts, at, list, today, mark, table, question, query } = ask;
  const { percent, pounds, print, plain, sayDay, sayMonth, isoDay, isoMonth, KNOWN, NOW, BEGINS, COVERS } = sums;
  const OFFER = ["rise", "on", "from", "salary", "once"];
  const typedOffer = () => Object.fromEntries(OFFER.map((field) => [field, at(`offer-${field}`).value]));
  const more = (value) => /[1-9]/.test(print(value, 1)) ? `${percent(Math.abs(value))} ${value < 0 ? "less" : "more"}` : "the same";
  const certain = (one) => sums.printedCertain(one.real_low, one.real_high);
  const shortOf = (value) => `${pounds(Math.abs(value))} a year ${value < 0 ? "short" : "ahead"}`;
  const calledRise = (rise) => rise > 0 ? `A rise of ${plain(rise)}${sums.NB}%` : rise < 0 ? `A cut of ${plain(-rise)}${sums.NB}%` : "A freeze";
  const called = ({ offer, sum }) => {
    const rise = sum === null ? calledRise(offer.percent) : `${sum < 0 ? "A cut" : "A rise"} of ${pounds(Math.abs(sum))} (${print(Math.abs(offer.percent), 2)}${sums.NB}%)`;
    const when = offer.month === null ? `offered on ${sayDay(offer.on)}` : `offered in ${sayMonth(offer.month)}`;
    return [`${rise} ${when}`, offer.salary === null ? "" : `on a salary of ${pounds(offer.salary)}`, offer.lump === null ? "" : `with ${pounds(offer.lump)} paid once`].filter(Boolean).join(", ");
  };
  const sayOffer = (asked, found) => {
    const { offer } = asked, of = (reading) => found.filter((one) => one.reading === reading && one.rate !== null);
    const day = offer.month === null ? "known that day" : `known at the end of ${sayMonth(offer.month)}`;
    const known = of(KNOWN), covers = of(COVERS), said = [];
    if (known.length) {
      const words = known.map((one, place) => `${more(one.real_change)} in real terms on ${one.index} (${percent(one.rate)} to ${sayMonth(one.month)})`.replace(place ? " in real terms" : "", ""));
      said.push(`${called(asked)}, was worth ${list(words)}, on the prices ${day}.`);
      const first = known[0];
      said.push(offer.salary === null ? `${percent(first.rate)} would have kept pace with ${first.index}.` : `Beside keeping pace with ${first.index} it is ${shortOf(first.pounds)}: ${percent(first.rate)}, ${pounds(first.pace_pounds)}, would have kept pace.`);
      if (offer.lump !== null) { said.push(`With what is paid once, that year’s money was ${shortOf(first.year_pounds)}.`); }
    } else { said.push(`${called(asked)}: no rate of prices is on record by then.`); }
    if (covers.length) { said.push(`Over the twelve months it covers, to ${sayMonth(offer.effective + 12)}, ${covers.every((one) => one.rate >= 0) ? "prices rose" : "prices changed by"} ${list(covers.map((one) => `${percent(one.rate)} on ${one.index}`))}: it was worth ${more(covers[0].real_change)} on ${covers[0].index}${offer.salary === null ? "" : `, ${shortOf(covers[0].pounds)}`}.`); }
    return said.join(" ");
  };
  const notesOnOffer = (offer, found) => {
    const said = [], known = new Map(found.filter((one) => one.reading === KNOWN).map((one) => [one.index, one]));
    const changed = found.filter((one) => one.reading === NOW && one.rate !== null && one.rate !== known.get(one.index).rate);
    found.forEach((one) => {
      if (one.missing) { said.push(`${one.index}, ${one.reading}: ${one.missing}.`); }
      if (one.possible !== null && one.possible !== undefined) { said.push(`${one.index}: ${percent(one.possible)} may have been out already; the day of its release is estimated.`); }
      if (one.reading === KNOWN && one.published !== null && one.published !== undefined && offer.on - one.published > 45) { said.push(`${one.index}: the newest rate on record was published on ${sayDay(one.published)}, ${offer.on - one.published} days before.`); }
      if (one.revised) { said.push(`${one.index}: what was printed for ${sayMonth(one.month)} is not on record; this is the rate as revised later.`); }
    });
    changed.forEach((one) => said.push(`${one.index}: the rate of ${sayMonth(one.month)} has been revised since.`));
    if (offer.since !== offer.on) {
      sums.worth(facts.indices, { ...offer, on: offer.since }).filter((one) => one.reading === KNOWN && one.rate !== known.get(one.index).rate).forEach((one) => said.push(`${one.index}: at the beginning of ${sayMonth(offer.month)} the newest rate was ${one.rate === null ? "not on record" : `${percent(one.rate)} (${sayMonth(one.month)})`}.`));
    }
    if (known.size && !changed.length && !found.some((one) => one.revised)) { said.push("The rates known then stand unrevised."); }
    if (found.some((one) => one.rate !== null && !certain(one))) { said.push("~ the last digit rests on the rounding of the published rate."); }
    return said;
  };
  const offerRows = (offer, found) => {
    const rates = new Map(found.filter((one) => one.reading === KNOWN).map((one) => [one.index, one.rate]));
    const heads = ["Index", "Read against", "Prices rose", "Real change", "Gap, points"];
    if (offer.salary !== null) { heads.push("Beside keeping pace, £ a year", "Rise that keeps pace, £"); }
    if (offer.lump !== null) { heads.push("Real change with what is paid once", "Beside keeping pace that year, £"); }
    const order = [KNOWN, NOW, BEGINS, COVERS];
    const rows = found.filter((one) => one.reading !== NOW || one.rate !== rates.get(one.index)).sort((a, b) => order.indexOf(a.reading) - order.indexOf(b.reading)).map((one) => {
      const cells = [one.index, `${one.reading}${one.month === undefined ? "" : `, ${sayMonth(one.month)}`}`];
      if (one.rate === null) { return [...cells, [one.missing, heads.length - 2]]; }
      cells.push(percent(one.rate), (certain(one) ? "" : "~") + percent(one.real_change), print(one.gap, 1));
      if (offer.salary !== null) { cells.push(pounds(one.pounds, true), pounds(one.pace_pounds)); }
      if (offer.lump !== null) { cells.push(percent(one.year_real_change), pounds(one.year_pounds, true)); }
      return cells;
    });
    return [heads, rows];
  };
  const sayReading = { [KNOWN]: "known then", [COVERS]: "over its year" };
  const readOffer = () => {
    const typed = typedOffer(), asked = sums.readOffer(facts.indices, typed, today());
    OFFER.forEach((field) => mark(at(`offer-${field}`), asked.wrong[field]));
    const started = OFFER.some((field) => typed[field].trim());
    at("offer-wanted").textContent = started && asked.missing.length && !Object.keys(asked.wrong).length ? `Still wanted: ${list(asked.missing.map((field) => ({ rise: "the rise", on: "the day or month it was offered" })[field]))}.` : "";
    if (!asked.offer) { return null; }
    const { offer } = asked, found = sums.worth(facts.indices, offer), sentence = sayOffer(asked, found);
    const shown = found.filter((one) => one.rate !== null && sayReading[one.reading]).sort((a, b) => (a.reading === COVERS) - (b.reading === COVERS));
    const [heads, rows] = offerRows(offer, found);
    return {
      sentence, notes: notesOnOffer(offer, found), links: facts.links.offer ?? [],
      bars: [{ name: "The offer", value: offer.percent, text: percent(offer.percent), own: true }, ...shown.map((one) => ({ name: `${one.index}, ${sayReading[one.reading]}`, value: one.rate, text: percent(one.rate) }))],
      table: (holder) => table(holder, called(asked), heads, rows),
    };
  };
  const bare = (typed) => typed.trim().replace(/\s*%$/, "");
  const offerState = () => {
    const typed = typedOffer(), asked = sums.readOffer(facts.indices, typed, null), { offer, sum } = asked;
    if (!offer) { return query([["offer", bare(typed.rise)], ...OFFER.slice(1).map((field) => [field, typed[field].trim()])]); }
    const odd = offer.percent !== 0 && (Math.abs(offer.percent) < 0.25 || offer.percent > 100);
    const rise = sum === null ? plain(offer.percent).replace("−", "-") + (odd ? "%" : "") : `${sum < 0 ? "-" : ""}${Math.abs(sum)}gbp`;
    return query([["offer", rise], ["on", offer.month === null ? isoDay(offer.on) : isoMonth(offer.month)], ["from", offer.effective === null ? "" : isoMonth(offer.effective)], ["salary", offer.salary], ["once", offer.lump]]);
  };
  question("offer", {
    read: readOffer, state: offerState,
    fill: (given) => OFFER.forEach((field) => { at(`offer-${field}`).value = given.get(field === "rise" ? "offer" : field) ?? ""; }),
  });
})();
