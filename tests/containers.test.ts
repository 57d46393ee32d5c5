/**
 * docker-compose.yml against the Compose Specification's own schema (tests/support/compose-spec.json, of compose-go 2.4.8,
 * Apache-2.0), and what it promises of each part. What it does is tried by `npm run bench -- compose`, as far as that goes without an engine.
 */
import { expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { goesAlong, patternsOf, readDockerfile } from './bench/compose/dockerfile.ts';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const compose: unknown = parse(read('docker-compose.yml'), { merge: true });

const Service = z.object({
  command: z.array(z.string()),
  user: z.string(),
  read_only: z.literal(true),
  cap_drop: z.tuple([z.literal('ALL')]),
  security_opt: z.array(z.string()),
  networks: z.array(z.string()),
  environment: z.record(z.string(), z.string()),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
});
const Shape = z.object({
  services: z.record(z.string(), Service),
  networks: z.record(z.string(), z.object({ internal: z.boolean().optional() })),
});
const { services, networks } = Shape.parse(compose);

test('the file is one of the Compose Specification', () => {
  const schema = JSON.parse(read('tests/support/compose-spec.json')) as Parameters<
    typeof z.fromJSONSchema
  >[0];
  const specification = z.fromJSONSchema(schema, { defaultTarget: 'draft-7' });
  expect(specification.safeParse(compose).error).toBeUndefined();
  // It is read as strictly as that: a word that the specification does not know is refused.
  const mistyped = { services: { server: { image: 'stepwise', readonly: true } } };
  expect(specification.safeParse(mistyped).success).toBe(false);
});

test('no part is root, can become it, or has a capability, a device or a file of the host', () => {
  expect(Object.keys(services).sort()).toEqual(['grader', 'migrate', 'postgres', 'server']);
  for (const [name, { user, security_opt, volumes }] of Object.entries(services)) {
    expect([name, user]).not.toEqual([name, expect.stringMatching(/^(root|0)(:|$)/)]);
    expect(security_opt).toContain('no-new-privileges:true');
    expect([name, volumes.filter((volume) => /^[./~]/.test(volume))]).toEqual([name, []]);
  }
  for (const word of ['privileged', 'cap_add', 'devices', 'network_mode', 'pid', 'ipc'])
    expect(JSON.stringify(compose)).not.toContain(`"${word}":`);
});

test('what runs students’ programs alone has the jail’s profile, and a grader reaches the database alone', () => {
  const jailed = Object.keys(services).filter((name) =>
    services[name]!.security_opt.some((option) => option.startsWith('seccomp:')),
  );
  expect(jailed.sort()).toEqual(['grader', 'server']);
  for (const { security_opt } of Object.values(services))
    for (const path of security_opt.flatMap((option) => option.match(/^seccomp:(.*)/)?.[1] ?? []))
      expect(JSON.parse(read(path))).toHaveProperty('defaultAction', 'SCMP_ACT_ERRNO');
  const { grader, server, migrate, postgres } = services;
  expect(grader!.networks).toEqual(['database']);
  expect(networks.database).toEqual({ internal: true });
  expect(grader!.ports).toEqual([]);
  // The owner's password is known to whoever needs it.
  expect(Object.keys(grader!.environment)).toEqual([
    'WORKER_DATABASE_URL',
    'LOG_LEVEL',
    'WORKER_CONCURRENCY',
  ]);
  expect(Object.keys(server!.environment)).not.toContain('DATABASE_URL');
  const owners = [migrate!.environment.DATABASE_URL, postgres!.environment.POSTGRES_PASSWORD];
  for (const owned of owners) expect(owned).toContain('${OWNER_PASSWORD');
});

test('settings and commands are those that there are', () => {
  const known = read('.env.example');
  for (const name of ['migrate', 'server', 'grader'])
    for (const setting of Object.keys(services[name]!.environment)) expect(known).toContain(`${setting}=`);
  const asked = [...read('docker-compose.yml').matchAll(/\$\{(\w+)/g)].map(([, name]) => name!);
  for (const name of new Set(asked)) expect(read('docker/example.env')).toContain(`${name}=`);
  const commands = read('cli/commands.ts');
  for (const name of ['migrate', 'server', 'grader'])
    expect(commands).toContain(`  ${services[name]!.command[0]}: async () =>`);
});

test('every setting of .env.example reaches a part, but those that the image or the file itself gives', () => {
  const given = ['PORT', 'HOST', 'DATA_DIR', 'STEPWISE_PYTHON', 'STEPWISE_TORCH_PYTHON'];
  const settings = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name!);
  const reaching = ['migrate', 'server', 'grader'].flatMap((name) =>
    Object.keys(services[name]!.environment),
  );
  expect(settings.length).toBeGreaterThan(10);
  expect(settings.filter((name) => !given.includes(name) && !reaching.includes(name))).toEqual([]);
});

test('the Dockerfile takes what there is, and its last stage is nobody', () => {
  const stages = readDockerfile(read('Dockerfile'));
  const ignored = patternsOf(read('.dockerignore'));
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read('package.json')));
  for (const instruction of stages.flatMap(({ instructions }) => instructions)) {
    if (instruction.kind === 'COPY' && instruction.from === null)
      for (const path of instruction.sources)
        expect([path, existsSync(join(ROOT, path)), goesAlong(ignored, path)]).toEqual([path, true, true]);
    if (instruction.kind === 'RUN')
      for (const [, script] of instruction.script.matchAll(/npm run (\w+)/g))
        expect(scripts).toHaveProperty(script!);
  }
  expect(stages.at(-1)!.user).toBe(services.grader!.user);
});

test('the builder gets what grades, and neither secrets, data nor what it makes itself', () => {
  const ignored = patternsOf(read('.dockerignore'));
  const along = ['server/main.ts', 'grader/sandbox/python/zygote.py', 'package-lock.json', 'bin/stepwise.js'];
  const not = [
    '.env',
    '.git/config',
    'node_modules/pg/package.json',
    'data/term/x',
    'client/dist/index.html',
  ];
  for (const path of along) expect([path, goesAlong(ignored, path)]).toEqual([path, true]);
  for (const path of not) expect([path, goesAlong(ignored, path)]).toEqual([path, false]);
});
