import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type EditedDocument,
  mayHoldPack,
  mayHoldPackNow,
  type TextChange,
} from "../../../client/src/language/candidate-document.ts";

interface Given {
  readonly text?: string;
  readonly path?: string;
  readonly scheme?: string;
  readonly languageId?: string;
}

function documentOf({ text = "", path = "/w/a.yaml", scheme = "file", languageId = "yaml" }: Given) {
  const lines = text.split("\n");
  const read = { whole: 0, lines: [] as number[] };
  const document: EditedDocument = {
    languageId,
    uri: { scheme, path },
    getText: () => {
      read.whole++;
      return text;
    },
    lineCount: lines.length,
    lineAt: (line) => {
      read.lines.push(line);
      const found = lines[line];
      assert.ok(found !== undefined, `line ${line} of ${lines.length}`);
      return { text: found };
    },
  };
  return { document, read };
}

const pack = "apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\n";

const opened: readonly [title: string, given: Given, expected: boolean][] = [
  ["a pack", { text: pack }, true],
  ["a pack behind another document", { text: `kind: Deployment\n---\n${pack}` }, true],
  ["a pack in flow style", { text: '{"apiVersion": "sympozium.ai/v1alpha1", "kind": "PersonaPack"}' }, true],
  ["a Helm template of a pack", { text: "{{ if .x }}\nkind: PersonaPack\n{{ end }}" }, true],
  ["another kind of the same group", { text: "apiVersion: sympozium.ai/v1alpha1\n" }, true],
  ["a half-typed apiVersion", { text: "apiVersion: sym" }, true],
  ["a half-typed quoted apiVersion", { text: 'apiVersion: "symp' }, true],
  ["a half-typed kind in a List", { text: "items:\n  - kind: Perso" }, true],
  ["the kind of half the cluster", { text: "apiVersion: v1\nkind: PersistentVolumeClaim\n" }, false],
  ["other words that begin alike", { text: "subkind: Person\nnote: kind: Person\n" }, false],
  ["an empty file", {}, false],
  ["an empty file named for a pack", { path: "/w/personapack.yaml" }, true],
  ["... with more in the name", { path: "/w/team_persona-pack_v2.yml" }, true],
  ["... by the short ending", { path: "/w/data-team.pack.yaml" }, true],
  ["... in a folder of packs", { path: "/w/persona-packs/data-team.yaml" }, true],
  ["an empty file below a folder of packs", { path: "/w/persona-packs/src/values.yaml" }, false],
  ["an empty file with a similar name", { path: "/w/personapackager.yaml" }, false],
  ["an untitled pack", { text: pack, scheme: "untitled", path: "Untitled-1" }, true],
  ["a pack in a remote workspace", { text: pack, scheme: "vscode-remote" }, true],
  ["a pack in a repository that is not cloned", { text: pack, scheme: "vscode-vfs" }, true],
  ["the old side of a diff", { text: pack, scheme: "git" }, false],
  ["the output of a program", { text: pack, scheme: "output" }, false],
  ["a pack quoted in Markdown", { text: pack, languageId: "markdown" }, false],
];

for (const [title, given, expected] of opened) {
  test(`opened: ${title} ${expected ? "is" : "is not"} a candidate`, () => {
    assert.equal(mayHoldPack(documentOf(given).document), expected);
  });
}

test("a document of another language is not even read", () => {
  const { document, read } = documentOf({ text: pack, languageId: "markdown" });
  mayHoldPack(document);
  assert.equal(read.whole, 0);
});

const change = (line: number, text: string): TextChange => ({ range: { start: { line } }, text });

const edited: readonly [title: string, after: string, changes: TextChange[], expected: boolean][] = [
  ["the letter that makes it one", "a: 1\nkind: Perso", [change(1, "o")], true],
  ["a letter elsewhere", "kind: Perso\nab: 1", [change(1, "b")], false],
  ["a pasted pack", `a: 1\n---\n${pack}`, [change(1, `---\n${pack}`)], true],
  ["a paste that completes its first line", "kind: PersonaPack\nb: 1", [change(0, "naPack\nb: 1")], true],
  ["a paste that completes its last line", "a: 1\nkind: PersonaPack", [change(0, "a: 1\nkind: Per")], true],
  ["several cursors", "kind: Perso\nkind: Perso", [change(1, "o"), change(0, "o")], true],
  ["deleting the rest of the file", "a: 1", [change(0, "")], false],
  ["no change of text", pack, [], false],
];

for (const [title, after, changes, expected] of edited) {
  test(`edited: ${title} ${expected ? "makes" : "does not make"} a candidate`, () => {
    assert.equal(mayHoldPackNow(documentOf({ text: after }).document, changes), expected);
  });
}

test("a keystroke in a large file reads one line of it", () => {
  const { document, read } = documentOf({ text: "a: 1\n".repeat(10_000) });
  assert.equal(mayHoldPackNow(document, [change(5_000, "x")]), false);
  assert.equal(read.whole, 0);
  assert.deepEqual([...new Set(read.lines)], [5_000]);
});

test("a keystroke in the old side of a diff reads nothing", () => {
  const { document, read } = documentOf({ text: pack, scheme: "git" });
  assert.equal(mayHoldPackNow(document, [change(0, "x")]), false);
  assert.deepEqual(read, { whole: 0, lines: [] });
});
