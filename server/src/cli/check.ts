import { setImmediate } from "node:timers/promises";
import { type Diagnostic, diagnose } from "../features/diagnostics.ts";
import { Kustomizations } from "../kustomizations.ts";
import { counted } from "../pack/counted.ts";
import type { Release } from "../pack/releases.ts";
import type { Severity } from "../rules/finding.ts";
import { ALL_RULES } from "../rules/registry.ts";
import { PackFile } from "../yaml/pack-file.ts";
import { comparePositions } from "../yaml/position.ts";
import { choose, readArguments, readRelease } from "./arguments.ts";
import type { Command } from "./command.ts";
import { EXIT, type ExitStatus } from "./exit-status.ts";
import { inputFiles } from "./input-files.ts";
import { inputText, STDIN } from "./input-text.ts";
import { complain } from "./output.ts";
import { Progress } from "./progress.ts";
import type { Report } from "./report.ts";
import { githubReport } from "./report-github.ts";
import { jsonReport } from "./report-json.ts";
import { sarifReport } from "./report-sarif.ts";
import { textReport } from "./report-text.ts";
import { UsageError } from "./usage-error.ts";
import { VERSION } from "./version.ts";

const HELP = `NAME
    personapack check - find what is wrong in PersonaPacks

SYNOPSIS
    personapack check [OPTION]... [PATH]...

DESCRIPTION
    Checks the packs in each PATH as the editor does: a file, a folder (its *.yaml and *.yml files, at any depth,
    but for node_modules and .git), a pattern such as 'packs/**/*.yaml', or - for the standard input. Without PATH
    the current folder is checked. Documents that are no PersonaPacks are left alone, and so are Helm templates and
    patches for Kustomize: documents with $patch, and files that a kustomization.yaml beside them, or in the folder
    above, names as patches.

    A comment "# personapack-ignore: CODE" on the line before keeps a finding quiet.

OPTIONS
    --format text|json|sarif|github
        text (the default): a line for each finding, on a terminal with the line it is about.
        json: one array. sarif: SARIF 2.1.0, for code scanning. github: workflow commands, for annotations.
    --severity error|warning|information|hint
        Report this and what is worse; warning by default.
    --rule CODE=SEVERITY
        Change the severity of a rule, or switch it off with CODE=off. May be repeated.
    --release RELEASE
        The release of Sympozium that the packs are for.
    --help
        Show this text.

EXIT STATUS
    0   nothing was found
    1   there are findings of the severity asked for, or worse
    2   an input or an option cannot be used; the other inputs are still checked

EXAMPLES
    personapack check
    personapack check --severity hint team.yaml
    kubectl get personapack team -o yaml | personapack check -
    personapack check --format sarif packs > personapack.sarif
    personapack check --rule interval-fallback=error --rule unknown-tool=off packs
`;

/** From worst to least. */
const SEVERITIES = ["error", "warning", "information", "hint"] as const;

const FORMATS: Readonly<Record<string, () => Report>> = {
  text: textReport,
  json: jsonReport,
  sarif: () => sarifReport(VERSION),
  github: githubReport,
};

export const check: Command = {
  summary: "find what is wrong in packs",
  help: HELP,
  async run(args) {
    const { values, positionals } = readArguments(args, {
      format: { type: "string", default: "text" },
      severity: { type: "string", default: "warning" },
      rule: { type: "string", multiple: true, default: [] },
      release: { type: "string" },
    });
    const format = FORMATS[choose("format", values.format, Object.keys(FORMATS))];
    if (!format) throw new Error(`no format ${values.format}`);
    const run = new CheckRun(format(), {
      least: choose("severity", values.severity, SEVERITIES),
      severities: readSeverities(values.rule),
      release: readRelease(values.release),
    });
    return run.check(positionals.length === 0 ? ["."] : positionals);
  },
};

interface CheckOptions {
  readonly least: Severity;
  readonly severities: Readonly<Record<string, Severity | "off">>;
  readonly release: Release;
}

/** After so many it is the turn of what else waits. */
const FILES_PER_TURN = 16;

class CheckRun {
  readonly #report: Report;
  readonly #options: CheckOptions;
  readonly #progress = new Progress();
  readonly #kustomizations = new Kustomizations();
  readonly #counts = { error: 0, warning: 0, information: 0, hint: 0 };
  #files = 0;
  #packs = 0;
  #templates = 0;
  #patches = 0;
  #lists = 0;
  #unusable = 0;

  constructor(report: Report, options: CheckOptions) {
    this.#report = report;
    this.#options = options;
  }

  async check(operands: readonly string[]): Promise<ExitStatus> {
    await this.#report.begin();
    for await (const { path, unusable } of inputFiles(operands)) {
      if (unusable === undefined) await this.#checkFile(path);
      else await this.#refuse(path, unusable);
      // Lets a closed pipe end the run: reading and checking never wait for anything.
      if (this.#files % FILES_PER_TURN === 0) await setImmediate();
      this.#progress.report(() => `checked ${counted(this.#files, "file")} …`);
    }
    this.#progress.clear();
    await this.#report.end({
      files: this.#files,
      packs: this.#packs,
      templates: this.#templates,
      patches: this.#patches,
      lists: this.#lists,
      counts: this.#counts,
      unusable: this.#unusable,
    });
    if (this.#unusable > 0) return EXIT.unusable;
    return Object.values(this.#counts).some((number) => number > 0) ? EXIT.findings : EXIT.clean;
  }

  /** Nothing of the file outlives this call. */
  async #checkFile(path: string): Promise<void> {
    let text: string;
    try {
      text = await inputText(path);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      await this.#refuse(path, error.message);
      return;
    }
    this.#files++;
    const file = new PackFile(path, 1, text);
    if (path !== STDIN && file.documents.some(({ isPack }) => isPack))
      file.isPatch = await this.#kustomizations.nameAsPatch(path);
    for (const { route } of file.documents) {
      if (route.role === "pack") this.#packs++;
      else if (route.role === "template") this.#templates++;
      else if (route.role === "patch") this.#patches++;
      else if (route.role === "list") this.#lists++;
    }
    for (const diagnostic of this.#diagnose(file)) {
      this.#counts[diagnostic.severity]++;
      this.#progress.clear();
      await this.#report.finding(path, file, diagnostic);
    }
  }

  #diagnose(file: PackFile): Diagnostic[] {
    const { least, ...options } = this.#options;
    return diagnose(file, options)
      .filter(({ severity }) => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least))
      .sort((a, b) => comparePositions(a.range.start, b.range.start));
  }

  async #refuse(path: string, reason: string): Promise<void> {
    this.#unusable++;
    this.#progress.clear();
    complain(`${path}: ${reason}`);
    await this.#report.unusable(path, reason);
  }
}

function readSeverities(settings: readonly string[]): Record<string, Severity | "off"> {
  const codes = ALL_RULES.map(({ code }) => code);
  return Object.fromEntries(
    settings.map((setting) => {
      const [code = "", severity = "", ...more] = setting.split("=");
      if (more.length > 0 || severity === "")
        throw new UsageError(`--rule takes CODE=SEVERITY, not ${setting}`);
      return [choose("rule", code, codes), choose("severity", severity, [...SEVERITIES, "off"])];
    }),
  );
}
