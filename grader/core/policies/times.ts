/**
 * What of a set is when for whom: the set's own dates, and for some people other ones. Values in, values out; see
 * docs/adr/0032-policies-are-decisions-their-effects-are-computed.md.
 */
import { shiftDays } from '../../wallClock.ts';
import type { LateRules, LateWindow } from './lateness.ts';

const [MINUTE, HOUR] = [60_000, 3_600_000];

/** A set's own. */
export interface SetDates {
  /** Students see nothing of it before; null: as soon as it is published. */
  opensAt: Date | null;
  dueAt: Date;
  /** The hard end, whatever the late window says; null for none. */
  closesAt: Date | null;
  /** When grades come out, or came; null while nobody has said. */
  releasesAt: Date | null;
}

/** Other dates for one student, one group or one section; a date that is null is as it was. */
export interface Override {
  /** Exactly one of these three is not null. */
  userId: string | null;
  groupId: string | null;
  section: string | null;
  /** Of a group: who was in it when it was given. */
  members: readonly string[];
  opensAt: Date | null;
  dueAt: Date | null;
  /** How long late work is taken; open: until grades are released. */
  lateWindow: LateWindow | 'open' | null;
  closesAt: Date | null;
  releasesAt: Date | null;
  reason: string;
}

/** What of a person decides which overrides are theirs. */
export interface Belonging {
  userId: string;
  /** Empty for none. */
  section: string;
}

/** What holds for one person, and why: an override where one of theirs says so. */
export interface Times<O extends Override = Override> {
  opensAt: Date | null;
  dueAt: Date;
  /** The due time and the minutes of grace. */
  inTimeUntil: Date;
  /** Nothing is taken after this; null: until grades are released. */
  acceptedUntil: Date | null;
  releasesAt: Date | null;
  because: { opens: O | null; due: O | null; window: O | null; closes: O | null; releases: O | null };
}

export const isFor = (override: Override, { userId, section }: Belonging): boolean =>
  override.userId === userId ||
  override.members.includes(userId) ||
  (override.section !== null && override.section === section);

/** A person's own before their group's before their section's. */
const nearness = ({ userId, groupId }: Override): number => (userId !== null ? 2 : groupId !== null ? 1 : 0);

type Of = 'opensAt' | 'dueAt' | 'closesAt' | 'releasesAt';

const having = <O extends Override>(overrides: readonly O[], of: Of): O[] =>
  overrides.filter((each) => each[of] !== null);

/** Of those that move a time, the one that moves it farthest. */
function latest<O extends Override>(overrides: readonly O[], of: Of): O | null {
  const [first = null] = having(overrides, of).sort(
    (a, b) => b[of]!.getTime() - a[of]!.getTime() || nearness(b) - nearness(a),
  );
  return first;
}

function endOfWindow(window: LateWindow | null, dueAt: Date, zone: string): Date | null {
  if (window === null) return null;
  return 'days' in window
    ? shiftDays(dueAt, window.days, zone)
    : new Date(dueAt.getTime() + window.hours * HOUR);
}

const earlier = (a: Date | null, b: Date | null): Date | null => (a && b ? (a < b ? a : b) : (a ?? b));
const later = (a: Date, b: Date): Date => (a > b ? a : b);
/** No end is the latest. */
const endsLater = (a: Date | null, b: Date | null): boolean => b !== null && (a === null || a > b);

/**
 * The latest due time, late window, end and release, and the earliest opening, that are the person's: none takes time away, and who has
 * more of it than others sees grades after them, never before. So the order of what was granted says nothing.
 *
 * @param zone on whose clock a day is counted
 * @param mine the overrides that are the person's
 */
export function timesFor<O extends Override>(
  set: SetDates,
  { late, zone }: { late: LateRules; zone: string },
  mine: readonly O[],
): Times<O> {
  const longer = latest(mine, 'dueAt');
  const due = longer && longer.dueAt! > set.dueAt ? longer : null;
  const opening = having(mine, 'opensAt').sort(
    (a, b) => a.opensAt!.getTime() - b.opensAt!.getTime() || nearness(b) - nearness(a),
  )[0];
  const opens = opening && set.opensAt && opening.opensAt! < set.opensAt ? opening : null;
  const postponed = latest(mine, 'releasesAt');
  const releases = postponed && set.releasesAt && postponed.releasesAt! > set.releasesAt ? postponed : null;

  const dueAt = due?.dueAt ?? set.dueAt;
  const inTimeUntil = new Date(dueAt.getTime() + late.graceMinutes * MINUTE);
  const endAfter = (window: LateWindow | null) => earlier(endOfWindow(window, dueAt, zone), set.closesAt);
  let end = endAfter(late.window);
  let wider: O | null = null;
  for (const each of mine.toSorted((a, b) => nearness(b) - nearness(a))) {
    if (each.lateWindow === null) continue;
    const theirs = endAfter(each.lateWindow === 'open' ? null : each.lateWindow);
    if (endsLater(theirs, end)) [end, wider] = [theirs, each];
  }
  const own = latest(mine, 'closesAt');
  const closes = own && end && own.closesAt! > end ? own : null;
  const accepted = closes?.closesAt ?? end;
  return {
    opensAt: opens?.opensAt ?? set.opensAt,
    dueAt,
    inTimeUntil,
    // Whoever has until later is never shut out before that.
    acceptedUntil: accepted && later(accepted, inTimeUntil),
    releasesAt: releases?.releasesAt ?? set.releasesAt,
    because: { opens, due, window: closes ? null : wider, closes, releases },
  };
}

/** Whether grades are out at a moment. */
export const isOut = (releasesAt: Date | null, now: Date): boolean =>
  releasesAt !== null && releasesAt <= now;
