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
import { setTimeout as delay } from "node:timers/promises";
import { type Kubeconfig, readKubeconfig } from "../../../client/src/cluster/kubeconfig.ts";
import { KubeconfigWatcher } from "../../../client/src/cluster/kubeconfig-watcher.ts";

const config = (current: string) => `current-context: ${current}\n`;

describe("Watching the kubeconfig", () => {
  let folder: string;
  let file: string;
  let seen: (string | undefined)[];
  let watcher: KubeconfigWatcher | undefined;
  let heard: () => void;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "watch-"));
    file = join(folder, ".kube", "config");
    seen = [];
  });
  afterEach(() => {
    watcher?.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(files = [file]): Promise<void> {
    const onChange = (kubeconfig: Kubeconfig) => {
      seen.push(kubeconfig.current);
      heard?.();
    };
    watcher = new KubeconfigWatcher({
      files,
      initial: await readKubeconfig(files),
      onChange,
      log: assert.fail,
    });
    // The check after the start finds nothing new.
    await delay(700);
    assert.deepEqual(seen, []);
  }

  /** Waits for one more value. */
  async function expect(current: string | undefined, act: () => void): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    heard = resolve;
    const before = seen.length;
    act();
    await Promise.race([promise, delay(5000, undefined, { ref: false })]);
    assert.deepEqual(seen.slice(before), [current]);
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
    await delay(900);
    assert.deepEqual(seen, []);
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
    await delay(900);
    assert.deepEqual(seen, ["e"]);
  });

  test("nothing is heard after dispose", async () => {
    mkdirSync(join(folder, ".kube"));
    await start();
    writeFileSync(file, config("b"));
    watcher?.dispose();
    await delay(700);
    assert.deepEqual(seen, []);
  });
});
