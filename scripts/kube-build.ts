/** Builds the programs of a Kubernetes control plane with Go from the module proxy, for a machine without downloads. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/** The etcd line with which this Kubernetes is released. */
const ETCD_VERSION = "v3.5.35";
/** Kubernetes v1.N.P pins its own libraries at v0.0.0 beside it in one repository; published they are v0.N.P. */
const STAGED = /^\s*(\S+) => \.\/staging\//gm;

interface Program {
  readonly file: string;
  readonly package: string;
}

export function hasGo(): boolean {
  return spawnSync("go", ["version"], { stdio: "ignore" }).status === 0;
}

export interface BuildOptions {
  readonly kubectl: boolean;
  /** Of program files. */
  readonly suffix: string;
  /** Breaks it off. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Builds `kube-apiserver` and `etcd`, and `kubectl` if wanted, into `folder`. `version` is that of Kubernetes, as
 * `v1.32.13`. Needs some 3 GB in Go's caches. Throws if a step fails.
 */
export async function buildWithGo(
  folder: string,
  version: string,
  { kubectl, suffix, signal }: BuildOptions,
): Promise<void> {
  const names = kubectl ? ["kube-apiserver", "kubectl"] : ["kube-apiserver"];
  const programs = names.map((name) => ({
    file: join(folder, name + suffix),
    package: `k8s.io/kubernetes/cmd/${name}`,
  }));
  await build(await kubernetesModule(version, signal), programs, versionFlags(version), signal);
  const etcd = { file: join(folder, `etcd${suffix}`), package: "go.etcd.io/etcd/server/v3" };
  await build(moduleText([`go.etcd.io/etcd/server/v3 ${ETCD_VERSION}`], []), [etcd], "", signal);
}

async function kubernetesModule(version: string, signal: AbortSignal | undefined): Promise<string> {
  const listing = await go(["mod", "download", "-json", `k8s.io/kubernetes@${version}`], tmpdir(), signal);
  const { GoMod } = JSON.parse(listing) as { GoMod: string };
  const staged = [...readFileSync(GoMod, "utf8").matchAll(STAGED)].map(([, path]) => path);
  const libraryVersion = version.replace(/^v1\./, "v0.");
  const replacements = staged.map((path) => `${path} => ${path} ${libraryVersion}`);
  return moduleText([`k8s.io/kubernetes ${version}`], replacements);
}

function moduleText(required: readonly string[], replacements: readonly string[]): string {
  return [
    "module kube-binaries",
    "go 1.23.0",
    ...required.map((line) => `require ${line}`),
    ...replacements.map((line) => `replace ${line}`),
    "",
  ].join("\n");
}

/** Without them the server calls itself v0.0.0-master, and clients that compare versions complain. */
function versionFlags(version: string): string {
  const [major, minor] = version.slice(1).split(".");
  const values = { gitVersion: version, gitMajor: major, gitMinor: minor };
  return Object.entries(values)
    .map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`)
    .join(" ");
}

async function build(
  goMod: string,
  programs: readonly Program[],
  linkerFlags: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "kube-build-"));
  try {
    writeFileSync(join(folder, "go.mod"), goMod);
    for (const program of programs) {
      const flags = ["-mod=mod", "-ldflags", `-s -w ${linkerFlags}`, "-o", program.file];
      await go(["build", ...flags, program.package], folder, signal);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What it writes to its standard output. A workspace of the user (go.work) has no say here. */
async function go(args: string[], cwd: string, signal: AbortSignal | undefined): Promise<string> {
  signal?.throwIfAborted();
  const env = { ...process.env, CGO_ENABLED: "0", GOWORK: "off" };
  const child = spawn("go", args, { cwd, env, stdio: ["ignore", "pipe", "inherit"] });
  // Go ends its compilers and removes its own files before it goes.
  const interrupt = () => child.kill("SIGINT");
  signal?.addEventListener("abort", interrupt);
  try {
    const [output, code] = await Promise.all([
      text(child.stdout),
      new Promise<number | null>((resolve, reject) => child.once("error", reject).once("exit", resolve)),
    ]);
    signal?.throwIfAborted();
    if (code !== 0) throw new Error(`go ${args[0]} of ${args.at(-1)} ended with code ${code}`);
    return output;
  } finally {
    signal?.removeEventListener("abort", interrupt);
  }
}
