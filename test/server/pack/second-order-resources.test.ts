import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { secondOrderResources } from "../../../server/src/pack/second-order-resources.ts";
import { packOf } from "./pack-of.ts";

function namesOf(persona: object, spec: object = {}): string[] {
  const pack = packOf([{ name: "a", ...persona }], spec);
  return pack.spec.personas.flatMap((persona) =>
    secondOrderResources(pack, persona).map(({ kind, name, lifetime }) => `${lifetime} ${kind} ${name}`),
  );
}

const MEMORY = [
  "standing PersistentVolumeClaim team-a-memory-db",
  "standing Deployment team-a-memory",
  "standing Service team-a-memory",
];
const PLACEHOLDER = "standing ConfigMap team-a-memory";
const JOB = "per-run Job <run>";

describe("secondOrderResources", () => {
  it("are a memory for every persona, whatever it says", () => {
    assert.deepEqual(namesOf({}), [PLACEHOLDER, ...MEMORY, JOB]);
    assert.deepEqual(namesOf({ memory: { enabled: false } }), [PLACEHOLDER, ...MEMORY, JOB]);
    assert.deepEqual(namesOf({ memory: { seeds: ["x"] } }), [...MEMORY, JOB]);
  });

  it("are a Deployment for each channel, once", () => {
    assert.deepEqual(namesOf({ channels: ["slack", "whatsapp", "slack"] }).slice(4, -1), [
      "standing Deployment team-a-channel-slack",
      "per-run AgentRun team-a-ch-xxxxx",
      "standing Deployment team-a-channel-whatsapp",
      "standing PersistentVolumeClaim team-a-channel-whatsapp-data",
      "per-run AgentRun team-a-ch-xxxxx",
    ]);
  });

  it("are runs by the schedule, unless the persona serves the web", () => {
    const schedule = { interval: "1h", task: "" };
    const run = "per-run AgentRun team-a-schedule-<n>";
    assert.ok(namesOf({ schedule }).includes(run));
    for (const web of [{ webEndpoint: { enabled: true } }, { skills: ["web-endpoint"] }]) {
      const names = namesOf({ schedule, ...web });
      assert.ok(!names.includes(run));
      assert.deepEqual(names.slice(4, -1), [
        "standing AgentRun team-a-web-endpoint",
        "standing Deployment team-a-web-endpoint-server",
        "standing Service team-a-web-endpoint-server",
        "standing Secret team-a-web-proxy-key",
        "standing HTTPRoute team-a-web-endpoint-web",
        "per-run AgentRun team-a-web-xxxxx",
      ]);
    }
  });

  it("have the host of the endpoint that counts: a listed one comes first", () => {
    const hosts = (skills: readonly string[]) => {
      const persona = { name: "a", skills, webEndpoint: { enabled: true, hostname: "field.example.com" } };
      const pack = packOf([persona], { skillParams: { "web-endpoint": { hostname: "skill.example.com" } } });
      const resources = pack.spec.personas.flatMap((each) => secondOrderResources(pack, each));
      return resources.filter(({ kind }) => kind === "HTTPRoute").map(({ reason }) => reason.split(";")[0]);
    };
    assert.deepEqual(hosts([]), ["Host field.example.com"]);
    assert.deepEqual(hosts(["web-endpoint"]), ["Host skill.example.com"]);
    assert.deepEqual(hosts(["skillpack-web-endpoint"]), ["Host team-a.<baseDomain>"]);
  });

  it("are what the hooks of a run need", () => {
    const rbac = [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }];
    const names = namesOf({ lifecycle: { postRun: [{ name: "h", image: "i" }], rbac } });
    assert.deepEqual(names.slice(5), [
      "per-run Job <run>-postrun",
      "per-run PersistentVolumeClaim <run>-workspace",
      "per-run Role sympozium-lifecycle-<run>",
      "per-run RoleBinding sympozium-lifecycle-<run>",
    ]);
  });

  it("are none for a persona that is excluded", () =>
    assert.deepEqual(namesOf({}, { excludePersonas: ["a"] }), []));

  it("say which Secret a channel waits for, and that an unknown one never starts", () => {
    const pack = packOf([{ name: "a", channels: ["slack", "irc"] }], {
      channelConfigs: { slack: "bot", irc: "i" },
    });
    const [persona] = pack.spec.personas;
    assert.ok(persona);
    const reasons = new Map(secondOrderResources(pack, persona).map(({ name, reason }) => [name, reason]));
    assert.match(reasons.get("team-a-channel-slack") ?? "", /Secret bot exists/);
    assert.match(reasons.get("team-a-channel-irc") ?? "", /never starts/);
  });
});
