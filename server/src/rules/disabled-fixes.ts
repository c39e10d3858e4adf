import { SPEC_SCHEMA } from "../yaml/schema.ts";
import type { Credentials } from "./credentials.ts";
import { setField } from "./field-edits.ts";
import type { Fix } from "./finding.ts";
import { fixOf } from "./name-fixes.ts";
import { removeField } from "./value-edits.ts";

/** The two ways out of `authRefs` on a pack that is not enabled. */
export function disabledFixes({ spec }: Credentials): Fix[] {
  const enable = setField(spec, "enabled", true, SPEC_SCHEMA);
  return [
    ...fixOf("Remove authRefs", removeField(spec, "authRefs")),
    ...(enable.length > 0 ? [{ title: "Enable the pack", edits: enable }] : []),
  ];
}
