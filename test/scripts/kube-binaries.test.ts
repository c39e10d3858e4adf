import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { findKubeBinaries, KUBERNETES_VERSION, obtainKubeBinaries } from "../../scripts/kube-binaries.ts";

describe("programs of a test cluster", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "kube-binaries-"));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const suffix = process.platform === "win32" ? ".exe" : "";

  function put(path: string, ...names: string[]): string {
    const target = join(folder, path);
    mkdirSync(target, { recursive: true });
    for (const name of names) writeFileSync(join(target, name + suffix), "");
    return target;
  }

  test("none", () => {
    assert.equal(findKubeBinaries({ XDG_CACHE_HOME: folder }), undefined);
  });

  test("the cache", () => {
    const cached = put(`personapack/kube/${KUBERNETES_VERSION}`, "kube-apiserver", "etcd");
    const path = put("bin", "kubectl");
    assert.deepEqual(findKubeBinaries({ XDG_CACHE_HOME: folder, PATH: path }), {
      folder: cached,
      kubeApiserver: join(cached, `kube-apiserver${suffix}`),
      etcd: join(cached, `etcd${suffix}`),
      kubectl: join(path, `kubectl${suffix}`),
    });
  });

  test("KUBEBUILDER_ASSETS goes before the cache, if it holds them", () => {
    const cached = put(`personapack/kube/${KUBERNETES_VERSION}`, "kube-apiserver", "etcd");
    const given = put("given", "kube-apiserver", "kubectl");
    const env = { XDG_CACHE_HOME: folder, KUBEBUILDER_ASSETS: given };
    assert.equal(findKubeBinaries(env)?.folder, cached);
    put("given", "etcd");
    assert.deepEqual(findKubeBinaries(env), {
      folder: given,
      kubeApiserver: join(given, `kube-apiserver${suffix}`),
      etcd: join(given, `etcd${suffix}`),
      kubectl: join(given, `kubectl${suffix}`),
    });
  });

  test("what is wrong with KUBEBUILDER_ASSETS is said", async () => {
    const cached = put(`personapack/kube/${KUBERNETES_VERSION}`, "kube-apiserver", "etcd");
    const said: string[] = [];
    const env = { XDG_CACHE_HOME: folder, KUBEBUILDER_ASSETS: join(folder, "absent") };
    const binaries = await obtainKubeBinaries((line) => said.push(line), env);
    assert.equal(binaries?.folder, cached);
    assert.deepEqual(said, [`KUBEBUILDER_ASSETS (${join(folder, "absent")}) lacks kube-apiserver or etcd.`]);
  });
});
