/** What a text does: found out by this browser where it can, else by the server. */
import { getOwnTrial, tryCode, type OwnTrial, type TryOutcome } from '../../../../../contract/tries.ts';
import type { Asked } from '../../../../../grader/report/trial.ts';
import { languageOf } from '../../../../../grader/terms.ts';
import { call } from '../../../api/call.ts';
import { queryClient, queryOf } from '../../../api/query.ts';
import { askAgainAfter } from './words.ts';

export interface Params {
  course: string;
  assignment: string;
  question: string;
}

/** An instructor may publish other tests while somebody types. */
const FRESH_MS = 60_000;

/** Somebody who has asked for something looks for it so long. */
const PATIENCE_MS = 30_000;

/** On request, and so asked for again by itself while there is hope. */
export async function tryText(params: Params, asked: Asked): Promise<TryOutcome> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const outcome = (await tryInBrowser(params, asked)) ?? (await tryOnServer(params, asked));
    const again = outcome.kind === 'lost' ? null : askAgainAfter(outcome);
    if (again === null || performance.now() + again > until) return outcome;
    await new Promise((done) => setTimeout(done, again));
  }
}

export async function tryOnServer(params: Params, asked: Asked, signal?: AbortSignal): Promise<TryOutcome> {
  return (await call(tryCode, { params, body: asked }, signal)).outcome;
}

/** Null where the server is to be asked. */
export async function tryInBrowser(
  params: Params,
  asked: Asked,
  signal?: AbortSignal,
): Promise<TryOutcome | null> {
  if (languageOf(asked.file.name) === 'python') return null;
  const trial = await ownTrialOf(params);
  if (trial === null) return null;
  const ownTrier = await import('../../../trials/ownTrier.ts');
  return ownTrier.tryInBrowser(trial, asked, signal);
}

/** The last that was told, where the server cannot be reached. */
async function ownTrialOf(params: Params): Promise<OwnTrial | null> {
  const query = queryOf(getOwnTrial, { params });
  const told = await queryClient
    .fetchQuery({ ...query, staleTime: FRESH_MS, retry: false })
    .catch(() => queryClient.getQueryData(query.queryKey));
  return told?.trial ?? null;
}
