/** Names of a program that are one and the same and are not written so: seen before it runs, whatever its rule is. */
import { means } from '../lexicon.ts';
import type { Node, Span, Statement } from '../syntax/nodes.ts';
import { namesIn, nodesIn, statementsIn, targetsOf, wordsOf } from './survey.ts';

export interface Slip {
  at: Span;
  reason: string;
  help: string;
}

/** The first one in statements, and in those within them. */
export function slipIn(statements: readonly Statement[]): Slip | null {
  for (const statement of statementsIn(statements)) {
    const own =
      statement.kind === 'loop'
        ? miscounted(statement)
        : statement.kind === 'class'
          ? unmade(statement)
          : null;
    const isWhole = statement.kind === 'define' || statement.kind === 'class';
    const found = own ?? (isWhole ? slipIn(statement.body) : null);
    if (found) return found;
  }
  return null;
}

/** `for (let i = 0; j < n; i++)` */
function miscounted({ header, names, from, to }: Statement & { kind: 'loop' }): Slip | null {
  const parts = header.split(';').map(wordsOf);
  const isInAll = (name: string): boolean => parts.every((part) => part.includes(name));
  if (parts.length !== 3 || names.flatMap(namesIn).some(isInAll)) return null;
  const reason = 'a loop that counts one name and asks for another';
  return { at: { from, to }, reason, help: 'Use one name for what the loop counts.' };
}

const isField = (node: Node): node is Node & { kind: 'member' } =>
  node.kind === 'member' && node.of.kind === 'name' && means('self', node.of.name);

/** `self.lr` of a class that gives its objects no lr, but gives something else a value that nothing uses. */
function unmade({ body }: Statement & { kind: 'class' }): Slip | null {
  const inner = body.flatMap((each) => (each.kind === 'define' ? each.body : [each]));
  const targets = new Set([...statementsIn(inner)].filter((each) => !isChange(each)).flatMap(targetsOf));
  const names = nodesIn(inner).filter((node) => node.kind === 'name' || isField(node));
  const used = names.filter((node) => !targets.has(node));
  const made = names.filter((node) => targets.has(node)).map(({ name }) => name);
  const declared = body.flatMap((each) =>
    each.kind === 'define' ? [each.name] : targetsOf(each).flatMap(namesIn),
  );
  const unused = made.find((name) => used.every((node) => node.name !== name));
  const isInherited = (name: string): boolean => means('owner', name) || means('container', name);
  const field = used
    .filter(isField)
    .find(({ name }) => !made.includes(name) && !declared.includes(name) && !isInherited(name));
  if (unused === undefined || !field) return null;
  const reason = `“${field.name}” gets no value, and “${unused}” is not used`;
  return { at: field, reason, help: 'Use the names that the object has.' };
}

const isChange = (statement: Statement): boolean => statement.kind === 'assign' && statement.operator !== '';
