import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parse } from "yaml";
import { needsQuotes, quote, resolvePlain } from "../../../server/src/yaml/scalar.ts";

interface Reading {
  /** In yaml-quoting.jsonl: how `text` is written in `yaml`. */
  readonly case?: "plain" | "quoted";
  readonly text: string;
  readonly yaml: string;
  readonly json: { readonly v: unknown } | null;
  readonly type?: string;
  readonly error?: string;
}

function readings(name: string): Reading[] {
  const file = new URL(`../../fixtures/oracle/${name}.jsonl`, import.meta.url);
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Reading);
}

const scalars = readings("yaml-scalars");
const strings = readings("yaml-quoting");
/** All parsers at hand take it in plain scalars; the specification allows it in quoted ones only. */
const BYTE_ORDER_MARK = "\ufeff";

test("a plain scalar has the type and value that the API server gets from kubectl", () => {
  assert.ok(scalars.length >= 250);
  for (const { text, json, type } of scalars) {
    const resolved = resolvePlain(text);
    if (json) assert.deepEqual([text, resolved.type, resolved.value], [text, type, plusZero(json.v)]);
    else assert.ok(!Number.isFinite(resolved.value), `kubectl refuses ${text}`);
  }
});

test("a string needs quotes exactly where kubectl or YAML 1.2 would not read it back", () => {
  for (const { text, yaml, json } of [...scalars, ...strings.filter((reading) => reading.case === "plain")]) {
    const readBack = json?.v === text && readsInYaml12(yaml) === text && !text.includes(BYTE_ORDER_MARK);
    assert.equal(needsQuotes(text), !readBack, JSON.stringify(text));
  }
});

test("a quoted string is read back by kubectl and by YAML 1.2", () => {
  const quoted = strings.filter((reading) => reading.case === "quoted");
  assert.ok(quoted.length >= 50);
  for (const { text, yaml, json } of quoted) {
    assert.equal(yaml, `v: ${quote(text)}`);
    assert.equal(json?.v, text);
    assert.equal(readsInYaml12(yaml), text);
  }
});

test("a lone surrogate is replaced, for no YAML text can hold it", () => {
  assert.equal(needsQuotes("a\ud800b"), true);
  assert.equal(quote("a\ud800b"), '"a\\ufffdb"');
  assert.equal(quote("a😀b"), '"a😀b"');
});

/** JSON text keeps the sign of zero; the API server's integers have none. */
function plusZero(value: unknown): unknown {
  return value === 0 ? 0 : value;
}

function readsInYaml12(text: string): unknown {
  try {
    return (parse(text, { logLevel: "error" }) as { v: unknown }).v;
  } catch {
    return undefined;
  }
}
