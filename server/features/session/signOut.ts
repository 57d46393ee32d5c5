import type { Request, Response } from 'express';
import { SESSION_COOKIE } from '../../middleware/session.ts';

/** Ends the session and stores none in its place. */
export async function signOut(request: Request, response: Response): Promise<void> {
  if (!request.user) return;
  await new Promise<void>((resolve, reject) => {
    request.session.destroy((error: unknown) => (error ? reject(error) : resolve()));
  });
  delete request.user;
  response.clearCookie(SESSION_COOKIE);
}
