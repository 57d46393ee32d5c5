import { useMutation } from '@tanstack/react-query';
import { Button, Switch, Table, Title, UnstyledButton } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { chooseKeys, getSession, type ChosenKeys } from '../../../../contract/session.ts';
import { call } from '../../api/call.ts';
import { queryClient, queryOf } from '../../api/query.ts';
import { useSignal } from '../../api/signal.ts';
import { useUser } from '../../app/session.tsx';
import { Failure } from '../../components/Failure.tsx';
import { keyWords, ownKey, type KeyMap, type KeyPlace } from '../../components/keyMap.ts';
import { keyName } from '../../components/keys.ts';
import { Notice } from '../../components/Notice.tsx';
import { Outcome } from '../../components/Outcome.tsx';
import { keyMap, setKeys, singleKeys } from '../../components/useKeys.ts';
import { objection, withKey } from './chosenKeys.ts';
import classes from './keys.module.css';
import { KEY_ROWS, keysOf } from './rows.ts';

/** Keys of some places: switched on and off, each chosen anew, and all back. */
export function KeySettings({ places }: { places: readonly KeyPlace[] }) {
  const on = useSignal(singleKeys);
  const map = useSignal(keyMap);
  const [said, setSaid] = useState<string | null>(null);
  const { userId } = useUser();
  const keeping = useMutation({
    mutationFn: (keys: ChosenKeys) => call(chooseKeys, { body: keys }),
    // They hold here at once, and are in force if the answer is lost.
    onMutate: setKeys,
    onSuccess: (keys) =>
      queryClient.setQueryData(queryOf(getSession, {}).queryKey, (session) =>
        session?.user?.id === userId ? { ...session, user: { ...session.user, keys } } : session,
      ),
  });
  const setKeyMap = (next: KeyMap) => keeping.mutate({ single: on, map: next });
  const changed = places.some((place) => Object.keys(map[place] ?? {}).length > 0);
  const choose = (place: KeyPlace, key: string, own: string) => {
    const wrong = objection(key, own) ?? elsewhere(place, own);
    if (wrong !== null) {
      setSaid(wrong);
      return;
    }
    const keys = keysOf(place);
    const twin = keys.find((each) => each !== key && ownKey(map, place, each) === own);
    const free = ownKey(map, place, key);
    setKeyMap(withKey(map, place, { key, own, keys }));
    setSaid(
      twin === undefined
        ? null
        : `${spoken(own)} had a meaning here: “${doesOf(place, twin)}” has ${spoken(free)} now.`,
    );
  };
  return (
    <>
      <Switch
        label="Keys without Ctrl or ⌘"
        description="Off when they get in the way, for example of speech input"
        checked={on}
        onChange={(event) => keeping.mutate({ single: event.currentTarget.checked, map })}
        mb="md"
      />
      <p className={classes.muted}>
        Press a key below, then the one that you want instead. Your choice is kept with your account.
      </p>
      {places.map((place) => (
        <section key={place}>
          {places.length > 1 && (
            <Title order={3} mt="md" mb="xs">
              {KEY_ROWS[place].title}
            </Title>
          )}
          <Table fz="sm">
            <Table.Tbody>
              {KEY_ROWS[place].rows.map(({ keys, does }) => (
                <Table.Tr key={does}>
                  <Table.Td className={classes.keys}>
                    {keys.map((key) => (
                      <KeyButton
                        key={key}
                        own={ownKey(map, place, key)}
                        does={does}
                        onChoose={(own) => choose(place, key, own)}
                      />
                    ))}
                  </Table.Td>
                  <Table.Td>{does}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      ))}
      {changed && (
        <Button
          variant="default"
          size="xs"
          mt="sm"
          onClick={() => {
            setKeyMap({ ...map, ...Object.fromEntries(places.map((place) => [place, {}])) });
            setSaid('The keys are as they came.');
          }}
        >
          All keys as they came
        </Button>
      )}
      <Outcome>
        <div role="status">{said !== null && <Notice kind="info">{said}</Notice>}</div>
      </Outcome>
      <Failure error={keeping.error} title="Not kept: it holds until this page is loaded again" />
    </>
  );
}

const spoken = (name: string): string => keyWords(name).join(' ');
const doesOf = (place: KeyPlace, key: string): string =>
  KEY_ROWS[place].rows.find(({ keys }) => keys.includes(key))?.does ?? '';

/** Why a key of one place is none for another: what every page has is there as well. */
function elsewhere(place: KeyPlace, own: string): string | null {
  const others = (Object.keys(KEY_ROWS) as KeyPlace[]).filter((other) =>
    place === 'everywhere' ? other !== place : other === 'everywhere',
  );
  for (const other of others) {
    const taken = keysOf(other).find((key) => ownKey(keyMap.get(), other, key) === own);
    if (taken !== undefined)
      return `${spoken(own)} is “${doesOf(other, taken)}” (${KEY_ROWS[other].title}). Choose another one.`;
  }
  return null;
}

interface KeyButtonProps {
  own: string;
  does: string;
  onChoose: (own: string) => void;
}

/** A key that waits for another one once it is pressed; Esc and leaving it keep it. */
function KeyButton({ own, does, onChoose }: KeyButtonProps) {
  const [waits, setWaits] = useState(false);
  const take = (event: KeyboardEvent) => {
    if (!waits || ['Shift', 'Control', 'Alt', 'Meta', 'Tab'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    setWaits(false);
    if (event.key !== 'Escape') onChoose(keyName(event));
  };
  return (
    <UnstyledButton
      className={classes.key}
      aria-label={waits ? `Press the key for: ${does}` : `${spoken(own)}: ${does}. Choose another key`}
      aria-pressed={waits}
      // So that Esc leaves the key and not the dialog around it.
      data-mantine-stop-propagation={waits || undefined}
      onClick={() => setWaits(true)}
      onBlur={() => setWaits(false)}
      onKeyDown={take}
    >
      {waits ? <span>Press a key</span> : keyWords(own).map((part) => <kbd key={part}>{part}</kbd>)}
    </UnstyledButton>
  );
}
