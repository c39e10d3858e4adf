/** What is offered for the log that is shown. */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { LOG_OPTIONS } from "../../../client/src/commands/command-ids.ts";
import { logAddress } from "../../../client/src/commands/log-address.ts";
import type { LogDocuments } from "../../../client/src/commands/log-documents.ts";
import { commands, EventEmitter, Uri, user } from "../vscode-stand-in.ts";
import { ViewStandIn } from "./view-stand-in.ts";

const { registerLogOptions } = await import("../../../client/src/commands/log-options.ts");

const LOG = Uri.from(
  logAddress({ context: "dev", namespace: "ns", pod: "run", container: "agent", previous: false }),
);

afterEach(() => user.close());

function options(context: string, phase = "following") {
  const stand = new ViewStandIn();
  const asked: string[] = [];
  stand.manager.show(context, {
    get: async (_type, _namespace, name) => {
      asked.push(name);
      return { metadata: { name }, spec: { containers: [{ name: "agent" }, { name: "sidecar" }] } };
    },
  });
  const logs = {
    stateOf: ({ scheme }: Uri) => (scheme === LOG.scheme ? { phase } : undefined),
    onDidChangeState: new EventEmitter<void>().event,
  };
  const registered = registerLogOptions(stand.view, logs as unknown as LogDocuments);
  const labels = async () => {
    await commands.executeCommand(LOG_OPTIONS);
    return user.quickPick.items.map(({ label }) => label.replace(/^\$\(\S+\) /, ""));
  };
  return { registered, stand, asked, labels };
}

test("the status bar tells of logs, whatever other files are called", () => {
  const { registered } = options("dev");
  user.open(LOG);
  assert.deepEqual(
    [user.statusItem.isShown, user.statusItem.text],
    [true, "$(sync~spin) Log of agent: following"],
  );
  user.open(Uri.from({ scheme: "file", path: "/work/100%/a.yaml" }));
  assert.equal(user.statusItem.isShown, false);
  registered.dispose();
});

test("the pod is looked up in the cluster that the log is of", async () => {
  const { registered, asked, labels } = options("dev");
  user.open(LOG);
  assert.deepEqual(await labels(), ["Stop Following", "sidecar", "Copy the kubectl Command"]);
  assert.deepEqual(asked, ["run"]);
  registered.dispose();
});

for (const { phase, offered } of [
  { phase: "following", offered: ["Stop Following", "Copy the kubectl Command"] },
  { phase: "ended", offered: ["Copy the kubectl Command"] },
]) {
  test(`of a log that is ${phase} only what needs no cluster is offered while another one is shown`, async () => {
    const { registered, asked, labels } = options("other", phase);
    user.open(LOG);
    assert.deepEqual(await labels(), offered);
    assert.deepEqual(asked, []);
    assert.match(user.quickPick.placeHolder, /of the context dev; the view shows other/);
    registered.dispose();
  });
}

test("the command reads the log that is shown, with the kubeconfig of the setting", async () => {
  const { registered, stand, labels } = options("dev");
  stand.kubeconfig = ["/team/config"];
  user.open(
    Uri.from(logAddress({ context: "dev", namespace: "ns", pod: "run", container: "agent", previous: true })),
  );
  await labels();
  assert.equal(
    user.quickPick.items.at(-1)?.description,
    "kubectl --kubeconfig /team/config --context dev --namespace ns logs run --container agent --previous",
  );
  registered.dispose();
});
