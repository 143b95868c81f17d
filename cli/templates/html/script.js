
"use strict";
(() => {
  const root = document.documentElement;
  // What is not open is not laid out, and nothing before it is in order: a browser that runs no script
  // shows it all.
  root.classList.add("folds", "waits");
  color(kept("theme"));
  addEventListener("DOMContentLoaded", () => {
    try {
      start();
    } finally {
      root.classList.remove("waits");
    }
  });

  function color(theme) {
    root.dataset.theme = theme;
  }

  // What a browser does not let the page keep is not kept.
  function keep(name, value) {
    try { localStorage.setItem(name, value) } catch { /* as it says */ }
  }
  function kept(name) {
    try { return localStorage.getItem(name) ?? "" } catch { return "" }
  }

  function start() {
    const find = (selector, within = document) => within.querySelector(selector);
    const findAll = (selector, within = document) => [...within.querySelectorAll(selector)];

    const table = find("#codes");
    const query = find("#query");
    const language = find("#language");
    const theme = find("#theme");
    const boxes = findAll(".chip input");
    const usual = language.value;

    const labels = JSON.parse(find("#labels").content.textContent);
    /** The label of a key, each of the values in the place of its name. */
    const label = (key, values = {}) => labels[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

    // Texts

    /** Without case, accents and the width of digits, so that one finds what looks alike. */
    const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    const words = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

    // Sentences of the web interface

    /** The digests of those that are known, by the number of the code that each stands for. */
    const sentences = new Map(find("#sentences").content.textContent.trim().split("\n").map((line) => {
      const [number, ...digests] = line.split(" ");
      return [number, digests];
    }));
    const longest = 1024;

    /** What one and the same sentence is, however it is written. */
    const normalForm = (text) => text.normalize("NFKC").toLowerCase()
      .replace(/[\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/g, "")
      .replace(/[‘’‚‛′]/g, "'").replace(/[“”„‟″]/g, '"').replace(/ς/g, "σ")
      .replace(/[\s\u0085]+/g, " ").replace(/[0-9]+/g, "0")
      .replace(/^[^\p{Alphabetic}\p{N}]+|[^\p{Alphabetic}\p{N}]+$/gu, "");

    /** The first six bytes of FNV-1a of 64 bits, in Base64. */
    function digest(text) {
      let digest = 0xcbf29ce484222325n;
      for (const byte of new TextEncoder().encode(text)) {
        digest = BigInt.asUintN(64, (digest ^ BigInt(byte)) * 0x100000001b3n);
      }
      return btoa(String.fromCharCode(...[56n, 48n, 40n, 32n, 24n, 16n].map((bits) => Number(digest >> bits & 255n))));
    }

    /** The numbers of the codes for which a text stands, with messages in parentheses behind it or without. */
    function saidBy(text) {
      let depth = 0;
      let ends = [];
      text = text.normalize("NFKC");
      for (const { 0: mark, index } of text.matchAll(/[()\p{Alphabetic}\p{N}]/gu)) {
        if (mark === "(") depth++ || ends.push(index);
        else if (mark === ")") depth = Math.max(0, depth - 1);
        else if (!depth) ends = [];
      }
      for (const end of [text.length, ends.at(-1), ends[0]]) {
        const form = normalForm(text.slice(0, end));
        if (!form || form.length > longest) continue;
        const wanted = digest(form);
        const said = [...sentences.keys()].filter((number) => sentences.get(number).includes(wanted));
        if (said.length) return said;
      }
      return [];
    }

    // Codes

    /** A code: its row, and its page below. What takes time is made when it is first asked for. */
    class Code {
      #names; #descriptions; #texts; #haystack; #prose;

      constructor(row) {
        this.row = row;
        this.page = row.nextElementSibling;
        this.group = row.parentElement;
        this.number = row.id;
        this.class = this.group.dataset.class;
        this.remedy = row.dataset.remedy;
        this.panel = find(".panel", this.page);
        this.panel.id = `page-${this.number}`;
        this.title = find("h3", row);
        this.button = document.createElement("button");
        this.button.type = "button";
        this.button.textContent = this.title.textContent;
        this.button.setAttribute("aria-controls", this.panel.id);
        this.title.replaceChildren(this.button);
      }

      get names() {
        return (this.#names ??= findAll("dd code", this.page).map((name) => name.textContent));
      }
      /** By the tag of the language. */
      get descriptions() {
        return (this.#descriptions ??= new Map(
          findAll(".words li", this.page).map((item) => [item.lang, item.textContent])));
      }
      /** The descriptions, for a search. */
      get texts() {
        return (this.#texts ??= new Map([...this.descriptions].map(([tag, text]) => [tag, plain(text)])));
      }
      /** Number and names, for a search. */
      get fixed() {
        return plain([this.number, ...this.names].join("\n"));
      }
      get haystack() {
        return (this.#haystack ??= [this.fixed, ...this.texts.values()].join("\n"));
      }
      /** What stands on its page, for a search. */
      get prose() {
        return (this.#prose ??= plain(find(".prose", this.page).textContent));
      }
    }

    const codes = findAll("tr.code", table).map((row) => new Code(row));
    const byRow = new Map(codes.map((code) => [code.row, code]));
    const byPage = new Map(codes.map((code) => [code.page, code]));
    const withSpelling = (spelling) => {
      const wanted = spelling.toLowerCase();
      const isWanted = (spelling) => spelling.toLowerCase() === wanted;
      return codes.find((code) => code.number === wanted) ?? codes.find((code) => code.names.some(isWanted));
    };

    // Opening and closing

    function fold(code, isOpen) {
      code.button.setAttribute("aria-expanded", isOpen);
      code.row.classList.toggle("open", isOpen);
      code.page.classList.toggle("open", isOpen);
      if (isOpen) {
        code.panel.removeAttribute("hidden");
        addCopiers(code);
        addRelated(code);
        foldTitles(code);
      } else {
        // The browser's own search still finds what is in it, and opens it.
        code.panel.setAttribute("hidden", "until-found");
      }
    }
    const isOpen = (code) => code.row.classList.contains("open");
    const isShown = (code) => !code.row.hidden;

    function toggle(code) {
      fold(code, !isOpen(code));
      if (isOpen(code)) setAddress(`#${code.number}`);
      else if (code === withSpelling(anchor())) setAddress("");
      nameUnfold();
    }

    function show(code) {
      if (!isShown(code)) reset();
      fold(code, true);
      measure();
      code.row.scrollIntoView();
      code.button.focus({ preventScroll: true });
      nameUnfold();
    }

    const unfold = find("#unfold");
    const shown = () => codes.filter(isShown);
    const isUnfolded = () => shown().every(isOpen);
    function nameUnfold() {
      unfold.textContent = label(isUnfolded() ? "web.close_all" : "web.open_all");
    }

    const tools = find(".tools");
    /** How much of the window the tools cover. */
    function measure() {
      // On a phone the search alone stays in sight.
      const { offsetHeight } = tools.offsetHeight ? tools : find(".query");
      root.style.setProperty("--tools", `${offsetHeight}px`);
    }

    /** Folds the titles in other languages, which most readers do not need. */
    function foldTitles({ page }) {
      const titles = find("ul.words", page);
      if (titles.parentElement.localName === "details") return;
      const details = document.createElement("details");
      details.className = "titles";
      const summary = document.createElement("summary");
      summary.textContent = label("web.in_other_languages");
      titles.replaceWith(details);
      details.append(summary, titles);
    }

    /** Names the related codes, in the language of the descriptions. */
    function addRelated({ page }) {
      const { related } = find("ul.words", page).dataset;
      if (!related) return;
      const place = document.createElement("section");
      place.className = "related";
      const heading = document.createElement("h4");
      heading.textContent = label("web.related");
      const items = related.split(" ").map((number) => {
        const other = codes.find((code) => code.number === number);
        const link = document.createElement("a");
        link.href = `#${number}`;
        link.textContent = number;
        const title = document.createElement("span");
        title.lang = language.value;
        title.textContent = other.descriptions.get(language.value);
        const item = document.createElement("li");
        item.append(link, " ", title);
        return item;
      });
      const list = document.createElement("ul");
      list.append(...items);
      place.append(heading, list);
      find(".related", page)?.remove();
      find(".facts", page).append(place);
    }

    // Copying

    function addCopiers(code) {
      if (code.hasCopiers) return;
      code.hasCopiers = true;
      for (const source of findAll(".copy, .prose pre > .language-json", code.page)) {
        const isSample = source.parentElement.localName === "pre";
        const name = isSample ? label("web.copy.sample") : label("web.copy.what", { what: source.textContent });
        source.after(copier(label("web.copy"), name, () => source.textContent));
      }
      const link = copier(label("web.copy.link"), label("web.copy.link_to", { code: code.number }), () => {
        const isUsual = language.value === usual;
        return address(isUsual ? "" : `?lang=${language.value}`, `#${code.number}`);
      });
      find(".facts h4", code.page).append(link);
    }

    function copier(caption, name, text) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copier";
      button.textContent = caption;
      button.setAttribute("aria-label", name);
      button.addEventListener("click", async () => {
        const copied = await copy(text());
        button.textContent = label(copied ? "web.copied" : "web.not_copied");
        const outcome = label("web.copy.outcome", { outcome: button.textContent, action: name });
        button.setAttribute("aria-label", outcome);
        setTimeout(() => {
          button.textContent = caption;
          button.setAttribute("aria-label", name);
        }, 1500);
      });
      return button;
    }

    async function copy(text) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        return copyBySelection(text);
      }
    }

    /** Where the page has come without encryption there is no clipboard to write to. */
    function copyBySelection(text) {
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      const copied = document.execCommand("copy");
      field.remove();
      return copied;
    }

    // Searching and filtering

    const chosen = (name) => boxes.filter((box) => box.name === name && box.checked).map((box) => box.value);

    function search() {
      const wanted = words(query.value);
      const classes = chosen("class");
      const remedies = chosen("remedy");
      const passes = (code) =>
        (!classes.length || classes.includes(code.class)) && (!remedies.length || remedies.includes(code.remedy));
      const isNotSet = query.value.trim() === "-1";
      const holds = (code) => !isNotSet && wanted.every((word) => code.haystack.includes(word));
      let hits = new Set(codes.filter((code) => passes(code) && holds(code)));
      let note = meaning(query.value.trim());
      if (!hits.size && wanted.length > 1) {
        // Something was pasted that holds codes.
        hits = new Set(codes.filter((code) => passes(code) && wanted.includes(code.number)));
        if (hits.size) note = label("web.pasted");
      }
      const said = saidBy(query.value);
      for (const code of codes) if (passes(code) && said.includes(code.number)) hits.add(code);
      if (!hits.size && wanted.length && !note) {
        hits = new Set(codes.filter((code) => passes(code) && wanted.every((word) => code.prose.includes(word))));
        if (hits.size) note = label("web.on_pages");
      }
      for (const code of codes) {
        const isHit = hits.has(code);
        if (isShown(code) !== isHit) code.row.hidden = code.page.hidden = !isHit;
        sayWhy(code, isHit ? wanted : []);
      }
      for (const group of findAll(":scope > tbody", table)) {
        group.hidden = !codes.some((code) => code.group === group && isShown(code));
      }
      say(hits.size, note, wanted.length || classes.length || remedies.length);
      highlight([...hits], wanted);
    }

    /** Shows the description that holds what is searched for, where another language is the one that does. */
    function sayWhy(code, wanted) {
      find(".also", code.row)?.remove();
      if (!wanted.length) return;
      const inSight = [code.fixed, plain(code.title.textContent)].join("\n");
      if (wanted.every((word) => inSight.includes(word))) return;
      const rest = wanted.filter((word) => !inSight.includes(word));
      const [tag] = [...code.texts].find(([, text]) => rest.every((word) => text.includes(word))) ?? [];
      if (!tag) return;
      const also = document.createElement("span");
      also.className = "also";
      also.lang = tag;
      also.dir = "auto";
      also.textContent = code.descriptions.get(tag);
      code.title.parentElement.append(also);
    }

    /** What can be said of a number that is no code of the table. */
    function meaning(text) {
      if (text === "0") return label("web.success");
      if (text === "-1") return label("web.not_set");
      if (!/^\d{3,}$/.test(text) || codes.some((code) => code.number.includes(text))) return "";
      const number = Number(text);
      const ranges = { "2xx": [200, 299], "4xx": [400, 499], "4xxxx": [40000, 49999], "5xxxx": [50000, 59999] };
      const found = Object.entries(ranges).find(([, [first, last]]) => first <= number && number <= last);
      return found
        ? label("web.unknown_of_class", { number: text, class: found[0] })
        : label("web.unknown", { number: text });
    }

    function say(count, note, isFiltered) {
      const total = codes.length;
      find("#found").textContent = isFiltered ? label("web.count.filtered", { count, total }) : label("web.count", { total });
      find("#reset").hidden = !isFiltered;
      find("#note").textContent = note || (count ? "" : label("web.nothing"));
      find("#note").hidden = !find("#note").textContent;
      table.hidden = unfold.hidden = !count;
      nameUnfold();
    }

    function highlight(hits, wanted) {
      if (!CSS.highlights) return;
      const ranges = [];
      for (const { row } of wanted.length ? hits : []) {
        for (const part of findAll("th a, h3 button, .also, td > code", row)) {
          const text = part.textContent.toLowerCase();
          for (const word of wanted) {
            const start = text.indexOf(word);
            if (start < 0 || !part.firstChild) continue;
            const range = new Range();
            range.setStart(part.firstChild, start);
            range.setEnd(part.firstChild, start + word.length);
            ranges.push(range);
          }
        }
      }
      CSS.highlights.set("found", new Highlight(...ranges));
    }

    function reset() {
      query.value = "";
      for (const box of boxes) box.checked = false;
      changed();
    }

    // Language and colors

    function speak() {
      const { value: tag, selectedOptions: [option] } = language;
      root.dir = option.dataset.direction;
      for (const code of codes) {
        code.title.lang = tag;
        code.button.textContent = code.descriptions.get(tag);
        if (isOpen(code)) addRelated(code);
      }
    }

    // The address

    function anchor() {
      const text = location.hash.slice(1);
      try { return decodeURIComponent(text) } catch { return text }
    }
    const address = (search, hash) => location.href.replace(/[?#].*$/s, "") + search + hash;

    function setAddress(hash) {
      const parameters = new URLSearchParams();
      if (query.value.trim()) parameters.set("q", query.value.trim());
      for (const box of boxes) if (box.checked) parameters.append(box.name, box.value);
      if (language.value !== usual) parameters.set("lang", language.value);
      const search = parameters.size ? `?${parameters}` : "";
      history.replaceState(null, "", address(search, hash));
    }

    function readAddress() {
      const parameters = new URLSearchParams(location.search);
      query.value = parameters.get("q") ?? "";
      for (const box of boxes) box.checked = parameters.getAll(box.name).includes(box.value);
      const tags = [...language.options].map((option) => option.value);
      // A page that was made in another language was made for its readers.
      const liked = usual === "en-US" ? preferred(tags) : usual;
      const choices = [parameters.get("lang"), kept("language"), liked];
      language.value = choices.find((tag) => tags.includes(tag)) ?? usual;
    }

    function goToAnchor() {
      const code = withSpelling(anchor());
      if (code) return show(code);
      // A number that is not here: say what can be said of it.
      if (/^\d+$/.test(anchor())) {
        query.value = anchor();
        search();
      }
    }

    function changed() {
      search();
      setAddress(location.hash);
    }

    // Events

    // Browsers stop listening to whoever changes the address with every key.
    let pause;
    query.addEventListener("input", () => {
      search();
      clearTimeout(pause);
      pause = setTimeout(changed, 200);
    });
    query.addEventListener("keydown", (event) => {
      const [first] = shown();
      if (!["Enter", "ArrowDown", "Escape"].includes(event.key)) return;
      // What gets the focus must not get the key too.
      event.preventDefault();
      if (event.key === "Escape") reset();
      else if (event.key === "Enter" && first) show(withSpelling(query.value.trim()) ?? first);
      else first?.button.focus();
    });
    for (const box of boxes) box.addEventListener("change", changed);
    find("#reset").addEventListener("click", () => {
      reset();
      query.focus();
    });
    language.addEventListener("change", () => {
      keep("language", language.value);
      speak();
      changed();
    });
    theme.addEventListener("change", () => {
      keep("theme", theme.value);
      color(theme.value);
    });
    unfold.addEventListener("click", () => {
      const open = !isUnfolded();
      for (const code of shown()) fold(code, open);
      nameUnfold();
    });
    table.addEventListener("click", (event) => {
      const code = byRow.get(event.target.closest("tr.code"));
      if (!code || event.target.closest("a") || !getSelection().isCollapsed) return;
      toggle(code);
    });
    table.addEventListener("beforematch", (event) => fold(byPage.get(event.target.closest("tr.page")), true));
    table.addEventListener("keydown", (event) => {
      const steps = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
      const code = codes.find((code) => code.button === event.target);
      if (!code || !(event.key in steps)) return;
      event.preventDefault();
      const all = shown();
      const next = all.indexOf(code) + steps[event.key];
      if (next < 0 && event.key === "ArrowUp") query.focus();
      else all[Math.max(0, Math.min(all.length - 1, next))].button.focus();
    });
    document.addEventListener("keydown", (event) => {
      const isTyping = /^(input|select|textarea)$/.test(event.target.localName);
      if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      query.select();
    });
    addEventListener("hashchange", goToAnchor);
    // On loading, the browser goes to the anchor itself, and takes the focus away.
    addEventListener("load", () => {
      if (document.activeElement === document.body) goToAnchor();
    });

    // Start

    tools.hidden = find(".choices").hidden = false;
    for (const code of codes) fold(code, false);
    theme.value = kept("theme");
    readAddress();
    if (language.value !== usual) speak();
    search();
    new ResizeObserver(measure).observe(tools);
    root.classList.remove("waits");
    goToAnchor();
    performance.mark("ready");
  }
})();
