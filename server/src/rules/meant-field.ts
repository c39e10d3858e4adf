import { nearestName } from "./nearest-name.ts";

/** What an Ensemble, which later releases have in place of the PersonaPack, calls otherwise. */
const OF_ENSEMBLE: ReadonlyMap<string, string> = new Map([
  ["agentConfigs", "personas"],
  ["agentConfig", "persona"],
]);

/** The one of these fields that is meant by a key that is none of them. */
export function meantField(key: string, fields: readonly string[]): string | undefined {
  const renamed = OF_ENSEMBLE.get(key);
  return renamed !== undefined && fields.includes(renamed) ? renamed : nearestName(key, fields);
}
