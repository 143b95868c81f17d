import {
  classOf,
  describe,
  effectiveError,
  isResponse,
  lockConflicts,
  Remedy,
  remedyOf,
  type LockConflict,
} from "./cloudreve.js";

function decideOnLocks(locks: readonly LockConflict[]): string {
  const holders = locks.map((lock) => lock.owner.application.type).join(", ");
  const tokens = locks.flatMap((lock) => lock.token ?? []);
  return tokens.length > 0
    ? `held by ${holders}: ask whether to unlock ${tokens.join(", ")}`
    : `held by ${holders}: wait`;
}

/** What to do after an answer. */
export function decide(body: string): string {
  const answer: unknown = JSON.parse(body);
  if (!isResponse(answer)) return "no answer of Cloudreve";
  const error = effectiveError(answer);
  if (error === undefined) return "done";
  const locks = lockConflicts(error);
  if (locks.length > 0) return decideOnLocks(locks);
  const remedy = remedyOf(error.code);
  switch (remedy) {
    case Remedy.SignIn:
      return "sign in";
    case Remedy.Retry:
      return "try again";
    case undefined:
      return `class ${classOf(error.code) ?? "none"}: ${describe(error.code)}: ${error.msg}`;
    default:
      return `${remedy}: ${describe(error.code)}: ${error.msg}`;
  }
}
