import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { configOf, kubeconfigFiles, readKubeconfig } from "../../../client/src/cluster/kubeconfig.ts";

const CANARY = "sk-canary-0123456789";

/** A file with a cluster, a user and a context of one name each. */
function simple(name: string, { server = `https://${name}`, current = "", more = "" } = {}): string {
  return [
    "apiVersion: v1",
    "kind: Config",
    current === "" ? "" : `current-context: ${current}`,
    `clusters: [{ name: ${name}, cluster: { server: "${server}" } }]`,
    `users: [{ name: ${name}, user: { token: ${CANARY}-${name} } }]`,
    `contexts: [{ name: ${name}, context: { cluster: ${name}, user: ${name}${more} } }]`,
    "",
  ].join("\n");
}

describe("Kubeconfig", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "kubeconfig-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  function write(name: string, text: string): string {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  test("which files", () => {
    const home = join(folder, "home");
    const standard = [join(home, ".kube", "config")];
    assert.deepEqual(kubeconfigFiles({}, home), standard);
    assert.deepEqual(kubeconfigFiles({ KUBECONFIG: "" }, home), standard);
    assert.deepEqual(kubeconfigFiles({ KUBECONFIG: delimiter }, home), standard);
    assert.deepEqual(kubeconfigFiles({ KUBECONFIG: ["a", "", "b", "a"].join(delimiter) }, home), ["a", "b"]);
  });

  const merges: readonly [
    title: string,
    files: Readonly<Record<string, string | undefined>>,
    contexts: readonly string[],
    current: string | undefined,
  ][] = [
    ["no file", { a: undefined }, [], undefined],
    ["empty files", { a: "", b: "\n\n", c: "# nothing\n", d: "---\n" }, [], undefined],
    ["one file", { a: simple("dev", { current: "dev" }) }, ["dev=https://dev"], "dev"],
    [
      "a missing file is skipped",
      { a: undefined, b: simple("dev", { current: "dev" }) },
      ["dev=https://dev"],
      "dev",
    ],
    [
      "the first file wins each name",
      { a: simple("dev"), b: simple("dev", { server: "https://other" }), c: simple("prod") },
      ["dev=https://dev", "prod=https://prod"],
      undefined,
    ],
    [
      "the current context is that of the first file with one",
      { a: simple("a"), b: simple("b", { current: "a" }), c: simple("c", { current: "c" }) },
      ["a=https://a", "b=https://b", "c=https://c"],
      "a",
    ],
    [
      "a context may name what another file has",
      {
        a: "contexts: [{ name: x, context: { cluster: dev, user: dev } }]",
        b: simple("dev"),
      },
      ["x=https://dev", "dev=https://dev"],
      undefined,
    ],
    [
      "a context without its cluster",
      { a: "contexts: [{ name: x, context: { cluster: gone, user: gone } }, { context: {} }, 7]" },
      ["x=undefined"],
      undefined,
    ],
    ["JSON", { a: JSON.stringify({ contexts: [{ name: "x", context: {} }] }) }, ["x=undefined"], undefined],
    [
      "lists that are none",
      { a: "contexts: 5\nclusters: { a: b }\nusers:\ncurrent-context: 7" },
      [],
      undefined,
    ],
  ];
  for (const [title, files, contexts, current] of merges) {
    test(title, async () => {
      const paths = Object.entries(files).map(([name, text]) =>
        text === undefined ? join(folder, "missing", name) : write(join(title, name), text),
      );
      const kubeconfig = await readKubeconfig(paths);
      assert.deepEqual(
        kubeconfig.contexts.map(({ name, server }) => `${name}=${server}`),
        contexts,
      );
      assert.equal(kubeconfig.current, current);
      assert.deepEqual(kubeconfig.problems, []);
    });
  }

  test("a context shows its user and namespace", async () => {
    const file = write("namespace", simple("dev", { more: ", namespace: team" }));
    const [context] = (await readKubeconfig([file])).contexts;
    assert.deepEqual(context, { name: "dev", server: "https://dev", user: "dev", namespace: "team" });
  });

  const broken: readonly [title: string, text: string, what: string][] = [
    ["not YAML", `a: b\nusers: [{ token: ${CANARY}\nx: "`, "is not valid YAML (line 3)"],
    ["a bad tag", `token: !${CANARY} x`, "is not valid YAML (line 1)"],
    ["no mapping", `- ${CANARY}`, "holds no mapping"],
    ["plain text", CANARY, "holds no mapping"],
  ];
  for (const [title, text, what] of broken) {
    test(`${title}: told by name, the others count`, async () => {
      const bad = write(`broken/${title}`, text);
      const good = write("good", simple("dev", { current: "dev" }));
      const kubeconfig = await readKubeconfig([bad, good]);
      assert.deepEqual(kubeconfig.problems, [{ file: bad, message: `The kubeconfig ${bad} ${what}.` }]);
      assert.equal(kubeconfig.current, "dev");
      assert.ok(!JSON.stringify(kubeconfig.problems).includes(CANARY));
    });
  }

  test("a folder in the place of a file", async () => {
    const { problems } = await readKubeconfig([folder]);
    assert.deepEqual(problems, [
      { file: folder, message: `The kubeconfig ${folder} cannot be read (EISDIR).` },
    ]);
  });

  test("paths are relative to the file", async () => {
    const file = write(
      "paths/config",
      `
clusters: [{ name: c, cluster: { server: "https://c", certificate-authority: ca.crt, tls-server-name: n,
  insecure-skip-tls-verify: true, proxy-url: "http://p",
  extensions: [{ name: client.authentication.k8s.io/exec, extension: { audience: a } }] } }]
users:
  - name: u
    user: { client-certificate: ./u.crt, client-key: /abs/u.key, tokenFile: ../token, as: someone,
      as-groups: [g], as-user-extra: { k: [v] } }
  - { name: plugin, user: { exec: { command: ./bin/login, args: [a], env: [{ name: A, value: b }], installHint: h } } }
  - { name: bare, user: { exec: { command: login, provideClusterInfo: true, interactiveMode: Never } } }
contexts: [{ name: x, context: { cluster: c, user: u } }]
`,
    );
    const text = readFileSync(file, "utf8");
    const kubeconfig = await readKubeconfig([file]);
    const { cluster, user } = configOf(kubeconfig, "x");
    const at = (path: string) => join(folder, "paths", path);
    assert.deepEqual(cluster, {
      name: "c",
      server: "https://c",
      caFile: at("ca.crt"),
      tlsServerName: "n",
      insecure: true,
      proxyUrl: "http://p",
      pluginConfig: { audience: "a" },
    });
    assert.deepEqual(user, {
      name: "u",
      certFile: at("u.crt"),
      keyFile: "/abs/u.key",
      tokenFile: join(folder, "token"),
      impersonation: { user: "someone", groups: ["g"], extra: { k: ["v"] } },
    });
    assert.deepEqual(kubeconfig.entries.users.get("plugin")?.exec, {
      apiVersion: "client.authentication.k8s.io/v1",
      command: at("bin/login"),
      args: ["a"],
      env: { A: "b" },
      installHint: "h",
      provideClusterInfo: false,
    });
    assert.equal(kubeconfig.entries.users.get("bare")?.exec?.command, "login");
    assert.equal(readFileSync(file, "utf8"), text, "never written");
  });

  test("what a context lacks is said", async () => {
    const file = write(
      "lacks",
      `
clusters: [{ name: c, cluster: { server: "https://c" } }, { name: empty, cluster: {} }]
contexts:
  - { name: no-cluster, context: { cluster: gone } }
  - { name: no-server, context: { cluster: empty } }
  - { name: no-user, context: { cluster: c, user: gone } }
  - { name: anonymous, context: { cluster: c } }
`,
    );
    const kubeconfig = await readKubeconfig([file]);
    const said = (name: string) => {
      try {
        return configOf(kubeconfig, name).user;
      } catch (error) {
        return error instanceof Error ? error.message : error;
      }
    };
    assert.equal(said("other"), "The kubeconfig has no context “other”.");
    const noServer = "The kubeconfig says no server for the cluster";
    assert.equal(said("no-cluster"), `${noServer} “gone” of the context “no-cluster”.`);
    assert.equal(said("no-server"), `${noServer} “empty” of the context “no-server”.`);
    assert.equal(said("no-user"), "The kubeconfig has no user “gone”, whom the context “no-user” names.");
    assert.deepEqual(said("anonymous"), { name: "" });
  });
});
