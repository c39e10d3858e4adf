/** What the controllers create and change for a persona of an enabled pack. */
import { isDeepStrictEqual } from "node:util";
import { parseCron } from "../../../../server/src/pack/cron.ts";
import { isLabelText, isSubdomainText, MAX_LABEL_LENGTH } from "../../../../server/src/pack/dns-name.ts";
import { firstRun } from "../../../../server/src/pack/first-run.ts";
import { personaResources } from "../../../../server/src/pack/generated-resources.ts";
import type { Instance } from "../../../../server/src/pack/instance.ts";
import { instanceName, packName } from "../../../../server/src/pack/names.ts";
import type { Persona, PersonaPack } from "../../../../server/src/pack/persona-pack.ts";
import { DEFAULT_RELEASE, RELEASES } from "../../../../server/src/pack/releases.ts";
import type { Schedule } from "../../../../server/src/pack/schedule.ts";
import { secondOrderResources, servesWeb } from "../../../../server/src/pack/second-order-resources.ts";
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { fieldsOf, lasting, rawSpec } from "../object-fields.ts";
import { LABELS, RESOURCES } from "../resource-types.ts";
import { instanceChanges } from "./instance-changes.ts";
import { policyProblem } from "./pack-warnings.ts";
import {
  type ExpectedObject,
  type ObjectName,
  type PlannedChange,
  type PlannedCreation,
  shownDifference,
} from "./plan.ts";

export interface PersonaInstallation {
  readonly creates: readonly PlannedCreation[];
  readonly changes: readonly PlannedChange[];
  readonly present: readonly ExpectedObject[];
}

const RESOURCE_OF_KIND: Readonly<Record<string, ExpectedObject["resource"]>> = {
  SympoziumInstance: "instances",
  SympoziumSchedule: "schedules",
  ConfigMap: "configMaps",
};

/** `secrets` are those that the plan itself creates. */
export function personaInstallation(
  snapshot: ClusterSnapshot,
  namespace: string,
  pack: PersonaPack,
  persona: Persona,
  { now, secrets }: { readonly now: Date; readonly secrets: ReadonlySet<string> },
): PersonaInstallation {
  const creates: PlannedCreation[] = [];
  const changes: PlannedChange[] = [];
  const present: ExpectedObject[] = [];
  const instance = instanceName(packName(pack), persona.name ?? "");
  const live = lasting(snapshot.get("instances", namespace, instance));
  // An Instance keeps the policy that it was made with.
  const policyRef = live ? fieldsOf(live, "spec").text("policyRef") : pack.spec.policyRef;
  const runsRefused = policyProblem(snapshot, namespace, policyRef) !== undefined;
  for (const object of personaResources(pack, persona)) {
    const { kind, metadata } = object;
    const resource = RESOURCE_OF_KIND[kind];
    if (!resource) continue;
    present.push({ resource, name: metadata.name });
    const stored = lasting(snapshot.get(resource, namespace, metadata.name));
    if (!stored) {
      creates.push({ kind, name: metadata.name, why: reasonFor(kind, persona) });
      if (resource === "schedules" && !runsRefused && !servesWeb(pack, persona)) {
        creates.push(...runAtOnce(snapshot, namespace, object as Schedule, now));
      }
    } else if (resource === "instances") {
      changes.push(...instanceChanges(stored, object as Instance, persona, pack));
    } else if (resource === "schedules") {
      changes.push(...scheduleChanges(rawSpec(stored), object as Schedule));
    }
  }
  if (!live) {
    const waiting = channelsWithoutSecret(snapshot, namespace, pack, persona, secrets);
    for (const { kind, name, lifetime, reason } of secondOrderResources(pack, persona)) {
      const exists = kind === "ConfigMap" && snapshot.get("configMaps", namespace, name) !== undefined;
      // The web endpoint is a run with what belongs to it.
      const refused = runsRefused && name.startsWith(`${instance}-web-`);
      if (lifetime === "standing" && !exists && !refused && !waiting.has(name)) {
        creates.push({ kind, name, why: reason });
      }
    }
  }
  // Without its Instance a persona gets nothing.
  const accepted = live || isAccepted({ kind: RESOURCES.instances.kind, name: instance });
  return { creates: accepted ? creates.filter(isAccepted) : [], changes, present };
}

/** By its name. The run of a schedule is also the name of a Job and a label. */
function isAccepted({ kind, name }: ObjectName): boolean {
  if (kind === "Service") return isLabelText(name) && name.length <= MAX_LABEL_LENGTH;
  return isSubdomainText(name) && (kind !== RESOURCES.runs.kind || name.length <= MAX_LABEL_LENGTH);
}

function reasonFor(kind: string, { name = "" }: Persona): string {
  if (kind === "ConfigMap") return `What the persona ${name} knows from the start.`;
  return kind === "SympoziumSchedule" ? `Runs the persona ${name}.` : `Stands for the persona ${name}.`;
}

/** A schedule looks back from its creation: where a time has passed it runs at once. */
function runAtOnce(
  snapshot: ClusterSnapshot,
  namespace: string,
  { metadata, spec }: Schedule,
  now: Date,
): PlannedCreation[] {
  const cron = parseCron(spec.schedule);
  if (!cron.valid || !firstRun(cron.schedule, now, RELEASES[DEFAULT_RELEASE])?.immediate) return [];
  const prefix = `${metadata.name}-`;
  const numbers = snapshot
    .all("runs")
    .filter(
      (run) =>
        run.metadata.namespace === namespace && run.metadata.labels?.[LABELS.schedule] === metadata.name,
    )
    .map((run) => Number(run.metadata.name.slice(prefix.length)))
    .filter(Number.isInteger);
  return [
    {
      kind: "AgentRun",
      name: `${prefix}${Math.max(0, ...numbers) + 1}`,
      why: "Runs at once: a time of the schedule lies in the day before its creation.",
    },
  ];
}

function scheduleChanges(stored: Readonly<Record<string, unknown>>, wanted: Schedule): PlannedChange[] {
  const object = { kind: wanted.kind, name: wanted.metadata.name };
  const spec = wanted.spec as Readonly<Record<string, unknown>>;
  return [...new Set([...Object.keys(spec), ...Object.keys(stored)])]
    .filter((field) => !isDeepStrictEqual(stored[field], spec[field]))
    .map((field) => ({
      object,
      field: `spec.${field}`,
      ...shownDifference(stored[field], spec[field]),
    }));
}

/** A channel whose Secret is missing is not started. */
function channelsWithoutSecret(
  snapshot: ClusterSnapshot,
  namespace: string,
  pack: PersonaPack,
  { name = "", channels }: Persona,
  created: ReadonlySet<string>,
): Set<string> {
  const instance = instanceName(packName(pack), name);
  const waiting = channels.filter((type) => {
    const secret = pack.spec.channelConfigs.get(type) ?? "";
    if (secret === "" || created.has(secret)) return false;
    return snapshot.state("secrets").phase === "live" && !snapshot.get("secrets", namespace, secret);
  });
  return new Set(
    waiting.flatMap((type) => [`${instance}-channel-${type}`, `${instance}-channel-${type}-data`]),
  );
}
