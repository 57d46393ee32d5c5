/** The address that a course's code and term suggest: `CS 7150`, `Spring 2027` → `cs-7150-spring-2027`. */
export function courseSlug(code: string, term: string): string {
  return `${code} ${term}`
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');
}
