/** Names of the objects that come from a pack. */
import type { PersonaPack } from "./persona-pack.ts";

/** Stands for the name of a pack that has none yet, so that the rest can be shown. */
const UNNAMED_PACK = "<pack>";

export function packName({ metadata }: PersonaPack): string {
  return metadata.name ?? UNNAMED_PACK;
}

export function instanceName(pack: string, persona: string): string {
  return `${pack}-${persona}`;
}

export function scheduleName(instance: string): string {
  return `${instance}-schedule`;
}

/** Name of the ConfigMap with the seeds, and of the Deployment and Service of the memory server. */
export function memoryName(instance: string): string {
  return `${instance}-memory`;
}

export function channelName(instance: string, channel: string): string {
  return `${instance}-channel-${channel}`;
}

export function webEndpointName(instance: string): string {
  return `${instance}-web-endpoint`;
}

export function webServerName(instance: string): string {
  return `${webEndpointName(instance)}-server`;
}
