// Prints what i18next shows for each code of the locale file on standard input, asked as a frontend asks.
import { readFileSync } from "node:fs";
import i18next from "i18next";

const locale = JSON.parse(readFileSync(0, "utf8"));
await i18next.init({ lng: "en", resources: { en: { translation: locale } } });
const shown = Object.keys(locale.errors).map((code) =>
  i18next.t(`errors.${code}`, {
    message: "filled in",
    interpolation: { escapeValue: false },
  }),
);
console.log(JSON.stringify(shown));
