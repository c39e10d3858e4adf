/**
 * A tool in a policy that agents do not have.
 *
 * Why: the name allows or denies nothing. Only names that manuals use by mistake, and those that nearly are a tool's,
 * are pointed out: MCP servers bring tools of their own, called `<prefix>_<tool>`.
 *
 * Bad:
 *     toolPolicy:
 *       allow: [read_file, grep_search]
 *
 * Good:
 *     toolPolicy:
 *       allow: [read_file, execute_command]
 */
import type { ReleaseBehaviour } from "../pack/releases.ts";
import { MISTAKEN_TOOLS, TOOLS, toolByName } from "../pack/tools.ts";
import type { Located } from "../yaml/located.ts";
import type { Finding, Fix, PersonaRule } from "./finding.ts";
import { removeItem } from "./list-edits.ts";
import { misspelledName } from "./misspelled-name.ts";
import { fixOf, renameFixes } from "./name-fixes.ts";
import { shownText } from "./shown-text.ts";

export const unknownTool: PersonaRule = {
  code: "unknown-tool",
  severity: "information",
  check(persona, release) {
    const policy = persona.get("toolPolicy");
    if (!policy) return [];
    const findings: Finding[] = [];
    for (const list of ["allow", "deny"]) {
      for (const value of policy.get(list)?.items() ?? []) {
        const problem = problemOf(value.text, release);
        if (!problem) continue;
        findings.push({
          code: this.code,
          message: problem.message,
          span: value.span,
          fixes: () => fixesFor(policy, list, value, problem.meant),
        });
      }
    }
    return findings;
  },
};

interface ToolProblem {
  readonly message: string;
  readonly meant?: string;
}

function problemOf(name: string | undefined, release: ReleaseBehaviour): ToolProblem | undefined {
  if (name === undefined) return undefined;
  const tool = toolByName(name);
  if (tool?.available === "shared-memory" && release.unreleasedFields.includes("sharedMemory")) {
    return {
      message: `No agent has \`${name}\`: it comes with a shared memory, and ${release.release} has none. \`memory_search\`, \`memory_store\` and \`memory_list\` use the persona's own memory.`,
    };
  }
  if (tool) return undefined;
  const closest = MISTAKEN_TOOLS.get(name);
  if (closest !== undefined) {
    return {
      message: `No agent has a tool \`${name}\`. What comes closest is \`${closest}\`.`,
      meant: closest,
    };
  }
  const near = misspelledName(
    name,
    TOOLS.map((tool) => tool.name),
  );
  if (near === undefined) return undefined;
  return { message: `No agent has a tool \`${shownText(name)}\`. Did you mean \`${near}\`?`, meant: near };
}

function fixesFor(policy: Located, list: string, value: Located, meant: string | undefined): Fix[] {
  const listed = policy
    .get(list)
    ?.texts()
    .some(({ text }) => text === meant);
  return [
    ...(listed ? [] : renameFixes(value, meant)),
    ...fixOf("Remove the entry", removeItem(policy, list, value.span)),
  ];
}
