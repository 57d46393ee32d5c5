/** Names of a program under which the same array stands. */
import { isSetting } from '../../lexicon.ts';
import type { Node, Statement } from '../../syntax/nodes.ts';
import { isOfOthers, placeGiven } from './called.ts';
import type { Runnable } from './called.ts';
import { Evaluator } from './evaluator.ts';
import { contentOf } from '../slips/inPlace.ts';
import { isGradientKey, isParameterWord, plainName, withoutOwner } from '../seen/names.ts';
import {
  calledName,
  changedInside,
  entryOf,
  goneThrough,
  isFieldOf,
  isNamed,
  isPartOf,
  nodesIn,
  ownNodes,
  pairsOf,
  rootNodeOf,
  statementsIn,
  targetsOf,
  walk,
} from '../seen/survey.ts';
import type { Named } from '../seen/survey.ts';

const UNSAID = 'a name that is changed in place, and it is not said whether it is an array or a number';

export abstract class Sharing extends Evaluator {
  protected shareNames(body: readonly Statement[]): void {
    const all = [...statementsIn(body)];
    const made = new Set(all.flatMap(targetsOf).map((target) => this.keyOf(target)));
    for (const statement of all) {
      if (statement.kind !== 'loop') continue;
      const shared = this.entriesShared(statement, made);
      this.shared.set(statement, shared);
      for (const [own, key] of shared) this.aliases.set(own, key);
    }
    for (const [own, key] of this.sharedIn(body)) this.aliases.set(own, key);
  }

  /** After `m, v = state["m"], state["v"]` a change in place of m is one of the state. */
  protected sharedIn(body: readonly Statement[]): Map<string, string> {
    const shared = new Map<string, string>();
    const all = [...statementsIn(body)];
    const namesOf = (nodes: readonly Node[]): Set<string> =>
      new Set(nodes.map((node) => (node.kind === 'name' ? node.name : '')));
    // `m[j] = …` of `m = self.m[i]`, too
    const entries = all
      .flatMap(targetsOf)
      .flatMap((each) =>
        each.kind === 'entry' && each.index?.kind !== 'string' ? (rootNodeOf(each) ?? []) : [],
      );
    const changed = namesOf([...all.flatMap(changedInside), ...entries]);
    const grown = namesOf(all.flatMap((each) => ('isInPlace' in each ? targetsOf(each) : [])));
    const pairs = all.flatMap(pairsOf);
    // `v = self.v[i] = g.copy()` names the place, too.
    const isPlace = (value: Node, key: string): boolean =>
      pairs.some(([each, given]) => given === value && each.kind !== 'name' && this.keyOf(each) === key);
    const isOnlyGrown = (name: string, key: string): boolean =>
      grown.has(name) &&
      pairs.filter(([target, value]) => namesOf([target]).has(name) && !isPlace(value, key)).length === 1;
    const starts = [...statementsIn(this.unit.setup)].flatMap(pairsOf);
    for (const [target, value] of pairs) {
      // `h = self.get(key)`, a method that hands out a state
      const called =
        value.kind === 'call' && !isOfOthers(value)
          ? this.functions.get(plainName(calledName(value)))
          : undefined;
      const given = called && value.kind === 'call' ? placeGiven(called, value) : null;
      const inside = given && called ? startsInside(called, given) : [];
      const place = given ?? entryOf(value);
      if (target.kind !== 'name' || !isFieldOf(place)) continue;
      const key = this.keyOf(place);
      // A rate is a number, of which `lr *= …` makes another one.
      if (key === null || isGradientKey(key) || isSetting(withoutOwner(key))) continue;
      const after = this.changeBehind(target, key, all);
      if (changed.has(target.name) || (after && isPartOf(after))) shared.set(plainName(target.name), key);
      else if (after) {
        const content = contentOf(
          place,
          [...starts, ...pairs].filter(([each]) => this.keyOf(each) === key),
        );
        if (content === null) throw this.refusal(value, UNSAID, 'Say where it starts, or read it anew.');
        if (content === 'array') shared.set(plainName(target.name), key);
      } else if (isOnlyGrown(target.name, key)) {
        const own = [...starts, ...inside, ...pairs].filter(
          ([each]) => this.keyOf(each) === key && each !== target,
        );
        const isPutBack = own.some(([, given]) => given.kind === 'name' && given.name === target.name);
        if (isPutBack) continue;
        // What setdefault puts there is what it gives.
        const put = calledName(value) === 'setdefault' && value.kind === 'call' ? value.args[1] : undefined;
        const content = contentOf(place, put ? [...own, [place, put.value] as const] : own);
        if (content === null) throw this.refusal(value, UNSAID, 'Let it start with zeros, or store it back.');
        if (content === 'array') shared.set(plainName(target.name), key);
      }
    }
    return shared;
  }

  /** `v = vs[i]`, then `vs[i] += g`, then v again: what is changed where it stands while v is its name. */
  private changeBehind({ name, to }: Named, key: string, all: readonly Statement[]): Node | null {
    const isInPlace = (each: Statement, target: Node): boolean =>
      isPartOf(target) || (each.kind === 'assign' && each.isInPlace === true);
    for (const each of all) {
      const place = targetsOf(each).find((target) => !isNamed(name)(target) && this.keyOf(target) === key);
      if (each.from < to || !place || !isInPlace(each, place)) continue;
      const isRead = all.some(
        (other) => other.from > each.from && ownNodes(other).flatMap(walk).some(isNamed(name)),
      );
      return isRead ? place : null;
    }
    return null;
  }

  /**
   * `for v, g in zip(params, grads)`: v is what stands in params; and so it is in `for k, v in params.items()`. `for i, g in
   * enumerate(grads)`: g is what the step has made of grads, which may be more than a gradient.
   */
  private entriesShared(
    { names, over, body }: Statement & { kind: 'loop' },
    made: ReadonlySet<string | null>,
  ): Map<string, string> {
    const shared = new Map<string, string>();
    if (!over) return shared;
    const { entries, lists, isZip, isCounted } = goneThrough(names, over);
    const isCountedFromZero = isCounted && over.kind === 'call' && over.args.length <= 1;
    const places = new Set(
      nodesIn(body).flatMap((node) => (node.kind === 'entry' ? (this.keyOf(node) ?? []) : [])),
    );
    if (over.kind === 'call' && calledName(over) === 'items' && over.of.kind === 'member') {
      const [, own, ...more] = entries.map((name) => this.keyOf(name));
      const key = this.keyOf(over.of.of);
      if (own && key && more.length === 0) shared.set(own, key);
      return shared;
    }
    if (entries.length === lists.length)
      entries.forEach((entry, i) => {
        const [own, key] = [this.keyOf(entry), this.keyOf(lists[i]!)];
        if (own === null || key === null) return;
        this.wholes.set(own, key);
        // `for i, p in enumerate(params): params[i] = p - …`, and `v += g` beside a `vs[i]`
        const isChanged = made.has(key) || (made.has(own) && places.has(key));
        const isMade = isChanged && (isZip || isCountedFromZero || isGradientKey(own));
        // `for i, d in enumerate(grads)`
        const isOfGradients = isCounted && !isZip && isGradientKey(key) && !isGradientKey(own);
        if (
          isMade ||
          isOfGradients ||
          (isZip && isParameterWord(key) && (isCounted || !isParameterWord(own)))
        )
          shared.set(own, key);
      });
    return shared;
  }

  /** `params` by p, where a loop goes through the list. */
  readonly wholes = new Map<string, string>();

  /** By loop, what its names stand for. */
  protected readonly shared = new Map<Statement, Map<string, string>>();
}

/** What a function gives a place that it hands out, also under a name of its own: `h = zeros(n)` of `self.h[key] = h`. */
const startsInside = ({ body }: Runnable, place: Node): (readonly [Node, Node])[] =>
  [...statementsIn(body)].flatMap(pairsOf).flatMap(([target, value]) => {
    if (value.kind === 'name' || entryOf(value) !== value) return [];
    return [[target.kind === 'name' ? place : target, value] as const];
  });
