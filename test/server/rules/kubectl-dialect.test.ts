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

const isIn = (cases: readonly string[]) => (verdict: Verdict) => cases.includes(verdict.case);

/** kubectl rejects, nothing is said. The first reason that applies counts. */
const UNSAID: readonly KnownDifference[] = [
  {
    reason: "Tags that do not fit their value, or without a name: packs have no use for tags.",
    texts: 13,
    applies: ({ yaml }) => /!!|!</.test(yaml),
  },
  {
    reason: "js-yaml is lenient about indicators within brackets.",
    texts: 4,
    applies: isIn(["flow"]),
  },
  {
    reason: "Behind a JSON document kubectl expects more JSON; a block knows nothing of its neighbours.",
    texts: 2,
    applies: ({ yaml }) => yaml.startsWith('{"a": 1}\n---\n'),
  },
  { reason: "A number of 64 bits as a key.", texts: 1, applies: isIn(["key"]) },
  { reason: "A thousand blanks between a key and its colon.", texts: 1, applies: isIn(["long-key"]) },
  { reason: "An anchor before a key on the line of another key.", texts: 1, applies: isIn(["anchor"]) },
];

/** kubectl reads it, an error is shown. */
const FALSE_ALARMS: readonly KnownDifference[] = [
  {
    reason:
      "Brackets and quotes that go on at a lower indent, or with a tab: YAML 1.2 forbids it, and so do the parsers.",
    texts: 31,
    applies: ({ yaml }) => /[[{"'][^\]}]*[\n\r][ \t]*/.test(yaml) && !/^\s*{"|\.\.\.|%/m.test(yaml),
  },
  {
    reason:
      "kubectl stops reading at `...`, or at a line that is indented less than the first: what follows is lost, so the error is deserved.",
    texts: 10,
    applies: ({ yaml }) => /^\s*\.\.\.|^ +(?:a: 1|- a)\n/m.test(yaml),
  },
  {
    reason: "Directives in odd places and JSON without separators: kubectl reads nothing or half of it.",
    texts: 3,
    applies: ({ yaml }) => /^%|^{"a": 1}\n{/m.test(yaml),
  },
  {
    reason: "U+0085, U+2028 and U+2029 end a line for kubectl only: here it happens to be harmless.",
    texts: 5,
    applies: ({ yaml }) => /[\x85\u2028\u2029]/.test(yaml),
  },
  {
    reason:
      "kubectl's reader is lenient where YAML is not: `[-]`, a key glued to its value, `\\'`, an alias as a key.",
    texts: 10,
    applies: isIn(["flow", "quoted", "anchor", "tag", "block-scalar", "long-key"]),
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

test("what kubectl cannot read gets an error", () => {
  checkTable(
    verdicts.filter(({ error, findings }) => error !== undefined && findings.length === 0),
    UNSAID,
  );
});

test("what kubectl reads gets none", () => {
  checkTable(
    verdicts.filter(({ error, findings }) => error === undefined && findings.length > 0),
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
