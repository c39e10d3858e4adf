/** A line that is indented as nothing above it: one finding, on that line, whatever the parser makes of it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Block } from "../../../server/src/yaml/block.ts";
import { misplacedLine } from "../../../server/src/yaml/misplaced-line.ts";
import { oracleLines } from "../pack/oracle-lines.ts";
import { check, checkFix, crlf, persona } from "./check.ts";

const HEAD = persona("");

const FIXED: Readonly<Record<string, readonly [before: string, after: string]>> = {
  "a key one space short": [
    `      systemPrompt: hello\n     skills:\n#<----- yaml-syntax: Begin this line with 6 spaces.\n        - memory\n`,
    `      systemPrompt: hello\n      skills:\n        - memory\n`,
  ],
  "behind a quoted value": [
    `      systemPrompt: "hello"\n     model: m\n#<----- yaml-syntax: Begin this line with 6 spaces.\n     skills: [memory]\n`,
    `      systemPrompt: "hello"\n      model: m\n      skills: [memory]\n`,
  ],
  "behind a prompt": [
    `      systemPrompt: |\n        hello\n     model: m\n#<----- yaml-syntax: Begin this line with 6 spaces.\n`,
    `      systemPrompt: |\n        hello\n      model: m\n`,
  ],
  "a key one space too far": [
    `      systemPrompt: hello\n       skills:\n#<------- yaml-syntax: Begin this line with 6 spaces.\n        - memory\n      model: m\n`,
    `      systemPrompt: hello\n      skills:\n        - memory\n      model: m\n`,
  ],
  "keys below the dash": [
    `    systemPrompt: hello\n#<---- yaml-syntax: To go with \`name\`, begin its line with 6 spaces.\n    skills: [memory]\n    - name: other\n      systemPrompt: hi\n`,
    `      systemPrompt: hello\n      skills: [memory]\n    - name: other\n      systemPrompt: hi\n`,
  ],
  "a dash one space short": [
    `      systemPrompt: hello\n   - name: other\n#  ^ yaml-syntax: Begin this line with 4 spaces.\n      systemPrompt: hi\n`,
    `      systemPrompt: hello\n    - name: other\n      systemPrompt: hi\n`,
  ],
  "a dash one space too far, with its entry": [
    `      systemPrompt: hello\n     - name: other\n#    ^ yaml-syntax: Begin this line with 4 spaces.\n       systemPrompt: hi\n`,
    `      systemPrompt: hello\n    - name: other\n      systemPrompt: hi\n`,
  ],
  "a line of a prompt": [
    `      systemPrompt: |\n        Line one\n   Line two: more\n#  ^^^^^^^^^^^^^^ yaml-syntax: less than the text of \`systemPrompt\`\n        Line three: x\n      model: m\n`,
    `      systemPrompt: |\n        Line one\n        Line two: more\n        Line three: x\n      model: m\n`,
  ],
  "a line of a prompt, no deeper than the keys of the spec": [
    `      systemPrompt: |\n        # T\n  itle of this\n# ^^^^^^^^^^^^ yaml-syntax: less than the text of \`systemPrompt\`\n        Line two\n      model: m\n`,
    `      systemPrompt: |\n        # T\n        itle of this\n        Line two\n      model: m\n`,
  ],
  "a line of a prompt in the column of its key": [
    `      systemPrompt: |\n        Line one\n      Line two\n#     ^^^^^^^^ yaml-syntax: Begin it with 8 spaces.\n        Line three\n`,
    `      systemPrompt: |\n        Line one\n        Line two\n        Line three\n`,
  ],
  "all of a prompt": [
    `      systemPrompt: |\n      You are a bot.\n#     ^^^^^^^^^^^^^^ yaml-syntax: must be indented deeper\n      Be kind: always.\n\n      Steps\n        - look\n      model: m\n`,
    `      systemPrompt: |\n        You are a bot.\n        Be kind: always.\n\n        Steps\n          - look\n      model: m\n`,
  ],
};

for (const [name, [marked, after]] of Object.entries(FIXED)) {
  const before = marked.replace(/^#.*\n/gm, "");
  const [, spaces = ""] = /(?:begin|Begin) (?:it|its line|its lines|this line) with (\d+)/.exec(marked) ?? [];
  test(name, () => {
    check(HEAD + marked);
    const title = `Indent with ${spaces || 8} spaces`;
    checkFix(HEAD + before, title, HEAD + after);
    checkFix(crlf(HEAD + before), title, crlf(HEAD + after));
  });
}

test("what may belong to either leaves the choice", () => {
  const labels = "metadata:\n  name: data-team\n labels: {}\nspec:\n";
  const before = HEAD.replace("metadata:\n  name: data-team\nspec:\n", labels);
  const prompt = "      systemPrompt: hello\n";
  check(before.replace("{}\n", "{}\n#<- yaml-syntax: with 0 or 2 spaces.\n") + prompt);
  checkFix(before + prompt, "Indent with 2 spaces", before.replace(" labels: {}", "  labels: {}") + prompt);
});

test("correct lines behind it are not reported", () => {
  check(
    `${HEAD}      systemPrompt: hello\n     displayName: M\n#<----- yaml-syntax: with 6 spaces\n      skills:\n        - memory\n      schedule:\n        type: heartbeat\n        interval: 1h\n        task: t\n      model: m\n`,
  );
});

test("another mistake behind it is told as well", () => {
  check(
    `${HEAD}      systemPrompt: hello\n     model: m\n#<----- yaml-syntax: with 6 spaces\n      provider: @x\n#               ^ yaml-syntax: Put the value in quotes.\n`,
  );
});

test("no line of what kubectl reads is misplaced", () => {
  for (const { yaml, error } of oracleLines<{ yaml: string; error?: string }>("yaml-syntax.jsonl")) {
    const block = new Block(yaml, "document");
    if (error === undefined && block.problems.length === 0)
      assert.equal(misplacedLine(block), undefined, yaml);
  }
});
