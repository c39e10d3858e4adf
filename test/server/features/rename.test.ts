/** Renaming in a pack: texts with a cursor, and the text that comes out or the reason why none does. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { prepareRename, rename } from "../../../server/src/features/rename.ts";
import type { PackFile } from "../../../server/src/yaml/pack-file.ts";
import { comparePositions, type Range } from "../../../server/src/yaml/position.ts";
import { at, PACK } from "./navigation-pack.ts";
import { HEADER } from "./pointer.ts";

function applied(file: PackFile, edits: readonly { range: Range; newText: string }[]): string {
  const sorted = edits.toSorted((a, b) => comparePositions(b.range.start, a.range.start));
  for (const { range, newText } of sorted) file.edit(newText, range);
  return file.text;
}

function renamed(text: string, word: string, n: number, newName: string): string {
  const { file, position } = at(word, n, text);
  const result = rename(file, position, newName);
  assert.ok(result?.kind === "renaming", result?.kind === "refusal" ? result.reason : "no answer");
  return applied(file, result.edits);
}

suite("rename", () => {
  test("a persona: all references, in their quotes and in flow style", () => {
    const result = renamed(PACK, "writer", 2, "author");
    assert.equal(result, PACK.replaceAll("writer", "author"));
  });

  test("with line breaks of Windows", () => {
    const text = PACK.replaceAll("\n", "\r\n");
    assert.equal(renamed(text, "reader", 1, "viewer"), text.replaceAll("reader", "viewer"));
  });

  test("quotes where the new name needs them, by the style of each place", () => {
    const text = `${HEADER}  skillParams:\n    a1: {}\n  personas:\n    - skills: [a1, 'a1', "a1"]\n`;
    assert.equal(
      renamed(text, "a1", 1, "a, b"),
      `${HEADER}  skillParams:\n    a, b: {}\n  personas:\n    - skills: ["a, b", 'a, b', "a, b"]\n`,
    );
    assert.match(renamed(PACK, "reader", 0, "yes"), /source: "yes".*name: "yes"/s);
    const single = `${HEADER}  personas:\n    - skills: ['x']\n`;
    assert.match(renamed(single, "'x'", 0, "it's"), /skills: \['it''s'\]/);
  });

  test("not a name that is a block scalar", () => {
    const { file, position } = at("abc", 0, `${HEADER}  personas:\n    - name: >-\n        abc\n`);
    assert.equal(prepareRename(file, position), undefined);
  });

  test("a skill and a channel, keys included", () => {
    assert.equal(
      renamed(PACK, "github-gitops", 0, "software-dev"),
      PACK.replaceAll("github-gitops", "software-dev"),
    );
    assert.equal(renamed(PACK, "slack", 2, "discord"), PACK.replaceAll("slack", "discord"));
  });

  test("what an alias brings is changed behind its anchor, once", () => {
    const text = `${HEADER}  excludePersonas: [*n, *n]\n  personas: []\n`.replace(
      "data-team",
      "&n data-team",
    );
    const shared = `${HEADER}  excludePersonas: [&n one, *n]\n  personas:\n    - name: *n\n    - <<: {name: two}\n`;
    assert.equal(renamed(shared, "one", 0, "three"), shared.replace("one", "three"));
    assert.equal(renamed(shared, "two", 0, "four"), shared.replace("two", "four"));
    const { file, position } = at("data-team", 0, text);
    assert.equal(prepareRename(file, position), undefined, "a pack is no word of the file");
  });

  test("of two personas with one name, the one under the pointer", () => {
    const text = `${HEADER}  excludePersonas: [twin]\n  personas:\n    - name: twin\n    - name: twin\n`;
    assert.match(
      renamed(text, "twin", 2, "other"),
      /\[twin\]\n {2}personas:\n {4}- name: twin\n {4}- name: other/,
    );
  });

  test("the place to rename is the name with its quotes, the words to change are without", () => {
    const { file, position } = at("writer", 2);
    const target = prepareRename(file, position);
    assert.equal(target?.placeholder, "writer");
    assert.equal(
      (target?.range.end.character ?? 0) - (target?.range.start.character ?? 0),
      '"writer"'.length,
    );
  });

  test("warns that a persona's memory goes, and of nothing else", () => {
    const persona = at("reader", 0);
    const result = rename(persona.file, persona.position, "viewer");
    assert.match(result?.kind === "renaming" ? (result.warning ?? "") : "", /empty memory/);
    const skill = at("memory", 0);
    assert.equal(JSON.stringify(rename(skill.file, skill.position, "llmfit")).includes("warning"), false);
  });

  test("a name that leads nowhere, towards a persona that is there, whatever that is called", () => {
    const lost = PACK.replaceAll("name: reader", "name: viewer");
    assert.equal(renamed(lost, "reader", 0, "viewer"), lost.replaceAll("reader", "viewer"));
    const odd = lost.replace("viewer", "Viewer");
    const { file, position } = at("reader", 0, odd);
    const result = rename(file, position, "Viewer");
    assert.ok(result?.kind === "renaming");
    assert.equal(result.warning, undefined, "the persona keeps its name and its memory");
    assert.equal(applied(file, result.edits), odd.replaceAll("reader", "Viewer"));
  });

  test("to a skill or a channel that only other personas and other settings have", () => {
    const text = `${HEADER}  skillParams: {one: {a: b}}
  channelConfigs: {slack: s}
  channelAccessControl: {discord: {}}
  personas:
    - {name: a, skills: [one], channels: [slack]}
    - {name: b, skills: [two], channels: [discord]}
`;
    assert.equal(renamed(text, "one", 0, "two"), text.replaceAll("one", "two"));
    assert.equal(renamed(text, "slack", 0, "discord"), text.replaceAll("slack", "discord"));
  });

  test("a name to itself changes nothing, even where it stands twice", () => {
    const text = `${HEADER}  personas:\n    - name: Twin\n      skills: [one, one]\n    - name: Twin\n`;
    assert.equal(renamed(text, "Twin", 0, "Twin"), text);
    assert.equal(renamed(text, "one", 0, "one"), text);
  });

  const personas = (spec: string, list: string) => `${HEADER}${spec}  personas:\n${list}`;
  const CLASHES: readonly (readonly [
    what: string,
    text: string,
    word: string,
    newName: string,
    reason: RegExp,
  ])[] = [
    [
      "two skills with parameters",
      personas("  skillParams:\n    one: {a: b}\n    two: {a: c}\n", "    - skills: [one]\n"),
      "one: {",
      "two",
      /^`skillParams` has `two` already \(line 7\).* Make them one or remove one first\.$/,
    ],
    [
      "two channels with Secrets",
      personas(
        "  channelConfigs:\n    slack: s\n    telegram: t\n",
        "    - name: a\n      channels: [slack]\n",
      ),
      "slack]",
      "telegram",
      /^`channelConfigs` has `telegram` already \(line 7\)/,
    ],
    [
      "two channels with senders",
      personas("  channelAccessControl: {slack: {}, telegram: {}}\n", "    - name: a\n"),
      "slack",
      "telegram",
      /^`channelAccessControl` has `telegram` already \(line 5\)/,
    ],
    [
      "settings that a merge brings",
      personas("  skillParams:\n    <<: {one: {a: b}}\n    two: {a: c}\n", "    - skills: [one]\n"),
      "one]",
      "two",
      /^`skillParams` has `two` already/,
    ],
    [
      "a persona with both skills, the list behind an alias",
      personas(
        "",
        "    - name: a\n      skills: [one]\n      x: &s [one, two]\n    - name: b\n      skills: *s\n",
      ),
      "one]",
      "two",
      /^The persona `b` has the skill `two` already\. Remove one of the two from its list first\.$/,
    ],
    [
      "a persona with both channels",
      personas("", "    - channels: [slack, telegram]\n"),
      "slack",
      "telegram",
      /^A persona without a name has the channel `telegram` already/,
    ],
    [
      "a persona that would be left out",
      personas("  excludePersonas: [ghost]\n", "    - name: a1\n"),
      "name: a1",
      "ghost",
      /^`excludePersonas` lists `ghost` already, .*left out\. Remove that entry first, or choose another name\.$/,
    ],
    [
      "a persona that references would mean",
      personas("  relationships:\n    - {source: a1, target: ghost}\n", "    - name: a1\n"),
      "name: a1",
      "ghost",
      /^Line 6 refers to a persona `ghost` that this pack does not have: .*Change or remove that first, or choose another name\.$/,
    ],
    [
      "a persona, from a reference to it, where the name is another's",
      PACK,
      "reader",
      "writer",
      /has a persona `writer` already\. Choose another name, or to refer to `writer` here edit this text alone\.$/,
    ],
    [
      "a persona whose name is an alias of a reference",
      personas("  excludePersonas: [&n one]\n", "    - name: *n\n    - name: two\n"),
      "one",
      "two",
      /has a persona `two` already/,
    ],
    [
      "a name that no persona can have",
      PACK,
      "name: reader",
      "Bad Name!",
      /^Kubernetes refuses an Instance `<pack>-Bad Name!`: .* not at the ends: `bad-name`\.$/,
    ],
    [
      "a name with a line break",
      PACK,
      "name: reader",
      "x\ny",
      /^Kubernetes refuses an Instance `<pack>-x y`/,
    ],
  ];
  for (const [what, text, word, newName, reason] of CLASHES) {
    test(`refused: ${what}`, () => {
      const { file, position } = at(word, 0, text);
      const character = position.character + (word.startsWith("name: ") ? "name: ".length : 0);
      const result = rename(file, { ...position, character }, newName);
      assert.match(result?.kind === "refusal" ? result.reason : "", reason);
    });
  }

  const REFUSED: readonly (readonly [newName: string, text: string, reason: RegExp])[] = [
    ["", PACK, /needs a name/],
    ["writer", PACK, /has a persona `writer` already\. Choose another name\.$/],
    [
      "new",
      `${HEADER}  excludePersonas:\n    - >-\n      reader\n  personas:\n    - name: reader\n`,
      /Line 7 .*block scalar/,
    ],
  ];
  for (const [newName, text, reason] of REFUSED) {
    test(`refused: ${reason.source}`, () => {
      const { file, position } = at("name: reader", 0, text);
      const result = rename(file, { ...position, character: position.character + 6 }, newName);
      assert.match(result?.kind === "refusal" ? result.reason : "", reason);
    });
  }
});
