/** The lines for a pack and its personas. */
import { counted } from "../../../server/src/pack/counted.ts";
import { fieldsOf } from "../cluster/object-fields.ts";
import type { ChildView, PackView, PersonaState, PersonaView, SecretView } from "../cluster/pack-view.ts";
import { packWords } from "../cluster/pack-words.ts";
import { childNode, nextRun, type Place, personaChildren } from "./child-nodes.ts";
import { ICONS, personaIcon } from "./icons.ts";
import { referenceNodes } from "./reference-nodes.ts";
import type { RelativeTime } from "./relative-time.ts";
import { tooltip } from "./tooltip.ts";
import { joined, type TreeNode, treeNode } from "./tree-node.ts";

const PERSONA_WORDS: Readonly<Record<PersonaState, string | undefined>> = {
  active: undefined,
  awaited: "not there yet",
  missing: "missing",
  unknown: "not known",
  excluded: "excluded",
  removing: "being removed",
  inactive: undefined,
  unnamed: "has no name",
};

export interface PackPlace {
  readonly context: string;
  /** Packs of all namespaces are shown. */
  readonly everywhere: boolean;
  readonly now: number;
}

export function packNode(view: PackView, { context, everywhere, now }: PackPlace): TreeNode {
  const { namespace, name, state, health, personas, phase } = view;
  const id = `${encodeURIComponent(context)}/${namespace}/PersonaPack/${name}`;
  const place: Place = { id, context, pack: name, now };
  const next = state === "active" ? soonest(personas, now) : undefined;
  return treeNode({
    id,
    label: name,
    description: joined([
      ...packWords(view),
      personaCount(view),
      next?.text,
      everywhere ? namespace : undefined,
    ]),
    icon: packIcon(view),
    tokens: ["pack", state],
    noun: "Pack",
    target: { context, namespace, kind: "PersonaPack", name, pack: name },
    // Whatever stands below counts too: it is drawn with the pack.
    staleAt: staleTime(view, now),
    children: () => packChildren(view, place),
    tooltip: () =>
      tooltip(
        `PersonaPack ${name}`,
        {
          Namespace: namespace,
          Description: view.pack.spec.description,
          Phase: phase === "" ? "not seen by the controller yet" : phase,
          Personas: personaCount(view),
          Policy: view.pack.spec.policyRef,
          Version: view.pack.spec.version,
        },
        health.problems.map(({ text }) => text),
      ),
  });
}

function packIcon({ state, health }: PackView): TreeNode["icon"] {
  if (state === "deleting") return ICONS.removing;
  if (health.level !== "ok") return ICONS[health.level];
  if (state === "activating" || state === "deactivating") return ICONS.busy;
  return state === "inactive" ? ICONS.off : ICONS.ok;
}

function personaCount({ installed, expected, personas }: PackView): string {
  if (expected === 0) return counted(personas.length, "persona");
  // Nobody can tell how many of them are there.
  if (personas.some(({ state }) => state === "unknown")) return counted(expected, "persona");
  return installed === expected
    ? counted(expected, "persona")
    : `${installed} of ${counted(expected, "persona")}`;
}

function soonest(personas: readonly PersonaView[], now: number): RelativeTime | undefined {
  const [first] = personas
    .flatMap(({ schedule }) => (schedule && schedule.status.nextRun !== undefined ? [schedule] : []))
    .filter(({ heldByWebEndpoint }) => !heldByWebEndpoint)
    .sort((left, right) => (left.status.nextRun ?? 0) - (right.status.nextRun ?? 0));
  return first && nextRun(first, now);
}

const MINUTE_MS = 60_000;

/** The next whole minute: at those schedules start, and no words are finer than that. */
function staleTime({ personas }: PackView, now: number): number {
  const timed = personas.some(
    ({ schedule, runs }) => schedule?.status.nextRun !== undefined || runs.length > 0,
  );
  return timed ? (Math.floor(now / MINUTE_MS) + 1) * MINUTE_MS : Number.POSITIVE_INFINITY;
}

function packChildren(view: PackView, place: Place): TreeNode[] {
  const { personas, secrets, references, sharedMemory, orphans } = view;
  return [
    ...personas.map((persona) => personaNode(view, persona, place)),
    ...(secrets.length > 0 ? [secretsNode(secrets, place)] : []),
    ...referenceNodes(references, place),
    ...(sharedMemory ? [sharedMemoryNode(sharedMemory, place)] : []),
    ...(orphans.length > 0 ? [orphansNode(view, place)] : []),
  ];
}

function personaNode(view: PackView, one: PersonaView, packPlace: Place): TreeNode {
  const { persona, key, state, health, schedule, runs } = one;
  const { name = "(unnamed)", displayName } = persona;
  const id = `${packPlace.id}/persona/${key}`;
  const next = state === "active" && schedule ? nextRun(schedule, packPlace.now) : undefined;
  const running = runs.filter(({ phase }) => phase === "Running").length;
  const place = { ...packPlace, id, persona: name };
  const children = personaChildren(one, place);
  return treeNode({
    id,
    label: name,
    description: joined([
      displayName === name ? undefined : displayName,
      one.instance?.presence === "unreadable" ? "Instance not readable" : PERSONA_WORDS[state],
      health.level === "failing" ? "failing" : undefined,
      running > 0 ? "running" : undefined,
      next?.text,
    ]),
    icon: personaIcon(state, health),
    muted: state === "excluded" || state === "inactive" || state === "removing",
    tokens: ["persona", state, ...(view.state === "active" ? ["pack-active"] : [])],
    noun: "Persona",
    target: {
      context: place.context,
      namespace: view.namespace,
      kind: "PersonaPack",
      name: view.name,
      pack: view.name,
      persona: name,
    },
    children: children.length > 0 ? () => children : undefined,
    tooltip: () =>
      tooltip(
        `Persona ${name}`,
        {
          Name: displayName,
          Model: persona.model,
          Skills: persona.skills.join(", "),
          Channels: persona.channels.join(", "),
        },
        [
          ...(state === "excluded" ? ["The pack excludes it."] : []),
          ...health.problems.map(({ text }) => text),
        ],
      ),
  });
}

function secretsNode(secrets: readonly SecretView[], place: Place): TreeNode {
  const missing = secrets.filter(({ presence }) => presence === "missing").length;
  const unreadable = secrets.some(({ presence }) => presence === "unreadable");
  const id = `${place.id}/secrets`;
  return treeNode({
    id,
    label: "Secrets",
    description: joined([
      String(secrets.length),
      missing > 0 ? `${missing} missing` : undefined,
      unreadable ? "not readable" : undefined,
    ]),
    icon: missing > 0 ? { ...ICONS.missing, id: "key" } : { id: "key" },
    noun: "",
    children: () =>
      secrets.map((secret) =>
        childNode(
          secret,
          { ...place, id },
          {
            noun: "Secret",
            icon: "key",
            tokens: ["secret"],
            says: [...secret.purposes, secret.managed ? "goes with deactivation" : undefined],
            facts: () => ({ Purpose: secret.purposes.join(", ") }),
            notes: secret.managed
              ? ["The controller deletes it when the pack is deactivated."]
              : ["Deactivation leaves it as it is."],
          },
        ),
      ),
  });
}

function sharedMemoryNode({ name, ready }: { name: string; ready: boolean }, place: Place): TreeNode {
  return treeNode({
    id: `${place.id}/shared-memory`,
    label: name,
    description: joined(["Shared memory", ready ? "made" : "not made yet"]),
    icon: { id: "database" },
    noun: "",
    tooltip: () =>
      tooltip(`Shared memory ${name}`, {}, [
        "No release with PersonaPacks has it; the API server of one drops the field.",
      ]),
  });
}

function orphansNode({ namespace, name, orphans }: PackView, place: Place): TreeNode {
  const id = `${place.id}/orphans`;
  const run = orphans.some(({ resource }) => resource !== "configMaps");
  return treeNode({
    id,
    label: "Orphans",
    description: counted(orphans.length, "object"),
    icon: ICONS.orphan,
    tokens: ["orphans"],
    noun: "",
    target: { context: place.context, namespace, kind: "PersonaPack", name, pack: name },
    children: () => orphans.map((orphan) => orphanNode(orphan, { ...place, id })),
    tooltip: () =>
      tooltip("Orphans", {}, [
        "They carry the label of the pack, for personas that it does not have.",
        run
          ? "Instances and Schedules go on, and keep the pack from being deactivated, until they are deleted."
          : "They stay until they are deleted, and nothing waits for that.",
      ]),
  });
}

/** It is there to stay, other than what is left over for a moment. */
function orphanNode(orphan: ChildView, place: Place): TreeNode {
  const { kind, presence, resource, object } = orphan;
  const suspended = resource === "schedules" && fieldsOf(object, "spec").flag("suspend");
  const node = childNode(presence === "leftover" ? { ...orphan, presence: "present" } : orphan, place, {
    noun: "",
    icon: ICONS.orphan.id,
    // Nobody writes it anew, so that a suspension stays.
    tokens: ["orphan", ...(resource === "schedules" ? [suspended ? "suspended" : "suspendable"] : [])],
    says: [
      kind,
      resource === "schedules" ? fieldsOf(object, "spec").text("schedule") : undefined,
      suspended ? "suspended" : undefined,
    ],
    notes: ["It belongs to a persona that the pack no longer has."],
  });
  return presence === "leftover" ? { ...node, icon: ICONS.orphan } : node;
}
