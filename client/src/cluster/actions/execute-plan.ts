/**
 * Carries out a plan: every request as a server dry-run first, then in earnest. If a later one fails, what was created
 * is deleted again; if nobody can say whether it failed, the API server is asked before anything is undone.
 */
import type { Clock } from "../clock.ts";
import type { KubeObject, ResourceType } from "../cluster-client.ts";
import { ClusterError, isLost } from "../cluster-error.ts";
import { type ClusterIdentity, isSameCluster } from "../cluster-identity.ts";
import { isSecret, withoutSecretValues } from "../secret-redaction.ts";
import { type ObjectName, type Plan, PlanRefused, type PlanStep } from "./plan.ts";
import { mayHaveArrived, type SettledStep, settleStep } from "./settle-step.ts";
import { objectOf, type StepClient, sendStep } from "./step-request.ts";
import { versionOf, withVersion } from "./step-version.ts";
import { checkTarget } from "./target-check.ts";

export interface ExecutionOptions {
  /** Aborting it undoes what was created so far. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly onProgress?: (message: string) => void;
  /** Milliseconds to go on asking an API server that does not answer what has become of a request. */
  readonly settleMs?: number;
}

export type Execution =
  | {
      readonly state: "done";
      /** What the API server stored, one for each step that is no deletion. */
      readonly written: readonly KubeObject[];
      readonly warnings: readonly string[];
    }
  | FailedExecution;

export interface FailedExecution {
  readonly state: "failed";
  /** After a failed dry-run nothing has changed. */
  readonly during: "dry-run" | "execution";
  /** What the request was about that failed. */
  readonly object: ObjectName;
  readonly error: ClusterError;
  readonly undone: readonly ObjectName[];
  /** Created, and still there: undoing failed or would have been a mistake. */
  readonly left: readonly ObjectName[];
  /** The API server could not be asked whether it has carried out the request that failed. */
  readonly uncertain: boolean;
  /** A deletion or change of an earlier step stays. */
  readonly kept: readonly ObjectName[];
}

const SETTLE_MS = 20_000;
const UNDO_MS = 15_000;

/** The session of the cluster that the plan was made for, whatever is chosen meanwhile. */
export interface PlanSession {
  readonly scope: ClusterIdentity;
  readonly client: StepClient;
}

/** Rejects with `PlanRefused` if the session is not the plan's, with nothing else. */
export async function executePlan(
  session: PlanSession,
  plan: Plan,
  options: ExecutionOptions,
): Promise<Execution> {
  return await executionOf(session, plan, options).run();
}

/**
 * Asks the API server whether it would take every request, before the user is asked; changes nothing. Undefined if it
 * would. Rejects as `executePlan` does.
 */
export async function rehearsePlan(
  session: PlanSession,
  plan: Plan,
  options: ExecutionOptions,
): Promise<FailedExecution | undefined> {
  return await executionOf(session, plan, options).rehearse();
}

function executionOf({ scope, client }: PlanSession, plan: Plan, options: ExecutionOptions): PlanExecution {
  checkCluster(plan.title, plan.scope, scope);
  return new PlanExecution(client, plan, options);
}

/** Throws `PlanRefused` if it is another one. */
export function checkCluster(
  title: string,
  meant: ClusterIdentity,
  shown: ClusterIdentity | undefined,
): void {
  if (isSameCluster(shown, meant)) return;
  const { context } = meant;
  const now =
    shown?.context === context
      ? "which now stands for another cluster"
      : `and now ${shown?.context ?? "none"} is shown`;
  throw new PlanRefused(`“${title}” was meant for the context ${context}, ${now}. Nothing was done.`);
}

class PlanExecution {
  readonly #client: StepClient;
  readonly #plan: Plan;
  readonly #options: ExecutionOptions;
  readonly #steps: PlanStep[];
  readonly #written: KubeObject[] = [];
  readonly #warnings: string[] = [];
  readonly #created: { readonly type: ResourceType; readonly object: KubeObject }[] = [];
  readonly #kept: ObjectName[] = [];

  constructor(client: StepClient, plan: Plan, options: ExecutionOptions) {
    this.#client = client;
    this.#plan = plan;
    this.#options = options;
    this.#steps = [...plan.steps];
  }

  async run(): Promise<Execution> {
    const { onProgress } = this.#options;
    const refusal = await this.rehearse();
    if (refusal) return refusal;
    for (const step of this.#steps) {
      onProgress?.(`${VERBS[step.verb]} ${objectOf(step).kind} ${objectOf(step).name}`);
      const failure = await this.#perform(step);
      if (failure) return failure;
    }
    return { state: "done", written: this.#written, warnings: this.#warnings };
  }

  async rehearse(): Promise<FailedExecution | undefined> {
    const { type, name } = this.#plan.target;
    let object: ObjectName = { kind: type.kind, name };
    try {
      await checkTarget(this.#client, this.#plan, this.#options.signal);
      for (const [index, step] of this.#steps.entries()) {
        object = objectOf(step);
        this.#steps[index] = await this.#rehearse(step);
      }
      return undefined;
    } catch (error) {
      const nothing = { undone: [], left: [], kept: [], uncertain: false };
      return { state: "failed", during: "dry-run", object, error: clusterError(error), ...nothing };
    }
  }

  /** The step as it is to be carried out. A status that was written meanwhile is no reason to give up. */
  async #rehearse(step: PlanStep): Promise<PlanStep> {
    const { signal } = this.#options;
    const { target } = this.#plan;
    try {
      await sendStep(this.#client, this.#namespace, step, true, signal);
      return step;
    } catch (error) {
      const { kind } = clusterError(error);
      if (kind !== "conflict" || versionOf(step) === undefined || target.generation === undefined)
        throw error;
      const { metadata } = await this.#client.get(target.type, this.#namespace, target.name, signal);
      const { uid, generation, resourceVersion, deletionTimestamp } = metadata;
      const same = uid === target.uid && generation === target.generation && deletionTimestamp === undefined;
      if (!same || resourceVersion === undefined || objectOf(step).name !== target.name) throw error;
      const next = withVersion(step, resourceVersion);
      await sendStep(this.#client, this.#namespace, next, true, signal);
      return next;
    }
  }

  async #perform(step: PlanStep, isRepeated = false): Promise<Execution | undefined> {
    try {
      const { object, warnings } = await sendStep(
        this.#client,
        this.#namespace,
        step,
        false,
        this.#options.signal,
      );
      this.#done(step, object);
      this.#warnings.push(...warnings);
      return undefined;
    } catch (thrown) {
      const error = clusterError(thrown);
      const lost = isLost(error, this.#options.signal);
      const outcome = await this.#settle(step, error);
      if (outcome.state === "done") {
        this.#done(step, outcome.object);
        // Whoever cancels while the last request is under way comes too late.
        if (error.kind !== "cancelled" || lost || step === this.#steps.at(-1)) return undefined;
      }
      if (outcome.state === "not-done" && lost && !isRepeated) return await this.#perform(step, true);
      return await this.#giveUp(step, error, outcome.state === "unknown");
    }
  }

  async #settle(step: PlanStep, error: ClusterError): Promise<SettledStep> {
    // All other errors are answers.
    if (!mayHaveArrived(error)) return { state: "not-done" };
    const { clock, settleMs: limitMs = SETTLE_MS, onProgress } = this.#options;
    onProgress?.(`Asking what has become of ${objectOf(step).kind} ${objectOf(step).name}`);
    return await settleStep(this.#client, this.#namespace, step, { clock, limitMs });
  }

  async #giveUp(step: PlanStep, error: ClusterError, uncertain: boolean): Promise<Execution> {
    const object = objectOf(step);
    const created = this.#created.map((one) => ({
      ...one,
      name: { kind: one.type.kind, name: one.object.metadata.name },
    }));
    const undone: ObjectName[] = [];
    const left: ObjectName[] = [];
    for (const { type, object: stored, name } of created.reverse()) {
      // A pack that may have been changed must not lose the Secret that it then refers to.
      const gone = !uncertain && (await this.#remove(type, stored));
      (gone ? undone : left).push(name);
    }
    return {
      state: "failed",
      during: "execution",
      object,
      error,
      undone,
      left,
      uncertain,
      kept: this.#kept,
    };
  }

  async #remove(type: ResourceType, { metadata }: KubeObject): Promise<boolean> {
    const { name, uid } = metadata;
    try {
      const signal = AbortSignal.timeout(UNDO_MS);
      await this.#client.delete(type, this.#namespace, name, uid === undefined ? {} : { uid }, signal);
      return true;
    } catch (error) {
      return clusterError(error).kind === "not-found";
    }
  }

  #done(step: PlanStep, object: KubeObject | undefined): void {
    if (object) this.#written.push(isSecret(step.type) ? withoutSecretValues(object) : object);
    if (step.verb === "create" && object) this.#created.push({ type: step.type, object });
    else this.#kept.push(objectOf(step));
  }

  get #namespace(): string {
    return this.#plan.scope.namespace;
  }
}

const VERBS: Readonly<Record<PlanStep["verb"], string>> = {
  create: "Creating",
  patch: "Changing",
  delete: "Deleting",
};

function clusterError(error: unknown): ClusterError {
  if (error instanceof ClusterError) return error;
  throw error;
}
