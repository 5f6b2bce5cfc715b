// A deal over years: rises typed, or the awards of an employer on record.
(() => {
  "use strict";
  const { facts, questions, at, put, list, mark, table, question, query } = ask;
  const { percent, pounds, plain, sayMonth, monthIn } = sums;
  facts.indices.forEach((one) => { one.levels = one.levels && sums.levelsOf(one.levels); });
  const chained = facts.indices.filter((one) => one.levels);
  const RISES = 10;
  const bounds = (one) => sums.printedCertain(one.low, one.high) ? "" : "~";
  const employer = (slug) => facts.employers.find((one) => one.slug === slug);
  const lines = Array.from({ length: RISES }, (_, place) => {
    const line = put(at("deal-rises"), "li"), boxes = {}, n = place + 1;
    [["from", "From", "text"], ["rise", "Rise, % or £", "text"], ["once", "Lump sum, £", "decimal"]].forEach(([name, label, inputMode]) => {
      const id = `deal-${name}-${n}`, field = put(line, "p", undefined, { className: "field" });
      put(field, "label", `${label}`, { htmlFor: id }).append(Object.assign(document.createElement("span"), { className: "vh", textContent: `, ${n}` }));
      boxes[name] = put(field, "input", undefined, { id, inputMode, autocomplete: "off", maxLength: 40 });
      boxes[name].setAttribute("aria-describedby", `deal-rises-hint ${id}-wrong`);
    });
    const from = put(line, "span", undefined, { className: "from" });
    ["from", "rise", "once"].forEach((name) => put(line, "span", undefined, { className: "wrong", id: `deal-${name}-${n}-wrong` }));
    return { line, boxes, from, award: null };
  });
  const printRise = ([, , low, high]) => low === null ? "" : low === high ? plain(Number(low.toFixed(2))) : `${plain(Number(low.toFixed(2)))} to ${plain(Number(high.toFixed(2)))}`;
  const fillAwards = (slug, ceilings) => {
    let awards = (employer(slug)?.awards ?? []).map((one) => one[4] === facts.standing && !ceilings ? [one[0], one[1], null, null, "gap", "not on record", -1] : one);
    while (awards.length && awards.at(-1)[2] === null) { awards = awards.slice(0, -1); }
    awards = awards.slice(-RISES);
    while (awards.length && awards[0][2] === null) { awards = awards.slice(1); }
    lines.forEach((line, place) => {
      const award = awards[place] ?? null;
      line.award = award;
      line.boxes.from.value = award ? award[1] : "";
      line.boxes.rise.value = award ? printRise(award) : "";
      line.boxes.once.value = "";
      line.from.replaceChildren();
      if (!award) { return; }
      const [title, link] = facts.sources[award[6]] ?? ["", ""];
      line.from.append(`${award[4]}${award[5] ? `, ${award[5]}` : ""}${title ? ". " : ""}`);
      if (/^https?:/.test(link)) { put(line.from, "a", title, { href: link, rel: "noreferrer" }); } else { line.from.append(title); }
    });
  };
  const untouched = (line) => line.award && line.boxes.from.value === line.award[1] && line.boxes.rise.value === printRise(line.award);
  // The boxes that are filled are shown, and one more.
  const showLines = () => {
    const last = lines.findLastIndex(({ boxes }) => Object.values(boxes).some((box) => box.value.trim()));
    lines.forEach(({ line }, place) => { line.hidden = place > Math.max(last + 1, 2); });
  };
  const readDeal = () => {
    showLines();
    const links = [], lumps = {}, typed = at("deal-salary").value;
    let wrong = false, salary = null;
    const take = (box, read) => {
      try { const value = box.value.trim() ? read(box.value) : null; mark(box, ""); return value; } catch (problem) {
        if (!(problem instanceof sums.Slip)) { throw problem; }
        mark(box, problem.message);
        wrong = true;
        return null;
      }
    };
    salary = take(at("deal-salary"), sums.readSalary);
    // The salary that a rise in pounds is a share of: it is not known after a year without a rise.
    let before = null, paid = salary;
    const readRise = (text) => {
      if (!sums.inPounds(text)) { return sums.readRise(text); }
      const sum = sums.readFlat(text);
      if (salary === null) {
        if (!wrong) { mark(at("deal-salary"), sums.SHARE); wrong = true; }
        return null;
      }
      return Array(2).fill(sums.shareOf(sum, paid ?? sums.slip("After a year without a rise the salary is not known: type this one per cent.")));
    };
    lines.forEach((line) => {
      const { boxes } = line, rise = take(boxes.rise, readRise), once = take(boxes.once, (text) => sums.readPounds(text, { most: 1e7 }));
      let effective = take(boxes.from, sums.readMonth);
      if (effective === null && rise !== null && !boxes.from.value.trim()) {
        if (before === null) { mark(boxes.from, "Type the month it takes effect, such as 2022-07."); wrong = true; return; }
        effective = before + 12;
      }
      if (effective === null) { return; }
      if (before !== null && effective < before) { mark(boxes.from, "Type the rises in order of time."); wrong = true; }
      before = effective;
      const exact = untouched(line) ? [line.award[2], line.award[3]] : rise ?? [null, null];
      paid = exact[0] === null || paid === null ? null : paid * (1 + (exact[0] + exact[1]) / 200);
      const pay_year = untouched(line) ? line.award[0] : sums.payYear(effective);
      if (once !== null) { lumps[pay_year] = (lumps[pay_year] ?? 0) + once; }
      links.push({ pay_year, effective, low: exact[0], high: exact[1], note: exact[0] === null ? "not on record" : "", basis: untouched(line) ? line.award[4] : "typed" });
    });
    if (Object.keys(lumps).length && salary === null && !wrong) { mark(at("deal-salary"), "A sum paid once is a different share of every salary: type the salary."); wrong = true; }
    return wrong || !links.some((link) => link.low !== null) ? null : { links, lumps, salary, who: at("deal-who").value };
  };
  // Of a run or a year: whether its rises are a range as printed, which no rounding of an index makes them.
  const isRange = ({ money }) => percent(money.low) !== percent(money.high);
  const ranged = (of, one) => isRange(of) ? `${percent(one.low, 1, true)} to ${percent(one.high, 1, true)}` : percent(one.value, 1, true);
  const rose = (one) => `${one.value < 0 ? "fell" : "rose"} ${percent(Math.abs(one.value))}`;
  const changed = (of) => isRange(of) ? `changed by ${ranged(of, of.real)}` : rose(of.real);
  const sized = (of, one) => isRange(of) ? `${percent(one.low)} to ${percent(one.high)}` : percent(one.value);
  const sayDeal = () => {
    const asked = readDeal();
    if (!asked) { return null; }
    const { links, lumps, salary, who } = asked, found = chained.map((index) => [index, sums.chain(links, index)]);
    const [index, first] = found.find(([, one]) => one.longest) ?? found[0], run = first.longest, name = employer(who)?.name;
    // Why a rise is left out is said of each index, what is wanting to all of them once.
    const notes = [...new Set(found.flatMap(([, { outside }]) => outside.map(([link, why]) => `${link.pay_year}, from ${sayMonth(link.effective)}: ${why}${link.low === null ? "; the chain breaks there" : "; left out"}.`)))];
    if (!run) { return { sentence: "None of these rises can be set against prices.", notes, bars: [], links: [], table: (holder) => holder.replaceChildren() }; }
    const same = found.map(([one, { runs }]) => [one, runs.find((each) => each.first === run.first && each.last === run.last)]).filter(([, each]) => each);
    const kinds = [...new Set(links.filter((link) => link.low !== null && link.effective >= run.first && link.effective < run.last).map((link) => link.basis))];
    const whose = name ? `the awards at ${name}` : "these rises";
    const said = [`From ${sayMonth(run.first)} to ${sayMonth(run.last)} ${whose} came to ${ranged(run, run.money)} in money, and prices ${rose(run.prices)} on ${index.name}: pay ${changed(run)} in real terms on ${index.name}${same.length > 1 ? ` (${list(same.slice(1).map(([one, each]) => `${ranged(each, each.real)} on ${one.name}`))})` : ""}.`];
    if (run.worst.real.value < 0) { said.push(`${run.worst.pay_year} cost most (${ranged(run.worst, run.worst.real)}).`); }
    said.push(run.restoring.value > 0 ? `A rise of ${sized(run, run.restoring)} would restore what pay was worth in ${sayMonth(run.first)} on ${index.name}.` : `Nothing is wanting to what pay was worth in ${sayMonth(run.first)} on ${index.name}.`);
    const years = salary === null ? [] : sums.deal(run, index, salary, lumps);
    if (years.length) {
      const total = years.reduce((sum, year) => sum + year.beside, 0);
      said.push(`On ${pounds(salary)} before the first, ${years.length === 1 ? "the year" : `the ${years.length} years`} came to ${pounds(Math.abs(total))} ${total < 0 ? "short of" : "ahead of"} keeping pace with ${index.name}${isRange(run) ? ", at about the middle of the ranges" : ""}.`);
    }
    if (isRange(run)) { notes.push("The ends of a range carry the rounding of the published index beside the range of the rises."); }
    if (first.runs.length > 1) { notes.unshift(`The longest unbroken run of years is answered; ${first.runs.length - 1} other${first.runs.length > 2 ? "s stand" : " stands"} apart from it.`); }
    if (kinds.length && who) { notes.unshift(`On record these are: ${kinds.join(", ")}.`); }
    const heads = ["Pay year", "Rise", `Prices, ${index.name}`, `Real, ${index.name}`, ...same.slice(1).map(([one]) => `Real, ${one.name}`), ...(years.length ? ["Salary after, £", "Keeps pace, £", "Beside that, £"] : []), "Months"];
    // A range stands on two lines of its cell with its unit once, so that the table fits a phone.
    const inCell = (year, one) => ranged(year, one).replace(/\s%\sto /u, " to\n");
    const told = (year) => bounds(year.real) + inCell(year, year.real);
    const rows = run.years.map((year, place) => [year.pay_year, inCell(year, year.money), percent(year.prices.value), told(year), ...same.slice(1).map(([, each]) => told(each.years[place])), ...(years.length ? [pounds(years[place].salary), pounds(years[place].pace), pounds(years[place].beside, true)] : []), `${sayMonth(year.first)} to ${sayMonth(year.last)}`]);
    if (rows.some((row) => row.some((cell) => cell.startsWith("~")))) { notes.push("~ the last digit rests on the rounding of the published figures."); }
    return {
      sentence: said.join(" "), notes, source: name ? `awards on record at ${name}` : "rises as typed",
      bars: [{ name: "Rises, in money", value: run.money.value, text: ranged(run, run.money), own: true }, ...same.flatMap(([one, each]) => [{ name: `Prices, ${one.name}`, value: each.prices.value, text: percent(each.prices.value) }]), ...same.map(([one, each]) => ({ name: `In real terms, ${one.name}`, value: each.real.value, text: ranged(each, each.real) }))],
      links: [...(employer(who)?.page ? [[`${name}: the whole story`, employer(who).page]] : []), ...(facts.links.deal ?? [])],
      table: (holder) => table(holder, `Year by year, ${sayMonth(run.first)} to ${sayMonth(run.last)}`, heads, rows, 0),
    };
  };
  const dealState = () => {
    const who = at("deal-who").value, kept = who && lines.every((line) => line.award ? untouched(line) && !line.boxes.once.value : !line.boxes.rise.value);
    const typed = lines.filter((line) => line.boxes.from.value.trim() || line.boxes.rise.value.trim()).map(({ boxes }) => `${boxes.from.value.trim()}:${boxes.rise.value.trim().replace(/ to /, "~").replace(/(?<=\d),(?=\d)/g, "")}${boxes.once.value.trim() ? `@${boxes.once.value.trim().replace(/,/g, "")}` : ""}`);
    return query([["deal", kept ? who : typed.join(",")], ["who", kept ? "" : who], ["ceilings", at("deal-ceilings").checked ? "yes" : ""], ["salary", at("deal-salary").value.replace(/[£,\s]/g, "")]]);
  };
  const fillDeal = (read) => {
    const said = read.get("deal"), slug = employer(said) ? said : employer(read.get("who")) ? read.get("who") : "";
    at("deal-who").value = slug;
    at("deal-ceilings").checked = read.get("ceilings") === "yes";
    at("deal-salary").value = read.get("salary") ?? "";
    fillAwards(slug, at("deal-ceilings").checked);
    if (said !== slug) {
      lines.forEach((line, place) => {
        const held = /^([^:]*):([^@]*)(?:@(.*))?$/.exec(said.split(",")[place] ?? "") ?? [];
        if (place === 0 && held[1] === undefined) { held[1] = said; }
        ["from", "rise", "once"].forEach((name, part) => { line.boxes[name].value = (held[part + 1] ?? "").replace("~", " to ").slice(0, 40); });
        if (!untouched(line)) { line.award = null; line.from.replaceChildren(); }
      });
    }
    fillPoints();
  };
  const point = (text) => { const [month, value] = text.split("/"); return { month: monthIn(month), pounds: Number(value) }; };
  const fillGrade = () => {
    const points = employer(at("deal-who").value)?.points[at("points-grade").value] ?? [];
    ["from", "to"].forEach((end) => {
      const select = at(`points-${end}`);
      select.replaceChildren();
      points.forEach(([month, low, high]) => [["minimum", low], ["maximum", high]].forEach(([word, value]) => {
        if (value !== null) { put(select, "option", `${word}, ${sayMonth(monthIn(month))}: ${pounds(value)}`, { value: `${month}/${value}/${word}` }); }
      }));
      select.selectedIndex = end === "from" ? 0 : select.options.length - 1;
    });
  };
  const fillPoints = () => {
    const grades = Object.keys(employer(at("deal-who").value)?.points ?? {}), select = at("points-grade");
    at("points").hidden = !grades.length;
    select.replaceChildren();
    grades.forEach((grade) => put(select, "option", grade));
    fillGrade();
    questions.get("points")?.answer();
  };
  const sayPoints = () => {
    if (!at("points-from").value || !at("points-to").value) { return null; }
    const [from, to] = [point(at("points-from").value), point(at("points-to").value)], name = employer(at("deal-who").value).name, grade = at("points-grade").value;
    const found = chained.map((index) => [index, sums.progress(from, to, index)]).filter(([, one]) => one);
    const words = (box) => at(box).selectedOptions[0].text.split(":")[0];
    const [ends] = [`the ${words("points-from")} (${pounds(from.pounds)}) to the ${words("points-to")} (${pounds(to.pounds)})`];
    if (!found.length) { return { sentence: `From ${ends}: choose a later pay point, of a month whose prices are on record.`, notes: [], bars: [], links: [], table: (holder) => holder.replaceChildren() }; }
    const { money } = found[0][1];
    return {
      sentence: `${grade} at ${name}, from ${ends}: ${percent(money.value, 1, true)} in money; in real terms ${list(found.map(([index, one]) => `${bounds(one.real)}${percent(one.real.value, 1, true)} on ${index.name}`))}.`,
      notes: ["Pay points are as returned on a day, which may be after they took effect. A move up the scale is not a rise for the grade."], source: `pay points on record at ${name}`,
      bars: [{ name: "In money", value: money.value, text: percent(money.value, 1, true), own: true }, ...found.map(([index, one]) => ({ name: `In real terms, ${index.name}`, value: one.real.value, text: percent(one.real.value, 1, true) }))],
      links: facts.links.points ?? [],
      table: (holder) => table(holder, `${grade}, ${ends}`, ["Index", "Prices", "Real change"], found.map(([index, one]) => [index.name, percent(one.prices.value, 1, true), percent(one.real.value, 1, true)]), 0),
    };
  };
  facts.employers.forEach((one) => put(at("deal-who"), "option", one.name, { value: one.slug }));
  const refill = () => { fillAwards(at("deal-who").value, at("deal-ceilings").checked); fillPoints(); };
  ["deal-who", "deal-ceilings"].forEach((id) => at(id).addEventListener("input", refill));
  at("points-grade").addEventListener("input", fillGrade);
  showLines();
  question("deal", { read: sayDeal, state: dealState, fill: fillDeal });
  question("points", {
    read: sayPoints,
    state: () => query([["points", at("deal-who").value], ["grade", at("points-grade").value], ["move", `${at("points-from").value},${at("points-to").value}`]]),
    fill: (read) => {
      at("deal-who").value = employer(read.get("points")) ? read.get("points") : "";
      refill();
      questions.get("deal").answer();
      const grade = read.get("grade"), [from, to] = (read.get("move") ?? "").split(",");
      if ([...at("points-grade").options].some((one) => one.value === grade)) { at("points-grade").value = grade; fillGrade(); }
      [["points-from", from], ["points-to", to]].forEach(([id, value]) => { if ([...at(id).options].some((one) => one.value === value)) { at(id).value = value; } });
    },
  });
})();
