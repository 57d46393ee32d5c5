/**
 * Layers that keep their gradients: `layer.backward(d)` sets `self.dW`, and `layer.update(lr)`, or what goes through all of them, takes
 * it. Where a program trains with them, every step takes the gradients anew, of all layers, and then moves all of them, once.
 */
import { firstOf } from '../../first.ts';
import { means } from '../../lexicon.ts';
import { assigned, isOwnField, withBodies } from '../../syntax/nodes.ts';
import type { Call, Define, Node, Span, Statement } from '../../syntax/nodes.ts';
import { areAbove, sameText } from '../seen/factors.ts';
import { NOTHING } from './fromData.ts';
import { isGradientKey, plainName } from '../seen/names.ts';
import { oddNumber } from '../seen/oddNumbers.ts';
import { definesIn, objectOf } from '../seen/stepsOf.ts';
import { isOfMovable, isTurned, movable } from './throughLayers.ts';
import {
  boundIn,
  calledName,
  everyStatement,
  isDefinition,
  isNamed,
  isNumeric,
  lastName,
  madeOnce,
  namesIn,
  nodesIn,
  pairsOf,
  parametersOf,
  rootNameOf,
  statementsIn,
  targetsOf,
  walk,
} from '../seen/survey.ts';
import type { Slip } from '../seen/survey.ts';
import { isOverSteps } from '../steps/units.ts';

const HELP = 'Take the gradients of all layers in every step, and then move all of them once.';
const slip = (at: Span, reason: string): Slip => ({ at, reason, help: HELP });

/** `self.dW`, and `self.grads["W1"]` */
const isGradientField = (node: Node): boolean =>
  node.kind === 'entry' ? isGradientField(node.of) : isOwnField(node) && isGradientKey(plainName(node.name));

/** What a method gives the gradients of its layer. */
const gradientsMade = ({ body }: Define): [Node, Node][] =>
  [...statementsIn(body)]
    .flatMap(pairsOf)
    .filter(([target, value]) => isGradientField(target) && !isNumeric(value) && value.kind !== 'nothing');

/** `self.W -= lr * self.dW` */
const isMovedByField = ({ parameters, body }: Define): boolean =>
  !parametersOf({ parameters }).map(plainName).some(isGradientKey) &&
  [...statementsIn(body)].some(
    (each) =>
      each.kind === 'assign' &&
      targetsOf(each).some((target) => isOwnField(target) && !isGradientField(target)) &&
      walk(each.value).some(isGradientField),
  );

/** Names of methods, and of those that call them and do not train themselves. */
function callersOf(names: ReadonlySet<string>, methods: readonly Define[]): ReadonlySet<string> {
  const found = new Set(names);
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const each of methods) {
      const isTraining = [...statementsIn(each.body)].some((one) => one.kind === 'loop' && isOverSteps(one));
      if (!isTraining && nodesIn(each.body).some((node) => found.has(calledName(node)))) found.add(each.name);
    }
  }
  return found;
}

interface Event {
  what: 'taken' | 'moved';
  at: Span;
  /** What is called for it; null where it stands in the loop itself. */
  call: Call | null;
  isSure: boolean;
}

interface Layers {
  methods: readonly Define[];
  /** Give layers their gradients. */
  making: readonly Define[];
  /** Move layers by these. */
  moving: readonly Define[];
  /** `dW` */
  gradients: ReadonlySet<string>;
  /** Names of what has them. */
  classes: ReadonlySet<string>;
}

/** The layers of a program; null where it has none that take their gradients and are moved by them apart from that. */
function layersIn(statements: readonly Statement[]): Layers | null {
  const classes = statements.filter((each) => each.kind === 'class');
  const methods = definesIn(classes);
  const making = methods.filter((each) => gradientsMade(each).length > 0);
  const gradients = new Set(
    making
      .flatMap(gradientsMade)
      .flatMap(([target]) => lastName(target.kind === 'entry' ? target.of : target) ?? []),
  );
  const takes = ({ body }: { body: readonly Statement[] }): boolean =>
    readFrom(nodesIn(body), gradients).length > 0;
  const moving = [
    ...methods.filter((each) => (isMovedByField(each) || takes(each)) && !making.includes(each)),
    ...statements.filter((each) => each.kind === 'define').filter(takes),
  ];
  const isMoved = moving.length > 0 || takes({ body: statements.filter((each) => !isDefinition(each)) });
  const own = classes.filter(({ body }) => definesIn(body).some((each) => making.includes(each)));
  return making.length > 0 && isMoved
    ? { methods, making, moving, gradients, classes: new Set(own.map(({ name }) => name)) }
    : null;
}

/** `layer.dW`, from outside of the layer. */
const readFrom = (nodes: readonly Node[], gradients: ReadonlySet<string>): Node[] =>
  nodes.filter((node) => isOfAnother(node, (name) => gradients.has(name)));

const isOfAnother = (node: Node, isOne: (field: string) => boolean): boolean =>
  node.kind === 'member' && isOne(node.name) && isThing(node.of);

/** `layer` and `layers[i]`, and not `self`. */
const isThing = (node: Node): boolean =>
  node.kind === 'name' ? !means('self', node.name) : node.kind === 'entry' && isThing(node.of);

export const hasLayers = (statements: readonly Statement[]): boolean => layersIn(statements) !== null;

/**
 * The program without the classes of its layers, where others move them: what these do is a model. That they are trained as it is meant
 * has been looked at (`mistrained`). A function that moves them stands where it is called.
 */
export function withoutLayers(statements: readonly Statement[]): readonly Statement[] {
  const layers = layersIn(statements);
  if (!layers || layers.moving.some((each) => isMovedByField(each))) return statements;
  const taking = new Set(layers.making.map(({ name }) => name));
  const isModel = (each: Statement): boolean =>
    each.kind === 'class' && definesIn(each.body).some(({ name }) => taking.has(name));
  const moving = statements.filter((each) => each.kind === 'define' && layers.moving.includes(each));
  const names = new Set(boundIn(statements.filter((each) => !moving.includes(each))));
  const put = (each: Statement): Statement[] => {
    if (each.kind === 'if' && movable([each])[0] !== each) return movable([each]).flatMap(put);
    const call = each.kind === 'do' ? each.value : null;
    const asked = moving.find((one) => one.kind === 'define' && one.name === calledName(call ?? NOTHING));
    const own = call?.kind === 'call' && asked?.kind === 'define' ? standing(asked, call, names) : null;
    return own ?? [withBodies(each, (body) => body.flatMap(put))];
  };
  const kept = statements.filter((each) => !isModel(each)).flatMap(put);
  const isAsked = (name: string): boolean => nodesIn(kept).some((node) => calledName(node) === name);
  return kept.filter((each) => !moving.includes(each) || (each.kind === 'define' && isAsked(each.name)));
}

/** What a function does where it is called; null where names of its own are others there. */
function standing(
  { parameters, body }: Define,
  { args, from, to }: Call,
  taken: ReadonlySet<string>,
): Statement[] | null {
  const positional = args.filter(({ keyword }) => keyword === null);
  const given = parameters.map(({ name, value }, i) => ({
    name,
    value: args.find(({ keyword }) => keyword === name)?.value ?? positional[i]?.value ?? value,
  }));
  const starts = given.filter(({ name, value }) => value === null || !isNamed(name)(value));
  // What only a loop gives values is another one there.
  const turns = new Set(
    [...statementsIn(body)].flatMap((each) => (each.kind === 'loop' ? each.names.flatMap(namesIn) : [])),
  );
  const own = [...starts.map(({ name }) => name), ...boundIn(body).filter((name) => !turns.has(name))];
  const isLost = positional.length > parameters.length || starts.some(({ value }) => value === null);
  if (isLost || own.some((name) => taken.has(name)) || body.some(({ kind }) => kind === 'return'))
    return null;
  return [
    ...starts.map(({ name, value }) => assigned([{ kind: 'name', name, from, to }], value!, { from, to })),
    ...body.flatMap((each) => (each.kind === 'loop' ? [withBodies(each, movable)] : [each])),
  ];
}

/** The first way in which a program trains its layers otherwise than it is meant. */
export function mistrained(statements: readonly Statement[]): Slip | null {
  const layers = layersIn(statements);
  if (!layers) return null;
  const { methods, making, moving } = layers;
  const all = [...methods, ...definesIn(statements.filter(({ kind }) => kind === 'define'))];
  const taking = callersOf(new Set(making.map(({ name }) => name)), all);
  const stepping = callersOf(new Set(moving.map(({ name }) => name)), all);
  const others = new Set(
    everyStatement(statements)
      .flatMap(pairsOf)
      .flatMap(([target, value]) =>
        target.kind === 'name' && isOtherClass(statements, layers, calledName(value)) ? target.name : [],
      ),
  );
  // `criterion.backward()` of a loss gives no layer its gradients.
  const isOfOther = (node: Node): boolean => others.has(objectOf(node) ?? '');
  const eventOf = (node: Node): Event['what'] | null =>
    node.kind !== 'call' || taking.has(calledName(node)) === stepping.has(calledName(node)) || isOfOther(node)
      ? null
      : taking.has(calledName(node))
        ? 'taken'
        : 'moved';
  const events = (body: readonly Statement[]): Event[] => [...eventsIn(body, eventOf, layers.gradients)];
  const moved = making.find(isMovedByField);
  const again =
    moved && moving.length > 0
      ? slip(moved, 'layers that are moved where their gradients are taken, and again')
      : null;
  return (
    again ??
    firstOf(making, notOfWhatComesBack) ??
    movedInPart(statements, layers) ??
    firstOf(methods, ({ body }) => unsureOf(events(body).filter(({ call }) => call !== null))) ??
    firstOf(everyStatement(statements), (each) =>
      each.kind === 'loop' && isOverSteps(each)
        ? (inTurn(events(each.body), each.body, layers) ??
          leftOut(each.body, events(each.body), statements, layers))
        : null,
    )
  );
}

/** Is it a class of the program that has no gradients, and no method by which those of others are taken? */
const isOtherClass = (statements: readonly Statement[], { classes, making }: Layers, name: string): boolean =>
  !classes.has(name) &&
  statements.some(
    (each) =>
      each.kind === 'class' &&
      each.name === name &&
      definesIn(each.body).some((method) => making.some((one) => one.name === method.name)) &&
      !nodesIn(definesIn(each.body).flatMap(({ body }) => body)).some((node) =>
        making.some((one) => one.name === calledName(node)),
      ),
  );

/** Gradients that nothing takes, and gradients that nothing makes: `layer.db`. */
function movedInPart(statements: readonly Statement[], { moving, gradients }: Layers): Slip | null {
  if (moving.some(isMovedByField)) return null;
  const outside = [
    ...moving.flatMap(({ body }) => body),
    ...statements.filter((each) => !isDefinition(each)),
  ];
  const nodes = nodesIn(outside);
  const read = new Set(readFrom(nodes, gradients).map(lastName));
  const left = [...gradients].find((name) => !read.has(name));
  const [first] = readFrom(nodes, gradients);
  if (first && left !== undefined) return slip(first, `“${left}” moves nothing`);
  const isOpen = (name: string): boolean => /^d[A-Za-z]\d?$/.test(name) && !gradients.has(name);
  const missing = nodes.find((node) => isOfAnother(node, isOpen));
  return missing ? slip(missing, `“${lastName(missing)}” is a gradient that nothing works out`) : null;
}

/** Layers that have names, of which some take no gradient, or stay where they are. */
function leftOut(
  body: readonly Statement[],
  events: readonly Event[],
  statements: readonly Statement[],
  { classes, gradients }: Layers,
): Slip | null {
  const pairs = everyStatement(statements).flatMap(pairsOf);
  const layers = pairs.flatMap(([target, value]) =>
    target.kind === 'name' && classes.has(calledName(value)) ? target.name : [],
  );
  const made = madeOnce(everyStatement(statements));
  const listed = (node: Node): string[] => {
    const list = node.kind === 'name' ? made.get(node.name) : node;
    return list?.kind === 'tuple' ? list.items.flatMap((item) => lastName(item) ?? []) : [];
  };
  const lacks = (names: readonly string[]): string | undefined =>
    names.some((name) => layers.includes(name)) ? layers.find((name) => !names.includes(name)) : undefined;
  const asked = events.flatMap(({ what, call }) =>
    what === 'taken' && call?.of.kind === 'member' ? (lastName(call.of.of) ?? []) : [],
  );
  const without = lacks(asked);
  const [taken] = events.filter(({ what }) => what === 'taken');
  if (without !== undefined && taken) return slip(taken.at, `“${without}” takes no gradient`);
  const loops = [...statementsIn(body)].flatMap((each) =>
    each.kind === 'loop' && each.over ? [each.over] : [],
  );
  const given = events.flatMap(({ what, call }) =>
    what === 'moved' && call ? call.args.map(({ value }) => value) : [],
  );
  const direct = readFrom(nodesIn(body), gradients).flatMap((node) =>
    node.kind === 'member' ? (lastName(node.of) ?? []) : [],
  );
  const lists = [...[...loops, ...given].map(listed), direct];
  return firstOf(lists, (names) => {
    const stays = lacks(names);
    const moved = events.find(({ what }) => what === 'moved');
    return stays !== undefined && moved ? slip(moved.at, `“${stays}” stays where it is`) : null;
  });
}

function inTurn(events: readonly Event[], body: readonly Statement[], { moving }: Layers): Slip | null {
  const [taken, moved] = (['taken', 'moved'] as const).map((what) =>
    events.filter((each) => each.what === what),
  );
  const [first] = moved!;
  const last = taken!.at(-1);
  if (!first && !last) return null;
  if (!first) return slip(last!.at, 'gradients by which nothing moves');
  if (!last) return slip(first.at, 'a step without gradients that are taken for it');
  if (first.at.from < last.at.from) return slip(first.at, 'a step with the gradients of the step before');
  const unsure = unsureOf(events);
  if (unsure) return unsure;
  const again = events.find(
    ({ call }, i) =>
      call && events.slice(0, i).some((each) => each.call !== null && sameText(each.call, call)),
  );
  if (again) return slip(again.at, 'a second step with the same gradient');
  const given = taken!.flatMap(({ call }) => call?.args.map(({ value }) => value) ?? []);
  const nodes = given.flatMap(walk);
  const pairs = [...statementsIn(body)].flatMap(pairsOf);
  const behind = nodes.flatMap((node) =>
    node.kind === 'name'
      ? pairs.flatMap(([target, value]) => (isNamed(node.name)(target) ? [value] : []))
      : [],
  );
  const upwards = [...nodes, ...behind.flatMap(walk)].find(isTurned);
  if (upwards) return slip(upwards, 'an error with its sign turned');
  return firstOf(moved!, ({ call }) => {
    const method = moving.find(({ name }) => call !== null && name === calledName(call));
    const numbers = (call?.args ?? []).flatMap(({ keyword, value }, i): [string, Node][] => {
      const name = keyword ?? method?.parameters[i]?.name;
      return name === undefined ? [] : [[plainName(name), value]];
    });
    return oddNumber(new Map(numbers));
  });
}

function unsureOf(events: readonly Event[]): Slip | null {
  const unsure = events.find(({ isSure }) => !isSure);
  return unsure ? slip(unsure.at, 'a step that is taken under a condition, or of some layers') : null;
}

function* eventsIn(
  body: readonly Statement[],
  eventOf: (node: Node) => Event['what'] | null,
  gradients: ReadonlySet<string>,
  isSure = true,
): Generator<Event> {
  for (const each of body) {
    if (each.kind === 'if')
      yield* eventsIn(
        [...each.then, ...each.otherwise],
        eventOf,
        gradients,
        isSure && isOfMovable(each) && each.otherwise.length === 0,
      );
    else if (each.kind === 'loop') {
      const isPart =
        each.over !== null && walk(each.over).some((node) => node.kind === 'slice' && node.bounds !== '::-1');
      if (!isOverSteps(each))
        yield* eventsIn(each.body, eventOf, gradients, isSure && !isPart && !endsEarly(each.body));
    } else if ('value' in each) {
      if (readFrom(walk(each.value), gradients).length > 0)
        yield { what: 'moved', at: each, call: null, isSure };
      for (const node of walk(each.value)) {
        const what = eventOf(node);
        if (what !== null && node.kind === 'call') yield { what, at: node, call: node, isSure };
      }
    }
  }
}

const endsEarly = (body: readonly Statement[]): boolean =>
  [...statementsIn(body)].some(({ kind }) => kind === 'break' || kind === 'skip');

/** `self.dW = self.x.T @ self.x`, without what comes back from the layer behind, and a `backward` that hands on nothing of it. */
function notOfWhatComesBack(method: Define): Slip | null {
  const given = parametersOf(method).filter((name) => !means('self', name));
  if (given.length === 0) return null;
  const names = new Set(given);
  const isOfIt = (node: Node): boolean => namesIn(node).some((name) => names.has(name));
  for (const each of statementsIn(method.body)) {
    for (const [target, value] of pairsOf(each)) {
      const isGradient = isGradientField(target) && !isNumeric(value) && value.kind !== 'nothing';
      if (isGradient && !isOfIt(value)) return slip(value, 'a gradient that is not made of what comes back');
      if (isGradient && !areAbove(value)) return slip(value, 'a gradient with its sign turned');
      const root = isOwnField(target) ? target.name : rootNameOf(target);
      if (root !== null && isOfIt(value)) names.add(root);
    }
    // dz[np.arange(n), y] -= 1
    for (const target of targetsOf(each))
      if (each.kind === 'assign' && each.operator !== '' && (isOfIt(target) || isOfIt(each.value)))
        names.add(rootNameOf(target) ?? '');
  }
  const last = method.body.at(-1);
  return last?.kind === 'return' && last.value.kind !== 'nothing' && !isOfIt(last.value)
    ? slip(last.value, 'what goes back from a layer is not made of what comes back')
    : null;
}
