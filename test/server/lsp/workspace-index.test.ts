/** The index of a real folder: what it reads, when it reads it again, and that it can be stopped. */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rename, rm, symlink, truncate, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, suite, test } from "node:test";
import { pathToFileURL } from "node:url";
import { Kustomizations } from "../../../server/src/kustomizations.ts";
import { WorkspaceIndex } from "../../../server/src/lsp/workspace-index.ts";
import { MAX_FILE_LENGTH } from "../../../server/src/yaml/pack-file.ts";

const packCalled = (name: string): string =>
  `apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\nmetadata:\n  name: ${name}\nspec:\n  personas: []\n`;
const never = () => false;

let folder: string;
let index: WorkspaceIndex;
let clock = Date.now();

const at = (name: string) => join(folder, name);
const uriOf = (name: string) => pathToFileURL(at(name)).href;
const names = () => index.files().flatMap(({ packs }) => packs.map(({ name }) => name));

async function write(name: string, text: string): Promise<void> {
  await writeFile(at(name), text);
  // Two writes within the clock's resolution would look like one.
  clock += 10_000;
  const time = new Date(clock);
  await utimes(at(name), time, time);
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "personapack index "));
  index = new WorkspaceIndex(new Kustomizations());
  index.setFolders([pathToFileURL(folder).href, "vscode-vfs://github/somebody/something"]);
});
afterEach(() => rm(folder, { recursive: true }));

suite("the index of a workspace", () => {
  test("finds packs in YAML files at any depth, several in one file", async () => {
    await mkdir(at("a/b"), { recursive: true });
    await write("a/b/one.yaml", packCalled("one"));
    await write("two.YML", `${packCalled("two")}---\n${packCalled("three")}`);
    await write("prose.md", packCalled("four"));
    await write("prose.yaml", "text: about a PersonaPack\n");
    await index.update(never);
    assert.deepEqual(names(), ["one", "two", "three"]);
    assert.equal(index.files()[0]?.uri, uriOf("a/b/one.yaml"));
  });

  test("passes over patches of Kustomize, for as long as they are named as such", async () => {
    index.watched();
    await mkdir(at("patches"));
    for (const name of ["team.yaml", "beside.yaml", "patches/below.yaml"])
      await write(name, packCalled(name));
    const overlay = "patches: [{path: beside.yaml}, {path: ./patches/below.yaml}]\n";
    await write("kustomization.yaml", `resources: [team.yaml]\n${overlay}`);
    await index.update(never);
    assert.deepEqual(names(), ["team.yaml"]);
    const stamps = index.files().map(({ stamp }) => stamp);

    await write("kustomization.yaml", "patchesStrategicMerge: [team.yaml]\n");
    index.fileChanged(uriOf("kustomization.yaml"));
    await index.update(never);
    assert.deepEqual(names(), ["beside.yaml", "patches/below.yaml"]);
    assert.deepEqual(
      index.files().filter(({ stamp }) => stamps.includes(stamp)),
      [],
      "results of a file that is something else now are not taken for the present ones",
    );

    await rm(at("kustomization.yaml"));
    index.fileChanged(uriOf("kustomization.yaml"));
    await index.update(never);
    assert.deepEqual(names().sort(), ["beside.yaml", "patches/below.yaml", "team.yaml"]);
  });

  test("passes over installed packages, links in circles and what is too long", async () => {
    for (const name of ["node_modules/x", ".git"]) {
      await mkdir(at(name), { recursive: true });
      await write(`${name}/pack.yaml`, packCalled("skipped"));
    }
    await symlink(folder, at("circle"));
    await write("long.yaml", packCalled("long"));
    await truncate(at("long.yaml"), MAX_FILE_LENGTH + 1);
    await index.update(never);
    assert.deepEqual(names(), []);
  });

  test("looks at the disk each time unless it is told of changes", async () => {
    await write("pack.yaml", packCalled("before"));
    await index.update(never);
    await write("pack.yaml", packCalled("after"));
    await write("new.yaml", packCalled("new"));
    await index.update(never);
    assert.deepEqual(names(), ["new", "after"]);
    index.watched();
    await write("pack.yaml", packCalled("later"));
    await rm(at("new.yaml"));
    await index.update(never);
    assert.deepEqual(names(), ["new", "after"], "nobody has told yet");
    for (const name of ["pack.yaml", "new.yaml", "other.txt"]) index.fileChanged(uriOf(name));
    await index.update(never);
    assert.deepEqual(names(), ["later"]);
  });

  test("forgets a folder that is gone, once told to look again", async () => {
    await mkdir(at("old"));
    await write("old/pack.yaml", packCalled("moved"));
    index.watched();
    await index.update(never);
    await rename(at("old"), at("new"));
    index.listAnew();
    await index.update(never);
    assert.deepEqual(
      index.files().map(({ uri }) => uri),
      [uriOf("new/pack.yaml")],
    );
  });

  test("goes by the folders of the workspace, not by names that begin alike", async () => {
    await mkdir(at("team"));
    await mkdir(at("team-two"));
    await write("team/pack.yaml", packCalled("inside"));
    await write("team-two/pack.yaml", packCalled("beside"));
    index.setFolders([uriOf("team")]);
    index.fileChanged(uriOf("team-two/pack.yaml"));
    await index.update(never);
    assert.deepEqual(names(), ["inside"]);
  });

  test("stops when all who wait have given up, and goes on where it was", async () => {
    for (let i = 0; i < 40; i++) await write(`${i}.yaml`, packCalled(`pack-${i}`));
    let isCancelled = false;
    let read = 0;
    await index.update(
      () => isCancelled,
      (done) => {
        read = done;
        isCancelled = done >= 3;
      },
    );
    assert.ok(read < 40, `${read} files were read before it stopped`);
    assert.equal(index.files().length, read);
    index.watched();
    const progress: string[] = [];
    await index.update(never, (done, all) => progress.push(`${done}/${all}`));
    assert.equal(index.files().length, 40);
    assert.equal(progress.at(-1), `${40 - read}/${40 - read}`);
  });

  test("one who gives up does not stop the others", async () => {
    for (let i = 0; i < 20; i++) await write(`${i}.yaml`, packCalled(`pack-${i}`));
    await Promise.all([index.update(() => true), index.update(never)]);
    assert.equal(index.files().length, 20);
  });
});
