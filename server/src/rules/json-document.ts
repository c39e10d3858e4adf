/**
 * A file that starts with `{` and is not JSON.
 *
 * Why: kubectl takes a file for JSON if its first character is `{`, and then comments, bare words and
 * commas at the end are errors. After a `---` it reads YAML.
 *
 * Bad:
 *     {apiVersion: sympozium.ai/v1alpha1, kind: PersonaPack}
 *
 * Good:
 *     ---
 *     {apiVersion: sympozium.ai/v1alpha1, kind: PersonaPack}
 */
import { rememberPerBlock } from "../yaml/block.ts";
import { JSON_START } from "../yaml/parse.ts";
import type { BlockRule, Fix } from "./finding.ts";

export const jsonDocument: BlockRule = {
  code: "json-document",
  severity: "error",
  check(_document, block) {
    const brace = JSON_START.exec(block.text);
    // What is no YAML either is better explained as such.
    if (!brace || block.problems.length > 0 || isReadAsJson(block)) return [];
    const start = brace[0].length - 1;
    const message =
      "kubectl takes a file that starts with `{` for JSON, and this is not. Write `---` before it.";
    const fix: Fix = {
      title: "Write --- before it",
      edits: [{ start: 0, end: 0, newText: "---\n" }],
      preferred: true,
    };
    return [{ code: this.code, message, span: { start, end: start + 1 }, fixes: () => [fix] }];
  },
};

export const isReadAsJson = rememberPerBlock(({ text }) => {
  if (!JSON_START.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
});
