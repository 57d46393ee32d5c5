import type { RegradeRequest, RequestEvent } from '../../../../contract/requests.ts';
import { pointsText, toldApart } from '../../components/points.ts';

/** What closing did, first in one word that a student looks for. */
export function outcomeOf({ before, after }: Pick<RequestEvent, 'before' | 'after'>): string {
  if (after === null || before === after) return 'Unchanged';
  if (before === null) return `Graded: ${pointsText(after)}`;
  return `${after > before ? 'Raised' : 'Lowered'} from ${toldApart([before, after], pointsText).join(' to ')}`;
}

export function actWords(event: RequestEvent): string {
  switch (event.act) {
    case 'taken':
      return 'took it';
    case 'handed_over':
      return `handed it to ${event.to?.name ?? 'a colleague'}`;
    case 'let_go':
      return 'let go of it';
    case 'replied':
      return 'replied';
    case 'withdrawn':
      return 'withdrew the request';
    case 'closed':
      return `closed it. ${outcomeOf(event)}`;
  }
}

export function stateWords({ state, handler, events }: RegradeRequest): string {
  const last = events.at(-1);
  if (state === 'withdrawn') return 'Withdrawn';
  if (state === 'closed' && last) return outcomeOf(last);
  return handler === null ? 'Waiting' : `Waiting, ${handler.name} has it`;
}
