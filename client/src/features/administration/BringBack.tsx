import { Anchor, Box, Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { importCourse } from '../../../../contract/courseFiles.ts';
import type { ResponseOf } from '../../../../contract/operation.ts';
import { call } from '../../api/call.ts';
import { readSessionAgain } from '../../app/session.tsx';
import { Form } from '../../components/Form.tsx';
import { ChooseFiles, DropZone } from '../../components/DropZone.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Outcome } from '../../components/Outcome.tsx';

/** Whose password no longer works: they have to be told. */
function Done({ made }: { made: ResponseOf<typeof importCourse> }) {
  if (made.passwordsEnded.length === 0) return null;
  return (
    <Box mb="sm">
      <Notice kind="warning">
        <Anchor component={Link} to={`/c/${made.slug}`}>
          {made.code} is back
        </Anchor>
        . Nobody had confirmed the addresses of these accounts, so their passwords no longer work. Their
        owners come in by “Forgot password”, where this installation sends mail, or by a password link that
        you make:
        <ul>
          {made.passwordsEnded.map(({ id, name, email }) => (
            <li key={id}>
              {name}, {email}
            </li>
          ))}
        </ul>
      </Notice>
    </Box>
  );
}

/** A course from its export. */
export function BringBack() {
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const [slug, setSlug] = useState('');
  const bringing = useMutation({
    mutationFn: async (chosen: File) => {
      const body = new Uint8Array(await chosen.arrayBuffer());
      const made = await call(importCourse, { query: { slug: slug === '' ? undefined : slug }, body });
      await readSessionAgain();
      return made;
    },
    onSuccess: (made) => {
      if (made.passwordsEnded.length === 0) void navigate(`/c/${made.slug}`);
    },
  });
  const choose = ([chosen]: File[]) => setFile(chosen ?? null);
  const submit = () => {
    if (file) bringing.mutate(file);
  };
  return (
    <section>
      <Title order={2} mb="xs">
        Bring back a course
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        From its export, with people, submissions and grades, beside what is there. Whoever has no account
        here gets one, and comes in by a password link. So does whoever has an account here, if the export is
        of another installation and nobody has confirmed the account’s address: its password ends.
      </Text>
      <Form isSaving={bringing.isPending} onSubmit={submit}>
        <Stack gap="sm">
          <DropZone onDrop={choose}>
            <ChooseFiles accept=".zip" isNext={file === null} data-testid="exported" onChoose={choose}>
              {file === null ? 'Choose an exported zip' : 'Choose another file'}
            </ChooseFiles>
            <Text size="sm" c="dimmed">
              {file === null ? 'Or drop it here.' : file.name}
            </Text>
          </DropZone>
          <TextInput
            label="Address"
            description="Empty: as in the file."
            placeholder="cs-7150-spring-2027"
            value={slug}
            onChange={(event) => setSlug(event.currentTarget.value.trim())}
          />
          <div>
            <Button
              type="submit"
              variant={file === null ? 'default' : 'filled'}
              disabled={file === null}
              loading={bringing.isPending}
            >
              Bring back
            </Button>
          </div>
          <Failure error={bringing.error} />
          {bringing.data && (
            <Outcome>
              <Done made={bringing.data} />
            </Outcome>
          )}
        </Stack>
      </Form>
    </section>
  );
}
