import { headers } from 'next/headers';
import { auth } from './auth.js';

// Calls the service as the user whose browser has sent the current request. Returns null if nobody is logged in.
export async function callService(path) {
  const session = await auth.api.getSession({ headers: await headers() });
  if (!session) {
    return null;
  }
  const { token } = await auth.api.getToken({ headers: await headers() });
  return fetch(process.env.NEXT_PUBLIC_SERVICE_URL + path, {
    headers: { Authorization: `Bearer ${token}` },
    cache: 'no-store',
  });
}
