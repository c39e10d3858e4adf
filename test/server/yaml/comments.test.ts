import assert from "node:assert/strict";
import { test } from "node:test";
import { commentsOf } from "../../../server/src/yaml/comments.ts";

const CASES: Readonly<Record<string, { readonly text: string; readonly comments: readonly string[] }>> = {
  "own lines and behind something": {
    text: "# a\nk: v # b \n  # c\n",
    comments: ["own # a", "# b", "own # c"],
  },
  "behind a dash, an anchor and a block scalar's head": {
    text: "- # a\n  k: &x # b\n    l: | # c\n      t\n",
    comments: ["# a", "# b", "# c"],
  },
  "in collections": { text: "k: [ # a\n  # b\n  v]\n", comments: ["# a", "own # b"] },
  "none in scalars": { text: "k: |\n  # a\nl: \"x\n  # b\"\nm: v#c\nn: '# d'\n", comments: [] },
  "behind a byte order mark": { text: "\uFEFF# a\nk: v\n", comments: ["own # a"] },
};

for (const [name, { text, comments }] of Object.entries(CASES)) {
  test(name, () => {
    for (const each of [text, text.replaceAll("\n", "\r\n")]) {
      const found = commentsOf(each);
      assert.deepEqual(
        found.map((comment) => (comment.ownLine ? `own ${comment.text}` : comment.text)),
        comments,
      );
      for (const comment of found) assert.ok(each.startsWith(comment.text, comment.start));
    }
  });
}
