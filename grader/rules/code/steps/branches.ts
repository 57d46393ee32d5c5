/** Branches that the name of an optimizer chooses, `elif name == "nesterov":`, of which the one asked for is the rule. */
import { isAskedName } from '../../model/blocks.ts';
import { withBodies } from '../../syntax/nodes.ts';
import type { Node, Statement } from '../../syntax/nodes.ts';
import { optimizerOfLabel } from '../../text/words/labels.ts';
import { changedBy, lastName, statementsIn, walk } from '../seen/survey.ts';

/** The optimizer that a test compares a name with, which the program nowhere gives another value; null where it is no such test. */
function comparedWith(test: Node, changed: ReadonlySet<string>): string | null {
  if (test.kind !== 'binary' || !/^===?$/.test(test.operator)) return null;
  if (walk(test).some((node) => changed.has(lastName(node) ?? ''))) return null;
  const [name] = [test.left, test.right].flatMap((side) => (side.kind === 'string' ? [side.text] : []));
  return name === undefined ? null : optimizerOfLabel(name.replace(/^['"`]|['"`]$/g, ''));
}

/** What is done for the optimizer asked for; null where no branch is for that. */
function branchOf(
  statement: Statement & { kind: 'if' },
  asked: string | undefined,
  changed: ReadonlySet<string>,
): Statement[] | null {
  const { test, then, otherwise } = statement;
  const name = comparedWith(test, changed);
  if (name === null) return null;
  if (isAskedName(name, asked)) return then;
  const [only, ...more] = otherwise;
  return only?.kind === 'if' && more.length === 0 ? branchOf(only, asked, changed) : null;
}

/** The statements with only that branch of each such choice. */
export function withBranchOf(
  statements: readonly Statement[],
  asked: string | undefined,
  changed: ReadonlySet<string> = new Set(
    [...statementsIn(statements)].flatMap(changedBy).flatMap((target) => lastName(target) ?? []),
  ),
): Statement[] {
  const inner = (body: readonly Statement[]): Statement[] => withBranchOf(body, asked, changed);
  return statements.flatMap((statement): Statement[] => {
    const branch = statement.kind === 'if' ? branchOf(statement, asked, changed) : null;
    return branch ? inner(branch) : [withBodies(statement, inner)];
  });
}
