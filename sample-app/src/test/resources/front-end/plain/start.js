import { createClient } from './jwt-security-client.js';

const auth = createClient();

export async function tasksOf(email, password) {
  const user = await auth.restore() ?? await auth.logIn({ email, password });
  return auth.json(`/api/${user.user_id}/tasks`);
}
