import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { ClusterErrorKind } from "../../../client/src/cluster/cluster-error.ts";
import { ClusterConnector } from "../../../client/src/cluster/connect.ts";
import type { ContextConfig } from "../../../client/src/cluster/kubeconfig.ts";
import { RESOURCES } from "../../../client/src/cluster/resource-types.ts";
import { eventually } from "../../cluster/eventually.ts";
import { CANARY, describeClient, failure, forever, NAMESPACE } from "./client-suite.ts";
import { CountingProxy } from "./counting-proxy.ts";

describeClient("Connections to a real API server", (fixture) => {
  const strangers: readonly [
    title: string,
    change: (config: ContextConfig) => ContextConfig,
    kind: ClusterErrorKind | undefined,
  ][] = [
    ["a wrong token", (config) => ({ ...config, user: { name: "u", token: CANARY } }), "unauthenticated"],
    [
      "a wrong password",
      (config) => ({ ...config, user: { name: "u", username: "u", password: CANARY } }),
      "unauthenticated",
    ],
    ["nobody", (config) => ({ ...config, user: { name: "" } }), "unauthenticated"],
    [
      "no certificate authority",
      ({ cluster: { caData: _, ...cluster }, ...config }) => ({ ...config, cluster }),
      "tls",
    ],
    [
      "no certificate authority, but trusting anybody",
      ({ cluster: { caData: _, ...cluster }, ...config }) => ({
        ...config,
        cluster: { ...cluster, insecure: true },
      }),
      undefined,
    ],
    [
      "the right name of the server",
      (config) => ({ ...config, cluster: { ...config.cluster, tlsServerName: "localhost" } }),
      undefined,
    ],
    [
      "another name of the server",
      (config) => ({ ...config, cluster: { ...config.cluster, tlsServerName: "other.example" } }),
      "tls",
    ],
    [
      "a closed port",
      (config) => ({ ...config, cluster: { ...config.cluster, server: "https://127.0.0.1:1" } }),
      "offline",
    ],
    [
      "a certificate that is none",
      (config) => ({ ...config, user: { name: "u", certData: btoa(CANARY), keyData: btoa(CANARY) } }),
      "tls",
    ],
    [
      "a missing token file",
      (config) => ({ ...config, user: { name: "u", tokenFile: "/none" } }),
      "unauthenticated",
    ],
    [
      "someone else",
      (config) => ({
        ...config,
        user: { ...config.user, impersonation: { user: "stranger", groups: ["g"], extra: {} } },
      }),
      "forbidden",
    ],
  ];
  for (const [title, change, kind] of strangers) {
    test(`with ${title}: ${kind ?? "works"}`, async () => {
      await fixture().with(change(fixture().config), async (other) => {
        const asked = other.list(RESOURCES.packs, { namespace: NAMESPACE }, forever);
        if (kind) await failure(asked, kind);
        else await asked;
      });
    });
  }

  test("a credential plugin with a certificate", async (context) => {
    const folder = mkdtempSync(join(tmpdir(), "plugin-"));
    context.after(() => rmSync(folder, { recursive: true }));
    const script = join(folder, "plugin.mjs");
    const { certPem: clientCertificateData, keyPem: clientKeyData } = fixture().server.admin.rest;
    const answer = { kind: "ExecCredential", status: { clientCertificateData, clientKeyData } };
    writeFileSync(script, `console.log(${JSON.stringify(JSON.stringify(answer))})`);
    const exec = {
      apiVersion: "client.authentication.k8s.io/v1",
      command: process.execPath,
      args: [script],
      env: {},
      provideClusterInfo: false,
    };
    const config = { ...fixture().config, user: { name: "plugin", exec } };
    await fixture().with(config, async (other) => {
      await other.list(RESOURCES.packs, {}, forever);
    });
    const untrusted = new ClusterConnector({
      env: {},
      isTrusted: () => false,
      log: assert.fail,
      userAgent: "t",
    });
    const refused = untrusted.connect(config);
    const error = await failure(refused.list(RESOURCES.packs, {}, forever), "unauthenticated");
    assert.match(error.message, /not run, as this workspace is not trusted/);
    await refused.close();
  });

  test("through a proxy", async () => {
    const asked: string[] = [];
    const proxy = createServer().on("connect", ({ url = "", headers }, socket, head) => {
      asked.push(`${url} ${headers["proxy-authorization"]}`);
      const { port, hostname } = new URL(`http://${url}`);
      const target = connect(Number(port), hostname, () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        target.write(head);
        socket.pipe(target).pipe(socket);
      });
      socket.on("error", () => target.destroy()).on("close", () => target.destroy());
      target.on("error", () => socket.destroy());
    });
    proxy.listen(0, "127.0.0.1");
    await once(proxy, "listening");
    const { port } = proxy.address() as AddressInfo;
    const cluster = { ...fixture().config.cluster, proxyUrl: `http://user:${CANARY}@127.0.0.1:${port}` };
    try {
      await fixture().with({ ...fixture().config, cluster }, async (other) => {
        await other.list(RESOURCES.packs, {}, forever);
        await other.list(RESOURCES.packs, {}, forever);
      });
      assert.deepEqual(asked, [
        `${new URL(fixture().config.cluster.server).host} Basic ${btoa(`user:${CANARY}`)}`,
      ]);
    } finally {
      proxy.close();
    }
    await fixture().with({ ...fixture().config, cluster }, async (other) => {
      await failure(other.list(RESOURCES.packs, {}, forever), "offline");
    });
  });

  describe("Connections", () => {
    let proxy: CountingProxy;
    before(async () => {
      proxy = await CountingProxy.start(new URL(fixture().config.cluster.server));
    });
    after(() => proxy.stop());
    const throughProxy = () => ({
      ...fixture().config,
      cluster: { ...fixture().config.cluster, server: proxy.url },
    });

    test("20 requests and 8 watches share at most two, of which nothing is left", async () => {
      const count = () => {
        const names = process.getActiveResourcesInfo();
        return ["TCPSocketWrap", "TLSWrap", "Timeout"].map(
          (kind) => names.filter((name) => name === kind).length,
        );
      };
      const before = count();
      const other = fixture().connector.connect(throughProxy());
      const { resourceVersion } = await other.list(RESOURCES.packs, {}, forever);
      const opened = Array.from({ length: 8 }, () => Promise.withResolvers<void>());
      const watches = opened.map(({ resolve: onOpen }) =>
        failure(
          other.watch(RESOURCES.packs, { resourceVersion, onOpen }, () => {}, forever),
          "cancelled",
        ),
      );
      await Promise.all(opened.map(({ promise }) => promise));
      await Promise.all(Array.from({ length: 20 }, () => other.list(RESOURCES.packs, {}, forever)));
      await Promise.all(
        Array.from({ length: 20 }, () => other.mayI({ verb: "list", type: RESOURCES.packs }, forever)),
      );
      assert.ok(proxy.accepted <= 2, `${proxy.accepted} connections`);
      await other.close();
      await Promise.all(watches);
      await failure(other.list(RESOURCES.packs, {}, forever), "cancelled");
      await eventually(async () => assert.equal(proxy.open, 0));
      // Others may have gone in the meantime, but none has come.
      await eventually(async () =>
        assert.ok(
          count().every((now, kind) => now <= (before[kind] ?? 0)),
          `${count()} after ${before}`,
        ),
      );
    });

    test("20 requests at once, without one before, open at most two", async () => {
      const count = proxy.accepted;
      await fixture().with(throughProxy(), async (other) => {
        await Promise.all(Array.from({ length: 20 }, () => other.list(RESOURCES.packs, {}, forever)));
        assert.ok(proxy.accepted - count <= 2, `${proxy.accepted - count} connections`);
      });
    });

    test("a broken connection is told to the watch, and replaced", async () => {
      await fixture().with(throughProxy(), async (other) => {
        const { resourceVersion } = await other.list(RESOURCES.packs, {}, forever);
        const { promise, resolve: onOpen } = Promise.withResolvers<void>();
        const watching = other.watch(RESOURCES.packs, { resourceVersion, onOpen }, () => {}, forever);
        await promise;
        proxy.cut();
        await failure(watching, "offline");
        await other.list(RESOURCES.packs, {}, forever);
      });
    });
  });
});
