/** What is told apart of the languages whose variables have types: their grammars, and what a value of theirs is. */
import { parser as cpp } from '@lezer/cpp';
import { parser as go } from '@lezer/go';
import { parser as java } from '@lezer/java';
import { parser as rust } from '@lezer/rust';
import type { Copied } from '../nodes.ts';

/** What all of Lezer's grammars are. */
export type Grammar = typeof cpp;

export interface Language {
  parser: Grammar;
  /** What a fence calls it. */
  fence: RegExp;
  /** What stands around a part that is no program by itself, such as a method without its class. */
  around: readonly (readonly [before: string, behind: string])[];
  /** In `double m = b * m` the m on the right is the one that is declared. */
  isSeenAtOnce: boolean;
  /** Fields start at zero where nothing is said, and with them all variables. */
  startsAtZero: 'fields' | 'all' | false;
  /** A function gives back what it ends with. */
  givesLast: boolean;
  /** `%` multiplies arrays entry by entry, as in Armadillo. */
  hasEntrywise: boolean;
  /** Fields have no object before them. */
  hasBareFields: boolean;
  /** What a function does not change outside, of a parameter that is written so. */
  copiedAs: (type: string) => Copied | undefined;
  /** What a loop does not change, of names that are written so. */
  loopCopies: (type: string) => Copied | undefined;
}

const INTEGER =
  /\b(?:int|long|short|char|byte|unsigned|u?int\d+(?:_t)?|[iu](?:8|16|32|64|128|size)|s?size_t|uint|Integer|Long|Short|Byte|Index)\b/;
const REAL = /\b(?:double|float|f32|f64|float32|float64|Double|Float|T|Scalar|real|Real)\b/;

/** Is it a type of whole numbers, or a container of them? */
export const isOfIntegers = (type: string): boolean => INTEGER.test(type) && !REAL.test(type);
export const isOfReals = (type: string): boolean => REAL.test(type);
/** Is it a number, or an array of those, and nothing with fields of its own? */
export const isOfNumbers = (type: string): boolean =>
  /^(?:const |final |static )*(?:std::vector<)?(?:const )?(?:unsigned |long )*(?:double|float|int|long|size_t|f32|f64|float32|float64)>?(?: ?const)?[\s*&[\]\d]*$/.test(
    type.trim(),
  );

/** Null where it says neither. */
export const isWhole = (type: string): boolean | null =>
  isOfReals(type) ? false : isOfIntegers(type) || null;

/** Numbers in Java, the only values of which a method has a copy. */
const PRIMITIVE =
  /^(?:final )?(?:double|float|int|long|short|byte|char|boolean|Double|Float|Integer|Long)(?: \w+)?$/;

/** Types that refer to what others have, too. */
const SHARED = /[&*]|\b\w*(?:span|Span|Ref|Map|Tensor|View|ViewMut|ptr|Ptr|iterator|Rc|Arc)\b/;

const outside = (type: string): string => type.replace(/<.*>/s, '<>');

const ofC = (type: string): Copied | undefined =>
  SHARED.test(outside(type)) || /\[/.test(type) ? undefined : 'whole';
const ofJava = (type: string): Copied => (PRIMITIVE.test(type.trim()) ? 'whole' : 'name');
const ofRust = (type: string): Copied | undefined => (SHARED.test(outside(type)) ? undefined : 'whole');
const ofGo = (type: string): Copied | undefined =>
  type.includes('*') ? undefined : /\[\]|\bmap\[|\.\.\./.test(type) ? 'name' : 'whole';

const CPP: Language = {
  parser: cpp,
  fence: /^(?:c|h|cc|cxx|cpp|c\+\+|hpp|cuda|cu|arduino)$/,
  around: [['', '']],
  isSeenAtOnce: true,
  startsAtZero: false,
  givesLast: false,
  hasEntrywise: true,
  hasBareFields: true,
  copiedAs: ofC,
  loopCopies: ofC,
};

const JAVA: Language = {
  parser: java,
  fence: /^java$/,
  around: [
    ['', ''],
    ['class A {', '}'],
  ],
  isSeenAtOnce: true,
  startsAtZero: 'fields',
  givesLast: false,
  hasEntrywise: false,
  hasBareFields: true,
  copiedAs: ofJava,
  loopCopies: ofJava,
};

const RUST: Language = {
  parser: rust,
  fence: /^(?:rust|rs)$/,
  around: [['', ';']],
  isSeenAtOnce: false,
  startsAtZero: false,
  givesLast: true,
  hasEntrywise: false,
  hasBareFields: false,
  copiedAs: ofRust,
  // Of a copy nothing can be changed there, unless it is said.
  loopCopies: () => undefined,
};

const GO: Language = {
  parser: go,
  fence: /^(?:go|golang)$/,
  around: [['', '']],
  isSeenAtOnce: false,
  startsAtZero: 'all',
  givesLast: false,
  hasEntrywise: false,
  hasBareFields: false,
  copiedAs: ofGo,
  loopCopies: () => 'name',
};

const LANGUAGES = [CPP, JAVA, RUST, GO];

const named = (fence: string): readonly Language[] =>
  LANGUAGES.filter((each) => each.fence.test(fence.toLowerCase()));

/** Is a fence that of one of these languages? */
export const isTypedFence = (fence: string): boolean => named(fence).length > 0;

/** Those that a fence may mean: all of them where it names none. */
export const languagesOf = (fence: string): readonly Language[] =>
  isTypedFence(fence) ? named(fence) : LANGUAGES;
