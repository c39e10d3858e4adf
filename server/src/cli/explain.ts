import { ALL_RULES } from "../rules/registry.ts";
import { choose, readArguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { EXIT } from "./exit-status.ts";
import { painter, write } from "./output.ts";
import { RULE_PAGES, summaryOf } from "./rule-pages.ts";
import { UsageError } from "./usage-error.ts";

const HELP = `NAME
    personapack explain - what a rule finds, why it matters and what to write instead

SYNOPSIS
    personapack explain [RULE]

DESCRIPTION
    Prints the page of a rule, in Markdown. RULE is the code that stands beside a finding of
    personapack check. Without it all rules are listed, with their severities.

EXIT STATUS
    0   it is printed
    2   there is no such rule

EXAMPLES
    personapack explain interval-fallback
    personapack explain | grep cron
`;

export const explain: Command = {
  summary: "what a rule finds, why, and what to write instead",
  help: HELP,
  async run(args) {
    const { positionals } = readArguments(args, {});
    if (positionals.length > 1) throw new UsageError("explain takes one rule at a time");
    const [code] = positionals;
    await write(code === undefined ? listOfRules() : pageOf(code));
    return EXIT.clean;
  },
};

function listOfRules(): string {
  const severities = new Map(ALL_RULES.map((rule) => [rule.code, rule.severity]));
  const paint = painter();
  const width = Math.max(...[...RULE_PAGES.keys()].map((code) => code.length));
  return [...RULE_PAGES]
    .map(([code, page]) => {
      const severity = (severities.get(code) ?? "notice").padEnd(11);
      return `${paint("bold", code.padEnd(width))}  ${severity}  ${summaryOf(page)}\n`;
    })
    .join("");
}

function pageOf(code: string): string {
  const page = RULE_PAGES.get(choose("rule", code, [...RULE_PAGES.keys()])) ?? "";
  const paint = painter();
  return page.replaceAll(/^#+ .*$/gm, (heading) => paint("bold", heading));
}
