import { audit } from './audit.ts';
import { channels } from './channels.ts';
import type { Command } from './command.ts';
import { groups } from './groups.ts';
import { help } from './help.ts';
import { holds } from './holds.ts';
import { map } from './map.ts';
import { mappings } from './mappings.ts';
import { mark, unmark } from './mark.ts';
import { preview } from './preview.ts';
import { resync } from './resync.ts';
import { role } from './role.ts';
import { seat } from './seat.ts';
import { status } from './status.ts';
import { unmap } from './unmap.ts';
import { user } from './user.ts';
import { users } from './users.ts';
import { whoami } from './whoami.ts';

/** `/rollcall <word>`, in the order that `help` shows them. */
export const commands: readonly Command[] = [
  help(() => commands),
  whoami,
  user,
  users,
  role,
  seat,
  mappings,
  map,
  unmap,
  groups,
  preview,
  status,
  channels,
  mark,
  unmark,
  resync,
  holds,
  audit,
];
