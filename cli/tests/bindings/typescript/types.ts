// What the types promise: this file is compiled and never run.
import {
  effectiveError,
  ErrorCode,
  isErrorCode,
  isSuccess,
  lockConflicts,
  nameOf,
  remedyOf,
  type Failure,
  type Remedy,
  type Response,
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

interface File {
  readonly name: string;
}

function read(response: Response<readonly File[]>): string {
  // @ts-expect-error: before the code was looked at, `data` may be anything.
  const early: readonly File[] = response.data;
  if (isSuccess(response)) return response.data.map((file) => file.name).join();
  const failure: Failure = response;
  const error: Failure | undefined = effectiveError(failure);
  const holders = lockConflicts(failure).map((lock) => lock.owner.application);
  // @ts-expect-error: what came with a failure is not what was asked for.
  const data: readonly File[] = failure.data;
  return `${failure.msg} ${error?.msg} ${holders.length} ${early} ${data}`;
}

export { read };
export { known, literal, name, narrowed, none, wrong };
