// Uses all that jwt-security-client.d.ts declares. It is compiled, and never run.

import {
  createBetterAuthClient, createClient, ProblemError,
  type BetterAuthClient, type BetterAuthUser, type Change, type Client, type ClientStorage, type Session, type User,
} from 'jwt-security-client';

const storage: ClientStorage = {
  getItem: async (key) => (key ? 'text' : null),
  setItem: (key, value) => `${key} ${value}`,
};

export const client: Client = createClient();

createClient({ url: '/auth', origins: ['https://api.example'], fetch: (request) => fetch(request), delivery: 'body', storage });
createClient({ storage: localStorage });
// @ts-expect-error There is no such delivery.
createClient({ delivery: 'header' });

export async function useSession(): Promise<string | undefined> {
  const known: User | null | undefined = client.user;
  const restored: User | null = await client.restore();
  const refreshed: User | null = await client.refresh();
  const response: Response = await client.fetch(new URL('https://api.example'), { method: 'POST', body: 'x' });
  const value: { id: number }[] = await client.json<{ id: number }[]>('/notes', { headers: { 'If-Match': '1' } });
  const unknown: unknown = await client.json('/notes', { method: 'PUT', body: { text: 'x' }, signal: AbortSignal.timeout(1) });
  const end: () => void = client.onChange(({ user, reason }: Change<User>) => {
    const isSignedIn: boolean = reason === 'login' && user !== null && !user.email_verified;
    // @ts-expect-error There is no such reason.
    return isSignedIn || reason === 'gone';
  });
  end();
  // @ts-expect-error The user is set by the client only.
  client.user = null;
  return [known, restored, refreshed, response, value, unknown].length > 0 ? known?.last_login_at ?? undefined : undefined;
}

export async function useAccount(): Promise<Session[]> {
  const credentials = { email: 'alice@example.com', password: 'Correct-horse-1' };
  const signedUp: User | null = await client.signUp(credentials);
  const loggedIn: User = await client.logIn(credentials);
  const me: User = await client.me();
  const nothing: null[] = [
    await client.verifyEmail({ token: 'x' }),
    await client.resendVerification(),
    await client.resendVerification({ email: me.email }),
    await client.forgotPassword({ email: loggedIn.email }),
    await client.resetPassword({ token: 'x', new_password: 'x' }),
    await client.confirmEmail({ token: 'x' }),
    await client.revertEmail({ token: 'x' }),
    await client.changePassword({ new_password: 'x' }),
    await client.changePassword({ new_password: 'x', current_password: 'x' }),
    await client.changeEmail({ new_email: 'x', current_password: 'x' }),
    await client.endSession('1'),
    await client.endSession('1', { current_password: 'x' }),
  ];
  // @ts-expect-error The new password is required.
  await client.changePassword({});
  await client.endSessions({ current_password: 'x' });
  await client.deleteAccount();
  const loggedOut: void = await client.logOut();
  return nothing.length > 0 && signedUp === null && loggedOut === undefined ? client.sessions() : [];
}

export function describe(error: unknown): string {
  return error instanceof ProblemError
    ? `${error.status} ${error.code ?? ''} ${error.message} ${error.retryAfter} ${error.errors.map(({ field, message }) => field + message)}`
    : String(error);
}

export const betterAuthClient: BetterAuthClient = createBetterAuthClient({ url: 'https://auth.example/api/auth' });

export async function useBetterAuth(): Promise<string | undefined> {
  const user: BetterAuthUser | null = await betterAuthClient.restore();
  await betterAuthClient.signedOut();
  // @ts-expect-error Better Auth has the account endpoints.
  betterAuthClient.logIn({});
  return user?.name ?? user?.email;
}
