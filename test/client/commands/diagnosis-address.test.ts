import assert from "node:assert/strict";
import { test } from "node:test";
import { diagnosisAddress, diagnosisOf } from "../../../client/src/commands/diagnosis-address.ts";

test("the address of a diagnosis is read back", () => {
  const address = { context: "arn:aws/dev", namespace: "ns", name: "team" };
  const { path } = diagnosisAddress(address);
  assert.deepEqual(diagnosisOf(path), address);
  assert.equal(path.split("/").at(-1), "Diagnosis of team");
});

test("other paths are no addresses", () => {
  const folder = "personapack-diagnosis";
  for (const path of [
    "/",
    `/a/b/${folder}/team`,
    "/a/b/c/Diagnosis of team",
    `/a/b/${folder}/Diagnosis of team/c`,
    `/a/b/${folder}/Diagnosis of %E0%A4%A`,
  ]) {
    assert.equal(diagnosisOf(path), undefined, path);
  }
});
