/** Documents and the cluster: apply, compare, live objects, and every command from the palette. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { describeWithCluster } from "../../cluster/cluster-suite.ts";
import { eventually } from "../../cluster/eventually.ts";
import { ClusterWorkbench, listed } from "./cluster-workbench.ts";

const pack = (name: string, spec: string) =>
  `apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\nmetadata:\n  name: ${name}\nspec:\n${spec}`;

const PERSONA = "  personas:\n    - name: writer\n      systemPrompt: Write.\n      model: gpt-4o-mini\n";
const FILES = {
  "two.yaml": `${pack("alpha", PERSONA)}---\n${pack("beta", PERSONA)}`,
  "mine.yaml": pack("team", `  enabled: false\n  description: mine\n${PERSONA}`),
  "bad.yaml": pack(
    "bad",
    `${PERSONA}      schedule:\n        type: often\n        interval: 1h\n        task: Write.\n`,
  ),
};
/** Of `beta` in two.yaml. */
const BETA_LINE = 13;
const PACKS = "/apis/sympozium.ai/v1alpha1/namespaces/default/personapacks";

describeWithCluster("Documents and the cluster in VS Code", (binaries) => {
  let cluster: ClusterWorkbench;

  before(
    async () => {
      cluster = await ClusterWorkbench.open(binaries, FILES);
      await cluster.workbench.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      const personas = [{ name: "writer", systemPrompt: "Write.", model: "gpt-4o-mini" }];
      await cluster.server.client.request("POST", `${PACKS}?fieldManager=kubectl-client-side-apply`, {
        apiVersion: "sympozium.ai/v1alpha1",
        kind: "PersonaPack",
        metadata: { name: "team" },
        spec: { enabled: true, description: "theirs", personas },
      });
      await cluster.line(/^team\s*active/).waitFor();
    },
    { timeout: 180_000 },
  );
  after(() => cluster?.close());
  afterEach(async (context) => {
    await cluster?.workbench.screenshot(`documents-${context.name.replaceAll(/\W+/g, "-")}`);
    await cluster?.giveUp();
  });

  const stored = async (name: string) => await cluster.server.client.get("PersonaPack", "default", name);

  /** Opens a file, once the language server has found the pack in it: only then its commands are offered. */
  async function open(file: string): Promise<void> {
    await cluster.workbench.openFile(file);
    await cluster.workbench.languageStatus("persona");
    await cluster.workbench.page.mouse.move(700, 450);
    await cluster.workbench.editor.click();
  }

  const problem = (text: string) =>
    cluster.workbench.page.locator(".markers-panel-container .monaco-list-row", { hasText: text });

  test("applies the document that the cursor is in, and not the other", { timeout: 60_000 }, async () => {
    await open("two.yaml");
    await cluster.workbench.goTo(BETA_LINE, 1);
    await cluster.ask("Apply to Cluster…");
    assert.deepEqual(listed(await cluster.question(), /^Creates /), ["PersonaPack beta"]);
    await cluster.answer("Apply");
    await cluster.status("Create beta: done.").waitFor();
    await cluster.line(/^beta\s*inactive/).waitFor();
    assert.equal(await stored("alpha"), undefined);
  });

  test("applies those that the selection touches, and says which has nothing to apply", {
    timeout: 60_000,
  }, async () => {
    await cluster.workbench.editor.click();
    await cluster.workbench.press("Control+A");
    await cluster.ask("Apply to Cluster…");
    assert.deepEqual(listed(await cluster.question(), /^Creates /), ["PersonaPack alpha"]);
    await cluster.answer("Apply");
    await cluster.notification("beta is in the cluster as written here: nothing to apply.").waitFor();
    await cluster.line(/^alpha\s*inactive/).waitFor();
  });

  test("compares with what applying would make of it", { timeout: 60_000 }, async () => {
    await cluster.workbench.goTo(BETA_LINE, 1);
    await cluster.ask("Compare with Cluster");
    await cluster.notification("beta is in the cluster as it is written here").waitFor();
    await cluster.workbench.goTo(BETA_LINE + 5, 99);
    await cluster.workbench.type(" Well.");
    await cluster.ask("Compare with Cluster");
    const diff = cluster.workbench.page.locator(".monaco-diff-editor");
    await diff.locator(".line-insert").first().waitFor();
    await eventually(async () => {
      const right = await diff.locator(".editor.modified .view-lines").innerText();
      assert.match(right.replaceAll("\u00a0", " "), /workflowType: autonomous/);
      assert.equal(await diff.locator(".editor.modified .line-insert").count(), 1);
    });
  });

  test("a document that was changed in the cluster meanwhile is not applied", {
    timeout: 60_000,
  }, async () => {
    await open("two.yaml");
    await cluster.workbench.goTo(BETA_LINE, 1);
    await cluster.ask("Apply to Cluster…");
    const text = await cluster.question();
    assert.match(text, /PersonaPack beta spec\.personas\[0\]\.systemPrompt: Write\. → Write\. Well\./);
    await cluster.server.client.mergePatch("PersonaPack", "default", "beta", {
      spec: { description: "other" },
    });
    await cluster.answer("Apply");
    const message = cluster.notification(
      /Apply beta: Somebody else has changed PersonaPack beta .* Nothing was done\./,
    );
    await message.waitFor();
    await message.getByRole("button", { name: "Try Again" }).click();
    await cluster.question();
    await cluster.answer("Apply");
    await cluster.status("Apply beta: done.").waitFor();
    const { description, personas } = await cluster.spec("beta");
    assert.deepEqual(
      [description, personas],
      ["other", [{ name: "writer", systemPrompt: "Write. Well.", model: "gpt-4o-mini" }]],
    );
  });

  test("fields that others have set are problems where they stand, with a way to take them over", {
    timeout: 60_000,
  }, async () => {
    await open("mine.yaml");
    await cluster.ask("Apply to Cluster…");
    const message = /team cannot be applied: others have set spec\.\w+, spec\.\w+ to something else\./;
    await cluster.notification(message).waitFor();
    await cluster.workbench.problem(
      "“kubectl-client-side-apply” has set this field to true: take it over to apply yours.",
    );
    assert.match(await problem("has set this field to true").innerText(), /Ln 6, Col 12/);
    assert.match(await problem("has set this field to theirs").innerText(), /Ln 7, Col 16/);
    await cluster.workbench.screenshot("documents-conflict");
    await cluster.workbench.editor.click();
    await cluster.workbench.goTo(6, 12);
    await cluster.workbench.quickFix("Apply, and take over what others have set…");
    const text = await cluster.question();
    assert.match(
      text,
      /Takes over from “kubectl-client-side-apply”: spec\.(enabled, spec\.description|description, spec\.enabled)/,
    );
    const there = await cluster.objects("team");
    await cluster.workbench.screenshot("documents-take-over-dialog");
    await cluster.answer("Cancel");
    assert.equal(await problem("has set this field").count(), 2, "they are still to be read");
    await cluster.workbench.goTo(6, 12);
    await cluster.workbench.quickFix("Apply, and take over what others have set…");
    await cluster.question();
    await cluster.answer("Apply and Take Over");
    await cluster.status("Apply team: done.").waitFor();
    await problem("has set this field").first().waitFor({ state: "detached" });
    assert.deepEqual(
      listed(text, /^Removes /),
      there.filter((name) => name !== "PersonaPack team"),
    );
    await eventually(async () => assert.deepEqual(await cluster.objects("team"), ["PersonaPack team"]));
    assert.deepEqual(
      [(await cluster.spec("team")).enabled, (await cluster.spec("team")).description],
      [false, "mine"],
    );
  });

  test("what the API server refuses is a problem at its value until it is mended", {
    timeout: 60_000,
  }, async () => {
    await open("bad.yaml");
    await cluster.ask("Apply to Cluster…");
    await cluster
      .notification(/bad cannot be applied: The API server refuses this: Unsupported value/)
      .waitFor();
    await cluster.workbench.problem("The API server refuses this: Unsupported value");
    const row = problem("The API server refuses this");
    assert.match(await row.innerText(), /Ln 11, Col 15/);
    await cluster.workbench.screenshot("documents-refused");
    assert.equal(await stored("bad"), undefined);
    await cluster.workbench.editor.click();
    await cluster.workbench.goTo(11, 15);
    for (let letter = 0; letter < "often".length; letter++) await cluster.workbench.press("Delete");
    await cluster.workbench.type("sweep");
    await cluster.workbench.press("Escape");
    await row.waitFor({ state: "detached" });
    await cluster.ask("Apply to Cluster…");
    await cluster.question();
    await cluster.answer("Apply");
    await cluster.status("Create bad: done.").waitFor();
    assert.equal(await row.count(), 0);
  });

  test("a live object cannot be edited, follows the cluster, and says when it is gone", {
    timeout: 60_000,
  }, async () => {
    await cluster.menu(/^alpha/, "Open Live Object");
    await cluster.workbench.page.locator('.tab.active[data-resource-name="alpha.yaml"]').waitFor();
    await eventually(async () => assert.match(await cluster.workbench.visibleText(), /name: alpha\n/));
    await cluster.workbench.editor.click();
    await cluster.workbench.type("x");
    await cluster.workbench.page.getByText("Cannot edit in read-only editor").first().waitFor();
    await cluster.server.client.mergePatch("PersonaPack", "default", "alpha", {
      spec: { description: "followed" },
    });
    await eventually(async () =>
      assert.match(await cluster.workbench.visibleText(), /description: followed/),
    );
    await cluster.server.client.delete("PersonaPack", "default", "alpha");
    await eventually(async () =>
      assert.match(
        await cluster.workbench.visibleText(),
        /^# There is no PersonaPack alpha in namespace default\./,
      ),
    );
  });

  test("copies names and kubectl commands", { timeout: 60_000 }, async () => {
    const clipboard = () => cluster.workbench.page.evaluate("navigator.clipboard.readText()");
    await cluster.menu(/^team/, "Copy Name");
    await cluster.status("Copied: team").waitFor();
    assert.equal(await clipboard(), "team");
    await cluster.ask("Copy Name", "beta");
    await cluster.status("Copied: beta").waitFor();
    await cluster.ask("Copy kubectl Command…", "team");
    await cluster.choose("Copy kubectl Command: PersonaPack team", "kubectl describe");
    await cluster.status("Copied: kubectl").waitFor();
    assert.equal(
      await clipboard(),
      `kubectl --kubeconfig ${cluster.kubeconfig} --context test --namespace default describe personapacks.sympozium.ai team`,
    );
  });

  const QUESTIONS: Readonly<Record<string, RegExp>> = {
    "Activate…": /beta\s*disabled · 1 persona/,
    "Exclude Persona…": /writer\s*default\/beta/,
    "Set Task Override…": /team\s*disabled/,
    "Delete Pack…": /team\s*disabled/,
    "Open Live Object": /team\s*disabled/,
    "Copy Name": /team\s*disabled/,
  };
  for (const [command, item] of Object.entries(QUESTIONS)) {
    test(`${command} asks in the palette what it is about`, { timeout: 60_000 }, async () => {
      await cluster.ask(command);
      const widget = await cluster.workbench.question(command.replace("…", ""));
      await widget.locator(".monaco-list-row", { hasText: item }).first().waitFor();
      await widget.getByPlaceholder(/^Choose a (pack|persona)$/).waitFor();
    });
  }

  const NOTHING: Readonly<Record<string, string>> = {
    "Change Settings…": "No pack here is active.",
    "Deactivate…": "No pack here is active.",
    "Run Now…": "No persona is active.",
    "Include Persona…": "No persona is excluded.",
    "Delete Orphans…": "No pack has left anything behind.",
    "Open Logs": "There are no runs here.",
  };
  for (const [command, sentence] of Object.entries(NOTHING)) {
    test(`${command} says that there is nothing for it`, { timeout: 60_000 }, async () => {
      await cluster.ask(command);
      await cluster.notification(sentence).last().waitFor();
    });
  }
});
