// Has Dart's own formatter, compiled to WebAssembly, format files as sources of a version of the language, and fails
// if one is no such source or is formatted in another way: format.mjs VERSION FILE...
import { format } from "@wasm-fmt/dart_fmt";
import { readFileSync } from "node:fs";

const [version, ...files] = process.argv.slice(2);
for (const file of files) {
  const source = readFileSync(file, "utf8");
  const formatted = format(source, file, { language_version: version });
  const lines = formatted.split("\n");
  const other = source.split("\n").find((line, index) => line !== lines[index]);
  if (formatted !== source) {
    throw new Error(`${file} is formatted in another way, from on: ${other}`);
  }
}
