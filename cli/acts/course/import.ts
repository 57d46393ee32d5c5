import { openAsBlob } from 'node:fs';
import { z } from 'zod';
import { importCourse } from '../../../contract/courseFiles.ts';
import { UsageError } from '../../exit.ts';
import { defineAct } from '../act.ts';
import { course } from '../inputs.ts';

export const courseImport = defineAct({
  words: 'course import',
  about: 'bring back a course from its export, beside those that are there; for administrators',
  scope: 'courses',
  operations: [importCourse],
  args: ['zip'],
  input: z.object({
    zip: z.string().describe('file that an export wrote'),
    slug: course.optional().describe('its id there; without one, as in the file'),
  }),
  async run(server, { zip, slug }) {
    const bytes = await openAsBlob(zip).catch(() => {
      throw new UsageError(`${zip} cannot be read`);
    });
    return {
      value: { zip, bytes: bytes.size, slug: slug ?? null },
      lines: [
        `+ ${server.origin}: the course in ${zip} (${bytes.size} bytes), with people, submissions and grades`,
      ],
      apply: async () => {
        const made = await server.call(importCourse, {
          query: { slug },
          body: bytes as unknown as Uint8Array<ArrayBuffer>,
        });
        const lines = [
          `Done: ${server.origin}/c/${made.slug}: ${made.code}, ${made.title}, ${made.term}`,
          ...made.passwordsEnded.map(
            ({ name, email }) =>
              `! ${name} <${email}>: nobody had confirmed this address; the account's password works no more, and its owner comes in by a password link that you make, or by mail`,
          ),
        ];
        return { value: made, lines };
      },
    };
  },
});
