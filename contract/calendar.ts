/** A person's due times for their calendar: a private feed at an address that nobody guesses. */
import { z } from 'zod';
import { Moment } from './common.ts';
import { defineOperation } from './operation.ts';

const Link = z.object({
  /** The address of the feed; null where the person has none. */
  url: z.string().nullable(),
  madeAt: Moment.nullable(),
  /** When a calendar last asked for it. */
  readAt: Moment.nullable(),
});
export type CalendarLink = z.infer<typeof Link>;

export const getCalendarLink = defineOperation({
  id: 'getCalendarLink',
  method: 'get',
  path: '/api/calendar-link',
  summary: 'The address of my calendar feed',
  response: Link,
});

export const makeCalendarLink = defineOperation({
  id: 'makeCalendarLink',
  method: 'post',
  once: 'replaces',
  path: '/api/calendar-link',
  summary: 'Make an address for my calendar feed; one that there was leads nowhere any more',
  response: Link,
  errors: ['csrf'],
});

export const revokeCalendarLink = defineOperation({
  id: 'revokeCalendarLink',
  method: 'delete',
  once: 'state',
  path: '/api/calendar-link',
  summary: 'End my calendar feed: its address leads nowhere any more',
  response: Link,
  errors: ['csrf'],
});

export const getCalendar = defineOperation({
  id: 'getCalendar',
  method: 'get',
  path: '/api/calendar.ics',
  summary: 'When what is due for the owner of the address, as iCalendar (RFC 5545)',
  query: z.object({ key: z.string().min(1).max(200) }),
  response: z.string(),
  responseType: 'text/calendar',
  errors: ['not_found'],
});
