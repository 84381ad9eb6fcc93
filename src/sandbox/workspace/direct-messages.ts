import { personOf, type Transition, WorkspaceError } from './transition.ts';

/** Opens the direct message between the app and a person, or finds it. Out: its `D…` id. Refused: `user_not_found`, `user_disabled`. */
export const openDirectMessage =
  (user: string): Transition<string> =>
  (state, around) => {
    const person = personOf(state, user);
    if (person.kind === 'bot') throw new WorkspaceError('user_not_found');
    const known = Object.hasOwn(state.directMessages, user) ? state.directMessages[user] : undefined;
    const id = known ?? around.id('D');
    return { state: { ...state, directMessages: { ...state.directMessages, [user]: id } }, events: [], result: id };
  };
