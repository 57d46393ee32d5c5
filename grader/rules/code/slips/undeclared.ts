/** A class that is shown with its constructor takes nothing from around it but constants, and what stands above it. */
import { firstOf } from '../../first.ts';
import { isSetting, means } from '../../lexicon.ts';
import { CONSTRUCTOR } from '../../syntax/nodes.ts';
import type { Statement } from '../../syntax/nodes.ts';
import { isRateKey, plainName } from '../seen/names.ts';
import { boundIn, freeIn, namesIn, nodesIn, parametersOf, statementsIn } from '../seen/survey.ts';
import type { Named, Slip } from '../seen/survey.ts';

/** A number that may be given once for a whole file: `LR`, `eps`, `b1`. */
const isConstant = (name: string): boolean =>
  /^[A-Z]|^b_?[12]$/.test(name) || isSetting(name) || isRateKey(plainName(name));

function lostIn(method: Statement & { kind: 'define' }, known: readonly string[]): Named | null {
  const named = nodesIn(method.body).flatMap((node) => (node.kind === 'named' ? namesIn(node.target) : []));
  const free = freeIn(method.body, [...known, ...parametersOf(method), ...named]);
  // `self.lr = lr` takes what the constructor is given.
  const isStart = CONSTRUCTOR.test(method.name);
  return (
    free.find(({ name }) => !means('self', name) && (isStart ? !/^[A-Z]/.test(name) : !isConstant(name))) ??
    null
  );
}

export const undeclared = (statements: readonly Statement[]): Slip | null =>
  firstOf(statementsIn(statements), (each) => {
    const methods = each.kind === 'class' ? each.body.filter((inner) => inner.kind === 'define') : [];
    if (!methods.some(({ name }) => CONSTRUCTOR.test(name))) return null;
    const known = boundIn(statements);
    const at = firstOf(methods, (method) => lostIn(method, known));
    const help = 'Write the name of what is meant, or give it a value.';
    return at ? { at, reason: `“${at.name}” is nothing that the program has there`, help } : null;
  });
