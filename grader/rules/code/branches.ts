/** Branches that the name of an optimizer chooses, `elif name == "nesterov":`, of which the one asked for is the rule. */
import { isAskedName } from '../model/blocks.ts';
import type { Node, Statement } from '../syntax/nodes.ts';
import { optimizerOfLabel } from '../text/labels.ts';

/** The optimizer that a test compares something with; null where it is no such test. */
function comparedWith(test: Node): string | null {
  if (test.kind !== 'binary' || !/^===?$/.test(test.operator)) return null;
  const [name] = [test.left, test.right].flatMap((side) => (side.kind === 'string' ? [side.text] : []));
  return name === undefined ? null : optimizerOfLabel(name.replace(/^['"`]|['"`]$/g, ''));
}

/** What is done for the optimizer asked for; null where no branch is for that. */
function branchOf(statement: Statement & { kind: 'if' }, asked: string | undefined): Statement[] | null {
  const { test, then, otherwise } = statement;
  const name = comparedWith(test);
  if (name === null) return null;
  if (isAskedName(name, asked)) return then;
  const [only, ...more] = otherwise;
  return only?.kind === 'if' && more.length === 0 ? branchOf(only, asked) : null;
}

/** The statements with only that branch of each such choice. */
export function withBranchOf(statements: readonly Statement[], asked: string | undefined): Statement[] {
  const inner = (body: readonly Statement[]): Statement[] => withBranchOf(body, asked);
  return statements.flatMap((statement): Statement[] => {
    switch (statement.kind) {
      case 'if': {
        const branch = branchOf(statement, asked);
        if (branch) return inner(branch);
        return [{ ...statement, then: inner(statement.then), otherwise: inner(statement.otherwise) }];
      }
      case 'loop':
      case 'define':
      case 'class':
        return [{ ...statement, body: inner(statement.body) }];
      default:
        return [statement];
    }
  });
}
