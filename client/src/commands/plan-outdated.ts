import { showFailure } from "./failure-notice.ts";

/** What the user has agreed to no longer fits what is in the cluster. Nothing was done. */
export class PlanOutdated extends Error {
  constructor(message: string) {
    super(message);
    this.name = "PlanOutdated";
  }
}

/** Says so. True to plan it anew, from what is in the cluster now. */
export async function wantsAnew({ message }: PlanOutdated): Promise<boolean> {
  return await showFailure("conflict", message);
}
