/** Hooks before and after a run: `personas[].lifecycle`, as it is read and as it is sent on in the Instance. */
import { formatGoDuration, parseGoDuration } from "./go-duration.ts";
import { omitEmpty } from "./go-json.ts";
import type { PlainObject } from "./plain-object.ts";

const GATE_DEFAULTS = ["allow", "block"] as const;

export interface HookVariable {
  readonly name: string;
  readonly value: string;
}

export interface Hook {
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly env: readonly HookVariable[];
  /** As Go writes it (`5m0s`); undefined where it is absent or no Go duration. Nothing reads it. */
  readonly timeout: string | undefined;
  readonly gate: boolean;
}

export interface RbacRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

export interface Lifecycle {
  readonly preRun: readonly Hook[];
  readonly postRun: readonly Hook[];
  readonly rbac: readonly RbacRule[];
  /**
   * As written. Where it is undefined the API server makes it `block`, in the pack and again in the Instance,
   * so the stored Instance says `block`; the controller's code adds nothing of its own.
   */
  readonly gateDefault: (typeof GATE_DEFAULTS)[number] | undefined;
}

export interface SentHook {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly HookVariable[];
  readonly timeout?: string;
  readonly gate?: boolean;
}

export interface SentLifecycle {
  readonly preRun?: readonly SentHook[];
  readonly postRun?: readonly SentHook[];
  readonly rbac?: readonly RbacRule[];
  readonly gateDefault?: string;
}

export function readLifecycle(lifecycle: PlainObject): Lifecycle {
  return {
    preRun: readHooks(lifecycle, "preRun"),
    postRun: readHooks(lifecycle, "postRun"),
    rbac: readItems(lifecycle, "rbac", readRule),
    gateDefault: lifecycle.choice("gateDefault", GATE_DEFAULTS),
  };
}

function readItems<Item>(from: PlainObject, key: string, read: (item: PlainObject) => Item): readonly Item[] {
  return from.objects(key).flatMap((item) => (item ? [read(item)] : []));
}

function readHooks(lifecycle: PlainObject, key: string): readonly Hook[] {
  return readItems(lifecycle, key, (hook) => {
    hook.require({ name: "the name of the container", image: "a container image" });
    return {
      name: hook.text("name"),
      image: hook.text("image"),
      command: hook.texts("command"),
      args: hook.texts("args"),
      env: readItems(hook, "env", readVariable),
      timeout: readTimeout(hook),
      gate: hook.flag("gate"),
    };
  });
}

function readVariable(variable: PlainObject): HookVariable {
  variable.require({ name: "the name of the variable", value: "its value" });
  return { name: variable.text("name"), value: variable.text("value") };
}

function readTimeout(hook: PlainObject): string | undefined {
  const text = hook.optionalText("timeout");
  if (text === undefined) return undefined;
  const nanoseconds = parseGoDuration(text);
  if (nanoseconds !== undefined) return formatGoDuration(nanoseconds);
  hook.note("timeout", "not-allowed", "a Go duration such as 30s, 5m or 1h30m");
  return undefined;
}

function readRule(rule: PlainObject): RbacRule {
  rule.require({
    apiGroups: "a list of API groups",
    resources: "a list of resources",
    verbs: "a list of verbs",
  });
  return {
    apiGroups: rule.texts("apiGroups"),
    resources: rule.texts("resources"),
    verbs: rule.texts("verbs"),
  };
}

export function sentLifecycle({ preRun, postRun, rbac, gateDefault }: Lifecycle): SentLifecycle {
  return omitEmpty({
    preRun: preRun.map(sentHook),
    postRun: postRun.map(sentHook),
    rbac: rbac.map(({ apiGroups, resources, verbs }) => ({
      apiGroups: [...apiGroups],
      resources: [...resources],
      verbs: [...verbs],
    })),
    gateDefault: gateDefault ?? "",
  });
}

function sentHook({ name, image, command, args, env, timeout, gate }: Hook): SentHook {
  return {
    name,
    image,
    ...omitEmpty({
      command: [...command],
      args: [...args],
      env: env.map((variable) => ({ ...variable })),
      timeout: timeout ?? "",
      gate,
    }),
  };
}
