import assert from "node:assert/strict";
import { delimiter } from "node:path";
import { test } from "node:test";
import { kubectlCommand, kubectlLogs } from "../../../../client/src/cluster/actions/kubectl-command.ts";
import { RESOURCES } from "../../../../client/src/cluster/resource-types.ts";

const PLACE = { kubeconfig: [], context: "it's prod", namespace: "ns" };
const SOURCE = { namespace: "ns", pod: "p", container: "pre-a", previous: false };

test("the command carries context and namespace", () => {
  assert.equal(
    kubectlCommand(PLACE, "get", { type: RESOURCES.packs, name: "p" }, "posix"),
    "kubectl --context 'it'\\''s prod' --namespace ns get personapacks.sympozium.ai p -o yaml",
  );
  assert.equal(
    kubectlCommand(PLACE, "describe", { type: RESOURCES.pods, name: "p" }, "powershell"),
    "kubectl --context 'it''s prod' --namespace ns describe pods p",
  );
});

for (const { title, previous, words } of [
  { title: "followed", previous: false, words: "--follow" },
  { title: "of the container before it was started again", previous: true, words: "--previous" },
]) {
  test(`the log is that of the container, ${title}`, () => {
    assert.equal(
      kubectlLogs({ ...PLACE, context: "dev" }, { ...SOURCE, previous }, "posix"),
      `kubectl --context dev --namespace ns logs p --container pre-a ${words}`,
    );
  });
}

test("the files of the kubeconfig are named, several of them in the environment", () => {
  const about = { type: RESOURCES.pods, name: "p" };
  const place = { ...PLACE, context: "dev" };
  assert.equal(
    kubectlCommand({ ...place, kubeconfig: ["/a b"] }, "describe", about, "posix"),
    "kubectl --kubeconfig '/a b' --context dev --namespace ns describe pods p",
  );
  assert.equal(
    kubectlCommand({ ...place, kubeconfig: ["/a b", "/c"] }, "describe", about, "posix"),
    `KUBECONFIG='/a b${delimiter}/c' kubectl --context dev --namespace ns describe pods p`,
  );
});
