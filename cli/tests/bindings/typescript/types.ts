// What the types promise: this file is compiled and never run.
import {
  ErrorCode,
  isErrorCode,
  nameOf,
  remedyOf,
  type Remedy,
  type ResponseCode,
} from "./cloudreve.js";

const literal: 40073 = ErrorCode.LockConflict;
const known: Remedy = remedyOf(ErrorCode.LockConflict);
const unknown: ResponseCode = 40999;
const name: string | undefined = nameOf(unknown);

// @ts-expect-error: an unknown number is no known code.
const wrong: ErrorCode = 40999;
// @ts-expect-error: an unknown number may have no remedy.
const none: Remedy = remedyOf(unknown);

function narrowed(code: number): string {
  return isErrorCode(code) ? nameOf(code) : "unknown";
}

export { known, literal, name, narrowed, none, wrong };
