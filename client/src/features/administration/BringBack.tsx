import { Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { importCourse } from '../../../../contract/courseFiles.ts';
import { getSession } from '../../../../contract/session.ts';
import { call } from '../../api/call.ts';
import { acceptSession } from '../../app/session.tsx';
import { ChooseFiles, DropZone } from '../../components/DropZone.tsx';
import { Failure } from '../../components/Failure.tsx';

/** A course from its export. */
export function BringBack() {
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const [slug, setSlug] = useState('');
  const bringing = useMutation({
    mutationFn: async (chosen: File) => {
      const body = new Uint8Array(await chosen.arrayBuffer());
      const made = await call(importCourse, { query: { slug: slug === '' ? undefined : slug }, body });
      acceptSession(await call(getSession, {}));
      return made;
    },
    onSuccess: (made) => void navigate(`/c/${made.slug}`),
  });
  const choose = ([chosen]: File[]) => setFile(chosen ?? null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file) bringing.mutate(file);
  };
  return (
    <section>
      <Title order={2} mb="xs">
        Bring back a course
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        From its export, with people, submissions and grades, beside what is there. Whoever has no account
        here gets one, and comes in by a password link.
      </Text>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Failure error={bringing.error} />
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
        </Stack>
      </form>
    </section>
  );
}
