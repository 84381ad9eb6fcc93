/** The company that a fresh workspace starts with. */
import { type Random, secret, slackId } from './ids.ts';
import type { App, Channel, Person, Team, WorkspaceState } from './model.ts';
import { colorOf, handleOf } from './people.ts';

/** What the app is granted: least privilege for what the product does. */
export const grantedScopes = [
  'commands',
  'chat:write',
  'channels:read',
  'channels:join',
  'groups:read',
  'users:read',
  'users:read.email',
  'team:read',
  'im:write',
];

type Row = readonly [name: string, email: string, title: string, fields?: Partial<Person>];

const domain = 'larkspur.example';

const staff: readonly Row[] = [
  ['Ingrid Solberg', `ingrid.solberg@${domain}`, 'Chief technology officer', { role: 'primary_owner' }],
  ['Mateo Ruiz', `mateo.ruiz@${domain}`, 'Head of IT', { role: 'admin' }],
  ['Priya Raman', `priya.raman@${domain}`, 'Identity engineer'],
  ['Fatima Haddad', `fatima.haddad@${domain}`, 'Incident manager'],
  ['Ana Kovač', `ana.kovac@${domain}`, 'Site reliability engineer'],
  ['Wei Zhang', `wei.zhang@${domain}`, 'Platform engineer'],
  ['Tomás Herrera', `tomas.herrera@${domain}`, 'Firmware engineer'],
  ['Noor Aziz', `noor.aziz@${domain}`, 'Motion control engineer'],
  ['Jonas Becker', `jonas.becker@${domain}`, 'Support engineer'],
  ['Oliver Grant', `oliver.grant@${domain}`, 'Product manager'],
  ['Lena Fischer', `lena.fischer@${domain}`, 'Data engineer', { deleted: true }],
  ['Sam Whitaker', 'sam@fieldworks.example', 'Contractor, field tests', { guest: 'multi' }],
];

/** Builds it: ids and secrets are fresh each time. In: unix milliseconds and chance. */
export function seedWorkspace(now: number, random: Random): WorkspaceState {
  const id = (prefix: string): string => slackId(random, prefix);
  const team: Team = { id: id('T'), name: 'Larkspur Robotics', domain: 'larkspur-robotics', emailDomain: domain };
  const partner: Team = { id: id('T'), name: 'Brightwell Logistics', domain: 'brightwell', emailDomain: 'brightwell.example' };
  const app = seedApp(id);
  const people = seedPeople(team, partner, app, now, id);
  const channels = seedChannels(team, partner, app, people, now, id);
  return {
    team,
    enterprise: null,
    partner,
    app,
    people: Object.fromEntries(people.map((person) => [person.id, person])),
    channels: Object.fromEntries(channels.map((channel) => [channel.id, channel])),
    directMessages: {},
    messages: [],
  };
}

function seedApp(id: (prefix: string) => string): App {
  const digits = (): string =>
    String(parseInt(secret(5), 16))
      .padStart(13, '1')
      .slice(0, 12);
  return {
    id: id('A'),
    name: 'Rollcall',
    botId: id('B'),
    botUserId: id('U'),
    signingSecret: secret(16),
    botToken: `xoxb-${digits()}-${digits()}-${secret(12)}`,
    clientId: `${digits()}.${digits()}`,
    clientSecret: secret(16),
    verificationToken: secret(12),
    scopes: grantedScopes,
    tokenRevoked: false,
    installed: true,
    rotation: false,
    refreshToken: null,
    tokenExpiresAt: null,
    olderToken: null,
    appToken: `xapp-1-${id('A')}-${digits()}-${secret(24)}`,
    teamIds: [],
  };
}

function seedPeople(team: Team, partner: Team, app: App, now: number, id: (prefix: string) => string): Person[] {
  const updated = Math.floor(now / 1000) - 86_400;
  const one = ([realName, email, title, fields]: Row, n: number): Person => ({
    ...blank,
    id: id('U'),
    teamId: team.id,
    name: handleOf(email),
    realName,
    title,
    email,
    color: colorOf(n),
    updated,
    ...fields,
  });
  const bot = { ...blank, teamId: team.id, email: null, emailConfirmed: false, kind: 'bot' as const, updated };
  return [
    ...staff.map(one),
    one(['Kaito Mori', 'kaito.mori@brightwell.example', 'Integration lead', { id: id('W'), teamId: partner.id }], staff.length),
    { ...bot, id: app.botUserId, botId: app.botId, name: 'rollcall', realName: app.name },
    { ...bot, id: id('U'), botId: id('B'), name: 'deploybot', realName: 'Deploybot', title: 'Tells what was shipped' },
    { ...bot, id: 'USLACKBOT', name: 'slackbot', realName: 'Slackbot', kind: 'slackbot', updated: 0 },
  ];
}

const blank = {
  title: '',
  emailConfirmed: true,
  deleted: false,
  role: 'member' as const,
  teamIds: [],
  guest: 'none' as const,
  kind: 'human' as const,
  botId: null,
  color: '757575',
};

/** The app was invited to the first incident channel, where the partner is too, and is still outside of the second: both ways in are there to be tried. */
function seedChannels(
  team: Team,
  partner: Team,
  app: App,
  people: readonly Person[],
  now: number,
  id: (prefix: string) => string,
): Channel[] {
  const of = (...handles: string[]): string[] => people.filter((p) => handles.includes(p.name)).map((p) => p.id);
  const everyone = people.filter((p) => p.kind === 'human' && !p.deleted && p.guest === 'none' && p.teamId === team.id).map((p) => p.id);
  const channel = (name: string, topic: string, members: string[], fields: Partial<Channel> = {}): Channel => ({
    id: id('C'),
    name,
    topic,
    members,
    isPrivate: false,
    isGeneral: false,
    archived: false,
    creator: everyone[0] ?? '',
    created: Math.floor(now / 1000) - 86_400,
    updated: now - 86_400_000,
    teamIds: [team.id],
    previousNames: [],
    ...fields,
  });
  return [
    channel('general', 'Company-wide announcements', everyone, { isGeneral: true }),
    channel('inc-arm-drift', 'Arm 7 drifts after calibration', [...of('fatima.haddad', 'kaito.mori', 'deploybot'), app.botUserId], {
      teamIds: [team.id, partner.id],
    }),
    channel('inc-telemetry-lag', 'Telemetry arrives minutes late', of('wei.zhang', 'mateo.ruiz')),
    channel('robot-gossip', 'What the robots did today', of('ana.kovac', 'tomas.herrera', 'oliver.grant', 'sam')),
  ];
}
