/** docker-compose.yml as what is to run: services, each with its place in the networks. Pure. */
import { parse } from 'yaml';
import { z } from 'zod';

const Shape = z.object({
  services: z.record(
    z.string(),
    z.object({
      command: z.array(z.string()),
      user: z.string(),
      read_only: z.boolean().default(false),
      tmpfs: z.array(z.string()).default([]),
      environment: z.record(z.string(), z.string()).default({}),
      networks: z.array(z.string()),
    }),
  ),
  networks: z.record(z.string(), z.unknown()),
});

export interface Service {
  command: string[];
  user: string;
  readOnly: boolean;
  tmpfs: string[];
  /** As written, see `interpolate`. */
  environment: Record<string, string>;
  networks: string[];
}

export interface Plan {
  services: Record<string, Service>;
  networks: string[];
}

/** `${NAME}`, `${NAME:-otherwise}`, and `${NAME:?why}`, which throws where there is none. */
export function interpolate(text: string, settings: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind = '', rest = '') => {
    const value = settings[name] ?? '';
    if (value === '' && kind === '?') throw new Error(`${name}: ${rest}`);
    return value === '' && kind === '-' ? rest : value;
  });
}

export function readCompose(text: string): Plan {
  const { services, networks } = Shape.parse(parse(text, { merge: true }));
  const planned = Object.entries(services).map(([name, { read_only: readOnly, ...service }]) => [
    name,
    { ...service, readOnly },
  ]);
  return {
    services: Object.fromEntries(planned) as Record<string, Service>,
    networks: Object.keys(networks),
  };
}
