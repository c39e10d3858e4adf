/** A pack that does not do what its author expects: what the diagnosis finds is put right with clicks. */
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { TestApiServer } from "../../cluster/api-server.ts";
import { describeWithCluster } from "../../cluster/cluster-suite.ts";
import { eventually } from "../../cluster/eventually.ts";
import { StandInController } from "../../cluster/stand-in-controller.ts";
import { StandInKubelet } from "../../cluster/stand-in-kubelet.ts";
import { filesHolding } from "./canary.ts";
import { clickUntil } from "./clicks.ts";
import { Workbench } from "./workbench.ts";

const examples = fileURLToPath(new URL("../../../examples", import.meta.url));
const CANARY = "sk-canary-typed-for-a-missing-secret-0816";
const TEAM = `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name: team
spec:
  enabled: true
  authRefs:
    - provider: openai
      secret: team-openai-key
  personas:
    - name: writer
      systemPrompt: Write.
      model: gpt-4o-mini
      skills:
        - k8s-ops
    - name: tester
      systemPrompt: Test.
      model: gpt-4o-mini
      schedule:
        type: heartbeat
        interval: 1h
        task: Test everything.
`;
const RUN = "team-tester-schedule-1";

describeWithCluster("Repairs in VS Code", (binaries) => {
  let server: TestApiServer;
  let controller: StandInController;
  let kubelet: StandInKubelet;
  let workbench: Workbench;
  before(
    async () => {
      server = await TestApiServer.start(binaries);
      controller = await StandInController.start(server.admin.rest);
      kubelet = await StandInKubelet.start(server);
      await server.client.create("PersonaPack", "default", {
        apiVersion: "sympozium.ai/v1alpha1",
        kind: "PersonaPack",
        metadata: { name: "team" },
        spec: {
          enabled: true,
          authRefs: [{ provider: "openai", secret: "team-openai-key" }],
          personas: [
            { name: "writer", systemPrompt: "Write.", model: "gpt-4o-mini", skills: ["k8s-ops"] },
            {
              name: "tester",
              systemPrompt: "Test.",
              model: "gpt-4o-mini",
              schedule: { type: "heartbeat", interval: "1h", task: "Test everything." },
            },
          ],
        },
      });
      await server.client.create("SkillPack", "default", {
        apiVersion: "sympozium.ai/v1alpha1",
        kind: "SkillPack",
        metadata: { name: "memory" },
        spec: { skills: [{ name: "memory", content: "Remember." }] },
      });
      const running = { name: "agent", image: "i", imageID: "", ready: true, restartCount: 0 };
      await kubelet.addPod("default", `${RUN}-pod`, ["agent", "ipc-bridge"], {
        phase: "Running",
        containerStatuses: [
          { ...running, state: { running: {} } },
          { ...running, name: "ipc-bridge", state: { running: {} } },
        ],
      });
      kubelet.write("default", `${RUN}-pod`, "agent", "first words of the run");
      const settings = { "personapack.cluster.kubeconfig": [server.admin.kubeconfig] };
      workbench = await Workbench.open(examples, settings, { traceLogs: true });
      await writeFile(join(workbench.folder, "team.yaml"), TEAM);
      await workbench.openContainer("PersonaPack");
    },
    { timeout: 180_000 },
  );
  after(async () => {
    await workbench?.close();
    await kubelet?.stop();
    await controller?.stop();
    await server?.stop();
  });
  afterEach((context) => workbench?.screenshot(`repairs-${context.name.replaceAll(/\W+/g, "-")}`));

  const spec = async () =>
    (await server.client.get("PersonaPack", "default", "team"))?.spec as Readonly<Record<string, unknown>>;
  const lens = (title: string) =>
    workbench.page.locator(".codelens-decoration a", { hasText: title }).first();
  const agree = async (verb: string, expected: RegExp) => {
    const { dialog } = workbench;
    await dialog.waitFor();
    await workbench.screenshot(`repairs-dialog-${verb}`);
    assert.match(await dialog.innerText(), expected);
    await dialog.getByRole("button", { name: verb, exact: true }).click();
    await dialog.waitFor({ state: "detached" });
  };

  test("the tree shows what is missing", { timeout: 60_000 }, async () => {
    await workbench.treeLine(/team.*failing/).click();
    await workbench.treeLine(/k8s-ops.*missing/).waitFor();
    await workbench.treeLine(/Secrets.*1 missing/).waitFor();
  });

  test("the diagnosis says why, with something to click for each finding", { timeout: 60_000 }, async () => {
    await workbench.startCommand("PersonaPack Cluster: Diagnose");
    await (await workbench.question("Diagnose"))
      .locator(".monaco-list-row", { hasText: "team" })
      .first()
      .click();
    await lens("Create team-openai-key").waitFor();
    const text = await workbench.visibleText();
    assert.match(text, /✗ There is no Secret team-openai-key with OPENAI_API_KEY/);
    assert.match(text, /There is no SkillPack k8s-ops/);
  });

  test("the missing Secret is created, and the diagnosis follows", { timeout: 60_000 }, async () => {
    await clickUntil(lens("Create team-openai-key"), workbench.asked("OPENAI_API_KEY"));
    await workbench.question("OPENAI_API_KEY");
    await workbench.type(CANARY);
    await workbench.screenshot("repairs-masked-key");
    await workbench.press("Enter");
    await agree("Create", /Secret team-openai-key/);
    await lens("Create team-openai-key").waitFor({ state: "detached" });
    await eventually(async () => assert.match(await workbench.visibleText(), /All Secrets .* are there/));
    const secret = await server.client.get("Secret", "default", "team-openai-key");
    assert.deepEqual(secret?.data, { OPENAI_API_KEY: Buffer.from(CANARY).toString("base64") });
  });

  test("editing the pack leads to its file, at the place", { timeout: 60_000 }, async () => {
    const file = workbench.page.locator('.tab.active[data-resource-name="team.yaml"]');
    await clickUntil(lens("Edit the pack"), file);
    await eventually(async () =>
      assert.match(await workbench.page.locator(".part.statusbar").innerText(), /Ln 14, /),
    );
  });

  test("the log of a run grows while it runs, and is let go when its tab is closed", {
    timeout: 60_000,
  }, async () => {
    const pod = `${RUN}-pod`;
    await workbench.startCommand("PersonaPack Cluster: Open Logs");
    await (await workbench.question("Open Logs")).locator(".monaco-list-row", { hasText: RUN }).click();
    await eventually(async () => assert.match(await workbench.visibleText(), /first words of the run/));
    assert.equal(kubelet.followers("default", pod, "agent"), 1);
    kubelet.write("default", pod, "agent", ...Array.from({ length: 200 }, (_, index) => `line ${index}`));
    await eventually(async () => assert.match(await workbench.visibleText(), /line 199/));
    await workbench.page.locator(".part.statusbar", { hasText: "Log of agent: following" }).waitFor();
    await workbench.screenshot("repairs-log-following");
    await workbench.page.locator(".part.statusbar").getByText("Log of agent: following").click();
    await workbench.question(`Log of ${pod}`);
    await workbench.screenshot("repairs-log-options");
    await workbench.press("Escape");
    // Another connection takes the place of the one that it came over.
    await workbench.runCommand("PersonaPack Cluster: Refresh");
    kubelet.write("default", pod, "agent", "after a refresh");
    await eventually(async () => assert.match(await workbench.visibleText(), /after a refresh/), 20_000);
    await workbench.page.locator(".tab.active").click({ button: "middle" });
    await eventually(async () => assert.equal(kubelet.followers("default", pod, "agent"), 0));
  });

  test("a persona is reinstalled in one go", { timeout: 60_000 }, async () => {
    await server.client.create("SympoziumPolicy", "default", {
      apiVersion: "sympozium.ai/v1alpha1",
      kind: "SympoziumPolicy",
      metadata: { name: "later" },
      spec: {},
    });
    await server.client.mergePatch("PersonaPack", "default", "team", { spec: { policyRef: "later" } });
    const before = await server.client.get("SympoziumInstance", "default", "team-writer");
    await workbench.page.locator('.tab[data-resource-name="Diagnosis of team"]').click();
    await clickUntil(lens("Reinstall writer"), workbench.dialog);
    await agree("Reinstall", /team-writer-memory-db.*what it has learnt is lost/s);
    await eventually(async () => {
      const after = await server.client.get("SympoziumInstance", "default", "team-writer");
      assert.ok(after && after.metadata.uid !== before?.metadata.uid);
    }, 30_000);
    await lens("Reinstall writer").waitFor({ state: "detached" });
  });

  test("a task override of several lines is written in an editor, and removed again", {
    timeout: 60_000,
  }, async () => {
    await workbench.startCommand("PersonaPack Cluster: Set Task Override");
    await (await workbench.question("Set Task Override"))
      .locator(".monaco-list-row", { hasText: "team" })
      .first()
      .click();
    const input = await workbench.question("Set Task Override of team");
    await workbench.screenshot("repairs-override-input");
    await input.getByRole("button", { name: "Write several lines in an editor" }).click();
    await workbench.page.locator('.tab.active[data-resource-name="Task override of team.txt"]').waitFor();
    await workbench.type("Ship the release.\nThen rest.");
    await workbench.press("Control+KeyS");
    await agree("Set", /Ship the release/);
    await eventually(async () => assert.equal((await spec()).taskOverride, "Ship the release.\nThen rest."));
    await workbench.page.locator(".tab.active:not(.dirty)").waitFor();
    await workbench.screenshot("repairs-override-set");
    await workbench.press("Control+KeyA");
    await workbench.press("Delete");
    await workbench.press("Control+KeyS");
    await agree("Remove", /taskOverride/);
    await eventually(async () => assert.equal((await spec()).taskOverride, undefined));
  });

  test("a line of the tree is compared with the file that defines it", { timeout: 60_000 }, async () => {
    await writeFile(join(workbench.folder, "team.yaml"), TEAM.replaceAll("gpt-4o-mini", "gpt-4o"));
    await workbench.treeLine(/^team/).first().click({ button: "right" });
    // A menu takes no click before the button that opened it is let go; keys it always takes.
    const entry = workbench.page.locator(".context-view .monaco-menu .action-item", {
      hasText: "Compare with Cluster",
    });
    await entry.hover();
    await entry.and(workbench.page.locator(".focused")).waitFor();
    await workbench.press("Enter");
    await workbench.page.locator(".tab.active", { hasText: "once applied" }).waitFor();
    await workbench.page.locator(".line-insert").first().waitFor();
  });

  test("a schedule that its pack writes is not suspended: it is said what to do instead", {
    timeout: 60_000,
  }, async () => {
    await workbench.startCommand("PersonaPack Cluster: Suspend Schedule");
    await (await workbench.question("Suspend Schedule"))
      .locator(".monaco-list-row", { hasText: "team-tester-schedule" })
      .click();
    const notice = workbench.page.locator(".notification-toast", { hasText: "at once undoes a suspension" });
    await notice.waitFor();
    await notice.getByRole("button", { name: "Edit the Pack" }).waitFor();
  });

  test("a pack that is only in the workspace is diagnosed, and applied from there", {
    timeout: 60_000,
  }, async () => {
    await workbench.startCommand("PersonaPack Cluster: Diagnose");
    const question = await workbench.question("Diagnose");
    await question.locator(".monaco-list-row", { hasText: "data-team" }).first().click();
    await lens("Apply it").waitFor();
    await workbench.screenshot("repairs-not-listed");
    await clickUntil(lens("Apply it"), workbench.dialog);
    await agree("Apply", /PersonaPack data-team/);
    await workbench.treeLine(/data-team/).waitFor();
  });

  test("a pack without a file is edited as a copy", { timeout: 60_000 }, async () => {
    await server.client.create("PersonaPack", "default", {
      apiVersion: "sympozium.ai/v1alpha1",
      kind: "PersonaPack",
      metadata: { name: "lonely" },
      spec: { personas: [{ name: "one", systemPrompt: "Be." }] },
    });
    await workbench.treeLine(/lonely/).waitFor();
    await workbench.startCommand("PersonaPack Cluster: Edit Pack");
    const question = await workbench.question("Edit Pack");
    await question.locator(".monaco-list-row", { hasText: "lonely" }).first().click();
    await workbench.page.locator(".tab.active", { hasText: "Untitled-1" }).waitFor();
    await eventually(async () => assert.match(await workbench.visibleText(), /name: lonely/));
    assert.doesNotMatch(await workbench.visibleText(), /uid|resourceVersion|finalizers|status|managedFields/);
  });

  test("without the CRD the diagnosis leads to what has it", { timeout: 60_000 }, async () => {
    await server.removeCrds(["personapacks"]);
    await workbench.runCommand("PersonaPack Cluster: Refresh");
    await workbench.startCommand("PersonaPack Cluster: Diagnose");
    const question = await workbench.question("Diagnose");
    await question.locator(".monaco-list-row", { hasText: "data-team" }).first().click();
    await lens("How to install Sympozium").waitFor();
    await workbench.screenshot("repairs-without-crd");
  });

  test("the typed key is in the Secret and nowhere else", async () => {
    assert.match(await workbench.output(), /\S/, "logs are written");
    const encoded = Buffer.from(CANARY).toString("base64");
    const found = filesHolding([CANARY, encoded], workbench.home);
    assert.deepEqual(found, []);
    assert.ok(!(await workbench.page.content()).includes(CANARY), "nothing on screen shows it");
  });
});
