import type { AuditEntry } from '../../../contract/auditLog.ts';
import { toCsv } from '../csv.ts';

/** The log as CSV. */
export function auditCsv(entries: readonly AuditEntry[]): Promise<string> {
  const records = entries.map(({ at, actor, act, sentence, facts }) => [
    at,
    actor?.name ?? 'command line',
    act,
    sentence,
    facts.map(({ name, value }) => `${name}: ${value}`).join('\n'),
  ]);
  const header = ['Time (UTC)', 'Who', 'Act', 'What', 'Details'];
  return toCsv([header, ...records]);
}
