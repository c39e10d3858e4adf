/** What the pack controller of v0.8.28 does with one pack: creates, updates, deletes, reports. */
import { isDeepStrictEqual } from "node:util";
import { isExcluded, personaResources } from "../../server/src/pack/generated-resources.ts";
import type { Instance } from "../../server/src/pack/instance.ts";
import { instanceName, memoryName, packName, scheduleName } from "../../server/src/pack/names.ts";
import { type Persona, type PersonaPack, readPersonaPack } from "../../server/src/pack/persona-pack.ts";
import type { Schedule } from "../../server/src/pack/schedule.ts";
import { isManagedSecret } from "../../server/src/pack/secrets.ts";
import { withFinalizer, withoutFinalizer } from "./finalizer.ts";
import { updatedInstanceSpec } from "./instance-update.ts";
import { itemPath } from "./kinds.ts";
import { type KubeObject, type RestClient, RestError } from "./rest-client.ts";

export const PACK_FINALIZER = "sympozium.ai/personapack-finalizer";
const PACK_LABEL = "sympozium.ai/persona-pack";

interface InstalledPersona {
  readonly name: string;
  readonly instanceName: string;
  readonly scheduleName?: string;
}

/** One round; to be repeated whenever the pack, or an Instance or Schedule of it, has changed. */
export async function reconcilePack(client: RestClient, namespace: string, name: string): Promise<void> {
  const stored = await client.get("PersonaPack", namespace, name);
  if (stored) await new PackRound(client, stored).run();
}

class PackRound {
  readonly #client: RestClient;
  readonly #namespace: string;
  #stored: KubeObject;
  #pack: PersonaPack;

  constructor(client: RestClient, stored: KubeObject) {
    this.#client = client;
    this.#namespace = stored.metadata.namespace ?? "";
    this.#stored = stored;
    this.#pack = readPersonaPack(stored).pack;
  }

  async run(): Promise<void> {
    if (this.#stored.metadata.deletionTimestamp !== undefined) return await this.#delete();
    this.#stored = await withFinalizer(this.#client, "PersonaPack", this.#stored, PACK_FINALIZER);
    if (this.#pack.spec.enabled) await this.#install();
    else await this.#deactivate();
  }

  /** Instances and Schedules go by garbage collection; nobody owns the ConfigMaps with the seeds. */
  async #delete(): Promise<void> {
    for (const { name } of this.#pack.spec.personas) {
      if (name !== undefined) await this.#remove("ConfigMap", memoryName(this.#instance(name)));
    }
    await withoutFinalizer(this.#client, "PersonaPack", this.#stored, PACK_FINALIZER);
  }

  async #install(): Promise<void> {
    const installed: InstalledPersona[] = [];
    let failed = false;
    for (const persona of this.#pack.spec.personas) {
      const { name = "", schedule } = persona;
      try {
        if (isExcluded(this.#pack, persona)) {
          await this.#cleanUp(name);
          continue;
        }
        await this.#installPersona(persona, name);
        const instance = this.#instance(name);
        installed.push({
          name,
          instanceName: instance,
          ...(schedule && { scheduleName: scheduleName(instance) }),
        });
      } catch (error) {
        // The next persona still gets its turn; of the refusal only the phase tells.
        if (!(error instanceof RestError) || error.status === 409) throw error;
        failed = true;
      }
    }
    await this.#report(failed ? "Error" : "Ready", installed);
  }

  async #installPersona(persona: Persona, name: string): Promise<void> {
    for (const resource of personaResources(this.#pack, persona)) {
      if (resource.kind === "ConfigMap") await this.#createIfMissing("ConfigMap", resource);
      else if (resource.kind === "SympoziumSchedule") await this.#applySchedule(resource as Schedule);
      else await this.#applyInstance(resource as Instance, persona);
    }
    if (!persona.schedule) await this.#remove("SympoziumSchedule", scheduleName(this.#instance(name)));
  }

  async #applyInstance(instance: Instance, persona: Persona): Promise<void> {
    const live = await this.#createIfMissing("SympoziumInstance", instance);
    const spec = live && updatedInstanceSpec(live.spec, instance, persona, this.#pack);
    if (!live || isDeepStrictEqual(spec, live.spec)) return;
    await this.#client.update("SympoziumInstance", this.#namespace, { ...live, spec });
  }

  /** The whole spec is overwritten, a `suspend` of the user's included. */
  async #applySchedule(schedule: Schedule): Promise<void> {
    const live = await this.#createIfMissing("SympoziumSchedule", schedule);
    if (!live) return;
    const labels = { ...live.metadata.labels, ...schedule.metadata.labels };
    if (isDeepStrictEqual(live.spec, schedule.spec) && isDeepStrictEqual(live.metadata.labels, labels))
      return;
    const changed = { ...live, metadata: { ...live.metadata, labels }, spec: schedule.spec };
    await this.#client.update("SympoziumSchedule", this.#namespace, changed);
  }

  /** The object that is there already, or undefined if it was created. */
  async #createIfMissing(
    kind: "ConfigMap" | "SympoziumInstance" | "SympoziumSchedule",
    object: { readonly metadata: Instance["metadata"] },
  ): Promise<KubeObject | undefined> {
    const live = await this.#client.get(kind, this.#namespace, object.metadata.name);
    if (live) return live;
    const uid = this.#stored.metadata.uid;
    const ownerReferences = object.metadata.ownerReferences?.map((owner) => ({ ...owner, uid }));
    const metadata = { ...object.metadata, ...(ownerReferences && { ownerReferences }) };
    await this.#client.create(kind, this.#namespace, { ...object, metadata });
    return undefined;
  }

  /** Waits (by doing nothing: the next change starts the next round) until all that has the label is gone. */
  async #deactivate(): Promise<void> {
    for (const { name } of this.#pack.spec.personas) if (name !== undefined) await this.#cleanUp(name);
    const query = `?labelSelector=${encodeURIComponent(`${PACK_LABEL}=${packName(this.#pack)}`)}`;
    for (const kind of ["SympoziumInstance", "SympoziumSchedule"] as const) {
      if ((await this.#client.list(kind, this.#namespace, query)).length > 0) return;
    }
    if (this.#pack.spec.authRefs.length > 0) await this.#dropAuthRefs();
    await this.#report("Inactive", []);
  }

  async #dropAuthRefs(): Promise<void> {
    for (const { secret } of this.#pack.spec.authRefs) {
      const name = secret.trim();
      const stored = name === "" ? undefined : await this.#client.get("Secret", this.#namespace, name);
      const labelled = stored?.metadata.labels?.[PACK_LABEL] === packName(this.#pack);
      if (stored && (labelled || isManagedSecret(packName(this.#pack), name))) {
        await this.#remove("Secret", name);
      }
    }
    const spec = Object.fromEntries(
      Object.entries(this.#stored.spec ?? {}).filter(([field]) => field !== "authRefs"),
    );
    this.#stored = await this.#client.update("PersonaPack", this.#namespace, { ...this.#stored, spec });
  }

  async #cleanUp(persona: string): Promise<void> {
    const instance = this.#instance(persona);
    await this.#remove("SympoziumInstance", instance);
    await this.#remove("SympoziumSchedule", scheduleName(instance));
    await this.#remove("ConfigMap", memoryName(instance));
  }

  async #remove(
    kind: "SympoziumInstance" | "SympoziumSchedule" | "ConfigMap" | "Secret",
    name: string,
  ): Promise<void> {
    await this.#client.delete(kind, this.#namespace, name);
  }

  /** Numbers that are 0 and lists without items are left out, as the controller's JSON does. */
  async #report(phase: string, installed: readonly InstalledPersona[]): Promise<void> {
    const personaCount = this.#pack.spec.personas.length;
    const status = {
      phase,
      ...(personaCount > 0 && { personaCount }),
      ...(installed.length > 0 && { installedCount: installed.length, installedPersonas: installed }),
    };
    if (isDeepStrictEqual(this.#stored.status, status)) return;
    const { name } = this.#stored.metadata;
    await this.#client.request("PUT", `${itemPath("PersonaPack", this.#namespace, name)}/status`, {
      ...this.#stored,
      status,
    });
  }

  #instance(persona: string): string {
    return instanceName(packName(this.#pack), persona);
  }
}
