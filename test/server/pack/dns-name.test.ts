import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isLabelText, isSubdomainText, labelLike } from "../../../server/src/pack/dns-name.ts";

describe("names for the API server", () => {
  it("tells labels, subdomains and neither apart", () => {
    const cases = [
      ["a", true, true],
      ["0", true, true],
      ["a--b-9", true, true],
      ["a.b", false, true],
      ["a.-b", false, false],
      ["a..b", false, false],
      ["-a", false, false],
      ["a-", false, false],
      ["A", false, false],
      ["a_b", false, false],
      ["a\n", false, false],
      ["", false, false],
    ] as const;
    for (const [text, label, subdomain] of cases) {
      assert.deepEqual([isLabelText(text), isSubdomainText(text)], [label, subdomain], JSON.stringify(text));
    }
  });

  it("turns any text into the label that reads most like it", () => {
    const cases = [
      ["SRE_Bot", "sre-bot"],
      ["SREBot", "sre-bot"],
      ["pipelineMonitor2", "pipeline-monitor2"],
      ["  a..b  ", "a-b"],
      ["Prüfer", "prufer"],
      ["日本", undefined],
      ["", undefined],
    ] as const;
    for (const [text, label] of cases) assert.equal(labelLike(text), label, text);
  });
});
