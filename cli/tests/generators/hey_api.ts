// Reads responses with the types that @hey-api/openapi-ts makes.
import { createInterface } from "node:readline";
import {
  ErrorCode,
  type LockConflict,
  type Response,
} from "./generated/types.gen.js";

const names = new Map<number, string>(
  Object.entries(ErrorCode).map(([name, code]) => [code, name]),
);

export function read(line: string): string {
  const response: Response = JSON.parse(line);
  const name = names.get(response.code) ?? "unknown";
  if (response.code !== ErrorCode.LockConflict)
    return `${response.code} ${name}`;
  const locks = (response.data ?? []) as LockConflict[];
  const holders = locks.map((lock) => lock.owner.application.type);
  return `${response.code} ${name} held by ${holders.join(", ")}`;
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(read(line));
}
