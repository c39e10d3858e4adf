import assert from "node:assert/strict";
import { test } from "node:test";
import { withPreconditions } from "../../../../client/src/cluster/actions/apply-precondition.ts";

for (const { what, text, versioned } of [
  {
    what: "a block",
    text: "# ours\nkind: P\nmetadata:\n  # its name\n  name: team # as written\nspec: {}\n",
    versioned:
      '# ours\nkind: P\nmetadata:\n  # its name\n  uid: "u"\n  resourceVersion: "7"\n  name: team # as written\nspec: {}\n',
  },
  {
    what: "braces",
    text: "metadata: {name: team}\n",
    versioned: 'metadata: {uid: "u", resourceVersion: "7", name: team}\n',
  },
  {
    what: "a quoted key",
    text: 'metadata:\n    "name": team\n',
    versioned: 'metadata:\n    uid: "u"\n    resourceVersion: "7"\n    "name": team\n',
  },
  {
    what: "an explicit key",
    text: "? metadata\n: name: team\n",
    versioned: '? metadata\n: uid: "u"\n  resourceVersion: "7"\n  name: team\n',
  },
  {
    what: "JSON",
    text: '{"metadata": {"name": "team"}}',
    versioned: '{"metadata": {uid: "u", resourceVersion: "7", "name": "team"}}',
  },
  {
    what: "a version of its own",
    text: 'metadata: {name: team, resourceVersion: "3"}\n',
    versioned: 'metadata: {uid: "u", name: team, resourceVersion: "3"}\n',
  },
]) {
  test(`a version joins ${what}, and nothing else changes`, () => {
    assert.equal(withPreconditions(text, { uid: "u", resourceVersion: "7" }), versioned);
  });
}
