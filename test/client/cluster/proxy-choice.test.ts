import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { chooseProxy, type ProxySources } from "../../../client/src/cluster/proxy-choice.ts";

const HTTPS_PROXY = "http://env:1";

const cases: readonly [
  title: string,
  server: string,
  sources: Partial<ProxySources>,
  expected: string | undefined,
][] = [
  ["none", "https://c", {}, undefined],
  ["of the environment", "https://c", { env: { HTTPS_PROXY } }, HTTPS_PROXY],
  ["in lower case", "https://c", { env: { https_proxy: HTTPS_PROXY } }, HTTPS_PROXY],
  ["without a scheme", "https://c", { env: { HTTPS_PROXY: "env:1" } }, HTTPS_PROXY],
  ["for HTTP another", "http://c", { env: { HTTPS_PROXY, HTTP_PROXY: "http://plain" } }, "http://plain"],
  ["of the cluster first", "https://c", { cluster: "socks5://c", env: { HTTPS_PROXY } }, "socks5://c"],
  [
    "of the cluster despite NO_PROXY",
    "https://c",
    { cluster: "http://c", env: { NO_PROXY: "*" } },
    "http://c",
  ],
  ["of the setting", "https://c", { setting: { proxy: "http://set" } }, "http://set"],
  [
    "of the environment before the setting",
    "https://c",
    { env: { HTTPS_PROXY }, setting: { proxy: "http://set" } },
    HTTPS_PROXY,
  ],
  ["not with the setting's exceptions", "https://c", { setting: { proxy: "x", noProxy: ["c"] } }, undefined],
  ["not to this machine", "https://127.0.0.1:6443", { env: { HTTPS_PROXY } }, undefined],
  ["not to this machine by name", "https://localhost", { env: { HTTPS_PROXY } }, undefined],
  ["not to this machine by IPv6", "https://[::1]:6443", { env: { HTTPS_PROXY } }, undefined],
];

const exceptions: readonly [entry: string, server: string, isException: boolean][] = [
  ["*", "https://any.example", true],
  ["a.example", "https://a.example", true],
  ["a.example", "https://b.a.example", true],
  ["a.example", "https://ba.example", false],
  [".a.example", "https://a.example", false],
  [".a.example", "https://b.a.example", true],
  ["*.a.example", "https://b.a.example", true],
  ["A.EXAMPLE", "https://a.example", true],
  [" x , a.example ", "https://a.example", true],
  ["a.example:6443", "https://a.example:6443", true],
  ["a.example:6443", "https://a.example", false],
  ["a.example:443", "https://a.example", true],
  ["10.0.0.1", "https://10.0.0.1:6443", true],
  ["10.0.0.1:6443", "https://10.0.0.1:6443", true],
  ["10.0.0.0/8", "https://10.1.2.3", true],
  ["10.0.0.0/8", "https://11.1.2.3", false],
  ["10.0.0.0/8", "https://a.example", false],
  ["10.0.0.0/99", "https://10.1.2.3", false],
  ["x/8", "https://10.1.2.3", false],
  ["fd00::/8", "https://[fd00::1]", true],
  ["fd00::1", "https://[fd00::1]:6443", true],
  ["", "https://a.example", false],
];

describe("Which proxy", () => {
  for (const [title, server, sources, expected] of cases) {
    test(title, () => {
      assert.equal(chooseProxy(new URL(server), { cluster: undefined, env: {}, ...sources }), expected);
    });
  }
  for (const [entry, server, isException] of exceptions) {
    test(`NO_PROXY=${entry} ${isException ? "covers" : "does not cover"} ${server}`, () => {
      const env = { HTTPS_PROXY, NO_PROXY: entry };
      const chosen = chooseProxy(new URL(server), { cluster: undefined, env });
      assert.equal(chosen, isException ? undefined : HTTPS_PROXY);
    });
  }
});
