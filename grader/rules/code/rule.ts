/** The rule of a program: which of its names are the parameters, and what a step makes of them, as a schedule. */
import { plain } from '../model/parameters.ts';
import { hasBare, hasGradient, symbolNames, textOf, timesBare, uses, walk } from '../formulas/expression.ts';
import type { Expression } from '../formulas/expression.ts';
import { constantOf, isLiteral, nameLiterals } from '../model/model.ts';
import type { Constant } from '../model/model.ts';
import { Unreadable } from '../place.ts';
import type { Place } from '../place.ts';
import type { Schedule } from '../run/code.ts';
import { spoilt } from './steps/behind.ts';
import { upToConstant } from './steps/counting.ts';
import { Interpreter } from './signs/interpreter.ts';
import { lookaheadOf, refuseOtherParameter } from './signs/points.ts';
import { assumedStarts, fromOne, powerOf } from './signs/powers.ts';
import { withReturns } from './signs/returns.ts';
import type { Returning } from './signs/returns.ts';
import { straysIn } from './signs/stray.ts';
import type { Chain } from './signs/stray.ts';
import { codeOf, keyOfOld, oldName, TIME } from './seen/values.ts';
import type { Host, Step } from './seen/values.ts';
import {
  isChangeKey,
  isParameterKey,
  isParameterWord,
  isStateKey,
  isTimeName,
  plainName,
} from './seen/names.ts';
import { statementsIn, targetsOf } from './seen/survey.ts';
import type { Slip } from './seen/survey.ts';
import { isMadeInside, isNewIn } from './steps/units.ts';
import type { Candidate } from './steps/units.ts';

/** A rule that a program computes, ready to run. */
export interface CodeRule {
  schedule: Schedule;
  parameter: string;
  initial: ReadonlyMap<string, number>;
  constants: Constant[];
  assumptions: string[];
  notices: string[];
  /** The same without what it puts back in every step; null where it puts nothing back. */
  kept: CodeRule | null;
  /** States that a step makes from gradients and that move nothing. */
  unused: string[];
  /** Another parameter whose gradient it takes. */
  borrowsFrom: string | null;
  /** Those of further parameters. */
  further: CodeRule[];
}

export const missingUpdate = (place: Place): Unreadable =>
  new Unreadable(
    place,
    'the update of the parameters is missing',
    'Add the equation that moves the parameters, such as w = w - lr * g.',
  );

/** @throws Unreadable where the unit is no rule */
export function ruleOfUnit(unit: Candidate, host: Host): CodeRule {
  const whole = withReturns(unit, host);
  const reading = new Reading(whole, host, false);
  const rule = reading.rule();
  if (reading.step.resets.size === 0) return rule;
  const other = new Reading(whole, host, true);
  const { states } = other.chain(rule.parameter);
  // The sum of the losses of an epoch starts afresh as well.
  const lost = [...reading.step.resets].filter((name) => states.has(name));
  if (lost.length === 0) return rule;
  const kept = other.ruleOf(rule.parameter);
  const notices = lost.map((name) => `“${name}” is reset in every step.`);
  return { ...rule, kept, notices: [...rule.notices, ...notices] };
}

class Reading {
  readonly step: Step;
  private readonly interpreter: Interpreter;
  private readonly made: ReadonlyMap<string, Expression>;
  private readonly host: Host;
  private readonly unit: Candidate;

  constructor(unit: Returning, host: Host, keeps: boolean) {
    this.host = host;
    this.unit = unit;
    this.interpreter = new Interpreter(host, unit, keeps);
    this.step = this.interpreter.run();
    this.made = new Map(this.step.instructions.map(({ target, value }) => [target, value]));
    for (const [i, name] of unit.results) {
      const value = this.step.returned?.[i]?.value;
      if (value) this.step.after.set(name, nameLiterals(value));
    }
  }

  rule(): CodeRule {
    const states = this.states();
    const parameter = this.parameterOf(states);
    if (parameter === null) throw this.missing();
    if (this.interpreter.stray) throw this.interpreter.stray;
    this.refuseUnread(parameter);
    const others = states.filter((name) => name !== parameter && this.isFurther(name, parameter));
    const first = this.ruleOf(parameter);
    const names = [parameter, ...others];
    const further = others.map((name) => ({ ...this.ruleOf(name), borrowsFrom: this.lender(name, names) }));
    this.refuse(spoilt(this.unit, [first, ...further]));
    const { unused, refused } = straysIn(
      this.step,
      names,
      (name) => this.chain(name),
      (value) => this.interpreter.inlined(value),
    );
    if (refused) throw new Unreadable(this.host.placeOf(this.unit), refused.reason, refused.help);
    return { ...first, unused, borrowsFrom: this.lender(parameter, names), further };
  }

  /** What has no name of parameters is not moved in their place where something else gets what is not understood: that may be they. */
  private refuseUnread(parameter: string): void {
    const names = [...this.step.unknown.keys()];
    const unread = names.find((name) => this.isUnread(name, parameter) && !isNewIn(this.unit, name));
    if (unread !== undefined && !isParameterWord(parameter)) throw this.step.unknown.get(unread)!;
    // X, y = next(batches)
    const isData = (name: string): boolean => /^x/i.test(name) && names.some((each) => /^y/i.test(each));
    const other = [...this.step.unknown].find(
      ([name]) =>
        isParameterKey(name) && !isStateKey(name) && !isData(name) && !isMadeInside(this.unit, name),
    );
    if (other) throw other[1];
  }

  /** Wherever the parameters start, a step moves them. */
  private isUnread(name: string, parameter: string): boolean {
    const isMoved = name === parameter || this.points.has(name);
    return this.step.unknown.has(name) && !(isMoved && this.step.after.has(name));
  }

  private refuse(slip: Slip | null): void {
    if (slip) throw new Unreadable(this.host.placeOf(slip.at), slip.reason, slip.help, true);
  }

  private missing(): Unreadable {
    const [unknown] = this.step.unknown.values();
    const { failedReturn, stray } = this.interpreter;
    const failed = this.step.after.size > 0 || stray?.isSlip ? (failedReturn ?? stray) : null;
    return unknown ?? failed ?? missingUpdate(this.host.placeOf(this.unit));
  }

  /** Names that a step makes from what they held before it. */
  private states(): string[] {
    return [...this.step.after.keys()].filter((key) => this.chain(key).states.has(key));
  }

  /** What a name is made from: states of the step before, gradients, constants; and what the step computes on the way. */
  chain(key: string): Chain {
    const known = this.chains.get(key);
    if (known) return known;
    const chain: Chain = { states: new Set(), gradients: [], symbols: new Set(), made: new Set() };
    this.chains.set(key, chain);
    const open = [this.step.after.get(key)];
    while (open.length > 0) {
      const next = open.pop();
      for (const e of next ? walk(next) : []) {
        if (e.kind === 'gradient' && !chain.gradients.includes(e)) chain.gradients.push(e);
        if (e.kind !== 'symbol') continue;
        const state = keyOfOld(e.name);
        const value = state === null ? this.made.get(e.name) : this.step.after.get(state);
        const [found, name] =
          state !== null ? [chain.states, state] : [value ? chain.made : chain.symbols, e.name];
        if (!found.has(name)) open.push(value);
        found.add(name);
      }
    }
    return chain;
  }

  private readonly chains = new Map<string, Chain>();

  /** All that a step computes. */
  private get all(): Expression[] {
    return [...this.made.values(), ...this.step.after.values()].flatMap(walk);
  }

  /** What the gradients are taken by. */
  private get points(): ReadonlySet<string> {
    const taken = this.states().flatMap((name) => this.chain(name).gradients);
    const symbols = taken
      .flatMap((each) => each.points)
      .flatMap((point) => symbolNames(this.interpreter.inlined(point)));
    return new Set(symbols.flatMap((symbol) => keyOfOld(symbol) ?? []));
  }

  private parameterOf(states: readonly string[]): string | null {
    const { points } = this;
    const usersOf = (name: string): string[] =>
      states.filter(
        (other) =>
          other !== name && this.chain(other).states.has(name) && !this.chain(name).states.has(other),
      );
    // What moves something else is a state of that, though its name be `b`; what an average or a sum is made of is none. What descends is
    // moved, though its name be `z`.
    const isForAnother = (name: string): boolean =>
      usersOf(name).some((other) => this.isMoved(other) && (!isStateKey(other) || this.descends(other)));
    const scored = states
      .filter((name) => this.chain(name).gradients.length > 0 && !isChangeKey(name))
      .map((name) => ({
        name,
        score:
          (points.has(name) ? 2 : 0) +
          (isParameterWord(name) || isParameterKey(name) ? 3 : 0) +
          (usersOf(name).length > 0 ? 0 : 2) +
          (isForAnother(name) ? -3 : 0) +
          (this.isMoved(name) ? 2 : 0) +
          (isStateKey(name) && !this.descends(name) ? -3 : 0),
      }))
      .sort((a, b) => b.score - a.score);
    const [best] = scored;
    const isNamed = best && (isParameterKey(best.name) || isParameterWord(best.name));
    if (best && !isNamed && !(this.isMoved(best.name) && this.returns(best.name)) && this.returnsStep(states))
      return null;
    // Parameters may be moved by no gradient.
    return best && best.score > 0 ? best.name : (states.find(isParameterWord) ?? null);
  }

  /** Does a loop within the step change it? */
  private isInLoop(name: string): boolean {
    const loops = this.unit.body.filter((each) => each.kind === 'loop');
    const targets = loops.flatMap((each) => [...statementsIn(each.body)]).flatMap(targetsOf);
    return targets.some(
      (each) => (each.kind === 'name' || each.kind === 'member') && plainName(each.name) === name,
    );
  }

  private returns(name: string): boolean {
    const after = textOf(this.interpreter.inlined(this.step.after.get(name)!));
    return (this.step.returned ?? []).some(
      ({ value }) => value && textOf(this.interpreter.inlined(value)) === after,
    );
  }

  /** Does it give back, beside its states, what is made from gradients? That moves something elsewhere. */
  private returnsStep(states: readonly string[]): boolean {
    const kept = states.map((name) => textOf(this.interpreter.inlined(this.step.after.get(name)!)));
    return (this.step.returned ?? []).some(({ value }) => {
      const made = value && this.interpreter.inlined(value);
      return made && hasGradient(made) && !kept.includes(textOf(made));
    });
  }

  /** Is its old value, or that of another name, a summand of the new one? */
  private isMoved(name: string, from = name): boolean {
    const value = this.interpreter.inlined(this.step.after.get(name)!);
    return hasBare(value, (symbol) => symbol === oldName(from));
  }

  /** Is it the parameters at another step, and not how far they moved? */
  private isPosition(name: string, parameter: string): boolean {
    const value = this.interpreter.inlined(this.step.after.get(name)!);
    return timesBare(value, (symbol) => symbol === oldName(parameter)) > 0;
  }

  /** `B -= lr * VdB` is no sum of gradients, whatever its name. */
  private descends(name: string): boolean {
    const value = this.interpreter.inlined(this.step.after.get(name)!);
    return this.chain(name).gradients.length > 0 && value.kind === 'binary' && value.operator === '-';
  }

  private isFurther(name: string, parameter: string): boolean {
    const { states } = this.chain(name);
    const isDescent = this.descends(name);
    const isFree = !this.chain(parameter).states.has(name) && !states.has(parameter);
    return isFree && !isStateKey(name) && (isDescent || isParameterKey(name)) && this.isMoved(name);
  }

  private lender(parameter: string, names: readonly string[]): string | null {
    const labels = this.chain(parameter).gradients.flatMap(({ of }) => of ?? []);
    const other = labels.find((label) => plain(label) !== plain(parameter));
    if (other === undefined) return null;
    return names.find((name) => name !== parameter && plain(name) === plain(other)) ?? null;
  }

  ruleOf(parameter: string): CodeRule {
    const { step } = this;
    const chain = this.chain(parameter);
    for (const name of chain.states) {
      if (this.isUnread(name, parameter)) throw step.unknown.get(name)!;
      if (!step.after.has(name)) throw this.undefinedName(name, this.host.placeOf(this.unit));
    }
    if (chain.gradients.length === 0)
      throw new Unreadable(
        step.after.get(parameter)?.at ?? this.host.placeOf(this.unit),
        'the gradient does not occur in the rule',
        'Use g, grad(w) or dw for the gradient.',
      );
    refuseOtherParameter(parameter, chain.gradients, step.after);
    this.refuse(upToConstant(this.unit.body, chain.symbols));
    const constants = [...chain.symbols].filter((name) => name !== TIME).map((name) => this.constantOf(name));
    const needed = new Set([...chain.states, parameter]);
    const lookahead = lookaheadOf(parameter, chain.gradients, this.interpreter, this.all);
    const steps = [
      ...step.instructions.filter(({ target }) => chain.made.has(target)),
      ...[...needed].map((target) => ({ target, value: step.after.get(target)! })),
    ];
    const positions = [...needed].filter(
      (name) =>
        name !== parameter &&
        (step.copies.has(name) || (!step.initial.has(name) && this.isPosition(name, parameter))),
    );
    const inlined = (value: Expression): Expression => this.interpreter.inlined(value);
    const powers = [...chain.states].flatMap((name) =>
      name === parameter ? [] : (powerOf(name, step, inlined) ?? []),
    );
    const inTurn = powers.find(({ name, isAhead }) => isAhead && this.isInLoop(name));
    const reason = `“${inTurn?.name}” is raised once for every parameter`;
    if (inTurn) this.refuse({ at: this.unit, reason, help: 'Raise it once in every step.' });
    for (const name of chain.states) {
      const isTaken =
        name === parameter || step.copies.has(name) || powers.some((each) => each.name === name);
      const begun = step.begun.get(name);
      if (begun && !isTaken) throw begun.why;
    }
    return {
      schedule: {
        instructions: fromOne(powers, steps, inlined).map(({ target, value }) => ({
          target,
          code: codeOf(value, this.made),
        })),
        lookahead: lookahead && codeOf(lookahead, this.made),
        firstTime: 1,
        positions,
        assumptions: [],
      },
      parameter,
      initial: new Map([...step.initial, ...powers.map(({ name }) => [name, 1] as const)]),
      constants,
      assumptions: [...step.assumptions, ...assumedStarts(powers)],
      notices: [],
      kept: null,
      unused: [],
      borrowsFrom: null,
      further: [],
    };
  }

  private constantOf(name: string): Constant {
    const value = Number(name);
    if (Number.isFinite(value) && isLiteral(value)) return constantOf(name, value, true);
    const known = this.step.constants.get(name);
    if (!known || (isStateKey(name) && known.value === null)) {
      const use = this.all.find((e) => e.kind === 'symbol' && e.name === name);
      throw this.undefinedName(name, use?.at ?? this.host.placeOf(this.unit));
    }
    // `t = 1` above the loop, with β^t in it, that nothing raises.
    const isTold = this.unit.isRepeated && known.value !== null && isTimeName(name);
    const power = this.all.find((e) => e.kind === 'binary' && e.operator === '^' && uses(e.right, name));
    if (!isTold || !power) return known;
    throw new Unreadable(power.at, 'a step count that never grows', `Add ${name} = ${name} + 1.`);
  }

  private undefinedName(name: string, at: Place): Unreadable {
    const reason = `“${name}” is used and never gets a new value`;
    return new Unreadable(at, reason, 'Add the equation that changes it in every step.');
  }
}
