/** Small packs of every shape, from which random edits start. */

const HEAD = `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name: team
spec:
`;

const PERSONAS = `  personas:
    # The first one watches.
    - name: watcher
      displayName: "The Watcher"
      systemPrompt: |
        Look at the jobs.

        - and at the pods: all of them
      schedule:
        type: heartbeat
        interval: 30m
        task: Watch.
      toolPolicy:
        allow: [read_file, fetch_url]

    - name: auditor
      systemPrompt: >-
        Audit the
        schemas.
      schedule:
        cron: "0 9 * * 1-5"
        task: 'It''s time.'
      memory:
        enabled: true
    # The last one.
    - name: helper
      systemPrompt: Help.
`;

const TAIL = `  # What they share.
  workflowType: pipeline
  relationships:
    - {source: watcher, target: auditor, type: sequential}
`;

const ANCHORED = `${HEAD}  personas:
    - &base
      name: one
      systemPrompt: p
      toolPolicy: &tools
        allow: [a]
    - <<: *base
      name: two
    - name: three
      systemPrompt: p
      toolPolicy: *tools
`;

/** An alias that leads to a node that holds an alias. */
const CHAINED = `${HEAD}  personas:
    - name: zero
      systemPrompt: p
      toolPolicy: &tools
        allow: [a]
    - &base
      name: one
      systemPrompt: p
      toolPolicy: *tools
    - <<: *base
      name: two
    - *base
  baseURL: *tools
`;

const AT_KEY_INDENT = `${HEAD}  personas:
  - name: a
    systemPrompt: x
  - name: b
    systemPrompt: y
  category: data
`;

const FLOW = `${HEAD}  personas: [{name: a, systemPrompt: x}, {name: b,
    systemPrompt: y}]
  category: data
`;

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: other
spec:
  personas:
    - not: ours
`;

const TEMPLATE = `${HEAD}  description: {{ .Values.text }}
  personas:
    - name: {{ .Values.name }}
`;

const HALF_TYPED = `# A pack
apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
spec:
  personas:
    - name: a
      sys
    -
    - name
`;

const packs = [
  HEAD + PERSONAS,
  HEAD + PERSONAS + TAIL,
  `---\n${HEAD}${PERSONAS}${TAIL}---\n${DEPLOYMENT}---\n${HEAD}${PERSONAS}`,
  ANCHORED,
  CHAINED,
  AT_KEY_INDENT,
  FLOW,
  `${ANCHORED}...\n# between\n---\n${AT_KEY_INDENT}`,
  `${HALF_TYPED}---\n${TEMPLATE}---\n`,
  `${DEPLOYMENT}---\n${HALF_TYPED}`,
];

export const START_TEXTS: readonly string[] = [
  ...packs,
  (HEAD + PERSONAS + TAIL).replaceAll("\n", "\r\n"),
  AT_KEY_INDENT.replaceAll("\n", "\r"),
  `\ufeff${AT_KEY_INDENT}`,
  "",
];
