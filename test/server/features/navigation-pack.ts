import assert from "node:assert/strict";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import type { Position } from "../../../server/src/yaml/position.ts";
import { readCursor } from "../marked-text.ts";
import { HEADER } from "./pointer.ts";

/** The two personas, and everything that names them, their skills and their channels. */
export const PACK = `${HEADER}  excludePersonas: [writer]
  relationships:
    - {source: reader, target: writer, type: delegation}
  skillParams:
    github-gitops: {repo: a/b}
  channelConfigs:
    slack: s
  channelAccessControl:
    "slack": {allowedChats: [c]}
  personas:
    - name: reader
      skills: [github-gitops, memory]
      channels:
        - slack
    - name: "writer"
      skills:
        - github-gitops
`;

/** `PACK` with the cursor on the n-th occurrence (from 0) of a word. */
export function at(word: string, n: number, text = PACK): { file: PackFile; position: Position } {
  let index = -1;
  for (let i = 0; i <= n; i++) index = text.indexOf(word, index + 1);
  assert.ok(index >= 0, `${word} ${n}`);
  const { position } = readCursor(`${text.slice(0, index + 1)}|${text.slice(index + 1)}`);
  return { file: new PackFile("file:///pack.yaml", 1, text), position };
}
