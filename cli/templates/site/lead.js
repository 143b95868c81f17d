"use strict";
addEventListener("DOMContentLoaded", () => {
  const links = [...document.querySelectorAll(".languages a")];
  const tag = preferred(links.map((link) => link.hreflang));
  if (tag) location.replace(links.find((link) => link.hreflang === tag).href);
});
