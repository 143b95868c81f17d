// Standard input is a list of URIs. Prints for each of them which of the URIs, as the key of a part, it finds.
import { readFileSync } from "node:fs";
import { partFor } from "./cloudreve.js";

const uris = JSON.parse(readFileSync(0, "utf8"));
for (const sent of uris) {
  const finds = uris.map((key) => {
    const parts = { [key]: { code: 40016, msg: "" } };
    const response = { code: 40081, aggregated_error: parts, msg: "" };
    return partFor(response, sent) === parts[key];
  });
  console.log(JSON.stringify(finds));
}
