/** What people are told of their group: who came, who went, and with whom they are now. `forget_person` finds the names (ADR 154). */
import { about, and, pageOf, type Place, type Words } from './words.ts';

/** A person's group before and after an act, each by the names of the others. */
export interface OtherGroup {
  came: readonly string[];
  went: readonly string[];
  /** Empty: they are by themselves. */
  now: readonly string[];
}

/** A student's own act: they accepted an invitation, or left. */
export const joinedOrLeftWords = (place: Place, { came, went, now }: OtherGroup): Words => {
  const { title } = place.set;
  const still = now.length === 0 ? 'You are by yourself now.' : `With you in it are still ${and(now)}.`;
  return came.length > 0
    ? {
        subject: about(place, `${and(came)} joined your group`),
        text: `${and(came)}, whom your group invited, joined it for ${title}, and writes and submits with you from now on. With you in it are now ${and(now)}.`,
        path: pageOf(place),
      }
    : {
        subject: about(place, `${and(went)} left your group`),
        text: `${and(went)} left your group for ${title}: later submissions of theirs do not name you, nor yours them. ${still} What was written and submitted is kept.`,
        path: pageOf(place),
      };
};

/** @param reason what staff say, or why somebody has no group in the course any more */
export const movedWords = (place: Place, { came, went, now }: OtherGroup, reason: string): Words => {
  const rest = [
    came.length > 0 && came.length < now.length && `${and(came)} came`,
    went.length > 0 && `${and(went)} went`,
  ].filter((each) => each !== false);
  const company = now.length === 0 ? 'you are by yourself' : `you are with ${and(now)}`;
  return {
    subject: about(place, 'your group was changed'),
    text: `Your group for ${place.set.title} was changed: ${company} from now on${rest.length > 0 ? ` (${rest.join(', ')})` : ''}. Why: ${reason}\nWhat you wrote and submitted is kept.`,
    path: pageOf(place),
  };
};
