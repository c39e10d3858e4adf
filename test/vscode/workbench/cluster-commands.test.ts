/** A session with a cluster, as a person has it: activates a pack, excludes a persona, and sees the tree follow. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { TestApiServer } from "../../cluster/api-server.ts";
import { describeWithCluster } from "../../cluster/cluster-suite.ts";
import { eventually } from "../../cluster/eventually.ts";
import { StandInController } from "../../cluster/stand-in-controller.ts";
import { filesHolding } from "./canary.ts";
import { clickLineButton } from "./clicks.ts";
import { answerQuickInput } from "./quick-input.ts";
import { Workbench } from "./workbench.ts";

const examples = fileURLToPath(new URL("../../../examples", import.meta.url));
const CANARY = `sk-canary-${randomUUID()}`;

describeWithCluster("Cluster commands in VS Code", (binaries) => {
  let server: TestApiServer;
  let controller: StandInController;
  let workbench: Workbench;
  /** The folder for temporary files of VS Code and all that it runs. */
  let temporary: string;
  const began = Date.now();
  before(
    async () => {
      server = await TestApiServer.start(binaries);
      controller = await StandInController.start(server.admin.rest);
      await server.client.create("PersonaPack", "default", {
        apiVersion: "sympozium.ai/v1alpha1",
        kind: "PersonaPack",
        metadata: { name: "team" },
        spec: {
          personas: [
            { name: "writer", displayName: "Writer", systemPrompt: "Write.", model: "gpt-4o-mini" },
            { name: "tester", displayName: "Tester", systemPrompt: "Test.", model: "gpt-4o-mini" },
          ],
        },
      });
      temporary = await mkdtemp(join(tmpdir(), "personapack-temporary-"));
      const settings = { "personapack.cluster.kubeconfig": [server.admin.kubeconfig] };
      workbench = await Workbench.open(examples, settings, { traceLogs: true, env: { TMPDIR: temporary } });
      await workbench.openContainer("PersonaPack");
    },
    { timeout: 180_000 },
  );
  after(async () => {
    await workbench?.close();
    await controller?.stop();
    await server?.stop();
    if (temporary) await rm(temporary, { recursive: true, force: true });
  });
  afterEach((context) => workbench?.screenshot(`cluster-${context.name.replaceAll(/\W+/g, "-")}`));

  const spec = async () =>
    (await server.client.get("PersonaPack", "default", "team"))?.spec as Readonly<Record<string, unknown>>;
  const choose = (title: string, item?: string) => answerQuickInput(workbench.page, title, item);

  test("the pack is there, inactive", async () => {
    await workbench.treeLine(/team.*inactive/).waitFor();
  });

  test("activates it in the wizard", { timeout: 60_000 }, async () => {
    const line = workbench.treeLine(/team.*inactive/);
    await clickLineButton(line, "Activate", workbench.asked("Activate team: Provider"));
    await choose("Activate team: Provider", "OpenAI");
    await choose("Secret for OpenAI", "Create a Secret");
    await workbench.question("OPENAI_API_KEY");
    await workbench.type(CANARY);
    await workbench.screenshot("cluster-masked-key");
    await workbench.press("Enter");
    await choose("Base URL");
    await choose("Activate team: Model");
    await choose("Activate team: Personas");
    await choose("Activate team: Channels");
    await choose("Activate team: Task Override");
    const review = await workbench.question("Activate team: Review");
    await review.locator(".monaco-list-row", { hasText: "Secret team-openai-key" }).waitFor();
    await workbench.screenshot("cluster-review");
    await choose("Activate team: Review", "Activate");
    await eventually(async () => assert.equal((await spec())?.enabled, true));
    await workbench.treeLine(/team\s*active/).waitFor();
  });

  test("excludes a persona", { timeout: 60_000 }, async () => {
    await workbench.startCommand("PersonaPack Cluster: Exclude Persona");
    await choose("Exclude Persona", "tester");
    const { dialog } = workbench;
    await dialog.waitFor();
    await workbench.screenshot("cluster-exclude-dialog");
    assert.match(await dialog.innerText(), /SympoziumInstance team-tester/);
    await dialog.getByRole("button", { name: "Exclude" }).click();
    await eventually(async () => assert.deepEqual((await spec())?.excludePersonas, ["tester"]));
    await workbench.treeLine(/team.*1 persona/).waitFor();
  });

  test("applies a document as it is written", { timeout: 60_000 }, async () => {
    await workbench.openFile("data-team.yaml");
    // The command is offered once the language server has found the pack.
    await workbench.languageStatus("2 personas");
    await workbench.startCommand("PersonaPack Cluster: Apply to Cluster");
    const { dialog } = workbench;
    await dialog.waitFor();
    await workbench.screenshot("cluster-apply-dialog");
    await dialog.getByRole("button", { name: "Apply" }).click();
    await workbench.treeLine(/data-team/).waitFor();
  });

  test("diagnoses it in a report", { timeout: 60_000 }, async () => {
    await workbench.startCommand("PersonaPack Cluster: Diagnose");
    await choose("Diagnose", "data-team");
    await eventually(async () => assert.match(await workbench.visibleText(), /Diagnosis of data-team/));
    assert.match(await workbench.visibleText(), /Is the pack in the cluster\?/);
  });

  test("the typed key is in the Secret and nowhere else", async () => {
    const secret = await server.client.get("Secret", "default", "team-openai-key");
    assert.deepEqual(secret?.data, { OPENAI_API_KEY: Buffer.from(CANARY).toString("base64") });
    assert.match(await workbench.output(), /\S/, "logs are written");
    const found = [workbench.home, temporary, tmpdir()].flatMap((folder) =>
      filesHolding([CANARY, Buffer.from(CANARY).toString("base64")], folder, began),
    );
    assert.deepEqual(found, []);
    const page = await workbench.page.content();
    assert.ok(!page.includes(CANARY), "nothing on screen shows it");
  });
});
