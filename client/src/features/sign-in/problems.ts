import type { SignInProblem } from '../../../../contract/account.ts';

/** Why somebody came back from the provider without being signed in, and what to do. */
const PROBLEMS: Readonly<Record<SignInProblem, (provider: string) => string>> = {
  unverified: (provider) =>
    `${provider} does not say that your e-mail address is yours. Verify it there, or sign in with your password.`,
  unknown: (provider) =>
    `No account here has the address that ${provider} knows you by, and no course expects you by it. Ask your instructor for an invitation to that address.`,
  other_person: (provider) =>
    `The account of your address belongs to somebody else at ${provider}. Sign in with your password, or ask an administrator.`,
  unreachable: (provider) =>
    `${provider} does not answer. Try again in a minute, or sign in with your password.`,
  refused: (provider) => `${provider} did not sign you in. Try again, or sign in with your password.`,
  expired: () => 'Signing in took too long, or began in another window. Try again.',
  invalid: (provider) =>
    `What ${provider} answered could not be verified, so nobody was signed in. Try again; if it stays so, tell an administrator.`,
  failed: () => 'Stepwise had a problem, and nothing was changed. Try again in a minute.',
};

/** @returns null for what is no problem of ours */
export const problemText = (problem: string | null, provider: string): string | null =>
  problem !== null && Object.hasOwn(PROBLEMS, problem) ? PROBLEMS[problem as SignInProblem](provider) : null;
