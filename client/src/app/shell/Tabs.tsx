import { ActionIcon, Menu, OverflowList, UnstyledButton } from '@mantine/core';
import { Link } from 'react-router';
import { listAssignments } from '../../../../contract/assignments.ts';
import { listCourseRequests } from '../../../../contract/requests.ts';
import { useAside } from '../../api/query.ts';
import { DownIcon, MenuIcon } from '../../components/icons.tsx';
import { countText } from '../../components/points.ts';
import { useCourse, useMemberships } from '../session.tsx';
import { placesOf, placeUrl, type Place } from './places.tsx';
import classes from './Tabs.module.css';

interface Tab extends Place {
  to: string;
  current: boolean;
  /** How much waits there; 0 is not shown. */
  waiting: number;
}

function useTabs(here: Place | undefined): Tab[] {
  const { course, role } = useCourse();
  const isStaff = role !== 'student';
  const sets = useAside(listAssignments, { params: { course: course.slug } }, { enabled: isStaff });
  const ungraded =
    sets?.assignments.reduce((sum, { counts }) => sum + (counts?.ungradedAnswers ?? 0), 0) ?? 0;
  const open = useAside(listCourseRequests, { params: { course: course.slug } }, { enabled: isStaff });
  const waiting: Partial<Record<string, number>> = { grade: ungraded, requests: open?.requests.length ?? 0 };
  return placesOf(role).map((place) => ({
    ...place,
    to: placeUrl(course.slug, place.path),
    current: place === here,
    waiting: isStaff ? (waiting[place.path] ?? 0) : 0,
  }));
}

/** Whether something may wait there: its count has a place of its own, so that one that comes or grows moves no other tab. */
const isCounted = ({ path }: Place) => path === 'grade' || path === 'requests';

function Waiting({ count }: { count: number }) {
  return count === 0 ? null : <span className={classes.waiting}>{countText(count)}</span>;
}

interface TabsProps {
  /** The place that the page belongs to. */
  here: Place | undefined;
}

/** The places of a course; those for which there is no room are under "More". */
export function Tabs({ here }: TabsProps) {
  const tabs = useTabs(here);
  return (
    <nav className={classes.tabs} aria-label="Course">
      <OverflowList
        data={tabs}
        getItemKey={({ path }) => path}
        gap={0}
        renderItem={(tab) => (
          <Link
            key={tab.path}
            className={classes.tab}
            data-counts={isCounted(tab) || undefined}
            to={tab.to}
            aria-current={tab.current ? 'page' : undefined}
          >
            <span className={classes.label} data-label={tab.label}>
              {tab.label}
            </span>
            <Waiting count={tab.waiting} />
          </Link>
        )}
        renderOverflow={(hidden) => (
          <Menu position="bottom-start">
            <Menu.Target>
              <UnstyledButton className={classes.tab}>
                More <DownIcon />
              </UnstyledButton>
            </Menu.Target>
            <Menu.Dropdown>
              <TabItems tabs={hidden} />
            </Menu.Dropdown>
          </Menu>
        )}
      />
    </nav>
  );
}

function TabItems({ tabs }: { tabs: Tab[] }) {
  return tabs.map((tab) => (
    <Menu.Item
      key={tab.path}
      component={Link}
      to={tab.to}
      aria-current={tab.current ? 'page' : undefined}
      fw={tab.current ? 650 : undefined}
      rightSection={<Waiting count={tab.waiting} />}
    >
      {tab.label}
    </Menu.Item>
  ));
}

/** On a phone: all places and courses in one menu. */
export function PhoneMenu({ here }: TabsProps) {
  const tabs = useTabs(here);
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <ActionIcon className={classes.phone} variant="subtle" size={44} aria-label="Menu">
          <MenuIcon />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <TabItems tabs={tabs} />
        <OtherCourses />
      </Menu.Dropdown>
    </Menu>
  );
}

/** The course one is in, with the way to the others. */
export function CourseMenu() {
  const { course } = useCourse();
  const memberships = useMemberships();
  if (memberships.length === 1)
    return (
      <span className={classes.course} title={`${course.code}, ${course.title}, ${course.term}`}>
        <span className={classes.code}>{course.code}</span>
      </span>
    );
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target>
        <UnstyledButton className={classes.course} title={`${course.code}, ${course.title}, ${course.term}`}>
          <span className={classes.code}>{course.code}</span> <DownIcon />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <OtherCourses />
      </Menu.Dropdown>
    </Menu>
  );
}

function OtherCourses() {
  const { course } = useCourse();
  const others = useMemberships().filter((each) => each.course.slug !== course.slug);
  if (others.length === 0) return null;
  return (
    <>
      <Menu.Label>Other courses</Menu.Label>
      {others.map((each) => (
        <Menu.Item key={each.course.slug} component={Link} to={placeUrl(each.course.slug, '')}>
          {each.course.code} {each.course.title}, {each.course.term}
        </Menu.Item>
      ))}
    </>
  );
}
