/** Rules about text that kubectl cannot read: syntax, characters, separators, anchors, keys. */
import { test } from "node:test";
import { check, checkFix, crlf, fullPersona, spec } from "./check.ts";

test("yaml-syntax", () => {
  check(fullPersona('displayName: "Monitor\n#                   ^ yaml-syntax: The closing " is missing.\n'));
  check(fullPersona("skills: [a, b\n#           ^ yaml-syntax: ]\n"));
  check(fullPersona("displayName: @monitor\n#            ^ yaml-syntax: Put the value in quotes.\n"));
  check(fullPersona("displayName: a: b # c\n#            ^^^^ yaml-syntax: quote the value\n"));
  check(fullPersona("model\n#<----- yaml-syntax: A key needs a colon\n"));
});

test("yaml-syntax: what quotes mend", () => {
  const cron = (value: string) => fullPersona(`schedule:\n  type: heartbeat\n  task: t\n  cron: ${value}\n`);
  check(cron('*/5 * * * *\n  #     ^^^^^^^^^^^ yaml-syntax: must be quoted: "*/5 * * * *".'));
  check(cron("* 9 * * * # c\n  #     ^^^^^^^^^ yaml-syntax: must be quoted"));
  checkFix(cron("*/5 9 * * *"), 'Quote: "*/5 9 * * *"', cron('"*/5 9 * * *"'));
  checkFix(
    fullPersona("schedule: {cron: */5 9 * * *, task: t}\n"),
    'Quote: "*/5 9 * * *"',
    fullPersona('schedule: {cron: "*/5 9 * * *", task: t}\n'),
  );
  const named = (value: string) => fullPersona(`displayName: ${value}\n`);
  checkFix(named("Team: the best # c"), 'Quote: "Team: the best"', named('"Team: the best" # c'));
  check(named("**bold**\n#            ^^^^^^^^ anchor: must be quoted"));
});

test("no-break spaces are named", () => {
  check(fullPersona("model:\u00a0m\n#     ^ yaml-syntax: no-break space (U+00A0)\n"));
  checkFix(fullPersona("model:\u00a0\u00a0m\n"), "Replace with a space", fullPersona("model:  m\n"));
  check(fullPersona("skills:\n  -\u00a0memory\n#  ^ wrong-type: no-break space\n"));
  checkFix(
    fullPersona("skills:\n  -\u00a0memory\n"),
    "Replace with a space",
    fullPersona("skills:\n  - memory\n"),
  );
});

test("yaml-syntax leaves alone what kubectl reads", () => {
  check(fullPersona('displayName: "The\nMonitor"\nskills: [\nmemory,\n  k8s-ops\n]\nmodel: "gpt-4o"#c\n'));
});

test("yaml-syntax names what kubectl drops", () => {
  check(`${spec("")}...\nkind: Secret\n#<------------ yaml-syntax: drops this without a word\n---\n`);
  check(`${spec("")}... # done\n# nothing\n---\n`);
  check(
    ` apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\n#<----------------- yaml-syntax: Is the first line indented by mistake?\n`,
  );
});

test("yaml-dialect", () => {
  const mark = (line: string, message: string) => check(fullPersona(`${line}\n${message}\n`));
  mark("skills: [a, what?, b]", "#           ^^^^^ yaml-dialect: ends a plain value at `?`");
  mark("skills: [?a]", "#        ^^ yaml-dialect: takes `?` for the start of a key");
  mark("skills: [:a]", "#        ^^ yaml-dialect: takes a `:` at the start");
  mark("memory: {seeds:[a]}", "#             ^ yaml-dialect: unless a blank follows it");
  check(fullPersona("memory: {enabled\n#        ^^^^^^^ yaml-dialect: on one line\n   : true}\n"));
  check(fullPersona('skills: ["what?", http://a:80, a:b]\nmemory: {"seeds":[a]}\ndisplayName: Why?\n'));
  checkFix(fullPersona("skills: [what?]\n"), 'Quote: "what?"', fullPersona('skills: ["what?"]\n'));
  checkFix(
    fullPersona("memory: {seeds:[a]}\n"),
    "Put a blank behind the colon",
    fullPersona("memory: {seeds: [a]}\n"),
  );
});

test("yaml-dialect knows tags", () => {
  check(fullPersona('model: !!str 1\nmemory: {enabled: !!bool "true"}\n'));
  check(fullPersona("model: !<>  m\n#      ^^^ yaml-dialect: needs a name\n"));
  check(fullPersona("memory: {enabled: !!bool 1}\n#                 ^^^^^^ yaml-dialect: does not fit\n"));
});

test("nesting-limit", () => {
  const deep = `${"[".repeat(120)}${"]".repeat(120)}`;
  check(
    fullPersona(`skills: ${deep}`).replace(
      / {4}- name.*/,
      (line) => `${line}\n#<- nesting-limit: more than 100 levels`,
    ),
  );
  check(fullPersona(`skills: ${"[".repeat(40)}a${"]".repeat(40)}`).replace(/skills.*/, "skills: [a]"));
});

test("control-character", () => {
  check(fullPersona("displayName: a\u001b[0m\n#             ^ control-character: U+001B\n"));
  check(fullPersona("model: m # \u007f\n#          ^ control-character: Remove it.\n"));
  check(
    fullPersona("displayName: a\u2028b\n#             ^ control-character: U+2028 for the end of the line\n"),
  );
  check(fullPersona('displayName: "a\u2028b"\nmodel: "\\e[0m é \u{1f600} \u00a0"\n'));
  checkFix(fullPersona("displayName: a\u001b[0m\n"), "Remove U+001B", fullPersona("displayName: a[0m\n"));
  checkFix(fullPersona("displayName: a\u2028b\n"), "Replace with a blank", fullPersona("displayName: a b\n"));
});

test("document-marker", () => {
  check(`--- # first\n${spec("")}\n---\n`);
  check(`%YAML 1.2\n#<--------- document-marker: no YAML directives\n---\n${spec("")}`);
  check(
    `--- text\n#   ^^^^ document-marker: next line\n${spec("")}`
      .replace("--- text", "--- !!map")
      .replace("^^^^", "^^^^^"),
  );
  checkFix(`--- ${spec("")}`, "Put it on the next line", `---\n${spec("")}`);
  checkFix(crlf(`---\t${spec("")}`), "Put it on the next line", crlf(`---\n${spec("")}`));
  checkFix(`%YAML 1.2\n---\n${spec("")}`, "Remove this line", `\n---\n${spec("")}`);
});

const JSON_PACK =
  '{"apiVersion": "sympozium.ai/v1alpha1", "kind": "PersonaPack", "metadata": {"name": "a"}}\n';

test("json-document", () => {
  check(JSON_PACK);
  check(`---\n${JSON_PACK.replace('"a"', "a")}`);
  check(`${JSON_PACK.replace('"a"', "a")}#<- json-document: Write \`---\` before it.\n`);
  checkFix(JSON_PACK.replace('"a"', "a"), "Write --- before it", `---\n${JSON_PACK.replace('"a"', "a")}`);
});

test("anchor", () => {
  check(fullPersona("skills: &s [a]\nchannels: *s\nschedule:\n  <<: [{task: T}, {}]\n"));
  check(fullPersona("skills: *s\n#       ^^ anchor: put the anchor before it\nchannels: &s [a]\n"));
  check(fullPersona("skills: &a.b [a]\n#       ^^^^ anchor: letters, digits\n"));
  check(fullPersona("skills: &s [*s]\n#           ^^ anchor: would contain itself\n"));
  check(fullPersona("skills: &s [a]\nmemory:\n  <<: *s\n#     ^^ anchor: Merge a map.\n"));
  check(fullPersona("memory:\n  <<:\n# ^^ anchor: Merge a map.\n"));
});

test("invalid-key", () => {
  const labelled = (label: string) => spec("").replace("  name", `  labels: {${label}}\n  name`);
  check(labelled('1: "a", "null": b, yes: c'));
  check(labelled("null: b").replace("\n  name", '\n#          ^^^^ invalid-key: Write "null".\n  name'));
  check(labelled("[a]: b").replace("\n  name", "\n#          ^^^ invalid-key: must be text\n  name"));
  check(
    labelled(": b").replace(
      "\n  name",
      "\n#          ^^ invalid-key: A key is missing before this colon.\n  name",
    ),
  );
  checkFix(labelled("~: b"), 'Quote: "~"', labelled('"~": b'));
});

test("invalid-escape", () => {
  check(fullPersona('displayName: "\\n \\u00e9 \\\\/ \\U0001F600"\n'));
  check(fullPersona('displayName: "a\\/b"\n#              ^^ invalid-escape: Write `/`.\n'));
  checkFix(
    fullPersona('displayName: "\\ud83d\\ude00!"\n'),
    "Write \\U0001F600",
    fullPersona('displayName: "\\U0001F600!"\n'),
  );
  checkFix(fullPersona('displayName: "\\ud83d"\n'), "Write \\uFFFD", fullPersona('displayName: "\\uFFFD"\n'));
});
