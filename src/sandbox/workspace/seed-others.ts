/** Other companies that the app can be installed in: a second workspace, and an Enterprise Grid of two workspaces. */
import { type Random, slackId } from './ids.ts';
import type { App, Channel, Person, Team, WorkspaceState } from './model.ts';
import { colorOf, handleOf } from './people.ts';

export type CompanyKind = 'workspace' | 'grid';

interface Plan {
  readonly name: string;
  readonly domain: string;
  readonly teams: readonly (readonly [name: string, domain: string])[];
  /** The workspace's place in `teams` comes last. */
  readonly staff: readonly (readonly [name: string, title: string, role: Person['role'], team: number])[];
  readonly channels: readonly (readonly [name: string, team: number, members: readonly string[]])[];
}

const plans: Readonly<Record<CompanyKind, Plan>> = {
  workspace: {
    name: 'Fennmoor Energy',
    domain: 'fennmoor.example',
    teams: [['Fennmoor Energy', 'fennmoor-energy']],
    staff: [
      ['Greta Lindqvist', 'Head of operations', 'primary_owner', 0],
      ['Idris Okoye', 'Control room lead', 'admin', 0],
      ['Mina Castellan', 'Grid engineer', 'member', 0],
      ['Paul Verhoeven', 'Field technician', 'member', 0],
    ],
    channels: [
      ['general', 0, ['greta.lindqvist', 'idris.okoye', 'mina.castellan', 'paul.verhoeven']],
      ['inc-turbine-7', 0, ['mina.castellan']],
      ['lunch', 0, ['paul.verhoeven']],
    ],
  },
  grid: {
    name: 'Halden Group',
    domain: 'halden.example',
    teams: [
      ['Halden Rail', 'halden-rail'],
      ['Halden Ports', 'halden-ports'],
    ],
    staff: [
      ['Astrid Halden', 'Group chief information officer', 'primary_owner', 0],
      ['Bruno Sato', 'Rail signalling lead', 'member', 0],
      ['Celia Marsh', 'Harbour systems engineer', 'member', 1],
      ['Dov Peretz', 'Crane automation engineer', 'member', 1],
    ],
    channels: [
      ['general', 0, ['astrid.halden', 'bruno.sato']],
      ['inc-signal-loss', 0, ['bruno.sato']],
      ['ports-general', 1, ['celia.marsh', 'dov.peretz']],
      ['inc-crane-stop', 1, ['celia.marsh']],
    ],
  },
};

/** A company in which nobody has installed the app yet. In: the app as the first company has it, unix milliseconds, chance. */
export function seedCompany(kind: CompanyKind, app: App, now: number, random: Random): WorkspaceState {
  const plan = plans[kind];
  const id = (prefix: string): string => slackId(random, prefix);
  const teams: readonly Team[] = plan.teams.map(([name, domain]) => ({ id: id('T'), name, domain, emailDomain: plan.domain }));
  const [team] = teams;
  if (team === undefined) throw new Error('a company has a workspace');
  const people = peopleOf(plan, teams, now, id);
  const bot = botOf(app, team, now, id);
  return {
    team,
    enterprise: kind === 'grid' ? { id: id('E'), name: plan.name, domain: plan.domain, teams: [...teams] } : null,
    partner: { id: id('T'), name: 'Nobody', domain: 'nobody', emailDomain: 'nobody.example' },
    app: { ...app, ...nobodyInstalled, botId: bot.botId ?? '', botUserId: bot.id },
    people: Object.fromEntries([...people, bot].map((person) => [person.id, person])),
    channels: Object.fromEntries(channelsOf(plan, teams, people, now, id).map((channel) => [channel.id, channel])),
    directMessages: {},
    messages: [],
  };
}

const nobodyInstalled = {
  botToken: '',
  installed: false,
  scopes: [],
  tokenRevoked: false,
  refreshToken: null,
  tokenExpiresAt: null,
  olderToken: null,
  teamIds: [],
};

const blank = {
  emailConfirmed: true,
  deleted: false,
  guest: 'none' as const,
  kind: 'human' as const,
  botId: null,
  teamIds: [],
};

const peopleOf = ({ staff, domain }: Plan, teams: readonly Team[], now: number, id: (prefix: string) => string): Person[] =>
  staff.map(([realName, title, role, team], n) => {
    const email = `${realName.toLowerCase().replaceAll(' ', '.')}@${domain}`;
    const updated = Math.floor(now / 1000) - 86_400;
    const teamId = teams[team]?.id ?? '';
    return { ...blank, id: id('U'), teamId, name: handleOf(email), realName, title, email, role, color: colorOf(n), updated };
  });

const botOf = (app: App, team: Team, now: number, id: (prefix: string) => string): Person => ({
  ...blank,
  id: id('U'),
  teamId: team.id,
  name: 'rollcall',
  realName: app.name,
  title: '',
  email: null,
  role: 'member',
  kind: 'bot',
  botId: id('B'),
  color: '757575',
  deleted: true,
  updated: Math.floor(now / 1000),
});

const channelsOf = (
  { channels }: Plan,
  teams: readonly Team[],
  people: readonly Person[],
  now: number,
  id: (prefix: string) => string,
): Channel[] =>
  channels.map(([name, team, members]) => ({
    id: id('C'),
    name,
    topic: '',
    members: people.filter((person) => members.includes(person.name)).map((person) => person.id),
    isPrivate: false,
    isGeneral: name.endsWith('general'),
    archived: false,
    creator: people[0]?.id ?? '',
    created: Math.floor(now / 1000) - 86_400,
    updated: now - 86_400_000,
    teamIds: [teams[team]?.id ?? ''],
    previousNames: [],
  }));
