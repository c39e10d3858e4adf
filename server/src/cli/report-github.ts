import type { Diagnostic } from "../features/diagnostics.ts";
import { write } from "./output.ts";
import { placeOf, type Report } from "./report.ts";

const COMMANDS: Readonly<Record<Diagnostic["severity"], string>> = {
  error: "error",
  warning: "warning",
  information: "notice",
  hint: "notice",
};

/** Workflow commands, of which GitHub makes annotations in the changed files of a pull request. */
export function githubReport(): Report {
  return {
    async begin() {},
    async finding(path, _file, { severity, code, message, range }) {
      const { line, column, endLine, endColumn } = placeOf(range);
      const title = `personapack ${code}`;
      const properties = { file: path, line, endLine, col: column, endColumn, title };
      await write(workflowCommand(COMMANDS[severity], properties, message));
    },
    async unusable(path, reason) {
      await write(workflowCommand("error", { file: path, title: "personapack" }, reason));
    },
    async end() {},
  };
}

function workflowCommand(
  command: string,
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${command} ${list.join(",")}::${escapeMessage(message)}\n`;
}

function escapeMessage(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
