import { doneBlocks } from '../blocks/effects.ts';
import { seatForm } from '../forms/seat.ts';
import { effectOf } from './change.ts';
import { askerOf, type Command, WrongUsage } from './command.ts';
import { mentionedMember } from './mentioned-member.ts';

export const seat: Command = {
  name: 'seat',
  usage: 'seat @someone grant|revoke [responder]',
  example: 'seat @ana grant',
  summary: 'gives or takes an on-call seat, or a responder seat',
  permission: 'manage_seats',
  form: seatForm,
  async run(context) {
    const { means, organization, origin, args } = context;
    const [who, action, kind = 'on_call'] = args.map((word) => word.toLowerCase());
    if (action !== 'grant' && action !== 'revoke') throw new WrongUsage('Grant or revoke?');
    const wanted = kind === 'responder' ? 'responder' : /^on[-_]?call$/.test(kind) ? 'on_call' : null;
    if (!who || !wanted) throw new WrongUsage('Which seat: on-call (if you name none) or responder?');
    const { id } = await mentionedMember(context, args[0]);
    const work = effectOf(askerOf(context), { change: 'seat', user: id, seat: wanted, action });
    return doneBlocks(await means.committer.commit(organization.id, origin, work));
  },
};
