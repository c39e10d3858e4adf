/** Runs as the controllers create and start them. They never end by themselves: a test says how they do. */
import { withFinalizer, withoutFinalizer } from "./finalizer.ts";
import type { KubeObject, RestClient } from "./rest-client.ts";

const FINALIZER = "sympozium.ai/agentrun-finalizer";

interface InstanceSpec {
  readonly agents: { readonly default: { readonly model?: string; readonly baseURL?: string } };
  readonly authRefs?: readonly { readonly provider?: string; readonly secret: string }[];
  readonly skills?: readonly { readonly skillPackRef?: string }[];
}

/** `spec` of a run of the Instance. */
export function runOf(
  { metadata, spec }: KubeObject,
  run: { readonly agentId: string; readonly task: string; readonly mode?: "server" },
): object {
  const { agents, authRefs = [], skills = [] } = spec as InstanceSpec;
  const { model = "", baseURL } = agents.default;
  return {
    instanceRef: metadata.name,
    sessionKey: "",
    ...run,
    model: {
      provider: authRefs.find(({ provider }) => provider)?.provider ?? "openai",
      model,
      ...(baseURL !== undefined && { baseURL }),
      authSecretRef: authRefs.find(({ secret }) => secret !== "")?.secret ?? "",
    },
    skills: skills.filter(({ skillPackRef }) => run.mode === "server" || skillPackRef !== "web-endpoint"),
  };
}

/** Starts a run that has no phase yet. */
export async function reconcileRun(client: RestClient, namespace: string, name: string): Promise<void> {
  const found = await client.get("AgentRun", namespace, name);
  if (!found) return;
  if (found.metadata.deletionTimestamp !== undefined) {
    return await withoutFinalizer(client, "AgentRun", found, FINALIZER);
  }
  const run = await withFinalizer(client, "AgentRun", found, FINALIZER);
  if (run.status !== undefined) return;
  const serves = (run.spec as { mode?: string }).mode === "server";
  const status = serves
    ? { phase: "Serving", deploymentName: `${name}-server`, serviceName: `${name}-server` }
    : { phase: "Running", jobName: name, podName: `${name}-pod` };
  const startedAt = rfc3339(new Date());
  await client.mergePatch("AgentRun", namespace, name, { status: { ...status, startedAt } }, "/status");
}

/** To the second, as Kubernetes writes times. */
export function rfc3339(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
