/** The SkillPacks that come with an installation. (Facts: `config/skills` of Sympozium v0.8.28.) */
import { DROPPED_SKILL, MEMORY_SKILL, WEB_ENDPOINT_SKILL } from "./instance.ts";
import { skillPackName } from "./skill-pack-name.ts";

export interface SkillParam {
  readonly name: string;
  readonly description: string;
}

export interface Skill {
  readonly name: string;
  readonly category: string;
  readonly description: string;
  /** It brings a container in which `execute_command` runs. */
  readonly sidecar: boolean;
  readonly params: readonly SkillParam[];
  /** A Secret that must exist in the namespace of the run. */
  readonly secret: { readonly name: string; readonly key: string } | undefined;
  /** What the controller does on its own, so that listing it makes no difference or the wrong one. */
  readonly note: string | undefined;
}

const GITHUB_PARAMS: readonly SkillParam[] = [
  { name: "repo", description: "Repository to work on, as `owner/name`." },
  { name: "default_branch", description: "Branch to start from; `main` if it is not set." },
  { name: "labels", description: "Labels for new issues and pull requests." },
  { name: "reviewers", description: "Who is asked to review." },
];

const GITHUB_SECRET = { name: "github-gitops-token", key: "GH_TOKEN" };

function skill(
  name: string,
  category: string,
  description: string,
  more: Partial<Omit<Skill, "name" | "category" | "description">> = {},
): Skill {
  return {
    name,
    category,
    description,
    sidecar: false,
    params: [],
    secret: undefined,
    note: undefined,
    ...more,
  };
}

export const SKILLS: readonly Skill[] = [
  skill("code-review", "development", "How to review code: what to look for, security, Go."),
  skill("github-gitops", "gitops", "Works with git and GitHub: branches, issues, pull requests.", {
    sidecar: true,
    params: GITHUB_PARAMS,
    secret: GITHUB_SECRET,
  }),
  skill("software-dev", "development", "How a team develops software, with git and GitHub at hand.", {
    sidecar: true,
    params: GITHUB_PARAMS,
    secret: GITHUB_SECRET,
    note: "Parameters of github-gitops do not reach it: it needs its own.",
  }),
  skill("incident-response", "sre", "How to handle an incident: triage, logs, rollback."),
  skill("k8s-ops", "kubernetes", "Looks at and operates the cluster with kubectl.", { sidecar: true }),
  skill("llmfit", "sre", "Finds the node on which a model fits.", {
    sidecar: true,
    note: "Runs as root with host access, which namespaces under the baseline Pod Security Standard refuse.",
  }),
  skill(MEMORY_SKILL, "core", "How to use the memory tools.", {
    note: "Every persona has it without listing it.",
  }),
  skill("sre-observability", "sre", "Triage with Prometheus and Loki.", { sidecar: true }),
  skill(WEB_ENDPOINT_SKILL, "connectivity", "Answers HTTP: an OpenAI-compatible API and MCP on port 8080.", {
    sidecar: true,
    params: [
      { name: "hostname", description: "Host name of the route." },
      { name: "rate_limit_rpm", description: "Requests a minute; 60 if it is not set." },
      { name: "rate_limit_burst", description: "Requests at a time; 10 if it is not set." },
      { name: "auth_secret_ref", description: "Secret with the key for clients, under `api-key`." },
    ],
    note: "The one that is listed counts before the one that `webEndpoint.enabled` adds, which has no `skillParams`. While it serves, no schedule starts a run.",
  }),
];

/** Names that look like skills but that the controller takes off the list. */
export const DROPPED_SKILLS: ReadonlyMap<string, string> = new Map([
  [DROPPED_SKILL, "Has no effect: MCP servers are set on the Instance, which a pack cannot do."],
]);

/** Under either name that a list may have of it. */
export function skillByName(listed: string): Skill | undefined {
  const name = skillPackName(listed);
  return SKILLS.find((skill) => skill.name === name);
}

/** The environment variable that a parameter becomes in the sidecar: upper case and nothing else. */
export function skillVariable(param: string): string {
  return `SKILL_${param.toUpperCase()}`;
}
