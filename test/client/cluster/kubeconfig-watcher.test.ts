import assert from "node:assert/strict";
import {
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { readKubeconfig } from "../../../client/src/cluster/kubeconfig.ts";
import { KubeconfigWatcher } from "../../../client/src/cluster/kubeconfig-watcher.ts";
import { eventually } from "../../cluster/eventually.ts";
import { FakeClock } from "./fake-clock.ts";

const DEBOUNCE_MS = 500;

const config = (current: string) => `current-context: ${current}\n`;

describe("Watching the kubeconfig", () => {
  let folder: string;
  let file: string;
  let clock: FakeClock;
  let watcher: KubeconfigWatcher;
  /** Under way; of what is written meanwhile they may see a half. */
  let reads: number;
  let seen: (string | undefined)[];
  /** All that may be seen until the end of the test. */
  let expected: (string | undefined)[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "watch-"));
    file = join(folder, ".kube", "config");
    clock = new FakeClock();
    reads = 0;
    seen = [];
    expected = [];
  });
  afterEach(() => {
    watcher.dispose();
    assert.equal(clock.pending, 0);
    rmSync(folder, { recursive: true, force: true });
    assert.deepEqual(seen, expected);
  });

  /** The check after the start finds nothing new. */
  async function start(files = [file]): Promise<void> {
    watcher = new KubeconfigWatcher({
      files,
      read: async (paths) => {
        reads++;
        return await readKubeconfig(paths).finally(() => reads--);
      },
      initial: await readKubeconfig(files),
      onChange: ({ current }) => seen.push(current),
      clock,
      log: assert.fail,
    });
    assert.equal(clock.pending, 1);
    await checked();
  }

  /** What is due by then is read to its end. */
  async function checked(): Promise<void> {
    await clock.pass(DEBOUNCE_MS);
    await eventually(async () => assert.equal(reads, 0));
  }

  /** The file system tells of what was done in its own time. */
  async function noticed(): Promise<void> {
    await eventually(async () => assert.equal(clock.pending, 1));
  }

  /** One more value, and no other before it. */
  async function expect(current: string | undefined, act: () => void): Promise<void> {
    act();
    expected.push(current);
    await eventually(async () => {
      await checked();
      assert.equal(seen.length, expected.length);
    });
    assert.deepEqual(seen, expected);
  }

  test("written, replaced by a rename, deleted, created again", async () => {
    mkdirSync(join(folder, ".kube"));
    writeFileSync(file, config("a"));
    await start();
    await expect("b", () => writeFileSync(file, config("b")));
    await expect("c", () => {
      writeFileSync(`${file}.tmp`, config("c"));
      renameSync(`${file}.tmp`, file);
    });
    await expect(undefined, () => unlinkSync(file));
    await expect("d", () => writeFileSync(file, config("d")));
  });

  test("neither file nor folder is there yet; the folder goes and comes back", async () => {
    await start();
    await expect("a", () => {
      mkdirSync(join(folder, ".kube"));
      writeFileSync(file, config("a"));
    });
    await expect(undefined, () => renameSync(join(folder, ".kube"), join(folder, "away")));
    await expect("a", () => renameSync(join(folder, "away"), join(folder, ".kube")));
    await expect("b", () => writeFileSync(file, config("b")));
  });

  test("the folder comes first, the file later", async () => {
    await start();
    mkdirSync(join(folder, ".kube"));
    await noticed();
    await checked();
    await expect("a", () => writeFileSync(file, config("a")));
  });

  test("a link, set anew and written behind", async () => {
    mkdirSync(join(folder, ".kube"));
    mkdirSync(join(folder, "real"));
    writeFileSync(join(folder, "real", "one"), config("a"));
    writeFileSync(join(folder, "real", "two"), config("b"));
    symlinkSync(join(folder, "real", "one"), file);
    await start();
    await expect("c", () => writeFileSync(join(folder, "real", "one"), config("c")));
    await expect("b", () => {
      symlinkSync(join(folder, "real", "two"), `${file}.tmp`);
      renameSync(`${file}.tmp`, file);
    });
    await expect("d", () => writeFileSync(join(folder, "real", "two"), config("d")));
  });

  test("a link to a file below a folder that is a link, which is set anew", async () => {
    mkdirSync(join(folder, ".kube"));
    for (const name of ["a", "b"]) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, "config"), config(name));
    }
    symlinkSync("a", join(folder, "current"));
    symlinkSync(join("..", "current", "config"), file);
    await start();
    await expect("b", () => {
      symlinkSync("b", join(folder, "next"));
      renameSync(join(folder, "next"), join(folder, "current"));
    });
    await expect("c", () => writeFileSync(join(folder, "b", "config"), config("c")));
  });

  test("links in a circle, until they lead to a file", async () => {
    mkdirSync(join(folder, ".kube"));
    symlinkSync("other", file);
    symlinkSync("config", join(folder, ".kube", "other"));
    await start();
    await expect("a", () => {
      writeFileSync(join(folder, "real"), config("a"));
      unlinkSync(file);
      symlinkSync(join("..", "real"), file);
    });
  });

  test("several changes are one, and what says the same is none", async () => {
    mkdirSync(join(folder, ".kube"));
    writeFileSync(file, config("a"));
    const second = join(folder, "second");
    await start([file, second]);
    await expect("e", () => {
      for (const name of ["b", "c", "d", "e"]) writeFileSync(file, config(name));
      writeFileSync(second, config("x"));
    });
    utimesSync(file, new Date(), new Date());
    writeFileSync(file, `# A comment\n${config("e")}`);
    writeFileSync(join(folder, "other"), config("y"));
    await noticed();
    await expect("f", () => writeFileSync(file, config("f")));
  });

  test("nothing is looked at before the writer may have finished", async () => {
    mkdirSync(join(folder, ".kube"));
    await start();
    writeFileSync(file, "current-context: ha");
    await noticed();
    await clock.pass(DEBOUNCE_MS - 1);
    assert.equal(clock.pending, 1);
    await expect("half", () => writeFileSync(file, config("half")));
  });

  test("nothing is heard after dispose", async () => {
    mkdirSync(join(folder, ".kube"));
    await start();
    writeFileSync(file, config("b"));
    await noticed();
    watcher.dispose();
    await checked();
  });
});
