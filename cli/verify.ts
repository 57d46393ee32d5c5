import { Command } from 'commander';
import { EXIT, UsageError } from './exit.ts';

interface VerifyFlags {
  course?: string;
  repair?: boolean;
}

export const verifyCommand = () =>
  new Command('verify')
    .description(
      'computes every score anew and compares it with the one that is kept for gradebook and lists',
    )
    .option('--course <id>', 'of one course alone, by its id as in its address')
    .option('--repair', 'forget what is kept, right or wrong, so that it is computed anew when it is read')
    .addHelpText(
      'after',
      '\nReads DATABASE_URL, else the embedded database of `npm start`; the server may go on meanwhile.\nExit: 0 all are the same, 1 some differ, 2 there is no such course.',
    )
    .action(async (flags: VerifyFlags) => {
      process.exitCode = await verify(flags);
    });

async function verify({ course: slug, repair = false }: VerifyFlags): Promise<number> {
  const { withDatabase } = await import('../server/database/withDatabase.ts');
  const { forgetScores, verifyScores } = await import('../server/features/grading/verifyScores.ts');
  return withDatabase(async (db) => {
    if (slug !== undefined && !(await db.course.findUnique({ where: { slug } })))
      throw new UsageError(`no course ${slug}`);
    const sets = await db.assignment.findMany({
      where: slug === undefined ? {} : { course: { slug } },
      select: { id: true },
    });
    const ids = sets.map(({ id }) => id);
    if (repair) await forgetScores(db, ids);
    const { scores, answers, changing, differences } = await verifyScores(db, ids);
    const lines = [
      ...differences.map((line) => `! ${line}`),
      `${ids.length} sets, ${scores} scores, ${answers} answers: ${differences.length} differ${changing > 0 ? `, ${changing} left aside since they were changing` : ''}`,
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
    return differences.length === 0 ? EXIT.ok : EXIT.less;
  });
}
