/** The rule that the code blocks of an answer compute: of several the one asked for. */
import { isAskedName } from '../model/blocks.ts';
import { placeIn, readOr, Unreadable } from '../place.ts';
import type { Place } from '../place.ts';
import { programOf } from '../syntax/program.ts';
import { batched } from './gradients/batches.ts';
import { statementsOf } from './pseudoCode.ts';
import { labelsAt, optimizerOfLabel } from '../text/words/labels.ts';
import type { Label } from '../text/words/labels.ts';
import type { CodeBlock } from '../text/markdown.ts';
import type { Host } from './seen/values.ts';
import { missingUpdate, ruleOfUnit } from './rule.ts';
import type { CodeRule } from './rule.ts';
import type { Span, Statement } from '../syntax/nodes.ts';
import { isRateKey, plainName, withoutOwner } from './seen/names.ts';
import {
  boundIn,
  callsIn,
  changedBy,
  isDefinition,
  isNumeric,
  namesUsed,
  rootNameOf,
  targetsOf,
} from './seen/survey.ts';
import { withoutUses } from './uses/withoutUses.ts';
import { inWhole } from './plainer/coordinates.ts';
import { lostCopy } from './slips/copies.ts';
import { withDefined } from './plainer/arrows.ts';
import { withDerivatives } from './gradients/derivatives.ts';
import { inContainers } from './plainer/containers.ts';
import { basesOf, withBases } from './plainer/inherited.ts';
import { withFunctions } from './plainer/functionRecords.ts';
import { stepsAddedOf, withStepsAdded } from './plainer/givenSteps.ts';
import { lostList } from './plainer/filledLists.ts';
import { lostRecord } from './plainer/handedBack.ts';
import { withoutLayers } from './gradients/layers.ts';
import { inRecords } from './plainer/records.ts';
import { withKeptStates } from './plainer/keptUnderAnyName.ts';
import { withTupleKeys } from './plainer/tupleKeys.ts';
import { partAlone } from './slips/parts.ts';
import { withoutShuffles } from './steps/shuffled.ts';
import { slipIn } from './slips/slips.ts';
import { undeclared } from './slips/undeclared.ts';
import { meaninglessIn, noMeaning } from './slips/unbound.ts';
import type { Slip } from './seen/survey.ts';
import { stepsCounted } from './steps/ticks.ts';
import { handedOn, notPutBack } from './slips/turns.ts';
import { countedFromZero } from './steps/fromZero.ts';
import { withBranchOf } from './steps/branches.ts';
import { alone, unitsOf } from './steps/units.ts';
import type { Candidate, Group } from './steps/units.ts';

const hostOf = (text: string): Host => ({
  placeOf: ({ from }: Span): Place => placeIn(text, from),
  textOf: ({ from, to }) => text.slice(from, to),
});

interface Found {
  rule: CodeRule;
  optimizer: string | null;
  /** Of its class or function, and the classes on which that builds. */
  name: string;
  bases: readonly string[];
}

/** What has the name of an optimizer, or builds on what has, and could not be read. */
type Failed = Omit<Found, 'rule'> & { error: Unreadable };

function optimizerOf({ name, from }: Candidate, labels: readonly Label[]): string | null {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/_/g, ' ');
  return (
    labelsAt(labels, from).at(-1)?.optimizer ??
    (name === '' ? null : (optimizerOfLabel(words) ?? optimizerOfLabel(name)))
  );
}

/**
 * Statements of the first level by the names under which they stand, each with what belongs to it of those above: all that stands above
 * the first name, unless it is a rule by itself, and wherever it stands what gives a value to a name that it uses and does not give.
 */
function grouped(
  statements: readonly Statement[],
  labels: readonly Label[],
  isRule: (unit: Candidate) => boolean,
): Group[] {
  const groups: { label: Label | undefined; above: Statement[]; statements: Statement[] }[] = [];
  for (const statement of statements) {
    const label = labelsAt(labels, statement.from).at(-1);
    const last = groups.at(-1);
    if (last && last.label === label) last.statements.push(statement);
    else groups.push({ label, above: [], statements: [statement] });
  }
  const [first, ...named] = groups;
  if (!first || named.length === 0) return groups;
  const isShared = first.label === undefined && !alone(first).some(isRule);
  const withAbove = groups.map((group, i): Group => {
    const above = groups.slice(0, i).flatMap((each) => each.statements);
    const given = givenFor(group.statements, above);
    return {
      ...group,
      above: above.filter(
        (each) => given.has(each) || (isShared && first.statements.includes(each) && !isSchedule(each)),
      ),
    };
  });
  return isShared ? withAbove.slice(1) : withAbove;
}

/** `lr = lr0 / (1 + decay * t)` */
function isSchedule(statement: Statement): boolean {
  const names = targetsOf(statement).flatMap((target) => rootNameOf(target) ?? []);
  const isRate = names.length > 0 && names.every((name) => isRateKey(plainName(name)));
  return isRate && statement.kind === 'assign' && !isNumeric(statement.value);
}

/** Those of the statements above that give values to what these use and do not give themselves; how a rate falls is no part of a rule. */
function givenFor(own: readonly Statement[], above: readonly Statement[]): ReadonlySet<Statement> {
  const bound = new Set(boundIn(own));
  const wanted = new Set(namesUsed(own));
  const given = new Set<Statement>();
  for (const statement of above.toReversed()) {
    const names = changedBy(statement).flatMap((target) => rootNameOf(target) ?? []);
    const isWanted = names.some(
      (name) => wanted.has(name) && !bound.has(name) && !isRateKey(plainName(name)),
    );
    if (!isWanted && statement.kind !== 'define') continue;
    given.add(statement);
    for (const name of namesUsed([statement])) wanted.add(name);
  }
  return given;
}

/** Languages in which 1 / 2 is 0. */
const HAS_INTEGERS =
  /^[ \t]*(?:#include|(?:(?:public|private|static|const|final)[ \t]+)*(?:void|double|float|int|size_t)\b|func\s|fn\s|package\s|let mut\b)/m;

/** `Math.pow(h, 1 / 2)` in C# or Kotlin: nothing but whole numbers, which do not divide. */
function wholeDivision(text: string): Slip | null {
  if (!HAS_INTEGERS.test(text)) return null;
  for (const { 0: found, index, 1: top, 2: bottom } of text.matchAll(
    /(?<![\w.)\]])(\d+)\s*\/\s*(\d+)(?![\w.])/g,
  ))
    if (Number(top) % Number(bottom) !== 0)
      return {
        at: { from: index, to: index + found.length },
        reason: `“${found}” is a division of whole numbers, which is ${Math.floor(Number(top) / Number(bottom))} in this language`,
        help: `Write ${top}.0 / ${bottom}.0.`,
      };
  return null;
}

/** `[np.zeros(n)] * k`: one array, k times. */
function repeatedArray(text: string): Slip | null {
  const found = /\[\s*[\w.]*(?:zeros|array)\w*\([^\]\n]*\)\s*\]\s*\*/.exec(text);
  return (
    found && {
      at: { from: found.index, to: found.index + found[0].length },
      reason: 'a list whose entries are all one array',
      help: 'Make an array for each, as in [np.zeros(n) for _ in range(k)].',
    }
  );
}

/** Julia's `v .= …` and `@. v = …` change an array in place, and `old = v` is no copy of it. */
function broadcastAlias(text: string): Slip | null {
  for (const { 0: found, index, 1: one, 2: other } of text.matchAll(
    /^[ \t]*([\p{L}_]\w*)\s*=\s*([\p{L}_]\w*)[ \t]*(?:#.*)?$/gmu,
  )) {
    const behind = text.slice(index + found.length);
    for (const [changed, kept] of [
      [one!, other!],
      [other!, one!],
    ] as const) {
      const at = new RegExp(
        String.raw`^[ \t]*(?:@\.[ \t]*${changed}\s*[-+*/]?=|${changed}\s*\.[-+*/]?=)`,
        'mu',
      ).exec(behind);
      const rest = at ? behind.slice(at.index + at[0].length).replace(/#.*/g, '') : '';
      if (at && new RegExp(String.raw`(?<![\p{L}\w])${kept}(?![\p{L}\w])`, 'u').test(rest))
        return {
          at: { from: index, to: index + found.length },
          reason: `“${one}” and “${other}” are one array, which is changed in place`,
          help: `Write ${one} = copy(${other}).`,
        };
    }
  }
  return null;
}

function foundIn(block: CodeBlock, labels: readonly Label[], asked: string | undefined): Read {
  const host = hostOf(block.program.text);
  const own = labels.map((label) => ({ ...label, start: label.start - block.offset }));
  const zero = countedFromZero(block.program.text);
  const given = 'steps' in block.program ? statementsOf(block.program) : block.program.statements;
  const all = withTupleKeys(withKeptStates(given));
  const ordered = withoutShuffles(withBranchOf(withFunctions(withDerivatives(withDefined(all))), asked));
  const records = inRecords(stepsCounted(ordered));
  const written = inContainers(records.statements);
  const { text } = block.program;
  const asksForNames = !('steps' in block.program) && !block.program.isDeclared;
  const slip =
    (asksForNames ? undeclared(all) : null) ??
    wholeDivision(text) ??
    broadcastAlias(text) ??
    repeatedArray(text) ??
    lostList(records.statements) ??
    lostCopy(written) ??
    lostRecord(records) ??
    slipIn(written);
  if (slip) return { found: [], failed: [], error: refused(slip, host) };
  // In pseudo-code a loop's names are the things themselves.
  const isProgram = !('steps' in block.program) || /\.[-+*/]?=/.test(text);
  const source: Source = { host, labels: own, countsFromZero: zero !== null, isProgram };
  const read = rulesIn(written, source);
  // Lines without a loop do not say how often they were done before.
  const isCounted =
    zero === 'shown' && 'steps' in block.program && given.every(({ kind }) => kind !== 'loop');
  if (read.found.length > 0) return isCounted ? allAssuming(read, FROM_ZERO) : read;
  const whole = inWhole(written);
  const other = whole ? rulesIn(whole, source) : read;
  if (other.found.length > 0) return other;
  const added = read.error && LACKS.test(read.error.message) ? withStepsAdded(written) : null;
  const moved = added ? rulesIn(added.statements, source) : read;
  if (!added || moved.found.length === 0) return read;
  return allAssuming(moved, stepsAddedOf(added.givers));
}

const allAssuming = (read: Read, assumption: string): Read => ({
  ...read,
  found: read.found.map((each) => ({ ...each, rule: assuming(each.rule, [assumption]) })),
});

const FROM_ZERO = 'The steps are taken to be counted from 0, as the powers show.';

const refused = ({ at, reason, help }: Slip, host: Host): Unreadable =>
  new Unreadable(host.placeOf(at), reason, help, true);

interface Read {
  found: Found[];
  failed: Failed[];
  error: Unreadable | null;
}

interface Source {
  host: Host;
  labels: readonly Label[];
  countsFromZero: boolean;
  isProgram: boolean;
}

/** The rules of statements in which no slip was seen as they are written. */
function rulesIn(written: readonly Statement[], { host, labels, countsFromZero, isProgram }: Source): Read {
  const { statements: derived, byHand, late } = batched(written, host.textOf);
  const statements = withBases(withoutLayers(derived));
  const slip = late ?? partAlone(derived) ?? handedOn(derived) ?? (isProgram ? notPutBack(derived) : null);
  let error = slip && refused(slip, host);
  const failed: Failed[] = [];
  if (error) return { found: [], failed, error };
  const meaningless = isProgram ? meaninglessIn(written) : [];
  const ruleOf = (unit: Candidate): CodeRule => ruleOfUnit({ ...unit, countsFromZero }, host);
  const isRule = (unit: Candidate): boolean =>
    readOr(
      () => ruleOf(unit) !== null,
      () => false,
    );
  const tried = (body: readonly Statement[]): Omit<Read, 'failed'> => {
    error = null;
    for (const units of unitsOf(body, () => grouped(body, labels, isRule))) {
      const found: Found[] = [];
      for (const unit of units) {
        const { name } = unit;
        const as = { optimizer: optimizerOf(unit, labels), name, bases: basesOf(name, statements) };
        try {
          const rule = ruleOf(unit);
          const lost = meaningless.find((each) => !stands(rule, each.name));
          if (lost) throw refused(noMeaning(lost), host);
          found.push({ rule: assuming(rule, byHand.map(ofData)), ...as });
        } catch (failure) {
          if (!(failure instanceof Unreadable)) throw failure;
          failed.push({ error: failure, ...as });
          if (error === null || LACKS.test(error.message)) error = failure;
        }
      }
      if (found.length > 0) return { found, error: null };
      if (error && !NO_RULE.test(error.message)) return { found, error };
    }
    return { found: [], error };
  };
  const whole = tried(statements);
  const rest = whole.found.length > 0 ? null : withoutUses(statements);
  const alone = rest ? tried(rest) : whole;
  return { ...(alone.found.length > 0 ? alone : whole), failed };
}

/** Is it one of the names of a rule? */
const stands = ({ constants, schedule, parameter, further }: CodeRule, written: string): boolean =>
  further.some((each) => stands(each, written)) ||
  [
    parameter,
    ...constants.map(({ name }) => name),
    ...schedule.instructions.map(({ target }) => target),
  ].some((name) => plainName(withoutOwner(name)) === plainName(written));

const assuming = (rule: CodeRule, more: readonly string[]): CodeRule => ({
  ...rule,
  assumptions: [...rule.assumptions, ...more],
});

/** What a program works out from its data is not checked. */
const ofData = (name: string): string => `What the code works out for “${name}” is taken for the gradient.`;

/** Does a block call what another one defines: `opt = Adagrad(model.parameters())`? */
function usesAnother(blocks: readonly CodeBlock[]): boolean {
  const bodies = blocks.map(({ program }) => ('steps' in program ? [] : program.statements));
  const namesOf = (body: readonly Statement[]): string[] => body.filter(isDefinition).map(({ name }) => name);
  const defined = namesOf(bodies.flat());
  return bodies.some((body) => {
    const calls = new Set(callsIn(body.filter((each) => !isDefinition(each))));
    return defined.some((name) => calls.has(name) && !namesOf(body).includes(name));
  });
}

/** Of what is no rule at all. */
const LACKS = /^the (update of the parameters is missing|gradient does not occur)/;
/** Of what may be a rule in another part of the program. */
const NO_RULE =
  /^the (update of the parameters is missing|gradient does not occur)|is a function that is not known here$/;

/**
 * @param sameSteps are two rules the same?
 * @throws Unreadable where no block is a rule, or it is not said which of several is meant
 */
export function readCode(
  blocks: readonly CodeBlock[],
  labels: readonly Label[],
  asked: string | undefined,
  sameSteps: (one: CodeRule, other: CodeRule) => boolean,
): CodeRule {
  let results = blocks.map((block) => foundIn(block, labels, asked));
  if (blocks.length > 1 && (results.every((result) => result.found.length === 0) || usesAnother(blocks))) {
    // What one block defines another one uses.
    const [language = ''] = blocks.flatMap(
      ({ program }) => ('language' in program && program.language) || [],
    );
    const program = programOf(blocks.map((block) => block.program.text).join('\n'), language);
    if (program) results = [foundIn({ program, offset: 0 }, [], asked)];
  }
  const found = results.flatMap((result) => result.found);
  const errors = results.flatMap(({ error }) => error ?? []);
  const failed = errors.find(({ message }) => !LACKS.test(message));
  const isNamed = ({ optimizer }: Omit<Found, 'rule'>): boolean => isAskedName(optimizer, asked);
  const named = found.filter(isNamed);
  const open = found.filter(({ optimizer }) => optimizer === null);
  const meant = named.length > 0 ? named : open.length > 0 ? open : found;
  const [first, ...others] = meant;
  const at = { source: blocks[0]?.program.text.trim().split('\n')[0] ?? '', offset: 0, token: '' };
  if (!first) throw failed ?? errors[0] ?? missingUpdate(at);
  const unread = results.flatMap((result) => result.failed);
  // Nothing else is judged in the place of what was asked for.
  const lost = named.length > 0 ? [] : unread.filter(isNamed);
  const why = lost.find(({ error }) => !LACKS.test(error.message)) ?? (open.length > 0 ? undefined : lost[0]);
  if (why) throw why.error;
  // A class that builds on it may do something else, and is the one that is used.
  const isBuiltOn = ({ optimizer, bases }: Omit<Found, 'rule'>): boolean =>
    optimizer === null && first.name !== '' && bases.includes(first.name);
  const spoilt = unread.find((each) => isBuiltOn(each) && !LACKS.test(each.error.message));
  if (spoilt) throw spoilt.error;
  const undone = found.find((each) => isBuiltOn(each) && !sameSteps(first.rule, each.rule));
  if (undone) {
    const reason = `“${undone.name}” builds on “${first.name}”, and does not take the same steps`;
    throw new Unreadable(at, reason, 'Keep the one that is meant.');
  }
  const other = others.find(({ rule }) => !sameSteps(first.rule, rule));
  if (failed && named.length === 0) throw failed;
  if (other)
    throw new Unreadable(
      at,
      'the code holds several rules, and they do not take the same steps',
      'Keep the one that is meant.',
    );
  return first.rule;
}
