/** Moving through a pack and renaming in it: texts with a cursor, and the places or the text that come out. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { definition } from "../../../server/src/features/definition.ts";
import { documentHighlights } from "../../../server/src/features/document-highlight.ts";
import { packSummaries } from "../../../server/src/features/pack-summary.ts";
import { references } from "../../../server/src/features/references.ts";
import { prepareRename, rename } from "../../../server/src/features/rename.ts";
import { workspaceSymbols } from "../../../server/src/features/workspace-symbols.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import { comparePositions, type Range } from "../../../server/src/yaml/position.ts";
import { readCursor } from "../marked-text.ts";
import { HEADER } from "./pointer.ts";

/** The two personas, and everything that names them, their skills and their channels. */
const PACK = `${HEADER}  excludePersonas: [writer]
  relationships:
    - {source: reader, target: writer, type: delegation}
  skillParams:
    github-gitops: {repo: a/b}
  channelConfigs:
    slack: s
  channelAccessControl:
    "slack": {allowedChats: [c]}
  personas:
    - name: reader
      skills: [github-gitops, memory]
      channels:
        - slack
    - name: "writer"
      skills:
        - github-gitops
`;

/** `PACK` with the cursor on the n-th occurrence (from 0) of a word. */
function at(
  word: string,
  n: number,
  text = PACK,
): { file: PackFile; position: { line: number; character: number } } {
  let index = -1;
  for (let i = 0; i <= n; i++) index = text.indexOf(word, index + 1);
  assert.ok(index >= 0, `${word} ${n}`);
  const { position } = readCursor(`${text.slice(0, index + 1)}|${text.slice(index + 1)}`);
  return { file: new PackFile("file:///pack.yaml", 1, text), position };
}

const lineNumbers = (places: readonly { readonly range: Range }[]): number[] =>
  places.map(({ range }) => range.start.line).sort((a, b) => a - b);

function lineOf(piece: string, n = 0, text = PACK): number {
  return at(piece, n, text).position.line;
}

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

const alone = { withoutGeneric: false };

suite("definition", () => {
  const CASES: readonly (readonly [name: string, word: string, n: number, lines: readonly number[]])[] = [
    ["of an excluded persona", "writer", 0, [lineOf('name: "writer"')]],
    ["of the target of a relationship", "writer", 1, [lineOf('name: "writer"')]],
    ["of the source of a relationship", "reader", 0, [lineOf("name: reader")]],
    [
      "of configured skills: the personas that have them",
      "github-gitops",
      0,
      [lineOf("github-gitops", 1), lineOf("github-gitops", 2)],
    ],
    ["of a persona's skill: its parameters", "github-gitops", 2, [lineOf("github-gitops")]],
    ["of a persona's channel: both settings", "slack", 2, [lineOf("slack: s"), lineOf('"slack"')]],
    ["of a setting: the persona", '"slack"', 0, [lineOf("- slack")]],
    ["of a skill without parameters", "memory", 0, []],
    ["of a pack that no other file has: itself", "data-team", 0, [lineOf("data-team")]],
    ["of a word that is no name", "delegation", 0, []],
  ];
  for (const [name, word, n, lines] of CASES) {
    test(name, async () => {
      const { file, position } = at(word, n);
      assert.deepEqual(lineNumbers(await definition(file, position, alone)), lines);
    });
  }

  test("of an alias: its anchor, unless another extension answers", async () => {
    const text = `${HEADER}  personas:\n    - name: a\n      skills: &s\n        - memory\n    - name: b\n      skills: *s\n`;
    const { file, position } = at("*s", 0, text);
    const anchor = { start: { line: 6, character: 14 }, end: { line: 6, character: 16 } };
    assert.deepEqual(await definition(file, position, alone), [{ uri: file.uri, range: anchor }]);
    assert.deepEqual(await definition(file, position, { withoutGeneric: true }), []);
  });

  test("of a pack: the other files with the same name, asked only then", async () => {
    const other = new PackFile("file:///other.yaml", 1, PACK);
    const otherFiles = async () => [{ uri: other.uri, packs: packSummaries(other) }];
    const { file, position } = at("data-team", 0);
    const found = await definition(file, position, { ...alone, otherFiles });
    assert.deepEqual(
      found.map(({ uri }) => uri),
      [other.uri],
    );
    const both = await references(file, position, { includeDeclaration: true, otherFiles });
    assert.deepEqual(
      both.map(({ uri }) => uri),
      [file.uri, other.uri],
    );
    const persona = at("reader", 0);
    const never = () => Promise.reject(new Error("asked"));
    await references(persona.file, persona.position, { includeDeclaration: true, otherFiles: never });
  });
});

suite("references and highlights", () => {
  const CASES: readonly (readonly [name: string, word: string, n: number, lines: readonly number[]])[] = [
    ["a persona", "writer", 2, [lineOf("excludePersonas"), lineOf("source:"), lineOf('"writer"')]],
    [
      "a skill",
      "github-gitops",
      1,
      [lineOf("github-gitops"), lineOf("github-gitops", 1), lineOf("github-gitops", 2)],
    ],
    ["a channel", "slack", 0, [lineOf("slack: s"), lineOf('"slack"'), lineOf("- slack")]],
  ];
  for (const [name, word, n, lines] of CASES) {
    test(`${name}: every place`, async () => {
      const { file, position } = at(word, n);
      assert.deepEqual(lineNumbers(await references(file, position, { includeDeclaration: true })), lines);
      assert.deepEqual(lineNumbers(documentHighlights(file, position)), lines);
    });
  }

  test("without the declaration", async () => {
    const { file, position } = at("writer", 0);
    const found = await references(file, position, { includeDeclaration: false });
    assert.deepEqual(lineNumbers(found), [lineOf("excludePersonas"), lineOf("source:")]);
  });

  test("the definition is told apart", () => {
    const { file, position } = at("reader", 0);
    const kinds = documentHighlights(file, position).map(({ kind }) => kind);
    assert.deepEqual(kinds.sort(), ["definition", "reference"]);
  });

  test("names of another document of the file do not count", () => {
    const { file, position } = at("reader", 0, `${PACK}---\n${PACK}`);
    assert.equal(documentHighlights(file, position).length, 2);
  });

  test("nothing in what is no pack", () => {
    const { file, position } = at("reader", 0, PACK.replace("PersonaPack", "ConfigMap"));
    assert.deepEqual(documentHighlights(file, position), []);
    assert.equal(prepareRename(file, position), undefined);
  });
});

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
    const result = renamed(
      `${HEADER}  excludePersonas: [a1, 'a1', "a1"]\n  personas:\n    - name: a1\n`,
      "a1",
      3,
      "a, b",
    );
    assert.equal(
      result,
      `${HEADER}  excludePersonas: ["a, b", 'a, b', "a, b"]\n  personas:\n    - name: a, b\n`,
    );
    assert.match(renamed(PACK, "reader", 0, "yes"), /source: "yes".*name: "yes"/s);
    const single = `${HEADER}  personas:\n    - name: 'x'\n`;
    assert.match(renamed(single, "'x'", 0, "it's"), /name: 'it''s'/);
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

  const REFUSED: readonly (readonly [newName: string, text: string, reason: RegExp])[] = [
    ["", PACK, /needs a name/],
    ["writer", PACK, /has a persona writer already/],
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

suite("workspace symbols", () => {
  const file = new PackFile("file:///pack.yaml", 1, `${PACK}---\nkind: ConfigMap\nmetadata: {name: other}\n`);
  const files = [{ uri: file.uri, packs: packSummaries(file) }];
  const names = (query: string) => workspaceSymbols(files, query).map(({ name }) => name);

  test("packs and their personas, by letters in order", () => {
    assert.deepEqual(names(""), ["data-team", "reader", "writer"]);
    assert.deepEqual(names("DTm"), ["data-team"]);
    assert.deepEqual(names("rte"), ["writer"]);
    assert.deepEqual(names("xyz"), []);
  });

  test("a persona says whose it is", () => {
    const [persona] = workspaceSymbols(files, "reader");
    assert.deepEqual([persona?.kind, persona?.container], ["persona", "data-team"]);
  });
});
