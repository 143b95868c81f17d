// Answers each response on a line of standard input with what the client would do.
import { createInterface } from "node:readline";
import { decide } from "./client.js";

for await (const line of createInterface({ input: process.stdin })) {
  console.log(decide(line));
}
