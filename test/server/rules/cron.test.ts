import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { cronEveryMinute } from "../../../server/src/rules/cron-every-minute.ts";
import { cronInvalid } from "../../../server/src/rules/cron-invalid.ts";
import { cronNeverFires } from "../../../server/src/rules/cron-never-fires.ts";
import { cronTooFrequent } from "../../../server/src/rules/cron-too-frequent.ts";
import { packOf, personaWith, RuleExpectations, scheduleWith } from "./expect-rules.ts";

describe("cron-invalid", () => {
  const rules = new RuleExpectations(cronInvalid);

  it("marks the part that is wrong", () => {
    for (const lines of [
      [`cron: "0 9 * * 7"`, "#              ^ cron-invalid: never runs, and the pack still shows Ready"],
      ["cron: 0 9 * * 1-7", "#             ^^^ cron-invalid"],
      ["cron: '61 9 * * 1'", "#      ^^ cron-invalid"],
      ["cron: '@daily'", "#      ^^^^^^ cron-invalid: 0 0 * * *"],
      ["cron: 0 9 * *", "#     ^^^^^^^ cron-invalid: exactly 5 fields"],
      [`cron: " "`, "#      ^ cron-invalid: There is no schedule here"],
    ]) {
      rules.finds(scheduleWith(...lines));
    }
  });

  it("marks the whole where the source is not the text", () => {
    rules.finds(scheduleWith(String.raw`cron: "0 9 * * \x37"`, "#     ^^^^^^^^^^^^^^ cron-invalid"));
    rules.finds(
      personaWith("schedule: &s\n  cron: 0 9 * * 0\n  task: Look.\nmemory: {seeds: [&c '0 9 * * 7']}\n"),
    );
  });

  it("marks the alias that brings it", () => {
    rules.finds(
      packOf(`- name: a
  systemPrompt: &bad 0 9 * * 7
  schedule:
    cron: *bad
    #     ^^^^ cron-invalid
    task: Look.
`),
    );
    assert.deepEqual(
      rules.titles(packOf("- name: a\n  systemPrompt: &bad 0 9 * * 7\n  schedule: {cron: *bad}\n")),
      [],
    );
  });

  it("writes what is meant, in the quotes that are there", () => {
    const cases = [
      [`"0 9 * * 7"`, `"0 9 * * 0"`, "Write 0 9 * * 0"],
      ["0 9 * * 7", "0 9 * * 0", "Write 0 9 * * 0"],
      ["'@daily'", "'0 0 * * *'", "Write 0 0 * * *"],
      ["0 */5 * * * *", `"*/5 * * * *"`, "Write */5 * * * *"],
    ] as const;
    for (const [before, after, title] of cases) {
      rules.mends(scheduleWith(`cron: ${before}`), title, scheduleWith(`cron: ${after}`));
    }
    assert.deepEqual(rules.titles(scheduleWith("cron: nonsense")), []);
  });

  it("says nothing of a valid one, of an empty one and of what is no text", () => {
    for (const cron of ["0 9 * * 1-5", `""`, "", "30", "[]", "TZ=Europe/Berlin 0 9 * * 1", "0 9 31 2 *"]) {
      rules.finds(scheduleWith(`cron: ${cron}`));
    }
  });
});

describe("cron-never-fires", () => {
  const rules = new RuleExpectations(cronNeverFires);

  it("says that it runs without end", () => {
    rules.finds(scheduleWith("cron: 0 9 31 2 *", "#     ^^^^^^^^^^ cron-never-fires: without end"));
    rules.finds(scheduleWith("interval: 0 9 31 4,6 *", "#         ^^^^^^^^^^^^ cron-never-fires"));
    rules.finds(scheduleWith(`cron: ", 9 * * *"`, "#     ^^^^^^^^^^^ cron-never-fires"));
  });

  it("says nothing of a rare one", () => {
    rules.finds(scheduleWith("cron: 0 9 29 2 *"));
    rules.finds(scheduleWith("cron: 0 9 31 2 1"));
  });
});

describe("cron-every-minute", () => {
  const rules = new RuleExpectations(cronEveryMinute);

  it("says how often", () => {
    rules.finds(scheduleWith("cron: '* 9 * * *'", "#     ^^^^^^^^^^^ cron-every-minute: 60 times"));
    rules.finds(scheduleWith("cron: '* * * * *'", "#     ^^^^^^^^^^^ cron-every-minute: 1440 times"));
    rules.finds(scheduleWith("cron: '0/1 * * * *'", "#     ^^^^^^^^^^^^^ cron-every-minute"));
  });

  it("leaves alone who asks for a minute, and what never runs", () => {
    rules.finds(scheduleWith("interval: 1m"));
    rules.finds(scheduleWith("cron: '* 9 31 2 *'"));
    rules.finds(scheduleWith("cron: '*/2 * * * *'"));
  });

  it("writes one minute of the hours that are there, the zone kept", () => {
    const before = scheduleWith("cron: 'TZ=UTC * 9 * * 1'");
    assert.deepEqual(rules.titles(before), ["Write TZ=UTC 0 9 * * 1!"]);
    rules.mends(before, "Write TZ=UTC 0 9 * * 1", scheduleWith("cron: 'TZ=UTC 0 9 * * 1'"));
  });

  it("offers choices where it is every hour", () => {
    assert.deepEqual(rules.titles(scheduleWith("cron: '* * * * *'")), [
      "Write */5 * * * *",
      "Write */15 * * * *",
      "Write 0 * * * *",
    ]);
  });
});

describe("cron-too-frequent", () => {
  const rules = new RuleExpectations(cronTooFrequent);

  it("says how close and how often", () => {
    rules.finds(
      scheduleWith(
        "cron: '*/2 * * * *'",
        "#     ^^^^^^^^^^^^^ cron-too-frequent: 2 minutes apart, about 720",
      ),
    );
    rules.finds(scheduleWith("interval: 1m", "#         ^^ cron-too-frequent: a minute apart, about 1440"));
    rules.finds(scheduleWith("cron: 0,1 9 * * *", "#     ^^^^^^^^^^^ cron-too-frequent: about 2 a day"));
    rules.finds(scheduleWith("cron: 58,0 * * * *", "#     ^^^^^^^^^^^^ cron-too-frequent"));
  });

  it("says nothing from five minutes on, nor twice of one thing", () => {
    for (const time of ["interval: 5m", "cron: '*/5 * * * *'", "cron: '* * * * *'", "cron: 0 9 * * *"]) {
      rules.finds(scheduleWith(time));
    }
  });

  it("offers the interval of five minutes", () => {
    rules.mends(scheduleWith("interval: 1m"), "Use interval 5m", scheduleWith("interval: 5m"));
    rules.mends(scheduleWith("cron: '*/2 * * * *'"), "Use interval 5m", scheduleWith("interval: '5m'"));
    assert.deepEqual(rules.titles(scheduleWith("interval: 5m", "cron: '*/2 * * * *'")), []);
  });
});
