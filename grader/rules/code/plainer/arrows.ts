/** Functions that get a name as values do, `const step = (w, g) => { … }`, as what they are: functions of the program. */
import { withBodies } from '../../syntax/nodes.ts';
import type { Statement } from '../../syntax/nodes.ts';
import { everyStatement, lastName, targetsOf } from '../seen/survey.ts';

/** Those that do something, and give no more than a value back; of names that stand for nothing else. */
export function withDefined(statements: readonly Statement[]): Statement[] {
  const given = everyStatement(statements).flatMap(targetsOf);
  const isOnce = (name: string): boolean => given.filter((target) => lastName(target) === name).length === 1;
  const defined = (statement: Statement): Statement => {
    const inner = withBodies(statement, (body) => body.map(defined));
    if (inner.kind !== 'assign' || inner.operator !== '' || inner.value.kind !== 'function') return inner;
    const [target, ...others] = inner.targets;
    const { parameters, body } = inner.value;
    const doesMore = body.some(({ kind }) => kind !== 'return');
    if (target?.kind !== 'name' || others.length > 0 || !doesMore || !isOnce(target.name)) return inner;
    const { from, to } = inner;
    return { kind: 'define', name: target.name, parameters, body: body.map(defined), from, to };
  };
  return statements.map(defined);
}
