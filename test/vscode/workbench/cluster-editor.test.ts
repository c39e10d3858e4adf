/** A file in the editor beside the cluster that it is meant for: lenses, proposals and problems follow what is there. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { TestApiServer } from "../../cluster/api-server.ts";
import { describeWithCluster } from "../../cluster/cluster-suite.ts";
import { eventually } from "../../cluster/eventually.ts";
import { StandInController } from "../../cluster/stand-in-controller.ts";
import { clickUntil } from "./clicks.ts";
import { Workbench } from "./workbench.ts";

const PACK = `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name: team
spec:
  enabled: true
  baseURL: http://ollama.default.svc:11434/v1
  personas:
    - name: writer
      systemPrompt: Write.
      model: llama3
      skills:
        - postgres-ops
        - k8s-ops
---
apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name: spare
spec:
  personas:
    - name: tester
      systemPrompt: Test.
      model: llama3
`;

describeWithCluster("The editor beside a cluster in VS Code", (binaries) => {
  let server: TestApiServer;
  let controller: StandInController;
  let folder: string;
  let workbench: Workbench;
  before(
    async () => {
      server = await TestApiServer.start(binaries);
      controller = await StandInController.start(server.admin.rest);
      await server.addNamespace("sympozium-system");
      await skillPack("sympozium-system", "k8s-ops");
      folder = await mkdtemp(join(tmpdir(), "personapack-editor-"));
      await writeFile(join(folder, "packs.yaml"), PACK);
      workbench = await Workbench.open(folder, {
        "personapack.cluster.kubeconfig": [server.admin.kubeconfig],
      });
    },
    { timeout: 180_000 },
  );
  after(async () => {
    await workbench?.close();
    await controller?.stop();
    await server?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });
  afterEach((context) => workbench?.screenshot(`editor-${context.name.replaceAll(/\W+/g, "-")}`));

  const skillPack = (namespace: string, name: string) =>
    server.client.create("SkillPack", namespace, {
      apiVersion: "sympozium.ai/v1alpha1",
      kind: "SkillPack",
      metadata: { name },
      spec: { skills: [{ name, content: "How to do it." }] },
    });
  /** Its problems are gone meanwhile, but perhaps for less than can be seen: the log says when it is done. */
  const restartLanguageServer = async () => {
    const starts = async () => (await workbench.output()).split("Language server: ready").length;
    const before = await starts();
    await workbench.runCommand("PersonaPack: Restart Language Server");
    await eventually(async () => assert.equal(await starts(), before + 1));
  };
  /** The lenses above a pack stand in one line. */
  const lens = (text: string | RegExp) =>
    workbench.page.locator(".editor-instance .codelens-decoration", { hasText: text });
  const click = async (line: RegExp, title: string, answer = workbench.dialog) =>
    await clickUntil(
      lens(line)
        .getByRole("button", { name: title })
        .or(lens(line).locator("a", { hasText: title }))
        .first(),
      answer,
    );

  test("without a connection nothing is said of a cluster", { timeout: 60_000 }, async () => {
    await workbench.openFile("packs.yaml");
    await workbench.languageStatus("2 packs");
    await lens(/generates \d+ resources/)
      .first()
      .waitFor();
    assert.equal(await lens(/default \(/).count(), 0);
  });

  test("not applied", { timeout: 60_000 }, async () => {
    await workbench.openContainer("PersonaPack");
    await lens(/default \(test\): not applied/)
      .first()
      .waitFor();
    assert.equal(await lens(/not applied/).count(), 2);
  });

  test("applied from the lens: the same as in the cluster", { timeout: 60_000 }, async () => {
    await click(/not applied/, "Apply…");
    await workbench.dialog.getByRole("button", { name: "Apply" }).click();
    await workbench.treeLine(/team.*active/).waitFor();
    await lens(/default \(test\): same · active/).waitFor();
    assert.equal(await lens(/not applied/).count(), 1);
  });

  test("a SkillPack that the cluster does not have is a problem until it does", {
    timeout: 60_000,
  }, async () => {
    await workbench.problem("has no SkillPack `postgres-ops` in `default`");
    await workbench.screenshot("editor-skillpack-missing");
    await restartLanguageServer();
    // The new server has been told, too.
    await workbench.problem("has no SkillPack `postgres-ops` in `default`");
    await skillPack("default", "team-wiki");
    // Once this one is known, the other one is.
    await skillPack("default", "postgres-ops");
    await workbench.problemsGone("has no SkillPack");
  });

  test("names of the cluster are proposed", { timeout: 60_000 }, async () => {
    await workbench.goTo(14, 18);
    await workbench.press("Enter");
    await workbench.type("- ");
    await workbench.suggestion("team-wiki");
    await workbench.screenshot("editor-proposals");
    await workbench.type("team-w");
    await (await workbench.suggestion("team-wiki")).click();
    await eventually(async () => assert.match(await workbench.visibleText(), /- team-wiki/));
  });

  test("an edit differs, and is compared and applied", { timeout: 60_000 }, async () => {
    await workbench.press("Control+KeyJ");
    await workbench.goTo(1, 1);
    await lens(/default \(test\): differs · active/).waitFor();
    await workbench.screenshot("editor-differs");
    const comparison = workbench.page.locator(".tab.active", { hasText: "once applied" });
    await click(/differs/, "Compare", comparison);
    await workbench.page.locator(".editor.modified .view-line", { hasText: "team-wiki" }).waitFor();
    await workbench.screenshot("editor-compare");
    await workbench.press("Control+KeyW");
    await click(/differs/, "Apply…");
    await workbench.dialog.getByRole("button", { name: "Apply" }).click();
    await lens(/default \(test\): same · active/).waitFor();
  });

  test("an inactive pack is activated from its lens", { timeout: 60_000 }, async () => {
    await click(/not applied/, "Apply…");
    await workbench.dialog.getByRole("button", { name: "Apply" }).click();
    await lens(/default \(test\): same · inactive/).waitFor();
    await click(/same · inactive/, "Activate…", workbench.asked("Activate spare: Provider"));
    await workbench.press("Escape");
  });

  test("a pack that is gone is applied no more", { timeout: 60_000 }, async () => {
    await server.client.delete("PersonaPack", "default", "team");
    await lens(/default \(test\): not applied/).waitFor();
  });

  test("in a workspace that is not trusted the lenses change nothing", { timeout: 120_000 }, async () => {
    await workbench.close();
    workbench = await Workbench.open(
      folder,
      { "personapack.cluster.kubeconfig": [server.admin.kubeconfig] },
      { workspaceTrust: true },
    );
    await workbench.page.locator(".part.statusbar", { hasText: "Restricted Mode" }).waitFor();
    await workbench.openFile("packs.yaml");
    await workbench.openContainer("PersonaPack");
    await lens(/default \(test\): same · inactive/).waitFor();
    await lens(/default \(test\): not applied/).waitFor();
    assert.equal(await lens(/Apply…|Activate…/).count(), 0);
  });
});
