/** What a program does the first time in place of what it does at all other steps, and where its states start by that. */
import { number } from '../../formulas/expression.ts';
import type { Expression } from '../../formulas/expression.ts';
import type { Unreadable } from '../../place.ts';
import type { Node, Statement } from '../../syntax/nodes.ts';
import { changesIn } from './called.ts';
import { leftOutAtFirst } from './firstTime.ts';
import type { Around } from './firstTime.ts';
import { isTimeName, plainName } from '../seen/names.ts';
import { Sharing } from './sharing.ts';
import { changedBy, entryOf, nodesIn, pairsOf, statementsIn } from '../seen/survey.ts';
import { isExpression, startedBy } from '../seen/values.ts';

export abstract class Beginnings extends Sharing {
  protected abstract inlined(value: Expression): Expression;

  /** What statements change is not known behind them. */
  protected forget(statements: readonly Statement[], why: Unreadable): void {
    for (const { target } of changesIn(statements, this.functions)) {
      const key = this.keyOf(target);
      if (key !== null) this.bind(key, { kind: 'unknown', why });
    }
    for (const each of statementsIn(statements)) {
      const isEnd = each.kind === 'break' || each.kind === 'return';
      const isLeftOut =
        each.kind === 'skip' || (isEnd && (this.loops > 0 || (each.kind === 'return' && !this.unit.isLoop)));
      if (isLeftOut && this.mode === 'step') this.stray ??= this.refusal(each, 'steps that are left out');
    }
  }

  protected branch(statement: Statement & { kind: 'if' }): boolean {
    const { test, then, otherwise } = statement;
    const way = this.decide(test);
    if (way === 'then' || way === 'otherwise') return this.block(way === 'then' ? then : otherwise);
    if (way === 'start' || way === 'later') {
      const [first, always] = way === 'start' ? [then, otherwise] : [otherwise, then];
      const { mode } = this;
      if (mode === 'step' && this.isFirstStep(first, always)) return this.block(always);
      const skipped = mode === 'step' ? leftOutAtFirst(test, first, always, this.placeOfTest()) : null;
      if (skipped) this.stray ??= this.refusal(skipped.at, skipped.reason);
      const own = this.startPlaces(first, always);
      if (mode === 'step') this.mode = 'start';
      this.block(own);
      this.mode = mode;
      this.forgetFirst(statement);
      return this.block(always);
    }
    const why = this.refusal(statement, 'a condition', 'Write an equation that holds at every step.');
    this.forget([...then, ...otherwise], why);
    return false;
  }

  protected placeOfTest(): Around {
    const arrays = new Set(
      nodesIn(this.unit.body).flatMap((node) => (node.kind === 'entry' ? this.host.textOf(node.of) : [])),
    );
    return {
      known: this.known,
      isInLoop: this.openLoop !== 0 && this.scopes.length === this.depthOfLoop,
      isLoopOfSteps: this.unit.isLoop,
      isArray: (node: Node): boolean => arrays.has(this.host.textOf(node)),
    };
  }

  /** How many functions were open where the loop began that runs. */
  protected depthOfLoop = 0;

  /**
   * Does the first time make of everything what all other steps make of states that are 0, as `buf = g` does beside
   * `buf = state["v"]; buf.mul_(mu).add_(g)`? Then these start at 0.
   */
  protected isFirstStep(first: readonly Statement[], always: readonly Statement[]): boolean {
    const targets = [...statementsIn(first)].flatMap(changedBy);
    const keys = [...new Set(targets.map((target) => this.keyOf(target)))];
    const begun = this.triedOut(first, keys);
    const made = this.triedOut(always, keys);
    const starts = begun.map((value, i) => (value && made[i] ? startedBy(value, made[i]) : null));
    const states = starts.flatMap((each) => each?.states ?? []);
    // Another name for the state is not the state, which would start anew again and again.
    const isKept = (state: string): boolean =>
      targets.some(
        (target) =>
          this.keyOf(target) === state && (target.kind !== 'name' || plainName(target.name) === state),
      );
    const [at] = first;
    if (!at || states.length === 0 || !starts.every((each) => each?.isFromZero) || !states.every(isKept))
      return false;
    const zero = number(0, this.host.placeOf(at));
    for (const state of states) this.startsFrom(state, zero, at);
    return true;
  }

  /** What statements make of names; null of what is no expression. All is then as it was before them. */
  private triedOut(
    statements: readonly Statement[],
    keys: readonly (string | null)[],
  ): (Expression | null)[] {
    const putBack = this.remembered();
    this.block(statements);
    const made = keys.map((key) => {
      const value = key === null ? undefined : this.find(key);
      return value && isExpression(value) ? this.inlined(value) : null;
    });
    putBack();
    return made;
  }

  /**
   * What the first step alone does beside what all others do. `v = 0` beside `v = state["v"]` says where that starts, and
   * `v = g` beside `v = mu * v + g` that v starts at 0.
   * @returns what else the first step does
   */
  protected startPlaces(first: readonly Statement[], always: readonly Statement[]): Statement[] {
    const later = new Map(always.flatMap(pairsOf).map(([target, value]) => [this.keyOf(target), value]));
    return first.filter((statement) => {
      const [[target, start] = [], ...others] = pairsOf(statement);
      const key = target ? this.keyOf(target) : null;
      const value = later.get(key);
      if (key === null || !start || !value || others.length > 0) return true;
      const place = this.keyOf(entryOf(value));
      const begun = this.value(start);
      if (place !== null) this.startsFrom(place, begun, start);
      const made = place === null ? this.value(value) : begun;
      if (place !== null || !isExpression(begun) || !isExpression(made)) return true;
      const { states, isFromZero } = startedBy(this.inlined(begun), this.inlined(made));
      const known = isFromZero ? number(0, this.host.placeOf(start)) : begun;
      for (const state of states) this.startsFrom(state, known, start);
      return !isFromZero;
    });
  }

  /** @returns what makes all that statements change what it is now */
  protected remembered(): () => void {
    const maps = [
      this.globals,
      ...this.scopes,
      this.initial,
      this.starts,
      this.begun,
      this.constants,
      this.counts,
    ];
    const copies = maps.map((map) => [map, new Map<string, unknown>(map)] as const);
    const sets = [this.copies, this.assumptions, this.resets, this.usedClocks];
    const members = sets.map((set) => [set, new Set(set)] as const);
    const { stray, returned, aliases } = this;
    const { length } = this.instructions;
    return () => {
      for (const [map, copy] of copies) {
        map.clear();
        for (const [key, value] of copy) (map as Map<string, unknown>).set(key, value);
      }
      for (const [set, copy] of members) {
        set.clear();
        for (const each of copy) set.add(each);
      }
      Object.assign(this, { stray, returned, aliases });
      this.instructions.length = length;
    };
  }

  /** What the first step alone gives a number is none of the others'; a count of steps that nothing raises stays what it is. */
  protected forgetFirst(at: Statement): void {
    for (const key of this.namedAtFirst) {
      if (!isTimeName(key)) this.globals.delete(key);
      else
        this.globals.set(key, this.unknown(at, 'a step count that never grows', `Add ${key} = ${key} + 1.`));
    }
    this.namedAtFirst.clear();
  }
}
