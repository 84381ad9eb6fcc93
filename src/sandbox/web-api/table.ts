/** The Web API's table of contents. */
import { oauthV2Access } from '../oauth/methods.ts';
import { openidConnectToken, openidConnectUserInfo } from '../oidc/methods.ts';
import { appsConnectionsOpen } from '../socket/methods.ts';
import { authTeamsList, authTest, botsInfo, teamInfo } from './app.ts';
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
  ['apps.connections.open', appsConnectionsOpen],
  ['auth.teams.list', authTeamsList],
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
  ['oauth.v2.access', oauthV2Access],
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
