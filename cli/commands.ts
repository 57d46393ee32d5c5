/** The commands of `stepwise`, each a file of its own. */
import type { Command } from 'commander';
import type { Noun } from './acts/index.ts';

const acts = (noun: Noun) => async () => {
  const { nounCommand } = await import('./acts/index.ts');
  return () => nounCommand(noun);
};

/** In the order of the help. Each is loaded when it is called for: the parts of one cost the others no start. */
export const COMMANDS: Readonly<Record<string, () => Promise<() => Command>>> = {
  grade: async () => (await import('./grade.ts')).gradeCommand,
  experiment: async () => (await import('./experiment.ts')).experimentCommand,
  trace: async () => (await import('./trace.ts')).traceCommand,
  new: async () => (await import('./newSet.ts')).newCommand,
  check: async () => (await import('./check.ts')).checkCommand,
  publish: async () => (await import('./publish.ts')).publishCommand,
  login: async () => (await import('./login.ts')).loginCommand,
  course: acts('course'),
  person: acts('person'),
  extension: acts('extension'),
  policy: acts('policy'),
  grades: acts('grades'),
  request: acts('request'),
  group: acts('group'),
  set: acts('set'),
  mail: acts('mail'),
  roster: async () => (await import('./roster.ts')).rosterCommand,
  scores: async () => (await import('./scores.ts')).scoresCommand,
  'password-link': async () => (await import('./passwordLink.ts')).passwordLinkCommand,
  rule: async () => (await import('./rule.ts')).ruleCommand,
  tex: async () => (await import('./tex.ts')).texCommand,
  verify: async () => (await import('./verify.ts')).verifyCommand,
  serve: async () => (await import('./roles.ts')).serveCommand,
  work: async () => (await import('./roles.ts')).workCommand,
  migrate: async () => (await import('./roles.ts')).migrateCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
};
