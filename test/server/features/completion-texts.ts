/** Texts in which completion is asked, and the labels that several of them share. */

export const HEAD = `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name: data-team
`;
export const PERSONAS = `${HEAD}spec:\n  personas:\n`;
export const PERSONA = `${PERSONAS}    - name: a\n      systemPrompt: A\n`;
export const TWO = `${PERSONA}    - name: b\n      displayName: Bee\n      systemPrompt: B\n`;

export const SPEC_KEYS =
  "personas enabled description category version authRefs excludePersonas channelConfigs policyRef baseURL skillParams taskOverride channelAccessControl agentSandbox relationships workflowType";
export const OF_SPEC = SPEC_KEYS.split(" ");
export const OF_PERSONA =
  "name systemPrompt displayName model skills schedule memory channels webEndpoint lifecycle toolPolicy".split(
    " ",
  );
export const OF_SCHEDULE = ["interval", "task", "type", "cron"];
export const INTERVALS = "1m 5m 10m 15m 30m 1h 2h 3h 4h 6h 12h 1d".split(" ");
export const without = (list: readonly string[], ...left: string[]): string[] =>
  list.filter((label) => !left.includes(label));
