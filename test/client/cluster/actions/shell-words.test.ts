import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, test } from "node:test";
import { shellLine, shellOf, withVariable } from "../../../../client/src/cluster/actions/shell-words.ts";

describe("Words of a shell", () => {
  for (const [path, shell] of [
    ["/bin/zsh", "posix"],
    ["/opt/pwsh-users/bin/bash", "posix"],
    ["C:\\Program Files\\Git\\bin\\bash.exe", "posix"],
    ["/usr/bin/pwsh", "powershell"],
    ["C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe", "powershell"],
    ["C:\\Windows\\System32\\cmd.exe", "cmd"],
  ] as const) {
    test(path, () => assert.equal(shellOf(path), shell));
  }

  for (const [shell, word, written] of [
    ["posix", "kubernetes-admin@kubernetes", "kubernetes-admin@kubernetes"],
    ["posix", "=ls", "'=ls'"],
    ["posix", "o’; calc; ‘", "'o’; calc; ‘'"],
    ["powershell", "kubernetes-admin@kubernetes", "kubernetes-admin@kubernetes"],
    ["powershell", "C:\\a\\config", "C:\\a\\config"],
    ["powershell", "@corp", "'@corp'"],
    ["powershell", "a,b", "'a,b'"],
    ["powershell", "o’; calc; ‘", "'o’’; calc; ‘‘'"],
    ["powershell", "‚'‛", "'‚‚''‛‛'"],
    ["cmd", "kubernetes-admin@kubernetes", "kubernetes-admin@kubernetes"],
    ["cmd", "C:\\a\\config", "C:\\a\\config"],
    ["cmd", "it's prod", '^"it\'s prod^"'],
    ["cmd", "a&calc|b", '^"a^&calc^|b^"'],
    ["cmd", "%PATH%", '^"^%PATH^%^"'],
    ["cmd", 'a"&calc', '^"a\\^"^&calc^"'],
    ["cmd", "a b\\", '^"a b\\\\^"'],
    ["cmd", "a\r\ncalc", '^"a calc^"'],
  ] as const) {
    test(`${shell}: ${JSON.stringify(word)}`, () => assert.equal(shellLine([word], shell), written));
  }

  for (const [shell, line] of [
    ["posix", "NAME='a b;c' kubectl"],
    ["powershell", "$env:NAME = 'a b;c'; kubectl"],
    ["cmd", "set NAME=a b;c&& kubectl"],
  ] as const) {
    test(`${shell}: a variable`, () => assert.equal(withVariable("NAME", "a b;c", "kubectl", shell), line));
  }

  test("are read back by a shell as they are meant", { skip: process.platform === "win32" }, () => {
    const words = ["a b", "it's", '$HOME "x"', "\\n", "", "*", "a;b", "ü", "=ls"];
    const line = shellLine(["printf", "%s\\n", ...words], "posix");
    assert.equal(execFileSync("sh", ["-c", line], { encoding: "utf8" }), `${words.join("\n")}\n`);
  });
});
