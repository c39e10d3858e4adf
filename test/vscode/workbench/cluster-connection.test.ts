/** The cluster view while there is no cluster, or not the one that it was, against a real API server. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { CountingProxy } from "../../client/cluster/counting-proxy.ts";
import { TestApiServer } from "../../cluster/api-server.ts";
import { describeWithCluster } from "../../cluster/cluster-suite.ts";
import { eventually } from "../../cluster/eventually.ts";
import { ClusterPage, type ContextText, contextOf, kubeconfigText, plugin } from "./cluster-page.ts";

/** Nothing listens there. */
const DEAD = "https://127.0.0.1:1";
/** The view lets go of a cluster that nobody has looked at for so long. */
const GRACE_MS = 30_000;

describeWithCluster("Connections, in VS Code", (binaries) => {
  let server: TestApiServer;
  let page: ClusterPage;
  let proxy: CountingProxy;
  let good: ContextText;
  before(
    async () => {
      [server, page] = await Promise.all([TestApiServer.start(binaries), ClusterPage.open()]);
      proxy = await CountingProxy.start(new URL(server.admin.rest.server));
      good = contextOf({ ...server.admin.rest, server: proxy.url });
      await addPack("quiet", {});
      await addPack("loud", { policyRef: "gone" });
    },
    { timeout: 180_000 },
  );
  after(async () => {
    await page?.close();
    proxy?.stop();
    await server?.stop();
  });
  afterEach((context) => page?.workbench.screenshot(`connection-${context.name.replaceAll(/\W+/g, "-")}`));

  async function addPack(name: string, spec: object): Promise<void> {
    await server.client.create("PersonaPack", "default", {
      apiVersion: "sympozium.ai/v1alpha1",
      kind: "PersonaPack",
      metadata: { name },
      spec: { baseURL: "http://ollama:11434/v1", personas: [], ...spec },
    });
  }

  test("no kubeconfig, and one that appears", { timeout: 60_000 }, async () => {
    await page.workbench.openContainer("PersonaPack");
    await page.says(/There is no kubeconfig with a context[\s\S]*Choose Another File/);
    await page.explains(`There is no context in ${join(page.folder, "config")}, or no such file.`);
    await page.use(good);
    await page.says(/test · all namespaces\s+loud[\s\S]*quiet/);
  });

  const expired = `x.${Buffer.from(JSON.stringify({ exp: 1 })).toString("base64url")}.x`;
  const states: readonly {
    readonly title: string;
    readonly file: () => string;
    readonly says: RegExp;
    readonly reason: RegExp;
  }[] = [
    {
      title: "a kubeconfig that is no YAML",
      file: () => "contexts: [\n",
      says: /The kubeconfig cannot be read/,
      reason: /config is not valid YAML \(line 2\)\.$/,
    },
    {
      title: "no current context",
      file: () => kubeconfigText([good], ""),
      says: /No context of the kubeconfig is the current one[\s\S]*Switch Context/,
      reason: /^The kubeconfig names no current context\.$/,
    },
    {
      title: "a current context that is not there",
      file: () => kubeconfigText([good], "gone"),
      says: /No context of the kubeconfig is the current one/,
      reason: /^The current context of the kubeconfig is “gone”, which it does not have\.$/,
    },
    {
      title: "a closed port",
      file: () => kubeconfigText([{ ...good, server: DEAD }]),
      says: /The cluster does not answer\. The view goes on trying[\s\S]*Try Again/,
      reason: /^The API server 127\.0\.0\.1:1 cannot be reached: it refuses connections\.$/,
    },
    {
      title: "a certificate of an unknown authority",
      file: () =>
        kubeconfigText([{ name: "test", server: good.server, ...(good.user && { user: good.user }) }]),
      says: /The connection to the cluster is not trusted/,
      reason: /is not trusted: the secure connection fails \(\w+\)\.$/,
    },
    {
      title: "no credentials",
      file: () => kubeconfigText([{ ...good, user: {} }]),
      says: /The cluster does not accept your credentials, or there are none/,
      reason: /^The API server does not know you/,
    },
    {
      title: "a wrong token",
      file: () => kubeconfigText([{ ...good, user: { token: "wrong" } }]),
      says: /The cluster does not accept your credentials/,
      reason: /^The API server does not accept your credentials\.$/,
    },
    {
      title: "an expired login",
      file: () =>
        kubeconfigText([
          { ...good, user: { "auth-provider": { name: "oidc", config: { "id-token": expired } } } },
        ]),
      says: /The cluster does not accept your credentials/,
      reason: /^The login has expired\. Run any kubectl command to renew it\.$/,
    },
    {
      title: "a credential plugin that is not installed",
      file: () =>
        kubeconfigText([
          {
            ...good,
            user: plugin("no-such-login", { installHint: "See [docs](command:workbench.action.quit)." }),
          },
        ]),
      says: /The cluster does not accept your credentials/,
      reason: /“no-such-login” is not installed, .* See \[docs\] \(command:workbench\.action\.quit\)\.$/,
    },
  ];
  for (const { title, file, says, reason } of states) {
    test(title, { timeout: 60_000 }, async () => {
      await page.use(file());
      await page.says(says);
      // The view may say the same of the kubeconfig before.
      await page.explains(reason);
    });
  }

  test("a credential plugin that waits for its user, who cancels it", { timeout: 60_000 }, async () => {
    const script = 'echo "To log in, open https://login.example.com/x" >&2; exec sleep 600';
    await page.use({ ...good, user: plugin("/bin/sh", { args: ["-c", script] }) });
    await page.says(/Asking the cluster/);
    const notice = page.workbench.page.locator(".notification-list-item", {
      hasText: "may wait for you to log in",
    });
    await notice.waitFor();
    assert.equal(
      await notice.locator("a[href], .notification-list-item-message a").first().innerText(),
      "https://login.example.com/x",
    );
    await page.workbench.screenshot("connection-plugin-waits");
    await notice.locator(".monaco-button", { hasText: "Cancel" }).click();
    await page.says(/The cluster does not accept your credentials/);
    await page.explains(/“\/bin\/sh” was cancelled/);
  });

  test("a context that kubectl switches, to a dead cluster and back", { timeout: 60_000 }, async () => {
    const contexts = [
      { ...good, name: "alive" },
      { ...good, name: "dead", server: DEAD },
    ];
    await page.use(kubeconfigText(contexts, "alive"));
    await page.says(/alive · all namespaces\s+loud/);
    await page.use(kubeconfigText(contexts, "dead"));
    await page.says(/The cluster does not answer/);
    await page.use(kubeconfigText(contexts, "alive"));
    await page.says(/alive · all namespaces\s+loud/);
    // Chosen in the view it stays, until the view follows kubectl again.
    await chooseContext("dead");
    await page.says(/The cluster does not answer/);
    await page.use(kubeconfigText(contexts, "dead"));
    await page.use(kubeconfigText(contexts, "alive"));
    await chooseContext("Follow the kubeconfig");
    await page.says(/alive · all namespaces\s+loud/);
    await page.use(good);
    await page.says(/test · all namespaces\s+loud/);
  });

  async function chooseContext(label: string): Promise<void> {
    await page.workbench.startCommand("PersonaPack Cluster: Switch Context");
    const widget = await page.workbench.question("Context of the Cluster View");
    await widget.locator(".monaco-list-row", { hasText: label }).first().click();
  }

  test("a namespace that does not exist", { timeout: 60_000 }, async () => {
    const { workbench } = page;
    for (const { typed, says } of [
      { typed: "typo", says: /The cluster has no namespace of this name/ },
      { typed: "kube-system", says: /There are no packs in this namespace/ },
      { typed: "default", says: /test · default\s+loud/ },
    ]) {
      await workbench.startCommand("PersonaPack Cluster: Switch Namespace");
      await workbench.question("Namespace of the Cluster View");
      await workbench.type(typed);
      await workbench.press("Enter");
      await page.says(says);
      if (typed === "typo") {
        await page.explains("There is no namespace “typo” in the cluster.");
        await workbench.screenshot("connection-no-namespace");
      }
    }
  });

  test("filters by state and name, and counts failures alone", { timeout: 60_000 }, async () => {
    const { workbench } = page;
    await server.client.mergePatch("PersonaPack", "default", "loud", {
      spec: { enabled: true },
    });
    await server.client.mergePatch(
      "PersonaPack",
      "default",
      "loud",
      { status: { phase: "Ready" } },
      "/status",
    );
    await page.says(/loud\s*active · failing/);
    const badge = workbench.page
      .locator(".activitybar .action-item", { hasText: /./ })
      .locator(".badge-content");
    await eventually(async () => assert.deepEqual((await badge.allInnerTexts()).filter(Boolean), ["1"]));
    await filter("quiet");
    await page.says(/Only “quiet”: 1 of 2\.\s+quiet/);
    assert.deepEqual((await badge.allInnerTexts()).filter(Boolean), ["1"], "also those that are hidden");
    await filter("nobody");
    await page.says(/The filter hides all packs/);
    await page.button("Clear Filter").click();
    await page.says(/loud[\s\S]*quiet/);
    await workbench.startCommand("PersonaPack Cluster: Filter Packs");
    const widget = await workbench.question("Filter Packs");
    await widget.locator(".monaco-list-row", { hasText: "Failing packs" }).click();
    await page.says(/Only failing: 1 of 2\.\s+loud/);
    await workbench.runCommand("PersonaPack Cluster: Clear Filter");
    await page.says(/loud[\s\S]*quiet/);
  });

  async function filter(text: string): Promise<void> {
    await page.workbench.startCommand("PersonaPack Cluster: Filter Packs");
    const widget = await page.workbench.question("Filter Packs");
    await widget.locator("input.input:visible").fill(text);
    await page.workbench.press("Enter");
  }

  test("a server that dies, and comes back", { timeout: 90_000 }, async () => {
    await server.kill();
    await page.says(/Offline since .*, reconnecting(…| in \d+ s\.)\s+loud\s*active · failing[\s\S]*quiet/);
    await page.workbench.screenshot("connection-offline");
    await server.restart();
    await page.says(/^(?![\s\S]*Offline)[\s\S]*loud/, 60_000);
    await addPack("new", {});
    await page.says(/loud[\s\S]*new[\s\S]*quiet/);
  });

  test("hidden for a while it lets go of the cluster, and shown again it is live", {
    timeout: 90_000,
  }, async () => {
    await page.workbench.openContainer("Explorer");
    await delay(GRACE_MS);
    await eventually(async () => assert.equal(proxy.open, 0));
    const { accepted } = proxy;
    await server.client.delete("PersonaPack", "default", "new");
    await delay(3_000);
    assert.deepEqual([proxy.open, proxy.accepted], [0, accepted], "nothing is asked");
    await page.focus();
    await page.says(/^(?![\s\S]*new)[\s\S]*loud[\s\S]*quiet/);
    await addPack("newer", {});
    await page.says(/newer/);
  });

  test("resources that go away, and are installed while somebody looks", { timeout: 90_000 }, async () => {
    await server.removeCrds(["personapacks"]);
    await page.says(/This cluster has no PersonaPacks[\s\S]*The view notices when they are installed/);
    await page.workbench.screenshot("connection-not-installed");
    await server.installCrds(["personapacks"]);
    await page.says(/There are no packs in this namespace/);
    await addPack("first", {});
    await page.says(/first/);
  });
});
