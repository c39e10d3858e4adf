/** The answers of a diagnosis as a text to read, and what can be done about them. Knows nothing of an editor. */
import type { Finding, Fix } from "../cluster/actions/diagnose/check.ts";
import type { Answer } from "../cluster/actions/diagnose/checks.ts";
import { RESOURCES } from "../cluster/resource-types.ts";
import { counted, type NodeTarget } from "../tree/tree-node.ts";
import * as ids from "./command-ids.ts";

export interface OfferedFix {
  /** Zero-based, of the finding. */
  readonly line: number;
  readonly title: string;
  readonly command: string;
  readonly target: NodeTarget | undefined;
}

export interface DiagnosisReport {
  readonly text: string;
  readonly fixes: readonly OfferedFix[];
}

const MARKS: Readonly<Record<Finding["state"], string>> = {
  ok: "✓",
  warning: "!",
  problem: "✗",
  unknown: "?",
};

/** `pack` is the target of the pack's own line in the view. */
export function diagnosisReport(answers: readonly Answer[], pack: NodeTarget, now: Date): DiagnosisReport {
  const findings = answers.flatMap((answer) => answer.findings);
  const count = (state: Finding["state"]) => findings.filter((finding) => finding.state === state).length;
  const lines = [
    `Diagnosis of ${pack.name}`,
    `Namespace ${pack.namespace}, context ${pack.context}, ${now.toISOString()}`,
    [
      counted(count("problem"), "problem"),
      counted(count("warning"), "warning"),
      `${count("unknown")} unknown`,
    ].join(", "),
  ];
  const fixes: OfferedFix[] = [];
  for (const { check, findings: own } of answers) {
    lines.push("", check.title);
    for (const { state, evidence, fix } of own) {
      const offered = fix && offerOf(fix, pack);
      if (offered) fixes.push({ ...offered, line: lines.length });
      lines.push(`  ${MARKS[state]} ${evidence.replaceAll(/\s*\n\s*/g, " ")}`);
    }
  }
  return { text: `${lines.join("\n")}\n`, fixes };
}

type Offer = Omit<OfferedFix, "line">;

/** Undefined for what no command does. */
function offerOf({ action, title, resource, name }: Fix, pack: NodeTarget): Offer | undefined {
  const persona = name === undefined ? pack : { ...pack, persona: name };
  switch (action) {
    case "activate":
      return { title, command: ids.ACTIVATE_PACK, target: pack };
    case "create-secret":
      return { title, command: ids.CHANGE_PACK_SETTINGS, target: pack };
    case "include-persona":
      return { title, command: ids.INCLUDE_PERSONA, target: persona };
    case "reinstall-persona":
      return { title: `${title}: first, exclude it`, command: ids.EXCLUDE_PERSONA, target: persona };
    case "delete-orphans":
      return { title, command: ids.DELETE_ORPHANS, target: pack };
    case "open-pack":
      return { title: "Open the pack", command: ids.OPEN_LIVE_OBJECT, target: pack };
    case "open-object":
      return { title, command: ids.OPEN_LIVE_OBJECT, target: objectOf(pack, resource, name) };
    case "open-logs":
      return { title, command: ids.OPEN_RUN_LOGS, target: objectOf(pack, "runs", name) };
    case "select-namespace":
      return { title, command: ids.SWITCH_NAMESPACE, target: undefined };
    case "retry":
      return { title, command: ids.REFRESH_CLUSTER, target: undefined };
    case "apply":
    case "how-to-install":
      return undefined;
  }
}

function objectOf(pack: NodeTarget, resource: Fix["resource"], name: string | undefined): NodeTarget {
  if (resource === undefined || name === undefined) return pack;
  return { ...pack, kind: RESOURCES[resource].kind, name };
}
