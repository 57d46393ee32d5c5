/** What registrars, learning platforms and spreadsheets write, and what is read of it. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { planImport } from '../../server/features/roster/planImport.ts';
import type { KnownPerson } from '../../server/features/roster/planImport.ts';
import { readRoster } from '../../server/features/roster/readRoster.ts';

const utf8 = (text: string) => Buffer.from(text, 'utf8');
const utf16le = (text: string) => Buffer.from(text, 'utf16le');
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const latin1 = (text: string) => Buffer.from(text, 'latin1');

/** A person as one line: address, name, and what else the file says. */
const said = ({ email, name, role, section, studentId }: ReturnType<typeof readRoster>['people'][number]) =>
  [email, name, role, section, studentId].map((value) => value ?? '–').join(' | ');

const ADA = 'ada@x.edu | Ada Lovelace | – | – | –';
const EMMY = 'emmy@x.edu | Emmy Noether | – | – | –';

const personOf = (name: string, more: Partial<KnownPerson> = {}): KnownPerson => ({
  userId: name,
  name,
  email: `${name}@x.edu`,
  role: 'student',
  section: '',
  studentId: '',
  left: false,
  erased: false,
  ...more,
});

/** What the file is, its bytes, who is read, and which lines are said to be bad, each with a part of the reason. */
const SHAPES: [string, Uint8Array, string[], [number, string][]][] = [
  ['the least', utf8('Name,Email\nAda Lovelace,ada@x.edu\n'), [ADA], []],
  ['no end of the last line', utf8('Name,Email\nAda Lovelace,ada@x.edu'), [ADA], []],
  ['lines of Windows', utf8('Name,Email\r\nAda Lovelace,ada@x.edu\r\nEmmy Noether,emmy@x.edu\r\n'), [ADA, EMMY], []],
  ['lines of an old Mac', utf8('Name,Email\rAda Lovelace,ada@x.edu\rEmmy Noether,emmy@x.edu'), [ADA, EMMY], []],
  ['a byte order mark', utf8('\ufeffName,Email\nAda Lovelace,ada@x.edu\n'), [ADA], []],
  ['UTF-16, as Excel writes “Unicode text”', utf16le('\ufeffName\tEmail\r\nAda Lovelace\tada@x.edu\r\n'), [ADA], []],
  ['UTF-16 the other way round', utf16be('\ufeffName,Email\nAda Lovelace,ada@x.edu\n'), [ADA], []],
  ['UTF-16 without a mark', utf16le('Name,Email\nAda Lovelace,ada@x.edu\n'), [ADA], []],
  ['UTF-16 the other way round without a mark', utf16be('Name,Email\nAda Lovelace,ada@x.edu\n'), [ADA], []],
  ['Windows-1252', latin1('Name,Email\nÉva Tardos,eva@x.edu\n'), ['eva@x.edu | Éva Tardos | – | – | –'], []],
  ['names of any script', utf8('Name,Email\n岩澤 健吉,ken@x.edu\n'), ['ken@x.edu | 岩澤 健吉 | – | – | –'], []],
  ['semicolons', utf8('Name;Email\nAda Lovelace;ada@x.edu\n'), [ADA], []],
  ['tabs', utf8('Name\tEmail\nAda Lovelace\tada@x.edu\n'), [ADA], []],
  ['Excel’s sep= line', utf8('sep=;\r\nName;Email\r\nAda Lovelace;ada@x.edu\r\nx;y\r\n'), [ADA], [[4, 'no e-mail address']]],
  ['semicolons with commas in names', utf8('Name;Email\nLovelace, Ada;ada@x.edu\n'), [ADA], []],
  ['quoted cells with commas', utf8('"Name","Email"\n"Lovelace, Ada","ada@x.edu"\n'), [ADA], []],
  ['quotation marks in a cell', utf8('Name,Email\n"Ada ""Countess"" Lovelace",ada@x.edu\n'), ['ada@x.edu | Ada "Countess" Lovelace | – | – | –'], []],
  ['a line break in a cell', utf8('Name,Email\n"Ada\nLovelace",ada@x.edu\nx,y\n'), [ADA], [[4, 'no e-mail address']]],
  ['a quotation mark inside of an unquoted cell', utf8('Name,Email\nAda "Lovelace,ada@x.edu\nEmmy Noether,emmy@x.edu\n'), [EMMY], [[2, 'no partner']]],
  ['a quotation mark that never ends', utf8('Name,Email\nAda Lovelace,ada@x.edu\n"Emmy Noether,emmy@x.edu\n'), [ADA], [[3, 'no partner']]],
  ['blank lines and lines of commas', utf8('\n\nName,Email\n\nAda Lovelace,ada@x.edu\n,,,\n \nx,y\n'), [ADA], [[8, 'no e-mail address']]],
  ['blanks around everything', utf8(' Name , Email \n  Ada   Lovelace\u00a0, ada@x.edu \n'), [ADA], []],
  ['capital letters in an address', utf8('Name,Email\nAda Lovelace,Ada@X.EDU\n'), [ADA], []],
  ['Gradescope’s roster', utf8('First Name,Last Name,SID,Email,Role,Section\nAda,Lovelace,001,ada@x.edu,Student,A\nTess,Tan,,tess@x.edu,TA,\n'), ['ada@x.edu | Ada Lovelace | student | A | 001', 'tess@x.edu | Tess Tan | ta | – | –'], []],
  ['Gradescope’s scores', utf8('First Name,Last Name,SID,Email,Sections,Total Score,Max Points,Status\nAda,Lovelace,001,ada@x.edu,A,4.5,5,Graded\n'), ['ada@x.edu | Ada Lovelace | – | A | 001'], []],
  ['Canvas’s gradebook', utf8('Student,ID,SIS User ID,SIS Login ID,Section,Day 8 (12)\n    Points Possible,,,,,5\n"Lovelace, Ada",77,001,ada@x.edu,CS 1,\n"Student, Test",78,,abc123,CS 1,\n'), ['ada@x.edu | Ada Lovelace | – | CS 1 | 001'], []],
  ['Canvas’s gradebook with names to log in', utf8('Student,ID,SIS User ID,SIS Login ID,Section\n"Lovelace, Ada",77,001,lovelace.a,CS 1\n'), [], [[0, 'Add a column Email']]],
  ['Canvas’s roles', utf8('Name,Email,Role\nAda Lovelace,ada@x.edu,StudentEnrollment\nTess Tan,tess@x.edu,TaEnrollment\n'), ['ada@x.edu | Ada Lovelace | student | – | –', 'tess@x.edu | Tess Tan | ta | – | –'], []],
  ['columns in another order, and more of them', utf8('Email,Phone,Name\nada@x.edu,1,Ada Lovelace\n'), [ADA], []],
  ['German headings', utf8('Nachname;Vorname;E-Mail-Adresse;Matrikelnummer\nLovelace;Ada;ada@x.edu;001\n'), ['ada@x.edu | Ada Lovelace | – | – | 001'], []],
  ['an ID that Excel is kept from spoiling', utf8('Name,Email,SID\nAda Lovelace,ada@x.edu,"=""00123"""\n'), ['ada@x.edu | Ada Lovelace | – | – | 00123'], []],
  ['an address with a name around it', utf8('Name,Email\nAda Lovelace,Ada <mailto:ada@x.edu>\nEmmy Noether,mailto:emmy@x.edu\n'), [ADA, EMMY], []],
  ['an address in angle brackets', utf8('Name,Email\nAda Lovelace,Ada <ada@x.edu>\n'), [ADA], []],
  ['formulas', utf8('Name,Email,Section\n"=HYPERLINK(""http://evil"",""Ada"")",ada@x.edu,\n@SUM(A1),b@x.edu,\nEmmy Noether,emmy@x.edu,+1+cmd|x\n-cmd,d@x.edu,\n'), [], [[2, 'formula'], [3, 'formula'], [4, 'formula'], [5, 'formula']]],
  ['two @', utf8('Name,Email\nAda Lovelace,ada@@x.edu\nEmmy Noether,emmy@x.edu\n'), [EMMY], [[2, 'two @ in ada@@x.edu']]],
  ['a missing address and a missing name', utf8('Name,Email\nAda Lovelace,\n,emmy@x.edu\n'), [], [[2, 'address is missing'], [3, 'name is missing']]],
  ['lines that are too short', utf8('Name,Section,Email\nAda Lovelace\nEmmy Noether,,emmy@x.edu\n'), [EMMY], [[2, 'address is missing']]],
  ['a role that is none', utf8('Name,Email,Role\nAda Lovelace,ada@x.edu,boss\n'), [], [[2, 'boss is no role']]],
  ['twins', utf8('Name,Email\nAda Lovelace,ada@x.edu\nAda L.,ADA@x.edu\n'), [ADA], [[3, 'stands in line 2 already']]],
  ['one ID for two', utf8('Name,Email,SID\nAda Lovelace,ada@x.edu,1\nEmmy Noether,emmy@x.edu,1\n'), ['ada@x.edu | Ada Lovelace | – | – | 1'], [[3, 'stands in line 2 for ada@x.edu']]],
  ['no column for addresses', utf8('Name,Phone\nAda Lovelace,1\n'), [], [[0, 'it has Name, Phone']]],
  ['no column for names', utf8('Email,Phone\nada@x.edu,1\n'), [], [[0, 'The first line has Email, Phone']]],
  ['no heading', utf8('Ada Lovelace,ada@x.edu\n'), [], [[0, 'No column is called Email']]],
  ['a heading alone', utf8('Name,Email\n'), [], [[0, 'nobody below']]],
  ['nothing', utf8(''), [], [[0, 'empty']]],
  ['a spreadsheet as it is', Buffer.from('504b0304140006000800000021000000', 'hex'), [], [[0, 'Save as']]],
  ['a name of another age', utf8('Name,Email\n"King, Jr., Martin",king@x.edu\n'), ['king@x.edu | King, Jr., Martin | – | – | –'], []],
  ['Canvas’s people', utf8('Name,Login ID,SIS ID,Section,Role,Last Activity\n"Ada Lovelace",ada@x.edu,001,"CS 1 and CS 2",Student,"Mar 3 at 4pm"\n'), ['ada@x.edu | Ada Lovelace | student | CS 1 and CS 2 | 001'], []],
  ['Canvas’s gradebook that says how grades are posted', utf8('Student,ID,SIS User ID,SIS Login ID,Root Account,Section,Day 8 (12)\n,,,,,,Manual Posting\n    Points Possible,,,,,,5\n"Lovelace, Ada",77,001,ada@x.edu,x.instructure.com,CS 1,4\n'), ['ada@x.edu | Ada Lovelace | – | CS 1 | 001'], []],
  ['Gradescope’s roster with two sections of one person', utf8('First Name,Last Name,Email,SID,Role,Sections\nAda,Lovelace,ada@x.edu,001,Student,"A, B"\n'), ['ada@x.edu | Ada Lovelace | student | A, B | 001'], []],
  ['Moodle’s participants', utf8('"First name","Last name","ID number","Email address","Groups"\n"Ada","Lovelace","001","ada@x.edu","A"\n'), ['ada@x.edu | Ada Lovelace | – | – | 001'], []],
  ['Moodle’s grades in German', utf8('\ufeffVorname;Nachname;ID-Nummer;E-Mail-Adresse;"Kurs gesamt (Punkte)"\nAda;Lovelace;001;ada@x.edu;4,5\n'), ['ada@x.edu | Ada Lovelace | – | – | 001'], []],
  ['Blackboard’s gradebook with addresses to log in', utf16le('\ufeff"Last Name"\t"First Name"\t"Username"\t"Student ID"\n"Lovelace"\t"Ada"\t"ada@x.edu"\t"001"\n'), ['ada@x.edu | Ada Lovelace | – | – | 001'], []],
  ['Blackboard’s gradebook with names to log in', utf16le('\ufeff"Last Name"\t"First Name"\t"Username"\n"Lovelace"\t"Ada"\t"alove"\n'), [], [[0, 'Add a column Email']]],
  ['Brightspace’s grades', utf8('OrgDefinedId,Username,Last Name,First Name,Email,End-of-Line Indicator\n#001,#alove,Lovelace,Ada,ada@x.edu,#\n'), ['ada@x.edu | Ada Lovelace | – | – | 001'], []],
  ['HISinOne’s list in Windows-1252', latin1('"sep=;"\r\n"Matrikelnummer";"Nachname";"Vorname";"E-Mail";"Studiengang"\r\n"0012345";"Müller";"Jörg";"joerg@x.edu";"Informatik; Bachelor"\r\n'), ['joerg@x.edu | Jörg Müller | – | – | 0012345'], []],
  ['CAMPUSonline’s exam list', utf8('\ufeff"REGISTRATION_NUMBER";"FAMILY_NAME_OF_STUDENT";"FIRST_NAME_OF_STUDENT";"GRADE";"EMAIL_ADDRESS"\r\n"01234567";"Lovelace";"Ada";"";"ada@x.edu"\r\n'), ['ada@x.edu | Ada Lovelace | – | – | 01234567'], []],
  ['PeopleSoft’s class roster', utf8('Notify,ID,Name,Units,Program and Plan,Email\n,001,"Lovelace,Ada",4.00,CS,ada@x.edu\n'), ['ada@x.edu | Ada Lovelace | – | – | 001'], []],
  ['Teams’ attendance', utf8('Full Name\tUser Action\tUPN\nAda Lovelace\tJoined\tada@x.edu\n'), [ADA], []],
  ['French headings', utf8('Nom;Prénom;Adresse de courriel;Groupe\nLovelace;Ada;ada@x.edu;A\n'), ['ada@x.edu | Ada Lovelace | – | A | –'], []],
  ['Spanish headings', utf8('Nombre;Apellidos;Correo electrónico\nAda;Lovelace;ada@x.edu\n'), [ADA], []],
  ['columns without a name at the end', utf8('Name,Email,,,\nAda Lovelace,ada@x.edu,,,\n,,,,\nEmmy Noether,emmy@x.edu,,,\n'), [ADA, EMMY], []],
  ['addresses copied out of a mail program', utf8('Name,Email\nAda Lovelace,\u202aada@x.edu\u202c\nEmmy Noether\u200e,\u2068emmy@x.edu\u2069\n'), [ADA, EMMY], []],
]; // prettier-ignore

test.each(SHAPES)('%s', (_, bytes, people, problems) => {
  const read = readRoster(bytes);
  expect(read.people.map(said)).toEqual(people);
  expect(read.problems.map(({ line }) => line)).toEqual(problems.map(([line]) => line));
  for (const [index, [, message]] of problems.entries())
    expect(read.problems[index]?.message).toContain(message);
  // Ada is in most of the files and Mary in none: whoever is not named is missing, and nobody is taken out for it.
  const [ada, mary] = [personOf('ada'), personOf('mary', { role: 'ta', section: 'A', studentId: '7' })];
  const { added, changed, unchanged, missing } = planImport(read, [ada, mary]);
  const isNamed = people.some((line) => line.startsWith(`${ada.email} `));
  expect(missing.map(({ email }) => email)).toEqual(isNamed ? [mary.email] : [ada.email, mary.email]);
  expect(changed.length + unchanged).toBe(isNamed ? 1 : 0);
  expect(added).toHaveLength(people.length - (isNamed ? 1 : 0));
  for (const { email, changes } of changed) {
    expect(email).toBe(ada.email);
    // A file adds to what is known of her: it empties nothing, and has no way to say that she goes.
    for (const { field, after } of changes)
      expect([field, after]).toEqual([
        expect.stringMatching(/^(section|studentId)$/),
        expect.stringMatching(/./),
      ]);
  }
});

test('there are at least forty shapes', () => expect(SHAPES.length).toBeGreaterThanOrEqual(40));

test('whatever the bytes, they are read without a crash and every problem says what', () => {
  const cell = fc.oneof(
    fc.constantFrom('Name', 'Email', 'ada@x.edu', '"', '=1', ';', '\t', '\n', ',', '\r', 'SID'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 40 }), fc.constantFrom(utf8, utf16le, latin1), (cells, write) => {
      const { people, problems } = readRoster(write(cells.join('')));
      expect(people.length + problems.length).toBeGreaterThan(0);
      for (const { message } of problems) expect(message.length).toBeGreaterThan(10);
    }),
    { numRuns: 500, seed: 13 },
  );
});

test('a file with very many columns or bad lines says so, in few words', () => {
  const wide = readRoster(Buffer.from(`Name,Email${',x'.repeat(2_000)}\nAda,ada@x.edu`));
  expect(wide.problems).toEqual([
    { line: 0, message: 'The file has 2002 columns; at most 1000 can be read.' },
  ]);
  const bad = readRoster(Buffer.from(`Name,Email\n${'Ada,nowhere\n'.repeat(3_000)}`));
  expect(bad.problems).toHaveLength(201);
  expect(bad.problems.at(-1)!.message).toBe('2800 more lines cannot be used. Correct the others first.');
});

describe('the plan', () => {
  const plan = (csv: string, course: KnownPerson[]) => planImport(readRoster(utf8(csv)), course);

  test('tells added, changed, unchanged and missing people apart', () => {
    const course = [
      personOf('grace', { role: 'instructor' }),
      personOf('ada', { section: 'A' }),
      personOf('emmy', { section: 'A' }),
      personOf('mary'),
      personOf('gone', { left: true }),
      personOf('lise', { left: true }),
    ];
    const made = plan(
      'Name,Email,Section\nx,ada@x.edu,B\nx,emmy@x.edu,A\nNew,new@x.edu,\nx,lise@x.edu,\n',
      course,
    );
    expect(made.added.map(({ email, role }) => [email, role])).toEqual([['new@x.edu', 'student']]);
    expect(made.changed.map(({ email, changes }) => [email, changes])).toEqual([
      ['ada@x.edu', [{ field: 'section', before: 'A', after: 'B' }]],
      ['lise@x.edu', [{ field: 'returns', before: '', after: '' }]],
    ]);
    expect(made.unchanged).toBe(1);
    expect(made.missing.map(({ email }) => email)).toEqual(['grace@x.edu', 'mary@x.edu']);
  });

  test('leaves alone what the file does not say: roles, sections, IDs, and the name of an account', () => {
    const tess = personOf('tess', { role: 'ta', section: 'A', studentId: '7' });
    expect(plan('Name,Email\nSomebody Else,tess@x.edu\n', [tess])).toMatchObject({
      changed: [],
      unchanged: 1,
    });
    const invited = { ...tess, userId: null };
    expect(plan('Name,Email\nTess Tan,tess@x.edu\n', [invited]).changed[0]?.changes).toEqual([
      { field: 'name', before: 'tess', after: 'Tess Tan' },
    ]);
  });

  test('takes the last instructor from no course, and no student ID from its owner', () => {
    const course = [personOf('grace', { role: 'instructor' }), personOf('ada', { studentId: '1' })];
    const csv = 'Name,Email,Role,SID\ng,grace@x.edu,student,\nb,b@x.edu,,1\n';
    const made = plan(csv, course);
    expect(made).toMatchObject({ added: [], changed: [] });
    expect(made.problems.map(({ line }) => line)).toEqual([2, 3]);
  });

  test('is named by its digest: another file or another course is another plan', () => {
    const csv = 'Name,Email\nAda,ada@x.edu\n';
    expect(plan(csv, []).digest).toBe(plan(csv, []).digest);
    expect(plan(csv, [personOf('ada')]).digest).not.toBe(plan(csv, []).digest);
    expect(plan(`${csv}E,e@x.edu\n`, []).digest).not.toBe(plan(csv, []).digest);
  });
});
