/** The answers of a diagnosis as a text to read, and what can be done about them. Knows nothing of an editor. */
import { counted } from "../../../server/src/pack/counted.ts";
import type { Finding } from "../cluster/actions/diagnose/check.ts";
import type { Answer } from "../cluster/actions/diagnose/checks.ts";
import type { Fix } from "../cluster/actions/diagnose/fix.ts";
import { RESOURCES } from "../cluster/resource-types.ts";
import { joined, type NodeTarget } from "../tree/tree-node.ts";
import * as ids from "./command-ids.ts";
import { APPLY_PACK_FILE, OPEN_SYMPOZIUM_PAGE } from "./internal-command-ids.ts";

export type FindingState = Finding["state"];

export interface OfferedFix {
  /** Zero-based, of the finding. */
  readonly line: number;
  /** With the icon in front. */
  readonly title: string;
  readonly command: string;
  readonly target: NodeTarget | undefined;
}

export interface DiagnosisReport {
  readonly text: string;
  readonly fixes: readonly OfferedFix[];
  /** Lines that begin with the mark of a state, after some blanks. */
  readonly marks: readonly { readonly line: number; readonly state: FindingState }[];
}

export const MARKS: Readonly<Record<FindingState, string>> = {
  ok: "✓",
  warning: "!",
  problem: "✗",
  unknown: "?",
};

/** `pack` is the target of the pack's own line in the view. What is well comes last, in short. */
export function diagnosisReport(answers: readonly Answer[], pack: NodeTarget): DiagnosisReport {
  const isWell = ({ findings }: Answer) => findings.every(({ state }) => state === "ok");
  const report = new Report(pack);
  report.line(`Diagnosis of ${pack.name}`);
  report.line(joined([pack.namespace, pack.context, summaryOf(answers)]));
  for (const { check, findings } of answers.filter((answer) => !isWell(answer))) {
    report.line("");
    report.line(check.title);
    for (const finding of findings) report.finding(finding, finding.evidence);
  }
  const well = answers.filter(isWell);
  if (well.length > 0) {
    report.line("");
    report.line("In order");
  }
  for (const { check, findings } of well) {
    for (const finding of findings) report.finding(finding, `${check.title} ${finding.evidence}`);
  }
  return report.done();
}

function summaryOf(answers: readonly Answer[]): string {
  const findings = answers.flatMap((answer) => answer.findings);
  const count = (state: FindingState) => findings.filter((finding) => finding.state === state).length;
  const parts = [
    count("problem") > 0 ? counted(count("problem"), "problem") : "",
    count("warning") > 0 ? counted(count("warning"), "warning") : "",
    count("unknown") > 0 ? `${count("unknown")} unknown` : "",
  ].filter((part) => part !== "");
  return parts.length > 0 ? parts.join(", ") : "nothing is wrong";
}

class Report {
  readonly #pack: NodeTarget;
  readonly #lines: string[] = [];
  readonly #fixes: OfferedFix[] = [];
  readonly #marks: { line: number; state: FindingState }[] = [];

  constructor(pack: NodeTarget) {
    this.#pack = pack;
  }

  line(text: string): void {
    this.#lines.push(text);
  }

  finding({ state, fix }: Finding, text: string): void {
    const line = this.#lines.length;
    this.#marks.push({ line, state });
    if (fix) this.#fixes.push({ line, ...offerOf(fix, this.#pack) });
    this.line(`  ${MARKS[state]} ${text.replaceAll(/\s*\n\s*/g, " ")}`);
  }

  done(): DiagnosisReport {
    return { text: `${this.#lines.join("\n")}\n`, fixes: this.#fixes, marks: this.#marks };
  }
}

interface FixLook {
  readonly icon: string;
  readonly command: string;
}

/** Every action has its command: what is offered can be clicked. */
const LOOKS: Readonly<Record<Fix["action"], FixLook>> = {
  activate: { icon: "play", command: ids.ACTIVATE_PACK },
  "change-settings": { icon: "settings-gear", command: ids.CHANGE_PACK_SETTINGS },
  apply: { icon: "cloud-upload", command: APPLY_PACK_FILE },
  "include-persona": { icon: "add", command: ids.INCLUDE_PERSONA },
  "reinstall-persona": { icon: "debug-restart", command: ids.REINSTALL_PERSONA },
  "delete-orphans": { icon: "trash", command: ids.DELETE_ORPHANS },
  "create-secret": { icon: "key", command: ids.CREATE_SECRET },
  "edit-pack": { icon: "edit", command: ids.EDIT_PACK },
  "look-again": { icon: "eye", command: ids.LOOK_AGAIN },
  "resume-schedule": { icon: "debug-continue", command: ids.RESUME_SCHEDULE },
  "open-object": { icon: "open-preview", command: ids.OPEN_LIVE_OBJECT },
  "open-logs": { icon: "output", command: ids.OPEN_RUN_LOGS },
  "controller-log": { icon: "output", command: ids.OPEN_CONTROLLER_LOG },
  "select-namespace": { icon: "symbol-namespace", command: ids.SWITCH_NAMESPACE },
  "how-to-install": { icon: "link-external", command: OPEN_SYMPOZIUM_PAGE },
  retry: { icon: "refresh", command: ids.REFRESH_CLUSTER },
};

/** Actions that are about the view, and not about something in it. */
const WITHOUT_TARGET: ReadonlySet<Fix["action"]> = new Set([
  "select-namespace",
  "how-to-install",
  "retry",
  "controller-log",
]);

function offerOf(fix: Fix, pack: NodeTarget): Omit<OfferedFix, "line"> {
  const { action, title, resource, name, persona, field } = fix;
  const { icon, command } = LOOKS[action];
  const target = {
    ...pack,
    ...(resource !== undefined && name !== undefined && { kind: RESOURCES[resource].kind, name }),
    ...(persona !== undefined && { persona }),
    ...(field && { field }),
  };
  return {
    title: `$(${icon}) ${title}`,
    command,
    target: WITHOUT_TARGET.has(action) ? undefined : target,
  };
}
