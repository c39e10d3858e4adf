/** Changes of packs from the cluster view: what each dialog lists is what then happens in the API server. */
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { after, afterEach, before, test } from "node:test";
import { describeWithCluster } from "../../cluster/cluster-suite.ts";
import { eventually } from "../../cluster/eventually.ts";
import { clickLineButton } from "./clicks.ts";
import { ClusterWorkbench, listed } from "./cluster-workbench.ts";

const LEAD = {
  name: "lead",
  displayName: "Team Lead",
  systemPrompt: "Lead.",
  model: "gpt-4o-mini",
  schedule: { type: "heartbeat", interval: "1h", task: "Plan." },
  memory: { enabled: true, seeds: ["Be kind"] },
};
const HELPER = {
  name: "helper",
  systemPrompt: "Help.",
  model: "gpt-4o-mini",
  channels: ["telegram", "whatsapp"],
};
const FLUX = { labels: { "kustomize.toolkit.fluxcd.io/name": "apps" } };

const keyOf = (pack: string) => [{ provider: "openai", secret: `${pack}-openai-key` }];

describeWithCluster("Changes in the cluster view of VS Code", (binaries) => {
  let cluster: ClusterWorkbench;

  async function addActive(name: string, personas: readonly object[], metadata: object = {}): Promise<void> {
    const { client } = cluster.server;
    await client.create("Secret", "default", { metadata: { name: `${name}-openai-key` } });
    await client.create("Secret", "default", { metadata: { name: `${name}-telegram-secret` } });
    const channelConfigs = { telegram: `${name}-telegram-secret` };
    await cluster.addPack(name, { enabled: true, authRefs: keyOf(name), channelConfigs, personas }, metadata);
    await cluster.line(new RegExp(`^${name}\\s*active`)).waitFor();
    await settled(name);
  }

  /** Nothing of the pack comes or goes any more. */
  async function settled(pack: string): Promise<string[]> {
    let before = "";
    return await eventually(async () => {
      const now = await cluster.objects(pack);
      const same = now.join() === before;
      before = now.join();
      assert.ok(same);
      return now;
    });
  }

  /** Agrees, and compares the list of the dialog with what goes and comes. */
  async function agree(pack: string, button: string): Promise<void> {
    const there = await settled(pack);
    const text = await cluster.question();
    const own = new RegExp(`^(Removes|“${button}” removes) `);
    await cluster.answer(button);
    await eventually(async () => {
      const now = await cluster.objects(pack);
      const gone = there.filter((name) => !now.includes(name));
      const come = now.filter((name) => !there.includes(name));
      const creates = listed(text, /^Creates /).filter((name) => !name.startsWith("Job "));
      assert.deepEqual({ gone, come }, { gone: listed(text, own), come: creates });
    });
  }

  before(
    async () => {
      cluster = await ClusterWorkbench.open(binaries, {});
      await addActive("team", [LEAD, HELPER]);
      await addActive("slow", [{ ...LEAD, schedule: undefined }]);
    },
    { timeout: 180_000 },
  );
  after(() => cluster?.close());
  afterEach(async (context) => {
    await cluster?.workbench.screenshot(`changes-${context.name.replaceAll(/\W+/g, "-")}`);
    await cluster?.giveUp();
  });

  test("a dialog stays with its context, whatever is chosen meanwhile", { timeout: 60_000 }, async () => {
    const kubeconfig = await readFile(cluster.kubeconfig, "utf8");
    const other =
      "  - name: other\n    context:\n      cluster: test\n      user: admin\n      namespace: other\n";
    await cluster.ask("Exclude Persona…", "helperdefault/team");
    await cluster.question();
    const switched = kubeconfig
      .replace("current-context: test", "current-context: other")
      .replace("contexts:\n", `contexts:\n${other}`);
    await writeFile(cluster.kubeconfig, switched);
    const title = cluster.workbench.page.locator(".part.sidebar .title-label", { hasText: "other" });
    await title.waitFor();
    await cluster.answer("Exclude");
    await cluster
      .notification(
        "“Exclude helper from team” was meant for the context test, and now other is shown. Nothing was done.",
      )
      .waitFor();
    assert.equal((await cluster.spec("team")).excludePersonas, undefined);
    await writeFile(cluster.kubeconfig, kubeconfig);
    await title.waitFor({ state: "detached" });
    await cluster.line(/^team\s*active/).waitFor();
  });

  test("a change that the controller does not finish is waited for in the background", {
    timeout: 60_000,
  }, async () => {
    const { metadata } =
      (await cluster.server.client.get("SympoziumInstance", "default", "slow-lead")) ?? assert.fail();
    const finalizers = [...(metadata.finalizers ?? []), "example.com/hold"];
    await cluster.server.client.mergePatch("SympoziumInstance", "default", "slow-lead", {
      metadata: { finalizers },
    });
    await cluster.ask("Exclude Persona…", "default/slow");
    await cluster.question();
    await cluster.answer("Exclude");
    await cluster.notification(/Exclude lead from slow: waiting for the controller \(\d of \d\)/).waitFor();
    await cluster.line(/^slow.*warning|^slow.*1 persona/).waitFor();
  });

  test("excludes from the menu of a persona, and includes with a button of its line", {
    timeout: 60_000,
  }, async () => {
    await cluster.expand(/^team/);
    await cluster.menu(/^helper/, "Exclude Persona…");
    await cluster.question();
    await cluster.workbench.screenshot("changes-exclude-dialog");
    await agree("team", "Exclude");
    assert.deepEqual((await cluster.spec("team")).excludePersonas, ["helper"]);
    const line = cluster.line(/^helper.*excluded/);
    await clickLineButton(line, "Include Persona", cluster.dialog);
    await cluster.question();
    await cluster.workbench.screenshot("changes-include-dialog");
    await agree("team", "Include");
    await cluster.status("Include helper in team: done.").waitFor();
    await cluster.line(/^helper(?!.*excluded)/).waitFor();
  });

  test("runs a persona now", { timeout: 60_000 }, async () => {
    await cluster.ask("Run Now…", "Team Lead · default/team");
    await cluster.question();
    await cluster.workbench.screenshot("changes-run-dialog");
    await agree("team", "Run");
    await cluster.status(/The run team-lead-run-\d+ has begun\./).waitFor();
    await cluster.expand(/^lead/);
    await cluster.line(/^run-\d+\s*running/).waitFor();
  });

  test("changes the settings of an active pack", { timeout: 60_000 }, async () => {
    await cluster.menu(/^team/, "Change Settings…");
    const page = (title: string) => `Change Settings of team: ${title}`;
    await cluster.choose(page("Provider"));
    await cluster.choose(page("Secret for OpenAI"));
    await cluster.choose(page("Base URL"));
    await cluster.workbench.question(page("Model"));
    await cluster.workbench.type("gpt-4.1");
    await cluster.workbench.press("Enter");
    for (const title of ["Personas", "Channels", "Task Override"]) await cluster.choose(page(title));
    const review = await cluster.workbench.question(page("Review"));
    const change = review.locator(".monaco-list-row", {
      hasText: "spec.personas[1].model: gpt-4o-mini → gpt-4.1",
    });
    await change.waitFor();
    await cluster.workbench.screenshot("changes-settings-review");
    await cluster.choose(page("Review"), "Change");
    await cluster.status("Change the settings of team: done.").waitFor();
    const instance = await cluster.server.client.get("SympoziumInstance", "default", "team-helper");
    assert.equal(
      (instance?.spec as { agents: { default: { model: string } } } | undefined)?.agents.default.model,
      "gpt-4.1",
    );
    assert.deepEqual((await cluster.spec("team")).personas, [
      { ...LEAD, model: "gpt-4.1" },
      { ...HELPER, model: "gpt-4.1" },
    ]);
  });

  test("what somebody else has changed while the dialog was open is refused, and asked anew", {
    timeout: 60_000,
  }, async () => {
    await cluster.ask("Exclude Persona…", "helperdefault/team");
    await cluster.question();
    await cluster.server.client.mergePatch("PersonaPack", "default", "team", {
      spec: { excludePersonas: ["lead"] },
    });
    await cluster.answer("Exclude");
    const message = cluster.notification(
      "Exclude helper from team: Somebody else has changed PersonaPack team in namespace default in the meantime. Nothing was done.",
    );
    await message.waitFor();
    await cluster.workbench.screenshot("changes-outdated");
    assert.deepEqual((await cluster.spec("team")).excludePersonas, ["lead"]);
    await cluster.line(/^lead.*excluded/).waitFor();
    await message.getByRole("button", { name: "Try Again" }).click();
    await cluster.choose("Exclude Persona", "helperdefault/team");
    assert.match(await cluster.question(), /spec\.excludePersonas: \["lead"\] → \["lead","helper"\]/);
    await cluster.answer("Cancel");
    await cluster.server.client.mergePatch("PersonaPack", "default", "team", {
      spec: { excludePersonas: null },
    });
    await cluster.line(/^lead(?!.*excluded)/).waitFor();
  });

  test("says what Flux will do before anybody agrees", { timeout: 60_000 }, async () => {
    await addActive("git", [HELPER], FLUX);
    for (const [command, item] of [
      ["Exclude Persona…", "default/git"],
      ["Deactivate…", "git"],
      ["Delete Pack…", "git"],
    ] as const) {
      await cluster.ask(command, item);
      assert.match(
        await cluster.question(),
        /Warnings:\n• Flux \(apps\) manages this object and may undo the change/,
      );
      if (command === "Delete Pack…") await cluster.workbench.screenshot("changes-flux-dialog");
      else await cluster.answer("Cancel");
    }
    await agree("git", "Delete");
    await cluster.line(/^git/).waitFor({ state: "detached" });
  });

  test("deactivates and keeps the Secrets", { timeout: 60_000 }, async () => {
    await cluster.menu(/^team/, "Deactivate…");
    const text = await cluster.question();
    assert.deepEqual(listed(text, /^“Keep Secrets” leaves /), ["Secret team-openai-key"]);
    assert.deepEqual(listed(text, /^“Delete Secrets” removes /), ["Secret team-openai-key"]);
    assert.doesNotMatch(text, /\d more/);
    await cluster.workbench.screenshot("changes-deactivate-dialog");
    await agree("team", "Keep Secrets");
    await cluster.line(/^team\s*inactive/).waitFor();
    assert.equal((await cluster.spec("team")).authRefs, undefined);
    assert.ok((await cluster.objects("team")).includes("Secret team-openai-key"));
  });

  test("an activation that is given up in the wizard leaves nothing, not even a Secret", {
    timeout: 60_000,
  }, async () => {
    const there = await cluster.objects("team");
    await cluster.ask("Activate…", "team");
    await cluster.choose("Activate team: Provider", "OpenAI");
    await cluster.choose("Secret for OpenAI", "Create a Secret");
    await cluster.workbench.question("OPENAI_API_KEY");
    await cluster.workbench.type("sk-given-up");
    await cluster.workbench.press("Enter");
    await cluster.workbench.question("Activate team: Base URL");
    await cluster.workbench.press("Escape");
    await cluster.workbench.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
    assert.deepEqual(await cluster.objects("team"), there);
  });

  test("an activation that is overtaken keeps what was typed, and leaves no Secret", {
    timeout: 60_000,
  }, async () => {
    const there = await cluster.objects("team");
    const walk = async (type: (key: string) => Promise<void>) => {
      await cluster.choose("Activate team: Provider", "Anthropic");
      await cluster.choose("Secret for Anthropic", "Create a Secret");
      await cluster.workbench.question("ANTHROPIC_API_KEY");
      await type("sk-typed-once");
      await cluster.workbench.press("Enter");
      for (const title of ["Base URL", "Model", "Personas", "Channels", "Task Override"]) {
        await cluster.choose(`Activate team: ${title}`);
      }
      await cluster.workbench.question("Activate team: Review");
    };
    await cluster.ask("Activate…", "team");
    await walk((key) => cluster.workbench.type(key));
    await cluster.server.client.mergePatch("PersonaPack", "default", "team", {
      spec: { description: "overtaken" },
    });
    await cluster.choose("Activate team: Review", "Activate");
    const message = cluster.notification(/Activate team: Somebody else has changed PersonaPack team/);
    await message.waitFor();
    assert.deepEqual(await cluster.objects("team"), there);
    await message.getByRole("button", { name: "Try Again" }).click();
    await walk(async (key) => {
      const input = cluster.workbench.page.locator(".quick-input-widget input.input:visible");
      assert.deepEqual([await input.inputValue(), await input.getAttribute("type")], [key, "password"]);
    });
  });

  test("whoever stops waiting for a controller that does not run is told what goes on", {
    timeout: 60_000,
  }, async () => {
    await cluster.stopController();
    await cluster.ask("Activate…", "team");
    await cluster.choose("Activate team: Provider", "OpenAI");
    await cluster.choose("Secret for OpenAI", "team-openai-key");
    for (const title of ["Base URL", "Model", "Personas", "Channels", "Task Override"]) {
      await cluster.choose(`Activate team: ${title}`);
    }
    await cluster.workbench.question("Activate team: Review");
    await cluster.workbench.screenshot("changes-activate-review");
    await cluster.choose("Activate team: Review", "Activate");
    const waiting = cluster.notification(/Activate team: waiting for the controller \(\d of \d\)/);
    await waiting.waitFor();
    await cluster.line(/^team\s*activating/).waitFor();
    await cluster.workbench.screenshot("changes-activation-waiting");
    await waiting.getByRole("button", { name: "Cancel" }).click();
    await cluster.status("Activate team: written. The controller goes on with it.").waitFor();
    await waiting.waitFor({ state: "detached" });
    await cluster.startController();
    await cluster.line(/^team\s*active/).waitFor();
  });

  test("a list too long for a dialog is read in an editor, and agreed to beside it", {
    timeout: 60_000,
  }, async () => {
    const personas = Array.from({ length: 20 }, (_, index) => ({
      ...LEAD,
      name: `member-${index + 1}`,
      schedule: undefined,
    }));
    await addActive("crowd", personas);
    await cluster.ask("Deactivate…", "crowd");
    const text = await cluster.question();
    assert.match(text, /Removes 100 objects:\n• SympoziumInstance crowd-member-1, [^\n]* \d+ more\n/);
    await cluster.workbench.screenshot("changes-long-dialog");
    await cluster.answer("Show All");
    await eventually(async () => assert.match(await cluster.workbench.visibleText(), /Removes 100 objects:/));
    await cluster.workbench.question("Deactivate crowd?");
    await cluster.workbench.screenshot("changes-long-list");
    await cluster.choose("Deactivate crowd?", "Delete Secrets");
    await cluster.line(/^crowd\s*inactive/).waitFor();
    assert.deepEqual(await settled("crowd"), ["PersonaPack crowd", "Secret crowd-telegram-secret"]);
  });

  test("deletes orphans with a button of their line", { timeout: 60_000 }, async () => {
    await cluster.server.client.mergePatch("PersonaPack", "default", "team", {
      spec: { personas: [HELPER] },
    });
    await cluster.expand(/^team/);
    const line = cluster.line(/^Orphans/);
    await line.waitFor();
    await cluster.ask("Deactivate…", "team");
    const text = await cluster.question();
    assert.ok(listed(text, /^Removes /).includes("SympoziumInstance team-lead"), text);
    await cluster.workbench.screenshot("changes-deactivate-orphans");
    await cluster.answer("Cancel");
    await clickLineButton(line, "Delete Orphans", cluster.dialog);
    await cluster.question();
    await cluster.workbench.screenshot("changes-orphans-dialog");
    await agree("team", "Delete");
    await line.waitFor({ state: "detached" });
  });

  test("deactivates and deletes the Secrets", { timeout: 60_000 }, async () => {
    await cluster.ask("Deactivate…", "team");
    await agree("team", "Delete Secrets");
    await cluster.line(/^team\s*inactive/).waitFor();
    const secrets = (await cluster.objects("team")).filter((name) => name.startsWith("Secret "));
    assert.deepEqual(secrets, ["Secret team-telegram-secret"]);
  });

  test("says what is left when the controller has not finished", { timeout: 90_000 }, async () => {
    const waiting = cluster.workbench.page.locator(".part.statusbar", {
      hasText: "waiting for the controller",
    });
    await waiting.waitFor({ state: "detached", timeout: 70_000 });
    await cluster.workbench.runCommand("Notifications: Show Notifications");
    const words =
      "Exclude lead from slow: written, but the controller has not finished. Still there: SympoziumInstance slow-lead.";
    await cluster.notification(words).waitFor();
  });
});
