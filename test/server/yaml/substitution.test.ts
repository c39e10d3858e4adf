import assert from "node:assert/strict";
import { test } from "node:test";
import { holdsPlaceholder } from "../../../server/src/yaml/substitution.ts";

test("whole placeholders of Flux, envsubst, Backstage and Ansible, alone or within a text", () => {
  for (const text of [
    `\${NAME}`,
    `\${NAME:=default}`,
    `\${ENV:-prod}-team`,
    `\${{ values.name }}`,
    "{{ item }}",
    "team-{{ item.name | lower }}",
  ]) {
    assert.ok(holdsPlaceholder(text), text);
  }
});

test("what is none", () => {
  for (const text of [
    "",
    "team",
    "$NAME",
    `\${`,
    `\${}`,
    `\${NAME`,
    "{{",
    "{{}}",
    "{ item }",
    "}}{{",
    "$(NAME)",
  ]) {
    assert.ok(!holdsPlaceholder(text), text);
  }
});

test("a long text of open braces takes no time", () => {
  const started = performance.now();
  assert.ok(!holdsPlaceholder(`\${`.repeat(500_000)));
  assert.ok(!holdsPlaceholder("{{".repeat(500_000)));
  assert.ok(performance.now() - started < 5_000);
});
