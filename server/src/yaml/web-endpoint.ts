import { isWebEndpointSkill } from "../pack/instance.ts";
import type { Located } from "./located.ts";

/** What makes a persona serve a web endpoint: its own field, or the skill of that name listed by hand. */
export function webEndpointOf(persona: Located): Located | undefined {
  const enabled = persona.get("webEndpoint")?.get("enabled");
  if (enabled?.boolean) return enabled;
  return persona
    .get("skills")
    ?.items()
    .find((skill) => isWebEndpointSkill(skill.text ?? ""));
}
