/**
 * A change of the cluster before it is made: all that it will create, change and remove, computed from what is known
 * of the cluster and from the rules of the controller, and the requests that bring it about.
 */
import type { KubeObject, ResourceType } from "../cluster-client.ts";
import type { ClusterIdentity } from "../cluster-identity.ts";
import type { WatchedResource } from "../resource-types.ts";
import type { ConcealedValues } from "./concealed-values.ts";

/** Where the change goes, whatever is chosen in the view meanwhile. */
export interface PlanScope extends ClusterIdentity {
  readonly namespace: string;
}

/** The object as it was when the dialog opened. */
export interface PlanTarget {
  readonly type: ResourceType;
  readonly name: string;
  /** This and the following are undefined if it does not exist yet. */
  readonly uid: string | undefined;
  readonly resourceVersion: string | undefined;
  /** Grows with `spec`, but not with what controllers report. */
  readonly generation: number | undefined;
}

export interface ObjectName {
  readonly kind: string;
  readonly name: string;
}

export interface PlannedCreation extends ObjectName {
  readonly why: string;
}

export interface PlannedChange {
  readonly object: ObjectName;
  /** As kubectl explains fields, for example `spec.enabled`. */
  readonly field: string;
  /** Short JSON; undefined where there is nothing. Never a value of a Secret. */
  readonly from: string | undefined;
  readonly to: string | undefined;
}

export interface PlannedRemoval extends ObjectName {
  readonly why: string;
  /** What nobody can bring back. */
  readonly loses: "memory" | "run history" | "pairing" | "secret" | undefined;
}

export type WarningCode =
  | "git-ops"
  | "secret-deleted-later"
  | "secret-in-doubt"
  | "secret-missing"
  | "model-fallback"
  | "base-url-in-pod"
  | "base-url-missing"
  | "name-refused"
  | "policy"
  | "orphans"
  | "never-finishes"
  | "shared-name"
  | "no-personas"
  | "reverted"
  | "unknown-channel"
  | "not-current"
  | "takes-over"
  | "api-server";

export interface PlanWarning {
  readonly code: WarningCode;
  readonly message: string;
}

export type PlanStep =
  | {
      readonly verb: "create";
      readonly type: ResourceType;
      readonly body: KubeObject;
      /** Joins the body on its way to the API server, and is nowhere else. */
      readonly secret?: ConcealedValues;
    }
  | {
      readonly verb: "patch";
      readonly type: ResourceType;
      readonly name: string;
      readonly kind: "merge" | "json" | "apply";
      readonly body: unknown;
      /** With `apply`: take over fields of other managers. */
      readonly force?: boolean;
      /** With `apply`, whose text says nothing of it: only if it still is this object in this version. */
      readonly uid?: string | undefined;
      readonly resourceVersion?: string | undefined;
    }
  | {
      readonly verb: "delete";
      readonly type: ResourceType;
      readonly name: string;
      readonly uid: string | undefined;
      readonly resourceVersion?: string | undefined;
    };

export interface ExpectedObject {
  readonly resource: WatchedResource;
  readonly name: string;
}

/** How it looks in the store when the controller has finished. */
export interface Expectation {
  readonly pack: string;
  /** Of the pack; `gone` when it no longer exists; undefined where no controller reacts. */
  readonly phase: "Ready" | "Inactive" | "gone" | undefined;
  readonly present: readonly ExpectedObject[];
  readonly absent: readonly ExpectedObject[];
}

export interface Plan {
  readonly title: string;
  /** A sentence for when it is done, where that is not all that its title says. */
  readonly success?: string;
  readonly scope: PlanScope;
  readonly target: PlanTarget;
  readonly creates: readonly PlannedCreation[];
  readonly changes: readonly PlannedChange[];
  readonly removes: readonly PlannedRemoval[];
  /** What somebody might expect to go, and does not. */
  readonly keeps: readonly PlannedCreation[];
  readonly warnings: readonly PlanWarning[];
  readonly steps: readonly PlanStep[];
  readonly expects: Expectation;
}

/** Such a change makes no sense or would be refused; the message is a sentence for the user. */
export class PlanRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = "PlanRefused";
  }
}

const LONGEST_SHOWN = 120;
/** In front of the first difference of long values. */
const SHOWN_IN_COMMON = 24;

/** A value for `from` and `to`. */
export function shownValue(value: unknown): string | undefined {
  const text = textOf(value);
  return text === undefined ? undefined : clipped(text);
}

/** Values for `from` and `to`; of long ones the part where they begin to differ. */
export function shownDifference(from: unknown, to: unknown): Pick<PlannedChange, "from" | "to"> {
  const [before, after] = [textOf(from), textOf(to)];
  if (before === undefined || after === undefined) return { from: shownValue(from), to: shownValue(to) };
  const longest = Math.max(before.length, after.length);
  let same = 0;
  while (same < longest && before[same] === after[same]) same += 1;
  const skipped = longest > LONGEST_SHOWN ? Math.max(0, same - SHOWN_IN_COMMON) : 0;
  const part = (text: string) => clipped(skipped > 0 ? `…${text.slice(skipped)}` : text);
  return { from: part(before), to: part(after) };
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

function clipped(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN - 1)}…` : text;
}

export function sameObject(left: ObjectName, right: ObjectName): boolean {
  return left.kind === right.kind && left.name === right.name;
}

/** The first of each kind and name: personas of the same name share their objects. */
export function distinctObjects<Named extends ObjectName>(objects: readonly Named[]): Named[] {
  const seen = new Set<string>();
  return objects.filter(({ kind, name }) => {
    const key = `${kind}/${name}`;
    return !seen.has(key) && seen.add(key);
  });
}
