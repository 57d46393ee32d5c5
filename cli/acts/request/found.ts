import { getRequest } from '../../../contract/requests.ts';
import type { RequestEvent, RequestRow } from '../../../contract/requests.ts';
import type { Asked } from '../act.ts';

export const requestLine = ({ id, assignment, question, members, state, handler }: RequestRow): string =>
  `${id} ${assignment.slug}/${question}: ${members.map(({ name }) => name).join(', ')}; ${state}, ${
    handler === null ? 'taken by nobody' : `taken by ${handler.name}`
  }`;

const eventLine = ({ act, by, to, text, before, after }: RequestEvent): string =>
  [
    `  ${by.name}: ${act.replace('_', ' ')}${to === null ? '' : ` (${to.name})`}`,
    ...(act === 'closed' ? [`${before ?? '–'} → ${after ?? '–'} points`] : []),
    ...(text === '' ? [] : [text]),
  ].join('. ');

export const requestLines = (row: RequestRow): string[] => [
  requestLine(row),
  ...(row.item === null ? [] : [`  about: ${row.item.text} (${row.item.points})`]),
  ...(row.passage === null ? [] : [`  about line ${row.passage.line}: ${row.passage.quote}`]),
  `  ${row.askedBy.name}: ${row.reason}`,
  ...row.events.map(eventLine),
];

export const requestParams = ({ id, submissionId }: RequestRow) => ({ submissionId, requestId: id });

export const found = (server: Asked<typeof getRequest>, course: string, request: string) =>
  server.call(getRequest, { params: { course, requestId: request } });
