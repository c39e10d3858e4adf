import { write } from "./output.ts";
import { placeOf, type Report } from "./report.ts";

/** One array with an object for each finding, written as they come. */
export function jsonReport(): Report {
  let separator = "[\n";
  return {
    async begin() {},
    async finding(path, _file, { severity, code, message, range, related }) {
      const object = {
        path,
        ...placeOf(range),
        severity,
        code,
        message,
        ...(related ? { related: { ...placeOf(related.range), message: related.message } } : {}),
      };
      await write(`${separator}  ${JSON.stringify(object)}`);
      separator = ",\n";
    },
    async unusable() {},
    async end() {
      await write(separator === "[\n" ? "[]\n" : "\n]\n");
    },
  };
}
