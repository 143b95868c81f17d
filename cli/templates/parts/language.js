
/** The language that a reader likes best of those there are, by language and script: pt-PT is served by pt-BR. */
function preferred(known) {
  const kind = (tag) => {
    try {
      const { language, script } = new Intl.Locale(tag).maximize();
      return `${language}-${script}`;
    } catch {
      return "";
    }
  };
  for (const tag of navigator.languages ?? []) {
    const found = kind(tag) && known.find((other) => kind(other) === kind(tag));
    if (found) return found;
  }
}
