/**
 * States that a function gives back under their names: `return w, {"v": v}`, `return w, State(m=m, v=v)` and
 * `return w, state._replace(m=m)` say what the entries of the state that it was given are from then on.
 */
import { givesGradients } from '../../lexicon.ts';
import { assigned, withBodies } from '../../syntax/nodes.ts';
import type { Define, Node, Statement } from '../../syntax/nodes.ts';
import {
  calledName,
  fieldOf,
  isNamed,
  isNumeric,
  madeOnce,
  namesIn,
  nodesIn,
  parametersOf,
  pairsOf,
  rewritten,
  walk,
} from '../seen/survey.ts';
import type { Giver, InRecords } from './handedBack.ts';

/** What a function reads of the state that it is given, by name. */
type Fields = ReadonlyMap<string, Node>;

interface Given {
  state: string;
  fields: Fields;
  /** A new value of the name alone would be lost. */
  isGivenBack: boolean;
}

/** `{"m": m, "v": v}`, `State(m=m, v=v)`, and what goes on from another one with some entries anew. */
interface Record {
  entries: readonly (readonly [name: string, value: Node])[];
  /** The one that it goes on from; null where it is made whole. */
  from: Node | null;
}

/** The fields of records, by the names by which they are made. */
type Makers = ReadonlyMap<string, readonly string[]>;

/** Of `class State(NamedTuple): m: Any` and of `State = namedtuple("State", ["m", "t"])`. */
export const makersIn = (statements: readonly Statement[]): Makers =>
  new Map(
    statements.flatMap((each): (readonly [string, readonly string[]])[] => {
      if (each.kind === 'class') return each.fields ? [[each.name, each.fields]] : [];
      const [[target, value] = []] = pairsOf(each);
      if (target?.kind !== 'name' || value?.kind !== 'call' || calledName(value) !== 'namedtuple') return [];
      const words = value.args.slice(1).flatMap((arg) => walk(arg.value));
      return [
        [target.name, words.flatMap((node) => (node.kind === 'string' ? node.text.split(/[\s,]+/) : []))],
      ];
    }),
  );

export function recordOf(node: Node, makers: Makers): Record | null {
  if (node.kind === 'tuple' && node.keys)
    return { entries: node.items.map((item, i) => [node.keys![i]!, item] as const), from: node.rest ?? null };
  if (node.kind !== 'call' || node.args.length === 0) return null;
  const { of } = node;
  // State(m, t)
  const fields = of.kind === 'name' ? (makers.get(of.name) ?? []) : [];
  const args = node.args.map((arg, i) => ({ ...arg, keyword: arg.keyword ?? fields[i] ?? null }));
  const [first, ...others] = args;
  // dataclasses.replace(state, m=m)
  const isReplaced = /^_?replace$/.test(calledName(node));
  const from =
    isReplaced && first!.keyword === null ? first!.value : isReplaced && of.kind === 'member' ? of.of : null;
  const named = from === first?.value ? others : args;
  const isMade = of.kind === 'name' && /^[A-Z]/.test(of.name);
  if ((!isReplaced && !isMade) || !named.every(({ keyword }) => keyword !== null)) return null;
  return { entries: named.map(({ keyword, value }) => [keyword!, value] as const), from };
}

/** `loss_and_grads` gives back a gradient for each entry of what it is given, and no other entry. */
const givesEachGradient = (name: string): boolean => givesGradients(name) && !/step|update/i.test(name);

/** What the body reads of each of the parameters. */
function givenTo(define: Define): Given[] {
  if (givesEachGradient(define.name)) return [];
  const all = nodesIn(define.body).flatMap((node) => {
    const field = fieldOf(node);
    return field ? [[field, node] as const] : [];
  });
  const fields = parametersOf(define).map((state): Given => {
    const found = all.flatMap(([[of, name], node]) => (of === state ? [[name, node] as const] : []));
    const isGivenBack = define.body.some(
      (each) => each.kind === 'return' && namesIn(each.value).includes(state),
    );
    return { state, fields: new Map(found), isGivenBack };
  });
  return fields.filter((each) => each.fields.size > 0);
}

/** Is a record what the state becomes? Then all that is read of it has a value, none by what another entry was. */
function isOf({ entries, from }: Record, { state, fields }: Given): boolean {
  const names = entries.map(([name]) => name);
  const isWhole = [...fields.keys()].every((name) => names.includes(name));
  const isOwn = ([name, value]: readonly [string, Node]): boolean =>
    nodesIn([{ kind: 'do', value, from: 0, to: 0 }]).every((node) => {
      const field = fieldOf(node);
      return field?.[0] !== state || field[1] === name;
    });
  return (from === null ? isWhole : isNamed(state)(from)) && entries.every(isOwn);
}

/** A statement as one for each entry of the record in it, and the state that it gives back by that. */
interface Spelled {
  statements: Statement[];
  gives?: { state: string; position: number | null };
}

/** The statement that gives a record to what goes by its name, or gives it back, as one for each entry. */
function spelled(statement: Statement, given: readonly Given[], makers: Makers): Spelled {
  const whole = { statements: [statement] };
  const isReturn = statement.kind === 'return';
  if (!isReturn && (statement.kind !== 'assign' || pairsOf(statement).length !== 1)) return whole;
  const isOfSeveral = statement.value.kind === 'tuple' && !statement.value.keys;
  const values = statement.value.kind === 'tuple' && isOfSeveral ? statement.value.items : [statement.value];
  for (const [i, value] of values.entries()) {
    const record = recordOf(value, makers);
    const own = record && given.find((each) => isOf(record, each));
    if (!record || !own) continue;
    const { from, to } = value;
    const place: Node = { kind: 'name', name: own.state, from, to };
    const isKept =
      statement.kind === 'assign' && own.isGivenBack && isNamed(own.state)(statement.targets[0]!);
    if (!isReturn && !isKept) continue;
    const entries = record.entries
      .filter(([name, each]) => fieldOf(each)?.join() !== [own.state, name].join())
      .map(([name, each]) => assigned([placeOf(own, name, each)], each, each));
    if (!isReturn) return { statements: entries };
    const isIt = (node: Node): boolean => node.from === from && node.to === to;
    const back = {
      ...statement,
      value: rewritten(statement.value, (node) => (isIt(node) ? place : node)),
    };
    return {
      statements: [...entries, back],
      gives: { state: own.state, position: isOfSeveral ? i : null },
    };
  }
  return whole;
}

/** The entry of a state under a name, as the body has it. */
function placeOf({ state, fields }: Given, name: string, { from, to }: Node): Node {
  const of: Node = { kind: 'name', name: state, from, to };
  return fields.values().next().value?.kind === 'member'
    ? { kind: 'member', of, name, from, to }
    : { kind: 'entry', of, index: { kind: 'string', text: name, parts: [], from, to }, from, to };
}

interface Starts {
  starts: (Statement & { kind: 'assign' })[];
  state: string;
}

/**
 * A record that is made whole, `State(zeros_like(w), 0)`: where the entries start.
 * @param body in which names of it may have got their values
 */
function startsOf(
  value: Node,
  states: readonly Given[],
  makers: Makers,
  body: readonly Statement[] = [],
): Starts | null {
  const record = recordOf(value, makers);
  const own = record?.from === null ? states.find((each) => isOf(record, each)) : undefined;
  if (!record || !own) return null;
  const made = madeOnce(body);
  const starts = record.entries.map(([name, entry]) => {
    const start = (entry.kind === 'name' && made.get(entry.name)) || entry;
    return assigned([placeOf(own, name, start)], start, start);
  });
  return { starts, state: own.state };
}

/** What a function gives back that makes a record whole. */
const startsGivenBy = ({ body }: Define, states: readonly Given[], makers: Makers): Starts | null => {
  const last = body.at(-1);
  return last?.kind === 'return' ? startsOf(last.value, states, makers, body) : null;
};

/** Such a function with the entries in the place of the record; a method makes it for its object. */
function withStarts(define: Define, made: Starts, isMethod: boolean): Define {
  const last = define.body.at(-1)!;
  const { from, to } = last;
  const value: Node = { kind: 'name', name: made.state, from, to };
  const back: Statement[] = isMethod ? [] : [{ kind: 'return', value, from, to }];
  return { ...define, body: [...define.body.slice(0, -1), ...made.starts, ...back] };
}

/** The statements with every such record as an assignment to each of its entries. */
export function inRecords(statements: readonly Statement[]): InRecords {
  const states: Given[] = [];
  const givers: Giver[] = [];
  const makers = makersIn(statements);
  const within = (body: readonly Statement[], given: readonly Given[], around: Around): Statement[] =>
    body.flatMap((statement): Statement[] => {
      switch (statement.kind) {
        case 'define': {
          const own = givenTo(statement);
          const changed = within(statement.body, own, { define: statement, isOfClass: around.isOfClass });
          if (changed.length > statement.body.length) states.push(...own);
          return [{ ...statement, body: changed }];
        }
        case 'class':
        case 'loop':
        case 'if':
          return [
            withBodies(statement, (body) =>
              within(body, given, { ...around, isOfClass: statement.kind === 'class' || around.isOfClass }),
            ),
          ];
        default: {
          const { statements: each, gives } = spelled(statement, given, makers);
          const { define, isOfClass } = around;
          if (gives && define)
            givers.push({
              ...gives,
              name: define.name,
              isMethod: isOfClass,
              index: parametersOf(define).indexOf(gives.state),
            });
          return each;
        }
      }
    });
  const changed = within(statements, [], { define: null, isOfClass: false });
  const starters = new Set<string>();
  const started = (body: readonly Statement[], within: Statement['kind'] | null): Statement[] =>
    body.flatMap((each): Statement[] => {
      if (each.kind === 'define') {
        const made = startsGivenBy(each, states, makers);
        const own = made ? withStarts(each, made, within === 'class') : each;
        if (made) starters.add(each.name);
        return [{ ...own, body: started(own.body, 'define') }];
      }
      const [[target, value] = []] = within === 'loop' ? [] : pairsOf(each);
      const made = target?.kind === 'name' && value ? startsOf(value, states, makers) : null;
      const inner = each.kind === 'if' ? within : each.kind;
      return made?.starts ?? [withBodies(each, (own) => started(own, inner))];
    });
  // Of `def init(w): return State(m=zeros_like(w), t=0)`, of which nobody may ask here.
  const starts = changed.flatMap((each) =>
    each.kind === 'define'
      ? (startsGivenBy(each, states, makers)?.starts ?? []).filter(({ value }) => isNumeric(value))
      : [],
  );
  return {
    statements: [...starts, ...started(changed, null)],
    givers,
    isMade: (node) =>
      node.kind === 'call' && (starters.has(calledName(node)) || recordOf(node, makers)?.from === null),
  };
}

interface Around {
  define: Define | null;
  isOfClass: boolean;
}
