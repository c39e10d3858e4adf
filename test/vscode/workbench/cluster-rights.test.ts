/** The cluster view of people who may not do everything, against a real API server. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { type Identity, TestApiServer } from "../../cluster/api-server.ts";
import { describeWithCluster } from "../../cluster/cluster-suite.ts";
import { StandInController } from "../../cluster/stand-in-controller.ts";
import { clickUntil } from "./clicks.ts";
import { ClusterPage, contextOf } from "./cluster-page.ts";
import { answerQuickInput } from "./quick-input.ts";

describeWithCluster("Rights, in VS Code", (binaries) => {
  let server: TestApiServer;
  let controller: StandInController;
  let page: ClusterPage;
  let limited: Identity;
  let reader: Identity;
  let changer: Identity;
  let nobody: Identity;
  before(
    async () => {
      [server, page] = await Promise.all([TestApiServer.start(binaries), ClusterPage.open()]);
      controller = await StandInController.start(server.admin.rest);
      await server.addNamespace("teams");
      await server.client.create("Secret", "teams", { metadata: { name: "key" }, stringData: { K: "x" } });
      for (const [name, spec] of Object.entries({
        crew: { enabled: true, authRefs: [{ provider: "openai", secret: "key" }] },
        spare: { baseURL: "http://ollama:11434/v1" },
        third: {},
      })) {
        await server.client.create("PersonaPack", "teams", {
          apiVersion: "sympozium.ai/v1alpha1",
          kind: "PersonaPack",
          metadata: { name },
          spec: {
            ...spec,
            personas: [
              {
                name: "writer",
                systemPrompt: "Write.",
                schedule: { type: "heartbeat", interval: "1h", task: "t" },
              },
            ],
          },
        });
      }
      [limited, reader, changer, nobody] = await Promise.all([
        server.addUser("limited", { namespace: "teams" }),
        server.addUser("reader", "read-only"),
        server.addUser("changer", "packs"),
        server.addUser("nobody", "nothing"),
      ]);
      await page.workbench.openContainer("PersonaPack");
    },
    { timeout: 180_000 },
  );
  after(async () => {
    await page?.close();
    await controller?.stop();
    await server?.stop();
  });
  afterEach((context) => page?.workbench.screenshot(`rights-${context.name.replaceAll(/\W+/g, "-")}`));

  test("who may work in one namespace is asked for it, and types it", { timeout: 60_000 }, async () => {
    const { workbench } = page;
    await page.use(contextOf(limited.rest));
    await page.says(/You may not list packs in all namespaces\. Choose the one that you work in/);
    await workbench.screenshot("rights-first-sight");
    const widget = workbench.asked("Namespace of the Cluster View");
    await clickUntil(page.button("Choose Namespace"), widget);
    await widget.locator("input[placeholder^='Type the name of a namespace']").waitFor();
    await workbench.type("Teams!");
    await widget.locator(".monaco-list-row", { hasText: "is no name of a namespace" }).waitFor();
    await workbench.press("Enter");
    await widget.locator("input.input:visible").fill("teams");
    await widget.locator(".monaco-list-row", { hasText: "as typed" }).waitFor();
    await workbench.screenshot("rights-typed-namespace");
    await workbench.press("Enter");
    await page.says(/test · teams\s+crew\s*active[\s\S]*spare\s*inactive/);
  });

  test("and works there: activates a pack", { timeout: 60_000 }, async () => {
    const { workbench } = page;
    const line = workbench.treeLine(/spare.*inactive/);
    await line.hover();
    await line.locator('.action-label[aria-label^="Activate"]').click();
    for (const title of [
      "Provider",
      "Secret",
      "Base URL",
      "Model",
      "Personas",
      "Channels",
      "Task Override",
    ]) {
      const item = title === "Secret" ? /^\s*key/ : undefined;
      await answerQuickInput(workbench.page, `Activate spare: ${title}`, item);
    }
    const review = await workbench.question("Activate spare: Review");
    await review.locator(".monaco-list-row", { hasText: "SympoziumInstance spare-writer" }).waitFor();
    await review.locator(".monaco-list-row", { hasText: "Activate" }).first().click();
    await page.says(/spare\s*active/);
  });

  test("a namespace in which they may do nothing, or that does not exist", { timeout: 60_000 }, async () => {
    const { workbench } = page;
    await workbench.startCommand("PersonaPack Cluster: Switch Namespace");
    await workbench.question("Namespace of the Cluster View");
    await workbench.type("nowhere");
    await workbench.press("Enter");
    await page.says(/You may not list packs in this namespace, or there is no such namespace/);
    await page.explains("You may not list personapacks in the namespace nowhere.");
    const question = workbench.asked("Namespace of the Cluster View");
    await clickUntil(page.button("Switch Namespace"), question);
    await workbench.type("teams");
    await workbench.press("Enter");
    await page.says(/crew\s*active/);
  });

  test("who may only read sees everything but Secrets", { timeout: 60_000 }, async () => {
    await page.use(contextOf(reader.rest));
    await page.says(/Not readable\s*Secret/);
    await page.expand(/^crew/);
    await page.expand(/^Secrets/);
    const text = await page.says(/Secrets\s*1 · not readable\s+key\s*not readable/);
    assert.doesNotMatch(text, /missing|failing|Orphans/);
    assert.match(await page.tooltip(/^\s*key/), /Whether it exists cannot be told/);
    await page.expand(/^writer/);
    await page.says(/writer[\s\S]*Instance[\s\S]*Schedule[\s\S]*Memory/);
    assert.equal(await failures(page), 0);
  });

  for (const { command, sentence } of [
    { command: "Change Settings", sentence: "patch personapacks" },
    { command: "Set Task Override", sentence: "patch personapacks" },
    { command: "Deactivate", sentence: "patch personapacks" },
    { command: "Exclude Persona", sentence: "patch personapacks" },
    { command: "Delete Pack", sentence: "delete personapacks" },
    { command: "Run Now", sentence: "create agentruns" },
  ]) {
    test(`who may only read is told at once: ${command}`, { timeout: 30_000 }, async () => {
      await page.workbench.startCommand(`PersonaPack Cluster: ${command}`);
      assert.equal(
        await page.notification(/You may not/),
        `You may not ${sentence} in the namespace teams, which this command does.`,
      );
      assert.equal(
        await page.workbench.page.locator(".quick-input-widget:visible, .monaco-dialog-box").count(),
        0,
      );
    });
  }

  test("what cannot be read is not called missing", { timeout: 60_000 }, async () => {
    await page.use(contextOf(changer.rest));
    await page.says(/Not readable\s*AgentRun, ConfigMap, Secret, SkillPack, SympoziumPolicy/);
    const text = await page.says(
      /Instance[\s\S]*Schedule[\s\S]*Memory\s*not readable[\s\S]*Runs\s*not readable/,
    );
    assert.doesNotMatch(text, /missing|failing|Orphans|not known/);
    assert.equal(await failures(page), 0);
  });

  test("dialogs say that they do not know everything", { timeout: 60_000 }, async () => {
    const { workbench } = page;
    await workbench.startCommand("PersonaPack Cluster: Exclude Persona");
    const widget = await workbench.question("Exclude Persona");
    await widget.locator(".monaco-list-row", { hasText: "crew" }).click();
    const dialog = workbench.page.locator(".monaco-dialog-box");
    await dialog.waitFor();
    await workbench.screenshot("rights-incomplete-dialog");
    const text = await dialog.innerText();
    assert.match(text, /incomplete: what there is of AgentRun, ConfigMap, Secret cannot be seen/);
    assert.match(text, /SympoziumInstance crew-writer/);
    await dialog.getByRole("button", { name: "Cancel" }).click();
  });

  test("who may neither list nor create Secrets names one", { timeout: 60_000 }, async () => {
    const { workbench } = page;
    const row = workbench.page.locator(".quick-input-widget:visible .monaco-list-row");
    await workbench.startCommand("PersonaPack Cluster: Activate");
    await answerQuickInput(workbench.page, "Activate", "third");
    await answerQuickInput(workbench.page, "Activate third: Provider", "OpenAI");
    const widget = await workbench.question("Activate third: Secret");
    await widget
      .getByPlaceholder(
        "A Secret with OPENAI_API_KEY; you may not create one; they cannot be listed: type its name",
      )
      .waitFor();
    assert.equal(await row.filter({ hasText: "Create" }).count(), 0);
    await workbench.type("No name");
    assert.equal(await row.filter({ hasText: "as typed" }).count(), 0);
    await widget.locator("input.input:visible").fill("key");
    await row.filter({ hasText: "as typed" }).waitFor();
    await workbench.screenshot("rights-typed-secret");
    for (const title of ["Secret", "Base URL", "Model", "Personas", "Channels", "Task Override"])
      await answerQuickInput(workbench.page, `Activate third: ${title}`);
    await answerQuickInput(workbench.page, "Activate third: Review", "Activate");
    await page.says(/third\s*active/);
    const spec = (await server.client.get("PersonaPack", "teams", "third"))?.spec as { authRefs?: unknown };
    assert.deepEqual(spec.authRefs, [{ provider: "openai", secret: "key" }]);
  });

  test("who may do nothing is told so, and can look elsewhere", { timeout: 60_000 }, async () => {
    await page.use(contextOf(nobody.rest));
    await page.says(/You may not list packs in this namespace/);
    await page.workbench.startCommand("PersonaPack Cluster: Activate");
    assert.match(await page.notification(), /^You may not patch personapacks in the namespace teams/);
    await page.button("Switch Namespace").waitFor();
  });
});

/** As the badge of the view counts them. */
async function failures({ workbench }: ClusterPage): Promise<number> {
  const badge = workbench.page
    .locator(".activitybar .action-item", { hasText: /./ })
    .locator(".badge-content");
  const texts = await badge.allInnerTexts();
  return texts.filter((text) => text.trim() !== "").length;
}
