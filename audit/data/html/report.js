(() => {
  "use strict";
  const one = (what, from = document) => from.querySelector(what);
  const all = (what, from = document) => [...from.querySelectorAll(what)];
  const root = document.documentElement;
  root.classList.add("js");

  const { facets, lazy } = JSON.parse(one("#data").textContent);
  const texts = one("#texts");
  const body = one(".list tbody");
  const STEP = 100;
  const NAMES = ["category", "rule", "severity", "state"];
  const RANKS = { critical: 0, major: 1, minor: 2, info: 3 };

  const rows = all("tr", body).map((row) => ({
    row,
    number: Number(row.dataset.d),
    probability: Number(row.dataset.p),
    path: one(".name", row).textContent,
    found: row.dataset.f ? row.dataset.f.split(" ").map((pair) => pair.split(":").map(Number)) : [],
    read: !one("td.bad", row),
    shown: true,
    text: null,
  }));
  const byNumber = new Map(rows.map((each) => [each.number, each]));
  let order = rows;
  let limit = STEP;
  let chosen = null;

  // ---- what is filtered by

  const fields = Object.fromEntries(NAMES.map((name) => [name, one("#" + name)]));
  const search = one("#q");
  NAMES.forEach((name, at) => {
    const counts = new Map();
    for (const { found } of rows)
      for (const [facet, count] of found) {
        const value = facets[facet][at];
        if (value) counts.set(value, (counts.get(value) || 0) + count);
      }
    const values = [...counts.keys()];
    if (name === "severity") values.sort((a, b) => RANKS[a] - RANKS[b]);
    else values.sort((a, b) => (name === "rule" ? (a < b ? -1 : 1) : counts.get(b) - counts.get(a) || (a < b ? -1 : 1)));
    for (const value of values) fields[name].add(new Option(`${value} (${counts.get(value).toLocaleString("en")})`, value));
    if (name === "state") one("#states").hidden = !values.length;
  });

  // Letters that people write for one another; marks may stand after any letter.
  const ALIKE = ["اأإآٱ", "يىیئ", "كک", "هة", "وؤ"];
  const MARKS = "[\\u064b-\\u065f\\u0670\\u0640\\u200b-\\u200f]*";
  const pattern = (said) => {
    const parts = [...said].map((letter) => {
      const same = ALIKE.find((letters) => letters.includes(letter));
      if (same) return `[${same}]` + MARKS;
      if (/\s/.test(letter)) return "\\s+";
      return letter.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&") + (/[\u0600-\u06ff]/.test(letter) ? MARKS : "");
    });
    return new RegExp(parts.join(""), "gi");
  };

  const ENTITIES = { "&lt;": "<", "&gt;": ">", "&amp;": "&", "&#34;": '"', "&#39;": "'" };
  const textOf = (each) => {
    if (each.text === null) {
      let text = "";
      if (!lazy) text = all(`#d${each.number} .text p`).map((line) => line.textContent).join("\n");
      else {
        const block = document.getElementById("s" + each.number);
        const source = block ? block.textContent : "";
        const start = source.indexOf('<ol class="text"');
        if (start >= 0)
          text = source
            .slice(start, source.indexOf("</ol>", start))
            .replace(/<[^>]*>/g, "")
            .replace(/&(?:lt|gt|amp|#34|#39);/g, (entity) => ENTITIES[entity]);
      }
      each.text = text;
    }
    return each.text;
  };

  let wanted = facets.map(() => true);
  const filter = () => {
    const values = NAMES.map((name) => fields[name].value);
    const narrowed = values.some(Boolean);
    const said = search.value.trim();
    const looked = said ? pattern(said) : null;
    wanted = facets.map((facet) => values.every((value, at) => !value || facet[at] === value));
    let documents = 0, findings = 0;
    for (const each of rows) {
      let count = 0;
      for (const [facet, number] of each.found) if (wanted[facet]) count += number;
      each.shown = !narrowed || count > 0;
      if (each.shown && looked) {
        each.shown = each.path.search(looked) >= 0 || textOf(each).search(looked) >= 0;
      }
      if (each.shown) { documents += 1; findings += count; }
    }
    const say = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
    one("#count").textContent = narrowed || said
      ? `${say(findings, "finding")} in ${documents.toLocaleString("en")} of ${say(rows.length, "document")}`
      : `${say(findings, "finding")} in ${say(rows.length, "document")}`;
    one("#clear").disabled = !(narrowed || said);
    limit = STEP;
    paint();
    for (const article of all(".doc", texts)) sift(article);
    if (chosen && chosen.hidden) choose(null);
    light(looked);
  };

  const paint = () => {
    let number = 0;
    for (const { row, shown } of order) {
      row.hidden = !shown;
      if (shown) number += 1;
      row.classList.toggle("beyond", shown && number > limit);
    }
    const more = one("#more");
    more.hidden = number <= limit;
    more.textContent = `Show ${Math.min(STEP, number - limit)} more of ${(number - limit).toLocaleString("en")}`;
  };

  const sift = (article) => {
    const each = byNumber.get(Number(article.dataset.d));
    article.hidden = !lazy && !each.shown;
    const cards = new Map();
    let count = 0;
    for (const card of all(".f", article)) {
      card.hidden = !wanted[card.dataset.k];
      if (!card.hidden) count += 1;
      cards.set(card.dataset.i, card);
    }
    for (const mark of all(".m", article)) {
      const numbers = mark.dataset.n.split(" ");
      const first = numbers.find((number) => !cards.get(number).hidden);
      mark.classList.toggle("off", !first);
      if (!first) continue;
      const hue = [...cards.get(first).classList].find((name) => name.startsWith("c-"));
      for (const name of [...mark.classList]) if (name.startsWith("c-") && name !== hue) mark.classList.remove(name);
      mark.classList.add(hue);
    }
    const title = one(".side h3", article);
    if (title) title.textContent = count === cards.size ? `${count} finding${count === 1 ? "" : "s"}` : `${count} of ${cards.size} findings`;
  };

  const light = (looked) => {
    if (!window.CSS || !CSS.highlights) return;
    CSS.highlights.delete("found");
    if (!looked) return;
    const ranges = [];
    for (const text of all(".doc:not([hidden]) .text", texts)) {
      const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const node = walk.currentNode;
        for (const hit of node.data.matchAll(looked)) {
          if (!hit[0]) continue;
          const range = new Range();
          range.setStart(node, hit.index);
          range.setEnd(node, hit.index + hit[0].length);
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  };

  // ---- sections

  const made = (number) => {
    const block = document.getElementById("s" + number);
    return block ? document.createRange().createContextualFragment(block.textContent) : null;
  };

  const section = (number) => {
    let article = document.getElementById("d" + number);
    if (!article && lazy) {
      const fragment = made(number);
      if (!fragment) return null;
      texts.replaceChildren(fragment);
      article = one(".doc", texts);
      chosen = null;
      sift(article);
      light(search.value.trim() ? pattern(search.value.trim()) : null);
    }
    for (const row of all("tr.open", body)) row.classList.remove("open");
    if (lazy && article) byNumber.get(number).row.classList.add("open");
    return article;
  };

  const show = (number) => {
    const article = section(number);
    if (!article || article.hidden) return;
    history.replaceState(null, "", "#d" + number);
    article.scrollIntoView();
    one("h2", article).focus({ preventScroll: true });
  };

  const near = () => {
    const articles = all(".doc:not([hidden])", texts);
    if (chosen) return chosen.closest(".doc");
    const middle = innerHeight / 2;
    return articles.find((article) => article.getBoundingClientRect().bottom > middle) || articles.at(-1) || null;
  };

  const beside = (article, step) => {
    const shown = order.filter((each) => each.shown && each.read);
    if (!article) return shown.at(step > 0 ? 0 : -1);
    const at = shown.findIndex((each) => each.number === Number(article.dataset.d));
    return shown[at < 0 ? 0 : at + step];
  };

  const leaf = (article, by) => {
    const other = beside(article, by);
    if (!other) return;
    choose(null);
    show(other.number);
  };

  // ---- findings

  const choose = (card, { from = null, focus = true } = {}) => {
    for (const old of all(".chosen", texts)) {
      old.classList.remove("chosen");
      old.removeAttribute("aria-current");
    }
    chosen = card;
    if (!card) return;
    const article = card.closest(".doc");
    card.classList.add("chosen");
    card.setAttribute("aria-current", "true");
    card.append(turn);
    const marks = all(".m", article).filter((mark) => mark.dataset.n.split(" ").includes(card.dataset.i));
    for (const mark of marks) mark.classList.add("chosen");
    const list = card.parentElement;
    if (list.scrollHeight > list.clientHeight)
      list.scrollTop = card.offsetTop - list.offsetTop - (list.clientHeight - card.offsetHeight) / 2;
    const target = from || marks[0] || card;
    if (!from) target.scrollIntoView({ block: marks.length ? "center" : "nearest" });
    if (focus) (marks.length ? target : one(".at", card)).focus({ preventScroll: true });
    history.replaceState(null, "", "#" + card.id);
  };

  const turn = document.createElement("p");
  turn.className = "turn";
  for (const [name, by] of [["Previous", -1], ["Next", 1]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.addEventListener("click", () => step(by));
    turn.append(button);
  }

  const step = (by) => {
    let article = near();
    let cards = article ? all(".f:not([hidden])", article) : [];
    const at = chosen ? cards.indexOf(chosen) : by > 0 ? -1 : cards.length;
    let next = cards[at + by];
    for (let tries = rows.length; !next && tries > 0; tries -= 1) {
      const other = beside(article, by);
      if (!other) return;
      if (!other.found.some(([facet]) => wanted[facet])) { article = { dataset: { d: other.number } }; continue; }
      article = section(other.number);
      if (!article) return;
      cards = all(".f:not([hidden])", article);
      next = cards.at(by > 0 ? 0 : -1);
    }
    if (next) choose(next);
  };

  const route = () => {
    const hash = /^#([dft])(\d+)(?:-(\d+))?$/.exec(location.hash);
    if (hash) {
      const number = Number(hash[2]);
      const article = byNumber.has(number) ? section(number) : null;
      if (!article) return;
      if (hash[1] === "d") return show(number);
      const target = document.getElementById(location.hash.slice(1));
      const card = hash[1] === "f" ? target : target && document.getElementById(`f${number}-${target.dataset.n.split(" ")[0]}`);
      if (card && !card.hidden) choose(card);
    } else if (location.hash === "#documents") {
      one("#documents").scrollIntoView();
      one("#documents").focus({ preventScroll: true });
    } else if (/^#r\d+$/.test(location.hash)) {
      const rule = one(location.hash + " details");
      if (rule) { rule.open = true; rule.scrollIntoView({ block: "center" }); one("summary", rule).focus({ preventScroll: true }); }
    }
  };

  // ---- sorting

  const compare = new Intl.Collator("en", { numeric: true }).compare;
  const cell = (each, index) => (each.cells ||= [...each.row.children].map((one) => one.textContent))[index];
  const figure = (each, index) => Number(cell(each, index).replace(/[^\d.]/g, "") || 0);
  const sort = (button) => {
    const head = button.closest("th");
    const heads = all("th", head.parentElement);
    const index = heads.indexOf(head);
    const key = button.dataset.key;
    const before = head.getAttribute("aria-sort");
    const words = key === "path" || key === "language";
    const way = before ? (before === "ascending" ? -1 : 1) : words || key === "score" ? 1 : -1;
    for (const other of heads) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
    const value = key === "path" ? (each) => each.path
      : key === "verdict" ? (each) => each.probability
      : words ? (each) => cell(each, index)
      : (each) => figure(each, index);
    const keyed = rows.map((each) => [value(each), each]);
    keyed.sort(([a, x], [b, y]) => way * (words ? compare(a, b) : a - b) || x.number - y.number);
    order = keyed.map(([, each]) => each).sort((a, b) => a.read === b.read ? 0 : a.read ? 1 : -1);
    body.append(...order.map((each) => each.row));
    paint();
  };

  // ---- what is done with the page

  let timer = 0;
  search.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(filter, 120); });
  for (const field of Object.values(fields)) field.addEventListener("change", filter);
  const form = one(".filters");
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(timer); filter(); });
  one("#more").addEventListener("click", () => { limit += STEP; paint(); });

  document.addEventListener("click", (event) => {
    const target = event.target.closest("a, button");
    if (!target) return;
    if (target.matches(".sort")) return sort(target);
    if (target.dataset.turn) return leaf(target.closest(".doc"), Number(target.dataset.turn));
    if (target.matches(".pick")) {
      const field = fields[target.dataset.filter];
      field.value = field.value === target.dataset.value ? "" : target.dataset.value;
      filter();
      return one("#documents").scrollIntoView();
    }
    if (target.matches(".m")) {
      event.preventDefault();
      const cards = target.dataset.n.split(" ").map((n) => document.getElementById(target.closest(".doc").id.replace("d", "f") + "-" + n)).filter((card) => !card.hidden);
      if (cards.length) choose(cards[(cards.indexOf(chosen) + 1) % cards.length], { from: target });
    } else if (target.matches(".at")) {
      event.preventDefault();
      choose(target.closest(".f"));
    } else if (target.matches('a[href^="#"]') && !target.matches(".skip")) {
      event.preventDefault();
      history.pushState(null, "", target.getAttribute("href"));
      route();
    }
  });

  const help = one("#help");
  one("#keys").addEventListener("click", () => help.showModal());

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const at = event.target instanceof Element ? event.target : root;
    const typing = at.matches("input, select, textarea");
    if (event.key === "Escape") {
      if (event.target === search) { search.value = ""; filter(); search.blur(); }
      else if (chosen) choose(null);
      else if (!typing && !one("#clear").disabled) form.reset();
      return;
    }
    if (typing) return;
    const arrows = chosen && at.closest(".doc");
    const by = { j: 1, k: -1, ...(arrows ? { ArrowDown: 1, ArrowUp: -1 } : {}) }[event.key];
    const way = { "]": 1, "[": -1 }[event.key];
    if (by) step(by);
    else if (way) leaf(near(), way);
    else if (event.key === "/") { search.focus(); search.select(); }
    else if (event.key === "?") help.showModal();
    else return;
    event.preventDefault();
  });

  addEventListener("hashchange", route);
  addEventListener("popstate", route);

  const THEMES = ["auto", "light", "dark"];
  const theme = (name) => {
    if (name === "auto") delete root.dataset.theme; else root.dataset.theme = name;
    one("#theme").textContent = "Theme: " + name;
  };
  // A page opened from a file may have no storage.
  const kept = (value) => { try { if (value) localStorage.setItem("audit-theme", value); return localStorage.getItem("audit-theme"); } catch { return value; } };
  theme(THEMES.includes(kept()) ? kept() : "auto");
  one("#theme").addEventListener("click", () => {
    const next = THEMES[(THEMES.indexOf(root.dataset.theme || "auto") + 1) % THEMES.length];
    kept(next);
    theme(next);
  });

  let reading = null;
  addEventListener("beforeprint", () => {
    for (const details of all("details")) details.open = details.open || !!details.closest(".doc, .gate");
    if (!lazy) return;
    reading = [...texts.childNodes];
    texts.replaceChildren(...order.filter((each) => each.shown).map((each) => made(each.number)).filter(Boolean));
    for (const article of all(".doc", texts)) sift(article);
  });
  addEventListener("afterprint", () => { if (lazy && reading) texts.replaceChildren(...reading); });

  filter();
  route();
})();
