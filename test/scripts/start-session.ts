/** `npm start` after its set-up, as a person has it who has nothing: a home and a folder for temporary files, empty. */
import assert from "node:assert/strict";
import { type ChildProcessByStdio, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { eventually } from "../cluster/eventually.ts";

const program = fileURLToPath(new URL("../../scripts/start.ts", import.meta.url));

interface SystemProcess {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

export interface StartSessionOptions {
  readonly args?: readonly string[];
  /** There is a desktop VS Code, which writes down how it was called and is gone. */
  readonly desktop?: boolean;
  /** Text of `~/.kube/config`. */
  readonly kubeconfig?: string;
  /** Folder with kube-apiserver and etcd. */
  readonly assets?: string;
}

export class StartSession {
  readonly #folder = mkdtempSync(join(tmpdir(), "pp-start-"));
  readonly home = this.#subfolder("home");
  readonly temp = this.#subfolder("tmp");
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #exit: Promise<number | null>;
  #output = "";

  constructor({ args = [], desktop = false, kubeconfig, assets }: StartSessionOptions) {
    if (kubeconfig !== undefined) {
      mkdirSync(join(this.home, ".kube"));
      writeFileSync(join(this.home, ".kube/config"), kubeconfig);
    }
    const bin = this.#subfolder("bin");
    if (desktop) {
      const script = `#!/bin/sh\nprintf '%s\\n' "KUBECONFIG=$KUBECONFIG" "$@" > "${this.#folder}/called"\n`;
      writeFileSync(join(bin, "code"), script, { mode: 0o755 });
    }
    const path = ["/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/bin", "/bin"];
    this.#child = spawn(process.execPath, [program, "--no-build", ...args], {
      env: {
        PATH: [bin, ...path].join(":"),
        HOME: this.home,
        TMPDIR: this.temp,
        ...(assets !== undefined && { KUBEBUILDER_ASSETS: assets }),
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        this.#output += text;
      });
    }
    this.#exit = new Promise((resolve) => this.#child.once("exit", resolve));
  }

  get output(): string {
    return this.#output;
  }

  /** The first group of what it has printed, as soon as it has. */
  async printed(pattern: RegExp): Promise<string> {
    return await eventually(async () => {
      assert.equal(this.#child.exitCode, null, this.#output);
      const [, found] = pattern.exec(this.#output) ?? [];
      assert.ok(found !== undefined, this.#output);
      return found;
    }, 120_000);
  }

  /** What the desktop VS Code was called with: its KUBECONFIG, its arguments. */
  async desktopCall(): Promise<readonly string[]> {
    return await eventually(async () =>
      readFileSync(join(this.#folder, "called"), "utf8").trim().split("\n"),
    );
  }

  /** All processes below it. */
  processes(): readonly SystemProcess[] {
    const all = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" })
      .split("\n")
      .flatMap((line): SystemProcess[] => {
        const [, pid, parent, command = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
        return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
      });
    const below = (pid: number): SystemProcess[] =>
      all.filter(({ parent }) => parent === pid).flatMap((one) => [one, ...below(one.pid)]);
    // Other than `ps` itself.
    return this.#child.pid === undefined ? [] : below(this.#child.pid);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Null if a signal has ended it. */
  async exitCode(): Promise<number | null> {
    return await this.#exit;
  }

  /** No process of `before`, and no file in the folders of the session but what the person had. */
  async assertNothingLeft(before: readonly SystemProcess[], limit?: number): Promise<void> {
    await eventually(async () => {
      assert.deepEqual(
        before.filter(({ pid }) => isAlive(pid)),
        [],
      );
      assert.deepEqual(readdirSync(this.temp), []);
    }, limit);
    const files = readdirSync(this.home, { recursive: true });
    assert.deepEqual(
      files.filter((file) => file !== ".kube" && file !== join(".kube", "config")),
      [],
    );
  }

  async close(): Promise<void> {
    this.#child.kill("SIGTERM");
    await this.#exit;
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }

  #subfolder(name: string): string {
    const folder = join(this.#folder, name);
    mkdirSync(folder);
    return folder;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
