/** kubectl's recorded verdicts on small YAML texts, beside those of the rules about text. */
import { readFileSync } from "node:fs";
import { DEFAULT_RELEASE, RELEASES } from "../../../server/src/pack/releases.ts";
import { anchor } from "../../../server/src/rules/anchor.ts";
import { controlCharacter } from "../../../server/src/rules/control-character.ts";
import { documentMarker } from "../../../server/src/rules/document-marker.ts";
import type { Finding } from "../../../server/src/rules/finding.ts";
import { invalidEscape } from "../../../server/src/rules/invalid-escape.ts";
import { invalidKey } from "../../../server/src/rules/invalid-key.ts";
import { jsonDocument } from "../../../server/src/rules/json-document.ts";
import { tabIndentation } from "../../../server/src/rules/tab-indentation.ts";
import { yamlDialect } from "../../../server/src/rules/yaml-dialect.ts";
import { yamlSyntax } from "../../../server/src/rules/yaml-syntax.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";

/** What says that a file cannot be read; the other rules are about fields. */
const READING_RULES = [
  yamlSyntax,
  yamlDialect,
  tabIndentation,
  controlCharacter,
  invalidEscape,
  documentMarker,
  jsonDocument,
  anchor,
  invalidKey,
];

export interface Verdict {
  readonly case: string;
  readonly yaml: string;
  /** Absent if kubectl reads the text. */
  readonly error?: string;
  readonly findings: readonly Finding[];
}

export function readVerdicts(): Verdict[] {
  const fixture = new URL("../../fixtures/oracle/yaml-syntax.jsonl", import.meta.url);
  const lines = readFileSync(fixture, "utf8").split("\n");
  return lines
    .filter((line) => line !== "")
    .map((line) => {
      const record: { case: string; yaml: string; error?: string } = JSON.parse(line);
      return { ...record, findings: findingsIn(record.yaml) };
    });
}

/** The rules are asked about every document, pack or not. */
function findingsIn(yaml: string): Finding[] {
  return new PackFile("file:///pack.yaml", 1, yaml).documents.flatMap((document) =>
    document.blocks.flatMap(({ block }) =>
      READING_RULES.flatMap((rule) => rule.check(document, block, RELEASES[DEFAULT_RELEASE])),
    ),
  );
}
