/** The pages of the rules, which the bundle carries so that it is one file. */

/** Text of server/docs/rules/<code>.md by code; put in when the program is bundled. */
declare const PERSONAPACK_RULE_PAGES: Readonly<Record<string, string>>;

/** By code, in alphabetical order. */
export const RULE_PAGES: ReadonlyMap<string, string> = new Map(Object.entries(PERSONAPACK_RULE_PAGES));

/** What a rule is about, in one line: the first paragraph of its page. */
export function summaryOf(page: string): string {
  return (page.split(/\n{2,}/)[1] ?? "").replaceAll("\n", " ");
}
