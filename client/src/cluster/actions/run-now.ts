/** One run of a persona outside its schedule, made as the schedule controller makes its own. */

import { isWebEndpointSkill } from "../../../../server/src/pack/instance.ts";
import { memoryName, scheduleName } from "../../../../server/src/pack/names.ts";
import { readPersonaPack } from "../../../../server/src/pack/persona-pack.ts";
import { resolveAuthSecret, resolveProvider } from "../../../../server/src/pack/secrets.ts";
import type { KubeObject } from "../cluster-client.ts";
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { type Fields, fieldsIn } from "../fields.ts";
import { fieldsOf, lasting, rawSpec } from "../object-fields.ts";
import { plainLine } from "../plain-text.ts";
import { LABELS, RESOURCES, SYMPOZIUM_GROUP, SYMPOZIUM_VERSION } from "../resource-types.ts";
import { scopeOf, targetOf } from "./pack-target.ts";
import { policyProblem } from "./pack-warnings.ts";
import { type Plan, PlanRefused, type PlanWarning, shownValue } from "./plan.ts";

export interface RunRequest {
  /** Name of the Instance. */
  readonly instance: string;
  /** That of its schedule, with its memory in front, if undefined. */
  readonly task?: string;
}

/** Throws `PlanRefused`. */
export function planRun(
  snapshot: ClusterSnapshot,
  namespace: string,
  { instance, task }: RunRequest,
  now: Date,
): Plan {
  const scope = scopeOf(snapshot, namespace);
  const object = snapshot.get("instances", namespace, instance);
  if (!object) throw new PlanRefused(`There is no Instance ${instance} in namespace ${namespace}.`);
  if (!lasting(object)) throw new PlanRefused(`The Instance ${instance} is being deleted.`);
  const name = `${instance}-run-${Math.floor(now.getTime() / 1000)}`;
  if (name.length > LONGEST_RUN_NAME) {
    throw new PlanRefused(
      `The run ${name} cannot be started: its name is longer than ${LONGEST_RUN_NAME} characters.`,
    );
  }
  const text = task ?? scheduledTask(snapshot, namespace, instance);
  if (text === undefined || text.trim() === "") {
    throw new PlanRefused(`${instance} has no schedule: say what the run shall do.`);
  }
  const ownTask = task ?? fieldsOf(scheduleOf(snapshot, namespace, instance), "spec").text("task");
  const shown = plainLine(shownValue(ownTask) ?? "");
  const body: KubeObject = {
    apiVersion: `${SYMPOZIUM_GROUP}/${SYMPOZIUM_VERSION}`,
    kind: RESOURCES.runs.kind,
    // Without this label the run would belong to nobody, and the controller would fail on it.
    metadata: { name, namespace, labels: { [LABELS.instance]: instance } },
    spec: runSpec(object, text),
  };
  return {
    title: `Run ${instance} now`,
    success: `The run ${name} has begun.`,
    scope,
    target: targetOf("instances", object),
    creates: [
      {
        kind: RESOURCES.runs.kind,
        name,
        why: `Nobody owns it: it stays when the persona goes. Its task: “${shown}”`,
      },
      { kind: "Job", name, why: "The pod of the run." },
    ],
    changes: [],
    removes: [],
    keeps: [],
    warnings: runWarnings(snapshot, namespace, object),
    steps: [{ verb: "create", type: RESOURCES.runs, body }],
    expects: {
      pack: object.metadata.labels?.[LABELS.pack] ?? "",
      phase: undefined,
      present: [{ resource: "runs", name }],
      absent: [],
    },
  };
}

/** The run's name is also that of its Job and a label of its pod. */
const LONGEST_RUN_NAME = 63;

/** As the schedule controller would give it to a run now; undefined without a schedule. */
export function scheduledTask(
  snapshot: ClusterSnapshot,
  namespace: string,
  instance: string,
): string | undefined {
  const schedule = scheduleOf(snapshot, namespace, instance);
  if (!schedule) return undefined;
  const spec = fieldsOf(schedule, "spec");
  const task = spec.text("task");
  const memory = fieldsOf(snapshot.get("configMaps", namespace, memoryName(instance)), "data").text(
    "MEMORY.md",
  );
  return spec.flag("includeMemory") && memory !== ""
    ? `## Memory Context\n${memory}\n\n## Task\n${task}`
    : task;
}

/** Its pack's, if there is that; agents make others. */
function scheduleOf(snapshot: ClusterSnapshot, namespace: string, instance: string): KubeObject | undefined {
  const schedules = snapshot
    .all("schedules")
    .filter(
      (one) => one.metadata.namespace === namespace && fieldsOf(one, "spec").text("instanceRef") === instance,
    );
  return schedules.find(({ metadata }) => metadata.name === scheduleName(instance)) ?? schedules[0];
}

function runSpec(instance: KubeObject, task: string): object {
  const spec = fieldsOf(instance, "spec");
  const agent = spec.object("agents")?.object("default");
  const stored = rawSpec(instance);
  const baseURL = agent?.text("baseURL") ?? "";
  // The controllers look at the Instance as they look at a pack.
  const { pack } = readPersonaPack({
    metadata: { name: instance.metadata.name },
    spec: { personas: [], authRefs: stored.authRefs, baseURL },
  });
  // With it the run would serve instead of doing its task. The controller leaves it out under either name.
  const skills = listOf(stored.skills).filter(
    ({ skillPackRef }) => typeof skillPackRef !== "string" || !isWebEndpointSkill(skillPackRef),
  );
  const defaults = fieldsIn(fieldsIn(stored.agents).default);
  return {
    instanceRef: instance.metadata.name,
    agentId: "run-now",
    sessionKey: "",
    task,
    model: {
      provider: resolveProvider(pack).name,
      model: agent?.text("model") ?? "",
      ...(baseURL !== "" && { baseURL }),
      authSecretRef: resolveAuthSecret(pack) ?? "",
    },
    ...(skills.length > 0 && { skills }),
    ...(defaults.lifecycle !== undefined && { lifecycle: defaults.lifecycle }),
    ...(stored.imagePullSecrets !== undefined && { imagePullSecrets: stored.imagePullSecrets }),
  };
}

function runWarnings(snapshot: ClusterSnapshot, namespace: string, instance: KubeObject): PlanWarning[] {
  const spec = fieldsOf(instance, "spec");
  const policy = policyProblem(snapshot, namespace, spec.text("policyRef"));
  const secrets = spec.objects("authRefs").map((ref) => ref?.text("secret") ?? "");
  const secret = secrets.find((name) => name !== "");
  const missing =
    secret !== undefined &&
    snapshot.state("secrets").phase === "live" &&
    !snapshot.get("secrets", namespace, secret);
  return [
    ...(policy === undefined ? [] : [{ code: "policy" as const, message: policy }]),
    ...(missing
      ? [
          {
            code: "secret-missing" as const,
            message: `There is no Secret ${secret}: the pod will not start.`,
          },
        ]
      : []),
  ];
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsIn) : [];
}
