/** Steps with a way back that keeps what was entered. Knows nothing of an editor. */

export type Answer<Values> = Values | Back<Values> | "back" | "cancelled";

/** Back from a step that has taken something in already, which is kept. */
export class Back<Values> {
  readonly values: Values;

  constructor(values: Values) {
    this.values = values;
  }
}

export interface Place {
  /** From 1. */
  readonly step: number;
  /** As many as there are by what is known so far. */
  readonly total: number;
  readonly canGoBack: boolean;
}

export interface WizardStep<Values> {
  /** Left out where it does not; asked anew whenever it is this step's turn. */
  readonly applies?: (values: Values) => boolean;
  /** Shows `values` as they are and gives those with what the user has entered. */
  readonly ask: (values: Values, place: Place) => Promise<Answer<Values>>;
}

/** Undefined if the user cancels, or goes back from the first step. */
export async function runWizard<Values extends object>(
  steps: readonly WizardStep<Values>[],
  initial: Values,
): Promise<Values | undefined> {
  let values = initial;
  /** Indexes of the steps before the one that is asked. */
  const passed: number[] = [];
  let index = nextStep(steps, -1, values);
  while (index !== undefined) {
    const place = {
      step: passed.length + 1,
      total: passed.length + steps.slice(index).filter((step) => applies(step, values)).length,
      canGoBack: passed.length > 0,
    };
    const answer: Answer<Values> | undefined = await steps[index]?.ask(values, place);
    if (answer === undefined || answer === "cancelled") return undefined;
    if (answer === "back" || isBack(answer)) {
      if (answer !== "back") values = answer.values;
      index = passed.pop();
      if (index === undefined) return undefined;
    } else {
      values = answer;
      passed.push(index);
      index = nextStep(steps, index, values);
    }
  }
  return values;
}

function isBack<Values>(answer: Answer<Values>): answer is Back<Values> {
  return answer instanceof Back;
}

function nextStep<Values>(
  steps: readonly WizardStep<Values>[],
  after: number,
  values: Values,
): number | undefined {
  const next = steps.findIndex((step, index) => index > after && applies(step, values));
  return next === -1 ? undefined : next;
}

function applies<Values>(step: WizardStep<Values>, values: Values): boolean {
  return step.applies?.(values) ?? true;
}
