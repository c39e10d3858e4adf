/** What is missing in a pack or cannot be used, as one line for people; its place stands between backticks. */
import type { UnusablePart, ValuePath } from "../pack/plain-object.ts";

export function unusableText({ path, reason, expected }: UnusablePart): string {
  const place = pathText(path);
  switch (reason) {
    case "missing":
      return `${place} is missing: expected ${expected}`;
    case "wrong-type":
      return `${place} has the wrong type: expected ${expected}`;
    case "not-allowed":
      return `${place} has a value that is not allowed: expected ${expected}`;
    case "not-in-release":
      return `${place} is no field of this release: the API server drops it`;
  }
}

/** Parts for which the API server refuses the whole pack; the others it drops without a word. */
export function isRefused({ reason }: UnusablePart): boolean {
  return reason !== "not-in-release";
}

/** ``spec.personas[0].name``; the pack itself is `the pack`. */
function pathText(path: ValuePath): string {
  const text = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
  return text === "" ? "the pack" : `\`${text.replace(/^\./, "")}\``;
}
