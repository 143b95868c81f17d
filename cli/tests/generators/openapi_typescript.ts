// Reads responses with the types that openapi-typescript makes.
import { createInterface } from "node:readline";
import { ErrorCode, type components } from "./generated.js";

type Response = components["schemas"]["Response"];
type LockConflict = components["schemas"]["LockConflict"];

export function read(line: string): string {
  const response: Response = JSON.parse(line);
  const name = ErrorCode[response.code] ?? "unknown";
  if (response.code !== ErrorCode.LockConflict)
    return `${response.code} ${name}`;
  const locks = (response.data ?? []) as LockConflict[];
  const holders = locks.map((lock) => lock.owner.application.type);
  return `${response.code} ${name} held by ${holders.join(", ")}`;
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(read(line));
}
