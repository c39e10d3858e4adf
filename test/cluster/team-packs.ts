/** Many packs with what a controller makes of them, created directly: a controller would take much longer. */
import { generatedResources } from "../../server/src/pack/generated-resources.ts";
import { readPersonaPack } from "../../server/src/pack/persona-pack.ts";
import { isKind, type Kind } from "./kinds.ts";
import type { RestClient } from "./rest-client.ts";

/** As many requests at a time as keep the server busy. */
const CONCURRENT = 24;
/** About as long as in the packs that Sympozium brings along. */
const PROMPT =
  "You keep an eye on one part of the platform and report what needs somebody's attention. ".repeat(5);

export interface TeamPacksShape {
  readonly namespace: string;
  readonly packs: number;
  readonly personas: number;
}

/**
 * Packs are called `team-0` and so on, personas `role-0`; each persona has an Instance, a Schedule and a ConfigMap, packs
 * and Schedules with the status that controllers write.
 */
export async function createTeamPacks(client: RestClient, shape: TeamPacksShape): Promise<void> {
  let next = 0;
  const work = async () => {
    while (next < shape.packs) {
      const index = next;
      next += 1;
      await createTeamPack(client, shape, `team-${index}`);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT }, work));
}

async function createTeamPack(
  client: RestClient,
  { namespace, personas }: TeamPacksShape,
  name: string,
): Promise<void> {
  const stored = await client.create("PersonaPack", namespace, teamPack(namespace, name, personas));
  await client.mergePatch("PersonaPack", namespace, name, { status: { phase: "Ready" } }, "/status");
  for (const resource of generatedResources(readPersonaPack(stored).pack)) {
    if (!isKind(resource.kind)) throw new Error(`packs make ${resource.kind}, which tests do not know`);
    const { ownerReferences, ...metadata } = resource.metadata;
    const owners = ownerReferences?.map((owner) => ({ ...owner, uid: stored.metadata.uid }));
    await client.create(resource.kind, namespace, {
      ...resource,
      metadata: { ...metadata, ...(owners && { ownerReferences: owners }) },
    });
    const status = statusOf(resource.kind);
    if (status) await client.mergePatch(resource.kind, namespace, metadata.name, { status }, "/status");
  }
}

function statusOf(kind: Kind): object | undefined {
  if (kind !== "SympoziumSchedule") return undefined;
  const now = Date.now();
  const [lastRunTime, nextRunTime] = [now - 600_000, now + 1_200_000].map((at) => new Date(at).toISOString());
  return { phase: "Active", lastRunTime, nextRunTime, totalRuns: 7 };
}

function teamPack(namespace: string, name: string, personas: number): object {
  return {
    apiVersion: "sympozium.ai/v1alpha1",
    kind: "PersonaPack",
    metadata: { name, namespace },
    spec: {
      enabled: true,
      description: "One of many teams.",
      authRefs: [{ provider: "openai", secret: `${name}-openai-key` }],
      personas: Array.from({ length: personas }, (_, index) => ({
        name: `role-${index}`,
        displayName: `Role ${index}`,
        systemPrompt: PROMPT,
        model: "gpt-4o-mini",
        skills: ["k8s-ops", "memory"],
        schedule: { type: "heartbeat", interval: "30m", task: "Look after your part, and report." },
        memory: { enabled: true, seeds: ["Reports are short.", "Weekends are quiet."] },
      })),
    },
  };
}
