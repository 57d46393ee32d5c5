/** Where a token leads. It stands behind the `#`, so that no server and no proxy writes it down. */
export function linkUrl(token: string): string {
  return `${window.location.origin}/link#${token}`;
}

/** One line a person, for a mail merge: name, address and link between tabs, each without what would part lines. */
export function linkLines(people: readonly { name: string; email: string; token: string }[]): string {
  const cell = (text: string) => text.replace(/[\t\r\n]+/g, ' ').replace(/^[=+@-]+/, '');
  return people.map(({ name, email, token }) => [cell(name), email, linkUrl(token)].join('\t')).join('\n');
}
