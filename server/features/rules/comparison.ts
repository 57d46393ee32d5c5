import type { CodeSource, WrittenRule } from '../../../grader/rules/sources.ts';
import type { RuleFile } from './ruleOf.ts';

/** What a task is given to compare: a rule as it was written, what is asked for, and the members' code. */
export interface Comparison {
  written: WrittenRule;
  rule: RuleFile;
  code: CodeSource | null;
}
