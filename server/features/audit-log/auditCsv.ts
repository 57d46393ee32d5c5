import { stringify } from 'csv-stringify/sync';
import type { AuditEntry } from '../../../contract/auditLog.ts';

/** The log as CSV; a name is a student's to choose, see `gradebook/writeCsv.ts`. */
export function auditCsv(entries: readonly AuditEntry[]): string {
  const records = entries.map(({ at, actor, act, subject, facts }) => [
    at,
    actor?.name ?? 'command line',
    act,
    subject,
    facts.map(({ name, value }) => `${name}: ${value}`).join('\n'),
  ]);
  const header = ['Time (UTC)', 'Who', 'Act', 'What', 'Details'];
  return stringify([header, ...records], { bom: true, escape_formulas: true, record_delimiter: 'windows' });
}
