/** What a finding offers to do about it. */
import type { ResourceName } from "../../resource-types.ts";

export type FixAction =
  | "activate"
  | "change-settings"
  | "apply"
  | "include-persona"
  | "reinstall-persona"
  | "delete-orphans"
  | "create-secret"
  | "edit-pack"
  | "look-again"
  | "resume-schedule"
  | "open-object"
  | "open-logs"
  | "controller-log"
  | "select-namespace"
  | "how-to-install"
  | "retry";

export interface Fix {
  readonly action: FixAction;
  /** Of what is clicked. */
  readonly title: string;
  /** What it is about, if not the pack. */
  readonly resource?: ResourceName;
  readonly name?: string;
  readonly persona?: string;
  /** In the pack: where to edit it. */
  readonly field?: readonly (string | number)[];
}

/** For what the author of the pack has to put right. `field` is below `spec`. */
export function editPack(...field: readonly (string | number)[]): Fix {
  return { action: "edit-pack", title: "Edit the pack", field: ["spec", ...field] };
}

/** Where the reason of what the controller does not do is written, and nowhere else. */
export const CONTROLLER_LOG: Fix = { action: "controller-log", title: "Open the controller's log" };

/** For what the controller makes anew as soon as it looks at the pack. */
export const LOOK_AGAIN: Fix = { action: "look-again", title: "Have the controller look at the pack again" };

export const RETRY: Fix = { action: "retry", title: "Try again" };

export function reinstall(persona: string): Fix {
  const title = `Reinstall ${persona}, which loses its memory…`;
  return { action: "reinstall-persona", title, persona };
}
