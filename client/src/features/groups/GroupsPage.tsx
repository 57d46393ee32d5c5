import { Button, Checkbox, Group as Row, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Navigate, useParams } from 'react-router';
import { getAssignment } from '../../../../contract/assignments.ts';
import type { PersonName } from '../../../../contract/common.ts';
import { listGroups, type GroupList } from '../../../../contract/arranging.ts';
import { useAside, useCall } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import { Empty } from '../../components/Empty.tsx';
import { laterDialog } from '../../components/laterDialog.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { matching, refusal, type Arrangement } from './groupWords.ts';
import classes from './groups.module.css';

const ArrangeDialog = laterDialog(() => import('./ArrangeDialog.tsx'));
const ImportDialog = laterDialog(() => import('./ImportDialog.tsx'));

/** For staff: who works with whom in a set, and, but for observers, the ways to change it. */
export function Component() {
  const { set = '' } = useParams();
  const { course, role } = useCourse();
  const params = { course: course.slug, assignment: set };
  const isStaff = role !== 'student';
  const query = useCall(listGroups, { params }, { enabled: isStaff });
  const title = useAside(getAssignment, { params })?.short ?? set;
  if (!isStaff) return <Navigate to={`/c/${course.slug}/sets/${set}`} replace />;
  if (query.data === undefined) return <Pending query={query} />;
  return <Groups key={set} list={query.data} params={params} title={title} />;
}

interface GroupsProps {
  list: GroupList;
  params: { course: string; assignment: string };
  title: string;
}

function Groups({ list, params, title }: GroupsProps) {
  const { mayAct: mayArrange } = useCourse();
  const [filter, setFilter] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Arrangement | 'import' | null>(null);
  const { groups, alone } = matching(list, filter);
  const choose = (id: string, on: boolean) =>
    setChosen((before) => new Set(on ? [...before, id] : [...before].filter((each) => each !== id)));
  const close = () => setAsked(null);
  const base = `/c/${params.course}/sets/${params.assignment}`;
  return (
    <Page
      title="Groups"
      crumbs={[
        { label: 'Sets', to: `/c/${params.course}` },
        { label: title, to: base },
      ]}
      about={`${list.groups.length} ${list.groups.length === 1 ? 'group' : 'groups'} · ${list.alone.length} alone · up to ${list.groupMax}`}
      buttons={mayArrange ? [{ label: 'Import CSV', onClick: () => setAsked('import') }] : []}
    >
      <div className={classes.tools}>
        <TextInput
          label="Find by name"
          maw={320}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        {mayArrange && (
          <Chosen list={list} chosen={chosen} onAsk={setAsked} onClear={() => setChosen(new Set())} />
        )}
      </div>
      {groups.length + alone.length === 0 ? (
        <Empty title={filter.trim() === '' ? 'No students yet' : `No match for “${filter.trim()}”`}>
          {filter.trim() === '' && 'They are here once they have joined the course.'}
        </Empty>
      ) : (
        <>
          {groups.length > 0 && <h2 className={classes.heading}>Together</h2>}
          <ul className={classes.list}>
            {groups.map(({ id, members }) => (
              <li key={id} className={classes.group}>
                {members.map((person) => (
                  <Person
                    key={person.id}
                    person={person}
                    chosen={chosen}
                    onChoose={mayArrange ? choose : null}
                  />
                ))}
              </li>
            ))}
          </ul>
          {alone.length > 0 && <h2 className={classes.heading}>Alone</h2>}
          <ul className={classes.alone}>
            {alone.map((person) => (
              <li key={person.id}>
                <Person person={person} chosen={chosen} onChoose={mayArrange ? choose : null} />
              </li>
            ))}
          </ul>
        </>
      )}
      <ArrangeDialog
        opened={asked === 'together' || asked === 'apart'}
        arrangement={asked === 'apart' ? 'apart' : 'together'}
        list={list}
        chosen={chosen}
        params={params}
        onClose={close}
        onDone={() => {
          setChosen(new Set());
          close();
        }}
      />
      <ImportDialog opened={asked === 'import'} params={params} onClose={close} />
    </Page>
  );
}

interface ChosenProps {
  list: GroupList;
  chosen: ReadonlySet<string>;
  onAsk: (arrangement: Arrangement) => void;
  onClear: () => void;
}

/** How many are chosen and what can be done with them; why something cannot, in words. */
function Chosen({ list, chosen, onAsk, onClear }: ChosenProps) {
  if (chosen.size === 0) return <p className={classes.hint}>Choose people to put together or apart.</p>;
  const why = refusal(list, chosen, 'together');
  return (
    <div className={classes.chosen}>
      <Row gap="xs">
        <span>{chosen.size} chosen</span>
        <Button size="xs" disabled={why !== null} onClick={() => onAsk('together')}>
          Put together…
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={refusal(list, chosen, 'apart') !== null}
          onClick={() => onAsk('apart')}
        >
          Put apart…
        </Button>
        <Button size="xs" variant="subtle" onClick={onClear}>
          Clear
        </Button>
      </Row>
      {why !== null && <p className={classes.hint}>{why}</p>}
    </div>
  );
}

interface PersonProps {
  person: PersonName;
  chosen: ReadonlySet<string>;
  /** Null for who changes nothing. */
  onChoose: ((id: string, on: boolean) => void) | null;
}

function Person({ person: { id, name }, chosen, onChoose }: PersonProps) {
  if (onChoose === null)
    return (
      <span className={classes.name} dir="auto">
        {name}
      </span>
    );
  return (
    <Checkbox
      size="xs"
      classNames={{ label: classes.name }}
      label={<span dir="auto">{name}</span>}
      checked={chosen.has(id)}
      onChange={(event) => onChoose(id, event.currentTarget.checked)}
    />
  );
}
