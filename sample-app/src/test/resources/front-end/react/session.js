'use client';

import { createClient } from 'jwt-security-client';
import { useSyncExternalStore } from 'react';

// There is no client on a server, where all users would share it.
export const auth = typeof window === 'undefined' ? undefined : createClient();

const subscribe = (listener) => auth.onChange(listener);

// Returns the user, null if nobody is logged in, and undefined until this is known.
export const useUser = () => useSyncExternalStore(subscribe, () => auth.user, () => undefined);
