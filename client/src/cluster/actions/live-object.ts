/** The text of an object in the cluster, for reading. */
import type { ClusterClient, ResourceType } from "../cluster-client.ts";
import { liveYaml } from "./object-yaml.ts";

export interface LiveText {
  readonly text: string;
  /** Changes with the object. */
  readonly resourceVersion: string;
}

/** Rejects with a `ClusterError`. */
export async function readLiveObject(
  client: Pick<ClusterClient, "get">,
  type: ResourceType,
  namespace: string,
  name: string,
  signal: AbortSignal,
): Promise<LiveText> {
  const object = await client.get(type, namespace, name, signal);
  // What is read one by one comes with its type; what comes without it gets it here.
  const apiVersion = type.group === "" ? type.version : `${type.group}/${type.version}`;
  const text = liveYaml({ ...object, apiVersion, kind: type.kind });
  return { text, resourceVersion: object.metadata.resourceVersion ?? "" };
}
