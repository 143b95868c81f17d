"use strict";
addEventListener("DOMContentLoaded", () => {
  const query = document.querySelector("#query");
  const found = document.querySelector("#found");
  const sections = [...document.querySelectorAll("section")];
  /** Without case, accents and the width of digits, so that one finds what looks alike. */
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const codes = [...document.querySelectorAll("section li")].map((item) => (
    { item, number: item.id, text: plain(`${item.textContent} ${item.dataset.words}`) }));

  function search() {
    const words = plain(query.value).match(/[\p{L}\p{N}]+/gu) ?? [];
    let shown = codes.filter(({ text }) => words.every((word) => text.includes(word)));
    let said = found.dataset.some;
    if (!shown.length) {
      // What was pasted may hold codes.
      shown = codes.filter(({ number }) => words.includes(number));
      said = shown.length ? found.dataset.pasted : found.dataset.none;
    }
    for (const code of codes) code.item.hidden = !shown.includes(code);
    for (const section of sections) section.hidden = !section.querySelector("li:not([hidden])");
    found.textContent = words.length ? said.replace("{count}", shown.length) : found.dataset.all;
  }

  query.addEventListener("input", search);
  query.addEventListener("keydown", (event) => {
    const shown = codes.filter(({ item }) => !item.hidden);
    if (event.key === "Enter" && !event.isComposing && shown.length === 1) {
      shown[0].item.querySelector("a").click();
    }
  });
  document.querySelector("search").hidden = false;
  search();
});
