/** Moving through a pack: texts with a cursor, and the places that come out. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { definition } from "../../../server/src/features/definition.ts";
import { documentHighlights } from "../../../server/src/features/document-highlight.ts";
import { packSummaries } from "../../../server/src/features/pack-summary.ts";
import { references } from "../../../server/src/features/references.ts";
import { prepareRename } from "../../../server/src/features/rename.ts";
import { workspaceSymbols } from "../../../server/src/features/workspace-symbols.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import type { Range } from "../../../server/src/yaml/position.ts";
import { at, PACK } from "./navigation-pack.ts";
import { HEADER } from "./pointer.ts";

const lineNumbers = (places: readonly { readonly range: Range }[]): number[] =>
  places.map(({ range }) => range.start.line).sort((a, b) => a - b);

function lineOf(piece: string, n = 0, text = PACK): number {
  return at(piece, n, text).position.line;
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

  test("of a name with an anchor: itself, and its aliases are references", async () => {
    const text = `${HEADER}  personas:\n    - name: &n abc\n  excludePersonas: [*n]\n`;
    const { file, position } = at("abc", 0, text);
    assert.deepEqual(lineNumbers(await definition(file, position, alone)), [5]);
    assert.deepEqual(lineNumbers(await references(file, position, { includeDeclaration: false })), [6]);
    assert.deepEqual(lineNumbers(await references(file, position, { includeDeclaration: true })), [5, 6]);
  });

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
