/**
 * Placeholders that another tool fills in before the text reaches a cluster: `${NAME}` and `${NAME:=default}` of Flux
 * and envsubst, `${{ … }}` of Backstage, `{{ … }}` of Ansible and others. What the value will be is not known. A text
 * that Helm renders is no YAML yet, as a rule, and is left alone as a whole (`helm-template.ts`).
 */

/** Of bounded length, so that a long text full of open braces takes no longer than others. */
const PLACEHOLDER = /\$\{[^}]{1,200}\}|\{\{.{1,200}?\}\}/;

export function holdsPlaceholder(text: string): boolean {
  return text.includes("{") && PLACEHOLDER.test(text);
}
