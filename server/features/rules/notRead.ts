import type { RuleReading } from '../../../contract/rules.ts';

/** What a page shows in place of a reading that there is none of. */
export const notRead = (message: string): RuleReading => ({
  understood: false,
  headline: 'Not read',
  right: false,
  message,
  remarks: [],
});

/** The same of a text that was given up. @param reason as a sentence goes on */
export const givenUp = (reason: string): RuleReading =>
  notRead(
    `The rule could not be read: ${reason}. The answer is safe; a person reads it. Fewer formulas, and the rest in words, can be read.`,
  );
