import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { intervalFallback } from "../../../server/src/rules/interval-fallback.ts";
import { intervalInvalid } from "../../../server/src/rules/interval-invalid.ts";
import { intervalShadowed } from "../../../server/src/rules/interval-shadowed.ts";
import { scheduleWithoutTime } from "../../../server/src/rules/schedule-without-time.ts";
import { webEndpointWithSchedule } from "../../../server/src/rules/web-endpoint-with-schedule.ts";
import { packOf, personaWith, RuleExpectations, scheduleWith } from "./expect-rules.ts";

describe("interval-fallback", () => {
  const rules = new RuleExpectations(intervalFallback);

  it("says that it runs hourly, and what to write", () => {
    rules.finds(
      scheduleWith(
        "interval: 45m",
        "#         ^^^ interval-fallback: every hour instead. Write `1h` or `30m`",
      ),
    );
    rules.finds(scheduleWith("interval: '@daily'", "#         ^^^^^^^^ interval-fallback: Write `1d`"));
    rules.finds(scheduleWith("interval: sometimes", "#         ^^^^^^^^^ interval-fallback: `12h` or `1d`"));
    rules.finds(scheduleWith("interval: 60min", "#         ^^^^^ interval-fallback: hourly only because"));
  });

  it("says nothing of known spellings, of crons, of what a cron hides and of what is no text", () => {
    for (const interval of ["30m", "30M", `" 1H "`, "24h", "0 9 * * *", `""`, "30", "~", "every 5 minutes"]) {
      rules.finds(scheduleWith(`interval: ${interval}`));
    }
    rules.finds(scheduleWith("interval: 45m", "cron: 0 9 * * *"));
  });

  it("offers the nearest intervals, and the cron that means the same", () => {
    const offers = [
      ["45m", ["Use 1h", "Use 30m"]],
      ["20m", ["Use 15m", "Use 30m", "Write as cron */20 * * * *!"]],
      ["8h", ["Use 6h", "Use 12h", "Write as cron 0 */8 * * *!"]],
      ["7d", ["Use 1d", "Write as cron 0 0 * * 0!"]],
      ["30minutes", ["Use 30m!+"]],
      ["60min", ["Use 1h!+"]],
      ["sometimes", []],
    ] as const;
    for (const [interval, titles] of offers) {
      assert.deepEqual(rules.titles(scheduleWith(`interval: ${interval}`)), titles, interval);
    }
  });

  it("writes them", () => {
    rules.mends(scheduleWith(`interval: "45m"`), "Use 30m", scheduleWith(`interval: "30m"`));
    const cron = scheduleWith(`cron: "*/20 * * * *"`);
    rules.mends(scheduleWith("interval: 20m"), "Write as cron */20 * * * *", cron);
    assert.deepEqual(rules.titles(scheduleWith("interval: 20m", `cron: ""`)), ["Use 15m", "Use 30m"]);
  });
});

describe("interval-invalid", () => {
  const rules = new RuleExpectations(intervalInvalid);

  it("says that it is taken for a cron", () => {
    rules.finds(
      scheduleWith("interval: every 5 minutes", "#         ^^^^^^^^^^^^^^^ interval-invalid: Write `5m`"),
    );
    rules.finds(scheduleWith("interval: '45m '", "#         ^^^^^^ interval-invalid: Write `1h` or `30m`"));
    rules.finds(
      scheduleWith("interval: 0 9 * * 7", "#                 ^ interval-invalid: taken for a cron"),
    );
  });

  it("says nothing of a valid cron nor of what a cron hides", () => {
    rules.finds(scheduleWith("interval: 0 9 * * *"));
    rules.finds(scheduleWith("interval: 30 m", "cron: 0 9 * * *"));
    rules.finds(scheduleWith("interval: 45m"));
  });

  it("writes the interval that is meant, or the cron", () => {
    assert.deepEqual(rules.titles(scheduleWith("interval: 30 m")), ["Use 30m!+"]);
    rules.mends(scheduleWith("interval: every 5 minutes"), "Use 5m", scheduleWith("interval: 5m"));
    rules.mends(
      scheduleWith("interval: 0 9 * * 7"),
      "Write as cron 0 9 * * 0",
      scheduleWith("cron: 0 9 * * 0"),
    );
  });
});

describe("interval-shadowed", () => {
  const rules = new RuleExpectations(intervalShadowed);

  it("says that the cron wins, right or wrong", () => {
    for (const cron of ["0 9 * * *", "nonsense"]) {
      rules.finds(
        scheduleWith("interval: 30m", "#         ^^^ interval-shadowed: The cron wins", `cron: ${cron}`),
      );
    }
    rules.finds(scheduleWith("interval: 30m", `cron: ""`));
    rules.finds(scheduleWith(`interval: ""`, "cron: 0 9 * * *"));
  });

  it("takes out the one or the other", () => {
    const before = scheduleWith("interval: 30m", "cron: 0 9 * * *");
    assert.deepEqual(rules.titles(before), ["Remove interval!+", "Remove cron"]);
    rules.mends(before, "Remove interval", scheduleWith("cron: 0 9 * * *"));
    rules.mends(before, "Remove cron", scheduleWith("interval: 30m"));
  });

  it("leaves in what others refer to", () => {
    assert.deepEqual(rules.titles(scheduleWith("interval: &often 30m", "cron: 0 9 * * *")), ["Remove cron"]);
    assert.deepEqual(
      rules.titles(
        packOf(`- name: a
  systemPrompt: ""
  schedule: &s {interval: 30m, task: Look.}
- name: b
  systemPrompt: ""
  schedule:
    <<: *s
    cron: 0 9 * * *
`),
      ),
      ["Remove cron"],
    );
  });
});

describe("schedule-without-time", () => {
  const rules = new RuleExpectations(scheduleWithoutTime);

  it("says that it runs hourly", () => {
    rules.finds(personaWith("schedule:\n# <-------- schedule-without-time: every hour\n  task: Look.\n"));
    for (const field of ["interval:", `cron: ""`, "interval: ~"]) {
      assert.equal(rules.diagnostics(scheduleWith(field)).length, 1, field);
    }
  });

  it("says nothing with a time, without a map, or where the types are wrong", () => {
    for (const field of ["interval: 1h", "cron: 0 9 * * *", "interval: 30", "cron: []", "interval: *gone"]) {
      rules.finds(scheduleWith(field));
    }
    for (const schedule of ["", " ~", " []", " often"]) rules.finds(personaWith(`schedule:${schedule}\n`));
  });

  it("says nothing where a time may come from a merge that leads nowhere", () => {
    rules.finds(personaWith("schedule: {<<: *gone, task: Look.}\n"));
    rules.finds(personaWith("schedule: {<<: [{<<: *gone}], task: Look.}\n"));
    assert.equal(rules.diagnostics(personaWith("schedule: {<<: {type: sweep}, task: Look.}\n")).length, 1);
  });

  it("adds a time, in the style that is there", () => {
    const title = "Add interval 1h";
    assert.deepEqual(rules.titles(scheduleWith()), [`${title}!`, "Add interval 30m", "Add cron 0 9 * * 1-5"]);
    rules.mends(scheduleWith(), title, scheduleWith("interval: 1h"));
    rules.mends(scheduleWith("interval:"), title, scheduleWith("interval: 1h"));
    rules.mends(scheduleWith(`interval: ""`), title, scheduleWith(`interval: "1h"`));
    const flow = (text: string) => personaWith(`schedule: ${text}\n`);
    rules.mends(flow("{task: Look.}"), title, flow(`{interval: "1h", task: Look.}`));
    rules.mends(flow("{}"), title, flow(`{interval: "1h"}`));
    const crlf = (text: string) => text.replaceAll("\n", "\r\n");
    rules.mends(crlf(scheduleWith()), title, crlf(scheduleWith("interval: 1h")));
  });
});

describe("web-endpoint-with-schedule", () => {
  const rules = new RuleExpectations(webEndpointWithSchedule);
  const schedule = "schedule: {interval: 1h, task: Look.}\n";

  it("says that it never fires", () => {
    rules.finds(
      personaWith(
        `webEndpoint: {enabled: true}\n${schedule}# <-------- web-endpoint-with-schedule: never fires\n`,
      ),
    );
    rules.finds(personaWith(`webEndpoint: {enabled: false}\n${schedule}`));
    rules.finds(personaWith(`webEndpoint: {enabled: "true"}\n${schedule}`));
    rules.finds(personaWith("webEndpoint: {enabled: true}\n"));
    rules.finds(
      personaWith(`skills: [web-endpoint]\n${schedule}# <-------- web-endpoint-with-schedule: never fires\n`),
    );
  });

  it("points at what makes the persona serve", () => {
    for (const [field, cause] of [
      ["webEndpoint: {enabled: true}", "true"],
      ["skills: [k8s-ops, web-endpoint]", "web-endpoint"],
    ] as const) {
      const text = personaWith(`${field}\n${schedule}`);
      const [{ related } = {}] = rules.diagnostics(text);
      const line = text.split("\n")[related?.range.start.line ?? 0] ?? "";
      assert.equal(line.slice(related?.range.start.character, related?.range.end.character), cause);
      assert.equal(related?.message, "This makes it serve a web endpoint");
    }
  });

  it("takes out the one or the other", () => {
    const before = personaWith(`webEndpoint: {enabled: yes}\n${schedule}`);
    rules.mends(before, "Remove webEndpoint", personaWith(schedule));
    rules.mends(before, "Remove schedule", personaWith("webEndpoint: {enabled: yes}\n"));
  });
});
