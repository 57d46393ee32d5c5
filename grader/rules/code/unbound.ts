/**
 * Names that are given a value and not read, beside names that are read and given none: one and the same that is not written so
 * (ADR 92). What a program reads and gives no value may come from around it, and what it gives one and does not read may be for people:
 * it is both together that no program has that is meant as it stands.
 */
import { agedName, isSetting, means } from '../lexicon.ts';
import type { Node, Parameter, Statement } from '../syntax/nodes.ts';
import { isContainer, isModule, isQuantity, isRateKey, isTimeName, newOf, plainName } from './names.ts';
import { isSize } from './sizes.ts';
import { calledName, isType, namesIn, ownNodes, targetsOf, walk, wordsOf } from './survey.ts';
import type { Named, Slip } from './survey.ts';

const SAME_NAME = 'Use one name for one thing.';

/** What people pass along, draw or count with, and need not read. */
const PASSED_ALONG = /^(?:_.*|self|this|epochs?|closure|loss(?:es)?|history|i|n|size|dims?|shape|[A-Z]\w*)$/;

/** What a program is set up with stands in it without a value as often as with one. */
const isAround = (name: string): boolean =>
  isModule(name) ||
  isType(name) ||
  isSetting(name) ||
  isRateKey(plainName(name)) ||
  /^(?:[A-Z].*|b[12]|beta_?[12]|wd|lam|l2)$/.test(name);

class Names {
  readonly bound = new Set<string>();
  readonly read = new Map<string, Named>();
  /** Read in the header of a loop, such as how often it runs, or counting its turns. */
  readonly inHeaders = new Set<string>();
  readonly called = new Set<string>();
  /** What functions are given. */
  readonly handedOn = new Set<string>();
  /** Read before a point. */
  readonly owners = new Set<string>();

  statements(body: readonly Statement[]): void {
    body.forEach((each) => this.statement(each));
  }

  private statement(statement: Statement): void {
    switch (statement.kind) {
      case 'define':
        this.called.add(statement.name);
        return this.function(statement);
      case 'class':
        this.called.add(statement.name);
        return this.statements(statement.body);
      case 'loop': {
        const own = statement.names.flatMap(namesIn);
        const isCounted = !statement.over || /^(?:ar|x)?range$/.test(calledName(statement.over));
        own.forEach((name) => this.bound.add(name));
        for (const word of isCounted ? wordsOf(statement.header) : []) this.inHeaders.add(word);
        // What data come from stands in it as often without a value.
        for (const node of statement.over ? walk(statement.over) : [])
          if (node.kind === 'name') this.inHeaders.add(node.name);
        if (statement.test) this.expression(statement.test);
        return this.statements(statement.body);
      }
      case 'if':
        for (const node of walk(statement.test)) if (node.kind === 'name') this.inHeaders.add(node.name);
        this.statements(statement.then);
        return this.statements(statement.otherwise);
      case 'assign':
        for (const target of targetsOf(statement))
          if (target.kind === 'name' && statement.operator === '') this.bound.add(target.name);
          else this.expression(target);
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

  private expression(root: Node): void {
    const nodes = walk(root);
    // Before a point stands a module as often as a thing of the program (`ownNames.ts` looks at those).
    const owners = new Set(nodes.flatMap((node) => (node.kind === 'member' ? [node.of] : [])));
    for (const node of nodes) {
      if (node.kind === 'function') this.function(node);
      if (node.kind === 'named' && node.target.kind === 'name') this.bound.add(node.target.name);
      if (node.kind === 'call') {
        if (node.of.kind === 'name') this.called.add(node.of.name);
        for (const { value } of node.args)
          for (const part of walk(value)) if (part.kind === 'name') this.handedOn.add(part.name);
      }
      if (node.kind !== 'name') continue;
      if (owners.has(node)) this.owners.add(node.name);
      else if (!this.read.has(node.name)) this.read.set(node.name, node);
    }
  }
}

/** What the last statement makes is what a listing is for, and nothing reads it there. */
const isMadeAtLast = (statements: readonly Statement[], name: string): boolean =>
  targetsOf(statements.at(-1)!).some((target) => namesIn(target).includes(name));

function namesOf(statements: readonly Statement[]): Names {
  const names = new Names();
  names.statements(statements);
  return names;
}

/** A name without a value beside one that nothing reads. */
export function unboundIn(statements: readonly Statement[]): Slip | null {
  const { bound, read, inHeaders, called, owners } = namesOf(statements);
  const lost = [...bound].find(
    (name) =>
      !read.has(name) &&
      !inHeaders.has(name) &&
      !called.has(name) &&
      !owners.has(name) &&
      !PASSED_ALONG.test(name) &&
      newOf(plainName(name)) === null &&
      !isMadeAtLast(statements, name),
  );
  if (lost === undefined) return null;
  const stray = [...read.values()].find(
    ({ name }) =>
      !bound.has(name) && !called.has(name) && !isAround(name) && !/^(?:self|this|\w+_?0)$/.test(name),
  );
  return stray
    ? { at: stray, reason: `“${stray.name}” gets no value, and “${lost}” is not used`, help: SAME_NAME }
    : null;
}

/** Examples and their labels, and which of them. */
const DATA =
  /^(?:x|y|xs|ys|xi|yi|x_?b|y_?b|x_?i|y_?i|x_?train|y_?train|data|batch|inputs?|outputs?|labels?|targets?|idx|ind|index)$/i;

const hasMeaning = (key: string): boolean =>
  isQuantity(key) || isTimeName(key) || isContainer(key) || means('objective', key) || DATA.test(key);

/**
 * Names that a program reads and gives no value, that mean nothing by custom: each is a number of the rule, such as a learning rate in
 * another language, or the program is not understood.
 */
export function meaninglessIn(statements: readonly Statement[]): Named[] {
  const { bound, read, inHeaders, called, handedOn } = namesOf(statements);
  return [...read.values()].filter((node) => {
    const { name } = node;
    return (
      !bound.has(name) &&
      !handedOn.has(name) &&
      agedName(name) === null &&
      !inHeaders.has(name) &&
      !called.has(name) &&
      !isAround(name) &&
      !isSize(node) &&
      !hasMeaning(plainName(name))
    );
  });
}

export const noMeaning = (at: Named): Slip => ({
  at,
  reason: `“${at.name}” is nothing that the program has`,
  help: 'Give it a value, or write the name of what is meant.',
});
