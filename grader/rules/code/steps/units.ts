/** What of a program may be the step of a rule: a loop over steps, a class, a function, or statements that stand alone. */
import { isGradientCall, means, words } from '../../lexicon.ts';
import { blockOf, counterOf, isStrided } from '../../text/listings/lines.ts';
import type { Surroundings } from './behind.ts';
import { countedIn } from './counting.ts';
import { isGradientKey, isTimeName, plainName } from '../seen/names.ts';
import { isOverExamples } from './overExamples.ts';
import { isSchedule, surveyOf } from './schedules.ts';
import { isMadeAnew, isOfData } from './shuffled.ts';
import {
  boundIn,
  calledName,
  callsIn,
  changedBy,
  indicesIn,
  isDefinition,
  isNumeric,
  lastName,
  namesIn,
  nodesIn,
  pairsOf,
  parametersOf,
  statementsIn,
  takesOver,
  targetsOf,
  walk,
  wordsOf,
} from '../seen/survey.ts';
import type { Unit } from '../seen/values.ts';
import { assigned, isOwnField, itemsOf } from '../../syntax/nodes.ts';
import type { Define, Loop, Node, Parameter, Span, Statement } from '../../syntax/nodes.ts';

export interface Candidate extends Unit, Span {
  /** Names of a function's parameters, which what it returns replaces. */
  own: readonly string[];
  /** Of a loop over steps. */
  around?: Surroundings;
}

/** `score = objective(x)`: a name that a step gives a value before it is used, and nothing above the step. */
export function isNewIn({ setup, body, parameters }: Unit, name: string): boolean {
  const above = [...boundIn(setup), ...parametersOf({ parameters })].map(plainName);
  const nodes = nodesIn(body).filter((node) => plainName(lastName(node) ?? '') === name);
  const isNew = (node: Node): boolean => node.kind === 'name' && !takesOver(body, node.name);
  return nodes.every(isNew) && !above.includes(name);
}

/** `p = sigmoid(z)` above `e = p - y`: a name that a step makes anew, and makes other things of. */
export function isMadeInside(unit: Unit, name: string): boolean {
  const isIt = (node: Node): boolean => node.kind === 'name' && plainName(node.name) === name;
  const statements = [...statementsIn(unit.body)];
  const isUsed = statements.some(
    (each) =>
      each.kind === 'assign' &&
      walk(each.value).some(isIt) &&
      !targetsOf(each).some((to) => walk(to).some(isIt)),
  );
  return isUsed && isNewIn(unit, name);
}

/** A letter that is an index of entries in its loop counts coordinates. */
const COORDINATE = words('i j k d l n idx');

/** Is it a loop over steps, and not over parameters and their coordinates? */
export const isOverSteps = (loop: Statement & { kind: 'loop' }): boolean =>
  countsSteps(loop) || isOverExamples(loop);

/** Does what a loop counts say that it goes over steps? */
export function countsSteps(loop: Statement & { kind: 'loop' }): boolean {
  const { header, names, over } = loop;
  if (blockOf(header, NOWHERE).kind !== 'steps') return false;
  const ranged = wordsOf(header).filter((word) => !names.flatMap(namesIn).includes(word));
  const isKey = (name: string): boolean => over?.kind === 'name' || COORDINATE.has(name);
  const body = countedIn(loop);
  const indices = indicesIn(body);
  const isIndex = (key: string): boolean =>
    indices.some((index) => index.kind === 'name' && index.name === key);
  const isShifted = (key: string): boolean =>
    indices.some((index) => index.kind === 'binary' && namesIn(index).includes(key));
  const isCoordinate = (name: string): boolean => isKey(name) && isIndex(name) && !isShifted(name);
  // for k := range w { w[k] … }
  const changed = [...statementsIn(body)].flatMap(targetsOf).filter(({ kind }) => kind === 'entry');
  const isOverThem = names.length > 0 && changed.flatMap(namesIn).some((name) => ranged.includes(name));
  return !isOverThem && (isStrided(header) || !names.flatMap(namesIn).some(isCoordinate));
}

const NOWHERE = { text: '', start: 0 };

const START = /^(?:__init__|constructor|_?(?:init|setup|reset|create)\w*|build|zero_grad)$/;

/** Around a loop over steps, whatever it counts, is one over epochs. */
const isLoop = (statement: Statement): boolean =>
  statement.kind === 'loop' && (isOverSteps(statement) || statement.body.some(isLoop));

/** Statements of an outer loop around an inner one hold for some steps only. */
function flattened(body: readonly Statement[]): Statement[] {
  const survey = surveyOf(body);
  if (!body.some(isLoop)) return body.filter((statement) => !isSchedule(statement, survey));
  return body.flatMap((statement): Statement[] => {
    if (statement.kind === 'loop' && isLoop(statement)) return flattened(statement.body);
    if (isSchedule(statement, survey)) return [];
    if (statement.kind !== 'assign' || (statement.operator === '' && isNumeric(statement.value)))
      return [statement];
    if (isOfData(statement, body.filter(isLoop))) return [statement];
    if (isMadeAnew(statement, body.filter(isLoop))) return [];
    const { from, to } = statement;
    return [{ kind: 'if', test: { kind: 'other', from, to }, then: [statement], otherwise: [], from, to }];
  });
}

const counterIn = (loop: Loop): ReturnType<typeof counterOf> =>
  !countsSteps(loop) && isOverExamples(loop) ? counterOf(loop.header) : blockOf(loop.header, NOWHERE).counter;

/** What the loops within each other count: none of it counts all steps, and neither does what the outer ones raise. */
function countersIn(statement: Statement): string[] {
  if (statement.kind !== 'loop') return [];
  const counter = counterIn(statement);
  const names = isOverExamples(statement) ? statement.names.flatMap(namesIn) : counter ? [counter.name] : [];
  const raised = statement.body.some(isLoop) ? statement.body.flatMap(raisedIn) : [];
  return [...names, ...raised, ...statement.body.flatMap(countersIn)];
}

/** `t += 1` */
const raisedIn = (statement: Statement): string[] =>
  statement.kind === 'assign' && statement.operator === '+' && statement.value.kind === 'number'
    ? targetsOf(statement).flatMap((target) => (target.kind === 'name' ? target.name : []))
    : [];

/** Backwards, or with gaps: `range(T, 0, -1)`, `reversed(…)`, `t += 2`, `t--`. */
const UNEVEN =
  /\breversed\(|\brange\([^()]*(?:\([^()]*\)[^()]*)*,[^,]*,\s*(?!1\s*\))[^,]*\)\s*:?$|;[^;]*(?:--|-=|\+=\s*(?!1\b)\w)[^;]*$/;

/** What a loop counts, where that is not 1, 2, 3, …: it is not the time of the step. */
function unevenIn(loop: Loop): string[] {
  const { header, names, over } = loop;
  const counter = counterIn(loop);
  const isListed = over?.kind === 'tuple' || (over?.kind === 'call' && counter === null);
  const [name] = names.flatMap(namesIn);
  return name !== undefined && isTimeName(plainName(name)) && (UNEVEN.test(header) || isListed) ? [name] : [];
}

/** Of statements of which no more is known. */
const PLAIN = {
  counter: null,
  stale: [],
  isLoop: false,
  fixed: [],
  isRepeated: true,
  given: [],
  countsFromZero: false,
  own: [],
  parameters: [],
  name: '',
} as const;

/** Does a name stand for one value, and for no function and no list? */
function isTakenWhole(name: string, body: readonly Statement[]): boolean {
  const nodes = nodesIn(body);
  const parts = new Set(
    nodes.map((node) => (node.kind === 'entry' || node.kind === 'call' ? node.of : null)),
  );
  const uses = nodes.filter((node) => node.kind === 'name' && node.name === name);
  return uses.length > 0 && !uses.some((node) => parts.has(node)) && !boundIn(body).includes(name);
}

/** Another loop begins something else. */
function untilLoop(statements: readonly Statement[]): readonly Statement[] {
  const end = statements.findIndex(isLoop);
  return end < 0 ? statements : statements.slice(0, end);
}

type Around = Pick<Unit, 'setup' | 'parameters' | 'name'> & Partial<Surroundings>;

function* loopsIn(statements: readonly Statement[], around: Around): Generator<Candidate> {
  const before: Statement[] = [...around.setup];
  for (const [i, statement] of statements.entries()) {
    const behind = [...statements.slice(i + 1), ...(around.behind ?? [])];
    const above = around.before ? [...around.before, ...statements.slice(0, i)] : null;
    if (statement.kind === 'loop' && isLoop(statement)) {
      const { from, to, body } = statement;
      const counter = counterIn(statement);
      const isNested = body.some(isLoop);
      yield {
        ...PLAIN,
        ...around,
        setup: [...before],
        body: flattened(body),
        counter: isNested ? null : counter,
        around: { behind: untilLoop(behind), before: above },
        isLoop: true,
        stale: isNested ? countersIn(statement) : unevenIn(statement),
        fixed: parametersOf(around).filter(
          (name) => isGradientKey(plainName(name)) && isTakenWhole(name, body),
        ),
        from,
        to,
      };
    } else if (statement.kind === 'define') {
      yield* loopsIn(statement.body, {
        setup: [...around.setup, ...statements.filter((each) => each.kind !== 'loop' && each !== statement)],
        parameters: statement.parameters,
        name: statement.name,
        before: [],
      });
    } else if (statement.kind === 'loop' || statement.kind === 'if') {
      yield* loopsIn(
        statement.kind === 'loop' ? statement.body : [...statement.then, ...statement.otherwise],
        { ...around, behind, before: above },
      );
    }
    before.push(statement);
  }
}

/** What a function does is a step. */
const stepOf = ({ name, parameters, body, from, to }: Define, setup: readonly Statement[]): Candidate => ({
  ...PLAIN,
  name,
  setup,
  parameters,
  body,
  own: parametersOf({ parameters }),
  from,
  to,
});

interface Method {
  method: Define;
  /** What an object is given when it is made. */
  given: readonly Parameter[];
  setup: readonly Statement[];
  of: Statement & { kind: 'class' };
  /** Other methods of its class call it: it is a part of what they do. */
  isHelper: boolean;
}

/** `ms = [K.zeros(K.int_shape(p)) for p in params]` of a method in which Keras writes down the steps once, for all of them. */
const isMadeOnce = ({ name }: Define, statement: Statement): boolean =>
  name === 'get_updates' && statement.kind === 'assign' && isNumeric(statement.value);

/** Methods that are called while a rule runs. */
function methodsIn(statements: readonly Statement[]): Method[] {
  const above = statements.filter((each) => each.kind === 'define' || each.kind === 'assign');
  return statements.flatMap((statement) => {
    if (statement.kind !== 'class') return [];
    const methods = statement.body.filter((each) => each.kind === 'define');
    const first = methods.filter((method) => START.test(method.name));
    const fields = statement.body.filter((each) => each.kind === 'assign');
    const setup = [...above, ...fields, ...methods, ...first.flatMap((method) => method.body)];
    const given = first.flatMap(({ parameters }) => parameters);
    const others = methods.filter((method) => !first.includes(method) && !isReadingOnly(method));
    const called = new Set(callsIn(methods.flatMap(({ body }) => body)));
    return others.map((method) => {
      const isHelper = called.has(method.name);
      const above = method.body.filter((each) => isMadeOnce(method, each));
      const body = method.body.filter((each) => !above.includes(each));
      return { method: { ...method, body }, given, setup: [...setup, ...above], of: statement, isHelper };
    });
  });
}

/** `def predict(self, X): return X @ self.w` changes nothing, and has no gradient from which it could make anything. */
export function isReadingOnly({ parameters, body }: Define): boolean {
  const changed = [...statementsIn(body)].flatMap(changedBy);
  const nodes = nodesIn(body);
  const isOfGradients = (node: Node): boolean =>
    isGradientKey(plainName(lastName(node) ?? '')) || isGradientCall(calledName(node));
  return (
    changed.every(({ kind }) => kind === 'name') &&
    !nodes.some((node) => isOfGradients(node) || node.kind === 'function') &&
    !parametersOf({ parameters }).map(plainName).some(isGradientKey)
  );
}

const takesAllSteps = ({ method }: Method): boolean => method.body.some(isLoop);

const classesIn = (methods: readonly Method[]): Candidate[] =>
  methods
    .filter((each) => !takesAllSteps(each))
    .map(({ method, given, setup, of: { name, from, to } }) => ({
      ...stepOf(method, setup),
      parameters: [...given, ...method.parameters],
      name,
      from,
      to,
    }));

/** `def optimize(self, …)`, which takes all steps itself. */
const loopsInClasses = (methods: readonly Method[]): Candidate[] =>
  methods
    .filter(takesAllSteps)
    .flatMap(({ method, given, setup, of: { name } }) => [
      ...loopsIn(method.body, { setup, parameters: [...given, ...method.parameters], name, before: [] }),
    ]);

/**
 * `const step = (w, g) => …` defines a function, too, and so does one that returns it; one that another part of the program calls is
 * a helper.
 * @param around what the function around them does before it makes them
 */
function functionsIn(statements: readonly Statement[], around: readonly Statement[] = []): Candidate[] {
  const helpers = new Set(callsIn(statements));
  const own = statements.filter((each) => each.kind === 'assign' || each.kind === 'define');
  const setup = [...around, ...own];
  const functions = statements.flatMap((each): Define[] => {
    if (each.kind === 'define') return [each];
    if (each.kind === 'return' && each.value.kind === 'function') {
      const { parameters, body, from, to } = each.value;
      return [{ kind: 'define', name: '', parameters, body, from, to }];
    }
    const [[target, value] = []] = pairsOf(each);
    if (target?.kind !== 'name' || value?.kind !== 'function') return [];
    const { parameters, body, from, to } = value;
    return [{ kind: 'define', name: target.name, parameters, body, from, to }];
  });
  return functions
    .filter(({ name }) => name === '' || !helpers.has(name))
    .flatMap((each) => {
      const inner = functionsIn(each.body, [...setup, ...givenTo(each)]).filter(({ name }) =>
        isGivenBack(name, each),
      );
      return inner.length > 0 ? inner : stepOf(each, setup);
    });
}

/** `this.eps = options.eps`, of an object that is made. */
const isHandedOn = ({ targets, value }: Statement & { kind: 'assign' }): boolean =>
  targets.every(isOwnField) &&
  /^(?:name|member|choice)$/.test(value.kind) &&
  !namesIn(value).some((name) => means('self', name));

/** Statements of the first level under one name, with those above it that belong to it. */
export interface Group {
  above: readonly Statement[];
  statements: readonly Statement[];
}

/** Statements that stand alone are a step, but for those that say where it starts. */
export function alone({ above, statements: own }: Group): Candidate[] {
  const [first, last] = [own[0], own.at(-1)];
  if (!first || !last) return [];
  const statements = [...above, ...own];
  const definitions = statements.filter(isDefinition);
  const others = statements.filter((each) => !isDefinition(each));
  const isStart = (each: Statement): boolean =>
    each.kind === 'assign' &&
    each.operator === '' &&
    (each.value.kind === 'nothing' || isNumeric(each.value) || isHandedOn(each));
  const start = others.findIndex((each) => !isStart(each));
  const at = start < 0 ? others.length : start;
  return [
    {
      ...PLAIN,
      setup: [...definitions, ...others.slice(0, at)],
      body: others.slice(at),
      isRepeated: false,
      from: first.from,
      to: last.to,
    },
  ];
}

/** Does a function give back one that it makes? */
const isGivenBack = (name: string, { body }: Define): boolean =>
  body.some(
    (each) =>
      each.kind === 'return' &&
      (each.value.kind === 'function'
        ? name === ''
        : itemsOf(each.value).some(
            // tree_map(step, params, m) calls it.
            (node) => !calledName(node).endsWith('map') && namesIn(node).includes(name),
          )),
  );

/** What a function around another one is given by default is a start, or a constant. */
const givenTo = ({ parameters, from, to }: Define): Statement[] =>
  parameters.flatMap(({ name, value }) =>
    value ? assigned([{ kind: 'name', name, from, to }], value, { from, to }) : [],
  );

/**
 * In the order in which they are tried: the first kind that holds a rule counts, and those behind it are not made.
 *
 * @param groups of the statements of the first level
 */
export function* unitsOf(all: readonly Statement[], groups: () => readonly Group[]): Generator<Candidate[]> {
  yield [...loopsIn(all, { setup: [], parameters: [], name: '' })];
  const methods = methodsIn(all);
  yield classesIn(methods.filter(({ isHelper }) => !isHelper));
  yield classesIn(methods.filter(({ isHelper }) => isHelper));
  yield loopsInClasses(methods);
  yield functionsIn(all);
  yield groups().flatMap(alone);
}
