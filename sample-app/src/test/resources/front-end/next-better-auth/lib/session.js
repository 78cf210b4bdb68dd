'use client';

import { createAuthClient } from 'better-auth/react';
import { createBetterAuthClient } from 'jwt-security-client';
import { useSyncExternalStore } from 'react';

export const SERVICE = process.env.NEXT_PUBLIC_SERVICE_URL;

const betterAuth = createAuthClient({ fetchOptions: { throw: true } });

// There is no client on a server, where all users would share it.
export const service = typeof window === 'undefined' ? undefined : createBetterAuthClient({ origins: [SERVICE] });

export async function signUp(body) {
  await betterAuth.signUp.email({ name: body.email, ...body });
  await service.refresh();
}

export async function signIn(body) {
  await betterAuth.signIn.email(body);
  await service.refresh();
}

export async function signOut() {
  await betterAuth.signOut();
  await service.signedOut();
}

const subscribe = (listener) => service.onChange(listener);

export const useUser = () => useSyncExternalStore(subscribe, () => service.user, () => undefined);
