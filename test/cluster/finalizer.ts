import type { Kind } from "./kinds.ts";
import type { KubeObject, RestClient } from "./rest-client.ts";

/** The object with the finalizer, stored if it lacks it. */
export async function withFinalizer(
  client: RestClient,
  kind: Kind,
  object: KubeObject,
  finalizer: string,
): Promise<KubeObject> {
  const { finalizers = [], namespace = "" } = object.metadata;
  if (finalizers.includes(finalizer)) return object;
  const metadata = { ...object.metadata, finalizers: [...finalizers, finalizer] };
  return await client.update(kind, namespace, { ...object, metadata });
}

export async function withoutFinalizer(
  client: RestClient,
  kind: Kind,
  object: KubeObject,
  finalizer: string,
): Promise<void> {
  const { finalizers = [], namespace = "" } = object.metadata;
  if (!finalizers.includes(finalizer)) return;
  const metadata = { ...object.metadata, finalizers: finalizers.filter((other) => other !== finalizer) };
  await client.update(kind, namespace, { ...object, metadata });
}
