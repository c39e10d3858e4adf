/** Every recorded text: what kubectl cannot read gets an error, and what it can read gets none. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readVerdicts, type Verdict } from "./kubectl-verdicts.ts";

interface KnownDifference {
  readonly reason: string;
  /** Exactly so many recorded texts differ for this reason. */
  readonly texts: number;
  readonly applies: (verdict: Verdict) => boolean;
}

/** kubectl reads it, an error is shown. The first reason that applies counts. */
const FALSE_ALARMS: readonly KnownDifference[] = [
  {
    reason: "A key glued to its value: kubectl reads the key and drops the rest, so the error is deserved.",
    texts: 2,
    applies: ({ yaml }) => /^(["'])a\1:b$/.test(yaml),
  },
  {
    reason: "A comma glued to a tag: kubectl reads one value where two are written.",
    texts: 1,
    applies: ({ yaml }) => yaml === "v: [!!str, a]",
  },
  {
    reason: "A directive behind a `---`: kubectl drops it, but any other `%` there is an error.",
    texts: 1,
    applies: ({ yaml }) => yaml.startsWith("---\n%YAML"),
  },
];

const verdicts = readVerdicts();

test("the recorded texts", () => {
  assert.ok(verdicts.length > 1000);
});

function checkTable(differing: readonly Verdict[], table: readonly KnownDifference[]): void {
  const counts = new Map(table.map((each) => [each, 0]));
  const unexplained: string[] = [];
  for (const verdict of differing) {
    const known = table.find(({ applies }) => applies(verdict));
    if (known) counts.set(known, (counts.get(known) ?? 0) + 1);
    else
      unexplained.push(
        `${verdict.case} ${JSON.stringify(verdict.yaml.slice(0, 80))}: ${verdict.error ?? "read"}`,
      );
  }
  assert.deepEqual(unexplained, []);
  for (const [{ reason, texts }, count] of counts) assert.equal(count, texts, reason);
}

/** What is no error may be a warning: of what kubectl reads, but not as it is meant. */
function hasError({ findings }: Verdict): boolean {
  return findings.some(({ severity }) => severity === undefined || severity === "error");
}

test("what kubectl cannot read gets an error", () => {
  checkTable(
    verdicts.filter((verdict) => verdict.error !== undefined && !hasError(verdict)),
    [],
  );
});

test("what kubectl reads gets none", () => {
  checkTable(
    verdicts.filter((verdict) => verdict.error === undefined && hasError(verdict)),
    FALSE_ALARMS,
  );
});

test("every finding has a place in the text and a sentence", () => {
  for (const { yaml, findings } of verdicts) {
    for (const { span, message, code } of findings) {
      assert.ok(span.start <= span.end && span.end <= yaml.length, `${code} in ${JSON.stringify(yaml)}`);
      assert.match(message, /^(?:[A-Z`]|kubectl ).*[.?]$/s, `${code}: ${message}`);
    }
  }
});
