/** What this page keeps from colleagues, and how it lets go. */
import { releaseClaims } from '../../../../../contract/grading.ts';
import { call, callLeaving, type CallInput } from '../../../api/call.ts';

let page = crypto.randomUUID();

/** Under which name this page holds answers, since it let go last. */
export const holdingPage = (): string => page;

/**
 * Lets go of the answers to a question that are held under the present name. What is held from now on has another one, so that this
 * may arrive late: it takes nothing that is held by then, here or in another tab of the same person.
 *
 * @param place.isLeaving whether the page itself is left
 */
export function letGo({
  isLeaving,
  ...params
}: CallInput<typeof releaseClaims>['params'] & { isLeaving: boolean }): void {
  const input = { params, query: { page } };
  page = crypto.randomUUID();
  if (isLeaving) callLeaving(releaseClaims, input);
  else void call(releaseClaims, input).catch(() => null);
}
