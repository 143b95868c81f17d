// Prints what the envelope reads of each response on a line of standard input.
import { createInterface } from "node:readline";
import * as cloudreve from "./cloudreve.js";

for await (const line of createInterface({ input: process.stdin })) {
  const response = JSON.parse(line);
  const parts = [...cloudreve.failedParts(response)];
  console.log(
    JSON.stringify({
      is_success: cloudreve.isSuccess(response),
      effective: cloudreve.effectiveError(response)?.code ?? 0,
      locks: cloudreve.lockConflicts(response),
      parts: Object.fromEntries(parts.map(([key, part]) => [key, part.code])),
    }),
  );
}
