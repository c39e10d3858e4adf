/** Builds the programs of a Kubernetes control plane with Go from the module proxy, for a machine without downloads. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

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

/**
 * Builds `kube-apiserver` and `etcd`, and `kubectl` if wanted, into `folder`. `version` is that of Kubernetes, as
 * `v1.32.13`; `suffix` is that of program files. Needs some 3 GB in Go's caches. Throws if a step fails.
 */
export async function buildWithGo(
  folder: string,
  version: string,
  { kubectl, suffix }: { kubectl: boolean; suffix: string },
): Promise<void> {
  const names = kubectl ? ["kube-apiserver", "kubectl"] : ["kube-apiserver"];
  const programs = names.map((name) => ({
    file: join(folder, name + suffix),
    package: `k8s.io/kubernetes/cmd/${name}`,
  }));
  await build(kubernetesModule(version), programs, versionFlags(version));
  const etcd = { file: join(folder, `etcd${suffix}`), package: "go.etcd.io/etcd/server/v3" };
  await build(moduleText([`go.etcd.io/etcd/server/v3 ${ETCD_VERSION}`], []), [etcd], "");
}

function kubernetesModule(version: string): string {
  const listing = spawnSync("go", ["mod", "download", "-json", `k8s.io/kubernetes@${version}`], {
    cwd: tmpdir(),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (listing.status !== 0) throw new Error(`Go cannot download k8s.io/kubernetes@${version}`);
  const { GoMod } = JSON.parse(listing.stdout) as { GoMod: string };
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

async function build(goMod: string, programs: readonly Program[], linkerFlags: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "kube-build-"));
  try {
    writeFileSync(join(folder, "go.mod"), goMod);
    for (const program of programs) {
      const flags = ["-mod=mod", "-ldflags", `-s -w ${linkerFlags}`, "-o", program.file];
      await go(["build", ...flags, program.package], folder);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A workspace of the user (go.work) has no say here. */
function go(args: string[], cwd: string): Promise<void> {
  const env = { ...process.env, CGO_ENABLED: "0", GOWORK: "off" };
  const child = spawn("go", args, { cwd, env, stdio: ["ignore", "inherit", "inherit"] });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`go ${args[0]} of ${args.at(-1)} ended with code ${code}`));
    });
  });
}
