import assert from "node:assert/strict";
import { test } from "node:test";
import { pictureHtml } from "../../../client/src/preview/picture-html.ts";

test("the page of a picture allows its own files only, and nothing inline", () => {
  const html = pictureHtml({ script: 'a"b<c.js', style: "d.css", source: "https://host", nonce: "n1" });
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
  assert.equal(policy, "default-src 'none'; style-src https://host; script-src 'nonce-n1'");
  assert.ok(html.includes('<script nonce="n1" src="a&quot;b&lt;c.js"></script>'));
  assert.doesNotMatch(html, /<style| style=| on\w+=/);
});
