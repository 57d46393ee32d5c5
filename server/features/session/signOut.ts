import type { Request } from 'express';

/** Ends the session; an anonymous one takes its place. */
export function signOut(request: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    request.logOut((error: unknown) => (error ? reject(error) : resolve()));
  });
}
