/** The Web API's table of contents. */
import { openidConnectToken, openidConnectUserInfo } from '../oidc/methods.ts';
import { authTest, botsInfo, teamInfo } from './app.ts';
import { chatPostEphemeral, chatPostMessage, chatUpdate } from './chat.ts';
import {
  conversationsInfo,
  conversationsJoin,
  conversationsList,
  conversationsMembers,
  conversationsOpen,
  usersConversations,
} from './conversations.ts';
import type { Method } from './method.ts';
import { usersInfo, usersList, usersLookupByEmail } from './users.ts';
import { viewsOpen, viewsPublish, viewsPush, viewsUpdate } from './views.ts';

export const methods: ReadonlyMap<string, Method> = new Map([
  ['auth.test', authTest],
  ['bots.info', botsInfo],
  ['chat.postEphemeral', chatPostEphemeral],
  ['chat.postMessage', chatPostMessage],
  ['chat.update', chatUpdate],
  ['conversations.info', conversationsInfo],
  ['conversations.join', conversationsJoin],
  ['conversations.list', conversationsList],
  ['conversations.members', conversationsMembers],
  ['conversations.open', conversationsOpen],
  ['openid.connect.token', openidConnectToken],
  ['openid.connect.userInfo', openidConnectUserInfo],
  ['team.info', teamInfo],
  ['users.conversations', usersConversations],
  ['users.info', usersInfo],
  ['users.list', usersList],
  ['users.lookupByEmail', usersLookupByEmail],
  ['views.open', viewsOpen],
  ['views.publish', viewsPublish],
  ['views.push', viewsPush],
  ['views.update', viewsUpdate],
]);
