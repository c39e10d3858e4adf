/**
 * Writes server/docs/rules/<code>.md from the comment at the head of each rule's file. These pages open
 * from the code of a diagnostic. The codes also go into package.json, where the settings propose them. With
 * `--check` nothing is written: it fails if a page or the list is stale.
 *
 * The comment says what the rule finds, then `Why:`, `Bad:` and `Good:`. Behind the last two stands either
 * YAML, indented on the lines below, or a sentence.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Rule } from "../server/src/rules/finding.ts";
import { ALL_RULES } from "../server/src/rules/registry.ts";

const RULES = join(import.meta.dirname, "../server/src/rules");
const PAGES = join(import.meta.dirname, "../server/docs/rules");
const MANIFEST = join(import.meta.dirname, "../package.json");

/** Codes of notices that are no rules. */
const NOTICES: Readonly<Record<string, string>> = {
  "file-limit":
    "# file-limit\n\nThe file is longer than what the server reads, so that nothing in it is checked. Split it: packs are independent of each other.\n",
  "problem-limit":
    "# problem-limit\n\nThe file has more problems than are shown. Mend the first ones: they often cause the others.\n",
};

/** The text of every page by its file name. Throws if a rule's comment lacks a part. */
export function rulePages(): Map<string, string> {
  const pages = new Map(Object.entries(NOTICES).map(([code, text]) => [`${code}.md`, text]));
  for (const rule of ALL_RULES) {
    const source = readFileSync(join(RULES, `${rule.code}.ts`), "utf8");
    pages.set(`${rule.code}.md`, pageOf(rule, source));
  }
  return pages;
}

/** Names of pages that are missing, stale, or of no rule. */
export function stalePages(
  pages: ReadonlyMap<string, string>,
  written: ReadonlyMap<string, string>,
): string[] {
  const names = new Set([...pages.keys(), ...written.keys()]);
  return [...names].filter((name) => pages.get(name) !== written.get(name)).sort();
}

export function writtenPages(): Map<string, string> {
  const names = readdirSync(PAGES).filter((name) => name.endsWith(".md"));
  return new Map(names.map((name) => [name, readFileSync(join(PAGES, name), "utf8")]));
}

export function pageOf(rule: Pick<Rule, "code" | "severity" | "generic">, source: string): string {
  const { what, why, bad, good } = partsOf(rule.code, source);
  const shared = rule.generic ? "\n\nWhile another YAML extension is active, it is left to that one." : "";
  const quiet = `\nTo keep such a place as it is, put \`# personapack-ignore: ${rule.code}\` on the line above it.\n`;
  return `# ${rule.code}

${what}

Severity: ${rule.severity}.

## Why

${capitalized(why)}${shared}

## Instead of

${example(bad)}

## Write

${example(good)}
${rule.severity === "error" ? "" : quiet}`;
}

interface Parts {
  readonly what: string;
  readonly why: string;
  readonly bad: string;
  readonly good: string;
}

const COMMENT = /^\/\*\*\n([\s\S]*?)\n \*\//;

function partsOf(code: string, source: string): Parts {
  const comment = COMMENT.exec(source)?.[1]?.replace(/^ \* ?/gm, "") ?? "";
  const [, what, why, bad, good] =
    /^([\s\S]*?)\nWhy: ([\s\S]*?)\nBad:([\s\S]*?)\nGood:([\s\S]*)$/.exec(comment) ?? [];
  if (!what?.trim() || !why?.trim() || !bad?.trim() || !good?.trim()) {
    throw new Error(`${code}.ts must begin with a comment that says what, "Why:", "Bad:" and "Good:"`);
  }
  return { what: reflow(what), why: reflow(why), bad, good };
}

/** One line per paragraph. */
function reflow(text: string): string {
  const paragraphs = text.trim().split(/\n\s*\n/);
  return paragraphs.map((paragraph) => paragraph.replace(/\s*\n\s*/g, " ")).join("\n\n");
}

function example(text: string): string {
  const yaml = text.replace(/^[ \t]*\n/, "").trimEnd();
  if (text.startsWith(" ") && !/^\s*\n/.test(text)) return capitalized(reflow(text));
  const indent = Math.min(...yaml.split("\n").flatMap((line) => (line.trim() ? [line.search(/\S/)] : [])));
  return `\`\`\`yaml\n${yaml.replace(new RegExp(`^ {${indent}}`, "gm"), "")}\n\`\`\``;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** package.json with the codes of all rules as the names that the setting `personapack.rules` takes. */
export function withRuleCodes(manifest: string): string {
  const parsed = JSON.parse(manifest);
  const setting = parsed.contributes.configuration.properties["personapack.rules"];
  setting.propertyNames = { enum: ALL_RULES.map(({ code }) => code).sort() };
  return `${JSON.stringify(parsed, null, 2)}\n`;
}

function main(): void {
  const pages = rulePages();
  mkdirSync(PAGES, { recursive: true });
  const stale = stalePages(pages, writtenPages());
  const manifest = readFileSync(MANIFEST, "utf8");
  if (withRuleCodes(manifest) !== manifest) stale.push("package.json");
  if (process.argv.includes("--check")) {
    if (stale.length > 0) {
      console.error(`stale, run npm run rule-pages: ${stale.join(", ")}`);
      process.exitCode = 1;
    }
    return;
  }
  writeFileSync(MANIFEST, withRuleCodes(manifest));
  for (const name of stale.filter((name) => name.endsWith(".md"))) {
    const text = pages.get(name);
    if (text === undefined) rmSync(join(PAGES, name));
    else writeFileSync(join(PAGES, name), text);
  }
  console.log(`${pages.size} pages, ${stale.length} changed`);
}

if (import.meta.main) main();
