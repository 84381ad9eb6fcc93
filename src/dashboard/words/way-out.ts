/** The door of a refusal in the dashboard: what it says without the shell's command, and where the thing is done here. */
export interface Door {
  text: string;
  link: { label: string; to: string } | null;
}

const links: Record<string, Door['link']> = {
  P3: { label: 'See which group gives which role', to: '/groups' },
  S3: { label: 'See the on-call groups', to: '/groups' },
  I3: { label: 'Go to SCIM', to: '/settings/scim' },
  I4: { label: 'Go to the mappings', to: '/settings/scim' },
};

/** @param wayOut as the API gives it: a command of the shell, where it names one, comes after a colon */
export function doorOf(rule: string | undefined, wayOut: string | undefined): Door {
  const text = (wayOut ?? '')
    .replace(/(^Start with)?: rollcall [^;]*$/, '')
    .replace(/; rollcall .*$/, '')
    .replace(/Confirm again with --acknowledge-lockout, or j/, 'J');
  return { text, link: (rule && links[rule]) || null };
}
