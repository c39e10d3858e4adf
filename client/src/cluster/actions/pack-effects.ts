/** What the controllers make of a pack once it looks as given, compared with what is in the cluster now. */

import { isExcluded } from "../../../../server/src/pack/generated-resources.ts";
import { trimBlanks } from "../../../../server/src/pack/go-space.ts";
import { instanceName, packName, scheduleName } from "../../../../server/src/pack/names.ts";
import type { PersonaPack } from "../../../../server/src/pack/persona-pack.ts";
import { isManagedSecret } from "../../../../server/src/pack/secrets.ts";
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { LABELS, RESOURCES } from "../resource-types.ts";
import { leftBehind, waitedFor } from "./orphan-warnings.ts";
import { blockingOrphans, orphansOf } from "./orphans.ts";
import { packWarnings } from "./pack-warnings.ts";
import { personaInstallation } from "./persona-installation.ts";
import { personaRemoval } from "./persona-removal.ts";
import {
  distinctObjects,
  type ExpectedObject,
  type Plan,
  type PlannedChange,
  type PlannedCreation,
  type PlannedRemoval,
  shownValue,
} from "./plan.ts";
import { removalOf } from "./removal.ts";
import { sharedNameWarnings } from "./shared-names.ts";

export type Effects = Pick<Plan, "creates" | "changes" | "removes" | "keeps" | "warnings" | "expects">;

export interface EffectOptions {
  readonly now: Date;
  /** Names of Secrets that the plan creates. */
  readonly secrets?: ReadonlySet<string>;
  /** Orphans are deleted by the plan itself, so that they stop nothing. */
  readonly orphansGo?: boolean;
}

/** `pack` is the pack after the change. */
export function packEffects(
  snapshot: ClusterSnapshot,
  namespace: string,
  pack: PersonaPack,
  options: EffectOptions,
): Effects {
  return pack.spec.enabled
    ? enabledEffects(snapshot, namespace, pack, options)
    : disabledEffects(snapshot, namespace, pack, options);
}

function enabledEffects(
  snapshot: ClusterSnapshot,
  namespace: string,
  pack: PersonaPack,
  { now, secrets = new Set(), orphansGo = false }: EffectOptions,
): Effects {
  const name = packName(pack);
  const creates: PlannedCreation[] = [];
  const changes: PlannedChange[] = [];
  const removes: PlannedRemoval[] = [];
  const keeps: PlannedCreation[] = [];
  const present: ExpectedObject[] = [];
  const absent: ExpectedObject[] = [];
  for (const persona of pack.spec.personas) {
    if (persona.name === undefined) continue;
    const instance = instanceName(name, persona.name);
    if (isExcluded(pack, persona)) {
      const removal = personaRemoval(
        snapshot,
        namespace,
        instance,
        `The persona ${persona.name} is excluded.`,
      );
      removes.push(...removal.removes);
      keeps.push(...removal.keeps);
      absent.push(...removal.absent);
      continue;
    }
    const installation = personaInstallation(snapshot, namespace, pack, persona, { now, secrets });
    creates.push(...installation.creates);
    changes.push(...installation.changes);
    present.push(...installation.present);
    const schedule = persona.schedule
      ? undefined
      : snapshot.get("schedules", namespace, scheduleName(instance));
    if (schedule) {
      const why = `The persona ${persona.name} has no schedule.`;
      const deleted = { resource: "schedules", object: schedule } as const;
      const removal = removalOf(snapshot, namespace, [deleted], why);
      removes.push(...removal.removes);
      absent.push(...removal.absent);
    }
  }
  return {
    creates: distinctObjects(creates),
    changes,
    removes: distinctObjects(removes),
    keeps: distinctObjects(keeps),
    warnings: [
      ...sharedNameWarnings(snapshot, namespace, name, absent),
      ...(orphansGo ? [] : leftBehind(orphansOf(snapshot, namespace, pack))),
      ...packWarnings(snapshot, namespace, pack),
    ],
    expects: { pack: name, phase: "Ready", present, absent },
  };
}

function disabledEffects(
  snapshot: ClusterSnapshot,
  namespace: string,
  pack: PersonaPack,
  { orphansGo = false }: EffectOptions,
): Effects {
  const name = packName(pack);
  const personas = pack.spec.personas.flatMap((persona) =>
    persona.name === undefined
      ? []
      : [personaRemoval(snapshot, namespace, instanceName(name, persona.name), "The pack is disabled.")],
  );
  const absent = personas.flatMap((removal) => removal.absent);
  const secrets = secretsThatGo(snapshot, namespace, pack);
  const changes: PlannedChange[] =
    pack.spec.authRefs.length === 0
      ? []
      : [
          {
            object: { kind: RESOURCES.packs.kind, name },
            field: "spec.authRefs",
            from: shownValue(pack.spec.authRefs),
            to: undefined,
          },
        ];
  return {
    creates: [],
    changes,
    removes: distinctObjects([...personas.flatMap(({ removes }) => removes), ...secrets]),
    keeps: distinctObjects(personas.flatMap(({ keeps }) => keeps)),
    warnings: [
      ...secretsInDoubt(snapshot, namespace, pack).map((secret) => ({
        code: "secret-in-doubt" as const,
        message: `If the Secret ${secret} carries the label of the pack, which cannot be seen, it is deleted, and its values are lost.`,
      })),
      ...sharedNameWarnings(snapshot, namespace, name, absent),
      ...waitedFor(blockingOrphans(orphansOf(snapshot, namespace, pack)), orphansGo),
    ],
    expects: {
      pack: name,
      phase: "Inactive",
      present: [],
      absent: [...absent, ...secrets.map((secret) => ({ resource: "secrets" as const, name: secret.name }))],
    },
  };
}

/** Secrets that the controller deletes because the disabled pack refers to them, by their name or their label. */
export function secretsThatGo(
  snapshot: ClusterSnapshot,
  namespace: string,
  pack: PersonaPack,
): PlannedRemoval[] {
  const name = packName(pack);
  const readable = snapshot.state("secrets").phase === "live";
  return authSecrets(pack).flatMap((secret) => {
    const stored = snapshot.get("secrets", namespace, secret);
    if (readable && !stored) return [];
    if (isManagedSecret(name, secret)) {
      const why = "Its name says that it belongs to the pack.";
      return [{ kind: "Secret", name: secret, why, loses: "secret" as const }];
    }
    if (stored?.metadata.labels?.[LABELS.pack] !== name) return [];
    return [
      { kind: "Secret", name: secret, why: "It carries the label of the pack.", loses: "secret" as const },
    ];
  });
}

/** Others that it deletes if they carry the pack's label, which nobody sees at the moment. */
export function secretsInDoubt(snapshot: ClusterSnapshot, namespace: string, pack: PersonaPack): string[] {
  if (snapshot.state("secrets").phase === "live") return [];
  const known = new Set(secretsThatGo(snapshot, namespace, pack).map(({ name }) => name));
  return authSecrets(pack).filter((secret) => !known.has(secret));
}

function authSecrets({ spec }: PersonaPack): string[] {
  return [...new Set(spec.authRefs.map(({ secret }) => trimBlanks(secret)))].filter((name) => name !== "");
}
