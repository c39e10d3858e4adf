import { similarTimeZone } from "../../../server/src/pack/time-zone-names.ts";

/**
 * IANA name of the zone in which times are shown beside UTC.
 *
 * @param setting `personapack.timeZone`, perhaps empty or in other letters than `Intl` knows it by
 * @param machine what counts without a usable setting
 */
export function readerZone(setting: string, machine: string): string {
  if (setting === "") return machine;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: setting }).resolvedOptions().timeZone;
  } catch (error) {
    // So `Intl` refuses a name that it does not know.
    if (!(error instanceof RangeError)) throw error;
    return similarTimeZone(setting) ?? machine;
  }
}
