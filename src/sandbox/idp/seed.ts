/** The directory that a fresh IdP starts with: the same company's people, with the small differences that real directories have. */
import { randomUUID } from 'node:crypto';
import { type Random, slackId } from '../workspace/ids.ts';
import type { IdpGroup, IdpPerson, IdpState } from './model.ts';

type Row = readonly [first: string, last: string, email: string, title: string];

/** Ana's and Wei's emails differ in case from Slack's; Ruth isn't in Slack; Oliver Grant is in Slack and not here. */
const rows: readonly Row[] = [
  ['Ingrid', 'Solberg', 'ingrid.solberg@larkspur.example', 'Chief technology officer'],
  ['Mateo', 'Ruiz', 'mateo.ruiz@larkspur.example', 'Head of IT'],
  ['Priya', 'Raman', 'priya.raman@larkspur.example', 'Identity engineer'],
  ['Fatima', 'Haddad', 'fatima.haddad@larkspur.example', 'Incident manager'],
  ['Ana', 'Kovač', 'Ana.Kovac@Larkspur.example', 'Site reliability engineer'],
  ['Wei', 'Zhang', 'WEI.ZHANG@larkspur.example', 'Platform engineer'],
  ['Tomás', 'Herrera', 'tomas.herrera@larkspur.example', 'Firmware engineer'],
  ['Noor', 'Aziz', 'noor.aziz@larkspur.example', 'Motion control engineer'],
  ['Jonas', 'Becker', 'jonas.becker@larkspur.example', 'Support engineer'],
  ['Lena', 'Fischer', 'lena.fischer@larkspur.example', 'Data engineer'],
  ['Ruth', 'Adeyemi', 'ruth.adeyemi@larkspur.example', 'Night duty engineer'],
];

const groups: readonly (readonly [name: string, ...members: string[]])[] = [
  ['Owners', 'Ingrid'],
  ['IT Admins', 'Mateo', 'Priya'],
  ['Incident Managers', 'Fatima', 'Ana'],
  ['Engineers', 'Priya', 'Ana', 'Wei', 'Tomás', 'Noor', 'Jonas', 'Ruth'],
  ['On-call primary', 'Wei', 'Ruth'],
];

/** In: chance. Out: nobody assigned yet, no address, no token. */
export function seedIdp(random: Random): IdpState {
  const people = rows.map((row) => newPerson(random, ...row));
  const idOf = (first: string): string => people.find((person) => person.firstName === first)?.oktaId ?? '';
  return {
    vendor: 'okta',
    baseUrl: '',
    token: '',
    people,
    groups: groups.map(([name, ...members]) => newGroup(random, name, members.map(idOf))),
  };
}

export const newPerson = (random: Random, firstName: string, lastName: string, email: string, title: string): IdpPerson => ({
  oktaId: `00u${slackId(random, '').toLowerCase()}`,
  entraId: randomUUID(),
  firstName,
  lastName,
  email,
  title,
  assigned: false,
  scimId: null,
});

export const newGroup = (random: Random, name: string, members: readonly string[]): IdpGroup => ({
  id: `00g${slackId(random, '').toLowerCase()}`,
  name,
  members: [...members],
  scimId: null,
});
