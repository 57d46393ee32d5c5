/** The request of one page that another puts a figure into an answer; it comes with the way there and from nowhere else. */
import { z } from 'zod';

const Request = z.object({ putFigure: z.string() });

/** State of a navigation. */
export const putRequest = (question: string): z.infer<typeof Request> => ({ putFigure: question });

export const isAskedToPut = (state: unknown, question: string): boolean =>
  Request.safeParse(state).data?.putFigure === question;
