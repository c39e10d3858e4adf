import type { Located } from "../yaml/located.ts";

export type HookList = "preRun" | "postRun";

export interface PlacedHook {
  readonly list: HookList;
  readonly hook: Located;
}

/** The hooks of a persona, those before its runs first. */
export function hooksOf(persona: Located): PlacedHook[] {
  const lifecycle = persona.get("lifecycle");
  const hooks = (list: HookList) => lifecycle?.get(list)?.items() ?? [];
  return (["preRun", "postRun"] as const).flatMap((list) => hooks(list).map((hook) => ({ list, hook })));
}
