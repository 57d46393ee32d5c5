import { Autocomplete, Select, TextInput } from '@mantine/core';
import { ROLES, type Role } from '../../../../contract/common.ts';
import { ROLE_NAMES } from '../../components/roles.ts';
import classes from './roster.module.css';

export interface InCourse {
  role: Role;
  section: string;
  studentId: string;
}

const ROLE_DATA = ROLES.map((value) => ({ value, label: ROLE_NAMES[value] }));

const MEANINGS: Record<Role, string> = {
  student: 'Hands in, and sees their own grades.',
  ta: 'Grades, and sees everybody’s work.',
  instructor: 'May do everything in this course.',
  observer: 'Reads what a TA reads, and changes nothing.',
};

interface InCourseFieldsProps {
  value: InCourse;
  sections: string[];
  onChange: (value: InCourse) => void;
}

/** What a course knows of a person beside name and address. */
export function InCourseFields({ value, sections, onChange }: InCourseFieldsProps) {
  return (
    <>
      <Select
        label="Role"
        description={MEANINGS[value.role]}
        data={ROLE_DATA}
        allowDeselect={false}
        value={value.role}
        onChange={(role) => role !== null && onChange({ ...value, role })}
      />
      <div className={classes.pair}>
        <Autocomplete
          label="Section"
          data={sections}
          maxLength={60}
          value={value.section}
          onChange={(section) => onChange({ ...value, section })}
        />
        <TextInput
          label="Student ID"
          maxLength={60}
          value={value.studentId}
          onChange={(event) => onChange({ ...value, studentId: event.currentTarget.value })}
        />
      </div>
    </>
  );
}
