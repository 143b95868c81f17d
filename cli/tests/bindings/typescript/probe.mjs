// Prints all that the binding knows of each number that it is asked for.
import * as errors from "./cloudreve.js";

const hex = (text) => Buffer.from(text ?? "").toString("hex");

for (const number of process.argv.slice(2).map(Number)) {
  console.log(
    [
      number,
      errors.isErrorCode(number) && errors.ERROR_CODES.includes(number),
      hex(errors.nameOf(number)),
      hex(errors.constantOf(number)),
      errors.aliasesOf(number).map(hex).join(","),
      hex(errors.descriptionOf(number)),
      errors.classOf(number) ?? "",
      errors.remedyOf(number) ?? "",
      errors.isRetryable(number),
      errors.sinceOf(number) ?? "",
      errors.httpStatusOf(number) ?? "",
      hex(errors.describe(number)),
    ].join("\t"),
  );
}
