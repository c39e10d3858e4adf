import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import type { WatchEvent } from "../../../client/src/cluster/cluster-client.ts";
import * as source from "../../../client/src/cluster/connect.ts";
import type { KubeconfigUser } from "../../../client/src/cluster/kubeconfig-file.ts";
import { RESOURCES } from "../../../client/src/cluster/resource-types.ts";
import { CANARY, failure, forever } from "./client-suite.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const emptyList: Answer = (_request, response) =>
  response.end(JSON.stringify({ items: [], metadata: { resourceVersion: "7" } }));

// What ships is another program than its sources: the bundle leaves out most of the libraries.
const bundle = createRequire(import.meta.url)("../../../client/dist/cluster.cjs") as typeof source;

for (const [name, { ClusterConnector }] of Object.entries({ sources: source, bundle })) {
  describe(`Requests over plain HTTP to this machine, ${name}`, () => {
    let server: Server;
    let folder: string;
    let answer: Answer;
    let requests: IncomingMessage[];
    before(async () => {
      folder = mkdtempSync(join(tmpdir(), "transport-"));
      server = createServer((request, response) => {
        requests.push(request);
        answer(request, response);
      }).listen(0, "127.0.0.1");
      await once(server, "listening");
    });
    beforeEach(() => {
      requests = [];
      answer = emptyList;
    });
    after(() => {
      connector.dispose();
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true });
    });

    const connector = new ClusterConnector({
      env: process.env,
      isTrusted: () => true,
      log: () => undefined,
      userAgent: "personapack-vscode/1",
    });

    function connect(user: Partial<KubeconfigUser> = {}, address?: string) {
      const url = address ?? `http://127.0.0.1:${(server.address() as AddressInfo).port}/below/`;
      const cluster = { name: "c", server: url, insecure: false };
      return connector.connect({ context: "c", namespace: undefined, cluster, user: { name: "u", ...user } });
    }

    async function list(user: Partial<KubeconfigUser>) {
      const client = connect(user);
      try {
        return await client.list(RESOURCES.packs, { limit: 5 }, forever);
      } finally {
        await client.close();
      }
    }

    test("path, query and headers", async () => {
      await list({
        token: CANARY,
        impersonation: { user: "me", groups: ["a", "b"], extra: { "X/y": ["z"] } },
      });
      const [request] = requests;
      assert.equal(request?.url, "/below/apis/sympozium.ai/v1alpha1/personapacks?limit=5");
      const { authorization, accept } = request.headers;
      assert.deepEqual([authorization, accept], [`Bearer ${CANARY}`, "application/json"]);
      assert.equal(request.headers["user-agent"], "personapack-vscode/1");
      assert.equal(request.headers["impersonate-user"], "me");
      assert.equal(request.headers["impersonate-group"], "a, b");
      assert.equal(request.headers["impersonate-extra-x%2fy"], "z");
    });

    const tokenOf = (exp: number) => `h.${Buffer.from(JSON.stringify({ exp })).toString("base64url")}.s`;
    test("who the user is", async () => {
      const lasting = tokenOf(Date.now() / 1000 + 60);
      await list({ username: "u", password: "p" });
      await list({ authProvider: { name: "oidc", idToken: lasting } });
      await list({});
      assert.deepEqual(
        requests.map(({ headers }) => headers.authorization),
        [`Basic ${btoa("u:p")}`, `Bearer ${lasting}`, undefined],
      );
      const old = { name: "oidc", idToken: tokenOf(Date.now() / 1000 - 60) };
      const { message } = await failure(list({ authProvider: old }), "unauthenticated");
      assert.equal(message, "The login has expired. Run any kubectl command to renew it.");
      await failure(list({ authProvider: { name: "gcp" } }), "unauthenticated");
    });

    test("a refused token of a plugin is replaced once", async () => {
      const runs = join(folder, "runs");
      const script = join(folder, "plugin.mjs");
      rmSync(runs, { force: true });
      writeFileSync(
        script,
        `import fs from "node:fs"; const f = ${JSON.stringify(runs)}; fs.appendFileSync(f, "x");
        const token = "t" + fs.statSync(f).size;
        console.log(JSON.stringify({ kind: "ExecCredential", status: { token } }));`,
      );
      const exec = {
        apiVersion: "client.authentication.k8s.io/v1",
        command: process.execPath,
        args: [script],
        env: { RUN: name },
        provideClusterInfo: false,
      };
      let accepted = "t2";
      answer = (request, response) => {
        if (request.headers.authorization === `Bearer ${accepted}`) return emptyList(request, response);
        response.writeHead(401).end(CANARY);
      };
      const client = connect({ exec });
      const all = Array.from({ length: 6 }, () => client.list(RESOURCES.packs, {}, forever));
      await Promise.all(all);
      assert.equal(readFileSync(runs, "utf8"), "xx");
      accepted = "none";
      await failure(client.list(RESOURCES.packs, {}, forever), "unauthenticated");
      assert.equal(readFileSync(runs, "utf8"), "xxx");
      await client.close();
    });

    test("a token file is read again when its token is refused", async () => {
      const tokenFile = join(folder, "token");
      writeFileSync(tokenFile, "old\n");
      answer = (request, response) => {
        writeFileSync(tokenFile, "new\n");
        if (request.headers.authorization === "Bearer new") return emptyList(request, response);
        response.writeHead(401).end();
      };
      await list({ tokenFile });
      assert.ok(existsSync(tokenFile));
      assert.equal(requests.length, 2);
    });

    const strange: readonly [title: string, answer: Answer, kind: Parameters<typeof failure>[1]][] = [
      ["a page", (_, response) => response.end(`<html>${CANARY}`), "unknown"],
      ["another object", (_, response) => response.end(`{"a":"${CANARY}"}`), "unknown"],
      ["a redirect", (_, response) => response.writeHead(302, { location: CANARY }).end(), "unknown"],
      ["too many requests", (_, response) => response.writeHead(429, { "retry-after": "2" }).end(), "busy"],
      ["nothing", (_, response) => response.destroy(), "offline"],
      [
        "half an answer",
        (_, response) =>
          response.writeHead(200, { "content-length": 99 }).write("{", () => response.destroy()),
        "offline",
      ],
    ];
    for (const [title, given, kind] of strange) {
      test(`the server answers with ${title}: ${kind}`, async () => {
        answer = given;
        const error = await failure(list({ token: CANARY }), kind);
        if (kind === "busy") assert.equal(error.retryAfter, 2000);
      });
    }

    test("a watch in parts, with an error in its midst", async () => {
      const event = (type: string, object: object) => `${JSON.stringify({ type, object })}\n`;
      const text = [
        event("ADDED", { metadata: { name: "ä" } }),
        event("BOOKMARK", { metadata: { resourceVersion: "9" } }),
        event("ERROR", { kind: "Status", code: 410, message: CANARY }),
      ].join("");
      answer = async (_, response) => {
        for (const byte of Buffer.from(text)) {
          response.write(Buffer.of(byte));
          await new Promise(setImmediate);
        }
        response.end();
      };
      const seen: WatchEvent[] = [];
      const client = connect();
      const watching = client.watch(RESOURCES.packs, { resourceVersion: "1" }, (e) => seen.push(e), forever);
      await failure(watching, "gone");
      await client.close();
      assert.deepEqual(seen, [
        { type: "ADDED", object: { metadata: { name: "ä" } } },
        { type: "BOOKMARK", resourceVersion: "9" },
      ]);
    });

    test("a log as it comes", async () => {
      answer = (_, response) => response.end("line 1\nline 2\n");
      const client = connect();
      let text = "";
      const options = { container: "agent", tailLines: 2, follow: true };
      await client.readLog("n", "p", options, (part) => (text += part), forever);
      await client.close();
      assert.equal(text, "line 1\nline 2\n");
      const path = "/below/api/v1/namespaces/n/pods/p/log?container=agent&tailLines=2&follow=true";
      assert.equal(requests[0]?.url, path);
    });

    test("close ends what is under way", async () => {
      answer = () => undefined;
      const client = connect();
      const asked = failure(client.list(RESOURCES.packs, {}, forever), "cancelled");
      while (requests.length === 0) await new Promise(setImmediate);
      await client.close();
      await asked;
    });

    test("a health that is none", async () => {
      const client = connect();
      answer = (_, response) => response.end("ok");
      await client.checkHealth(forever);
      answer = (_, response) => response.writeHead(403).end();
      await client.checkHealth(forever);
      answer = (_, response) => response.end(`<html>${CANARY}`);
      await failure(client.checkHealth(forever), "unknown");
      answer = (_, response) => response.writeHead(404).end("404 page not found\n");
      const other = await failure(client.checkHealth(forever), "unknown");
      assert.match(other.message, / answers, but not as an API server does\.$/);
      answer = (_, response) => response.writeHead(500).end("[-]etcd failed");
      await failure(client.checkHealth(forever), "unknown");
      answer = () => undefined;
      const { message } = await failure(client.checkHealth(forever), "offline");
      assert.match(message, /has not answered for 5 s\.$/);
      await client.close();
    });

    test("other machines are not asked without encryption", async () => {
      const client = connect({ token: CANARY }, "http://10.0.0.1:8080");
      const error = await failure(client.list(RESOURCES.packs, {}, forever), "tls");
      assert.equal(error.message, "The API server 10.0.0.1:8080 would be asked without encryption.");
      await client.close();
    });
  });
}
