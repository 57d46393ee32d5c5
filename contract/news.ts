/** What open pages are told of, and from where on. */
import { z } from 'zod';

/** Of every answer: up to which news it holds what there is. A stream of news that is asked for from there (`after`) tells what came since. */
export const NEWS_HEADER = 'stepwise-news';

/**
 * Where a stream of news begins: at the earliest of these places, with spaces between them; absent: now. Where it is not known what came since, it
 * begins with saying that anything may have.
 */
export const NewsQuery = z.object({ after: z.string().max(500).optional() });
