import { GraderFault, type Language } from '../terms.ts';

const NAMES: Record<Language, string> = {
  python: 'Python',
  javascript: 'JavaScript',
  typescript: 'TypeScript',
};

/**
 * This host lacks what it takes to run programs of a language safely, and will until an operator has changed it: trying
 * again is of no use before. The message says so in a sentence for everybody.
 */
export class LanguageRefused extends GraderFault {
  override name = 'LanguageRefused';
  readonly language: Language;
  /** What was probed and found wanting, and what to do, for the operator. */
  readonly reason: string;

  constructor(language: Language, reason: string) {
    super(`This server cannot run ${NAMES[language]} programs safely: ${reason}`);
    this.language = language;
    this.reason = reason;
  }
}
