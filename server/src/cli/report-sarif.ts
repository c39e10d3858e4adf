import { isAbsolute, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { Diagnostic } from "../features/diagnostics.ts";
import { ALL_RULES } from "../rules/registry.ts";
import { STDIN } from "./input-text.ts";
import { write } from "./output.ts";
import { type Place, placeOf, type Report } from "./report.ts";
import { RULE_PAGES, summaryOf } from "./rule-pages.ts";

const LEVELS: Readonly<Record<Diagnostic["severity"], "error" | "warning" | "note">> = {
  error: "error",
  warning: "warning",
  information: "note",
  hint: "note",
};

/**
 * SARIF 2.1.0, for code scanning. The results are written as they come, so that their number costs no memory;
 * what could not be read stands at the end as a notification of the run.
 */
export function sarifReport(version: string): Report {
  const rules = sarifRules();
  const ruleIndex = new Map(rules.map(({ id }, index) => [id, index]));
  const notifications: object[] = [];
  let separator = "";
  return {
    async begin() {
      const driver = {
        name: "personapack",
        version,
        semanticVersion: version,
        rules,
      };
      const head = JSON.stringify({ tool: { driver }, columnKind: "utf16CodeUnits" }).slice(0, -1);
      await write(
        `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[${head},"results":[`,
      );
    },
    async finding(path, _file, { severity, code, message, range, related }) {
      const result = {
        ruleId: code,
        ruleIndex: ruleIndex.get(code),
        level: LEVELS[severity],
        message: { text: message },
        locations: [location(path, placeOf(range))],
        ...(related
          ? {
              relatedLocations: [
                { ...location(path, placeOf(related.range)), message: { text: related.message } },
              ],
            }
          : {}),
      };
      await write(`${separator}\n${JSON.stringify(result)}`);
      separator = ",";
    },
    async unusable(path, reason) {
      notifications.push({
        level: "error",
        message: { text: `${path}: ${reason}` },
        locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) } } }],
      });
    },
    async end() {
      const invocation = {
        executionSuccessful: notifications.length === 0,
        toolExecutionNotifications: notifications,
      };
      await write(`\n],"invocations":[${JSON.stringify(invocation)}]}]}\n`);
    },
  };
}

function sarifRules() {
  const severities = new Map(ALL_RULES.map((rule) => [rule.code, rule.severity]));
  return [...RULE_PAGES].map(([id, page]) => ({
    id,
    shortDescription: { text: summaryOf(page) },
    help: { text: page, markdown: page },
    defaultConfiguration: { level: LEVELS[severities.get(id) ?? "warning"] },
  }));
}

function location(path: string, { line, column, endLine, endColumn }: Place) {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(path) },
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
  };
}

/** Relative where the path is: code scanning looks it up in the repository. */
function uriOf(path: string): string {
  if (path === STDIN) return "stdin";
  if (isAbsolute(path)) return pathToFileURL(path).href;
  return path
    .split(sep)
    .filter((part) => part !== ".")
    .map(encodeURIComponent)
    .join("/");
}
