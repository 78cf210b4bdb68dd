import { cookies } from 'next/headers';

// Calls the service as the user whose browser has sent the current request. Only the service verifies the token.
export async function callService(path) {
  const token = (await cookies()).get('__Host-access_token')?.value;
  return fetch((process.env.SERVICE_URL ?? 'http://localhost:8080') + path, {
    headers: token ? { Authorization: `Bearer ${token}` } : {},
    cache: 'no-store',
  });
}
