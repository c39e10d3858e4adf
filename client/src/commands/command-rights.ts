/** What commands that change something need, so that nobody answers questions in vain. */
import type { Right } from "../cluster/actions/rights.ts";
import * as ids from "./command-ids.ts";

const CHANGE_PACK: readonly Right[] = [{ verb: "patch", resource: "packs" }];

/** By command id. Of what depends on answers only the part that is sure. */
export const COMMAND_RIGHTS: Readonly<Record<string, readonly Right[] | undefined>> = {
  [ids.ACTIVATE_PACK]: CHANGE_PACK,
  [ids.CHANGE_PACK_SETTINGS]: CHANGE_PACK,
  [ids.DEACTIVATE_PACK]: CHANGE_PACK,
  [ids.EXCLUDE_PERSONA]: CHANGE_PACK,
  [ids.INCLUDE_PERSONA]: CHANGE_PACK,
  [ids.REINSTALL_PERSONA]: CHANGE_PACK,
  [ids.LOOK_AGAIN]: CHANGE_PACK,
  [ids.SET_TASK_OVERRIDE]: CHANGE_PACK,
  [ids.SUSPEND_SCHEDULE]: [{ verb: "patch", resource: "schedules" }],
  [ids.RESUME_SCHEDULE]: [{ verb: "patch", resource: "schedules" }],
  [ids.CREATE_SECRET]: [{ verb: "create", resource: "secrets" }],
  [ids.RUN_NOW]: [{ verb: "create", resource: "runs" }],
  [ids.DELETE_PACK]: [{ verb: "delete", resource: "packs" }],
};
