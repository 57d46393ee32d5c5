/**
 * Names that a program reads and gives no value, that mean nothing by custom: each is a number of the rule, such as a learning rate in
 * another language, or the program is not understood. It is asked of the whole program, since a snippet leaves open what has a meaning.
 */
import { agedName, isSetting, means } from '../../lexicon.ts';
import type { Node, Parameter, Statement } from '../../syntax/nodes.ts';
import {
  isContainer,
  isModule,
  isQuantity,
  isRateKey,
  isTimeName,
  plainName,
  pointOfGradient,
} from '../seen/names.ts';
import { isSize } from '../seen/sizes.ts';
import { isType, namesIn, ownNodes, targetsOf, walk, wordsOf } from '../seen/survey.ts';
import type { Named, Slip } from '../seen/survey.ts';

/** Examples and their labels, and which of them. */
const DATA =
  /^(?:x|y|xs|ys|xi|yi|x_?b|y_?b|x_?i|y_?i|x_?train|y_?train|data|batch|inputs?|outputs?|labels?|targets?|idx|ind|index)$/i;

const hasMeaning = (node: Named): boolean => {
  const { name } = node;
  const key = plainName(name);
  return (
    isModule(name) ||
    isType(name) ||
    isSetting(name) ||
    isRateKey(key) ||
    isQuantity(key) ||
    isTimeName(key) ||
    isContainer(key) ||
    means('objective', key) ||
    agedName(name) !== null ||
    DATA.test(key) ||
    isSize(node) ||
    /^(?:[A-Z].*|b[12]|beta_?[12]|wd|lam|l2|self|this|\w+_?0)$/.test(name)
  );
};

/** What names of a program stand for, by where they stand. */
class Names {
  readonly bound = new Set<string>();
  readonly read = new Map<string, Named>();
  /** What may come from around the program, whatever it is called: what is called, handed on, gone through, tested or counts entries. */
  readonly open = new Set<string>();

  statements(body: readonly Statement[]): void {
    body.forEach((each) => this.statement(each));
  }

  private statement(statement: Statement): void {
    switch (statement.kind) {
      case 'define':
        this.bound.add(statement.name);
        return this.function(statement);
      case 'class':
        this.bound.add(statement.name);
        return this.statements(statement.body);
      case 'loop':
        statement.names.flatMap(namesIn).forEach((name) => this.bound.add(name));
        wordsOf(statement.header).forEach((word) => this.open.add(word));
        for (const node of [statement.over, statement.test]) if (node) this.left(node);
        return this.statements(statement.body);
      case 'if':
        this.left(statement.test);
        this.statements(statement.then);
        return this.statements(statement.otherwise);
      case 'assign':
        for (const target of targetsOf(statement)) this.given(target, statement.operator === '');
        return this.expression(statement.value);
      default:
        ownNodes(statement).forEach((node) => this.expression(node));
    }
  }

  private function({
    parameters,
    body,
  }: {
    parameters: readonly Parameter[];
    body: readonly Statement[];
  }): void {
    for (const { name, value } of parameters) {
      this.bound.add(name);
      if (value) this.expression(value);
    }
    this.statements(body);
  }

  private given(target: Node, isNew: boolean): void {
    if (target.kind === 'tuple') target.items.forEach((each) => this.given(each, isNew));
    else if (target.kind === 'name' && isNew) this.bound.add(target.name);
    else this.expression(target);
  }

  /** All that stands in it is left open. */
  private left(root: Node): void {
    for (const node of walk(root)) if (node.kind === 'name') this.open.add(node.name);
  }

  private expression(root: Node): void {
    for (const node of walk(root)) {
      if (node.kind === 'function') this.function(node);
      if (node.kind === 'named' && node.target.kind === 'name') this.bound.add(node.target.name);
      // Before a point stands a module as often as a thing of the program (`ownNames.ts` looks at those).
      if (node.kind === 'member' && node.of.kind === 'name') this.open.add(node.of.name);
      if (node.kind === 'entry' && node.index) this.left(node.index);
      if (node.kind === 'call') {
        if (node.of.kind === 'name') this.open.add(node.of.name);
        for (const { value } of node.args) this.left(value);
      }
      if (node.kind === 'name' && !this.read.has(node.name)) this.read.set(node.name, node);
    }
  }
}

/** Those of a program; which of them are numbers of its rule is for the rule to say. */
export function meaninglessIn(statements: readonly Statement[]): Named[] {
  const names = new Names();
  names.statements(statements);
  const { bound, read, open } = names;
  // dx_ahead, the gradient at x_ahead
  const isGradientOf = (name: string): boolean => bound.has(pointOfGradient(name) ?? '');
  return [...read.values()].filter(
    (node) => !bound.has(node.name) && !open.has(node.name) && !hasMeaning(node) && !isGradientOf(node.name),
  );
}

export const noMeaning = (at: Named): Slip => ({
  at,
  reason: `“${at.name}” is nothing that the program has`,
  help: 'Give it a value, or write the name of what is meant.',
});
