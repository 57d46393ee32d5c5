import { Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { addressOf } from '../../api/address.ts';
import { erasePerson, exportPersonalData } from '../../../../contract/personalData.ts';
import { call } from '../../api/call.ts';
import { Form } from '../../components/Form.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Outcome } from '../../components/Outcome.tsx';
import { EmailField } from '../sign-in/SmallForm.tsx';

/** For whoever asks what is kept of them, or asks to be forgotten. */
export function PersonalData() {
  const [email, setEmail] = useState('');
  const [typed, setTyped] = useState('');
  const address = email.trim().toLowerCase();
  const erasing = useMutation({
    mutationFn: () => call(erasePerson, { body: { email, confirmation: typed } }),
    onSuccess: () => {
      setEmail('');
      setTyped('');
    },
  });
  const submit = () => erasing.mutate();
  return (
    <section>
      <Title order={2} mb="xs">
        A person’s data
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        Deleting takes out name, address, ways in, notes and notices, for ever. What was handed in and the
        grades stay as the record of the courses, under “Deleted person”.
      </Text>
      <Form isSaving={erasing.isPending} onSubmit={submit}>
        <Stack gap="sm">
          <EmailField isOwn={false} label="E-mail address of the account" value={email} onChange={setEmail} />
          {address !== '' && (
            <div>
              <Button
                component="a"
                variant="default"
                href={addressOf(exportPersonalData, {}, { email: address })}
                download
              >
                Download their data
              </Button>
            </div>
          )}
          <TextInput
            label="Type the address once more to delete"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <div>
            <Button
              type="submit"
              color="red"
              variant="outline"
              disabled={address === '' || typed.trim().toLowerCase() !== address}
              loading={erasing.isPending}
            >
              Delete who this is
            </Button>
          </div>
          <Failure error={erasing.error} />
          {erasing.isSuccess && (
            <Outcome>
              <Notice kind="success">Done: from now on {erasing.data.name}.</Notice>
            </Outcome>
          )}
        </Stack>
      </Form>
    </section>
  );
}
