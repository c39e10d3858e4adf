import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { planDeactivation, secretsAtStake } from "../../../../client/src/cluster/actions/deactivate.ts";
import { packTarget } from "../../../../client/src/cluster/actions/pack-target.ts";
import { KnownCluster, NAMESPACE, NOW } from "./known-cluster.ts";

const UNSEEN = { phase: "blocked", kind: "forbidden", reason: "You may not list Secrets." } as const;

describe("Secrets that are kept or deleted with a deactivation", () => {
  const CASES: readonly {
    readonly what: string;
    readonly secret: string;
    readonly labels?: object;
    readonly unseen?: true;
    readonly atStake: boolean;
    readonly doubt: boolean;
  }[] = [
    { what: "one of the user's own", secret: "llm", atStake: false, doubt: false },
    {
      what: "one with the label",
      secret: "llm",
      labels: { "sympozium.ai/persona-pack": "p" },
      atStake: true,
      doubt: false,
    },
    { what: "one with a managed name", secret: "p-openai-key", atStake: true, doubt: false },
    { what: "one that may carry the label", secret: "llm", unseen: true, atStake: true, doubt: true },
    {
      what: "an unseen one with a managed name",
      secret: "p-openai-key",
      unseen: true,
      atStake: true,
      doubt: false,
    },
    { what: "none", secret: " ", unseen: true, atStake: false, doubt: false },
  ];
  for (const { what, secret, labels = {}, unseen, atStake, doubt } of CASES) {
    test(what, () => {
      const cluster = new KnownCluster();
      const authRefs = [{ provider: "openai", secret }];
      // Its web endpoint has a Secret, too, which is nobody's choice.
      const personas = [{ name: "a", systemPrompt: "", model: "m", webEndpoint: { enabled: true } }];
      cluster.installed("p", { personas, authRefs });
      if (unseen) cluster.state("secrets", UNSEEN);
      else cluster.put("secrets", secret, { metadata: { labels } });
      const { pack } = packTarget(cluster.snapshot, NAMESPACE, "p");
      assert.deepEqual(secretsAtStake(cluster.snapshot, NAMESPACE, pack), atStake ? [secret] : []);
      const doubts = (secrets: "keep" | "delete") =>
        planDeactivation(cluster.snapshot, NAMESPACE, "p", { secrets }, NOW)
          .warnings.filter(({ code }) => code === "secret-in-doubt")
          .map(({ message }) => message);
      assert.deepEqual(
        doubts("delete"),
        doubt
          ? [
              "If the Secret llm carries the label of the pack, which cannot be seen, it is deleted, and its values are lost.",
            ]
          : [],
      );
      assert.deepEqual(doubts("keep"), []);
    });
  }
});
