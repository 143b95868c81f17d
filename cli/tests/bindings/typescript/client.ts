import {
  classOf,
  describe,
  ErrorCode,
  Remedy,
  remedyOf,
  type ResponseCode,
  SUCCESS,
} from "./cloudreve.js";

/** How the server answers. What `data` is depends on `code`, so look at that first. */
interface Answer {
  readonly code: ResponseCode;
  readonly msg: string;
  readonly data?: unknown;
}

interface LockConflict {
  readonly path?: string;
  readonly token?: string;
  readonly owner: { readonly application: { readonly type: string } };
}

function decideOnLocks(locks: readonly LockConflict[]): string {
  const holders = locks.map((lock) => lock.owner.application.type).join(", ");
  const tokens = locks.flatMap((lock) => lock.token ?? []);
  return tokens.length > 0
    ? `held by ${holders}: ask whether to unlock ${tokens.join(", ")}`
    : `held by ${holders}: wait`;
}

/** What to do after an answer. */
export function decide(body: string): string {
  const answer = JSON.parse(body) as Answer;
  if (answer.code === SUCCESS) return "done";
  if (answer.code === ErrorCode.LockConflict && Array.isArray(answer.data)) {
    return decideOnLocks(answer.data as LockConflict[]);
  }
  const remedy = remedyOf(answer.code);
  switch (remedy) {
    case Remedy.SignIn:
      return "sign in";
    case Remedy.Retry:
      return "try again";
    case undefined:
      return `class ${classOf(answer.code) ?? "none"}: ${describe(answer.code)}: ${answer.msg}`;
    default:
      return `${remedy}: ${describe(answer.code)}: ${answer.msg}`;
  }
}
