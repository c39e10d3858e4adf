/** What the cluster view makes of hostile texts, of the keyboard alone, and of other themes, against a real API server. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { TestApiServer } from "../../cluster/api-server.ts";
import { describeWithCluster } from "../../cluster/cluster-suite.ts";
import { eventually } from "../../cluster/eventually.ts";
import { StandInController } from "../../cluster/stand-in-controller.ts";
import { ClusterPage, contextOf } from "./cluster-page.ts";

const LINK = "[click](command:workbench.action.files.newUntitledFile)";
/** Markdown, HTML, a codicon, addresses, terminal colours, a mark that turns the direction of writing, a new line. */
const HOSTILE = `${LINK} <img src=x> <b>bold</b> $(error) https://evil.example www.evil.example \u001b[31mred\u001b[0m \u202eturned **strong** \`code\`\nsecond line`;
const SHOWN =
  "[click](command:workbench.action.files.newUntitledFile) <img src=x> <b>bold</b> $(error) https://evil.example www.evil.example red turned **strong** `code` second line";

describeWithCluster("The look of the view, in VS Code", (binaries) => {
  let server: TestApiServer;
  let controller: StandInController;
  let page: ClusterPage;
  before(
    async () => {
      [server, page] = await Promise.all([TestApiServer.start(binaries), ClusterPage.open()]);
      controller = await StandInController.start(server.admin.rest);
      const { client } = server;
      await client.create("PersonaPack", "default", {
        apiVersion: "sympozium.ai/v1alpha1",
        kind: "PersonaPack",
        metadata: { name: "hostile", annotations: { note: HOSTILE } },
        spec: {
          enabled: true,
          description: HOSTILE,
          version: LINK,
          baseURL: "http://ollama:11434/v1",
          personas: [
            { name: "writer", displayName: HOSTILE, systemPrompt: "Write.", model: `gpt ${LINK}` },
            { name: LINK, systemPrompt: "Trick." },
          ],
        },
      });
      await eventually(async () =>
        assert.ok(await client.get("SympoziumInstance", "default", "hostile-writer")),
      );
      await client.create("AgentRun", "default", {
        apiVersion: "sympozium.ai/v1alpha1",
        kind: "AgentRun",
        metadata: { name: "hostile-writer-one", labels: { "sympozium.ai/instance": "hostile-writer" } },
        spec: {
          instanceRef: "hostile-writer",
          agentId: "writer",
          sessionKey: "",
          task: HOSTILE,
          model: { provider: "openai", model: "gpt", authSecretRef: "" },
        },
      });
      const status = { phase: "Failed", error: HOSTILE, completedAt: "2026-01-01T00:00:00Z" };
      await eventually(async () => {
        const run = await client.get("AgentRun", "default", "hostile-writer-one");
        assert.equal((run?.status as { phase?: string } | undefined)?.phase, "Running");
      });
      await client.mergePatch("AgentRun", "default", "hostile-writer-one", { status }, "/status");
      await client.create("PersonaPack", "default", {
        apiVersion: "sympozium.ai/v1alpha1",
        kind: "PersonaPack",
        metadata: { name: "tame" },
        spec: {
          enabled: true,
          baseURL: "http://ollama:11434/v1",
          excludePersonas: ["idle"],
          personas: [
            {
              name: "busy",
              systemPrompt: "Work.",
              schedule: { type: "heartbeat", interval: "1h", task: "t" },
            },
            { name: "idle", systemPrompt: "Wait." },
          ],
        },
      });
      await page.use(contextOf(server.admin.rest));
      await page.workbench.openContainer("PersonaPack");
      await page.says(/hostile\s*active · 2 failing[\s\S]*tame/);
    },
    { timeout: 180_000 },
  );
  after(async () => {
    await page?.close();
    await controller?.stop();
    await server?.stop();
  });
  afterEach((context) => page?.workbench.screenshot(`looks-${context.name.replaceAll(/\W+/g, "-")}`));

  /** Nothing in it but text, paragraphs and lists. */
  function assertPlain(html: string): void {
    assert.deepEqual(
      [...html.matchAll(/<(?!\/?(p|ul|li|strong|br)\b)[^>]*>/g)].map(([tag]) => tag),
      [],
    );
    assert.doesNotMatch(html, /[\u001b\u202e]/);
  }

  test("texts of the cluster are text in lines and tooltips", { timeout: 60_000 }, async () => {
    await page.expand("hostile");
    await page.expand(/^writer/);
    const text = await page.says(/one\s*failed/);
    assert.ok(text.includes(`writer${SHOWN} · failing`.replace("writer", "")), text);
    assert.doesNotMatch(text, /[\u001b\u202e]/);
    assert.equal(await page.sidebar.locator(".monaco-list-rows :is(img, b, strong, a[href])").count(), 0);
    for (const line of ["hostile", /^writer/, /^one/, /^Instance/]) {
      const html = await page.tooltip(line);
      assertPlain(html);
      if (line !== "hostile" && String(line) !== "/^Instance/") assert.match(html, /&lt;img src=x&gt;/);
    }
  });

  test("and in notifications and dialogs", { timeout: 60_000 }, async () => {
    const { workbench } = page;
    await workbench.startCommand("PersonaPack Cluster: Exclude Persona");
    const widget = await workbench.question("Exclude Persona");
    await widget.locator(".monaco-list-row", { hasText: /^\[click/ }).click();
    const dialog = workbench.page.locator(".monaco-dialog-box");
    await dialog.waitFor();
    assert.equal(await dialog.locator(".dialog-message-row a:not(.action-label)").count(), 0);
    await dialog.getByRole("button", { name: "Exclude" }).click();
    const text = await page.notification(/Exclude/);
    assert.match(text, /^Exclude \[click\] \(command:/);
    assert.doesNotMatch(text, /with \d+ links/);
  });

  test("and in documents", { timeout: 60_000 }, async () => {
    const { workbench } = page;
    await workbench.treeLine(/^one/).click();
    await eventually(async () => assert.match(await workbench.visibleText(), /kind: AgentRun/));
    assert.match(
      await workbench.visibleText(),
      /\\e\[31m|\\x1B\[31m|\\u001b\[31m/i,
      "escaped, as YAML has it",
    );
    assert.doesNotMatch(await workbench.visibleText(), /\u001b/);
    await workbench.startCommand("PersonaPack Cluster: Diagnose");
    const widget = await workbench.question("Diagnose");
    await widget.locator(".monaco-list-row", { hasText: "hostile" }).click();
    await eventually(async () => assert.match(await workbench.visibleText(), /Diagnosis of hostile/));
    const report = await workbench.visibleText();
    assert.doesNotMatch(report, /\u001b/);
  });

  test("every line says in words what its icon and colour say", async () => {
    await page.expand("tame");
    await page.says(/tame[\s\S]*idle\s*excluded/);
    const labels = await page.sidebar
      .locator(".monaco-list-row")
      .evaluateAll((rows) => rows.map((row) => row.getAttribute("aria-label") ?? ""));
    assert.ok(labels.every((label) => label.trim() !== ""));
    const all = labels.join("\n");
    assert.match(all, /^Pack hostile, active, \d failing, 1 (of 2 )?persona/m);
    assert.match(all, /^Pack tame, active, 1 persona, next in/m);
    assert.match(all, /^Persona idle, excluded/m);
    assert.match(all, /^Run one, failed/m);
    assert.match(all, /^Instance, gpt/m);
  });

  test("by the keyboard alone", { timeout: 60_000 }, async () => {
    const { workbench } = page;
    await workbench.runCommand("View: Close All Editors");
    await page.focus();
    const focused = page.sidebar.locator(".monaco-list-row.focused");
    await workbench.press("End");
    await workbench.press("Home");
    await eventually(async () => assert.match((await focused.innerText()).trim(), /^hostile/));
    await workbench.press("ArrowLeft");
    await workbench.press("ArrowDown");
    await eventually(async () => assert.match((await focused.innerText()).trim(), /^tame/));
    await workbench.press("ArrowDown");
    await workbench.press("ArrowRight");
    await page.says(/busy[\s\S]*Instance[\s\S]*Schedule/);
    await workbench.press("ArrowDown");
    await workbench.press("Enter");
    await eventually(async () => assert.match(await workbench.visibleText(), /kind: SympoziumInstance/));
    await page.focus();
    await workbench.press("Shift+F10");
    const menu = workbench.page.locator(".monaco-menu:visible");
    await menu.getByText("Copy Name").waitFor();
    await workbench.screenshot("looks-keyboard-menu");
    await workbench.press("Escape");
  });

  for (const { theme, kind } of [
    { theme: "Dark High Contrast", kind: "hc-black" },
    { theme: "Light High Contrast", kind: "hc-light" },
    { theme: "Dark Modern", kind: "vs-dark" },
  ]) {
    test(`in the theme ${theme}`, { timeout: 30_000 }, async () => {
      const { workbench } = page;
      await workbench.press("Control+K");
      await workbench.press("Control+T");
      const input = workbench.page.locator(".quick-input-widget input.input:visible");
      await input.fill(theme);
      await workbench.page.locator(`.quick-input-widget .monaco-list-row[aria-label^="${theme}"]`).click();
      await workbench.page.locator(`.monaco-workbench.${kind}`).waitFor();
      await page.says(/hostile[\s\S]*tame/);
    });
  }
});
