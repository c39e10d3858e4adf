import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { test } from "node:test";
import { type CronLine, type IntervalLine, oracleLines } from "../pack/oracle-lines.ts";
import { BUNDLE, runCli } from "./run-cli.ts";

interface Answer {
  readonly valid: boolean;
  readonly cron: string;
  readonly never: boolean;
  readonly next: readonly string[];
  readonly error?: string;
}

const CRONS = oracleLines<CronLine>("cron.jsonl");
const INTERVALS = oracleLines<IntervalLine>("interval.jsonl");

async function answersTo(lines: readonly string[], ...args: string[]): Promise<Answer[]> {
  const { status, stdout, stderr } = await runCli(["schedule", "--stdin", ...args], {
    stdin: lines.join("\n"),
  });
  assert.deepEqual([status, stderr], [0, ""]);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Answer);
}

test("one run agrees with every recorded cron and interval of the controller", async () => {
  const questions = [
    ...CRONS.map(({ expr, from, next }) => ({ cron: expr, from, count: next?.length ?? 5 })),
    ...INTERVALS.map(({ interval, index }) => ({ interval, index })),
  ];
  const answers = await answersTo(questions.map((question) => JSON.stringify(question)));
  assert.equal(answers.length, questions.length);
  for (const [i, { expr, valid, never = false, next = [] }] of CRONS.entries()) {
    const { error, ...answer } = answers[i] as Answer;
    assert.deepEqual(answer, { valid, cron: expr, never, next }, expr);
    assert.equal(error === undefined, valid, expr);
  }
  for (const [i, { interval, cron }] of INTERVALS.entries()) {
    assert.equal(answers[CRONS.length + i]?.cron, cron, interval);
  }
});

test("the keys of an answer stand in their order", async () => {
  const question = JSON.stringify({ cron: "0 9 * * 1", from: "2026-11-22T09:00:00Z", count: 1 });
  const { stdout } = await runCli(["schedule", "--stdin"], { stdin: `${question}\r\n` });
  assert.equal(stdout, '{"valid":true,"cron":"0 9 * * 1","never":false,"next":["2026-11-23T09:00:00Z"]}\n');
});

const MALFORMED: readonly (readonly [line: string, error: RegExp])[] = [
  ["", /no JSON/],
  ["nonsense", /no JSON/],
  ["[]", /no JSON object/],
  ["null", /no JSON object/],
  ["{}", /either cron or interval/],
  ['{"cron":"* * * * *","interval":"1h"}', /either cron or interval/],
  ['{"cron":5}', /cron must be text/],
  ['{"interval":"1h","index":-1}', /index must be a whole number/],
  ['{"interval":"1h","index":1.5}', /index must be a whole number/],
  ['{"cron":"* * * * *","count":1e9}', /count must be a whole number from 0 to 10000/],
  ['{"cron":"* * * * *","from":"yesterday"}', /from must be a time such as/],
  ['{"cron":"* * * * *","from":"2026-13-01"}', /from must be a time such as/],
  ['{"cron":"* * * * *","zone":"Mars/Base"}', /no time zone/],
  [`{"cron":"${"*".repeat(1_100_000)}"}`, /too long/],
];

test("a line that cannot be read is answered, and the next ones too", async () => {
  const good = '{"cron":"0 9 * * 1","count":0}';
  const answers = await answersTo(MALFORMED.flatMap(([line]) => [line, good]));
  assert.equal(answers.length, 2 * MALFORMED.length);
  for (const [i, [line, error]] of MALFORMED.entries()) {
    const { error: message = "", ...answer } = answers[2 * i] as Answer;
    assert.deepEqual(answer, { valid: false, cron: "", never: false, next: [] }, line.slice(0, 80));
    assert.match(message, error);
    assert.deepEqual(answers[2 * i + 1], { valid: true, cron: "0 9 * * 1", never: false, next: [] });
  }
});

test("options are the defaults of the lines; null counts as absent; no offset means UTC", async () => {
  const options = ["--from", "2026-11-22T09:00", "--count", "1", "--zone", "Europe/Berlin", "--index", "1"];
  const [first, second, third] = await answersTo(
    [
      '{"interval":"1h","from":null}',
      '{"interval":"1h","index":2,"count":2,"zone":"UTC"}',
      '{"cron":"TZ=Asia/Kolkata 0 9 * * *","zone":"America/St_Johns","from":"2026-07-01"}',
    ],
    ...options,
  );
  assert.deepEqual(first, {
    valid: true,
    cron: "2 * * * *",
    never: false,
    next: ["2026-11-22T10:02:00+01:00"],
  });
  assert.deepEqual(second?.next, ["2026-11-22T09:04:00+00:00", "2026-11-22T10:04:00+00:00"]);
  assert.deepEqual(third?.next, ["2026-07-01T01:00:00-02:30"]);
});

test("answers come while the input is still open", { timeout: 20_000 }, async () => {
  const child = spawn(process.execPath, [BUNDLE, "schedule", "--stdin"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const closed = new Promise((resolve) => child.once("close", resolve));
  for (const minute of [1, 2, 3]) {
    const answer = new Promise((resolve) => child.stdout.once("data", resolve));
    child.stdin.write(`{"cron":"${minute} * * * *","count":1}\n`);
    assert.match(String(await answer), new RegExp(`^\\{"valid":true,"cron":"${minute} `));
  }
  child.stdin.end();
  assert.equal(await closed, 0);
});

test("as text: the meaning, and the runs in the zone that was asked for", async () => {
  const from = ["--from", "2026-11-22T09:00:00Z", "--count", "2"];
  const { status, stdout } = await runCli([
    ...["schedule", "--cron", "0 9 * * 1-5", "--zone", "Europe/Berlin"],
    ...from,
  ]);
  assert.equal(status, 0);
  assert.equal(
    stdout,
    `0 9 * * 1-5  At 09:00, Monday through Friday
Mon 23 Nov 10:00 Europe/Berlin
Tue 24 Nov 10:00 Europe/Berlin
`,
  );
  const fallback = await runCli(["schedule", "--interval", "45m", "--index", "2", ...from]);
  assert.match(fallback.stdout, /^4 \* \* \* \* {2}.*\(this interval is not known, so it is hourly\)\n/);
  assert.match(fallback.stdout, /\nSun 22 Nov 09:04 UTC\n/);
});

test("exit status: 1 for what is not valid or never runs, 2 for options", async () => {
  const runs: readonly (readonly [args: string[], status: number, complaint: RegExp])[] = [
    [["--cron", "0 9 * * 7"], 1, /Sunday|0/],
    [["--cron", "0 0 30 2 *"], 1, /no date and time/],
    [["--cron", "0 9 * * 7", "--json"], 1, /^$/],
    [[], 2, /one of --cron, --interval and --stdin/],
    [["--cron", "0 9 * * 1", "--interval", "1h"], 2, /one of --cron/],
    [["--cron", "0 9 * * 1", "--stdin"], 2, /one of --cron/],
    [["--cron", "0 9 * * 1", "--from", "now"], 2, /from must be a time/],
    [["--cron", "0 9 * * 1", "--count", "-1"], 2, /count/],
    [["--cron", "0 9 * * 1", "--count", "10001"], 2, /--count must be a whole number from 0 to 10000/],
    [["--cron", "0 9 * * 1", "--zone", "Moon"], 2, /no time zone "Moon"/],
    [["0", "9", "*", "*", "1"], 2, /write --cron "0 9 \* \* 1"/],
  ];
  for (const [args, status, complaint] of runs) {
    const run = await runCli(["schedule", ...args]);
    assert.equal(run.status, status, args.join(" "));
    assert.match(run.stderr, complaint);
  }
});
