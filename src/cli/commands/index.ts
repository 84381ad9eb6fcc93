import type { Register } from '../shell.ts';

type Load = () => Promise<Register>;

/** All commands by their first word, in the order of the help. Each is loaded only when it is named: scripts call many, one at a time. */
const commands: Record<string, Load> = {
  scim: async () => (await import('./scim.ts')).registerScim,
  mapping: async () => (await import('./mapping.ts')).registerMapping,
  'on-call-group': async () => (await import('./on-call-group.ts')).registerOnCallGroup,
  'custom-role': async () => (await import('./custom-role.ts')).registerCustomRole,
  users: async () => (await import('./users.ts')).registerUsers,
  user: async () => (await import('./user.ts')).registerUser,
  owners: async () => (await import('./owners.ts')).registerOwners,
  role: async () => (await import('./role.ts')).registerRole,
  seat: async () => (await import('./seat.ts')).registerSeat,
  deactivate: async () => (await import('./status.ts')).registerDeactivate,
  activate: async () => (await import('./status.ts')).registerActivate,
  conflicts: async () => (await import('./conflicts.ts')).registerConflicts,
  link: async () => (await import('./link.ts')).registerLink,
  unlink: async () => (await import('./link.ts')).registerUnlink,
  settings: async () => (await import('./settings.ts')).registerSettings,
  resync: async () => (await import('./resync.ts')).registerResync,
  organizations: async () => (await import('./organizations.ts')).registerOrganizations,
  audit: async () => (await import('./audit.ts')).registerAudit,
  undo: async () => (await import('./undo.ts')).registerUndo,
  erase: async () => (await import('./erase.ts')).registerErase,
  'break-glass': async () => (await import('./break-glass.ts')).registerBreakGlass,
  doctor: async () => (await import('./doctor.ts')).registerDoctor,
  holds: async () => (await import('./holds.ts')).registerHolds,
  config: async () => (await import('./config.ts')).registerConfig,
  webhook: async () => (await import('./webhook.ts')).registerWebhook,
  'api-key': async () => (await import('./api-key.ts')).registerApiKey,
};

/**
 * The commands that a command line may mean: those whose name is among its words, whatever else the words are; all of them where
 * none is, for the help and for "did you mean".
 */
export function loadersFor(words: string[]): Load[] {
  const named = Object.keys(commands).filter((name) => words.includes(name));
  return (named.length > 0 ? named : Object.keys(commands)).map((name) => commands[name] as Load);
}
