import { test } from "node:test";
import { check, checkFix, crlf, fullPersona, spec } from "./check.ts";

test("tabs that kubectl reads", () => {
  check(fullPersona('model:\tm\t# why\nskills: [a,\tb]\ndisplayName: "a\tb"\n'));
  check(fullPersona("schedule:\n  task: |\n    run:\n    \tmake all\n    \t\n  interval: 1h\n"));
});

test("tabs of JSON and behind the end of a document", () => {
  const json = '{"apiVersion": "sympozium.ai/v1alpha1", "kind": "PersonaPack", "metadata": {"name": "a"}}';
  check(`\n\t${json}\n\t\n`);
  check(`${spec("")}...\n\t# done\n\t\n`);
});

test("tabs that it refuses", () => {
  check(spec("version: a\n").replace("  version: a", "\tversion: a\n#<- tab-indentation: Use spaces."));
  check(fullPersona("memory:\n").replace(/memory:\n$/, "memory:\n\t# note\n#<- tab-indentation\n"));
  check(fullPersona("skills:\n  -\ta\n#  ^ tab-indentation\n"));
  check(
    fullPersona("schedule:\n  task: >\n    \tfirst line\n#<----- tab-indentation\n").replace(
      "      #<-----",
      "#<-----------",
    ),
  );
});

const FIXED: readonly (readonly [title: string, before: string, after: string])[] = [
  ["Use spaces", spec("version: a\n").replace("  version", "\tversion"), spec("version: a\n")],
  ["Use spaces", crlf(spec("version: a\n").replace("  version", "\tversion")), crlf(spec("version: a\n"))],
  ["Use spaces", fullPersona("skills:\n  -\ta\n"), fullPersona("skills:\n  - a\n")],
  ["Use spaces", `${fullPersona("model: m\n")}\t\n`, `${fullPersona("model: m\n")}\n`],
  [
    "Use spaces on all these lines",
    fullPersona("memory:\n  seeds:\n").concat("\t\t\t\t\t- a\n\t\t\t\t\t- b\n"),
    fullPersona("memory:\n  seeds:\n    - a\n    - b\n"),
  ],
];

for (const [title, before, after] of FIXED) {
  test(`${title}: ${JSON.stringify(before.slice(-24))}`, () => checkFix(before, title, after));
}
