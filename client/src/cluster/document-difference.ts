/**
 * Whether applying a document would change the pack in the cluster, worked out without asking: what the API server
 * does on a server-side apply, for a CRD whose lists are all replaced as a whole. What it fills in by itself and
 * what others have set beside the document is no difference; what an earlier apply of ours has set and the document
 * no longer has is one.
 */
import { isDeepStrictEqual } from "node:util";
import type { KubeObject, ManagedFields, ObjectMeta } from "./cluster-client.ts";
import { FIELD_MANAGER } from "./field-manager.ts";
import { type Fields, isFields } from "./fields.ts";
import { withDefaults } from "./pack-defaults.ts";

/** What of the metadata a comparison looks at. */
const AUTHORED_METADATA = ["labels", "annotations"] as const;

/** `document` is the pack as kubectl reads it. */
export function differsFromLive(document: unknown, live: KubeObject): boolean {
  if (!isFields(document)) return true;
  const applied = authored(document, isFields(document.metadata) ? document.metadata : {});
  const stored = authored(live, live.metadata);
  const kept = withoutOurs(stored, applied, live.metadata.managedFields ?? []);
  return !isDeepStrictEqual(withDefaults(merged(kept, applied)), withDefaults(stored));
}

/**
 * The name and namespace are those of the live pack, or it is another one. A map without entries is no part of it: the
 * API server stores none.
 */
function authored({ spec }: Fields, metadata: Fields | ObjectMeta): Fields {
  const parts = AUTHORED_METADATA.map((part) => [part, (metadata as Fields)[part]]);
  return {
    ...(spec === undefined ? {} : { spec }),
    metadata: Object.fromEntries(
      parts.filter(([, value]) => isFields(value) && Object.keys(value).length > 0),
    ),
  };
}

function merged(stored: Fields, applied: Fields): Fields {
  const result: Record<string, unknown> = { ...stored };
  for (const [name, value] of Object.entries(applied)) {
    result[name] = isFields(value) ? merged(isFields(result[name]) ? result[name] : {}, value) : value;
  }
  return result;
}

/** Without what only an earlier apply of ours has set and the document no longer has. */
function withoutOurs(stored: Fields, applied: Fields, managers: readonly ManagedFields[]): Fields {
  const isOurs = ({ manager, operation, subresource }: ManagedFields) =>
    manager === FIELD_MANAGER && operation === "Apply" && !subresource;
  const ours = managers.find(isOurs)?.fieldsV1;
  const others = managers.filter((entry) => !isOurs(entry)).map(({ fieldsV1 }) => fieldsV1);
  return without(stored, applied, ours, others);
}

/** `ours` and `others` say for this place which fields below it belong to whom, as `f:name`. */
function without(stored: Fields, applied: unknown, ours: unknown, others: readonly unknown[]): Fields {
  if (!isFields(ours)) return stored;
  const result: Record<string, unknown> = { ...stored };
  for (const [name, value] of Object.entries(stored)) {
    const key = `f:${name}`;
    const own = ours[key];
    const written = isFields(applied) ? applied[name] : undefined;
    const theirs = others.flatMap((other) =>
      isFields(other) && other[key] !== undefined ? [other[key]] : [],
    );
    if (own === undefined) continue;
    if (isFields(value) && isFields(own) && Object.keys(own).length > 0) {
      const left = without(value, written, own, theirs);
      const isEmptied = Object.keys(left).length === 0 && Object.keys(value).length > 0;
      if (isEmptied && written === undefined && theirs.length === 0) delete result[name];
      else result[name] = left;
    } else if (written === undefined && theirs.length === 0) {
      delete result[name];
    }
  }
  return result;
}
