/**
 * Records of states that functions give back: `state = step(state, grads)`. They are read as if the function changed what it is given
 * (`records.ts`), so each has to take the place of the one that it was made from, and no other may be asked for in its stead.
 */
import { firstOf } from '../../first.ts';
import { bodiesOf } from '../../syntax/nodes.ts';
import type { Call, Node, Statement } from '../../syntax/nodes.ts';
import { sameText } from '../seen/factors.ts';
import {
  calledName,
  isDefinition,
  nodesIn,
  ownNodes,
  pairsOf,
  parametersOf,
  statementsIn,
  walk,
} from '../seen/survey.ts';
import type { Slip } from '../seen/survey.ts';

/** A function that gives back what it is given as a state, changed. */
export interface Giver {
  name: string;
  isMethod: boolean;
  /** The parameter, and which it is. */
  state: string;
  index: number;
  /** Which of the values that it gives back; null where there is no other. */
  position: number | null;
}

/** A program with every such record as an assignment to each of its entries, and what gives such records back. */
export interface InRecords {
  statements: Statement[];
  givers: readonly Giver[];
  /** Is it a call that makes a record, whole? */
  isMade: (node: Node) => boolean;
}

/** Statements that share their names. */
interface Scope {
  /** Of the function whose body they are; empty where there is none. */
  name: string;
  parameters: readonly string[];
  isMethod: boolean;
  body: readonly Statement[];
}

interface Use {
  call: Call;
  giver: Giver;
  /** What it is given. */
  given: Node;
  statement: Statement;
  scope: Scope;
}

const HELP = 'Let the state that a step gives back be what the next one is given.';
const slip = (at: Node, reason: string): Slip => ({ at, reason, help: HELP });

function* scopesIn(
  body: readonly Statement[],
  own: Omit<Scope, 'body'> = { name: '', parameters: [], isMethod: false },
  isOfClass = false,
): Generator<Scope> {
  if (!isOfClass) yield { ...own, body };
  for (const each of statementsIn(body)) {
    if (each.kind === 'class') yield* scopesIn(each.body, own, true);
    if (each.kind === 'define')
      yield* scopesIn(each.body, {
        name: each.name,
        parameters: parametersOf(each),
        isMethod: isOfClass,
      });
    if (isDefinition(each)) continue;
    const names = new Map(pairsOf(each).map(([target, value]) => [value, target] as const));
    for (const node of nodesOf(each)) {
      if (node.kind !== 'function') continue;
      const target = names.get(node);
      const name = target?.kind === 'name' ? target.name : '';
      yield* scopesIn(node.body, { name, parameters: parametersOf(node), isMethod: false });
    }
  }
}

/** The expressions of a statement, without those of statements within it. */
const nodesOf = (statement: Statement): Node[] => ownNodes(statement).flatMap(walk);

function usesIn(scopes: readonly Scope[], givers: readonly Giver[]): Use[] {
  return scopes.flatMap((scope) =>
    [...statementsIn(scope.body)].flatMap((statement) =>
      nodesOf(statement).flatMap((call): Use[] => {
        if (call.kind !== 'call') return [];
        const giver = givers.find(
          ({ name, isMethod }) => name === calledName(call) && isMethod === (call.of.kind === 'member'),
        );
        const positional = call.args.filter(({ keyword }) => keyword === null);
        const given =
          giver && (call.args.find(({ keyword }) => keyword === giver.state) ?? positional[giver.index]);
        return giver && given ? [{ call, giver, given: given.value, statement, scope }] : [];
      }),
    ),
  );
}

/** What becomes the state that a use gives back; null where it is lost. */
function keptIn({ call, giver: { position }, statement }: Use): Node | null {
  if (statement.kind !== 'assign' || statement.value !== call || statement.operator !== '') return null;
  const [target, ...others] = statement.targets;
  if (!target || others.length > 0) return null;
  if (position !== null) return target.kind === 'tuple' ? (target.items[position] ?? null) : null;
  return target.kind === 'tuple' ? null : target;
}

/** What stands behind a statement in its own block. */
function behind(body: readonly Statement[], statement: Statement): readonly Statement[] {
  const at = body.indexOf(statement);
  if (at >= 0) return body.slice(at + 1);
  const inner = body.filter((each) => !isDefinition(each)).flatMap(bodiesOf);
  return inner.flatMap((each) => behind(each, statement));
}

/** `state = new`, behind what gave `new`. */
const isHandedOn = ({ scope, statement, given }: Use, kept: Node): boolean =>
  behind(scope.body, statement).some((each) =>
    pairsOf(each).some(([target, value]) => sameText(target, given) && sameText(value, kept)),
  );

/** The function around a use gives back the same state; null where it does not. */
function giverAround(use: Use): Giver | null {
  const { call, giver, given, statement, scope } = use;
  const { name, isMethod } = scope;
  const index = given.kind === 'name' ? scope.parameters.indexOf(given.name) : -1;
  if (index < 0 || given.kind !== 'name' || name === '') return null;
  const as = (position: number | null): Giver => ({ name, isMethod, state: given.name, index, position });
  if (statement.kind === 'return') {
    if (statement.value === call) return as(giver.position);
    const items = statement.value.kind === 'tuple' ? statement.value.items : [];
    return items.includes(call) && giver.position === null ? as(items.indexOf(call)) : null;
  }
  const kept = keptIn(use);
  const last = scope.body.at(-1);
  if (!kept || last?.kind !== 'return') return null;
  if (sameText(last.value, kept)) return as(null);
  const items = last.value.kind === 'tuple' ? last.value.items : [];
  const position = items.findIndex((item) => sameText(item, kept));
  return position < 0 ? null : as(position);
}

/** The first state that is given back and is not what goes on. */
export function lostRecord({ statements, givers: given, isMade }: InRecords): Slip | null {
  if (given.length === 0) return null;
  const scopes = [...scopesIn(statements)];
  const givers = [...given];
  // What calls one of them may be another one.
  for (let i = 0; i < givers.length; i++) {
    const around = usesIn(scopes, [givers[i]!]).flatMap((use) => giverAround(use) ?? []);
    givers.push(...around.filter(({ name }) => !givers.some((each) => each.name === name)));
  }
  const uses = usesIn(scopes, givers);
  return (
    firstOf(uses, (use) => {
      const kept = keptIn(use);
      const isKept = kept !== null && (sameText(kept, use.given) || isHandedOn(use, kept));
      return isKept || (use.statement.kind === 'return' && giverAround(use))
        ? null
        : slip(use.call, 'a state that is given back, and is not what the next step starts from');
    }) ?? otherRecord(scopes, uses, givers, isMade)
  );
}

/** `first.params` beside `state = step(state, grads)`: another one than the one that goes on. */
function otherRecord(
  scopes: readonly Scope[],
  uses: readonly Use[],
  givers: readonly Giver[],
  isMade: (node: Node) => boolean,
): Slip | null {
  const records = new Set(
    uses.flatMap((use) =>
      [use.given, keptIn(use)].flatMap((node) => (node?.kind === 'name' ? node.name : [])),
    ),
  );
  const pairs = scopes.flatMap(({ body }) => [...statementsIn(body)].flatMap(pairsOf));
  for (const [target, value] of pairs)
    if (target.kind === 'name' && (isMade(value) || (value.kind === 'name' && records.has(value.name))))
      records.add(target.name);
  for (const [target, value] of pairs)
    if (value.kind === 'name' && target.kind === 'name' && records.has(target.name)) records.add(value.name);
  return firstOf(scopes, (scope) => {
    const giver = givers.find(({ name }) => name === scope.name && name !== '');
    const own = uses.filter((use) => use.scope === scope);
    const state = giver?.state ?? (own[0]?.given.kind === 'name' ? own[0].given.name : null);
    if (state === null) return null;
    // `new = step(state); state = new`
    const next = own.flatMap((use) => {
      const kept = keptIn(use);
      return kept?.kind === 'name' ? kept.name : [];
    });
    const inside = giver ? scope.body : [...statementsIn(scope.body)].filter(({ kind }) => kind === 'loop');
    const isOther = (node: Node): boolean =>
      node.kind === 'name' && records.has(node.name) && node.name !== state && !next.includes(node.name);
    const at = nodesIn(inside).find(isOther);
    return at ? slip(at, 'another state than the one that goes on') : null;
  });
}
