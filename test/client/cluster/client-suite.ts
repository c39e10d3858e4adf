/** Tests of the client against a real API server. */
import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { ClusterClient, KubeObject } from "../../../client/src/cluster/cluster-client.ts";
import { ClusterError, type ClusterErrorKind } from "../../../client/src/cluster/cluster-error.ts";
import { ClusterConnector } from "../../../client/src/cluster/connect.ts";
import { type ContextConfig, configOf, readKubeconfig } from "../../../client/src/cluster/kubeconfig.ts";
import { type Identity, TestApiServer } from "../../cluster/api-server.ts";
import { describeWithCluster } from "../../cluster/cluster-suite.ts";

/** Must not show in any error. */
export const CANARY = "sk-canary-0123456789";
export const NAMESPACE = "team";
/** Never aborted. */
export const forever = new AbortController().signal;

export interface ClientFixture {
  readonly server: TestApiServer;
  readonly connector: ClusterConnector;
  /** Of the admin. */
  readonly config: ContextConfig;
  readonly client: ClusterClient;
  /** A client that is closed afterwards. */
  with<T>(config: ContextConfig, use: (client: ClusterClient) => Promise<T>): Promise<T>;
}

/** `body` gets the fixture in its tests only. Fails too if a promise was rejected and nobody heard of it. */
export function describeClient(name: string, body: (fixture: () => ClientFixture) => void): void {
  describeWithCluster(name, (binaries) => {
    let fixture: ClientFixture | undefined;
    const unheard: unknown[] = [];
    const listener = (reason: unknown) => unheard.push(reason);
    before(async () => {
      process.on("unhandledRejection", listener);
      const server = await TestApiServer.start(binaries);
      await server.addNamespace(NAMESPACE);
      const options = { env: {}, isTrusted: () => true, log: () => undefined, userAgent: "test/1" };
      const connector = new ClusterConnector(options);
      const config = await configFrom(server.admin);
      fixture = { server, connector, config, client: connector.connect(config), with: using(connector) };
    });
    after(async () => {
      await fixture?.client.close();
      fixture?.connector.dispose();
      await fixture?.server.stop();
      process.off("unhandledRejection", listener);
      assert.deepEqual(unheard, []);
    });
    body(() => fixture ?? assert.fail("The API server has not started."));
  });
}

function using(connector: ClusterConnector): ClientFixture["with"] {
  return async (config, use) => {
    const client = connector.connect(config);
    try {
      return await use(client);
    } finally {
      await client.close();
    }
  };
}

export async function configFrom(identity: Identity): Promise<ContextConfig> {
  return configOf(await readKubeconfig([identity.kubeconfig]), "test");
}

export function pack(name: string, spec: object = {}): KubeObject {
  return {
    apiVersion: "sympozium.ai/v1alpha1",
    kind: "PersonaPack",
    metadata: { name, namespace: NAMESPACE },
    spec: { personas: [{ name: "a", systemPrompt: "Help." }], ...spec },
  };
}

/** The error of what is asked, which must be of this kind and free of the canary. */
export async function failure(asked: Promise<unknown>, kind: ClusterErrorKind): Promise<ClusterError> {
  const error = await asked.then(
    (value) => assert.fail(`succeeded with ${JSON.stringify(value)}`),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof ClusterError, `${error}`);
  assert.equal(error.kind, kind, error.message);
  assert.ok(!JSON.stringify([error.message, error.stack, error.causes]).includes(CANARY), error.message);
  return error;
}
